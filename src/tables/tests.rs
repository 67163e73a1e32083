//! Tables of a corpus made by hand: an English and a Dutch article that share an entity and a figure.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::date;
use rust_decimal::Decimal;

use super::schema::ColumnType;
use super::*;
use crate::document::*;
use crate::error::{Severity, Stage};
use crate::text::Span;

const ENGLISH: &str = "Romania \"quoted\",\r\nsaid Ada Novak.\n5 km, Romanians";
const DUTCH: &str = "Roemenië, Roemeniës en meer dan 5 km -Roemenië";

fn span(text: &str, surface: &str, nth: usize) -> Span {
    let (start, _) = text
        .match_indices(surface)
        .nth(nth)
        .expect("the surface is in the text");
    Span::new(start, start + surface.len())
}

fn article(id: &str, text: &str, language: &str, mentions: Vec<Mention>) -> Article {
    let whole = Span::new(0, text.len());
    let quantity = NumberMention {
        span: span(text, "5 km", 0),
        value: NumberValue::Quantity {
            amount: Amount::Point(Decimal::from(5)),
            unit: "km".to_owned(),
            base: Some(Box::new((
                "m".to_owned(),
                Amount::Point(Decimal::from(5000)),
            ))),
        },
        op: if text.contains("meer dan") {
            Op::Gt
        } else {
            Op::Eq
        },
        modifier: text.contains("meer dan").then(|| span(text, "meer dan", 0)),
        what: None,
        what_key: Box::default(),
        per: Box::default(),
        direction: None,
        confidence: Confidence::new(90),
        review: false,
    };
    let token = Token {
        span: Span::new(0, 7),
        kind: TokenKind::Word,
    };
    Article {
        id: id.to_owned(),
        document: Document {
            path: format!("{id}.txt"),
            text: text.to_owned(),
            metadata: Metadata::default(),
            front_matter: Span::new(0, 0),
        },
        annotations: Annotations {
            language: DetectedLanguage {
                language: Language::parse(language).expect("a code"),
                confidence: 0.987,
            },
            passages: Vec::new(),
            sections: vec![Section {
                span: whole,
                kind: SectionKind::Body,
            }],
            sentences: vec![Sentence {
                span: whole,
                tokens: 0..1,
            }],
            tokens: vec![token],
            wording: Default::default(),
            n_words: 1,
            mentions,
            doubtful: Vec::new(),
            numbers: vec![quantity],
            quotes: Vec::new(),
            scopes: Vec::new(),
        },
    }
}

fn mention(span: Span, relation: Relation, entity: EntityRef) -> Mention {
    Mention {
        span,
        entity_type: EntityType::Location,
        subtype: "country".into(),
        entity,
        relation,
        evidence: Evidence::Gazetteer,
        confidence: Confidence::new(95),
        review: relation == Relation::Demonym,
    }
}

fn gazetteer() -> Gazetteer {
    let entities = "entity_id\ttype\tsubtype\tname\tprior\twikidata_id\tgeonames_id\tiso_code\tlocated_in\tsource\n\
        iso:RO\tlocation\tcountry\tRomania\t200\tQ218\t798549\tRO\tRO\thand\n";
    let names = "entity_id\tlanguage\tkind\tname\tguard\n";
    Gazetteer::of_tables(entities, names).expect("the rows follow the rules")
}

fn member(article_idx: usize, item_idx: usize, why: &str) -> Member {
    let place = Place {
        article_idx,
        item_idx,
    };
    Member {
        place,
        score: Confidence::new(100),
        why: why.into(),
    }
}

