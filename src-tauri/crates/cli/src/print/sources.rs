//! Funding sources as text.

use fenqi_app::contract::SourceView;
use fenqi_app::words::Words;

use super::table;

pub(crate) fn sources(sources: &[SourceView], words: &Words) -> String {
    if sources.is_empty() {
        return words.say("cli-no-sources", &[]);
    }
    let comma = words.say("list-comma", &[]);
    let row = |source: &SourceView| {
        let accounts: Vec<&str> = source.accounts.iter().map(|account| account.name.as_str()).collect();
        let next = source.needs.first();
        vec![
            source.name.clone(),
            accounts.join(&comma),
            next.map(|need| format!("{} {}", need.currency, need.amount)).unwrap_or_default(),
            next.map(|need| need.by.clone()).unwrap_or_default(),
            source.id.clone(),
        ]
    };
    let columns = [
        ("cli-column-source", false),
        ("cli-column-for", false),
        ("cli-column-needs", true),
        ("cli-column-due", false),
        ("cli-column-id", false),
    ];
    table(&columns, &sources.iter().map(row).collect::<Vec<_>>(), words)
}
