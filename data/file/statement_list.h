/* The SQL of the program: X(NAME, "SQL"). Users and keys here, rows in statement_rows.h. */
#ifndef TIMESHEET_DATA_STATEMENT_LIST_H
#define TIMESHEET_DATA_STATEMENT_LIST_H

#include "data/file/statement_rows.h"

/* clang-format off */
#define USER_STATEMENTS(X) \
	X(DATA_VERSION, "PRAGMA data_version") \
	X(BEGIN_WRITE, "BEGIN IMMEDIATE") \
	X(BEGIN_READ, "BEGIN") \
	X(COMMIT, "COMMIT") \
	X(ROLLBACK, "ROLLBACK") \
	X(USER_LIST, "SELECT name FROM user ORDER BY folded") \
	X(USER_READ, "SELECT id, name, box_public, box_secret, failures, failed_at FROM user WHERE folded = ?") \
	X(USER_INSERT, "INSERT INTO user (id, name, folded, box_public, box_secret, failures, failed_at) " \
		"VALUES (?, ?, ?, ?, ?, 0, 0)") \
	X(USER_FAILURES, "UPDATE user SET failures = ?, failed_at = ? WHERE id = ?") \
	X(USER_BOX, "UPDATE user SET box_public = ?, box_secret = ? WHERE id = ?") \
	X(SLOT_READ, "SELECT copy, generation, algorithm, operations, memory, salt, nonce, wrapped, commitment, checksum " \
		"FROM slot WHERE owner = ? AND kind = ? AND copy IN (1, 2)") \
	X(SLOT_COMMITMENTS, "SELECT kind, commitment FROM slot WHERE owner = ? AND copy IN (1, 2)") \
	X(SLOT_GENERATION, "SELECT max(generation) FROM slot WHERE owner = ? AND kind = 1 AND copy IN (1, 2)") \
	X(SLOT_WRITE, "INSERT OR REPLACE INTO slot (owner, kind, copy, generation, algorithm, operations, memory, salt, nonce, " \
		"wrapped, commitment, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")

#define CARE_STATEMENTS(X) \
	X(COUNT_ALL, "SELECT (SELECT count(*) FROM user), (SELECT count(*) FROM activity), (SELECT count(*) FROM log), " \
		"(SELECT count(*) FROM note), (SELECT count(*) FROM history), (SELECT count(*) FROM inbox), " \
		"(SELECT count(*) FROM ledger)") \
	X(CHECK_ACTIVITIES, "SELECT id, blob FROM activity WHERE owner = ?") \
	X(CHECK_LOGS, "SELECT id, blob, bucket FROM log WHERE owner = ?") \
	X(CHECK_NOTES, "SELECT id, blob, bucket FROM note WHERE owner = ?") \
	X(LOG_RESEAL, "UPDATE log SET blob = ? WHERE owner = ? AND bucket = ? AND id = ?") \
	X(NOTE_RESEAL, "UPDATE note SET blob = ? WHERE owner = ? AND bucket = ? AND id = ?") \
	X(HISTORY_RESEAL, "UPDATE history SET blob = ? WHERE owner = ? AND sequence = ?") \
	X(PART_RESEAL, "UPDATE part SET blob = ? WHERE owner = ? AND sequence = ? AND number = ?") \
	X(LEDGER_RESEAL, "UPDATE ledger SET blob = ? WHERE owner = ? AND id = ?") \
	X(DRAFT_RESEAL, "UPDATE draft SET blob = ? WHERE owner = ? AND day = ?") \
	X(SETTING_RESEAL, "UPDATE setting SET blob = ? WHERE owner = ?") \
	X(USER_DELETE, "DELETE FROM user WHERE id = ?") \
	X(SLOT_CLEAR, "DELETE FROM slot WHERE owner = ?") \
	X(STATE_CLEAR, "DELETE FROM state WHERE owner = ?") \
	X(SETTING_CLEAR, "DELETE FROM setting WHERE owner = ?") \
	X(DRAFT_CLEAR, "DELETE FROM draft WHERE owner = ?") \
	X(INBOX_CLEAR, "DELETE FROM inbox WHERE owner = ?") \
	X(ACTIVITY_CLEAR, "DELETE FROM activity WHERE owner = ?") \
	X(LOG_CLEAR, "DELETE FROM log WHERE owner = ?") \
	X(NOTE_CLEAR, "DELETE FROM note WHERE owner = ?") \
	X(LEDGER_CLEAR, "DELETE FROM ledger WHERE owner = ?") \
	X(HISTORY_CLEAR, "DELETE FROM history WHERE owner = ?") \
	X(HISTORY_CLEAR_LEDGER, "DELETE FROM history WHERE owner = ?1 AND EXISTS (SELECT 1 FROM ledger WHERE owner = ?1)") \
	X(PART_CLEAR_LEDGER, "DELETE FROM part WHERE owner = ?1 AND EXISTS (SELECT 1 FROM ledger WHERE owner = ?1)") \
	X(PART_CLEAR, "DELETE FROM part WHERE owner = ?") \
	X(DRAFT_LIST, "SELECT day, blob FROM draft WHERE owner = ?") \
	X(AUDIT_LOGS, "SELECT bucket, id, blob FROM log WHERE owner = ? AND (bucket, id) > (?, ?) ORDER BY bucket, id LIMIT ?") \
	X(AUDIT_NOTES, "SELECT bucket, id, blob FROM note WHERE owner = ? AND (bucket, id) > (?, ?) ORDER BY bucket, id LIMIT ?") \
	X(AUDIT_STEPS, "SELECT sequence, id, blob FROM history WHERE owner = ? AND sequence >= ? ORDER BY sequence LIMIT ?") \
	X(AUDIT_PARTS, "SELECT sequence, number, blob FROM part WHERE owner = ? AND (sequence, number) >= (?, ?) " \
		"ORDER BY sequence, number LIMIT ?")

