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
		"FROM slot WHERE owner = ? AND kind = ? ORDER BY generation DESC, copy") \
	X(SLOT_WRITE, "INSERT OR REPLACE INTO slot (owner, kind, copy, generation, algorithm, operations, memory, salt, nonce, " \
		"wrapped, commitment, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")

#define CARE_STATEMENTS(X) \
	X(COUNT_ALL, "SELECT (SELECT count(*) FROM user), (SELECT count(*) FROM activity), (SELECT count(*) FROM log), " \
		"(SELECT count(*) FROM note), (SELECT count(*) FROM history), (SELECT count(*) FROM inbox)") \
	X(CHECK_ACTIVITIES, "SELECT id, blob FROM activity WHERE owner = ?") \
	X(CHECK_LOGS, "SELECT id, blob, bucket FROM log WHERE owner = ?") \
	X(CHECK_NOTES, "SELECT id, blob, bucket FROM note WHERE owner = ?") \
	X(DRAFT_LIST, "SELECT day, blob FROM draft WHERE owner = ?") \
	X(AUDIT_LOGS, "SELECT rowid, owner = ?, id, bucket, blob FROM log WHERE rowid > ? ORDER BY rowid LIMIT ?") \
	X(AUDIT_NOTES, "SELECT rowid, owner = ?, id, bucket, blob FROM note WHERE rowid > ? ORDER BY rowid LIMIT ?") \
	X(AUDIT_STEPS, "SELECT sequence, owner = ?, id, NULL, blob FROM history WHERE sequence > ? ORDER BY sequence LIMIT ?") \
	X(AUDIT_PARTS, "SELECT rowid, owner = ?, sequence, number, blob FROM part WHERE rowid > ? ORDER BY rowid LIMIT ?") \
	X(AUDIT_SUMS, "SELECT rowid, owner = ?, NULL, bucket, blob FROM month_sum WHERE rowid > ? ORDER BY rowid LIMIT ?")

#define SESSION_STATEMENTS(X) \
	X(SESSION_LIST, "SELECT id, blob FROM session WHERE owner = ? ORDER BY rowid DESC") \
	X(SESSION_EXISTS, "SELECT 1 FROM session WHERE id = ?") \
	X(SESSION_WRITE, "INSERT OR REPLACE INTO session (id, owner, blob) VALUES (?, ?, ?)") \
	X(SESSION_DELETE, "DELETE FROM session WHERE id = ?") \
	X(SESSION_DELETE_ALL, "DELETE FROM session WHERE owner = ?") \
	X(SESSION_TRIM, "DELETE FROM session WHERE owner = ? AND rowid NOT IN " \
		"(SELECT rowid FROM session WHERE owner = ? ORDER BY rowid DESC LIMIT ?)")
/* clang-format on */

#define STATEMENT_LIST(X) USER_STATEMENTS(X) SESSION_STATEMENTS(X) CARE_STATEMENTS(X) ROW_STATEMENTS(X)

#endif
