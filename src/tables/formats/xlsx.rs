//! `parallax.xlsx`: a workbook with a sheet a table, in the order in which people want them.
//!
//! Cells have types: figures are numbers where a spreadsheet keeps all their digits, days are dates, the rest is text, and no
//! text is a formula. Rows go to disk as they come, so that memory does not grow with the tables.

use std::io;
use std::path::Path;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline,
    IgnoreError, Url, Workbook, Worksheet, XlsxError,
};

use super::super::cell::{Datum, Record, one_line};
use super::super::schema::{ColumnType, Schema};
use super::super::{Contents, Shape, Sink};
use super::sqlite::exact;
use super::{OtherFile, write_through_file};
use crate::document::Article;
use crate::error::Error;

/// Name of the file.
pub const FILE: &str = "parallax.xlsx";

/// The tables in the order of their sheets, that of the list in the README; others follow.
pub(super) const ORDER: &[&str] = &[
    "coreferences",
    "figures",
    "stories",
    "entities",
    "mentions",
    "numbers",
    "quotes",
    "articles",
    "problems",
    "changes",
    "columns",
];

/// What fits into a sheet ("Excel specifications and limits").
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Rows with the header.
    pub n_rows: u32,
    /// UTF-16 code units of a cell.
    pub n_units: usize,
    /// Cells that link somewhere.
    pub n_links: usize,
}

/// The limits of Excel.
pub const LIMITS: Limits = Limits {
    n_rows: 1_048_576,
    n_units: 32_767,
    n_links: 65_530,
};

/// The paper that sheets are printed on, as Excel counts papers; all columns go on one page.
const A4: u8 = 9;
/// Width of the widest columns, in characters; longer text is wrapped.
const WIDEST: u16 = 60;
/// Width of the narrowest columns, in characters.
const NARROWEST: u16 = 6;
/// What the button of the filter takes of the width of a header, in characters.
const BUTTON: usize = 3;

/// What of a table of this shape goes beyond the limits: what happens, and the particulars.
pub fn too_large(
    shape: &Shape,
    schema: &Schema,
    limits: Limits,
) -> impl Iterator<Item = (&'static str, String)> {
    let (table, n_rows) = (schema.table, shape.n_rows);
    let is_long = n_rows > n_rows_of_last(limits);
    let long = is_long.then(|| {
        let detail = format!(
            "`{table}` has {n_rows} rows; after {} of them it goes on in sheet `{}`",
            n_rows_of_last(limits) - 1,
            sheet_name(table, 2)
        );
        ("table too long for one sheet", detail)
    });
    let columns = schema.columns.iter().zip(&shape.longest);
    let columns = columns.filter(move |(_, longest)| **longest > limits.n_units);
    let cut = columns.map(move |(column, longest)| {
        let detail = format!(
            "`{table}`, column `{}`: up to {longest} characters, cut after {}",
            column.name, limits.n_units
        );
        ("text too long for a cell", detail)
    });
    long.into_iter().chain(cut)
}

/// How many rows a sheet takes beside its header if it is the last of its table; the others need a row to say so.
fn n_rows_of_last(limits: Limits) -> usize {
    limits.n_rows as usize - 1
}

fn sheet_name(table: &str, sheet_no: usize) -> String {
    match sheet_no {
        1 => table.to_owned(),
        _ => format!("{table}_{sheet_no}"),
    }
}

/// Writes all tables.
pub fn write(folder: &Path, contents: &Contents<'_>) -> Result<OtherFile, Error> {
    write_through_file(folder, FILE.to_owned(), |path| {
        make(path, folder, contents, LIMITS)
    })
}

fn into_io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}

/// Makes the workbook at `path`, with what is not yet packed in `folder`.
pub(super) fn make(
    path: &Path,
    folder: &Path,
    contents: &Contents<'_>,
    limits: Limits,
) -> io::Result<()> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder).map_err(into_io)?;
    workbook.set_properties(&properties().map_err(into_io)?);
    let looks = Looks::new();
    let mut tables: Vec<_> = contents
        .schemas
        .iter()
        .zip(contents.shapes)
        .enumerate()
        .collect();
    tables.sort_by_key(|(_, (schema, _))| place_of(schema.table));
    for (table_idx, (schema, shape)) in tables {
        let mut sheet = Sheet {
            workbook: &mut workbook,
            looks: &looks,
            schema,
            shape,
            articles: &contents.found.corpus.articles,
            limits,
            sheet_no: 0,
            next_row: 0,
            n_links: 0,
            n_written: 0,
        };
        sheet.begin().map_err(into_io)?;
        contents.fill(table_idx, &mut sheet)?;
        sheet.end().map_err(into_io)?;
    }
    workbook.save(path).map_err(into_io)
}

