//! Web archives (`.warc`, and `.warc.gz` through gzip): the pages among the answers of servers. ISO 28500.

use encoding_rs::Encoding;

use super::archive::at_most;
use super::draft::Paths;
use super::{Format, Reader, Reading, html, skipped};

/// Files of records, each an answer of a server or something else.
pub(super) const FORMAT: Format = Format {
    extensions: &["warc"],
    reader: Reader::Articles(read),
};

/// A page may become so large.
const MAX_PAGE_BYTES: u64 = 64 << 20;

fn read(path: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let mut paths = Paths::default();
    let mut n_pages = 0;
    let mut rest = bytes;
    loop {
        let start = rest.iter().position(|byte| !byte.is_ascii_whitespace());
        let Some(start) = start else { break };
        let record = match record(&rest[start..]) {
            Ok(record) => record,
            Err(detail) => {
                reading
                    .problems
                    .push(skipped(path, "broken web archive", detail));
                break;
            }
        };
        rest = record.rest;
        if let Some(page) = page(&record) {
            n_pages += 1;
            let place = format!("{path}#{}", record.url);
            let place = paths.unused(&place, &mut reading.problems);
            match page {
                Ok((bytes, encoding)) => {
                    let page = html::read_page(&place, &bytes, encoding, Some(&record.url));
                    reading.documents.extend(page.documents);
                    reading.problems.extend(page.problems);
                }
                Err(detail) => reading
                    .problems
                    .push(skipped(&place, "broken page", detail)),
            }
        }
    }
    if n_pages == 0 && reading.problems.is_empty() {
        reading.problems.push(skipped(
            path,
            "no article",
            "no page among the records of the web archive",
        ));
    }
    reading
}

struct Record<'b> {
    kind: String,
    url: String,
    content: &'b [u8],
    rest: &'b [u8],
}

fn record(bytes: &[u8]) -> Result<Record<'_>, String> {
    if !bytes.starts_with(b"WARC/") {
        return Err("a record does not begin with `WARC/`".to_owned());
    }
    let (head, behind) = head(bytes).ok_or("the head of a record does not end")?;
    let length = value(&head, "content-length").and_then(|length| length.parse::<usize>().ok());
    let length = length.ok_or("a record without `Content-Length`")?;
    let (content, rest) = behind
        .split_at_checked(length)
        .ok_or("the file ends within a record")?;
    let url = value(&head, "warc-target-uri").unwrap_or_default();
    Ok(Record {
        kind: value(&head, "warc-type").unwrap_or_default().to_lowercase(),
        url: url.trim_matches(['<', '>']).to_owned(),
        content,
        rest,
    })
}

/// The lines up to an empty one, and what is behind that.
fn head(bytes: &[u8]) -> Option<(String, &[u8])> {
    let with_returns = find(bytes, b"\r\n\r\n").map(|end| (end, 4));
    let without = || find(bytes, b"\n\n").map(|end| (end, 2));
    let (end, length) = with_returns.or_else(without)?;
    Some((
        String::from_utf8_lossy(&bytes[..end]).into_owned(),
        &bytes[end + length..],
    ))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    // Heads are short; what has none for long is no web archive.
    const MAX_HEAD_BYTES: usize = 64 << 10;
    let bytes = &bytes[..bytes.len().min(MAX_HEAD_BYTES)];
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn value(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    let (_, value) = lines.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().to_owned())
}

/// The page of a record with its encoding, if it is one; what is wrong with it otherwise.
#[expect(clippy::type_complexity, reason = "named nowhere else")]
fn page(record: &Record<'_>) -> Option<Result<(Vec<u8>, Option<&'static Encoding>), String>> {
    if record.kind != "response" || !record.content.starts_with(b"HTTP/") {
        return None;
    }
    let (head, body) = head(record.content)?;
    let is_found = head.split_whitespace().nth(1) == Some("200");
    let kind = value(&head, "content-type")
        .unwrap_or_default()
        .to_lowercase();
    let is_page = kind.contains("text/html") || kind.contains("application/xhtml");
    if !is_found || !is_page {
        return None;
    }
    let charset = kind.split_once("charset=").map(|(_, charset)| charset);
    let charset = charset.map(|charset| charset.trim_matches(['"', '\'', ' ', ';']));
    let encoding = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let transfer = value(&head, "transfer-encoding").unwrap_or_default();
    let whole = if transfer.eq_ignore_ascii_case("chunked") {
        // Programs that unchunk a page mostly leave the line that says so.
        unchunked(body).unwrap_or_else(|| body.to_vec())
    } else {
        body.to_vec()
    };
    Some(unpacked(&head, whole).map(|page| (page, encoding)))
}

fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = find(body, b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let start = end + 2;
        whole.extend(body.get(start..start.checked_add(size)?)?);
        body = body.get(start + size + 2..)?;
    }
}

fn unpacked(head: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let packing = value(head, "content-encoding")
        .unwrap_or_default()
        .to_lowercase();
    let is_gzip = body.starts_with(b"\x1f\x8b");
    match packing.as_str() {
        "gzip" | "x-gzip" if is_gzip => {
            let decoder = flate2::read::MultiGzDecoder::new(body.as_slice());
            let page = at_most(MAX_PAGE_BYTES, decoder).map_err(|error| error.to_string())?;
            page.ok_or_else(|| format!("unpacks to more than {MAX_PAGE_BYTES} bytes"))
        }
        "br" | "zstd" | "deflate" | "compress" => {
            Err(format!("packed by `{packing}`, which cannot be read"))
        }
        _ => Ok(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
        let mut content = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
        content.extend(body);
        let mut record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n",
            content.len()
        )
        .into_bytes();
        record.extend(content);
        record.extend(b"\r\n\r\n");
        record
    }

    #[test]
    fn pages_are_read_and_the_rest_is_passed_over() {
        let page = b"<title>Storm</title><h1>Storm</h1><p>It blew all night, and nobody in the village slept at all.</p>";
        let mut warc = response("https://a.example/1", "Content-Type: image/png", b"\x89PNG");
        warc.extend(response(
            "https://a.example/2",
            "Content-Type: text/html; charset=utf-8",
            page,
        ));
        let chunked = [b"10\r\n", &page[..16], b"\r\n0\r\n\r\n"].concat();
        let head = "Content-Type: text/html\r\nTransfer-Encoding: chunked";
        warc.extend(response("https://a.example/3", head, &chunked));
        let reading = read("a.warc", &warc);
        let paths: Vec<_> = reading.documents.iter().map(|d| d.path.as_str()).collect();
        assert_eq!(paths, ["a.warc#https://a.example/2"]);
        assert_eq!(
            reading.documents[0].metadata.url.as_deref(),
            Some("https://a.example/2")
        );
        assert_eq!(reading.problems.len(), 1);
        assert_eq!(reading.problems[0].problem, "no article in the page");
    }

    #[test]
    fn a_cut_archive_gives_what_is_whole() {
        let warc = response("https://a.example/2", "Content-Type: text/plain", b"x");
        let reading = read("a.warc", &warc[..warc.len() - 6]);
        assert_eq!(reading.problems[0].problem, "broken web archive");
    }
}
