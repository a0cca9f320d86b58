-- Fenqi's file, version 3: what is read without the rest of its plan shows a flipped bit, the journal, its log and what
-- the user chose too; and what ends a plan early is within bounds. A CHECK or a stored column can only be added by
-- making its table anew.

-- Checksums that the store's own triggers keep (`marks.rs`).
ALTER TABLE plan ADD COLUMN mark INTEGER;
ALTER TABLE reminder_rule ADD COLUMN mark INTEGER;
ALTER TABLE setting ADD COLUMN mark INTEGER;
ALTER TABLE activity ADD COLUMN mark INTEGER;
-- A checksum over what the log holds of the action.
ALTER TABLE activity ADD COLUMN log_seal BLOB;

-- The folder of the copies says when the last one was made.
DELETE FROM memo WHERE key IN ('backup_made', 'backup_failed');

DROP TRIGGER allocation_is_added;
DROP TRIGGER allocation_is_removed;

-- The mark is one of the day of payment and of the user's own figures, too.
CREATE TABLE new_instalment (
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
    -- Kept by triggers.
    paid      INTEGER NOT NULL DEFAULT 0,
    paid_on   TEXT,
    asked     INTEGER NOT NULL AS (CASE WHEN void IS NULL THEN principal + interest + fee ELSE paid END) VIRTUAL,
    remaining INTEGER NOT NULL AS (CASE WHEN void IS NULL THEN principal + interest + fee - paid ELSE 0 END) VIRTUAL,
    -- Fees and interest are paid before principal (domain.md §6).
    owed      INTEGER NOT NULL AS
                  (CASE WHEN void IS NULL THEN min(principal, principal + interest + fee - paid) ELSE 0 END) VIRTUAL,
    -- Shows a flipped bit in what is read without the rest of its plan.
    mark      INTEGER NOT NULL AS (principal * 3 + interest * 5 + fee * 7 + paid * 11 + n * 13
                  + CAST(replace(due_date, '-', '') AS INTEGER) * 17 + length(coalesce(void, '')) + edited * 23
                  + CAST(replace(coalesce(paid_on, '0'), '-', '') AS INTEGER) * 19) STORED,
    PRIMARY KEY (plan, n),
    CONSTRAINT instalment_paid_within CHECK (paid BETWEEN 0 AND principal + interest + fee)
) STRICT, WITHOUT ROWID;

INSERT INTO new_instalment (plan, n, due_date, principal, interest, fee, edited, void, paid, paid_on)
    SELECT plan, n, due_date, principal, interest, fee, edited, void, paid, paid_on FROM instalment;
DROP TABLE instalment;
ALTER TABLE new_instalment RENAME TO instalment;

CREATE INDEX instalment_by_due ON instalment (due_date);
CREATE INDEX instalment_open ON instalment (due_date) WHERE remaining > 0;

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

