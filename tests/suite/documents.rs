//! docs/calc.md is true: its examples are answered as it says, and it leaves no operation out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fenqi_app::calc;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;
use serde_json::Value;

#[test]
fn the_examples_of_calc_are_what_it_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/calc.md");
    let text = fs::read_to_string(path).expect("the page");
    let words = Words::of(Language::En);
    let mut described = BTreeSet::new();
    for block in text.split("```json\n").skip(1) {
        let mut lines = block.lines();
        let (question, answer) = (lines.next().expect("a question"), lines.next().expect("an answer"));
        let parsed: Value = serde_json::from_str(question).expect("a question in JSON");
        let wanted: Value = serde_json::from_str(answer).expect("an answer in JSON");
        assert_eq!(calc::answer(question, &words), wanted, "{question}");
        described.insert(parsed["operation"].as_str().expect("an operation").to_owned());
    }
    let known: BTreeSet<_> = calc::OPERATIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(described, known);
    assert!(calc::OPERATIONS.is_sorted_by_key(|(name, _)| *name), "operations are found by halving");
}
