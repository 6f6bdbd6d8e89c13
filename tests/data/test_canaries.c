/*
 * Ten people log, note, draft, import, lock, stay logged in and back up. Nothing of what they wrote, neither a word nor
 * a moment nor a password, stands in any file afterwards, nor in the journals of all the commits on the way; and no
 * nonce, salt or sealed text is there twice.
 */
#include "support_canary.h"
#include "support_judge.h"
#include "support_rows.h"

#include "data/file/store.h"
#include "tests/campaign/campaign.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEOPLE_USUAL = 3, PEOPLE_FULL = 10, LOGS = 100, NOTES = 10, PATH_ROOM = SUPPORT_PATH_SIZE + 64 };

struct life {
	struct support *support;
	struct canaries canaries;
	char journals[PATH_ROOM], nonces[PATH_ROOM], runtime[PATH_ROOM], temporary[PATH_ROOM], anchors[PATH_ROOM];
	uint64_t chance;
	long rows, commits;
};

/* A word that nobody writes twice. */
static void word_make(struct life *life, const char *kind, char out[CANARY_SIZE])
{
	(void)snprintf(out, CANARY_SIZE, "%s%016llx", kind, (unsigned long long)rows_random(&life->chance));
	canary_add(&life->canaries, out, strlen(out), kind);
}

/* Keeps what the journal holds when a commit begins. */
static int commit_begins(void *context)
{
	struct life *life = context;
	char path[PATH_ROOM];
	unsigned char bytes[4096];
	size_t got;

	(void)snprintf(path, sizeof path, "%s-journal", life->support->path);
	FILE *journal = fopen(path, "rbe"), *kept = fopen(life->journals, "abe");
	while (journal && kept && (got = fread(bytes, 1, sizeof bytes, journal)) > 0)
		(void)fwrite(bytes, 1, got, kept);
	if (journal)
		(void)fclose(journal);
	if (kept)
		(void)fclose(kept);
	life->commits++;
	return 0;
}

/* Every sealed text with its nonce, as they stand now: one that was there before counts once. */
static void nonces_keep(const struct life *life)
{
	static const char sql[] =
	        "ATTACH '%s' AS kept; INSERT OR IGNORE INTO kept.nonce SELECT substr(blob, 1, 24), blob FROM ("
	        "SELECT blob FROM main.log UNION ALL SELECT blob FROM main.note UNION ALL SELECT blob FROM "
	        "main.activity "
	        "UNION ALL SELECT blob FROM main.history UNION ALL SELECT blob FROM main.state UNION ALL "
	        "SELECT blob FROM main.setting UNION ALL SELECT blob FROM main.draft UNION ALL SELECT blob FROM "
	        "main.part "
	        "UNION ALL SELECT blob FROM main.session UNION ALL SELECT blob FROM main.inbox "
	        "UNION ALL SELECT box_secret FROM main.user UNION ALL SELECT nonce || wrapped FROM main.slot WHERE "
	        "copy = 1); "
	        "INSERT OR IGNORE INTO kept.salt SELECT salt, nonce FROM main.slot WHERE copy = 1";
	char text[sizeof sql + PATH_ROOM];

	(void)snprintf(text, sizeof text, sql, life->nonces);
	support_sql(life->support->path, text);
}

static void session_begin(struct life *life, const char *name)
{
	assert_int_equal(ts_anchor_use(life->support->store, life->anchors), TS_OK);
	assert_int_equal(support_register(life->support->store, name, SUPPORT_PASSWORD), TS_OK);
	(void)sqlite3_commit_hook(life->support->store->database, commit_begins, life);
}

