//! What a person would type, command by command: the examples of the help and of the man pages.
//!
//! PLAN, REPAYMENT and KEY stand for ids that other commands print. A test runs every line in a shell.

/// The examples of a command, by its words: `plan add`. The first page has those of the whole.
pub(crate) fn of(command: &str) -> &'static [&'static str] {
    EXAMPLES.iter().find(|(of, _)| *of == command).map_or(&[], |(_, examples)| examples)
}

const EXAMPLES: &[(&str, &[&str])] = &[
    ("", &["fenqi-cli demo", "fenqi-cli due", "fenqi-cli help plan add"]),
    (
        "account add",
        &[
            r#"echo '{"name":"京东白条","kind":"bnpl","limit":"12000","due":{"day":9}}' | fenqi-cli account add"#,
            r#"echo '{"name":"招行信用卡","kind":"card","limit":"30000.00","statement_day":5,"due":{"days_after":18},
      "grace_days":3,"auto_debit":true,"funding_source":"招行储蓄卡","late_fee":{"daily_rate":"0.0005"},
      "settlement":{"policy":"penalty_on_principal","penalty_rate":"0.03"}}' | fenqi-cli account add"#,
        ],
    ),
    ("account list", &["fenqi-cli account list"]),
    ("account show", &["fenqi-cli account show 小米分期"]),
    ("account edit", &["fenqi-cli account show 小米分期 > a.json; fenqi-cli account edit 小米分期 a.json"]),
    ("account archive", &["fenqi-cli account archive 小米分期"]),
    ("account unarchive", &["fenqi-cli account unarchive 小米分期"]),
    ("source list", &["fenqi-cli source list"]),
    ("source rename", &["fenqi-cli source rename 招行卡 工资卡"]),
    ("source merge", &["fenqi-cli source merge 招行卡 支付宝"]),
    ("source remove", &["fenqi-cli source remove 旧卡"]),
    (
        "plan add",
        &[
            r#"echo '{"account":"小米分期","title":"手机","purchased_on":"2026-08-28","paid_rows":2,
      "terms":{"method":"interest_free","principal":"5299.00","periods":"12",
               "start_date":"2026-08-28","first_due_date":"2026-09-28"}}' |
      fenqi-cli plan add --create-accounts"#,
            r#"echo '{"account":"备用金","origin":"cash_advance","title":"备用金","purchased_on":"2026-10-30",
      "terms":{"method":"equal_instalment","principal":"5000.00","periods":"12","daily_rate":"0.0005",
               "start_date":"2026-10-30","first_due_date":"2026-11-30"}}' |
      fenqi-cli plan add --create-accounts"#,
        ],
    ),
    (
        "plan list",
        &["fenqi-cli plan list --status active --sort next-due", "fenqi-cli plan list --search 小米"],
    ),
    ("plan show", &["fenqi-cli plan show PLAN"]),
    (
        "plan edit",
        &[r#"echo '{"title":"手机","notes":"保修三年","auto_debit":true}' | fenqi-cli plan edit PLAN -"#],
    ),
    ("plan remove", &["fenqi-cli plan remove PLAN"]),
    (
        "due",
        &["fenqi-cli due", "fenqi-cli due --to 2026-12-31", "fenqi-cli due --account 小米分期 --all --json"],
    ),
    (
        "pay",
        &[
            "fenqi-cli pay PLAN --seq 3",
            "fenqi-cli pay PLAN --seq 3 --amount 200.00 --on 2026-11-20 --source 招行卡",
            "fenqi-cli pay --statement 小米分期 2026-11-28",
        ],
    ),
    ("debit confirm", &["fenqi-cli debit confirm PLAN --seq 3"]),
    ("debit fail", &["fenqi-cli debit fail PLAN --seq 3"]),
    ("debit list", &["fenqi-cli debit list --days 14"]),
    ("settle", &["fenqi-cli quote settle PLAN; fenqi-cli settle PLAN --source 招行卡"]),
    ("prepay", &["fenqi-cli prepay PLAN --amount 1000.00 --keep instalment"]),
    ("refund", &["fenqi-cli refund PLAN --amount 299.00 --taken last_first"]),
    ("quote settle", &["fenqi-cli quote settle PLAN --on 2026-11-30"]),
    ("quote prepay", &["fenqi-cli quote prepay PLAN --amount 1000.00 --keep instalment"]),
    ("quote refund", &["fenqi-cli quote refund PLAN --amount 299.00"]),
    ("repayment list", &["fenqi-cli repayment list --account 小米分期 --from 2026-01-01"]),
    ("repayment remove", &["fenqi-cli repayment remove REPAYMENT"]),
    ("forecast", &["fenqi-cli forecast --months 6", "fenqi-cli forecast --by-account"]),
    ("limits", &["fenqi-cli limits"]),
    ("debts", &["fenqi-cli debts"]),
    ("costs", &["fenqi-cli costs --plans 5", "fenqi-cli costs --year 2026"]),
    ("spending", &["fenqi-cli spending --by purchase --year 2026"]),
    (
        "compare",
        &[r#"echo '{"name":"12 期","terms":{"method":"flat_per_period","principal":"4999.00","periods":"12",
      "fee_rate_per_period":"0.006","start_date":"2026-11-22","first_due_date":"2026-12-22"}}
     {"name":"24 期免息","terms":{"method":"interest_free","principal":"4999.00","periods":"24",
      "start_date":"2026-11-22","first_due_date":"2026-12-22"}}' | fenqi-cli compare --cash-price 4899.00"#],
    ),
    (
        "afford",
        &[
            r#"echo '{"method":"flat_per_period","principal":"4999.00","periods":"12","fee_rate_per_period":"0.006",
      "start_date":"2026-11-22","first_due_date":"2026-12-22"}' | fenqi-cli afford --income 12000.00"#,
        ],
    ),
    (
        "payoff",
        &["fenqi-cli payoff --extra 500.00", "fenqi-cli payoff --extra 500.00 --strategy avalanche --adopt"],
    ),
    ("planned list", &["fenqi-cli planned list"]),
    ("planned drop", &["fenqi-cli planned drop PLANNED --on 2026-12-01"]),
    ("preset list", &["fenqi-cli preset list"]),
    ("preset show", &["fenqi-cli preset show huabei"]),
    ("preset set", &["fenqi-cli preset show huabei > p.json; fenqi-cli preset set p.json"]),
    ("preset reset", &["fenqi-cli preset reset huabei"]),
    (
        "calc",
        &[
            r#"echo '{"id":1,"operation":"tvm.pmt","input":{"rate":"0.01","nper":"12","pv":"5000"}}' | fenqi-cli calc"#,
        ],
    ),
    (
        "remind",
        &[
            "fenqi-cli remind",
            "fenqi-cli remind --at 2026-11-28T09:00:00+08:00 --dry-run",
            "fenqi-cli remind --next 5",
        ],
    ),
    ("inbox list", &["fenqi-cli inbox list --limit 5"]),
    ("inbox answer", &["fenqi-cli inbox answer KEY --as paid"]),
    ("inbox snooze", &["fenqi-cli inbox snooze KEY --until tonight"]),
    ("inbox pause", &["fenqi-cli inbox pause --until tomorrow"]),
    ("inbox resume", &["fenqi-cli inbox resume"]),
    ("rule list", &["fenqi-cli rule list"]),
    ("rule show", &["fenqi-cli rule show --account 小米分期"]),
    (
        "rule set",
        &[r#"echo '{"days_before":[3,1,0],"at":"09:00","repeat_overdue":true,"when_debited":false,
      "quiet_from":"22:00","quiet_until":"08:00"}' | fenqi-cli rule set --account 小米分期"#],
    ),
    ("rule reset", &["fenqi-cli rule reset --account 小米分期"]),
    ("undo", &["fenqi-cli undo"]),
    ("redo", &["fenqi-cli undo; fenqi-cli redo"]),
    ("activity", &["fenqi-cli activity --limit 5"]),
    ("check", &["fenqi-cli check && echo sound"]),
    (
        "backup",
        &[
            "fenqi-cli backup",
            "fenqi-cli backup /media/usb",
            "fenqi-cli backup ~/Nextcloud --encrypt --passphrase-file ~/passphrase.txt",
            "fenqi-cli backup --list",
        ],
    ),
    (
        "restore",
        &[
            "fenqi-cli restore COPY --dry-run",
            "fenqi-cli restore COPY",
            "fenqi-cli restore ENCRYPTED --passphrase-file ~/passphrase.txt",
        ],
    ),
    ("lock show", &["fenqi-cli lock show"]),
    ("lock off", &["fenqi-cli lock off"]),
    ("settings show", &["fenqi-cli settings show"]),
    ("settings set language", &["fenqi-cli settings set language zh-CN"]),
    ("settings set theme", &["fenqi-cli settings set theme dark"]),
    ("settings set hide-amounts", &["fenqi-cli settings set hide-amounts yes"]),
    ("settings set on-close", &["fenqi-cli settings set on-close tray"]),
    ("settings set income", &["fenqi-cli settings set income 12000.00 CNY"]),
    (
        "export csv",
        &[
            "fenqi-cli export csv --to rows.csv",
            "fenqi-cli export csv --table repayments --encoding gb18030 --to repayments.csv --force",
        ],
    ),
    ("export xlsx", &["fenqi-cli export xlsx --to fenqi.xlsx"]),
    ("export json", &["fenqi-cli export json --to fenqi.json"]),
    ("export ledger", &["fenqi-cli export ledger --to fenqi.ledger"]),
    ("export hledger", &["fenqi-cli export hledger --to fenqi.journal"]),
    ("export beancount", &["fenqi-cli export beancount --to fenqi.beancount"]),
    ("export ics", &["fenqi-cli export ics --to due.ics", "fenqi-cli export ics --keep ~/due.ics"]),
    (
        "import csv",
        &[
            "fenqi-cli export csv --to rows.csv && fenqi-cli import csv rows.csv --dry-run",
            r#"printf '商品,还款日,金额\n耳机,2026-12-05,299.00\n' | fenqi-cli import csv - --account 小米分期"#,
        ],
    ),
    ("import json", &["fenqi-cli export json --to fenqi.json && fenqi-cli import json fenqi.json --dry-run"]),
    ("import template", &["fenqi-cli import template --to plans.csv"]),
    ("demo", &["fenqi-cli --data-dir /tmp/fenqi demo"]),
    (
        "completions",
        &[
            "fenqi-cli completions bash > ~/.local/share/bash-completion/completions/fenqi-cli",
            "fenqi-cli completions zsh > ~/.zfunc/_fenqi-cli",
            "fenqi-cli completions fish > ~/.config/fish/completions/fenqi-cli.fish",
        ],
    ),
    ("man", &["fenqi-cli man | man -l -", "fenqi-cli man --to ~/.local/share/man/man1"]),
];
