//! A disk that may lose what was not synced: of each file what is safe and what is not, and so for the folder's names.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use fastrand::Rng;

use crate::trace::Event;

/// What a disk writes at once.
const SECTOR: usize = 512;

/// What becomes of everything that was not synced when the power goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Loss {
    /// Nothing of it arrived.
    Dropped,
    /// All of it did.
    Kept,
    /// It arrived in order up to somewhere in the middle of a write, of which some sectors arrived.
    Torn,
    /// Each piece arrived or not, in any order.
    Reordered,
    /// Lengths arrived, contents did not.
    Zeroed,
}

pub(crate) const LOSSES: [Loss; 5] = [Loss::Dropped, Loss::Kept, Loss::Torn, Loss::Reordered, Loss::Zeroed];

/// Names and contents. The name of a folder ends in a slash, and stands before what is in it.
pub(crate) type Image = BTreeMap<String, Vec<u8>>;

/// What a folder holds, and the folders in it.
pub(crate) fn image_of(folder: &Path) -> Image {
    let mut image = Image::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let inner = image_of(&entry.path());
            image.extend(inner.into_iter().map(|(inner, content)| (format!("{name}/{inner}"), content)));
            image.insert(format!("{name}/"), Vec::new());
        } else {
            image.insert(name, fs::read(entry.path()).expect("bytes"));
        }
    }
    image
}

/// Makes a folder hold an image and nothing else, privately.
pub(crate) fn lay(folder: &Path, image: &Image) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        removed.expect("removed");
    }
    for (name, content) in image {
        let path = folder.join(name);
        if name.ends_with('/') {
            fs::DirBuilder::new().mode(0o700).create(path).expect("a folder");
        } else {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            file.and_then(|mut file| file.write_all(content)).expect("memory enough");
        }
    }
}

/// The folder that a name stands in: its name too, or nothing.
fn parent(name: &str) -> &str {
    name.trim_end_matches('/').rfind('/').map_or("", |slash| &name[..=slash])
}

#[derive(Clone, Copy)]
enum Change<'a> {
    Write { at: usize, bytes: &'a [u8] },
    Truncate(usize),
}

#[derive(Default)]
struct File<'a> {
    safe: Vec<u8>,
    unsynced: Vec<Change<'a>>,
}

/// A change of a folder, of which all arrives or nothing: names that stand for a file from now on, or for none.
type Naming<'a> = Vec<(&'a str, Option<usize>)>;

/// The data folder's disk.
#[derive(Default)]
pub(crate) struct Disk<'a> {
    files: Vec<File<'a>>,
    now: BTreeMap<&'a str, usize>,
    safe_names: BTreeMap<&'a str, usize>,
    unsynced_names: Vec<Naming<'a>>,
}

impl<'a> Disk<'a> {
    /// A disk on which everything is safe.
    pub(crate) fn holding(image: &'a Image) -> Self {
        let mut disk = Self::default();
        for (name, content) in image {
            disk.files.push(File { safe: content.clone(), unsynced: vec![] });
            disk.now.insert(name, disk.files.len() - 1);
        }
        disk.safe_names = disk.now.clone();
        disk
    }