fn corpus() -> Corpus {
    let listed = EntityRef::Listed(0);
    let person = EntityRef::Unlisted("Ada Novak".into());
    let english = vec![
        mention(span(ENGLISH, "Romania", 0), Relation::Name, listed.clone()),
        mention(span(ENGLISH, "Ada Novak", 0), Relation::Name, person),
        mention(
            span(ENGLISH, "Romanians", 0),
            Relation::Demonym,
            listed.clone(),
        ),
    ];
    let dutch = vec![
        mention(span(DUTCH, "Roemenië", 0), Relation::Name, listed.clone()),
        mention(
            span(DUTCH, "Roemeniës", 0),
            Relation::Inflected,
            listed.clone(),
        ),
        mention(span(DUTCH, "Roemenië", 2), Relation::Name, listed),
    ];
    let mut english = article("a-en", ENGLISH, "en", english);
    english.document.metadata = Metadata {
        title: Some("=Romania".to_owned()),
        published: Some(PartialDate::Day(date(2025, 3, 10))),
        published_source: Some(PublishedSource::FrontMatter),
        outlet: Some("The Chronicle".to_owned()),
        ..Metadata::default()
    };
    let mut dutch = article("a-nl", DUTCH, "nl", dutch);
    dutch.document.metadata.published = Some(PartialDate::Month(2025, 3));
    let same = "same gazetteer entry";
    Corpus {
        articles: vec![english, dutch],
        clusters: vec![
            Cluster {
                id: "iso:RO".to_owned(),
                name: "Romania".to_owned(),
                entity_type: EntityType::Location,
                subtype: "country".to_owned(),
                listed: Some(0),
                members: [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)]
                    .map(|(a, m)| member(a, m, same))
                    .into(),
            },
            Cluster {
                id: "per:ada-novak".to_owned(),
                name: "Ada Novak".to_owned(),
                entity_type: EntityType::Person,
                subtype: String::new(),
                listed: None,
                members: vec![member(0, 1, "same name")],
            },
        ],
        figures: vec![Coreference {
            id: "fig:1".to_owned(),
            label: "5 km".to_owned(),
            members: vec![
                member(0, 0, "same value and unit"),
                member(1, 0, "same value and unit"),
            ],
        }],
        quotes: Vec::new(),
        originals: vec![None, Some(0)],
        stories: vec![Story {
            id: "st-1".to_owned(),
            label: "=Romania".to_owned(),
            articles: vec![0, 1],
            main_entities: vec![0],
        }],
        days: Vec::new(),
        comparisons: vec![Comparison {
            id: "fg-1".to_owned(),
            story_idx: 0,
            what_key: String::new(),
            unit: "m".to_owned(),
            about: Some(0),
            period: "2025-03-10".to_owned(),
            agreement: Agreement::Same,
            readings: vec![
                Place {
                    article_idx: 0,
                    item_idx: 0,
                },
                Place {
                    article_idx: 1,
                    item_idx: 0,
                },
            ],
        }],
    }
}

/// Tells `tell` of the corpus.
pub(super) fn with_found<T>(tell: impl FnOnce(&Found<'_>) -> T) -> T {
    let problems = [Problem {
        path: "a.jsonl:2".to_owned(),
        stage: Stage::Read,
        severity: Severity::Skipped,
        problem: "field `text` is missing".to_owned(),
        detail: String::new(),
    }];
    tell(&Found {
        corpus: &corpus(),
        problems: &problems,
        gazetteer: &gazetteer(),
    })
}

/// The tables of the corpus by name of file.
fn written(style: CsvStyle) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |found: &Found<'_>| write(folder.path(), found, style, Formats::default());
    with_found(write).expect("the folder is writable");
    let entries = fs::read_dir(folder.path()).expect("the folder is there");
    let read = |entry: fs::DirEntry| {
        let content = fs::read_to_string(entry.path()).expect("the tables are UTF-8");
        (entry.file_name().to_string_lossy().into_owned(), content)
    };
    entries
        .map(|entry| read(entry.expect("the folder can be listed")))
        .collect()
}

const PLAIN: CsvStyle = CsvStyle {
    separator: Separator::Comma,
    byte_order_mark: false,
};

/// Compares the lines of a table after its header; ids made from hashes are written as `#`.
fn check(file: &str, style: CsvStyle, expected: &[&str]) {
    let tables = written(style);
    let rows: Vec<_> = tables[file].lines().skip(1).map(without_hashes).collect();
    assert_eq!(rows, expected);
}