static void logs_write(struct life *life)
{
	ts_store *store = life->support->store;
	struct ts_done done;
	char text[CANARY_SIZE], comment[CANARY_SIZE];

	for (int i = 0; i < LOGS; i++) {
		/* Not on a minute, so that none is met by chance. */
		ts_time at = SUPPORT_NOW - (ts_time)i * 7 * TS_HOUR - rows_random_below(&life->chance, 3600000);
		if (i % 5 == 0)
			word_make(life, "activity", text);
		word_make(life, "comment", comment);
		assert_int_equal(ts_log_text(store, text, comment, at, SUPPORT_NOW, &done), TS_OK);
		canary_add_moment(&life->canaries, at, done.offset);
		life->rows++;
		if (i % 10 != 0)
			continue;
		const struct ts_log_change change = { .comment = comment, .move = true, .at = at - 4321 };
		assert_int_equal(ts_log_change(store, done.log, &change, SUPPORT_NOW, &done), TS_OK);
		canary_add_moment(&life->canaries, at - 4321, done.offset);
		nonces_keep(life);
	}
	assert_int_equal(ts_log_delete(store, done.log, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
}

static void notes_write(struct life *life)
{
	ts_store *store = life->support->store;
	struct ts_done done;
	char text[CANARY_SIZE];

	for (int i = 0; i < NOTES; i++) {
		struct ts_note note = { .day = ts_day_of(SUPPORT_NOW, 0) - i };
		word_make(life, "draft", text);
		assert_int_equal(ts_draft_save(store, &note, text, strlen(text), 0, SUPPORT_NOW), TS_OK);
		if (i % 2)
			continue;
		word_make(life, "note", text);
		assert_int_equal(ts_note_save(store, &note, text, strlen(text), SUPPORT_NOW, &done), TS_OK);
	}
}

static void rest_write(struct life *life, const char *name)
{
	ts_store *store = life->support->store;
	struct ts_machine machine = { .uptime = 100 * TS_HOUR, .runtime_directory = life->runtime };
	enum ts_ticket_place place;
	struct ts_imported sum;
	ts_import *import = NULL;
	char text[CANARY_SIZE], document[256], path[TS_PATH_SIZE];

	word_make(life, "imported", text);
	(void)snprintf(document, sizeof document, "start,end,activity\n2026-09-01 06:07:08,2026-09-01 07:08:09,%s\n",
	               text);
	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "f", document, strlen(document)), TS_OK);
	assert_int_equal(ts_import_run(store, import, false, SUPPORT_NOW, NULL, NULL, &sum), TS_OK);
	ts_import_destroy(import);
	word_make(life, "locked", text);
	assert_int_equal(ts_inbox_log(store, name, 0, text, SUPPORT_NOW - 12345), TS_OK);
	canary_add_moment(&life->canaries, SUPPORT_NOW - 12345, 7200);
	word_make(life, "origin", text);
	ts_set_origin(store, text);
	(void)snprintf(machine.boot, sizeof machine.boot, "0c0ffee0-0000-4000-8000-000000000001");
	assert_int_equal(ts_session_keep(store, &machine, &place), TS_OK);
	enum ts_status status = ts_backup_daily(store, SUPPORT_NOW, path, sizeof path);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	nonces_keep(life);
	assert_int_equal(ts_session_end(store, name, &machine), TS_OK);
}

