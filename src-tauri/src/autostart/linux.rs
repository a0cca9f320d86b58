//! An entry by the Desktop Application Autostart Specification. The plugin's names the program without quoting it, and
//! lies in a folder of its own choice.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tauri::{Builder, Manager};

use crate::{AppHandle, Desktop};

pub(super) fn prepared(builder: Builder<Desktop>) -> Builder<Desktop> {
    builder
}

/// Whether there is an entry that no desktop has switched off.
pub(super) fn is_on(handle: &AppHandle) -> io::Result<bool> {
    match fs::read_to_string(place(handle)?) {
        Ok(entry) => Ok(!is_switched_off(&entry)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Desktops keep an entry that is switched off in their own settings, with a word on it.
fn is_switched_off(entry: &str) -> bool {
    let off = ["Hidden=true", "X-GNOME-Autostart-enabled=false"];
    entry.lines().any(|line| off.contains(&line.trim()))
}

pub(super) fn set(handle: &AppHandle, on: bool) -> io::Result<()> {
    let place = place(handle)?;
    if !on {
        return match fs::remove_file(place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let entry = entry(&program()?);
    if fs::read_to_string(&place).is_ok_and(|found| found == entry) {
        return Ok(());
    }
    place.parent().map_or(Ok(()), fs::create_dir_all)?;
    // Whole or not at all, as a desktop may read it at any time.
    let beside = place.with_extension("part");
    fs::write(&beside, entry)?;
    fs::rename(beside, place)
}

fn place(handle: &AppHandle) -> io::Result<PathBuf> {
    let folder = handle.path().config_dir().map_err(io::Error::other)?;
    Ok(folder.join("autostart").join("Fenqi.desktop"))
}

/// What is to be started: of an AppImage the image, since what is mounted from it goes away.
fn program() -> io::Result<PathBuf> {
    std::env::var_os("APPIMAGE").map_or_else(std::env::current_exe, |image| Ok(PathBuf::from(image)))
}

/// With `TryExec`, desktops pass over what stays of the entry once the program is uninstalled.
fn entry(program: &Path) -> String {
    let path = program.display().to_string();
    format!(
        "[Desktop Entry]\nType=Application\nVersion=1.0\nName=Fenqi\nName[zh_CN]=Fenqi 分期\nIcon=fenqi\n\
         TryExec={}\nExec={} {}\nTerminal=false\nStartupNotify=false\n",
        path.replace('\\', "\\\\"),
        quoted(&path),
        super::HIDDEN
    )
}

/// A program's path as `Exec` takes it: quoted, what stays special within quotes behind a backslash, each backslash
/// doubled once more as in every value, and no field code.
fn quoted(path: &str) -> String {
    let mut quoted = String::from("\"");
    for character in path.chars() {
        match character {
            '"' | '`' | '$' => quoted.extend(['\\', '\\', character]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_for_any_desktop() {
        for (path, expected) in [
            ("/usr/bin/fenqi", "\"/usr/bin/fenqi\""),
            ("/home/a b/分期/fenqi", "\"/home/a b/分期/fenqi\""),
            ("/x/100%/f$q", "\"/x/100%%/f\\\\$q\""),
            ("/x/\"`\\", "\"/x/\\\\\"\\\\`\\\\\\\\\""),
        ] {
            assert_eq!(quoted(path), expected);
        }
    }

    #[test]
    fn an_entry_that_a_desktop_switched_off_is_off() {
        let on = entry(Path::new("/usr/bin/fenqi"));
        assert!(on.contains("\nTryExec=/usr/bin/fenqi\nExec=\"/usr/bin/fenqi\" --hidden\n"));
        assert!(!is_switched_off(&on));
        for off in ["Hidden=true", "X-GNOME-Autostart-enabled=false"] {
            assert!(is_switched_off(&format!("{on}{off}\n")));
        }
    }
}