fn without_hashes(line: &str) -> String {
    let is_hash = |cell: &str| {
        let digits = cell
            .strip_prefix("m-")
            .or(cell.strip_prefix("n-"))
            .unwrap_or(cell);
        matches!(digits.len(), 12 | 16) && digits.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let cells = line
        .split(',')
        .map(|cell| if is_hash(cell) { "#" } else { cell });
    cells.collect::<Vec<_>>().join(",")
}

#[test]
fn articles_have_a_row_each() {
    check(
        "articles.csv",
        PLAIN,
        &[
            "a-en,a-en.txt,'=Romania,The Chronicle,,2025-03-10,front_matter,,en,0.99,,1,1,3,1,0,st-1,,#",
            "a-nl,a-nl.txt,,,,2025-03,,,nl,0.99,,1,1,3,1,0,st-1,a-en,#",
        ],
    );
}

#[test]
fn mentions_stand_in_their_context() {
    check(
        "mentions.csv",
        PLAIN,
        &[
            "#,a-en,The Chronicle,2025-03-10,en,iso:RO,Romania,location,country,Romania,0,7,1,body,name,gazetteer,0.95,false,,\
         Romania,\"\"\"quoted\"\", said Ada Novak. 5 km, Romanians\"",
            "#,a-en,The Chronicle,2025-03-10,en,per:ada-novak,Ada Novak,location,country,Ada Novak,24,33,1,body,name,\
         gazetteer,0.95,false,\"Romania \"\"quoted\"\", said\",Ada Novak,\". 5 km, Romanians\"",
            "#,a-en,The Chronicle,2025-03-10,en,iso:RO,Romania,location,country,Romanians,41,50,1,body,demonym,gazetteer,0.95,\
         true,\"Romania \"\"quoted\"\", said Ada Novak. 5 km,\",Romanians,",
            "#,a-nl,,2025-03,nl,iso:RO,Romania,location,country,Roemenië,0,8,1,body,name,gazetteer,0.95,false,,Roemenië,\
         \", Roemeniës en meer dan 5 km -Roemenië\"",
            "#,a-nl,,2025-03,nl,iso:RO,Romania,location,country,Roemeniës,10,19,1,body,inflected,gazetteer,0.95,false,\
         \"Roemenië,\",Roemeniës,en meer dan 5 km -Roemenië",
            "#,a-nl,,2025-03,nl,iso:RO,Romania,location,country,Roemenië,38,46,1,body,name,gazetteer,0.95,false,\
         \"Roemenië, Roemeniës en meer dan 5 km -\",Roemenië,",
        ],
    );
}

#[test]
fn entities_have_a_name_in_each_language() {
    check(
        "entities.csv",
        PLAIN,
        &[
            "iso:RO,Romania,location,country,Q218,798549,RO,2,2,1,5,2025-03,2025-03,Romania,Roemenië",
            "per:ada-novak,Ada Novak,person,,,,,1,1,1,1,2025-03-10,2025-03-10,Ada Novak,",
        ],
    );
}

#[test]
fn numbers_fill_the_cells_of_their_kind() {
    check(
        "numbers.csv",
        PLAIN,
        &[
            "#,a-en,The Chronicle,2025-03-10,en,quantity,eq,5,,,km,m,5000,,,,,,,,,,,,,,,5 km,35,39,1,body,0.90,false,\
         \"Romania \"\"quoted\"\", said Ada Novak.\",5 km,\", Romanians\",",
            "#,a-nl,,2025-03,nl,quantity,gt,5,,,km,m,5000,,,,,,,,,,,,,,meer dan,5 km,32,36,1,body,0.90,false,\
         \"Roemenië, Roemeniës en meer dan\",5 km,'-Roemenië,",
        ],
    );
}

#[test]
fn only_what_two_articles_share_is_a_coreference() {
    let tables = written(PLAIN);
    let rows: Vec<_> = tables["coreferences.csv"]
        .lines()
        .skip(1)
        .map(without_hashes)
        .collect();
    assert_eq!(rows.len(), 7);
    assert_eq!(
        rows[2],
        "co:iso:RO,entity,Romania,2,2,true,#,a-nl,,2025-03,nl,Roemenië,,1.00,same gazetteer entry,,Roemenië,\
         \", Roemeniës en meer dan 5 km -Roemenië\""
    );
    assert_eq!(
        rows[6],
        "fig:1,figure,5 km,2,2,true,#,a-nl,,2025-03,nl,5 km,5,1.00,same value and unit,\
         \"Roemenië, Roemeniës en meer dan\",5 km,'-Roemenië"
    );
}

#[test]
fn readings_of_a_figure_stand_side_by_side() {
    check(
        "figures.csv",
        PLAIN,
        &[
            "fg-1,st-1,,,m,iso:RO,Romania,2025-03-10,same,#,a-en,The Chronicle,2025-03-10,en,eq,5,,,5 km,\
             \"Romania \"\"quoted\"\", said Ada Novak. 5 km, Romanians\"",
            "fg-1,st-1,,,m,iso:RO,Romania,2025-03-10,same,#,a-nl,,2025-03,nl,gt,5,,,5 km,\
             \"Roemenië, Roemeniës en meer dan 5 km -Roemenië\"",
        ],
    );
}

#[test]
fn a_copy_is_an_article_of_the_story_but_no_outlet_of_it() {
    check(
        "stories.csv",
        PLAIN,
        &["st-1,'=Romania,2025-03,2025-03,2,2,1,Romania"],
    );
}

#[test]
fn members_are_rows_of_mentions_and_numbers() {
    let tables = written(PLAIN);
    for row in tables["coreferences.csv"].lines().skip(1) {
        let member = row.split(',').nth(6).expect("the column is there");
        let table = if member.starts_with('m') {
            "mentions.csv"
        } else {
            "numbers.csv"
        };
        let is_there = tables[table]
            .lines()
            .any(|row| row.starts_with(&format!("{member},")));
        assert!(is_there, "{member}");
    }
}

#[test]
fn problems_have_a_row_each() {
    check(
        "problems.csv",
        PLAIN,
        &["a.jsonl:2,read,skipped,field `text` is missing,"],
    );
}

#[test]
fn semicolon_style_writes_semicolons_and_decimal_commas() {
    let style = CsvStyle {
        separator: Separator::Semicolon,
        byte_order_mark: true,
    };
    let tables = written(style);
    assert!(tables["articles.csv"].starts_with("\u{feff}article_id;path;"));
    assert!(
        tables["articles.csv"]
            .contains("\na-nl;a-nl.txt;;;;2025-03;;;nl;0,99;;1;1;3;1;0;st-1;a-en;")
    );
    assert!(tables["datapackage.json"].contains("\"delimiter\": \";\""));
    assert!(tables["datapackage.json"].contains("\"decimalChar\": \",\""));
}

#[test]
fn guarded_cells_are_counted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (corpus, gazetteer) = (corpus(), gazetteer());
    let found = Found {
        corpus: &corpus,
        problems: &[],
        gazetteer: &gazetteer,
    };
    let output = write(folder.path(), &found, PLAIN, Formats::default());
    let written = output.expect("the folder is writable").written;
    let counts: Vec<_> = written
        .iter()
        .map(|table| (table.file.as_str(), table.n_rows, table.n_guarded))
        .collect();
    assert_eq!(
        counts[..9],
        [
            ("articles.csv", 2, 1),
            ("mentions.csv", 6, 0),
            ("entities.csv", 2, 0),
            ("numbers.csv", 2, 1),
            ("quotes.csv", 0, 0),
            ("coreferences.csv", 7, 1),
            ("figures.csv", 2, 0),
            ("stories.csv", 1, 1),
            ("problems.csv", 0, 0),
        ]
    );
}

