-- Fenqi's file, version 3: reminders that can be put off, answered, and said again in another language.

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