    /// Lets something happen.
    pub(crate) fn apply(&mut self, event: &'a Event) {
        match event {
            Event::Create(name) => {
                self.files.push(File::default());
                self.name(vec![(name, Some(self.files.len() - 1))]);
            }
            Event::Write { file, at, bytes } => self.change(file, Change::Write { at: *at, bytes }),
            Event::Truncate { file, length } => self.change(file, Change::Truncate(*length)),
            Event::Sync(name) => {
                let file = &mut self.files[self.now[name.as_str()]];
                for change in std::mem::take(&mut file.unsynced) {
                    make(&mut file.safe, change);
                }
            }
            Event::SyncFolder(folder) => {
                let (synced, left) = std::mem::take(&mut self.unsynced_names)
                    .into_iter()
                    .partition::<Vec<_>, _>(|naming: &Naming<'_>| parent(naming[0].0) == folder);
                synced.iter().for_each(|naming| rename(&mut self.safe_names, naming));
                self.unsynced_names = left;
            }
            Event::Unlink(name) => self.name(vec![(name, None)]),
            Event::Rename { from, to } => {
                let file = self.now.get(from.as_str()).copied();
                self.name(vec![(from, None), (to, file)]);
            }
            Event::Ack(_) => {}
        }
    }

    fn name(&mut self, naming: Naming<'a>) {
        rename(&mut self.now, &naming);
        self.unsynced_names.push(naming);
    }

    fn change(&mut self, name: &str, change: Change<'a>) {
        self.files[self.now[name]].unsynced.push(change);
    }

    /// What is found when the power is back.
    pub(crate) fn after(&self, loss: Loss, random: &mut Rng) -> Image {
        let mut names = self.safe_names.clone();
        let arrived = match loss {
            Loss::Dropped => 0,
            Loss::Torn => random.usize(..=self.unsynced_names.len()),
            Loss::Kept | Loss::Reordered | Loss::Zeroed => self.unsynced_names.len(),
        };
        for naming in &self.unsynced_names[..arrived] {
            if !matches!(loss, Loss::Reordered) || random.bool() {
                rename(&mut names, naming);
            }
        }
        let content = |file: &File<'_>, random: &mut Rng| content(file, loss, random);
        // What is in a folder is gone with its name.
        let folders: Vec<&str> = names.keys().copied().filter(|name| name.ends_with('/')).collect();
        names.retain(|name, _| parent(name).is_empty() || folders.contains(&parent(name)));
        names.into_iter().map(|(name, file)| (name.to_owned(), content(&self.files[file], random))).collect()
    }
}

fn rename<'a>(names: &mut BTreeMap<&'a str, usize>, naming: &Naming<'a>) {
    for (name, file) in naming {
        match file {
            Some(file) => names.insert(name, *file),
            None => names.remove(name),
        };
    }
}

fn content(file: &File<'_>, loss: Loss, random: &mut Rng) -> Vec<u8> {
    let mut content = file.safe.clone();
    match loss {
        Loss::Dropped => {}
        Loss::Kept => file.unsynced.iter().for_each(|change| make(&mut content, *change)),
        Loss::Torn => {
            let arrived = random.usize(..=file.unsynced.len());
            file.unsynced[..arrived].iter().for_each(|change| make(&mut content, *change));
            if let Some(torn) = file.unsynced.get(arrived) {
                tear(&mut content, *torn, random);
            }
        }
        Loss::Reordered => {
            for change in &file.unsynced {
                match random.u8(..4) {
                    0 | 1 => make(&mut content, *change),
                    2 => tear(&mut content, *change, random),
                    _ => {}
                }
            }
        }
        Loss::Zeroed => {
            for change in &file.unsynced {
                match *change {
                    Change::Write { at, bytes } if at + bytes.len() > content.len() => {
                        content.resize(at + bytes.len(), 0);
                    }
                    Change::Write { .. } => {}
                    Change::Truncate(length) => content.resize(length, 0),
                }
            }
        }
    }
    content
}

fn make(content: &mut Vec<u8>, change: Change<'_>) {
    match change {
        Change::Write { at, bytes } => {
            if content.len() < at + bytes.len() {
                content.resize(at + bytes.len(), 0);
            }
            content[at..at + bytes.len()].copy_from_slice(bytes);
        }
        Change::Truncate(length) => content.resize(length, 0),
    }
}

/// Some of the sectors that a write touches arrive.
fn tear(content: &mut Vec<u8>, change: Change<'_>, random: &mut Rng) {
    let Change::Write { at, bytes } = change else { return };
    let mut from = 0;
    while from < bytes.len() {
        let until = bytes.len().min((at + from) / SECTOR * SECTOR + SECTOR - at);
        if random.bool() {
            make(content, Change::Write { at: at + from, bytes: &bytes[from..until] });
        }
        from = until;
    }
}
