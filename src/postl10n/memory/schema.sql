CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE units (
  id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, pair TEXT NOT NULL, text_key INTEGER NOT NULL,
  mask_key INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, source_locale TEXT NOT NULL,
  locale TEXT NOT NULL, state TEXT NOT NULL, article TEXT, context TEXT, before TEXT, after TEXT,
  translator TEXT NOT NULL, date TEXT NOT NULL
);
CREATE INDEX units_text ON units (text_key, pair);
CREATE INDEX units_mask ON units (mask_key, pair);
CREATE INDEX units_file ON units (file);
CREATE INDEX units_pair ON units (pair, id);
