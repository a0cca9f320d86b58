//! What the figures are held to. A target that is missed by a little may be the machine's noise; one that is missed
//! clearly fails the run.

/// A quarter above the target is a clear miss.
const MARGIN: f64 = 1.25;

#[derive(Debug, Default)]
pub(crate) struct Verdict {
    held: usize,
    missed: Vec<String>,
}

impl Verdict {
    /// Holds a figure to the most that it may be, and answers both, with a word on it.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, target: f64, unit: &str) -> String {
        let word = if figure <= target {
            "held"
        } else if figure <= target * MARGIN {
            "missed within noise"
        } else {
            "MISSED"
        };
        let line = format!("{figure:.2} {unit}, target at most {target} {unit}: {word}");
        self.note(what, &line, word);
        line
    }

    /// The same for the least that it may be.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, target: f64, unit: &str) -> String {
        let word = if figure >= target {
            "held"
        } else if figure * MARGIN >= target {
            "missed within noise"
        } else {
            "MISSED"
        };
        let line = format!("{figure:.2} {unit}, target at least {target} {unit}: {word}");
        self.note(what, &line, word);
        line
    }

    fn note(&mut self, what: &str, line: &str, word: &str) {
        if word == "MISSED" {
            self.missed.push(format!("{what}: {line}"));
        } else {
            self.held += 1;
        }
    }

    /// Prints what was missed, and answers whether nothing was.
    pub(crate) fn is_good(&self) -> bool {
        println!("bench: {} targets held, {} missed clearly", self.held, self.missed.len());
        self.missed.iter().for_each(|missed| println!("  {missed}"));
        self.missed.is_empty()
    }
}

/// A figure that is too slow, and one that is not: the bench must tell them apart.
pub(crate) fn assert_plants_are_seen() {
    let mut verdict = Verdict::default();
    verdict.at_most("planted", 21.0, 16.0, "ms");
    verdict.at_least("planted", 2.0, 3.0, "×");
    assert_eq!((verdict.held, verdict.missed.len()), (0, 2), "two planted misses were not seen");
    verdict.at_most("planted", 15.0, 16.0, "ms");
    assert_eq!(verdict.held, 1);
}
