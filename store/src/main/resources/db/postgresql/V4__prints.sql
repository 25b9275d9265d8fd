-- A number by which a retry of a message is known, of one that was given an id by its client. Null
-- too if a program wrote it that did not know of it.
ALTER TABLE entry ADD COLUMN print BIGINT;
