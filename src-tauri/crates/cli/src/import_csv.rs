//! CSV that comes in: what it would come to, and the import.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use fenqi_app::contract::{
    AppError, DateOrder, DecimalMark, ErrorCode, ImportColumn, ImportOptions, ImportPreview, ImportProblem,
    ImportProgress, Imported, TextEncoding,
};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::export::Target;
use crate::import::{open, was_imported};
use crate::print;
use crate::run::{Said, unreadable};

#[derive(Debug, Args)]
pub(crate) struct ImportCsvArguments {
    /// The file to read; standard input if it is -
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only say what would be imported, and what is wrong
    #[arg(long)]
    dry_run: bool,
    /// Read this encoding: utf8, gbk, gb18030, utf16le, utf16be, big5, latin1; guessed, if absent
    #[arg(long, value_parser = named::<TextEncoding>)]
    encoding: Option<TextEncoding>,
    /// The character between columns, or tab; guessed, if absent
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// What columns hold, each by its number or name: title=3,due_date=Due; the others by their names
    #[arg(long, value_name = "COLUMN=WHERE", value_delimiter = ',', value_parser = place)]
    columns: Vec<(ImportColumn, String)>,
    /// The order of dates: year_month_day, day_month_year, month_day_year; guessed, if absent
    #[arg(long, value_name = "ORDER", value_parser = named::<DateOrder>)]
    date_order: Option<DateOrder>,
    /// What stands before decimals: point or comma; guessed, if absent
    #[arg(long, value_name = "MARK", value_parser = named::<DecimalMark>)]
    decimal_mark: Option<DecimalMark>,
    /// The account of lines that name none, by id or name
    #[arg(long)]
    account: Option<String>,
}

impl ImportCsvArguments {
    pub(crate) fn writes(&self) -> bool {
        !self.dry_run
    }
}

/// A value by the name that it has in JSON.
fn named<T: DeserializeOwned>(text: &str) -> std::result::Result<T, String> {
    serde_json::from_value(Value::String(text.to_owned())).map_err(|error| error.to_string())
}

fn place(text: &str) -> std::result::Result<(ImportColumn, String), String> {
    let (column, place) = text.split_once('=').ok_or("write COLUMN=WHERE, as in title=3")?;
    Ok((named(column.trim())?, place.trim().to_owned()))
}

pub(crate) fn csv(app: &App, asked: &ImportCsvArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let mut input = readable_again(&asked.file)?;
    let mut options = ImportOptions {
        encoding: asked.encoding,
        delimiter: asked.delimiter.clone(),
        columns: None,
        date_order: asked.date_order,
        decimal_mark: asked.decimal_mark,
        account: asked.account.clone(),
    };
    if !asked.columns.is_empty() {
        let guessed = app.import_csv_preview(&mut input, &options, &mut |_| true)?;
        options.columns = Some(placed(&guessed, &asked.columns)?);
    }
    if asked.dry_run {
        let mut progress = reporting(words);
        let preview = app.import_csv_preview(&mut input, &options, &mut progress);
        drop(progress);
        let preview = preview?;
        return said.say(json!(preview), &|| shown(&preview, words));
    }
    let mut progress = reporting(words);
    let imported = app.import_csv(&mut input, &options, &mut progress);
    drop(progress);
    match imported {
        Ok(imported) => said.say(json!(imported), &|| done(&imported, words)),
        Err(error) => {
            if error.code == ErrorCode::ImportRefused && !said.is_json() {
                let preview = app.import_csv_preview(&mut input, &options, &mut |_| true)?;
                said.say(Value::Null, &|| problems(&preview.problems, preview.problem_count, words))?;
            }
            Err(error)
        }
    }
}

pub(crate) fn template(
    app: &App,
    Target { to, force }: &Target,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    if to == Path::new("-") {
        let written = app.import_template(words.language(), said.out);
        return written.map_err(|error| error.with("path", "stdout"));
    }
    let write = if *force { fenqi_store::write_template } else { fenqi_store::write_new_template };
    write(app, words.language(), to)?;
    let path = to.display().to_string();
    said.say(json!({ "path": path }), &|| words.say("cli-csv-template", &[("path", &path)]))
}

