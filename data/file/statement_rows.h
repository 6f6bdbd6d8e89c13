/* The SQL about sealed rows: activities, logs, notes, drafts, history, inbox, state, settings. */
#ifndef TIMESHEET_DATA_STATEMENT_ROWS_H
#define TIMESHEET_DATA_STATEMENT_ROWS_H

/* LOG_BUCKETS and NOTE_BUCKETS hop from one bucket to the next in the index, so that it costs a look for each month,
 * not for each row. */
/* clang-format off */
#define ROW_STATEMENTS(X) \
	X(ACTIVITY_LIST, "SELECT id, blob FROM activity WHERE owner = ?") \
	X(ACTIVITY_READ, "SELECT blob FROM activity WHERE owner = ? AND id = ?") \
	X(ACTIVITY_INSERT, "INSERT INTO activity (owner, id, blob) VALUES (?, ?, ?)") \
	X(ACTIVITY_UPDATE, "UPDATE activity SET blob = ? WHERE owner = ? AND id = ?") \
	X(LOG_LIST, "SELECT id, blob FROM log WHERE owner = ? AND bucket = ?") \
	X(LOG_BUCKETS, "WITH RECURSIVE hop (bucket) AS (" \
		"SELECT min(bucket) FROM log WHERE owner = ?1 UNION ALL " \
		"SELECT (SELECT min(bucket) FROM log WHERE owner = ?1 AND bucket > hop.bucket) " \
		"FROM hop WHERE hop.bucket IS NOT NULL) " \
		"SELECT bucket FROM hop WHERE bucket IS NOT NULL") \
	X(LOG_PAGE, "SELECT id, blob, rowid FROM log WHERE owner = ? AND bucket = ? AND rowid > ? ORDER BY rowid LIMIT ?") \
	X(LOG_READ, "SELECT bucket, blob FROM log WHERE owner = ? AND id = ?") \
	X(LOG_BETWEEN, "SELECT id FROM log WHERE owner = ? AND id BETWEEN ? AND ?") \
	X(LOG_INSERT, "INSERT INTO log (owner, id, bucket, blob) VALUES (?, ?, ?, ?)") \
	X(LOG_UPDATE, "UPDATE log SET bucket = ?, blob = ? WHERE owner = ? AND id = ?") \
	X(SUM_READ, "SELECT blob FROM month_sum WHERE owner = ? AND bucket = ?") \
	X(SUM_INSERT, "INSERT INTO month_sum (owner, bucket, blob) VALUES (?, ?, ?)") \
	X(SUM_DELETE, "DELETE FROM month_sum WHERE owner = ? AND bucket = ?") \
	X(SUM_LIST, "SELECT bucket, blob FROM month_sum WHERE owner = ?") \
	X(NOTE_LIST, "SELECT id, blob FROM note WHERE owner = ? AND bucket = ?") \
	X(NOTE_PAGE, "SELECT id, blob, rowid FROM note WHERE owner = ? AND bucket = ? AND rowid > ? ORDER BY rowid LIMIT ?") \
	X(NOTE_BUCKETS, "WITH RECURSIVE hop (bucket) AS (" \
		"SELECT min(bucket) FROM note WHERE owner = ?1 UNION ALL " \
		"SELECT (SELECT min(bucket) FROM note WHERE owner = ?1 AND bucket > hop.bucket) " \
		"FROM hop WHERE hop.bucket IS NOT NULL) " \
		"SELECT bucket FROM hop WHERE bucket IS NOT NULL") \
	X(NOTE_READ, "SELECT bucket, blob FROM note WHERE owner = ? AND id = ?") \
	X(NOTE_INSERT, "INSERT INTO note (owner, id, bucket, blob) VALUES (?, ?, ?, ?)") \
	X(DRAFT_READ, "SELECT blob FROM draft WHERE owner = ? AND day = ?") \
	X(DRAFT_WRITE, "INSERT INTO draft (owner, day, blob) VALUES (?, ?, ?) " \
		"ON CONFLICT (owner, day) DO UPDATE SET blob = excluded.blob") \
	X(DRAFT_DELETE, "DELETE FROM draft WHERE owner = ? AND day = ?") \
	X(STATE_READ, "SELECT blob FROM state WHERE owner = ?") \
	X(STATE_WRITE, "INSERT INTO state (owner, blob) VALUES (?, ?) " \
		"ON CONFLICT (owner) DO UPDATE SET blob = excluded.blob") \
	X(SETTING_READ, "SELECT blob FROM setting WHERE owner = ?") \
	X(SETTING_WRITE, "INSERT INTO setting (owner, blob) VALUES (?, ?) " \
		"ON CONFLICT (owner) DO UPDATE SET blob = excluded.blob") \
	X(HISTORY_NEXT, "SELECT max(coalesce((SELECT max(seq) FROM sqlite_sequence " \
		"WHERE name = 'history' AND typeof(seq) = 'integer'), 0), " \
		"coalesce((SELECT max(sequence) FROM history), 0)) + 1") \
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
	X(LOG_OWNER, "SELECT owner = ? FROM log WHERE id = ?") \
	X(INBOX_LIST, "SELECT id, blob, rowid FROM inbox WHERE owner = ? AND rowid > ? ORDER BY rowid LIMIT ?") \
	X(INBOX_INSERT, "INSERT INTO inbox (id, owner, blob) VALUES (?, ?, ?)") \
	X(INBOX_FIND, "SELECT 1 FROM inbox WHERE id = ?") \
	X(INBOX_DELETE, "DELETE FROM inbox WHERE id = ? AND owner = ?")
/* clang-format on */

#endif