#define SESSION_STATEMENTS(X) \
	X(SESSION_LIST, "SELECT id, blob FROM session WHERE owner = ? ORDER BY number DESC") \
	X(SESSION_EXISTS, "SELECT 1 FROM session WHERE id = ?") \
	X(SESSION_WRITE, "INSERT OR REPLACE INTO session (owner, number, id, blob) " \
		"VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM session WHERE owner = ?1), ?2, ?3)") \
	X(SESSION_DELETE, "DELETE FROM session WHERE id = ?") \
	X(SESSION_DELETE_ALL, "DELETE FROM session WHERE owner = ?") \
	X(SESSION_TRIM, "DELETE FROM session WHERE owner = ?1 AND number NOT IN " \
		"(SELECT number FROM session WHERE owner = ?1 ORDER BY number DESC LIMIT ?2)")

/* kind: a row's (record_queue.h). A number is never given twice. */
#define SYNC_STATEMENTS(X) \
	X(HUB_READ, "SELECT url, blob FROM hub WHERE owner = ?") \
	X(HUB_WRITE, "INSERT INTO hub (owner, url, blob) VALUES (?, ?, ?) " \
		"ON CONFLICT (owner) DO UPDATE SET url = excluded.url, blob = excluded.blob") \
	X(HUB_CANDIDATE, "SELECT candidate FROM hub WHERE owner = ?") \
	X(HUB_CANDIDATE_WRITE, "UPDATE hub SET candidate = ? WHERE owner = ?") \
	X(HUB_URL, "SELECT url FROM hub WHERE owner = ?") \
	X(HUB_DELETE, "DELETE FROM hub WHERE owner = ?") \
	X(DEVICE_LIST, "SELECT id, blob FROM device WHERE owner = ?") \
	X(DEVICE_READ, "SELECT blob FROM device WHERE owner = ? AND id = ?") \
	X(DEVICE_WRITE, "INSERT INTO device (owner, id, blob) VALUES (?, ?, ?) " \
		"ON CONFLICT (owner, id) DO UPDATE SET blob = excluded.blob") \
	X(DEVICE_CLEAR, "DELETE FROM device WHERE owner = ?") \
	X(OUTBOX_ADD, "INSERT INTO outbox (owner, kind, id) VALUES (?, ?, ?)") \
	X(OUTBOX_FIND, "SELECT 1 FROM outbox WHERE owner = ? AND kind = ? AND id = ?") \
	X(OUTBOX_LIST, "SELECT number, kind, id FROM outbox WHERE owner = ? AND number > ? ORDER BY number LIMIT ?") \
	X(OUTBOX_COUNT, "SELECT count(*) FROM outbox WHERE owner = ?") \
	X(OUTBOX_DELETE, "DELETE FROM outbox WHERE owner = ? AND number <= ?") \
	X(OUTBOX_CLEAR, "DELETE FROM outbox WHERE owner = ?") \
	X(OUTBOX_ALL_ACTIVITIES, "INSERT INTO outbox (owner, kind, id) SELECT owner, 1, id FROM activity WHERE owner = ?") \
	X(OUTBOX_ALL_LOGS, "INSERT INTO outbox (owner, kind, id) SELECT owner, 2, id FROM log WHERE owner = ?") \
	X(OUTBOX_ALL_NOTES, "INSERT INTO outbox (owner, kind, id) SELECT owner, 3, id FROM note WHERE owner = ?") \
	X(OUTBOX_ALL_LEDGER, "INSERT INTO outbox (owner, kind, id) SELECT owner, 129, id FROM ledger WHERE owner = ?") \
	X(OUTBOX_ALL_SETTINGS, "INSERT INTO outbox (owner, kind, id) SELECT owner, 4, zeroblob(16) FROM setting WHERE owner = ?") \
	X(OUTBOX_ALL_SLOTS, "INSERT INTO outbox (owner, kind, id) SELECT id, 5, zeroblob(16) FROM user WHERE id = ?")
/* clang-format on */

#define STATEMENT_LIST(X)                                                                                              \
	USER_STATEMENTS(X) SESSION_STATEMENTS(X) CARE_STATEMENTS(X) SYNC_STATEMENTS(X) ROW_STATEMENTS(X)

#endif