/// The same for every file, so that the same tables give the same bytes.
fn properties() -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_creation_datetime(&made))
}

fn place_of(table: &str) -> usize {
    let place = ORDER.iter().position(|name| *name == table);
    place.unwrap_or(ORDER.len())
}

/// How cells look.
struct Looks {
    header: Format,
    text: Format,
    wrapped: Format,
    link: Format,
    date: Format,
    boolean: Format,
    /// Of numbers with so many decimals.
    decimals: Vec<Format>,
}

impl Looks {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        // Away from the text of the next column.
        let number = top.clone().set_align(FormatAlign::Right).set_indent(1);
        let decimals = |n: usize| match n {
            0 => number.clone().set_num_format("0"),
            _ => number
                .clone()
                .set_num_format(format!("0.{}", "0".repeat(n))),
        };
        Self {
            header: top
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_ECF0))
                .set_border_bottom(FormatBorder::Thin),
            wrapped: top.clone().set_text_wrap(),
            link: top
                .clone()
                .set_font_color(Color::RGB(0x001F_4E9E))
                .set_underline(FormatUnderline::Single),
            date: top.clone().set_num_format("yyyy-mm-dd"),
            // What LibreOffice writes into workbooks for its own truth values, and takes for them; Excel needs nothing.
            boolean: top
                .clone()
                .set_align(FormatAlign::Center)
                .set_num_format(r#""TRUE";"TRUE";"FALSE""#),
            decimals: (0..=Decimal::MAX_SCALE as usize).map(decimals).collect(),
            text: top,
        }
    }

    /// Of the cells of a column, unless one has its own.
    fn of_column(&self, column_type: ColumnType, longest: usize) -> &Format {
        match column_type {
            ColumnType::Integer | ColumnType::Decimal => &self.decimals[0],
            ColumnType::Share => &self.decimals[2],
            ColumnType::Date => &self.date,
            ColumnType::Boolean => &self.boolean,
            ColumnType::Text if longest > WIDEST.into() => &self.wrapped,
            ColumnType::Text
            | ColumnType::Id
            | ColumnType::DecimalOrIso
            | ColumnType::PartialDate
            | ColumnType::Enum(_) => &self.text,
        }
    }
}

/// A table in the making: the last of its sheets.
struct Sheet<'b> {
    workbook: &'b mut Workbook,
    looks: &'b Looks,
    schema: &'b Schema,
    shape: &'b Shape,
    articles: &'b [Article],
    limits: Limits,
    /// Counted from 1.
    sheet_no: usize,
    next_row: u32,
    n_links: usize,
    /// Rows of the table in all its sheets.
    n_written: usize,
}

