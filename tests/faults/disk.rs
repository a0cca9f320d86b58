//! A disk that may lose what was not synced: of each file what is safe and what is not, and so for the folder's names.

use std::collections::BTreeMap;

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

/// Names and contents.
pub(crate) type Image = BTreeMap<String, Vec<u8>>;

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

/// A change of the folder: a name that stands for a file from now on, or for none.
struct Naming<'a> {
    name: &'a str,
    file: Option<usize>,
}

/// The data folder's disk.
#[derive(Default)]
pub(crate) struct Disk<'a> {
    files: Vec<File<'a>>,
    now: BTreeMap<&'a str, usize>,
    safe_names: BTreeMap<&'a str, usize>,
    unsynced_names: Vec<Naming<'a>>,
}

impl<'a> Disk<'a> {
    /// Lets something happen.
    pub(crate) fn apply(&mut self, event: &'a Event) {
        match event {
            Event::Create(name) => {
                self.files.push(File::default());
                self.name(name, Some(self.files.len() - 1));
            }
            Event::Write { file, at, bytes } => self.change(file, Change::Write { at: *at, bytes }),
            Event::Truncate { file, length } => self.change(file, Change::Truncate(*length)),
            Event::Sync(name) => {
                let file = &mut self.files[self.now[name.as_str()]];
                for change in std::mem::take(&mut file.unsynced) {
                    make(&mut file.safe, change);
                }
            }
            Event::SyncFolder => {
                for Naming { name, file } in std::mem::take(&mut self.unsynced_names) {
                    rename(&mut self.safe_names, name, file);
                }
            }
            Event::Unlink(name) => self.name(name, None),
            Event::Rename { from, to } => {
                let file = self.now.get(from.as_str()).copied();
                self.name(from, None);
                self.name(to, file);
            }
            Event::Ack(_) => {}
        }
    }

    fn name(&mut self, name: &'a str, file: Option<usize>) {
        rename(&mut self.now, name, file);
        self.unsynced_names.push(Naming { name, file });
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
                rename(&mut names, naming.name, naming.file);
            }
        }
        let content = |file: &File<'_>, random: &mut Rng| content(file, loss, random);
        names.into_iter().map(|(name, file)| (name.to_owned(), content(&self.files[file], random))).collect()
    }
}

fn rename<'a>(names: &mut BTreeMap<&'a str, usize>, name: &'a str, file: Option<usize>) {
    match file {
        Some(file) => names.insert(name, file),
        None => names.remove(name),
    };
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
