//! Shell completions and man pages, from the same definition as the help.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use fenqi_app::Result;
use fenqi_app::contract::{AppError, Language};
use fenqi_app::words::Words;
use roff::{Roff, roman};

use crate::help;

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// Write a page for each command into this folder instead
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(crate) fn completions(asked: &CompletionsArguments, language: Language) -> String {
    let generate = |name: &str| {
        let mut script = Vec::new();
        clap_complete::generate(asked.shell, &mut help::unbuilt(language), name, &mut script);
        String::from_utf8_lossy(&script).into_owned()
    };
    match asked.shell {
        // With a hyphen in the name, nothing is completed after the first command: clap-rs/clap#6421.
        Shell::Bash => generate("fenqi_cli").replace(" default fenqi_cli\n", " default fenqi-cli\n"),
        _ => generate("fenqi-cli"),
    }
}

/// The page of the whole, or, with a folder, nothing: then there is a file for each command in it.
///
/// # Errors
/// `write_failed` or `storage_full` when a page cannot be written.
pub(crate) fn man(asked: &ManArguments, language: Language) -> Result<Vec<u8>> {
    let (command, words) = (help::command(language), Words::of(language));
    let Some(folder) = &asked.to else {
        let mut page = Vec::new();
        write_page(command, &words, &mut page).map_err(|error| AppError::writing(&error))?;
        return Ok(page);
    };
    let failed = |error: io::Error| AppError::writing(&error).with("path", folder.display());
    std::fs::create_dir_all(folder).and_then(|()| write_pages(&command, &words, folder)).map_err(failed)?;
    Ok(Vec::new())
}

fn write_pages(command: &Command, words: &Words, folder: &Path) -> io::Result<()> {
    let mut page = Vec::new();
    write_page(command.clone(), words, &mut page)?;
    std::fs::write(folder.join(Man::new(command.clone()).get_filename()), page)?;
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    below.into_iter().try_for_each(|below| write_pages(below, words, folder))
}

/// A page, with what stands below the help kept line by line.
fn write_page(command: Command, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let below = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let commands = command.get_subcommand_help_heading().unwrap_or_default().to_uppercase();
    // There is no page that explains `help`.
    let command = command.mut_subcommands(|below| {
        let explains = below.get_name() == "help";
        below.hide(explains)
    });
    // An empty date would be left out, and the version be taken for one.
    let man = Man::new(command.after_help(None).subcommand_help_heading(commands)).date(" ");
    let mut page = Vec::new();
    man.manual("Fenqi").source(concat!("Fenqi ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    let heading = |id: &str| words.say(id, &[]).to_uppercase();
    for line in String::from_utf8_lossy(&page).lines() {
        match line {
            ".SH NAME" => writeln!(out, ".SH {}", heading("cli-man-name"))?,
            ".SH SYNOPSIS" => writeln!(out, ".SH {}", heading("cli-man-synopsis"))?,
            ".SH DESCRIPTION" => writeln!(out, ".SH {}", heading("cli-man-description"))?,
            line => writeln!(out, "{line}")?,
        }
        // Chinese has few spaces: filled to the margin, they gape.
        if line.starts_with(".TH") {
            writeln!(out, ".ad l")?;
        }
    }
    let mut notes = Roff::new();
    notes.control("SH", [heading("cli-man-notes").as_str()]).control("nf", []);
    for line in below.lines() {
        notes.text([roman(line)]);
    }
    notes.control("fi", []);
    notes.to_writer(out)
}
