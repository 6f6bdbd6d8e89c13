/* The SQL about sealed rows: activities, logs, notes, the ledger, drafts, history, inbox, state, settings. */
#ifndef TIMESHEET_DATA_STATEMENT_ROWS_H
#define TIMESHEET_DATA_STATEMENT_ROWS_H

/* A page begins behind an id, the first one behind the empty one. Where a row is looked for by its id alone, an index
 * says under which key it stands, and the row is read there. */
/* clang-format off */
#define ROW_STATEMENTS(X) \
	X(ACTIVITY_LIST, "SELECT id, blob FROM activity WHERE owner = ?") \
	X(ACTIVITY_READ, "SELECT blob FROM activity WHERE owner = ? AND id = ?") \
	X(ACTIVITY_INSERT, "INSERT INTO activity (owner, id, blob) VALUES (?, ?, ?)") \
	X(ACTIVITY_UPDATE, "UPDATE activity SET blob = ? WHERE owner = ? AND id = ?") \
	X(LOG_LIST, "SELECT id, blob FROM log WHERE owner = ? AND bucket = ?") \
	X(LOG_PAGE, "SELECT id, blob FROM log WHERE owner = ? AND bucket = ? AND id > ? ORDER BY id LIMIT ?") \
	X(LOG_READ, "SELECT bucket, blob FROM log WHERE owner = ? AND id = ?") \
	X(LOG_READ_IN, "SELECT blob FROM log WHERE owner = ?1 AND bucket = ?2 AND id BETWEEN ?3 AND ?3") \
	X(LOG_BETWEEN, "SELECT id FROM log WHERE owner = ? AND id BETWEEN ? AND ?") \
	X(LOG_IDS, "SELECT id FROM log WHERE owner = ? ORDER BY id") \
	X(LOG_INSERT, "INSERT INTO log (owner, id, bucket, blob) VALUES (?, ?, ?, ?)") \
	X(LOG_UPDATE, "UPDATE log SET bucket = ?, blob = ? WHERE owner = ? AND id = ?") \
	X(LEDGER_LIST, "SELECT id, blob FROM ledger WHERE owner = ?") \
	X(LEDGER_READ, "SELECT blob FROM ledger WHERE owner = ? AND id = ?") \
	X(LEDGER_WRITE, "INSERT INTO ledger (owner, id, blob) VALUES (?, ?, ?) " \
		"ON CONFLICT (owner, id) DO UPDATE SET blob = excluded.blob") \
	X(MONTH_LIST, "SELECT kind, bucket, blob FROM month WHERE owner = ?") \
	X(MONTH_BUCKETS, "SELECT bucket FROM month WHERE owner = ? AND kind = ? ORDER BY bucket") \
	X(MONTH_READ, "SELECT blob FROM month WHERE owner = ? AND kind = ? AND bucket = ?") \
	X(MONTH_WRITE, "INSERT INTO month (owner, kind, bucket, blob) VALUES (?, ?, ?, ?) " \
		"ON CONFLICT (owner, kind, bucket) DO UPDATE SET blob = excluded.blob") \
	X(MONTH_DELETE, "DELETE FROM month WHERE owner = ? AND kind = ? AND bucket = ?") \
	X(MONTH_DELETE_ALL, "DELETE FROM month WHERE owner = ?") \
	X(PIECE_READ, "SELECT sum, points, logs FROM piece WHERE place = ? AND owner = ?") \
	X(PIECE_POINTS, "SELECT points FROM piece WHERE place = ? AND owner = ?") \
	X(PIECE_LOGS, "SELECT points, logs FROM piece WHERE place = ? AND owner = ?") \
	X(PIECE_SUM, "SELECT sum FROM piece WHERE place = ? AND owner = ?") \
	X(PIECE_PLACES, "SELECT place FROM piece WHERE owner = ?") \
	X(PIECE_WRITE, "INSERT OR REPLACE INTO piece (place, owner, sum, points, logs) VALUES (?, ?, ?, ?, ?)") \
	X(PIECE_DELETE, "DELETE FROM piece WHERE place = ? AND owner = ?") \
	X(PIECE_CLEAR, "DELETE FROM piece WHERE owner = ?") \
	X(NOTE_LIST, "SELECT id, blob FROM note WHERE owner = ? AND bucket = ?") \
	X(NOTE_PAGE, "SELECT id, blob FROM note WHERE owner = ? AND bucket = ? AND id > ? ORDER BY id LIMIT ?") \
	X(NOTE_READ, "SELECT bucket, blob FROM note WHERE owner = ? AND id = ?") \
	X(NOTE_INSERT, "INSERT INTO note (owner, id, bucket, blob) VALUES (?, ?, ?, ?)") \
	X(NOTE_HEAL, "UPDATE note SET bucket = ?, blob = ? WHERE owner = ? AND id = ?") \
	X(DRAFT_READ, "SELECT blob FROM draft WHERE owner = ? AND day = ?") \
	X(DRAFT_WRITE, "INSERT INTO draft (owner, day, blob) VALUES (?, ?, ?) " \
		"ON CONFLICT (owner, day) DO UPDATE SET blob = excluded.blob") \
	X(DRAFT_DELETE, "DELETE FROM draft WHERE owner = ? AND day = ?") \
	X(STATE_READ, "SELECT blob, EXISTS (SELECT 1 FROM hub WHERE owner = ?1) FROM state WHERE owner = ?1") \
	X(STATE_WRITE, "INSERT INTO state (owner, blob) VALUES (?, ?) " \
		"ON CONFLICT (owner) DO UPDATE SET blob = excluded.blob") \
	X(SETTING_READ, "SELECT blob FROM setting WHERE owner = ?") \
	X(SETTING_WRITE, "INSERT INTO setting (owner, blob) VALUES (?, ?) " \
		"ON CONFLICT (owner) DO UPDATE SET blob = excluded.blob") \
	X(HISTORY_LAST, "SELECT max(sequence) FROM history WHERE owner = ?") \
	X(HISTORY_INSERT, "INSERT INTO history (sequence, owner, id, blob) VALUES (?, ?, ?, ?)") \
	X(HISTORY_UPDATE, "UPDATE history SET id = ?, blob = ? WHERE owner = ? AND sequence = ?") \
	X(HISTORY_READ, "SELECT sequence, id, blob FROM history WHERE owner = ? AND sequence = ?") \
	X(HISTORY_AFTER, "SELECT sequence, id, blob FROM history WHERE owner = ? AND sequence > ?") \
	X(HISTORY_CUT, "DELETE FROM history WHERE owner = ? AND sequence > ?") \
	X(HISTORY_BACK, "SELECT sequence, id, blob FROM history WHERE owner = ? AND sequence <= ? " \
		"ORDER BY sequence DESC LIMIT 1") \
	X(HISTORY_FORTH, "SELECT sequence, id, blob FROM history WHERE owner = ? AND sequence > ? " \
		"ORDER BY sequence LIMIT 1") \
	X(HISTORY_FIND, "SELECT 1 FROM history WHERE owner = ? AND id = ?") \
	X(PART_INSERT, "INSERT INTO part (owner, sequence, number, blob) VALUES (?, ?, ?, ?)") \
	X(PART_READ, "SELECT blob FROM part WHERE owner = ? AND sequence = ? AND number = ?") \
	X(PART_COUNT, "SELECT count(*) FROM part WHERE owner = ? AND sequence = ?") \
	X(PART_AFTER, "SELECT sequence, number, blob FROM part WHERE owner = ? AND sequence > ?") \
	X(PART_CUT, "DELETE FROM part WHERE owner = ? AND sequence > ?") \
	X(INBOX_LIST, "SELECT id, blob FROM inbox WHERE owner = ? AND id > ? ORDER BY id LIMIT ?") \
	X(INBOX_INSERT, "INSERT INTO inbox (owner, id, blob) VALUES (?, ?, ?)") \
	X(INBOX_UPDATE, "UPDATE inbox SET blob = ? WHERE owner = ? AND id = ?") \
	X(INBOX_FIND, "SELECT 1 FROM inbox WHERE id = ?") \
	X(INBOX_DELETE, "DELETE FROM inbox WHERE id = ? AND owner = ?")
/* clang-format on */

#endif
