/* What a reader shows is what was written, or somebody objects: whatever becomes of the file, by SQL or byte by byte.
 */
#include "support_rows.h"
#include "support_seen.h"

#include "tests/campaign/campaign.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

/* A file with three months, notes, activities, settings and undo, what is seen of it, and how it was some actions ago.
 */
struct world {
	struct support *support;
	unsigned char *bytes;
	size_t size;
	char older[SUPPORT_PATH_SIZE + 8];
	struct seen seen, none;
};

static void note_write(ts_store *store, ts_day day, const char *text)
{
	struct ts_note note;
	struct ts_done done;

	assert_int_equal(ts_note_read(store, day, &note), TS_OK);
	assert_int_equal(ts_note_save(store, &note, text, strlen(text), now, &done), TS_OK);
	ts_note_release(&note);
}

static void rest_set(ts_store *store, const char *text, bool rest)
{
	const struct ts_activity_change change = { .fields = TS_CHANGE_REST, .rest = rest };
	struct ts_done done;

	assert_int_equal(ts_activity_change(store, rows_activity(store, text, now), &change, now, &done), TS_OK);
}

static void target_set(ts_store *store, int minutes)
{
	struct ts_settings settings;

	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	settings.weekly_target = minutes;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
}

static void world_make(struct world *world, struct support *support)
{
	static const char *const texts[] = { "parser", "word: review", "lunch", "off" };
	ts_store *store = support->store;
	struct ts_report report;
	struct ts_done done;
	char sql[SUPPORT_PATH_SIZE + 64];

	*world = (struct world){ .support = support };
	for (int month = 7; month <= 9; month++) {
		for (int i = 0; i < 8; i++)
			(void)rows_log(store, texts[i % 4], rows_at(2026, month, 3 + 3 * i, 8 + i, 5), now);
		note_write(store, ts_day_from_civil(2026, month, 12), "a word\nof the day");
	}
	target_set(store, 2000);
	(void)snprintf(world->older, sizeof world->older, "%.480s.older", support->path);
	(void)snprintf(sql, sizeof sql, "VACUUM INTO '%s'", world->older);
	support_sql(support->path, sql);
	/* From here on each kind of row has an older version, of which there are as many. */
	rest_set(store, "lunch", true);
	target_set(store, 1200);
	for (int month = 7; month <= 9; month++) {
		struct ts_day_view view;
		assert_int_equal(ts_day_read(store, ts_day_from_civil(2026, month, 9), now, &view), TS_OK);
		struct ts_log_change change = { .comment = "later" };
		assert_int_equal(ts_log_change(store, view.spans[view.span_count - 1].id, &change, now, &done), TS_OK);
		ts_day_release(&view);
	}
	assert_int_equal(ts_totals_read(store, (struct ts_range){ 20600, 20800 }, now, &report), TS_OK);
	ts_report_release(&report);
	store = rows_reopen(support);
	seen_read(&world->seen, store, now);
	assert_int_equal(world->seen.damaged, 0);
	assert_false(world->seen.failed);
	rows_assert_sound(store);
	ts_close(store);
	support->store = NULL;
	world->bytes = support_file_read(support->path, &world->size);
}

static void world_release(struct world *world)
{
	seen_release(&world->seen);
	free(world->bytes);
}

/* Whether the audit, or a check, finds the file changed. */
static bool audit_objects(ts_store *store)
{
	struct ts_audit_result result = { .done = false };
	struct ts_check check;
	ts_audit *audit = NULL;
	enum ts_status status = ts_audit_begin(store, &audit);

	while (status == TS_OK && !result.done)
		status = ts_audit_step(audit, 10000, &result);
	ts_audit_end(audit);
	return status != TS_OK || !result.sound || ts_check(store, true, &check) != TS_OK || check.damaged > 0;
}

/* How many files were judged how. */
struct verdicts {
	long files, same, refused, told, audited, silent;
};

static void file_judge(struct world *world, struct verdicts *verdicts, const char *what, long at)
{
	const char *path = world->support->path, *wrong = NULL;
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;
	struct seen seen = { .count = 0 };

	verdicts->files++;
	if (ts_open_quickly(path, false, now, reason, &store) != TS_OK) {
		verdicts->refused++;
		return;
	}
	if (support_login(store, "ada", SUPPORT_PASSWORD, now) != TS_OK) {
		verdicts->refused++;
		ts_close(store);
		return;
	}
	seen_read(&seen, store, now);
	enum seen_verdict verdict = seen_compare(&world->seen, &world->none, &seen, &wrong);
	if (verdict == SEEN_SAME) {
		verdicts->same++;
	} else if (seen.damaged > 0 || seen.named != TS_OK || seen.failed) {
		verdicts->told++;
	} else if (audit_objects(store)) {
		verdicts->audited++;
		print_message("%s %ld: only the audit objects: %s\n", what, at, wrong ? wrong : "");
	} else {
		verdicts->silent++;
		print_error("%s %ld: nobody objects: %s\n", what, at, wrong ? wrong : "");
	}
	seen_release(&seen);
	ts_close(store);
}

