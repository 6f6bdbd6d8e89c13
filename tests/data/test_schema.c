/* The numbered steps: up and down, backed up before, all or nothing. */
#include "data/file/schema.h"
#include "data/file/schema_steps.h"
#include "data/file/store.h"
#include "tests/data/support.h"
#include "tests/data/support_fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int version_of(ts_store *store)
{
	int version = -1;
	assert_int_equal(schema_version(store, &version), TS_OK);
	return version;
}

static void every_version_is_reached_from_every_other(void **state)
{
	struct support *support = *state;
	ts_store *store = support_open(support);

	assert_int_equal(version_of(store), SCHEMA_LATEST);
	for (int from = 0; from <= SCHEMA_LATEST; from++) {
		for (int to = 0; to <= SCHEMA_LATEST; to++) {
			enum ts_status moved = schema_migrate(store, from);
			assert_true(moved == TS_OK || moved == TS_UNCHANGED);
			assert_int_equal(schema_migrate(store, to), from == to ? TS_UNCHANGED : TS_OK);
			assert_int_equal(version_of(store), to);
		}
	}
	assert_int_equal(schema_migrate(store, -1), TS_INVALID);
	assert_int_equal(schema_migrate(store, SCHEMA_LATEST + 1), TS_INVALID);
	assert_int_equal(schema_migrate(store, 0), TS_OK);
	assert_int_equal(
	        support_sql_integer(support->path, "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'"),
	        0);
}

static void an_old_database_opens_up_to_date_with_what_it_held(void **state)
{
	struct support *support = *state;
	static const char *const rows[SCHEMA_LATEST] = {
		"INSERT INTO setting VALUES (x'01', x'aabb')",
		"INSERT INTO log VALUES (x'01', x'02', randomblob(16), x'cc'); INSERT INTO activity VALUES (x'01', "
		"randomblob(16), x'dd')",
		"INSERT INTO note VALUES (x'01', x'02', randomblob(16), x'ee'); INSERT INTO draft VALUES (x'01', "
		"x'02', x'ff')",
		"INSERT INTO history VALUES (x'01', 1, randomblob(16), x'11')",
		"INSERT INTO session VALUES (x'01', 1, randomblob(16), x'22')",
		"INSERT INTO part VALUES (x'01', 1, 2, x'33')",
		"INSERT INTO hub (owner, url, blob) VALUES (x'01', 'ssh://desk', x'44'); INSERT INTO device VALUES "
		"(x'01', "
		"randomblob(16), x'55'); INSERT INTO outbox (owner, kind, id) VALUES (x'01', 1, randomblob(16))",
		"INSERT INTO ledger VALUES (x'01', randomblob(16), x'66')",
		/* The next step takes them away: they are made again of the rows. */
		"INSERT INTO piece VALUES (1, x'01', x'77', x'88')",
		"INSERT INTO piece VALUES (2, x'01', x'77', x'88', x'99')",
	};
	static const char *const counts[SCHEMA_LATEST] = {
		"SELECT count(*) FROM setting WHERE blob = x'aabb'",
		"SELECT (SELECT count(*) FROM log WHERE blob = x'cc') + (SELECT count(*) FROM activity WHERE blob = "
		"x'dd') = 2",
		"SELECT (SELECT count(*) FROM note WHERE blob = x'ee') + (SELECT count(*) FROM draft WHERE blob = "
		"x'ff') = 2",
		"SELECT count(*) FROM history WHERE blob = x'11'",
		"SELECT count(*) FROM session WHERE blob = x'22'",
		"SELECT count(*) FROM part WHERE blob = x'33'",
		"SELECT (SELECT count(*) FROM hub WHERE blob = x'44') + (SELECT count(*) FROM device WHERE blob = "
		"x'55') + (SELECT count(*) FROM outbox) = 3",
		"SELECT count(*) FROM ledger WHERE blob = x'66'",
		"SELECT count(*) = 0 FROM piece",
		"SELECT count(*) FROM piece WHERE logs = x'99'",
	};

	for (int version = 0; version < SCHEMA_LATEST; version++) {
		assert_int_equal(schema_migrate(support_open(support), version), TS_OK);
		ts_close(support->store);
		support->store = NULL;
		for (int i = 0; i < version; i++)
			support_sql(support->path, rows[i]);
		ts_store *store = support_open(support);
		assert_int_equal(version_of(store), SCHEMA_LATEST);
		for (int i = 0; i < version; i++)
			assert_int_equal(support_sql_integer(support->path, counts[i]), 1);
		/* It works as a new one does. */
		assert_int_equal(support_register(store, "ada", SUPPORT_PASSWORD), TS_OK);
		ts_close(store);
		support->store = NULL;
		assert_int_equal(unlink(support->path), 0);
	}
}

static void a_user_survives_going_down_to_the_first_version_and_up(void **state)
{
	struct support *support = *state;
	struct keys before = support->store->identity->keys;

	assert_int_equal(schema_migrate(support->store, 1), TS_OK);
	ts_store *store = support_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_memory_equal(&store->identity->keys, &before, sizeof before);
}

