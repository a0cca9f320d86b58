-- Fenqi's file, version 1. Amounts are minor units of the plan's or account's currency; dates are YYYY-MM-DD;
-- instants are RFC 3339 in UTC.
PRAGMA application_id = 0x464E5149; -- "FNQI"

CREATE TABLE account (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
    marker           INTEGER NOT NULL CHECK (marker BETWEEN 1 AND 5),
    currency         TEXT NOT NULL CHECK (length(currency) = 3),
    kind             TEXT NOT NULL CHECK (kind IN ('store', 'card', 'cash_advance', 'bnpl', 'other')),
    credit_limit     INTEGER CHECK (credit_limit >= 0),
    statement_day    INTEGER CHECK (statement_day BETWEEN 1 AND 31),
    on_statement_day TEXT NOT NULL CHECK (on_statement_day IN ('current', 'next')),
    due_day          INTEGER CHECK (due_day BETWEEN 1 AND 31),
    due_days_after   INTEGER CHECK (due_days_after BETWEEN 1 AND 60),
    grace_days       INTEGER NOT NULL CHECK (grace_days BETWEEN 0 AND 60),
    auto_debit       INTEGER NOT NULL CHECK (auto_debit IN (0, 1)),
    funding_source   TEXT,
    contact          TEXT,
    late_fee         TEXT CHECK (json_valid(late_fee)),
    settlement       TEXT CHECK (json_valid(settlement)),
    created_at       TEXT NOT NULL,
    CHECK (due_day IS NULL OR due_days_after IS NULL)
) STRICT;

CREATE TABLE plan (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES account (id),
    currency     TEXT NOT NULL CHECK (length(currency) = 3),
    origin       TEXT NOT NULL CHECK (origin IN ('purchase', 'cash_advance')),
    title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    merchant     TEXT,
    order_no     TEXT,
    purchased_on TEXT NOT NULL CHECK (purchased_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    price        INTEGER CHECK (price > 0),
    auto_debit   INTEGER NOT NULL CHECK (auto_debit IN (0, 1)),
    notes        TEXT,
    terms        TEXT NOT NULL CHECK (json_valid(terms)),
    created_at   TEXT NOT NULL
) STRICT;

CREATE INDEX plan_by_account ON plan (account_id);
CREATE INDEX plan_by_purchase ON plan (purchased_on);

-- A row of a plan, as the contract has it; n = 0 is the down payment.
CREATE TABLE instalment (
    plan_id   TEXT NOT NULL REFERENCES plan (id),
    n         INTEGER NOT NULL CHECK (n BETWEEN 0 AND 600),
    due_date  TEXT NOT NULL CHECK (due_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    principal INTEGER NOT NULL CHECK (principal >= 0),
    interest  INTEGER NOT NULL CHECK (interest >= 0),
    fee       INTEGER NOT NULL CHECK (fee >= 0),
    PRIMARY KEY (plan_id, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX instalment_by_due ON instalment (due_date);

CREATE TABLE repayment (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    amount     INTEGER NOT NULL CHECK (amount > 0),
    paid_on    TEXT NOT NULL CHECK (paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    source     TEXT,
    created_at TEXT NOT NULL
) STRICT;

-- Which rows a repayment went to; the amounts of one repayment add up to it.
CREATE TABLE allocation (
    repayment_id TEXT NOT NULL REFERENCES repayment (id),
    plan_id      TEXT NOT NULL,
    n            INTEGER NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (plan_id, n, repayment_id),
    FOREIGN KEY (plan_id, n) REFERENCES instalment (plan_id, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX allocation_by_repayment ON allocation (repayment_id);

-- Reminders that were claimed. A digest is a notice that others name.
CREATE TABLE notice (
    key          TEXT PRIMARY KEY,
    digest       TEXT REFERENCES notice (key),
    kind         TEXT NOT NULL CHECK (kind IN ('upcoming', 'due', 'overdue', 'debit_check', 'digest')),
    plan_id      TEXT REFERENCES plan (id),
    n            INTEGER,
    due_date     TEXT,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    claimed_at   TEXT NOT NULL,
    delivered_at TEXT
) STRICT;

CREATE INDEX notice_open ON notice (claimed_at) WHERE delivered_at IS NULL;

-- The journal: one row a user action.
CREATE TABLE activity (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
