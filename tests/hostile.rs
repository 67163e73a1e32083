//! Input made to do harm, or harmful by accident: the program ends in time, says what it could not use, and what it
//! writes can be opened without fear.

#![allow(clippy::print_stderr, reason = "a test says what it skips")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use parallax::resources::Resources;
use parallax::resources::user_lists::ListFile;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// No build here may take longer, on a slow and busy machine and without optimisation.
const LIMIT: Duration = Duration::from_secs(120);

const ARTICLE: &str =
    "Storm hits the coast\n\nThe network of Kiel was down on Monday, said the police.\n";

/// A script that an article tries to bring into the page.
const SCRIPT: &str = "</script><script>hostile()</script><img src=x onerror=hostile()>";

/// A folder with a corpus in it, which has one ordinary article: what is beside it must not spoil it.
struct Case {
    folder: TempDir,
}

/// What a build gave.
struct Outcome {
    code: i32,
    /// The tables by name, each row by the names of its columns.
    tables: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("corpus")).expect("the folder is empty");
        let case = Self { folder };
        case.add("ordinary.txt", ARTICLE);
        case
    }

    fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn add(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.corpus().join(name), content).expect("the folder is writable");
    }

    /// Builds with all formats, and checks what is true of any build.
    fn build(&self) -> Outcome {
        let outcome = build(self.folder.path(), Path::new("corpus"), Path::new("output"));
        let articles = &outcome.tables["articles"];
        let is_there = articles.iter().any(|row| row["path"] == "ordinary.txt");
        assert!(is_there, "the ordinary article is read: {articles:?}");
        outcome
    }

    /// Builds, and checks that just these files, or files in them, could not be used.
    fn check_skipped(&self, expected: &[&str]) -> Outcome {
        let outcome = self.build();
        let skipped = outcome.skipped();
        for path in expected {
            let is_told = skipped.iter().any(|skipped| is_at(skipped, path));
            assert!(is_told, "{path} is told as skipped: {skipped:?}");
        }
        for path in &skipped {
            let is_expected = expected.iter().any(|expected| is_at(path, expected));
            assert!(is_expected, "{path} is skipped: {:?}", outcome.problems());
        }
        assert_eq!(outcome.code, i32::from(!expected.is_empty()));
        outcome
    }
}

/// Whether a path of problems.csv is that of the file, or of a line or file in it.
fn is_at(told: &str, file: &str) -> bool {
    let told = told.strip_prefix('\'').unwrap_or(told);
    told.strip_prefix(file)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '#']))
}

impl Outcome {
    fn problems(&self) -> &[BTreeMap<String, String>] {
        &self.tables["problems"]
    }

    fn skipped(&self) -> Vec<&str> {
        let rows = self.problems().iter();
        rows.filter(|row| row["severity"] == "skipped")
            .map(|row| row["path"].as_str())
            .collect()
    }

    fn paths(&self) -> Vec<&str> {
        let rows = self.tables["articles"].iter();
        rows.map(|row| row["path"].as_str()).collect()
    }
}