static void an_old_database_is_backed_up_beside_it_first(void **state)
{
	struct support *support = *state;
	char backup[SUPPORT_PATH_SIZE + 64];
	struct stat about;

	(void)snprintf(backup, sizeof backup, "%s.before-v%d", support->path, (int)SCHEMA_LATEST);
	assert_int_equal(schema_migrate(support->store, 2), TS_OK);
	assert_int_equal(access(backup, F_OK), -1);
	(void)support_reopen(support);
	assert_int_equal(stat(backup, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	assert_int_equal(support_sql_integer(backup, "PRAGMA user_version"), 2);
	assert_int_equal(support_sql_integer(backup, "SELECT count(*) FROM user WHERE name = 'ada'"), 1);
	/* A second one does not take its place. */
	assert_int_equal(schema_migrate(support->store, 1), TS_OK);
	(void)support_reopen(support);
	assert_int_equal(support_sql_integer(backup, "PRAGMA user_version"), 2);
	(void)snprintf(backup, sizeof backup, "%s.before-v%d.%lld", support->path, (int)SCHEMA_LATEST,
	               (long long)(SUPPORT_NOW / 1000));
	assert_int_equal(support_sql_integer(backup, "PRAGMA user_version"), 1);
	/* The backup is a database like any other. */
	ts_close(support->store);
	support->store = NULL;
	assert_int_equal(rename(backup, support->path), 0);
	assert_int_equal(support_login(support_open(support), "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
}

static void tables_of_another_version_are_refused(void **state)
{
	struct support *support = *state;
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	ts_close(support_open(support));
	support->store = NULL;
	/* A number that does not fit the tables must not make us run steps over them. */
	support_sql(support->path, "PRAGMA user_version = 2");
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_DAMAGED);
	support_sql(support->path, "PRAGMA user_version = 0");
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_DAMAGED);
	assert_int_equal(support_sql_integer(support->path, "PRAGMA user_version"), 0);
}

/* What a step takes away is not there at a version behind it, whatever its words were. */
static void a_table_of_an_older_version_is_refused(void **state)
{
	struct support *support = *state;
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	ts_close(support_open(support));
	support->store = NULL;
	support_sql(support->path, schema_step_down(SCHEMA_LATEST - 1));
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_DAMAGED);
	support_sql(support->path, schema_step_up(SCHEMA_LATEST - 1));
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_OK);
	ts_close(store);
}

static void a_migration_on_a_failing_disk_leaves_the_old_or_the_new(void **state)
{
	struct support *support = *state;
	int at = 1;

	for (; at < 2000; at++) {
		char reason[TS_REASON_SIZE], command[SUPPORT_PATH_SIZE + 16];
		assert_int_equal(schema_migrate(support->store, 1), TS_OK);
		ts_close(support->store);
		support->store = NULL;
		fault_arm(at, SQLITE_FULL, false);
		enum ts_status status = ts_open(support->path, false, SUPPORT_NOW, reason, &support->store);
		bool reached = fault_count() >= at;
		fault_arm(0, 0, false);
		int64_t version = support_sql_integer(support->path, "PRAGMA user_version");
		if (status == TS_OK)
			assert_int_equal(version, SCHEMA_LATEST);
		else
			assert_int_equal(version, 1);
		assert_int_equal(support_login(support_reopen(support), "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
		/* Backups of one second share a name: make room for the next round. */
		(void)snprintf(command, sizeof command, "%s.before-v%d", support->path, (int)SCHEMA_LATEST);
		(void)unlink(command);
		if (!reached)
			break;
	}
	assert_true(at > 10 && at < 2000);
}

static void processes_that_start_together_migrate_once(void **state)
{
	enum { PROCESSES = 4 };
	struct support *support = *state;

	assert_int_equal(schema_migrate(support->store, 1), TS_OK);
	ts_close(support->store);
	support->store = NULL;
	for (int i = 0; i < PROCESSES; i++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			char reason[TS_REASON_SIZE];
			ts_store *store = NULL;
			/* Apart in time, so that their backups have names of their own. */
			enum ts_status status =
			        ts_open(support->path, false, SUPPORT_NOW + i * TS_SECOND, reason, &store);
			int version = 0;
			if (status != TS_OK)
				(void)fprintf(stderr, "%s\n", reason);
			_exit(status == TS_OK && schema_version(store, &version) == TS_OK && version == SCHEMA_LATEST
			              ? 0
			              : 1);
		}
	}
	for (int i = 0; i < PROCESSES; i++) {
		int result = -1;
		assert_true(wait(&result) > 0);
		assert_int_equal(result, 0);
	}
	assert_int_equal(support_login(support_open(support), "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(every_version_is_reached_from_every_other),
		FRESH(an_old_database_opens_up_to_date_with_what_it_held),
		LOGGED_IN(a_user_survives_going_down_to_the_first_version_and_up),
		LOGGED_IN(an_old_database_is_backed_up_beside_it_first),
		FRESH(tables_of_another_version_are_refused),
		FRESH(a_table_of_an_older_version_is_refused),
		LOGGED_IN(a_migration_on_a_failing_disk_leaves_the_old_or_the_new),
		LOGGED_IN(processes_that_start_together_migrate_once),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