/* ---- by SQL */

/* What somebody does who has no key. %s: the older file; what is drawn differs in each round by random(). */
static const char *const edits[] = {
	/* Rows gone, doubled, exchanged, under another name, somebody else's. */
	"DELETE FROM log WHERE id = (SELECT id FROM log ORDER BY random() LIMIT 1)",
	"DELETE FROM activity WHERE id = (SELECT id FROM activity ORDER BY random() LIMIT 1)",
	"DELETE FROM note WHERE id = (SELECT id FROM note ORDER BY random() LIMIT 1)",
	"DELETE FROM month WHERE bucket = (SELECT bucket FROM month ORDER BY random() LIMIT 1)",
	"DELETE FROM setting",
	"DELETE FROM state",
	"INSERT INTO log SELECT owner, bucket, randomblob(16), blob FROM log ORDER BY random() LIMIT 1",
	"INSERT INTO log SELECT owner, randomblob(8), randomblob(16), blob FROM log ORDER BY random() LIMIT 1",
	"INSERT INTO note SELECT owner, bucket, randomblob(16), blob FROM note ORDER BY random() LIMIT 1",
	"INSERT INTO activity SELECT owner, randomblob(16), blob FROM activity ORDER BY random() LIMIT 1",
	"INSERT INTO month SELECT owner, kind, randomblob(8), blob FROM month ORDER BY random() LIMIT 1",
	"INSERT INTO month SELECT owner, 3 - kind, bucket, blob FROM month WHERE true ON CONFLICT DO NOTHING",
	"UPDATE month SET blob = (SELECT blob FROM month AS other WHERE other.bucket <> month.bucket LIMIT 1) "
	"WHERE bucket = (SELECT bucket FROM month ORDER BY random() LIMIT 1)",
	"UPDATE log SET owner = randomblob(16) WHERE id = (SELECT id FROM log ORDER BY random() LIMIT 1)",
	"UPDATE log SET bucket = (SELECT bucket FROM log ORDER BY random() LIMIT 1) "
	"WHERE id = (SELECT id FROM log ORDER BY random() LIMIT 1)",
	"UPDATE log SET blob = zeroblob(length(blob)) WHERE id = (SELECT id FROM log ORDER BY random() LIMIT 1)",
	"UPDATE activity SET blob = substr(blob, 1, 40) WHERE id = (SELECT id FROM activity ORDER BY random() LIMIT 1)",
	"DELETE FROM log WHERE bucket = (SELECT bucket FROM log ORDER BY random() LIMIT 1)",
	/* A whole month, with the row that tells of it. */
	"CREATE TEMP TABLE t AS SELECT bucket FROM log ORDER BY random() LIMIT 1; "
	"DELETE FROM log WHERE bucket IN (SELECT * FROM t); DELETE FROM month WHERE bucket IN (SELECT * FROM t)",
	"DELETE FROM note; DELETE FROM month WHERE kind = 2",
	"DELETE FROM log; DELETE FROM note; DELETE FROM month; DELETE FROM activity",
	/* Older versions: one row, one table, those that belong together, all but the state, the state. */
	"UPDATE log SET blob = (SELECT blob FROM old.log AS o WHERE o.id = log.id) "
	"WHERE blob <> (SELECT blob FROM old.log AS o WHERE o.id = log.id) AND id = (SELECT log.id FROM log JOIN "
	"old.log AS o ON o.id = log.id AND o.blob <> log.blob ORDER BY random() LIMIT 1)",
	"INSERT OR REPLACE INTO log SELECT * FROM old.log",
	"INSERT OR REPLACE INTO log SELECT * FROM old.log; INSERT OR REPLACE INTO month SELECT * FROM old.month",
	"INSERT OR REPLACE INTO month SELECT * FROM old.month",
	"INSERT OR REPLACE INTO activity SELECT * FROM old.activity",
	"INSERT OR REPLACE INTO setting SELECT * FROM old.setting",
	"INSERT OR REPLACE INTO state SELECT * FROM old.state",
	"INSERT OR REPLACE INTO log SELECT * FROM old.log; INSERT OR REPLACE INTO month SELECT * FROM old.month; "
	"INSERT OR REPLACE INTO activity SELECT * FROM old.activity; "
	"INSERT OR REPLACE INTO setting SELECT * FROM old.setting",
	/* The index and the trees: made of some rows only, of none, exchanged. */
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' WHERE bucket > x''80''' "
	"WHERE name = 'log_id'; PRAGMA writable_schema = RESET; REINDEX log_id; PRAGMA writable_schema = ON; "
	"UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX log_id ON log (owner, id)' WHERE name = 'log_id'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' WHERE owner IS NULL' "
	"WHERE name = 'note_id'; PRAGMA writable_schema = RESET; REINDEX note_id; PRAGMA writable_schema = ON; "
	"UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX note_id ON note (owner, id)' WHERE name = 'note_id'",
	"PRAGMA writable_schema = ON; CREATE TEMP TABLE t AS SELECT name, rootpage FROM sqlite_schema; "
	"UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM t WHERE name = 'note') WHERE name = 'log'; "
	"UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM t WHERE name = 'log') WHERE name = 'note'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema "
	"WHERE name = 'note_id') WHERE name = 'log_id'",
	"CREATE TABLE spare (owner BLOB NOT NULL, bucket BLOB NOT NULL, id BLOB NOT NULL, blob BLOB NOT NULL, "
	"PRIMARY KEY (owner, bucket, id)) STRICT, WITHOUT ROWID; INSERT INTO spare SELECT * FROM log ORDER BY random() "
	"LIMIT 20; PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM "
	"sqlite_schema WHERE name = 'spare') WHERE name = 'log'; DELETE FROM sqlite_schema WHERE name = 'spare'",
};
enum { EDITS = sizeof edits / sizeof edits[0] };