/// Builds in `folder` as a user would, with every format, and checks all that was written.
fn build(folder: &Path, corpus: &Path, output: &Path) -> Outcome {
    let run = Command::cargo_bin("parallax")
        .expect("the program is built")
        .current_dir(folder)
        .arg("build")
        .arg("--corpus")
        .arg(corpus)
        .arg("--output")
        .arg(output)
        .args(["--formats", "csv,xlsx,jsonl,parquet,sqlite,text"])
        .timeout(LIMIT)
        .output()
        .expect("the program starts");
    let stderr = String::from_utf8(run.stderr).expect("messages are UTF-8");
    let code = run.status.code();
    let code = code.unwrap_or_else(|| panic!("ended by itself within {LIMIT:?}: {stderr}"));
    assert!(code == 0 || code == 1, "exit code {code}: {stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    let has_controls = stderr.contains(|c: char| c.is_control() && c != '\n');
    assert!(
        !has_controls,
        "a terminal is told nothing but text: {stderr:?}"
    );
    let output = folder.join(output);
    check_page(&output);
    let tables = tables(&output);
    Outcome { code, tables }
}

/// All CSV tables of the folder. Every record has the cells of its header, and none is a formula.
fn tables(output: &Path) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    let mut tables = BTreeMap::new();
    for entry in fs::read_dir(output).expect("it was made") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let bytes = fs::read(&path).expect("it can be read");
        let text = String::from_utf8(bytes).expect("tables are UTF-8");
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().expect("it has a header").clone();
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for (column, cell) in header.iter().zip(&row) {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let is_number = cell.replace(',', ".").parse::<f64>().is_ok();
                assert!(
                    !is_formula || is_number,
                    "{}: {column}: {cell}",
                    path.display()
                );
                let is_one_line = !cell.contains(|c: char| c.is_control());
                assert!(is_one_line, "{}: {column}: {cell:?}", path.display());
            }
            let cells = header.iter().zip(&row);
            rows.push(
                cells
                    .map(|(column, cell)| (column.to_owned(), cell.to_owned()))
                    .collect(),
            );
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        tables.insert(name.into_owned(), rows);
    }
    let ids: Vec<_> = tables["articles"]
        .iter()
        .map(|row: &BTreeMap<_, _>| &row["article_id"])
        .collect();
    assert!(
        ids.is_sorted_by(|a, b| a < b),
        "each article has an id of its own: {ids:?}"
    );
    tables
}

/// The page, and the blocks beside it, hold no markup of an article.
fn check_page(output: &Path) {
    let page = fs::read_to_string(output.join("report.html")).expect("it was written");
    let scripts = page.matches("<script").count();
    let data = page
        .matches("<script type=\"application/json\" id=\"")
        .count();
    assert_eq!(scripts, data + 1, "our script, and blocks of data");
    assert!(!page.contains("<script>hostile") && !page.contains("<img src=x"));
    assert!(page.contains("Content-Security-Policy"));
    for entry in fs::read_dir(output.join("report")).into_iter().flatten() {
        let path = entry.expect("it can be read").path();
        let block = fs::read_to_string(path).expect("blocks are UTF-8");
        assert!(block.starts_with("parallaxTexts(") && !block.contains('<'));
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("there is memory");
        zip.write_all(content).expect("there is memory");
    }
    zip.finish().expect("there is memory").into_inner()
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content).expect("there is memory");
    gzip.finish().expect("there is memory")
}

/// A frame of RFC 8878 with blocks that each say "128 KiB of the letter a".
fn zst_bomb(n_blocks: usize) -> Vec<u8> {
    const SIZE: u32 = 128 << 10;
    const RLE: u32 = 1;
    let mut frame = b"\x28\xb5\x2f\xfd\x00\x38".to_vec();
    for idx in 0..n_blocks {
        let is_last = u32::from(idx + 1 == n_blocks);
        let header = SIZE << 3 | RLE << 1 | is_last;
        frame.extend(&header.to_le_bytes()[..3]);
        frame.push(b'a');
    }
    frame
}

/// A page of a PDF whose text is this many blanks, packed, in a stream that has these keys too.
fn pdf_bomb(keys: &str, n_bytes: usize) -> Vec<u8> {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(&vec![b' '; n_bytes])
        .expect("there is memory");
    let stream = zlib.finish().expect("there is memory");
    let length = stream.len();
    let keys = format!("<<{keys}/Length {length}/Filter/FlateDecode>>\nstream\n");
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>".to_vec(),
        [keys.as_bytes(), &stream, b"\nendstream"].concat(),
    ])
}

