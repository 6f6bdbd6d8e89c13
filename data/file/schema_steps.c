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
			"failed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
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
			"PRIMARY KEY (owner, kind, copy)) STRICT, WITHOUT ROWID;"
			"CREATE TABLE state (owner BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL) STRICT, WITHOUT ROWID;"
			"CREATE TABLE setting (owner BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL) STRICT, WITHOUT ROWID;",
		.down = "DROP TABLE setting; DROP TABLE state; DROP TABLE slot; DROP TABLE user;",
	},
	{
		.up = "CREATE TABLE activity ("
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, id)) STRICT, WITHOUT ROWID;"
			"CREATE TABLE log ("
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, bucket, id)) STRICT, WITHOUT ROWID;"
			"CREATE UNIQUE INDEX log_id ON log (owner, id);"
			/* How many rows a month has, and their sum. kind: 1 logs, with what a past month comes to; 2 notes. */
			"CREATE TABLE month ("
			"owner BLOB NOT NULL, "
			"kind INTEGER NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, kind, bucket)) STRICT, WITHOUT ROWID;",
		.down = "DROP TABLE month; DROP TABLE log; DROP TABLE activity;",
	},
	{
		.up = "CREATE TABLE note ("
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, bucket, id)) STRICT, WITHOUT ROWID;"
			"CREATE UNIQUE INDEX note_id ON note (owner, id);"
			/* day: a keyed hash of it. */
			"CREATE TABLE draft ("
			"owner BLOB NOT NULL, "
			"day BLOB NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, day)) STRICT, WITHOUT ROWID;",
		.down = "DROP TABLE draft; DROP TABLE note; DELETE FROM month WHERE kind = 2;",
	},
	{
		.up = "CREATE TABLE history ("
			"owner BLOB NOT NULL, "
			"sequence INTEGER NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, sequence)) STRICT, WITHOUT ROWID;"
			"CREATE UNIQUE INDEX history_id ON history (owner, id);"
			"CREATE TABLE inbox ("
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, id)) STRICT, WITHOUT ROWID;",
		.down = "DROP TABLE inbox; DROP TABLE history;",
	},
	{
		/* number: the order in which they were made. */
		.up = "CREATE TABLE session ("
			"owner BLOB NOT NULL, "
			"number INTEGER NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, number)) STRICT, WITHOUT ROWID;"
			"CREATE UNIQUE INDEX session_id ON session (owner, id);",
		.down = "DROP TABLE session;",
	},
	{
		/* What a step of the history holds beyond its own row: sequence is the step's. */
		.up = "CREATE TABLE part ("
			"owner BLOB NOT NULL, "
			"sequence INTEGER NOT NULL, "
			"number INTEGER NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, sequence, number)) STRICT, WITHOUT ROWID;",
		.down = "DROP TABLE part;",
	},
	{
		/* url: where the user's rows are exchanged with other devices; it must be known while nobody is logged in.
		 * candidate: a keyring from there, for a password to be tried on; empty: none.
		 * device: what is known of each of them. outbox: the rows that the hub has not got yet. A row that changes
		 * again gets a new number, so that what is sent of it meanwhile does not take it out. */
		.up = "CREATE TABLE hub ("
			"owner BLOB NOT NULL PRIMARY KEY, "
			"url TEXT NOT NULL, "
			"candidate BLOB NOT NULL DEFAULT x'', "
			"blob BLOB NOT NULL) STRICT, WITHOUT ROWID;"
			"CREATE TABLE device ("
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, id)) STRICT, WITHOUT ROWID;"
			"CREATE TABLE outbox ("
			"number INTEGER PRIMARY KEY AUTOINCREMENT, "
			"owner BLOB NOT NULL, "
			"kind INTEGER NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"UNIQUE (owner, kind, id) ON CONFLICT REPLACE) STRICT;",
		.down = "DROP TABLE outbox; DROP TABLE device; DROP TABLE hub;",
	},
	{
		/* Marks of days, targets, bookings: which of them a row is, its blob says alone. Older programs know
		 * nothing of them that are to be sent. */
		.up = "CREATE TABLE ledger ("
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, id)) STRICT, WITHOUT ROWID;",
		.down = "DROP TABLE ledger; DELETE FROM outbox WHERE kind = 129;",
	},
	{
		/* The live logs of a month in one, and what they come to. What is there can be made again of the rows, and
		 * the month's row says whether it still holds: older programs take no harm of what that says. place: the
		 * bucket as a number, since a row of many pages is found by a number without reading those before it. */
		.up = "CREATE TABLE piece ("
			"place INTEGER PRIMARY KEY, "
			"owner BLOB NOT NULL, "
			"sum BLOB NOT NULL, "
			"logs BLOB NOT NULL) STRICT;",
		.down = "DROP TABLE piece;",
	},
	{
		/* points: what those who add up need of the logs, which they read without the rest; it stands first, since
		 * what stands before a column is gone through on the way to it. Pieces are made of the rows again. */
		.up = "DROP TABLE piece;"
			"CREATE TABLE piece ("
			"place INTEGER PRIMARY KEY, "
			"owner BLOB NOT NULL, "
			"sum BLOB NOT NULL, "
			"points BLOB NOT NULL, "
			"logs BLOB NOT NULL) STRICT;",
		.down = "DROP TABLE piece;"
			"CREATE TABLE piece ("
			"place INTEGER PRIMARY KEY, "
			"owner BLOB NOT NULL, "
			"sum BLOB NOT NULL, "
			"logs BLOB NOT NULL) STRICT;",
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
