-- rules is JSON: who has which role, who is muted or banned, and what kind of room it is.
ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN rules TEXT;

-- kind: 3 another topic, which is the body; 4 a message was taken away, the one in reply_to.
-- removed is 1 of a message that was taken away: body and attachments are gone.
ALTER TABLE entry ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;

-- What was done by virtue of a role, the oldest first.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  room TEXT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  nickname TEXT NOT NULL,
  target TEXT,
  detail TEXT
);

-- Of whom somebody wants to hear nothing. folded is the nickname as it is compared.
CREATE TABLE block (
  person TEXT NOT NULL,
  blocked TEXT NOT NULL,
  nickname TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (person, blocked)
);
