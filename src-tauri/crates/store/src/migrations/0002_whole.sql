-- Fenqi's file, version 2: the whole of it. Amounts are minor units of the account's currency; dates are YYYY-MM-DD;
-- instants are RFC 3339 in UTC; `key` is for joins, `id` for everybody else.
--
-- What refers to what is asserted at the commit: an action may take things apart in any order.
--
-- Every rule has a name. The rules that a row alone can show are CHECKs; those that take several rows are asserted
-- by the store before each commit (`rules.rs`).

DROP INDEX plan_by_account;
DROP INDEX plan_by_purchase;
DROP INDEX instalment_by_due;
DROP INDEX allocation_by_repayment;
DROP INDEX notice_open;
ALTER TABLE account RENAME TO v1_account;
ALTER TABLE plan RENAME TO v1_plan;
ALTER TABLE instalment RENAME TO v1_instalment;
ALTER TABLE repayment RENAME TO v1_repayment;
ALTER TABLE allocation RENAME TO v1_allocation;
ALTER TABLE notice RENAME TO v1_notice;
ALTER TABLE activity RENAME TO v1_activity;
ALTER TABLE setting RENAME TO v1_setting;

-- A bank card or wallet that repays.
CREATE TABLE funding_source (
    key  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CONSTRAINT funding_source_name CHECK (length(name) BETWEEN 1 AND 60)
) STRICT;

CREATE TABLE account (
    key              INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL UNIQUE CONSTRAINT account_name CHECK (length(name) BETWEEN 1 AND 60),
    marker           INTEGER NOT NULL CONSTRAINT account_marker CHECK (marker BETWEEN 1 AND 5),
    currency         TEXT NOT NULL CONSTRAINT account_currency CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    kind             TEXT NOT NULL CONSTRAINT account_kind
                         CHECK (kind IN ('store', 'card', 'cash_advance', 'bnpl', 'other')),
    credit_limit     INTEGER CONSTRAINT account_limit CHECK (credit_limit BETWEEN 0 AND 100000000000000),
    statement_day    INTEGER CONSTRAINT account_statement_day CHECK (statement_day BETWEEN 1 AND 31),
    on_statement_day TEXT NOT NULL CONSTRAINT account_on_statement_day
                         CHECK (on_statement_day IN ('current', 'next')),
    due_day          INTEGER CONSTRAINT account_due_day CHECK (due_day BETWEEN 1 AND 31),
    due_days_after   INTEGER CONSTRAINT account_due_days_after CHECK (due_days_after BETWEEN 1 AND 60),
    grace_days       INTEGER NOT NULL CONSTRAINT account_grace_days CHECK (grace_days BETWEEN 0 AND 60),
    auto_debit       INTEGER NOT NULL CONSTRAINT account_auto_debit CHECK (auto_debit IN (0, 1)),
    funding_source   INTEGER REFERENCES funding_source (key) DEFERRABLE INITIALLY DEFERRED,
    contact          TEXT CONSTRAINT account_contact CHECK (length(contact) BETWEEN 1 AND 200),
    late_fee         TEXT CONSTRAINT account_late_fee CHECK (json_valid(late_fee)),
    settlement       TEXT CONSTRAINT account_settlement CHECK (json_valid(settlement)),
    archived         INTEGER NOT NULL DEFAULT 0 CONSTRAINT account_archived CHECK (archived IN (0, 1)),
    created_at       TEXT NOT NULL,
    seal             BLOB,
    UNIQUE (key, currency),
    CONSTRAINT account_one_due_rule CHECK (due_day IS NULL OR due_days_after IS NULL)
) STRICT;