#[test]
fn bombs_are_not_unpacked() {
    const HUGE: usize = 64 << 20;
    let case = Case::new();
    let zeros = vec![b'a'; HUGE];
    case.add("flat.zip", zipped(&[("a.txt", &zeros)]));
    case.add("flat.txt.gz", gzipped(&zeros));
    case.add("flat.docx", zipped(&[("word/document.xml", &zeros)]));
    let container = "META-INF/container.xml";
    case.add("flat.epub", zipped(&[(container, &zeros)]));
    drop(zeros);
    case.add("flat.txt.zst", zst_bomb(8192));
    let mut nested = ARTICLE.as_bytes().to_vec();
    for depth in 0..40 {
        let name = if depth == 0 { "a.txt" } else { "a.zip" };
        nested = zipped(&[(name, &nested)]);
    }
    case.add("nested.zip", nested);
    let names: Vec<_> = (0..5_000).map(|idx| format!("{idx}.txt")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    case.add("many.zip", zipped(&many));
    case.check_skipped(&[
        "flat.zip",
        "flat.txt.gz",
        "flat.docx",
        "flat.epub",
        "flat.txt.zst",
        "nested.zip",
        "many.zip",
    ]);
}

/// Vertical tabs are white space, too.
#[test]
fn a_document_of_white_space_alone_is_a_problem() {
    let case = Case::new();
    let text = "<w:document xmlns:w=\"urn:w\"><w:p><w:t>\u{b}\u{b}</w:t></w:p></w:document>";
    case.add(
        "blank.docx",
        zipped(&[("word/document.xml", text.as_bytes())]),
    );
    case.check_skipped(&["blank.docx"]);
}

#[test]
fn a_pdf_that_unpacks_to_much_is_a_problem() {
    let case = Case::new();
    case.add("bomb.pdf", pdf_bomb("", 64 << 20));
    // Objects are unpacked when the file is read.
    let objects = "/Type/ObjStm/N 1/First 4";
    case.add("objects.pdf", pdf_bomb(objects, 1 << 28));
    let mut deep = b"%PDF-1.4\n1 0 obj".to_vec();
    deep.extend([b'['; 200_000]);
    case.add("deep.pdf", deep);
    case.check_skipped(&["bomb.pdf", "objects.pdf", "deep.pdf"]);
}

/// A PDF of these objects, which are numbered from 1; the first is its catalogue.
fn pdf(objects: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        places += &format!("{:010} 00000 n \n", pdf.len());
        pdf.extend(format!("{number} 0 obj\n").bytes());
        pdf.extend(object.as_ref());
        pdf.extend(b"\nendobj\n");
    }
    let (place, n_places) = (pdf.len(), objects.len() + 1);
    let table = format!("xref\n0 {n_places}\n0000000000 65535 f \n{places}");
    let trailer = format!("trailer\n<</Size {n_places}/Root 1 0 R>>\nstartxref\n{place}\n%%EOF\n");
    pdf.extend(table.bytes().chain(trailer.bytes()));
    pdf
}

