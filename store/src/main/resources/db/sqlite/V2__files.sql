-- Files that people send. A file is there when complete is 1; its content is cut into chunks.
CREATE TABLE file (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  thumbnail BLOB,
  uploaded_at INTEGER NOT NULL,
  complete INTEGER NOT NULL
);
CREATE INDEX file_owner ON file (owner, uploaded_at);
CREATE INDEX file_uploaded ON file (uploaded_at);

CREATE TABLE file_chunk (
  file TEXT NOT NULL,
  number INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (file, number)
);

-- The messages in which a file was said: the members of their room may fetch it. seq is 0 of one that
-- is not stored yet.
CREATE TABLE file_use (
  file TEXT NOT NULL,
  room INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (file, room, seq)
);
CREATE INDEX file_use_room ON file_use (room, seq);