/// The contract: columns may be appended at the right, never renamed or reordered.
const HEADERS: &[(&str, &str)] = &[
    (
        "articles.csv",
        "article_id,path,title,outlet,byline,published_at,published_source,url,language,language_confidence,\
         other_languages,words,sentences,mentions,numbers,quotes,story_id,duplicate_of,text_hash",
    ),
    (
        "mentions.csv",
        "mention_id,article_id,outlet,published_at,language,entity_id,entity_name,type,subtype,surface,start_char,\
         end_char,sentence_no,section,relation,evidence,confidence,review,left,match,right",
    ),
    (
        "entities.csv",
        "entity_id,name,type,subtype,wikidata_id,geonames_id,iso_code,languages,articles,outlets,mentions,first_date,\
         last_date,name_en,name_nl",
    ),
    (
        "numbers.csv",
        "number_id,article_id,outlet,published_at,language,kind,op,value,low,high,unit,unit_base,value_base,currency,\
         per,direction,what,what_key,about_entity_id,about_entity_name,date_from,date_to,grain,time,timezone,anchor,\
         modifier,surface,start_char,end_char,sentence_no,section,confidence,review,left,match,right,sense",
    ),
    (
        "quotes.csv",
        "quote_id,article_id,outlet,published_at,language,speaker_entity_id,speaker_name,speaker_surface,verb,direct,quote,start_char,end_char,sentence_no,section,confidence,review",
    ),
    (
        "coreferences.csv",
        "coref_id,kind,label,languages,articles,cross_language,member_id,article_id,outlet,published_at,language,\
         surface,value,score,why,left,match,right",
    ),
    (
        "figures.csv",
        "figure_id,story_id,what_key,what,unit,about_entity_id,about_entity_name,period,agreement,number_id,article_id,\
         outlet,published_at,language,op,value,low,high,surface,sentence",
    ),
    (
        "stories.csv",
        "story_id,label,first_date,last_date,articles,languages,outlets,main_entities",
    ),
    ("problems.csv", "path,stage,severity,problem,detail"),
    ("changes.csv", "table,id,change,column,before,after"),
    (
        "columns.csv",
        "table,column,type,unit,allowed_values,meaning,example",
    ),
];

