//! What WebKit is told through the environment, since its processes have no other ear so early: how to paint, and which
//! families to look for.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gio::glib;

/// WebKit's own switch. Whoever has set it, to 0 too, has decided.
const WITHOUT_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// Where fontconfig reads its rules from, instead of [`RULES`].
const RULES_IN: &str = "FONTCONFIG_FILE";
/// What was set by [`prepare`].
static OWN: OnceLock<Vec<&str>> = OnceLock::new();

/// The system's rules, which include the user's.
const RULES: &str = "/etc/fonts/fonts.conf";

/// The system's rules, and one more: fontconfig adds some fifty families to each that is asked for, and WebKit asks for
/// each of them, in each size and weight of a text, whether it was meant. Of the family that we ask for by name we mean
/// itself. What it has no glyph for is looked for without a name, as ever.
const WITH_OURS: &str = r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family" qual="first"><string>Noto Sans CJK SC</string></test>
    <edit name="family" mode="assign_replace" binding="strong"><string>Noto Sans CJK SC</string></edit>
  </match>
</fontconfig>
"#;

/// Tells it, where nobody else has. To be called before anything starts a thread: another might be reading the
/// environment.
pub(crate) fn prepare() {
    let rules = rules().unwrap_or_else(|error| {
        tracing::debug!(%error, "fonts are looked for in the system's way");
        None
    });
    let told = [(WITHOUT_DMABUF, paints_badly().then(|| OsString::from("1"))), (RULES_IN, rules)];
    let told = told.into_iter().filter(|(variable, _)| std::env::var_os(variable).is_none());
    let own = told.filter_map(|(variable, value)| {
        let set = glib::setenv(variable, value?, false);
        set.inspect_err(|error| tracing::warn!(%error, variable, "not set")).is_ok().then_some(variable)
    });
    // Said once a process.
    let _ = OWN.set(own.collect());
}

/// What is told to WebKit alone: other programs that this process starts do without.
#[cfg_attr(test, expect(dead_code, reason = "no test starts another program"))]
pub(crate) fn own() -> &'static [&'static str] {
    OWN.get().map_or(&[], Vec::as_slice)
}

/// Whether the DMA-BUF renderer leaves the window blank, for seconds or for good: without a graphics card that renders,
/// or with NVIDIA's driver.
fn paints_badly() -> bool {
    let is_one = |name: &OsStr| name.to_string_lossy().starts_with("renderD");
    let nodes = fs::read_dir("/dev/dri");
    let renders = nodes.is_ok_and(|nodes| nodes.flatten().any(|node| is_one(&node.file_name())));
    !renders || Path::new("/proc/driver/nvidia").exists()
}

/// The file with our rule, in the folder that is the user's until the end of the session. None where the system keeps
/// its rules elsewhere, or somebody has said where they are.
fn rules() -> io::Result<Option<OsString>> {
    let said = ["FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"].iter().any(|name| std::env::var_os(name).is_some());
    let Some(folder) = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from) else { return Ok(None) };
    if said || !folder.is_absolute() || !Path::new(RULES).exists() {
        return Ok(None);
    }
    write_rules(&folder).map(|file| Some(file.into()))
}

/// Another process may be reading it: it is replaced, and only by another.
fn write_rules(folder: &Path) -> io::Result<PathBuf> {
    let file = folder.join("fenqi-fonts.conf");
    if fs::read(&file).is_ok_and(|found| found == WITH_OURS.as_bytes()) {
        return Ok(file);
    }
    let new = folder.join(format!("fenqi-fonts.conf.{}", std::process::id()));
    fs::write(&new, WITH_OURS)?;
    fs::rename(&new, &file)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_written_once_and_made_whole_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = write_rules(folder.path()).expect("written");
        let written = fs::metadata(&file).and_then(|file| file.modified()).expect("a file");
        assert_eq!(write_rules(folder.path()).expect("found"), file);
        assert_eq!(fs::metadata(&file).and_then(|file| file.modified()).expect("a file"), written);
        fs::write(&file, "half").expect("broken");
        write_rules(folder.path()).expect("written again");
        assert_eq!(fs::read_to_string(&file).expect("text"), WITH_OURS);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn the_rule_is_of_the_first_family_of_the_page() {
        let tokens = include_str!("../../ui/src/app/tokens.css");
        let families =
            tokens.lines().find_map(|line| line.trim().strip_prefix("--font: \"")).expect("--font");
        let first = families.split('"').next().expect("a family");
        assert_eq!(WITH_OURS.matches(&format!("<string>{first}</string>")).count(), 2);
    }
}
