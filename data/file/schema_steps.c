/* The tables, as numbered steps. Must not know what the columns mean beyond their names, nor how a blob is sealed. */
#include "data/file/schema_steps.h"

/* Step n leads from version n to n + 1 and back. A released step is never edited: add one. */
struct schema_step {
	const char *up, *down;
};

/* clang-format off */
static const struct schema_step steps[SCHEMA_LATEST] = {
	{
		.up = "CREATE TABLE user ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"name TEXT NOT NULL, "
			"folded TEXT NOT NULL UNIQUE, "
			"box_public BLOB NOT NULL, "
			"box_secret BLOB NOT NULL, "
			"failures INTEGER NOT NULL, "
			"failed_at INTEGER NOT NULL) STRICT;"
			/* kind: 1 password, 2 recovery code; copy: 1 and 2, alike. */
			"CREATE TABLE slot ("
			"owner BLOB NOT NULL, "
			"kind INTEGER NOT NULL, "
			"copy INTEGER NOT NULL, "
			"generation INTEGER NOT NULL, "
			"algorithm INTEGER NOT NULL, "
			"operations INTEGER NOT NULL, "
			"memory INTEGER NOT NULL, "
			"salt BLOB NOT NULL, "
			"nonce BLOB NOT NULL, "
			"wrapped BLOB NOT NULL, "
			"commitment BLOB NOT NULL, "
			"checksum BLOB NOT NULL, "
			"PRIMARY KEY (owner, kind, copy)) STRICT;"
			"CREATE TABLE state (owner BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL) STRICT;"
			"CREATE TABLE setting (owner BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL) STRICT;",
		.down = "DROP TABLE setting; DROP TABLE state; DROP TABLE slot; DROP TABLE user;",
	},
	{
		.up = "CREATE TABLE activity ("
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, id)) STRICT, WITHOUT ROWID;"
			"CREATE TABLE log ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX log_bucket ON log (owner, bucket);",
		.down = "DROP TABLE log; DROP TABLE activity;",
	},
	{
		.up = "CREATE TABLE note ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX note_bucket ON note (owner, bucket);"
			/* day: a keyed hash of it. */
			"CREATE TABLE draft ("
			"owner BLOB NOT NULL, "
			"day BLOB NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, day)) STRICT;",
		.down = "DROP TABLE draft; DROP TABLE note;",
	},
	{
		.up = "CREATE TABLE history ("
			"sequence INTEGER PRIMARY KEY AUTOINCREMENT, "
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX history_owner ON history (owner);"
			"CREATE TABLE inbox ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX inbox_owner ON inbox (owner);",
		.down = "DROP TABLE inbox; DROP TABLE history;",
	},
	{
		.up = "CREATE TABLE session ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX session_owner ON session (owner);",
		.down = "DROP TABLE session;",
	},
	{
		/* What a step of the history holds beyond its own row: sequence is the step's. */
		.up = "CREATE TABLE part ("
			"owner BLOB NOT NULL, "
			"sequence INTEGER NOT NULL, "
			"number INTEGER NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, sequence, number)) STRICT;",
		.down = "DROP TABLE part;",
	},
	{
		/* A state row has a tally of the user's rows in it from here on. Earlier versions cannot read it: going
		 * down, users begin a new one, as if nothing had been taken back.
		 * month_sum: what a past month comes to, made by who reads it and dropped by who changes it. */
		.up = "CREATE TABLE month_sum ("
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, bucket)) STRICT;",
		.down = "DROP TABLE month_sum; DELETE FROM state;",
	},
};
/* clang-format on */

const char *schema_step_up(int version)
{
	return steps[version].up;
}

const char *schema_step_down(int version)
{
	return steps[version].down;
}