/// A PDF of one page with this `parent`, which draws a line of text and the first of these forms; each form has the next as
/// `/B`, and the last one that of the page as `/A`.
fn pdf_of_forms(parent: usize, box_of_page: &str, forms: &[&str]) -> Vec<u8> {
    const FIRST_FORM: usize = 6;
    let stream = |keys: &str, content: &str| {
        format!(
            "<<{keys}/Length {}>>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let text = "BT /F 12 Tf 9 9 Td (The port of Kiel was closed on Monday.) Tj ET /A Do";
    let resources = |key: &str, form: usize| {
        format!("/Resources<</Font<</F 5 0 R>>/XObject<</{key} {form} 0 R>>>>")
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent {parent} 0 R{box_of_page}/Contents 4 0 R{}>>",
            resources("A", FIRST_FORM)
        ),
        stream("", text),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for (idx, content) in forms.iter().enumerate() {
        let own = match idx + 1 < forms.len() {
            true => resources("B", FIRST_FORM + idx + 1),
            false => String::new(),
        };
        objects.push(stream(&format!("/Type/XObject/Subtype/Form{own}"), content));
    }
    pdf(&objects)
}

#[test]
fn a_pdf_that_is_drawn_without_end_is_a_problem() {
    const BOX: &str = "/MediaBox[0 0 99 99]";
    let case = Case::new();
    case.add("parent.pdf", pdf_of_forms(3, "", &["n"]));
    case.add("itself.pdf", pdf_of_forms(2, BOX, &["/A Do"]));
    let mut doubled = ["/B Do /B Do"; 31];
    doubled[30] = "n";
    case.add("doubled.pdf", pdf_of_forms(2, BOX, &doubled));
    case.add("deep.pdf", pdf_of_forms(2, BOX, &["/B Do"; 10_000]));
    case.add("article.pdf", pdf_of_forms(2, BOX, &["/B Do /B Do", "n"]));
    case.check_skipped(&["parent.pdf", "itself.pdf", "doubled.pdf", "deep.pdf"]);
}

#[test]
fn what_is_nested_without_end_is_a_problem() {
    const DEPTH: usize = 100_000;
    let case = Case::new();
    case.add("deep.json", "[".repeat(DEPTH));
    case.add("closed.json", "[".repeat(DEPTH) + &"]".repeat(DEPTH));
    case.add("objects.json", "{\"text\":".repeat(DEPTH));
    case.add("deep.jsonl", "[".repeat(DEPTH) + "\n");
    case.add(
        "deep.html",
        format!("<html><body>{}{ARTICLE}", "<div>".repeat(DEPTH)),
    );
    case.add(
        "tags.html",
        format!("<html><body>{}{ARTICLE}", "<b><i><a><p>".repeat(DEPTH)),
    );
    case.add("deep.xml", "<a>".repeat(DEPTH));
    case.add("closed.xml", "<a>".repeat(DEPTH) + &"</a>".repeat(DEPTH));
    let part = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000);
    case.add("deep.eml", format!("Subject: Deep\n{part}"));
    let outcome = case.build();
    assert_eq!(outcome.code, 1);
    let skipped = outcome.skipped();
    for name in [
        "deep.json",
        "closed.json",
        "objects.json",
        "deep.jsonl",
        "deep.html",
        "deep.xml",
        "closed.xml",
    ] {
        assert!(
            skipped.iter().any(|path| is_at(path, name)),
            "{name}: {skipped:?}"
        );
    }
    for name in ["tags.html", "deep.eml"] {
        let is_told = skipped
            .iter()
            .chain(&outcome.paths())
            .any(|path| is_at(path, name));
        assert!(is_told, "{name} is an article or a problem");
    }
}

#[test]
fn one_line_of_many_megabytes_is_an_article() {
    const SIZE: usize = 2_000_000;
    let case = Case::new();
    let sentence = "The network of Kiel was down on Monday for 3,000 users, “but not for long”, said Anna Schmidt. ";
    case.add("line.txt", sentence.repeat(SIZE / sentence.len()));
    case.check_skipped(&[]);
}

#[test]
fn words_without_end_are_an_article() {
    let case = Case::new();
    case.add("letters.txt", format!("{ARTICLE}{}", "a".repeat(500_000)));
    case.add("capitals.txt", format!("{ARTICLE}{}", "Aa".repeat(200_000)));
    case.add("names.txt", format!("{ARTICLE}{}", "Anna ".repeat(20_000)));
    case.add(
        "hyphens.txt",
        format!("{ARTICLE}{}", "Kiel-".repeat(40_000)),
    );
    case.add(
        "marks.txt",
        format!("{ARTICLE}e{}", "\u{301}".repeat(100_000)),
    );
    case.add("stops.txt", format!("{ARTICLE}{}", "A.".repeat(50_000)));
    case.add(
        "arabic.txt",
        format!("---\nlanguage: ar\n---\n{ARTICLE}{}", "ها".repeat(100_000)),
    );
    case.add("lines.txt", format!("{ARTICLE}{}", "x\n".repeat(100_000)));
    case.check_skipped(&[]);
}

#[test]
fn digits_without_end_are_an_article() {
    let case = Case::new();
    let digits = [
        ("digits", "9".repeat(100_000)),
        ("groups", "1.000,".repeat(10_000)),
        ("thousands", "1".to_owned() + &",000".repeat(10_000)),
        ("decimals", "0.".to_owned() + &"0".repeat(50_000) + "1"),
        ("words", "hundred million ".repeat(5_000)),
        ("ranges", "1-".repeat(30_000)),
        ("dates", "31/12/".repeat(10_000)),
        ("times", "12:".repeat(20_000)),
        ("euros", "€".repeat(30_000)),
        ("signs", "-+".repeat(30_000)),
        ("powers", "1e999999999 ".repeat(2_000)),
        ("romans", "M".repeat(50_000)),
        ("percents", "1%".repeat(20_000)),
    ];
    for (name, digits) in digits {
        case.add(
            &format!("{name}.txt"),
            format!("{ARTICLE}There were {digits} of them.\n"),
        );
    }
    case.check_skipped(&[]);
}

#[test]
fn a_million_quotation_marks_are_an_article() {
    let case = Case::new();
    for (name, marks) in [
        ("straight", "\""),
        ("open", "“"),
        ("low", "„"),
        ("pairs", "«»"),
        ("single", "‘’'"),
        ("dashes", "— "),
        ("mixed", "„“”\"«»‹›"),
    ] {
        let n = 1_000_000 / marks.chars().count();
        case.add(
            &format!("{name}.txt"),
            format!("{ARTICLE}{}", marks.repeat(n)),
        );
    }
    let quotes = "“It was down,” said Anna Schmidt. ".repeat(5_000);
    case.add("quotes.txt", format!("{ARTICLE}{quotes}"));
    case.check_skipped(&[]);
}

#[test]
fn characters_that_are_not_seen_are_no_harm() {
    let case = Case::new();
    let unseen = [
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{200d}",
        "\u{feff}",
        "\u{ad}",
        "\u{2028}",
        "\u{e0041}",
        "\u{fff9}",
    ];
    for (idx, unseen) in unseen.iter().enumerate() {
        let article = ARTICLE
            .replace(' ', &format!(" {unseen}"))
            .replace("Kiel", &format!("Ki{unseen}el"));
        case.add(&format!("{idx}.txt"), article);
    }
    case.add("crlf.txt", ARTICLE.replace('\n', "\r\n"));
    case.add("cr.txt", ARTICLE.replace('\n', "\r"));
    case.add("nul.txt", ARTICLE.replace("Monday", "Mon\0day"));
    case.add("nuls.txt", [0; 5000]);
    case.add(
        "utf16.txt",
        ARTICLE
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    );
    case.add(
        "escapes.txt",
        format!("\u{1b}]0;title\u{7}\u{1b}[31m{ARTICLE}"),
    );
    let outcome = case.build();
    assert_eq!(
        outcome
            .skipped()
            .iter()
            .filter(|path| is_at(path, "nuls.txt"))
            .count(),
        1
    );
    for name in ["crlf.txt", "cr.txt", "nul.txt", "0.txt", "8.txt"] {
        assert!(
            outcome.paths().contains(&name),
            "{name}: {:?}",
            outcome.problems()
        );
    }
    let with_line_ends = |end: &str| {
        let rows = outcome.tables["mentions"].iter();
        let path = if end == "\n" {
            "ordinary-txt"
        } else {
            "crlf-txt"
        };
        rows.filter(|row| row["article_id"].contains(path))
            .map(|row| row["surface"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(with_line_ends("\r\n"), with_line_ends("\n"));
}

#[test]
fn paths_that_lead_out_of_an_archive_are_problems() {
    let case = Case::new();
    let article = ARTICLE.as_bytes();
    let files = [
        ("../../out.txt", article),
        ("/tmp/absolute.txt", article),
        ("..\\..\\windows.txt", article),
        ("C:\\drive.txt", article),
        ("a/../../b.txt", article),
        ("line\nbreak.txt", article),
        ("=1+1.txt", article),
        ("inner/good.txt", article),
    ];
    case.add("climbs.zip", zipped(&files));
    let outcome = case.build();
    assert_eq!(outcome.code, 1);
    let n_told = outcome
        .skipped()
        .iter()
        .filter(|path| is_at(path, "climbs.zip"))
        .count();
    assert_eq!(n_told, 6, "{:?}", outcome.problems());
    assert!(outcome.paths().contains(&"climbs.zip/inner/good.txt"));
    for name in ["out.txt", "windows.txt", "drive.txt", "b.txt"] {
        assert!(!case.folder.path().join(name).exists());
    }
    let mut beside: Vec<_> = fs::read_dir(case.folder.path())
        .expect("it is there")
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .into_string()
                .expect("ASCII")
        })
        .collect();
    beside.sort();
    assert_eq!(
        beside,
        [".output.parallax", "corpus", "output"],
        "nothing is written beside the output"
    );
}

#[test]
fn markup_and_formulas_of_articles_stay_text() {
    let case = Case::new();
    let formula = "=HYPERLINK(\"http://example.org\",\"Kiel\")";
    case.add(
        "script.txt",
        format!("{SCRIPT}\n\n{ARTICLE}“{SCRIPT}”, said Anna {SCRIPT} Schmidt.\n"),
    );
    case.add("title.txt", format!("---\ntitle: {formula}\nauthor: +{SCRIPT}\noutlet: -1+1\nurl: javascript:hostile()\n---\n{ARTICLE}"));
    case.add(
        "comment.txt",
        format!("<!-- {ARTICLE} <script>hostile()</script> --> <![CDATA[ ]]> {ARTICLE}"),
    );
    case.add("page.html", format!("<html><head><title>{SCRIPT}</title><script>hostile()</script></head><body><h1>={SCRIPT}</h1><p>{ARTICLE}</p><p>{}</p></body></html>", "The harbour was closed &lt;script&gt;hostile()&lt;/script&gt; for hours. ".repeat(9)));
    let rows = format!(
        "id,title,text\n=1,{},{}\n@2,-2+3,{}\n",
        "\"=1+\"\"1\"\"\"",
        "\"=cmd|'/c calc'!A1 The network of Kiel was down on Monday, said the police.\"",
        "\"\t=1 The network of Kiel was down on Monday, said the police.\""
    );
    case.add("rows.csv", rows);
    case.add("lines.jsonl", serde_json::json!({"id": SCRIPT, "title": format!("@{SCRIPT}"), "text": format!("={ARTICLE}")}).to_string());
    let outcome = case.build();
    let titles: Vec<_> = outcome.tables["articles"]
        .iter()
        .map(|row| row["title"].as_str())
        .collect();
    assert!(
        titles.contains(&format!("'{formula}").as_str()),
        "{titles:?}"
    );
}

#[test]
fn names_of_files_are_no_formulas_and_no_lines() {
    let case = Case::new();
    let names = [
        "=cmd|' C'!A1.txt",
        "@SUM(1).txt",
        "-1+1.txt",
        "+1.txt",
        " leading.txt",
        "a,b;c\"d'e.txt",
        "Übergröße 北京 العربية.txt",
        "e\u{301}.txt",
        "é.txt",
        "100%.txt",
        "#.txt",
        "<img src=x onerror=hostile()>.txt",
    ];
    for name in names {
        case.add(name, ARTICLE);
    }
    if cfg!(unix) {
        for name in [
            "line\nbreak.txt",
            "tab\tand\rreturn.txt",
            "escape\u{1b}[31m.txt",
            "back\\slash.txt",
            "con:.txt",
        ] {
            case.add(name, ARTICLE);
        }
        case.add("line\nbreak.bin", ARTICLE);
        case.add("escape\u{1b}[31m.bin", ARTICLE);
    }
    let outcome = case.build();
    let n_expected = names.len() + 1 + if cfg!(unix) { 5 } else { 0 };
    assert_eq!(outcome.paths().len(), n_expected, "{:?}", outcome.paths());
    assert!(outcome.paths().contains(&"'=cmd|' C'!A1.txt"));
    assert_eq!(outcome.skipped().len(), if cfg!(unix) { 2 } else { 0 });
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn names_that_are_no_utf_8_are_told_apart() {
        let case = Case::new();
        for name in [&b"a\xff.txt"[..], b"a\xfe.txt", b"a\xfe.bin", b"\xff\xff/"] {
            let path = case.corpus().join(OsStr::from_bytes(name));
            if name.ends_with(b"/") {
                fs::create_dir(&path).expect("the folder is writable");
                fs::write(path.join("b.txt"), ARTICLE).expect("the folder is writable");
            } else {
                fs::write(path, ARTICLE).expect("the folder is writable");
            }
        }
        let outcome = case.build();
        assert_eq!(outcome.skipped().len(), 1, "{:?}", outcome.problems());
        assert_eq!(outcome.paths().len(), 4, "{:?}", outcome.paths());
    }

    #[test]
    fn links_and_pipes_are_not_followed() {
        let case = Case::new();
        let corpus = case.corpus();
        symlink(&corpus, corpus.join("loop")).expect("can be linked");
        symlink("self", corpus.join("self")).expect("can be linked");
        symlink("/etc/passwd", corpus.join("passwd.txt")).expect("can be linked");
        symlink("nowhere.txt", corpus.join("nowhere.txt")).expect("can be linked");
        let pipe = std::process::Command::new("mkfifo")
            .arg(corpus.join("pipe.txt"))
            .status();
        let mut expected = vec!["loop", "self", "passwd.txt", "nowhere.txt"];
        if pipe.is_ok_and(|status| status.success()) {
            expected.push("pipe.txt");
        }
        case.check_skipped(&expected);
    }

    #[test]
    fn files_that_may_not_be_read_are_problems() {
        let case = Case::new();
        case.add("closed.txt", ARTICLE);
        let folder = case.corpus().join("closed");
        fs::create_dir(&folder).expect("the folder is writable");
        for path in [case.corpus().join("closed.txt"), folder.clone()] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("it is ours");
        }
        if fs::read(case.corpus().join("closed.txt")).is_ok() {
            eprintln!("skipped: root may read everything");
        } else {
            case.check_skipped(&["closed.txt", "closed"]);
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("it is ours");
    }

    #[test]
    fn folders_may_be_links() {
        let case = Case::new();
        let root = case.folder.path();
        fs::create_dir(root.join("real output")).expect("the folder is writable");
        symlink(case.corpus(), root.join("linked corpus")).expect("can be linked");
        symlink("real output", root.join("linked output")).expect("can be linked");
        for _ in 0..2 {
            let outcome = build(root, Path::new("linked corpus"), Path::new("linked output"));
            assert_eq!(outcome.paths(), ["ordinary.txt"]);
            let link = fs::symlink_metadata(root.join("linked output")).expect("it is there");
            assert!(link.is_symlink(), "the link stays a link");
            assert!(root.join("real output/articles.csv").is_file());
        }
    }
}

#[test]
fn folders_may_have_any_name_and_be_told_in_any_way() {
    let case = Case::new();
    let root = case.folder.path();
    fs::create_dir_all(root.join("sub dir/inner")).expect("the folder is writable");
    let names = [
        "out put",
        "вывод 输出",
        "é",
        "./dots/../dotted",
        "sub dir/inner/../../up",
        "=1+1",
        "a'b\"c",
        "deep/er/still",
        "trailing/",
        "100%",
        ".hidden",
    ];
    for name in names.map(|name| {
        if cfg!(windows) {
            name.replace('"', "")
        } else {
            name.to_owned()
        }
    }) {
        let (first, second) = (|| build(root, Path::new("corpus"), Path::new(&name)), 2);
        for _ in 0..second {
            let outcome = first();
            assert_eq!(
                (outcome.code, outcome.paths()),
                (0, vec!["ordinary.txt"]),
                "{name}"
            );
        }
    }
    for name in ["co rpus", "корпус 语料", "=corpus", ".corpus", "a#b?c"] {
        if cfg!(windows) && name.contains('?') {
            continue;
        }
        fs::create_dir(root.join(name)).expect("the folder is writable");
        fs::write(root.join(name).join("ordinary.txt"), ARTICLE).expect("the folder is writable");
        for corpus in [
            PathBuf::from(name),
            Path::new("./sub dir/..").join(name),
            root.join(name),
        ] {
            let outcome = build(root, &corpus, Path::new("output"));
            assert_eq!(
                (outcome.code, outcome.paths()),
                (0, vec!["ordinary.txt"]),
                "{name}"
            );
        }
    }
}

#[test]
fn an_empty_list_has_no_entity_without_an_id() {
    let mut resources = Resources::load().expect("the project's own data");
    let list = ListFile {
        path: "gazetteers/empty.csv".to_owned(),
        text: "entity_id,type,subtype,language,name,kind\n".to_owned(),
        hash: String::new(),
    };
    assert_eq!(resources.add_lists(&[list]), []);
    assert_eq!(resources.gazetteer.entity_idx(""), None);
}

#[test]
fn lists_and_decisions_of_nothing_are_no_harm() {
    let case = Case::new();
    let root = case.folder.path();
    fs::create_dir(root.join("gazetteers")).expect("the folder is writable");
    let header = "entity_id,type,subtype,language,name,kind\n";
    fs::write(root.join("gazetteers/empty.csv"), header).expect("the folder is writable");
    let rows = "action,subject,object\ndeny,,\nsame,per:x,\nsame,,per:x\nallow,X,\nrename,,Y\n";
    fs::write(root.join("decisions.csv"), rows).expect("the folder is writable");
    case.build();
}

#[test]
fn a_corpus_may_be_where_the_program_is_started() {
    let case = Case::new();
    let outcome = build(&case.corpus(), Path::new("."), Path::new("../output"));
    assert_eq!(outcome.paths(), ["ordinary.txt"]);
}

#[test]
fn tables_and_messages_without_end_are_articles_or_problems() {
    let case = Case::new();
    case.add(
        "columns.csv",
        format!("text{}\n{ARTICLE}", ",a".repeat(500_000)),
    );
    case.add(
        "unclosed.csv",
        format!("id,text\n1,\"{}", "Kiel \n".repeat(300_000)),
    );
    case.add("rows.csv", format!("id,text\n{}", "1,\n".repeat(100_000)));
    let same_id = serde_json::json!({"id": "a", "text": "Kiel."}).to_string() + "\n";
    case.add("same.jsonl", same_id.repeat(20_000));
    case.add(
        "keys.json",
        format!("{{{}\"text\":\"Kiel\"}}", "\"a\":1,".repeat(200_000)),
    );
    case.add(
        "attributes.html",
        format!("<html><body><p {}>{ARTICLE}", "a=1 ".repeat(200_000)),
    );
    case.add(
        "entities.html",
        format!(
            "<html><body><p>{}",
            "&amp;&#1114112;&#0;&bogus;".repeat(50_000)
        ),
    );
    case.add("entities.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&c;</title><description>&d;&c;</description></item></channel></rss>");
    case.add(
        "headers.eml",
        format!("{}\n\n{ARTICLE}", "X: y\n".repeat(100_000)),
    );
    case.add(
        "length.warc",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nx",
    );
    case.add(
        "front.txt",
        format!("---\n{}---\n{ARTICLE}", "key: value\n".repeat(100_000)),
    );
    case.add(
        "unclosed.txt",
        format!("---\n{}", "key: value\n".repeat(100_000)),
    );
    let outcome = case.build();
    for name in [
        "columns.csv",
        "unclosed.csv",
        "rows.csv",
        "same.jsonl",
        "keys.json",
        "attributes.html",
        "entities.html",
        "entities.xml",
        "headers.eml",
        "length.warc",
        "front.txt",
        "unclosed.txt",
    ] {
        let is_told = outcome
            .skipped()
            .into_iter()
            .chain(outcome.paths())
            .any(|path| is_at(path, name));
        assert!(is_told, "{name} is an article or a problem");
    }
    let has_secret = outcome
        .tables
        .values()
        .flatten()
        .any(|row| row.values().any(|cell| cell.contains("root:x:0")));
    assert!(!has_secret, "nothing from outside is read");
}
