/* What the commands' tests begin and end with, and SQLite as their reader of JSON. */
#include "support_pipes.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char variable[128], leaks[192];

const char *password_variable(const struct sandbox *sandbox)
{
	(void)snprintf(variable, sizeof variable, "TIMESHEET_PASSWORD_FILE=%s/password", sandbox->directory);
	return variable;
}

const char *leaks_variable(const struct sandbox *sandbox)
{
	(void)snprintf(leaks, sizeof leaks, "ASAN_OPTIONS=exitcode=99:detect_leaks=0:log_path=%s/sanitizer",
	               sandbox->directory);
	return leaks;
}

struct sandbox *ada_create(void)
{
	struct sandbox *sandbox = sandbox_create();
	char path[96];

	(void)snprintf(path, sizeof path, "%s/password", sandbox->directory);
	file_write(path, PASSWORD "\n", sizeof PASSWORD);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, NULL, "register", "ada");
	return sandbox;
}

struct sandbox *ada_logged_in(void)
{
	struct sandbox *sandbox = ada_create();

	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	return sandbox;
}

void ada_destroy(struct sandbox *sandbox)
{
	struct run run = program_run(sandbox, NULL, WORDS("logout", "--user", "ada"));

	run_release(&run);
	sandbox_destroy(sandbox);
}

char *sql_of(const char *sql, const char *text)
{
	sqlite3 *database;
	sqlite3_stmt *statement;
	char *copy = NULL;

	assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC), SQLITE_OK);
	if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
		copy = strdup((const char *)sqlite3_column_text(statement, 0));
	(void)sqlite3_finalize(statement);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	return copy;
}

static char *json_ask(const char *function, const char *json, const char *path)
{
	char sql[256];
	char *valid = sql_of("SELECT json_valid(?1)", json);

	if (!valid || strcmp(valid, "1") != 0)
		fail_msg("this is not JSON: %s", json);
	free(valid);
	(void)snprintf(sql, sizeof sql, "SELECT %s(?1, '%s')", function, path);
	return sql_of(sql, json);
}

void assert_json(const char *json, const char *path, const char *expected)
{
	char *found = json_ask("json_extract", json, path);

	if (!found || strcmp(found, expected) != 0)
		fail_msg("%s is %s, expected %s, in %s", path, found ? found : "(nothing)", expected, json);
	free(found);
}

void assert_json_type(const char *json, const char *path, const char *expected)
{
	char *found = json_ask("json_type", json, path);

	if (found ? !expected || strcmp(found, expected) != 0 : expected != NULL)
		fail_msg("%s is of type %s, expected %s, in %s", path, found ? found : "(nothing)",
		         expected ? expected : "(nothing)", json);
	free(found);
}

void sandbox_sql(const struct sandbox *sandbox, const char *sql)
{
	sqlite3 *database;

	assert_int_equal(sqlite3_open(sandbox->database, &database), SQLITE_OK);
	/* A program that has just printed a line may still be reading. */
	assert_int_equal(sqlite3_busy_timeout(database, 10000), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
}