/// A file that can be read from its beginning as often as need be: what comes through a pipe is put aside first.
fn readable_again(path: &Path) -> Result<File> {
    let mut file = open(path)?;
    let put_aside = |file: &mut File| {
        if file.metadata()?.is_file() {
            return Ok(None);
        }
        let mut aside = tempfile::tempfile()?;
        io::copy(file, &mut aside)?;
        Ok(Some(aside))
    };
    let aside: io::Result<Option<File>> = put_aside(&mut file);
    let aside = aside.map_err(|error| unreadable(&format!("{}: {error}", path.display())))?;
    Ok(aside.unwrap_or(file))
}

/// The columns as they were guessed, but for those that were named.
fn placed(guessed: &ImportPreview, named: &[(ImportColumn, String)]) -> Result<Vec<Option<ImportColumn>>> {
    let mut columns = guessed.columns.clone();
    columns.resize(guessed.header.len(), None);
    for (column, place) in named {
        let by_number = place.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_name = || guessed.header.iter().position(|name| name.trim() == place);
        let at = by_number.filter(|at| *at < columns.len()).or_else(by_name).ok_or_else(|| {
            let error = AppError::new(ErrorCode::ChoiceUnknown).with("field", "columns").with("text", place);
            error.with("known", guessed.header.iter().take(30).cloned().collect::<Vec<_>>().join(", "))
        })?;
        columns.iter_mut().filter(|held| **held == Some(*column)).for_each(|held| *held = None);
        columns[at] = Some(*column);
    }
    Ok(columns)
}

/// Says on a terminal how far it is, one line that is written over.
fn reporting(words: &Words) -> impl FnMut(ImportProgress) -> bool {
    let (words, mut last) = (*words, None);
    move |at| {
        if last != Some(at) && io::stderr().is_terminal() {
            let id = if at.writing { "cli-csv-writing" } else { "cli-csv-reading" };
            let told = words.say(id, &[("percent", &at.percent.to_string())]);
            let ended = if at.writing && at.percent == 100 { "\n" } else { "" };
            let _ = write!(io::stderr(), "\r{told}{ended}");
        }
        last = Some(at);
        true
    }
}

fn done(imported: &Imported, words: &Words) -> String {
    let mut lines = vec![was_imported(imported, words)];
    if imported.left_out > 0 {
        lines.push(words.say("cli-csv-left-out", &[("count", &imported.left_out.to_string())]));
    }
    lines.join("\n")
}

fn passed_over(duplicates: u32, words: &Words) -> Option<String> {
    (duplicates > 0).then(|| words.say("cli-csv-duplicates", &[("count", &duplicates.to_string())]))
}

fn shown(preview: &ImportPreview, words: &Words) -> String {
    let mut lines = print::reading(preview, words);
    lines.push(words.say(
        "cli-csv-would",
        &[
            ("plans", &preview.plans.to_string()),
            ("rows", &preview.rows.to_string()),
            ("repayments", &preview.repayments.to_string()),
        ],
    ));
    lines.extend(preview.totals.iter().map(|total| format!("  {} {}", total.currency, total.amount)));
    if !preview.new_accounts.is_empty() {
        let names = preview.new_accounts.join(&words.say("list-comma", &[]));
        lines.push(words.say("cli-csv-accounts", &[("names", &names)]));
    }
    let found = [preview.plans, preview.duplicates, preview.left_out_count, preview.problem_count];
    if found.iter().all(|count| *count == 0) {
        lines.push(words.say("import-nothing", &[]));
    }
    lines.extend(passed_over(preview.duplicates, words));
    if preview.left_out_count > 0 {
        lines.push(words.say("cli-csv-left-out", &[("count", &preview.left_out_count.to_string())]));
        lines.push(problems(&preview.left_out, preview.left_out_count, words));
    }
    if preview.problem_count > 0 {
        lines.push(words.say("cli-csv-problems", &[("count", &preview.problem_count.to_string())]));
        lines.push(problems(&preview.problems, preview.problem_count, words));
    }
    lines.join("\n")
}

fn problems(named: &[ImportProblem], count: u32, words: &Words) -> String {
    let line = |problem: &ImportProblem| {
        let line = problem.line.unwrap_or(1).to_string();
        let told = print::problem(&problem.error, words);
        match &problem.column {
            Some(column) => {
                words.say("cli-csv-at-column", &[("line", &line), ("column", column), ("reason", &told)])
            }
            None => words.say("cli-csv-at-line", &[("line", &line), ("reason", &told)]),
        }
    };
    let mut lines: Vec<String> = named.iter().map(line).collect();
    let more = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(named.len());
    if more > 0 {
        lines.push(words.say("cli-csv-more", &[("count", &more.to_string())]));
    }
    lines.join("\n")
}
