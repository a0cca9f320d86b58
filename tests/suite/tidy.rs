//! The project's own rules: which crate may name which, how long a file may be, both languages complete.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn read(path: &str) -> String {
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