/* With a connection that lets the schema be written. */
static void edit_run(const struct world *world, const char *edit)
{
	char attach[SUPPORT_PATH_SIZE + 64], *error = NULL;
	sqlite3 *database = NULL;

	(void)snprintf(attach, sizeof attach, "ATTACH '%s' AS old", world->older);
	assert_int_equal(sqlite3_open(world->support->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, attach, NULL, NULL, NULL), SQLITE_OK);
	if (sqlite3_exec(database, edit, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", edit, error);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void verdicts_end(const struct verdicts *verdicts, const char *what)
{
	print_message(
	        "%s: %ld files: %ld as before, %ld refused, %ld told by readers, %ld by the audit only, %ld silent\n",
	        what, verdicts->files, verdicts->same, verdicts->refused, verdicts->told, verdicts->audited,
	        verdicts->silent);
	campaign_record("Manipulated files", what, verdicts->files, "files", verdicts->silent, "shown without a word");
	assert_int_equal(verdicts->silent, 0);
	/* Readers know all of it by themselves. */
	assert_int_equal(verdicts->audited, 0);
}

static void no_edit_by_sql_changes_what_is_shown_without_a_word(void **state)
{
	const long rounds = campaign_rounds(1, 100);
	struct verdicts verdicts = { .files = 0 };
	struct world world;

	world_make(&world, *state);
	for (long round = 0; round < rounds; round++) {
		for (long i = 0; i < EDITS; i++) {
			support_file_write(world.support->path, world.bytes, world.size);
			edit_run(&world, edits[i]);
			file_judge(&world, &verdicts, "edit", i);
		}
	}
	/* They do hit: nearly each of them is told of. */
	assert_true(verdicts.told > verdicts.files / 2);
	verdicts_end(&verdicts, "Edits by SQL, of rows, schema and trees");
	world_release(&world);
}

/* ---- byte by byte */

static void no_byte_changes_what_is_shown_without_a_word(void **state)
{
	static const unsigned char patterns[] = { 0x01, 0x80, 0xff };
	struct verdicts verdicts = { .files = 0 };
	struct world world;

	world_make(&world, *state);
	const long all = (long)world.size * 3, wanted = campaign_rounds(300, all);
	/* In steps that meet each page, each place in a page and each pattern alike; 3 does not divide them. */
	const long step = all / wanted > 1 ? all / wanted / 3 * 3 + 1 : 1;
	for (long i = 0; i < all; i += step) {
		size_t at = (size_t)(i / 3);
		world.bytes[at] ^= patterns[i % 3];
		support_file_write(world.support->path, world.bytes, world.size);
		file_judge(&world, &verdicts, "byte", i);
		world.bytes[at] ^= patterns[i % 3];
	}
	verdicts_end(&verdicts, "Bytes of a file, three bit patterns each");
	world_release(&world);
}

/* A judge that sees nothing would find nothing. */
static void a_row_that_is_not_summed_would_be_seen(void **state)
{
	struct verdicts verdicts = { .files = 0 };
	struct world world;

	world_make(&world, *state);
	/* The file of before as a whole is sound: only what is seen tells. */
	size_t size;
	unsigned char *bytes = support_file_read(world.older, &size);
	support_file_write(world.support->path, bytes, size);
	file_judge(&world, &verdicts, "older file", 0);
	assert_int_equal(verdicts.silent, 1);
	free(bytes);
	world_release(&world);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(no_edit_by_sql_changes_what_is_shown_without_a_word),
		LOGGED_IN(no_byte_changes_what_is_shown_without_a_word),
		LOGGED_IN(a_row_that_is_not_summed_would_be_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