CREATE TABLE new_debit (
    plan      INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    outcome   TEXT NOT NULL CONSTRAINT debit_outcome CHECK (outcome IN ('confirmed', 'failed')),
    said_on   TEXT NOT NULL CONSTRAINT debit_said_on CHECK (said_on IS date(said_on)),
    repayment INTEGER REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    mark      INTEGER NOT NULL AS (plan * 3 + n * 5 + length(outcome) * 7 + coalesce(repayment, 0) * 11
                  + CAST(replace(said_on, '-', '') AS INTEGER) * 13) STORED,
    PRIMARY KEY (plan, n),
    FOREIGN KEY (plan, n) REFERENCES instalment (plan, n) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT debit_confirmed_is_a_repayment CHECK ((outcome = 'confirmed') = (repayment IS NOT NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO new_debit (plan, n, outcome, said_on, repayment)
    SELECT plan, n, outcome, said_on, repayment FROM debit;
DROP TABLE debit;
ALTER TABLE new_debit RENAME TO debit;

CREATE INDEX debit_by_repayment ON debit (repayment);

CREATE TABLE new_settlement (
    plan       INTEGER PRIMARY KEY REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    repayment  INTEGER NOT NULL REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    settled_on TEXT NOT NULL CONSTRAINT settlement_settled_on CHECK (settled_on IS date(settled_on)),
    policy     TEXT NOT NULL CONSTRAINT settlement_policy
                   CHECK (policy IN ('principal_only', 'principal_plus_accrued_days', 'accrued_days_in_period',
                                     'whole_current_period', 'all_remaining_fees', 'penalty_on_principal')),
    principal  INTEGER NOT NULL CONSTRAINT settlement_principal CHECK (principal BETWEEN 0 AND 100000000000000),
    interest   INTEGER NOT NULL CONSTRAINT settlement_interest CHECK (interest BETWEEN 0 AND 100000000000000),
    fee        INTEGER NOT NULL CONSTRAINT settlement_fee CHECK (fee BETWEEN 0 AND 100000000000000),
    penalty    INTEGER NOT NULL CONSTRAINT settlement_penalty CHECK (penalty BETWEEN 0 AND 100000000000000),
    late_fee   INTEGER NOT NULL CONSTRAINT settlement_late_fee CHECK (late_fee BETWEEN 0 AND 100000000000000),
    -- Below zero where settling costs more than going on.
    saved      INTEGER NOT NULL CONSTRAINT settlement_saved CHECK (saved BETWEEN -100000000000000 AND 100000000000000),
    amount     INTEGER NOT NULL AS (principal + interest + fee + penalty + late_fee) STORED,
    CONSTRAINT settlement_amount CHECK (amount <= 100000000000000)
) STRICT;

INSERT INTO new_settlement (plan, repayment, settled_on, policy, principal, interest, fee, penalty, late_fee, saved)
    SELECT plan, repayment, settled_on, policy, principal, interest, fee, penalty, late_fee, saved FROM settlement;
DROP TABLE settlement;
ALTER TABLE new_settlement RENAME TO settlement;

CREATE INDEX settlement_by_repayment ON settlement (repayment);

CREATE TABLE new_prepayment (
    plan      INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    repayment INTEGER NOT NULL REFERENCES repayment (key) DEFERRABLE INITIALLY DEFERRED,
    paid_on   TEXT NOT NULL CONSTRAINT prepayment_paid_on CHECK (paid_on IS date(paid_on)),
    keeps     TEXT NOT NULL CONSTRAINT prepayment_keeps CHECK (keeps IN ('term', 'instalment')),
    principal INTEGER NOT NULL CONSTRAINT prepayment_principal CHECK (principal BETWEEN 1 AND 100000000000000),
    interest  INTEGER NOT NULL CONSTRAINT prepayment_interest CHECK (interest BETWEEN 0 AND 100000000000000),
    amount    INTEGER NOT NULL AS (principal + interest) STORED,
    PRIMARY KEY (plan, version),
    FOREIGN KEY (plan, version) REFERENCES terms (plan, version) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT prepayment_amount CHECK (amount <= 100000000000000)
) STRICT, WITHOUT ROWID;

INSERT INTO new_prepayment (plan, version, repayment, paid_on, keeps, principal, interest)
    SELECT plan, version, repayment, paid_on, keeps, principal, interest FROM prepayment;
DROP TABLE prepayment;
ALTER TABLE new_prepayment RENAME TO prepayment;

CREATE INDEX prepayment_by_repayment ON prepayment (repayment);

CREATE TABLE new_refund (
    plan               INTEGER NOT NULL,
    version            INTEGER NOT NULL,
    refunded_on        TEXT NOT NULL CONSTRAINT refund_refunded_on CHECK (refunded_on IS date(refunded_on)),
    taken              TEXT NOT NULL CONSTRAINT refund_taken CHECK (taken IN ('last_first', 'next_first', 'pro_rata')),
    -- Of the amount, what the unpaid principal became less by, and what went back to the payer.
    principal          INTEGER NOT NULL CONSTRAINT refund_principal CHECK (principal BETWEEN 0 AND 100000000000000),
    to_payer           INTEGER NOT NULL CONSTRAINT refund_to_payer CHECK (to_payer BETWEEN 0 AND 100000000000000),
    fee_reduction      INTEGER NOT NULL CONSTRAINT refund_fee_reduction
                           CHECK (fee_reduction BETWEEN 0 AND 100000000000000),
    interest_reduction INTEGER NOT NULL CONSTRAINT refund_interest_reduction
                           CHECK (interest_reduction BETWEEN 0 AND 100000000000000),
    -- Nothing was left after it.
    closes             INTEGER NOT NULL CONSTRAINT refund_closes CHECK (closes IN (0, 1)),
    amount             INTEGER NOT NULL AS (principal + to_payer) STORED,
    PRIMARY KEY (plan, version),
    FOREIGN KEY (plan, version) REFERENCES terms (plan, version) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT refund_amount CHECK (amount BETWEEN 1 AND 100000000000000)
) STRICT, WITHOUT ROWID;

INSERT INTO new_refund (plan, version, refunded_on, taken, principal, to_payer, fee_reduction, interest_reduction,
                        closes)
    SELECT plan, version, refunded_on, taken, principal, to_payer, fee_reduction, interest_reduction, closes
    FROM refund;
DROP TABLE refund;
ALTER TABLE new_refund RENAME TO refund;

-- Made anew by the store, and with it the counts.
DROP TABLE plan_sum;
DELETE FROM plan_count;

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
    -- Of what lists are filtered and sorted by; the rest is compared with the rows.
    mark         INTEGER NOT NULL AS (plan * 3 + account * 5 + remaining * 11
                     + CAST(replace(purchased_on, '-', '') AS INTEGER) * 7
                     + CAST(replace(coalesce(next_due, '0'), '-', '') AS INTEGER) * 13
                     + CAST(replace(coalesce(overdue_from, '0'), '-', '') AS INTEGER) * 17
                     + length(coalesce(closed, '')) * 19) STORED,
    CONSTRAINT plan_sum_open_or_closed CHECK ((closed IS NULL) = (remaining > 0)),
    CONSTRAINT plan_sum_open_has_dates CHECK ((next_due IS NULL) = (closed IS NOT NULL))
) STRICT;

CREATE INDEX plan_sum_by_purchase ON plan_sum (purchased_on, plan, closed);
CREATE INDEX plan_sum_by_account ON plan_sum (account, purchased_on, plan, closed);
CREATE INDEX plan_sum_closed ON plan_sum (closed, purchased_on, plan) WHERE closed IS NOT NULL;
-- Few plans are open at a time: they are read whole, and a change of one stays on its page.
CREATE INDEX plan_sum_open ON plan_sum (plan, account, purchased_on, remaining, next_due, overdue_from, mark)
    WHERE closed IS NULL;

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

-- Reminders that can be put off, answered, and said again in another language.

-- A digest, or the notice of a whole statement, has parts: one a row.
ALTER TABLE notice RENAME COLUMN digest TO part_of;
-- When it wanted to be raised: what was claimed by a clock that was wrong is told by it.
ALTER TABLE notice ADD COLUMN wanted_at TEXT;
-- What the words about it need.
ALTER TABLE notice ADD COLUMN params TEXT NOT NULL DEFAULT '{}'
    CONSTRAINT notice_params CHECK (json_type(params) IS 'object');

CREATE INDEX notice_of_row ON notice (plan, n, claimed_at);
CREATE INDEX notice_by_time ON notice (claimed_at, key) WHERE part_of IS NULL;
CREATE INDEX notice_part ON notice (part_of) WHERE part_of IS NOT NULL;
