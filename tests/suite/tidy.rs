//! The project's own rules: which crate may name which, how long a file may be, both languages complete.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the project")
}

/// The dependency lines of a manifest, tests' own left out.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = read(manifest);
    let mut inside = false;
    let mut names = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies") && !line.contains("dev-");
        } else if inside && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn arrows_go_one_way() {
    let ours = |manifest| {
        let names = dependencies(manifest).into_iter();
        names.filter(|name| name.starts_with("fenqi")).collect::<Vec<_>>()
    };
    assert_eq!(ours("src-tauri/crates/domain/Cargo.toml"), Vec::<String>::new());
    assert_eq!(ours("src-tauri/crates/app/Cargo.toml"), ["fenqi-domain"]);
    assert_eq!(ours("src-tauri/crates/store/Cargo.toml"), ["fenqi-app", "fenqi-domain"]);
    for core in ["domain", "app", "store", "cli"] {
        let names = dependencies(&format!("src-tauri/crates/{core}/Cargo.toml"));
        assert!(
            names.iter().all(|name| !name.starts_with("tauri")),
            "{core} must not know the desktop: {names:?}"
        );
    }
    let domain = dependencies("src-tauri/crates/domain/Cargo.toml");
    for banned in ["serde", "serde_json", "tokio", "rusqlite"] {
        assert!(!domain.iter().any(|name| name == banned), "the domain must not know {banned}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "node_modules" | "dist" | "generated" | "gen" | "target" | "fixtures" | ".git")
            {
                sources(&path, found);
            }
        } else if [".rs", ".ts", ".svelte", ".css"].iter().any(|end| name.ends_with(end)) {
            found.push(path);
        }
    }
}

#[test]
fn files_are_short_and_names_mean_something() {
    let mut found = Vec::new();
    sources(&root(), &mut found);
    assert!(found.len() > 60, "only {} sources were found", found.len());
    for path in found {
        let text = fs::read_to_string(&path).expect("a source");
        assert!(text.lines().count() <= 500, "{} has {} lines", path.display(), text.lines().count());
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
        for vague in ["manager", "service", "helper", "util"] {
            assert!(!name.contains(vague), "{} says nothing", path.display());
        }
    }
}

/// Message ids with the variables that each uses.
fn messages(catalogue: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in read(catalogue).lines() {
        if let Some((id, _)) =
            line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            current = id.to_owned();
            assert!(found.insert(current.clone(), Vec::new()).is_none(), "{id} stands twice in {catalogue}");
        }
        let variables = line.split('$').skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
        });
        found.entry(current.clone()).or_default().extend(variables);
    }
    for variables in found.values_mut() {
        variables.sort();
        variables.dedup();
    }
    found
}

#[test]
fn both_languages_say_the_same_things() {
    let (chinese, english) = (messages("src-tauri/locales/zh-CN.ftl"), messages("src-tauri/locales/en.ftl"));
    assert!(chinese.len() > 100, "only {} messages were found", chinese.len());
    assert_eq!(chinese, english);
}

#[test]
fn the_project_stands_alone() {
    for file in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Makefile", ".ci/run"] {
        let text = read(file);
        assert!(
            !text.contains("../shared") && !text.contains("/root/"),
            "{file} names a place outside the project"
        );
    }
}

/// Every file of the project, by its path from the root.
fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !path.is_dir() {
            let path = path.strip_prefix(root()).expect("BUG: below the root");
            found.push(path.to_string_lossy().into_owned());
        } else if !matches!(name, "node_modules" | "dist" | "gen" | "target" | ".git") {
            files(&path, found);
        }
    }
}

/// The sources that a page names, in code, by a path or the end of one, and that are not there.
fn sources_not_there(page: &str, files: &[String]) -> Vec<String> {
    let named = page.split('`').skip(1).step_by(2);
    let sources = named.filter(|name| {
        !name.contains(char::is_whitespace)
            && [".rs", ".ts", ".js", ".svelte", ".ftl", ".md", ".toml"].iter().any(|end| name.ends_with(end))
    });
    let is_there = |name: &str| {
        let end = format!("/{name}");
        files.iter().any(|file| file == name || file.ends_with(&end))
    };
    sources.filter(|name| !is_there(name)).map(str::to_owned).collect()
}

/// The files that a page of Markdown links to and that are not there.
fn links_to_nothing(page: &str, path: &str) -> Vec<String> {
    let folder = root().join(path).parent().expect("a folder").to_owned();
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let files = targets.filter(|to| !to.is_empty() && !to.contains(':') && !to.contains(char::is_whitespace));
    files.filter(|to| !folder.join(to).exists()).map(str::to_owned).collect()
}

#[test]
fn what_the_pages_for_engineers_name_is_there() {
    let mut all = Vec::new();
    files(&root(), &mut all);
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        assert_eq!(sources_not_there(&read(page), &all), Vec::<String>::new(), "{page}");
    }
    let planted = "see `src/tray.rs`, `tidy.rs`, `src/nowhere.rs` and `of.rs two`";
    assert_eq!(sources_not_there(planted, &all), ["src/nowhere.rs"]);
}

#[test]
fn links_of_the_pages_lead_somewhere() {
    let mut all = Vec::new();
    files(&root(), &mut all);
    let pages: Vec<_> =
        all.iter().filter(|path| path.ends_with(".md") && !path.contains("fixtures")).collect();
    assert!(pages.len() > 30, "only {} pages were found", pages.len());
    for page in pages {
        assert_eq!(links_to_nothing(&read(page), page), Vec::<String>::new(), "{page}");
    }
    let planted = "[a](docs/calc.md), [b](docs/none.md#part), [c](https://example.org), [d](#here)";
    assert_eq!(links_to_nothing(planted, "README.md"), ["docs/none.md"]);
}
