//! How a table that comes in is read, in the words of the window.

use fenqi_app::contract::{AppError, DateOrder, DecimalMark, ImportColumn, ImportPreview, TextEncoding};
use fenqi_app::words::Words;
use serde_json::Value;

/// How a table was read: in one line, and below it what each column holds, with the name by which `--columns` knows it.
pub(crate) fn reading(preview: &ImportPreview, words: &Words) -> Vec<String> {
    let unknown = || "–".to_owned();
    let order = preview.date_order.map_or_else(unknown, |order| words.say(date_order(order), &[]));
    let mark = preview.decimal_mark.map_or_else(unknown, |mark| words.say(decimal_mark(mark), &[]));
    let between = match preview.delimiter.as_deref() {
        Some(",") => words.say("import-delimiter-comma", &[]),
        Some(";") => words.say("import-delimiter-semicolon", &[]),
        Some("\t") => words.say("import-delimiter-tab", &[]),
        Some("|") => words.say("import-delimiter-bar", &[]),
        Some(other) => other.to_owned(),
        None => unknown(),
    };
    let args: [(&str, &str); 4] = [
        ("encoding", encoding(preview.encoding)),
        ("delimiter", &between),
        ("order", &order),
        ("mark", &mark),
    ];
    let held = preview.header.iter().zip(&preview.columns).take(100);
    let column = |(header, column): (&String, &Option<ImportColumn>)| {
        format!("  {header} → {}", column.map_or_else(unknown, |column| named(column, words)))
    };
    [words.say("cli-csv-read", &args)].into_iter().chain(held.map(column)).collect()
}

/// What is wrong with a line, its columns in words.
pub(crate) fn problem(error: &AppError, words: &Words) -> String {
    let mut told = error.clone();
    if let Some(columns) = told.params.get_mut("columns") {
        *columns = in_words(columns, words);
    }
    words.error(&told)
}

/// Columns by their names (`title, total / principal`) in words.
fn in_words(columns: &str, words: &Words) -> String {
    let column = |name: &str| {
        let known: Option<ImportColumn> = serde_json::from_value(Value::String(name.to_owned())).ok();
        known.map_or_else(|| name.to_owned(), |column| named(column, words))
    };
    let any = |any: &str| any.split(" / ").map(column).collect::<Vec<_>>().join(" / ");
    columns.split(", ").map(any).collect::<Vec<_>>().join(&words.say("list-comma", &[]))
}

fn named(column: ImportColumn, words: &Words) -> String {
    let name = serde_json::to_value(column).ok();
    let name = name.as_ref().and_then(Value::as_str).unwrap_or_default();
    format!("{} ({name})", words.say(column_id(column), &[]))
}

/// Encodings are called by their own names in every language.
fn encoding(encoding: TextEncoding) -> &'static str {
    match encoding {
        TextEncoding::Utf8 => "UTF-8",
        TextEncoding::Gbk => "GBK",
        TextEncoding::Gb18030 => "GB18030",
        TextEncoding::Utf16Le => "UTF-16 LE",
        TextEncoding::Utf16Be => "UTF-16 BE",
        TextEncoding::Big5 => "Big5",
        TextEncoding::Latin1 => "Latin-1",
    }
}

fn date_order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "import-date-ymd",
        DateOrder::DayMonthYear => "import-date-dmy",
        DateOrder::MonthDayYear => "import-date-mdy",
    }
}

fn decimal_mark(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "import-decimal-point",
        DecimalMark::Comma => "import-decimal-comma",
    }
}

fn column_id(column: ImportColumn) -> &'static str {
    match column {
        ImportColumn::Plan => "import-column-plan",
        ImportColumn::Account => "import-column-account",
        ImportColumn::Origin => "import-column-origin",
        ImportColumn::Title => "import-column-title",
        ImportColumn::Merchant => "import-column-merchant",
        ImportColumn::OrderNo => "import-column-order-no",
        ImportColumn::PurchasedOn => "import-column-purchased-on",
        ImportColumn::Currency => "import-column-currency",
        ImportColumn::Price => "import-column-price",
        ImportColumn::AutoDebit => "import-column-auto-debit",
        ImportColumn::Notes => "import-column-notes",
        ImportColumn::N => "import-column-n",
        ImportColumn::DueDate => "import-column-due-date",
        ImportColumn::Principal => "import-column-principal",
        ImportColumn::Interest => "import-column-interest",
        ImportColumn::Fee => "import-column-fee",
        ImportColumn::Total => "import-column-total",
        ImportColumn::Paid => "import-column-paid",
        ImportColumn::PaidOn => "import-column-paid-on",
        ImportColumn::Source => "import-column-source",
        ImportColumn::Terms => "import-column-terms",
        ImportColumn::Periods => "import-column-periods",
        ImportColumn::Instalment => "import-column-instalment",
        ImportColumn::RatePercent => "import-column-rate-percent",
        ImportColumn::AnnualRatePercent => "import-column-annual-rate-percent",
        ImportColumn::Method => "import-column-method",
        ImportColumn::FirstDueDate => "import-column-first-due-date",
        ImportColumn::Frequency => "import-column-frequency",
        ImportColumn::PaidRows => "import-column-paid-rows",
    }
}
