#!/usr/bin/env python3
"""Makes the binary samples of tests/inputs/samples/, the same bytes each time. Run it in the folder of the project."""
import gzip
import io
import zipfile
from pathlib import Path

FOLDER = Path("tests/inputs/samples")
PARAGRAPHS = [
    "Harbour reopens after the storm",
    "The harbour of Carrick reopened on Monday, three days after the storm that sank two fishing boats.",
    "Repairs will cost 2.4 million pounds, said the harbour master, Ewan Rae. “We were lucky,” he added.",
]


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx():
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = lambda text: f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run(PARAGRAPHS[0])}</w:p>'
    first = f"<w:p>{run(PARAGRAPHS[1][:30])}<w:del>{run('deleted')}</w:del>{run(PARAGRAPHS[1][30:])}</w:p>"
    row = lambda cells: "<w:tr>" + "".join(f"<w:tc><w:p>{run(c)}</w:p></w:tc>" for c in cells) + "</w:tr>"
    table = f"<w:tbl>{row(['Boat', 'Length'])}{row(['Mary Ellen', '12 m'])}</w:tbl>"
    last = f"<w:p>{run(PARAGRAPHS[2])}</w:p>"
    body = f"<w:document {word}><w:body>{title}{first}{table}{last}</w:body></w:document>"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Draft 3</dc:title><dc:creator>Isla Munro</dc:creator>'
        "</cp:coreProperties>"
    )
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", body), ("docProps/core.xml", core)])


def epub():
    """A book of two chapters behind its cover, with a table of contents, which is no chapter."""
    page = lambda body: f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
    item = lambda name, extra="": f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"{extra}/>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Carrick Letters</dc:title><dc:creator>Isla Munro</dc:creator>'
        "<dc:creator>Tom Baird</dc:creator><dc:language>en-GB</dc:language><dc:date>2025-03-10</dc:date></metadata>"
        f"""<manifest>{item("second")}{item("first")}{item("contents", ' properties="nav"')}{item("cover")}</manifest>"""
        '<spine><itemref idref="cover" linear="no"/><itemref idref="contents"/><itemref idref="first"/><itemref idref="second"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return zipped([
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("OEBPS/book.opf", package),
        ("OEBPS/text/cover.xhtml", page('<img src="cover.png" alt="Cover"/>')),
        ("OEBPS/text/contents.xhtml", page('<nav><ol><li><a href="first.xhtml">The storm</a></li></ol></nav>')),
        ("OEBPS/text/first.xhtml", page(f"<h1>The storm</h1><p>{PARAGRAPHS[1]}</p>")),
        ("OEBPS/text/second.xhtml", page(f"<h1>The repairs</h1><p>{PARAGRAPHS[2]}</p>")),
    ])


def pdf(lines, encrypted=False):
    """A page with these lines in Helvetica; an empty line leaves a gap."""
    text, y = [], 780
    for line in lines:
        if line:
            escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            text.append(f"BT /F1 11 Tf 60 {y} Td ({escaped}) Tj ET")
        y -= 14 if line else 22
    stream = "\n".join(text).encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    if encrypted:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"28" * 32 + b"> /U <" + b"29" * 32 + b"> >>"
        )
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    encrypt = b" /Encrypt 6 0 R /ID [<00> <00>]" if encrypted else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, encrypt, start)
    return bytes(out)


PDF_LINES = [
    "Harbour reopens after the storm", "",
    "The harbour of Carrick reopened on Monday, three days after the storm that sank two fish-",
    "ing boats. One of the boats had been fishing in the bay for forty years.", "",
    "Repairs will cost 2.4 million pounds, said the harbour master, Ewan Rae. The north-",
    "east wall has to be built anew.",
]


def page(title, paragraphs):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>".encode()


def warc():
    def record(kind, url, content):
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(content)}\r\n\r\n"
        return head.encode() + content + b"\r\n\r\n"

    def response(url, kind, body, extra=""):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{extra}\r\n"
        return record("response", url, head.encode() + body)

    html = page(PARAGRAPHS[0], PARAGRAPHS[1:])
    packed = gzip.compress(page("Ferry sails again", ["The ferry to the outer islands sailed again on Tuesday morning, with forty passengers and eleven cars."]), mtime=0)
    records = [
        record("warcinfo", "", b"software: none\r\n"),
        response("https://ledger.example/harbour", "text/html; charset=utf-8", html),
        response("https://ledger.example/logo.png", "image/png", b"\x89PNG"),
        response("https://ledger.example/ferry", "text/html", packed, "Content-Encoding: gzip\r\n"),
    ]
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def zst(content):
    """A frame of Zstandard with its content in one block as it is (RFC 8878)."""
    assert len(content) < 256
    return b"\x28\xb5\x2f\xfd\x20" + bytes([len(content)]) + (len(content) << 3 | 1).to_bytes(3, "little") + content


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    inner = zipped([("deep.txt", "This text lies two archives deep.\n")])
    deepest = zipped([("inner.zip", zipped([("too-deep.txt", "Nobody reads this.\n")]))])
    files = {
        "report.docx": docx(),
        "letters.epub": epub(),
        "report.pdf": pdf(PDF_LINES),
        "scan.pdf": pdf(["3"]),
        "locked.pdf": pdf(PDF_LINES, encrypted=True),
        "misnamed.html": pdf(PDF_LINES),
        "crawl.warc.gz": warc(),
        "note.txt.zst": zst("The ferry sailed again on Tuesday.\n".encode()),
        "note.txt.gz": gzip.compress("The ferry sailed again on Wednesday.\n".encode(), mtime=0),
        "articles.zip": zipped([
            ("nl/a.txt", "De veerboot vaart weer.\n"),
            ("page.html", page(PARAGRAPHS[0], PARAGRAPHS[1:])),
            ("table.csv", "id,text\n1,Een.\n"),
            (".hidden.txt", "x"),
            ("__MACOSX/a.txt", "x"),
            ("picture.png", "x"),
            ("../outside.txt", "This leads out.\n"),
            ("inner.zip", inner),
            ("deepest.zip", deepest),
        ]),
        "bomb.zip": zipped([("zeros.txt", b"0" * (12 << 20))]),
    }
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)


main()