/* A new password by the recovery code: both codes are secrets, and both passwords. */
static void recovery_write(struct life *life, const char *name)
{
	ts_store *store = life->support->store;
	ts_auth *auth = NULL, *again = NULL;
	const char *code;

	assert_int_equal(ts_register_begin(store, name, SUPPORT_PASSWORD, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	code = ts_auth_recovery_code(auth);
	assert_non_null(code);
	canary_add(&life->canaries, code, strlen(code), "a recovery code");
	assert_int_equal(ts_recover_begin(store, name, code, "another pass phrase", SUPPORT_NOW, &again), TS_OK);
	ts_auth_run(again);
	assert_int_equal(ts_auth_finish(store, again), TS_OK);
	code = ts_auth_recovery_code(again);
	canary_add(&life->canaries, code, strlen(code), "a recovery code");
	ts_auth_destroy(auth);
	ts_auth_destroy(again);
	nonces_keep(life);
}

static void life_begin(struct life *life, struct support *support)
{
	*life = (struct life){ .support = support, .chance = 23 };
	(void)snprintf(life->journals, sizeof life->journals, "%s/journals", support->directory);
	(void)snprintf(life->nonces, sizeof life->nonces, "%s/nonces", support->directory);
	(void)snprintf(life->runtime, sizeof life->runtime, "%s/run", support->directory);
	(void)snprintf(life->temporary, sizeof life->temporary, "%s/temporary", support->directory);
	(void)snprintf(life->anchors, sizeof life->anchors, "%s/anchors", support->directory);
	assert_int_equal(mkdir(life->runtime, 0700), 0);
	assert_int_equal(mkdir(life->temporary, 0700), 0);
	assert_int_equal(setenv("SQLITE_TMPDIR", life->temporary, 1), 0);
	support_file_write(life->nonces, "", 0);
	support_sql(life->nonces, "CREATE TABLE nonce (nonce, sealed, UNIQUE (nonce, sealed)); "
	                          "CREATE TABLE salt (salt, nonce, UNIQUE (salt, nonce))");
	canary_add(&life->canaries, SUPPORT_PASSWORD, strlen(SUPPORT_PASSWORD), "a password");
	canary_add(&life->canaries, "another pass phrase", 19, "a password");
}

static int files_in(const char *directory)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	int count = 0;

	assert_non_null(stream);
	while ((entry = readdir(stream)))
		count += entry->d_name[0] != '.';
	assert_int_equal(closedir(stream), 0);
	return count;
}

/* Seconds in four bytes, as SQLite keeps them, are met by chance now and then; as often as there are rows they are not.
 */
static long short_seconds(const struct life *life)
{
	size_t size;
	unsigned char *bytes = support_file_read(life->support->path, &size);
	long found = 0;

	for (size_t i = 0; i < life->canaries.count; i++) {
		const struct canary *canary = &life->canaries.at[i];
		if (strcmp(canary->kind, "seconds") == 0)
			found += memmem(bytes, size, canary->bytes[0] ? canary->bytes : canary->bytes + 2, 4) != NULL;
	}
	free(bytes);
	return found;
}

static void nothing_that_people_wrote_stands_in_any_file(void **state)
{
	struct life *life = calloc(1, sizeof *life);
	long people = campaign_rounds(PEOPLE_USUAL, PEOPLE_FULL);
	char name[32];

	assert_non_null(life);
	life_begin(life, *state);
	for (long i = 0; i < people; i++) {
		(void)snprintf(name, sizeof name, "person %ld", i);
		session_begin(life, name);
		logs_write(life);
		notes_write(life);
		rest_write(life, name);
		(void)snprintf(name, sizeof name, "forgetful %ld", i);
		recovery_write(life, name);
		ts_lock(life->support->store);
	}
	assert_true(life->commits > people * LOGS);
	/* The nonces are aside, they are ours. */
	long repeated =
	        (long)support_sql_integer(life->nonces, "SELECT count(*) FROM (SELECT 1 FROM nonce GROUP BY nonce "
	                                                "HAVING count(*) > 1)");
	long salts = (long)support_sql_integer(life->nonces, "SELECT count(*) FROM (SELECT 1 FROM salt GROUP BY salt "
	                                                     "HAVING count(*) > 1)");
	long sealed = (long)support_sql_integer(life->nonces, "SELECT count(*) FROM nonce");
	assert_true(sealed > people * LOGS * 2);
	long found = canaries_count_files(&life->canaries, life->support->directory);
	assert_int_equal(found, 0);
	assert_true(short_seconds(life) < people * LOGS / 20);
	assert_int_equal(repeated, 0);
	assert_int_equal(salts, 0);
	assert_int_equal(files_in(life->temporary), 0);
	assert_true(files_in(life->anchors) > 0);
	assert_true(life->canaries.bytes_searched > 1000000);
	campaign_record(
	        "What files give away",
	        "texts, comments, notes, drafts, passwords, codes, times searched for in the database, its journals, "
	        "backups, tickets, anchors",
	        (long)life->canaries.count, "secrets", found, "found");
	campaign_record("What files give away", "nonces and salts compared with each other", sealed, "nonces",
	                repeated + salts, "twice");
	canaries_release(&life->canaries);
	free(life);
}

static void what_does_stand_there_is_found(void **state)
{
	struct support *support = *state;
	struct canaries canaries = { 0 };
	ts_time moment = SUPPORT_NOW - 54321;
	char sql[256];

	canary_add_moment(&canaries, moment, 7200);
	canary_add(&canaries, "private words", 13, "a text");
	ts_close(support_open(support));
	support->store = NULL;
	assert_int_equal(canaries_count_files(&canaries, support->directory), 0);
	(void)snprintf(sql, sizeof sql, "INSERT INTO setting VALUES (randomblob(16), CAST('private words' AS BLOB))");
	support_sql(support->path, sql);
	assert_int_equal(canaries_count_files(&canaries, support->directory), 1);
	/* As SQLite keeps a number. */
	(void)snprintf(sql, sizeof sql, "INSERT INTO user VALUES (randomblob(16), 'x', 'x', x'', x'', 0, %lld)",
	               (long long)moment);
	support_sql(support->path, sql);
	assert_int_equal(canaries_count_files(&canaries, support->directory), 2);
	(void)snprintf(sql, sizeof sql,
	               "INSERT INTO setting VALUES (randomblob(16), CAST('x 2026-10-01T07:59' AS BLOB))");
	support_sql(support->path, sql);
	assert_true(canaries_count_files(&canaries, support->directory) >= 2);
	canaries_release(&canaries);
}

static int setup_in_memory(void **state)
{
	judge_in_memory();
	return support_setup(state);
}

static int setup_open(void **state)
{
	if (setup_in_memory(state) != 0)
		return -1;
	(void)support_open(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_does_stand_there_is_found, setup_in_memory, support_teardown),
		cmocka_unit_test_setup_teardown(nothing_that_people_wrote_stands_in_any_file, setup_open,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
