#![no_main]
//! Cells of text: on one line, no formula, and read back by any program as they were written.

use parallax::tables::CsvStyle;
use parallax::tables::cell::{Datum, Record};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let cells: Vec<&str> = text.split('\u{1}').collect();
    let mut record = Record::new(CsvStyle::default());
    cells.iter().for_each(|cell| record.text(cell));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(record.cells())
        .expect("there is memory");
    let written = writer.into_inner().expect("there is memory");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&written[..]);
    let rows: Vec<_> = reader
        .records()
        .map(|row| row.expect("it is CSV"))
        .collect();
    assert_eq!(rows.len(), 1, "a record is a line");
    assert_eq!(&rows[0], record.cells());
    for ((cell, raw), datum) in record.cells().iter().zip(&cells).zip(record.data()) {
        assert!(!cell.contains(|c: char| c.is_control()), "{cell:?}");
        let is_formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
        let is_figure = cell.replace(',', ".").parse::<f64>().is_ok();
        assert!(!is_formula || is_figure, "{cell:?}");
        match datum {
            Datum::Empty => assert!(raw.is_empty()),
            datum => assert_eq!(datum, Datum::Text(raw)),
        }
    }
});
