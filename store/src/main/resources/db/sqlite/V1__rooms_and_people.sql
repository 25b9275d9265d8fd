-- What the gateway keeps. Times are UTC milliseconds since 1970.

-- The oldest version of this schema that a program has to know to work with this database.
CREATE TABLE schema_support (oldest INTEGER NOT NULL);
INSERT INTO schema_support (oldest) VALUES (1);

-- term is that of the newest writer, seq its newest entry; entries up to indexed_seq can be searched
-- by their words.
CREATE TABLE room (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  epoch TEXT NOT NULL,
  term INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  indexed_seq INTEGER NOT NULL
);

-- kind: 1 said by a person, 2 by the robot. attachments is JSON.
CREATE TABLE entry (
  room INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  author TEXT NOT NULL,
  nickname TEXT NOT NULL,
  recipient TEXT,
  body TEXT NOT NULL,
  reply_to INTEGER,
  client_id TEXT,
  attachments TEXT,
  PRIMARY KEY (room, seq)
) WITHOUT ROWID;

-- Words, and single characters and pairs of scripts without spaces; rowid is room * 2^40 + seq.
CREATE VIRTUAL TABLE entry_words USING fts5(
  words, content='', contentless_delete=1, detail=none, tokenize='ascii'
);

-- A guest has no password. password is a PHC string.
CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  nickname TEXT NOT NULL,
  skeleton TEXT NOT NULL,
  password TEXT,
  created_at INTEGER NOT NULL
);

-- Who holds a nickname, by its skeleton: an account for good, a guest while logged in.
CREATE TABLE claim (
  skeleton TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  since INTEGER NOT NULL
);
CREATE INDEX claim_person ON claim (person);

-- token is the SHA-256 of what the client holds.
CREATE TABLE session (
  token TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  used_at INTEGER NOT NULL
);
CREATE INDEX session_person ON session (person);

-- The rooms of a person, and in a private conversation who the other one is.
CREATE TABLE membership (
  person TEXT NOT NULL,
  room INTEGER NOT NULL,
  read_seq INTEGER NOT NULL,
  partner TEXT,
  PRIMARY KEY (person, room)
) WITHOUT ROWID;
CREATE INDEX membership_room ON membership (room);