#[test]
fn headers_dictionary_and_package_agree() {
    let tables = written(PLAIN);
    let package: serde_json::Value =
        serde_json::from_str(&tables["datapackage.json"]).expect("the package is JSON");
    let resources = package["resources"]
        .as_array()
        .expect("the package lists tables");
    assert_eq!(resources.len(), HEADERS.len());
    for ((file, header), resource) in HEADERS.iter().zip(resources) {
        assert_eq!(tables[*file].lines().next(), Some(*header));
        assert_eq!(resource["path"], *file);
        let fields = resource["schema"]["fields"]
            .as_array()
            .expect("a table has fields");
        let fields: Vec<_> = fields
            .iter()
            .filter_map(|field| field["name"].as_str())
            .collect();
        assert_eq!(fields.join(","), *header);
    }
    let documented: Vec<_> = tables["columns.csv"]
        .lines()
        .skip(1)
        .map(table_and_column)
        .collect();
    let columns = HEADERS.iter().flat_map(|(file, header)| {
        let table = file.trim_end_matches(".csv");
        header
            .split(',')
            .map(move |column| format!("{table},{column}"))
    });
    assert_eq!(documented, columns.collect::<Vec<_>>());
}

fn table_and_column(line: &str) -> String {
    line.split(',').take(2).collect::<Vec<_>>().join(",")
}

#[test]
fn every_column_is_explained_with_an_example_of_its_type() {
    for schema in schemas(&[Language::parse("nl").expect("a code")]) {
        for column in schema.columns {
            let place = format!("{}.{}", schema.table, column.name);
            assert!(column.meaning.ends_with('.'), "{place}");
            assert!(is_legal(column.column_type, column.example), "{place}");
        }
    }
}

fn is_legal(column_type: ColumnType, example: &str) -> bool {
    match column_type {
        ColumnType::Text => !example.is_empty(),
        ColumnType::Id => example.starts_with(|c: char| c.is_ascii_alphanumeric()),
        ColumnType::Integer => example.parse::<u64>().is_ok(),
        ColumnType::Decimal | ColumnType::Share | ColumnType::DecimalOrIso => {
            example.parse::<Decimal>().is_ok()
        }
        ColumnType::Boolean | ColumnType::Enum(_) => column_type.allowed().contains(&example),
        ColumnType::Date => example.parse::<jiff::civil::Date>().is_ok(),
        ColumnType::PartialDate => PartialDate::parse(example).is_some(),
    }
}

#[test]
fn a_name_of_a_column_has_one_type_in_all_tables() {
    let mut types = BTreeMap::new();
    for table in TABLES {
        for column in (table.schema)(&[]).columns {
            let name = column.column_type.name();
            let first = *types.entry(column.name.clone()).or_insert(name);
            assert_eq!(first, name, "{}", column.name);
        }
    }
}

#[test]
fn words_for_variants_are_those_of_serde() {
    fn check<C: cell::Cell + serde::Serialize>(variant: C) {
        let mut record = Record::new(PLAIN);
        variant.write(&mut record);
        let word = serde_json::to_value(variant).expect("an enum without data");
        assert_eq!(record.cells().get(0), word.as_str());
    }
    check(Relation::CompoundPart);
    check(Relation::GivenName);
    check(Grain::DayPart);
    check(Op::Approx);
    check(SectionKind::Boilerplate);
    check(PublishedSource::FrontMatter);
    check(Severity::Skipped);
}
