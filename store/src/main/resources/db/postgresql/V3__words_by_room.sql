-- A word is indexed together with its room, so that a question about one room does not read what
-- others say; the indexer fills the table again. An index without a pending list is never scanned
-- entry by entry.
DROP INDEX entry_words_words;
TRUNCATE entry_words;
UPDATE room SET indexed_seq = first_seq - 1;
CREATE INDEX entry_words_words ON entry_words USING gin (words) WITH (fastupdate = off);
