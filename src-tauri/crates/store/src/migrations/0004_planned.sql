-- Fenqi's file, version 4: what the user means to pay early, and when. An estimate of then: the quote of the day
-- decides. What was planned of a plan that has ended is not shown, and comes back with it where that is undone.

CREATE TABLE planned (
    plan   INTEGER NOT NULL REFERENCES plan (key) DEFERRABLE INITIALLY DEFERRED,
    day    TEXT NOT NULL CONSTRAINT planned_day CHECK (day IS date(day)),
    act    TEXT NOT NULL CONSTRAINT planned_act CHECK (act IN ('prepay', 'settle')),
    amount INTEGER NOT NULL CONSTRAINT planned_amount CHECK (amount BETWEEN 1 AND 100000000000000),
    -- Shows a flipped bit in what is read without the rest of its plan.
    mark   INTEGER NOT NULL AS (plan * 3 + CAST(replace(day, '-', '') AS INTEGER) * 5 + amount * 7
               + unicode(act) * 11) STORED,
    PRIMARY KEY (plan, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX planned_by_day ON planned (day);