impl Sheet<'_> {
    fn worksheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        let idx = self.workbook.worksheets().len() - 1;
        self.workbook.worksheet_from_index(idx)
    }

    /// Begins the next sheet with its header.
    fn begin(&mut self) -> Result<(), XlsxError> {
        let worksheet = self.workbook.add_worksheet_with_constant_memory()?;
        self.sheet_no += 1;
        worksheet.set_name(sheet_name(self.schema.table, self.sheet_no))?;
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_paper_size(A4).set_landscape();
        worksheet
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(0, 0)?;
        let columns = self.schema.columns.iter().zip(&self.shape.longest);
        for (col, (column, &longest)) in (0..).zip(columns) {
            let look = self.looks.of_column(column.column_type, longest);
            worksheet.set_column_format(col, look)?;
            worksheet.set_column_width(col, width(&column.name, longest))?;
            worksheet.write_string_with_format(0, col, &column.name, &self.looks.header)?;
        }
        (self.next_row, self.n_links) = (1, 0);
        Ok(())
    }

    /// Ends the sheet, whose rows are all written.
    fn end(&mut self) -> Result<(), XlsxError> {
        let last_row = self.next_row - 1;
        let n_columns = u16::try_from(self.schema.columns.len()).unwrap_or(u16::MAX);
        let last_col = n_columns.saturating_sub(1);
        let worksheet = self.worksheet()?;
        worksheet.autofilter(0, 0, last_row, last_col)?;
        if last_row > 0 {
            let ids = IgnoreError::NumberStoredAsText;
            worksheet.ignore_error_range(1, 0, last_row, last_col, ids)?;
        }
        Ok(())
    }

    /// Goes on in another sheet if this one is full.
    fn make_room(&mut self) -> Result<(), XlsxError> {
        let is_last_row = self.next_row + 1 == self.limits.n_rows;
        let is_last_of_table = self.n_written + 1 >= self.shape.n_rows;
        if is_last_row && !is_last_of_table {
            self.end()?;
            let next = sheet_name(self.schema.table, self.sheet_no + 1);
            let row = self.next_row;
            let told = format!("The table goes on in sheet {next}");
            self.worksheet()?.write_string(row, 0, told)?;
            self.begin()?;
        }
        Ok(())
    }

    fn write_row(&mut self, record: &Record) -> Result<(), XlsxError> {
        self.make_room()?;
        for (col, datum) in (0..).zip(record.data()) {
            self.write_cell(col, datum)?;
        }
        self.next_row += 1;
        self.n_written += 1;
        Ok(())
    }

    fn write_cell(&mut self, col: u16, datum: Datum<'_>) -> Result<(), XlsxError> {
        let (row, looks) = (self.next_row, self.looks);
        match datum {
            Datum::Empty => {}
            Datum::Text(text) => self.write_text(col, text)?,
            Datum::Word(word) => match self.article_link(col, word) {
                Some(link) => {
                    self.n_links += 1;
                    let link = link.set_text(word);
                    self.worksheet()?
                        .write_url_with_format(row, col, link, &looks.link)?;
                }
                None => self.write_text(col, word)?,
            },
            Datum::Integer(number) => self.write_number(col, Decimal::from(number))?,
            Datum::Decimal(number) => self.write_number(col, number)?,
            Datum::Boolean(is) => {
                self.worksheet()?.write_boolean(row, col, is)?;
            }
            Datum::Day(day) => match excel_date(day) {
                Some(date) => {
                    let worksheet = self.worksheet()?;
                    worksheet.write_datetime_with_format(row, col, &date, &looks.date)?;
                }
                None => self.write_text(col, &day.to_string())?,
            },
        }
        Ok(())
    }

    fn write_text(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        let line = one_line(text);
        let (row, text) = (self.next_row, cut(&line, self.limits.n_units));
        // The two code points that XML cannot hold.
        let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        self.worksheet()?.write_string(row, col, text).map(drop)
    }

    /// As a number if a spreadsheet keeps all its digits, else as text.
    fn write_number(&mut self, col: u16, number: Decimal) -> Result<(), XlsxError> {
        let Some(value) = exact(number) else {
            return self.write_text(col, &number.to_string());
        };
        let (row, looks) = (self.next_row, self.looks);
        let column_type = self.schema.columns[usize::from(col)].column_type;
        let worksheet = self.worksheet()?;
        if matches!(column_type, ColumnType::Integer | ColumnType::Share) {
            worksheet.write_number(row, col, value)?;
        } else {
            let look = &looks.decimals[number.scale() as usize];
            worksheet.write_number_with_format(row, col, value, look)?;
        }
        Ok(())
    }

    /// The link to the row of an article, if the column holds ids of articles and there is room for another link.
    fn article_link(&self, col: u16, id: &str) -> Option<Url> {
        let column = &self.schema.columns[usize::from(col)].name;
        let mut references = self.schema.references.iter();
        references.find(|reference| **reference == (column.as_str(), "articles"))?;
        let articles = self.articles;
        let idx = articles
            .binary_search_by(|article| article.id.as_str().cmp(id))
            .ok()?;
        // Rows of spreadsheets are counted from 1, and the first is the header.
        let row = u32::try_from(idx + 2).ok()?;
        let has_room = self.n_links < self.limits.n_links && row < self.limits.n_rows;
        has_room.then(|| Url::new(format!("internal:articles!A{row}")))
    }
}

impl Sink for Sheet<'_> {
    fn row(&mut self, record: &Record) -> io::Result<()> {
        self.write_row(record).map_err(into_io)
    }
}

/// Width of a column, in characters.
fn width(name: &str, longest: usize) -> u16 {
    let wanted = (name.len() + BUTTON).max(longest + 2);
    u16::try_from(wanted)
        .unwrap_or(WIDEST)
        .clamp(NARROWEST, WIDEST)
}

/// The day as spreadsheets count it; `None` before March 1900, where they do not agree, and after the year 9999.
fn excel_date(day: jiff::civil::Date) -> Option<ExcelDateTime> {
    if day < jiff::civil::date(1900, 3, 1) {
        return None;
    }
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// The beginning of `text` that has at most so many UTF-16 code units.
fn cut(text: &str, n_units: usize) -> &str {
    // No text has more code units than bytes.
    if text.len() <= n_units {
        return text;
    }
    let mut n_so_far = 0;
    let over = text.char_indices().find(|(_, c)| {
        n_so_far += c.len_utf16();
        n_so_far > n_units
    });
    over.map_or(text, |(end, _)| &text[..end])
}
