//! Records that come in from files.

use std::fs::File;
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use fenqi_app::contract::{AppError, ErrorCode, ImportPreview, Imported};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::export::Target;
use crate::import_csv::{self, ImportCsvArguments};
use crate::run::{Said, unreadable};

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Plans from a table: what `export csv` wrote, the template, or one of a bank, shop or person
    Csv(ImportCsvArguments),
    /// Write the table to fill in for `import csv`, a plan a line
    Template(Target),
    /// A document of `export json`: what is not here yet is added, the rest is left as it is
    Json {
        /// The file to read; standard input if it is -
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only say what would be added, and what is wrong
        #[arg(long)]
        dry_run: bool,
    },
}

impl ImportCommand {
    /// Whether it may change the records.
    pub(crate) fn writes(&self) -> bool {
        match self {
            Self::Csv(csv) => csv.writes(),
            Self::Template(_) => false,
            Self::Json { dry_run, .. } => !dry_run,
        }
    }
}

pub(crate) fn import(app: &App, command: &ImportCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        ImportCommand::Csv(csv) => import_csv::csv(app, csv, words, said),
        ImportCommand::Template(target) => import_csv::template(app, target, words, said),
        ImportCommand::Json { file, dry_run: true } => {
            let preview = app.import_json_preview(&mut open(file)?, None, &mut |_| true)?;
            said.say(json!(preview), &|| would_be_imported(&preview, words))
        }
        ImportCommand::Json { file, dry_run: false } => {
            let mut file = open(file)?;
            let size = file.metadata().ok().map(|there| there.len());
            // Whoever wants no more of it stops the process: nothing is there before all is.
            let done = app.import_json(&mut file, size, &mut |_| true)?;
            said.say(json!(done), &|| was_imported(&done, words))
        }
    }
}

/// A file to read. Standard input is put aside first: nobody else could write while it comes slowly.
pub(crate) fn open(path: &Path) -> Result<File> {
    if path.is_dir() {
        return Err(AppError::new(ErrorCode::FileIsFolder).with("path", path.display()));
    }
    let opened = if path == Path::new("-") {
        tempfile::tempfile().and_then(|mut aside| {
            io::copy(&mut io::stdin().lock(), &mut aside)?;
            aside.rewind()?;
            Ok(aside)
        })
    } else {
        File::open(path)
    };
    opened.map_err(|error| unreadable(&format!("{}: {error}", path.display())))
}

/// What came of an import.
pub(crate) fn was_imported(done: &Imported, words: &Words) -> String {
    let figures = [done.plans, done.rows, done.repayments, done.accounts, done.duplicates];
    figures_of("cli-imported", figures, words)
}

/// What would come of an import, and what is wrong.
pub(crate) fn would_be_imported(preview: &ImportPreview, words: &Words) -> String {
    let accounts = u32::try_from(preview.new_accounts.len()).unwrap_or(u32::MAX);
    let figures = [preview.plans, preview.rows, preview.repayments, accounts, preview.duplicates];
    let problems = preview.problems.iter().map(|problem| {
        let told = words.error(&problem.error);
        match problem.column.as_ref() {
            Some(place) if problem.error.params.get("place") != Some(place) => format!("{place}: {told}"),
            _ => told,
        }
    });
    let mut told = vec![figures_of("cli-import-would", figures, words)];
    if preview.problem_count > 0 {
        told.push(words.say("cli-import-problems", &[("count", &preview.problem_count.to_string())]));
        told.extend(problems);
    }
    told.join("\n")
}

fn figures_of(message: &str, figures: [u32; 5], words: &Words) -> String {
    let [plans, rows, repayments, accounts, duplicates] = figures.map(|figure| figure.to_string());
    words.say(
        message,
        &[
            ("plans", &plans),
            ("rows", &rows),
            ("repayments", &repayments),
            ("accounts", &accounts),
            ("duplicates", &duplicates),
        ],
    )
}