-- A limit on top of the account's own, for a while.
CREATE TABLE temporary_limit (
    account    INTEGER NOT NULL REFERENCES account (key) DEFERRABLE INITIALLY DEFERRED,
    from_date  TEXT NOT NULL CONSTRAINT temporary_limit_from CHECK (from_date IS date(from_date)),
    until_date TEXT NOT NULL CONSTRAINT temporary_limit_until
                   CHECK (until_date IS date(until_date) AND until_date >= from_date),
    amount     INTEGER NOT NULL CONSTRAINT temporary_limit_amount CHECK (amount BETWEEN 1 AND 100000000000000),
    PRIMARY KEY (account, from_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
    key          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    account      INTEGER NOT NULL,
    currency     TEXT NOT NULL,
    origin       TEXT NOT NULL CONSTRAINT plan_origin CHECK (origin IN ('purchase', 'cash_advance')),
    title        TEXT NOT NULL CONSTRAINT plan_title CHECK (length(title) BETWEEN 1 AND 120),
    merchant     TEXT CONSTRAINT plan_merchant CHECK (length(merchant) BETWEEN 1 AND 120),
    order_no     TEXT CONSTRAINT plan_order_no CHECK (length(order_no) BETWEEN 1 AND 120),
    purchased_on TEXT NOT NULL CONSTRAINT plan_purchased_on CHECK (purchased_on IS date(purchased_on)),
    price        INTEGER CONSTRAINT plan_price CHECK (price BETWEEN 1 AND 100000000000000),
    auto_debit   INTEGER NOT NULL CONSTRAINT plan_auto_debit CHECK (auto_debit IN (0, 1)),
    notes        TEXT CONSTRAINT plan_notes CHECK (length(notes) BETWEEN 1 AND 4000),
    created_at   TEXT NOT NULL,
    seal         BLOB,
    -- A plan is in the currency of its account.
    FOREIGN KEY (account, currency) REFERENCES account (key, currency) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX plan_by_account ON plan (account);

-- A plan's terms and what its rows add up to under them. A prepayment, a refund or a corrected row makes a new
-- version; the last one is in force.
CREATE TABLE terms (
    plan      INTEGER NOT NULL REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    version   INTEGER NOT NULL CONSTRAINT terms_version CHECK (version BETWEEN 1 AND 10000),
    since     TEXT NOT NULL CONSTRAINT terms_since CHECK (since IS date(since)),
    cause     TEXT NOT NULL CONSTRAINT terms_cause
                  CHECK (cause IN ('contract', 'correction', 'prepayment', 'refund')),
    input     TEXT NOT NULL CONSTRAINT terms_input CHECK (json_valid(input)),
    principal INTEGER NOT NULL CONSTRAINT terms_principal CHECK (principal BETWEEN 0 AND 100000000000000),
    interest  INTEGER NOT NULL CONSTRAINT terms_interest CHECK (interest BETWEEN 0 AND 100000000000000),
    fee       INTEGER NOT NULL CONSTRAINT terms_fee CHECK (fee BETWEEN 0 AND 100000000000000),
    PRIMARY KEY (plan, version),
    CONSTRAINT terms_first_is_the_contract CHECK ((version = 1) = (cause = 'contract')),
    CONSTRAINT terms_total CHECK (principal + interest + fee <= 100000000000000)
) STRICT, WITHOUT ROWID;

-- A row of a plan, as the contract has it; n = 0 is the down payment.
CREATE TABLE instalment (
    plan      INTEGER NOT NULL REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    n         INTEGER NOT NULL CONSTRAINT instalment_n CHECK (n BETWEEN 0 AND 600),
    due_date  TEXT NOT NULL CONSTRAINT instalment_due_date CHECK (due_date IS date(due_date)),
    principal INTEGER NOT NULL CONSTRAINT instalment_principal CHECK (principal >= 0),
    interest  INTEGER NOT NULL CONSTRAINT instalment_interest CHECK (interest >= 0),
    fee       INTEGER NOT NULL CONSTRAINT instalment_fee CHECK (fee >= 0),
    -- The user's own figures: never computed anew.
    edited    INTEGER NOT NULL DEFAULT 0 CONSTRAINT instalment_edited CHECK (edited IN (0, 1)),
    -- Why nothing more is asked for, where it is not because it was paid.
    void      TEXT CONSTRAINT instalment_void CHECK (void IN ('settled', 'refunded')),
    -- Kept by the triggers below.
    paid      INTEGER NOT NULL DEFAULT 0,
    paid_on   TEXT,
    asked     INTEGER NOT NULL AS (CASE WHEN void IS NULL THEN principal + interest + fee ELSE paid END) VIRTUAL,
    remaining INTEGER NOT NULL AS (CASE WHEN void IS NULL THEN principal + interest + fee - paid ELSE 0 END) VIRTUAL,
    -- Fees and interest are paid before principal (domain.md §6).
    owed      INTEGER NOT NULL AS
                  (CASE WHEN void IS NULL THEN min(principal, principal + interest + fee - paid) ELSE 0 END) VIRTUAL,
    -- Shows a flipped bit in what is read without the rest of its plan.
    mark      INTEGER NOT NULL AS (principal * 3 + interest * 5 + fee * 7 + paid * 11 + n * 13
                  + CAST(replace(due_date, '-', '') AS INTEGER) * 17 + length(coalesce(void, ''))) STORED,
    PRIMARY KEY (plan, n),
    CONSTRAINT instalment_paid_within CHECK (paid BETWEEN 0 AND principal + interest + fee)
) STRICT, WITHOUT ROWID;

CREATE INDEX instalment_by_due ON instalment (due_date);
CREATE INDEX instalment_open ON instalment (due_date) WHERE remaining > 0;

-- Rows as they stood before a version of the terms replaced them.
CREATE TABLE former_instalment (
    plan      INTEGER NOT NULL REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    version   INTEGER NOT NULL,
    n         INTEGER NOT NULL CONSTRAINT former_instalment_n CHECK (n BETWEEN 0 AND 600),
    due_date  TEXT NOT NULL CONSTRAINT former_instalment_due_date CHECK (due_date IS date(due_date)),
    principal INTEGER NOT NULL CONSTRAINT former_instalment_principal CHECK (principal >= 0),
    interest  INTEGER NOT NULL CONSTRAINT former_instalment_interest CHECK (interest >= 0),
    fee       INTEGER NOT NULL CONSTRAINT former_instalment_fee CHECK (fee >= 0),
    PRIMARY KEY (plan, version, n),
    FOREIGN KEY (plan, version) REFERENCES terms (plan, version) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE repayment (
    key        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    account    INTEGER NOT NULL REFERENCES account (key) DEFERRABLE INITIALLY DEFERRED,
    amount     INTEGER NOT NULL CONSTRAINT repayment_amount CHECK (amount BETWEEN 1 AND 100000000000000),
    paid_on    TEXT NOT NULL CONSTRAINT repayment_paid_on CHECK (paid_on IS date(paid_on)),
    source     TEXT CONSTRAINT repayment_source CHECK (length(source) BETWEEN 1 AND 60),
    created_at TEXT NOT NULL
) STRICT;

-- One index for all lists of repayments: those of an account are picked out of it.
CREATE INDEX repayment_by_day ON repayment (paid_on, account);

-- Which rows a repayment went to.
CREATE TABLE allocation (
    repayment INTEGER NOT NULL REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    plan      INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    amount    INTEGER NOT NULL CONSTRAINT allocation_amount CHECK (amount > 0),
    PRIMARY KEY (plan, n, repayment),
    FOREIGN KEY (plan, n) REFERENCES instalment (plan, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX allocation_by_repayment ON allocation (repayment);

-- A plan that was paid off early. What was due by then went to its rows; this is the rest of the repayment.
CREATE TABLE settlement (
    plan       INTEGER PRIMARY KEY REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    repayment  INTEGER NOT NULL REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    settled_on TEXT NOT NULL CONSTRAINT settlement_settled_on CHECK (settled_on IS date(settled_on)),
    policy     TEXT NOT NULL,
    principal  INTEGER NOT NULL CONSTRAINT settlement_principal CHECK (principal >= 0),
    interest   INTEGER NOT NULL CONSTRAINT settlement_interest CHECK (interest >= 0),
    fee        INTEGER NOT NULL CONSTRAINT settlement_fee CHECK (fee >= 0),
    penalty    INTEGER NOT NULL CONSTRAINT settlement_penalty CHECK (penalty >= 0),
    late_fee   INTEGER NOT NULL CONSTRAINT settlement_late_fee CHECK (late_fee >= 0),
    saved      INTEGER NOT NULL,
    amount     INTEGER NOT NULL AS (principal + interest + fee + penalty + late_fee) STORED
) STRICT;

CREATE INDEX settlement_by_repayment ON settlement (repayment);

-- Principal that was paid early, with the interest that had run until then. It made a version of the terms.
CREATE TABLE prepayment (
    plan      INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    repayment INTEGER NOT NULL REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    paid_on   TEXT NOT NULL CONSTRAINT prepayment_paid_on CHECK (paid_on IS date(paid_on)),
    keeps     TEXT NOT NULL CONSTRAINT prepayment_keeps CHECK (keeps IN ('term', 'instalment')),
    principal INTEGER NOT NULL CONSTRAINT prepayment_principal CHECK (principal > 0),
    interest  INTEGER NOT NULL CONSTRAINT prepayment_interest CHECK (interest >= 0),
    amount    INTEGER NOT NULL AS (principal + interest) STORED,
    PRIMARY KEY (plan, version),
    FOREIGN KEY (plan, version) REFERENCES terms (plan, version) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX prepayment_by_repayment ON prepayment (repayment);

-- Goods that went back. It made a version of the terms.
CREATE TABLE refund (
    plan               INTEGER NOT NULL,
    version            INTEGER NOT NULL,
    refunded_on        TEXT NOT NULL CONSTRAINT refund_refunded_on CHECK (refunded_on IS date(refunded_on)),
    taken              TEXT NOT NULL CONSTRAINT refund_taken CHECK (taken IN ('last_first', 'next_first', 'pro_rata')),
    -- Of the amount, what the unpaid principal became less by, and what went back to the payer.
    principal          INTEGER NOT NULL CONSTRAINT refund_principal CHECK (principal >= 0),
    to_payer           INTEGER NOT NULL CONSTRAINT refund_to_payer CHECK (to_payer >= 0),
    fee_reduction      INTEGER NOT NULL CONSTRAINT refund_fee_reduction CHECK (fee_reduction >= 0),
    interest_reduction INTEGER NOT NULL CONSTRAINT refund_interest_reduction CHECK (interest_reduction >= 0),
    -- Nothing was left after it.
    closes             INTEGER NOT NULL CONSTRAINT refund_closes CHECK (closes IN (0, 1)),
    amount             INTEGER NOT NULL AS (principal + to_payer) STORED,
    PRIMARY KEY (plan, version),
    FOREIGN KEY (plan, version) REFERENCES terms (plan, version) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT refund_amount CHECK (principal + to_payer > 0)
) STRICT, WITHOUT ROWID;

-- What the user said of an automatic repayment. Where nothing was said it is expected.
CREATE TABLE debit (
    plan      INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    outcome   TEXT NOT NULL CONSTRAINT debit_outcome CHECK (outcome IN ('confirmed', 'failed')),
    said_on   TEXT NOT NULL CONSTRAINT debit_said_on CHECK (said_on IS date(said_on)),
    repayment INTEGER REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (plan, n),
    FOREIGN KEY (plan, n) REFERENCES instalment (plan, n) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT debit_confirmed_is_a_repayment CHECK ((outcome = 'confirmed') = (repayment IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX debit_by_repayment ON debit (repayment);

-- When to remind: for everything, for an account, or for a plan.
CREATE TABLE reminder_rule (
    key            INTEGER PRIMARY KEY,
    account        INTEGER UNIQUE REFERENCES account (key) DEFERRABLE INITIALLY DEFERRED,
    plan           INTEGER UNIQUE REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    days_before    TEXT NOT NULL CONSTRAINT reminder_rule_days_before CHECK (json_type(days_before) IS 'array'),
    at             TEXT NOT NULL CONSTRAINT reminder_rule_at CHECK (strftime('%H:%M', at) IS at),
    repeat_overdue INTEGER NOT NULL CONSTRAINT reminder_rule_repeat_overdue CHECK (repeat_overdue IN (0, 1)),
    when_debited   INTEGER NOT NULL CONSTRAINT reminder_rule_when_debited CHECK (when_debited IN (0, 1)),
    quiet_from     TEXT CONSTRAINT reminder_rule_quiet_from CHECK (strftime('%H:%M', quiet_from) IS quiet_from),
    quiet_until    TEXT CONSTRAINT reminder_rule_quiet_until CHECK (strftime('%H:%M', quiet_until) IS quiet_until),
    CONSTRAINT reminder_rule_one_subject CHECK (account IS NULL OR plan IS NULL),
    CONSTRAINT reminder_rule_quiet_is_a_span CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
) STRICT;

CREATE UNIQUE INDEX reminder_rule_of_all ON reminder_rule (account IS NULL) WHERE account IS NULL AND plan IS NULL;

-- Reminders that were claimed. They outlive their plan, so that undoing its removal reminds nobody twice.
CREATE TABLE notice (
    key           TEXT PRIMARY KEY,
    digest        TEXT REFERENCES notice (key) DEFERRABLE INITIALLY DEFERRED,
    kind          TEXT NOT NULL CONSTRAINT notice_kind
                      CHECK (kind IN ('upcoming', 'due', 'overdue', 'debit_check', 'digest')),
    plan          TEXT,
    n             INTEGER,
    due_date      TEXT CONSTRAINT notice_due_date CHECK (due_date IS date(due_date)),
    title         TEXT NOT NULL,
    body          TEXT NOT NULL,
    claimed_at    TEXT NOT NULL,
    delivered_at  TEXT,
    snoozed_until TEXT,
    answered_at   TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_open ON notice (claimed_at) WHERE delivered_at IS NULL;

-- The journal: one row a user action. `past`: too old to be undone; `dropped`: undone, then overtaken.
CREATE TABLE activity (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- What the words about it need.
    params  TEXT NOT NULL CONSTRAINT activity_params CHECK (json_type(params) IS 'object'),
    state   TEXT NOT NULL CONSTRAINT activity_state CHECK (state IN ('done', 'undone', 'past', 'dropped'))
) STRICT;

-- What is done is most of it, and is found from its ends.
CREATE INDEX activity_not_done ON activity (state, id) WHERE state <> 'done';

-- For each action the statements that take it back, or, once undone, those that do it again; last first.
CREATE TABLE undo (
    activity  INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    statement TEXT NOT NULL,
    PRIMARY KEY (activity, seq)
) STRICT, WITHOUT ROWID;

-- What the user chose.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What Fenqi remembers for itself: not undone.
CREATE TABLE memo (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Sums, so that no screen adds up the whole file. Kept by triggers and by the store before each commit; `check`
-- compares them with what they are the sums of.

-- All rows of one account that are due on one day.
CREATE TABLE statement (
    account  INTEGER NOT NULL,
    due_date TEXT NOT NULL,
    rows     INTEGER NOT NULL,
    asked    INTEGER NOT NULL,
    paid     INTEGER NOT NULL,
    owed     INTEGER NOT NULL,
    -- Rows of which something is left.
    open     INTEGER NOT NULL,
    mark     INTEGER NOT NULL AS (rows * 3 + asked * 5 + paid * 7 + owed * 11 + open * 13
                 + CAST(replace(due_date, '-', '') AS INTEGER) * 17 + account * 19) STORED,
    PRIMARY KEY (account, due_date)
) STRICT, WITHOUT ROWID;

CREATE INDEX statement_by_due ON statement (due_date);
CREATE INDEX statement_open ON statement (due_date) WHERE open > 0;

CREATE TRIGGER instalment_is_added AFTER INSERT ON instalment BEGIN
    INSERT INTO statement (account, due_date, rows, asked, paid, owed, open)
        SELECT account, NEW.due_date, 1, NEW.asked, NEW.paid, NEW.owed, NEW.remaining > 0
        FROM plan WHERE key = NEW.plan
        ON CONFLICT DO UPDATE SET rows = rows + 1, asked = asked + excluded.asked, paid = paid + excluded.paid,
            owed = owed + excluded.owed, open = open + excluded.open;
END;

CREATE TRIGGER instalment_is_removed AFTER DELETE ON instalment BEGIN
    UPDATE statement SET rows = rows - 1, asked = asked - OLD.asked, paid = paid - OLD.paid,
            owed = owed - OLD.owed, open = open - (OLD.remaining > 0)
        WHERE due_date = OLD.due_date AND account = (SELECT account FROM plan WHERE key = OLD.plan);
    DELETE FROM statement WHERE due_date = OLD.due_date AND rows = 0;
END;

CREATE TRIGGER instalment_is_changed AFTER UPDATE ON instalment WHEN OLD.due_date = NEW.due_date BEGIN
    UPDATE statement SET asked = asked - OLD.asked + NEW.asked, paid = paid - OLD.paid + NEW.paid,
            owed = owed - OLD.owed + NEW.owed, open = open - (OLD.remaining > 0) + (NEW.remaining > 0)
        WHERE due_date = NEW.due_date AND account = (SELECT account FROM plan WHERE key = NEW.plan);
END;

CREATE TRIGGER instalment_is_moved AFTER UPDATE ON instalment WHEN OLD.due_date <> NEW.due_date BEGIN
    UPDATE statement SET rows = rows - 1, asked = asked - OLD.asked, paid = paid - OLD.paid,
            owed = owed - OLD.owed, open = open - (OLD.remaining > 0)
        WHERE due_date = OLD.due_date AND account = (SELECT account FROM plan WHERE key = OLD.plan);
    INSERT INTO statement (account, due_date, rows, asked, paid, owed, open)
        SELECT account, NEW.due_date, 1, NEW.asked, NEW.paid, NEW.owed, NEW.remaining > 0
        FROM plan WHERE key = NEW.plan
        ON CONFLICT DO UPDATE SET rows = rows + 1, asked = asked + excluded.asked, paid = paid + excluded.paid,
            owed = owed + excluded.owed, open = open + excluded.open;
    DELETE FROM statement WHERE due_date = OLD.due_date AND rows = 0;
END;

CREATE TRIGGER plan_keeps_its_account BEFORE UPDATE OF account ON plan WHEN NEW.account IS NOT OLD.account BEGIN
    SELECT RAISE(ABORT, 'rule: plan_keeps_its_account');
END;

CREATE TRIGGER allocation_is_added AFTER INSERT ON allocation BEGIN
    UPDATE instalment SET paid = paid + NEW.amount,
            paid_on = max(coalesce(paid_on, ''), (SELECT paid_on FROM repayment WHERE key = NEW.repayment))
        WHERE plan = NEW.plan AND n = NEW.n;
END;

CREATE TRIGGER allocation_is_removed AFTER DELETE ON allocation BEGIN
    UPDATE instalment SET paid = paid - OLD.amount,
            paid_on = (SELECT max(repayment.paid_on) FROM allocation JOIN repayment ON repayment.key = repayment
                       WHERE plan = OLD.plan AND n = OLD.n)
        WHERE plan = OLD.plan AND n = OLD.n;
END;

-- A repayment is corrected by taking it back and recording it again.
CREATE TRIGGER repayment_is_never_changed BEFORE UPDATE ON repayment BEGIN
    SELECT RAISE(ABORT, 'rule: repayment_is_never_changed');
END;

CREATE TRIGGER allocation_is_never_changed BEFORE UPDATE ON allocation BEGIN
    SELECT RAISE(ABORT, 'rule: allocation_is_never_changed');
END;

-- A plan in one row: what lists are filtered and sorted by.
CREATE TABLE plan_sum (
    plan         INTEGER PRIMARY KEY,
    account      INTEGER NOT NULL,
    purchased_on TEXT NOT NULL,
    asked        INTEGER NOT NULL,
    remaining    INTEGER NOT NULL,
    -- Of the first row of which something is left.
    next_due     TEXT,
    -- The first day on which the plan counts as overdue.
    overdue_from TEXT,
    -- How it ended.
    closed       TEXT CONSTRAINT plan_sum_closed CHECK (closed IN ('settled', 'refunded')),
    CONSTRAINT plan_sum_open_or_closed CHECK ((closed IS NULL) = (remaining > 0)),
    CONSTRAINT plan_sum_open_has_dates CHECK ((next_due IS NULL) = (closed IS NOT NULL))
) STRICT;

CREATE INDEX plan_sum_by_purchase ON plan_sum (purchased_on, plan, closed);
CREATE INDEX plan_sum_by_account ON plan_sum (account, purchased_on, plan, closed);
CREATE INDEX plan_sum_closed ON plan_sum (closed, purchased_on, plan) WHERE closed IS NOT NULL;
-- Few plans are open at a time: they are read whole, and a change of one stays on its page.
CREATE INDEX plan_sum_open ON plan_sum (plan, account, purchased_on, remaining, next_due, overdue_from)
    WHERE closed IS NULL;

-- How many plans of an account are open, and how many ended how.
CREATE TABLE plan_count (
    account INTEGER NOT NULL,
    state   TEXT NOT NULL CONSTRAINT plan_count_state CHECK (state IN ('open', 'settled', 'refunded')),
    plans   INTEGER NOT NULL,
    mark    INTEGER NOT NULL AS (account * 3 + plans * 5 + length(state) * 7) STORED,
    PRIMARY KEY (account, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER plan_sum_is_added AFTER INSERT ON plan_sum BEGIN
    INSERT INTO plan_count (account, state, plans) VALUES (NEW.account, coalesce(NEW.closed, 'open'), 1)
        ON CONFLICT DO UPDATE SET plans = plans + 1;
END;

CREATE TRIGGER plan_sum_is_removed AFTER DELETE ON plan_sum BEGIN
    UPDATE plan_count SET plans = plans - 1 WHERE account = OLD.account AND state = coalesce(OLD.closed, 'open');
    DELETE FROM plan_count WHERE account = OLD.account AND plans = 0;
END;

CREATE TRIGGER plan_sum_is_changed AFTER UPDATE OF closed ON plan_sum WHEN OLD.closed IS NOT NEW.closed BEGIN
    UPDATE plan_count SET plans = plans - 1 WHERE account = OLD.account AND state = coalesce(OLD.closed, 'open');
    INSERT INTO plan_count (account, state, plans) VALUES (NEW.account, coalesce(NEW.closed, 'open'), 1)
        ON CONFLICT DO UPDATE SET plans = plans + 1;
    DELETE FROM plan_count WHERE account = OLD.account AND plans = 0;
END;

-- Every two characters that stand together in a plan's texts, so that a few characters of any script find it; by
-- their first six digits, one character does.
CREATE VIRTUAL TABLE plan_search
    USING fts5 (pairs, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = 6);

INSERT INTO funding_source (key, id, name)
    SELECT row_number() OVER (ORDER BY name), 'funding-' || row_number() OVER (ORDER BY name), name
    FROM (SELECT DISTINCT substr(funding_source, 1, 60) AS name FROM v1_account WHERE funding_source <> '');

INSERT INTO account (key, id, name, marker, currency, kind, credit_limit, statement_day, on_statement_day, due_day,
                     due_days_after, grace_days, auto_debit, funding_source, contact, late_fee, settlement, created_at)
    SELECT rowid, id, name, marker, currency, kind, min(credit_limit, 100000000000000), statement_day, on_statement_day,
           due_day, due_days_after, grace_days, auto_debit,
           (SELECT key FROM funding_source WHERE name = substr(v1_account.funding_source, 1, 60)),
           nullif(contact, ''), late_fee, settlement, created_at
    FROM v1_account ORDER BY rowid;

INSERT INTO plan (key, id, account, currency, origin, title, merchant, order_no, purchased_on, price, auto_debit, notes,
                  created_at)
    SELECT v1_plan.rowid, v1_plan.id, account.key, v1_plan.currency, origin, title, merchant, order_no, purchased_on, price,
           v1_plan.auto_debit, notes, v1_plan.created_at
    FROM v1_plan JOIN account ON account.id = v1_plan.account_id ORDER BY v1_plan.rowid;

INSERT INTO terms (plan, version, since, cause, input, principal, interest, fee)
    SELECT plan.key, 1, plan.purchased_on, 'contract', v1_plan.terms, sum(principal), sum(interest), sum(fee)
    FROM v1_plan JOIN plan ON plan.id = v1_plan.id JOIN v1_instalment ON v1_instalment.plan_id = v1_plan.id
    GROUP BY plan.key;

INSERT INTO instalment (plan, n, due_date, principal, interest, fee)
    SELECT plan.key, n, due_date, principal, interest, fee
    FROM v1_instalment JOIN plan ON plan.id = plan_id;

INSERT INTO repayment (key, id, account, amount, paid_on, source, created_at)
    SELECT v1_repayment.rowid, v1_repayment.id, account.key, amount, paid_on, source, v1_repayment.created_at
    FROM v1_repayment JOIN account ON account.id = account_id ORDER BY v1_repayment.rowid;

INSERT INTO allocation (repayment, plan, n, amount)
    SELECT repayment.key, plan.key, n, v1_allocation.amount
    FROM v1_allocation JOIN repayment ON repayment.id = repayment_id JOIN plan ON plan.id = plan_id;

INSERT INTO notice (key, digest, kind, plan, n, due_date, title, body, claimed_at, delivered_at)
    SELECT key, digest, kind, plan_id, n, due_date, title, body, claimed_at, delivered_at
    FROM v1_notice ORDER BY digest IS NOT NULL;

INSERT INTO activity (id, at, kind, subject, params, state) SELECT id, at, kind, subject, '{}', 'past' FROM v1_activity;

INSERT INTO setting SELECT key, value FROM v1_setting WHERE key NOT LIKE 'told_%';
INSERT INTO memo SELECT key, value FROM v1_setting WHERE key LIKE 'told_%';

DROP TABLE v1_allocation;
DROP TABLE v1_repayment;
DROP TABLE v1_instalment;
DROP TABLE v1_notice;
DROP TABLE v1_plan;
DROP TABLE v1_account;
DROP TABLE v1_activity;
DROP TABLE v1_setting;
