/* Another file in the place of the one that is open: a copy of it, newer or older, somebody else's, junk, none. */
#include "data/file/store.h"
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { NAME_SIZE = SUPPORT_PATH_SIZE + 16 };

static void name_beside(const struct support *support, const char *suffix, char out[NAME_SIZE])
{
	(void)snprintf(out, NAME_SIZE, "%s%s", support->path, suffix);
}

/* A copy of the file as it is now, beside it. */
static void copy_keep(const struct support *support, const char *suffix)
{
	char name[NAME_SIZE];
	size_t size;
	unsigned char *bytes = support_file_read(support->path, &size);

	name_beside(support, suffix, name);
	support_file_write(name, bytes, size);
	assert_int_equal(chmod(name, 0600), 0);
	free(bytes);
}

/* Put in the file's place by rename, as who keeps files alike does. */
static void copy_put(const struct support *support, const char *suffix)
{
	char name[NAME_SIZE];

	name_beside(support, suffix, name);
	assert_int_equal(rename(name, support->path), 0);
}

static struct ts_replaced found(const ts_store *store)
{
	struct ts_replaced replaced;

	ts_replaced_read(store, &replaced);
	return replaced;
}

static enum ts_status log_now(ts_store *store, const char *text, int minute)
{
	struct ts_done done;

	return ts_log_text(store, text, NULL, now + minute * TS_MINUTE, now + minute * TS_MINUTE, &done);
}

/* Whether a log is in the file at the path, seen by somebody who opens it. */
static bool file_has(const struct support *support, const char *text)
{
	struct ts_activity ignored;
	ts_store *other = rows_second(support);
	bool has = rows_activity_find(other, text, now + TS_HOUR, &ignored);

	ts_close(other);
	return has;
}

static void a_copy_of_itself_is_opened_and_what_was_asked_is_done(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	copy_keep(support, ".copy");
	copy_put(support, ".copy");
	assert_int_equal(log_now(store, "parser", 1), TS_OK);
	assert_int_equal(found(store).by, TS_REPLACED_TAKEN);
	assert_int_equal(found(store).changes, 0);
	assert_true(file_has(support, "parser"));
	assert_true(ts_changed(store));
	assert_false(ts_changed(store));
	assert_string_equal(ts_user_name(store), "ada");
	rows_assert_sound(store);
}

static void a_newer_copy_is_read_at_once_and_told_by_how_much(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_news news;
	struct ts_day_view day;
	uint64_t mark = 0;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	assert_int_equal(ts_news_read(store, now, &mark, &news), TS_UNCHANGED);
	assert_int_equal(ts_day_read(store, ts_day_of(now, 0), now, &day), TS_OK);
	ts_day_release(&day);
	copy_keep(support, ".old");
	ts_store *other = rows_second(support);
	assert_int_equal(log_now(other, "parser", 1), TS_OK);
	assert_int_equal(log_now(other, "lunch", 2), TS_OK);
	ts_close(other);
	copy_keep(support, ".new");
	copy_put(support, ".old");
	/* This store has seen none of that yet. */
	copy_put(support, ".new");
	assert_true(ts_changed(store));
	assert_int_equal(found(store).by, TS_REPLACED_TAKEN);
	rows_assert_day(store, ts_day_of(now, 0), now + 3 * TS_MINUTE, "10:00 mail, 10:01 parser, 10:02 lunch");
	assert_int_equal(ts_news_read(store, now + 3 * TS_MINUTE, &mark, &news), TS_OK);
	assert_string_equal(news.done.text, "lunch");
}

static void an_older_copy_is_never_written_to_unless_that_is_said(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_span span;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	copy_keep(support, ".old");
	assert_int_equal(log_now(store, "parser", 1), TS_OK);
	assert_int_equal(log_now(store, "lunch", 2), TS_OK);
	copy_put(support, ".old");
	assert_int_equal(log_now(store, "lost", 3), TS_REPLACED);
	struct ts_replaced replaced = found(store);
	assert_int_equal(replaced.by, TS_REPLACED_OLDER);
	assert_int_equal(replaced.changes, 2);
	assert_non_null(strstr(ts_detail(store), support->path));
	assert_non_null(strstr(replaced.reason, "lacks 2 changes"));
	/* What was open is still to be seen, and each refusal is counted. */
	assert_int_equal(ts_current_read(store, now + 4 * TS_MINUTE, &span), TS_OK);
	assert_string_equal(span.text, "lunch");
	assert_int_equal(log_now(store, "lost", 3), TS_REPLACED);
	assert_true(found(store).count > replaced.count);
	assert_false(file_has(support, "lost"));
	/* Unless it is said to be the right one. */
	assert_int_equal(ts_replaced_accept(store), TS_OK);
	assert_int_equal(found(store).by, TS_REPLACED_TAKEN);
	assert_int_equal(found(store).changes, -2);
	assert_int_equal(log_now(store, "again", 3), TS_OK);
	rows_assert_day(store, ts_day_of(now, 0), now + 4 * TS_MINUTE, "10:00 mail, 10:03 again");
	assert_int_equal(ts_replaced_accept(store), TS_UNCHANGED);
	rows_assert_sound(store);
}

static void a_copy_that_went_on_elsewhere_by_as_many_changes_is_not_taken(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	copy_keep(support, ".fork");
	assert_int_equal(log_now(store, "here", 1), TS_OK);
	char mine[NAME_SIZE], fork[NAME_SIZE], reason[TS_REASON_SIZE];
	name_beside(support, ".fork", fork);
	name_beside(support, ".mine", mine);
	ts_store *other;
	assert_int_equal(ts_open(fork, false, now, reason, &other), TS_OK);
	assert_int_equal(support_login(other, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(log_now(other, "there", 1), TS_OK);
	ts_close(other);
	copy_put(support, ".fork");
	assert_int_equal(log_now(store, "lost", 3), TS_REPLACED);
	assert_int_equal(found(store).by, TS_REPLACED_OLDER);
	assert_int_equal(found(store).changes, 0);
}

static void somebody_elses_file_is_left_alone(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store, *other;
	char name[NAME_SIZE], reason[TS_REASON_SIZE];
	struct ts_span span;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	for (int same = 0; same < 2; same++) {
		/* Another name, and the same name with another key. */
		name_beside(support, ".other", name);
		assert_int_equal(ts_open(name, true, now, reason, &other), TS_OK);
		assert_int_equal(support_register(other, same ? "ada" : "eve", SUPPORT_PASSWORD), TS_OK);
		ts_close(other);
		size_t size, after;
		unsigned char *before = support_file_read(name, &size);
		copy_put(support, ".other");
		assert_int_equal(log_now(store, "lost", 1), TS_REPLACED);
		assert_int_equal(found(store).by, TS_REPLACED_OTHER);
		assert_int_equal(ts_replaced_accept(store), TS_UNCHANGED);
		assert_int_equal(ts_current_read(store, now + TS_MINUTE, &span), TS_OK);
		unsigned char *bytes = support_file_read(support->path, &after);
		assert_int_equal(size, after);
		assert_memory_equal(before, bytes, size);
		free(before);
		free(bytes);
	}
	/* Who is not logged in can log in there. */
	ts_lock(store);
	assert_true(ts_changed(store));
	assert_int_equal(found(store).by, TS_REPLACED_TAKEN);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
}

static void junk_and_nothing_are_named_and_the_right_file_is_taken_again(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	char away[NAME_SIZE], junk[NAME_SIZE];
	struct ts_span span;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	name_beside(support, ".away", away);
	name_beside(support, ".junk", junk);
	assert_int_equal(rename(support->path, away), 0);
	assert_int_equal(log_now(store, "lost", 1), TS_REPLACED);
	assert_int_equal(found(store).by, TS_REPLACED_UNUSABLE);
	assert_non_null(strstr(found(store).reason, "is gone"));
	assert_int_equal(access(support->path, F_OK), -1);
	support_file_write(junk, "junk", 4);
	copy_put(support, ".junk");
	assert_int_equal(log_now(store, "lost", 1), TS_REPLACED);
	assert_non_null(strstr(found(store).reason, "not a timesheet database"));
	support_file_write(support->path, "", 0);
	assert_int_equal(log_now(store, "lost", 1), TS_REPLACED);
	assert_non_null(strstr(found(store).reason, "0 bytes"));
	assert_int_equal(ts_current_read(store, now + TS_MINUTE, &span), TS_OK);
	(void)ts_changed(store);
	/* The very file, back from where it was put. */
	copy_put(support, ".away");
	assert_true(ts_changed(store));
	assert_int_equal(found(store).by, TS_REPLACED_NOT);
	assert_int_equal(log_now(store, "parser", 2), TS_OK);
	rows_assert_day(store, ts_day_of(now, 0), now + 3 * TS_MINUTE, "10:00 mail, 10:02 parser");
}

static void an_older_format_is_not_brought_up_to_date_in_passing(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store, *other;
	char name[NAME_SIZE], reason[TS_REASON_SIZE];
	int reached;

	copy_keep(support, ".old");
	name_beside(support, ".old", name);
	assert_int_equal(ts_open(name, false, now, reason, &other), TS_OK);
	assert_int_equal(ts_migrate(other, 3, now, &reached), TS_OK);
	ts_close(other);
	copy_put(support, ".old");
	assert_int_equal(log_now(store, "lost", 1), TS_REPLACED);
	assert_non_null(strstr(found(store).reason, "older format"));
	assert_int_equal(support_sql_integer(support->path, "PRAGMA user_version"), 3);
}

/* What tells one file from another is not looked at inside of a transaction: what it began with it ends with. */
static void a_transaction_ends_with_the_file_it_began_with(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	copy_keep(support, ".copy");
	assert_int_equal(store_begin(store), TS_OK);
	copy_put(support, ".copy");
	assert_int_equal(log_now(store, "lost", 1), TS_REPLACED);
	assert_false(file_has(support, "lost"));
	assert_int_equal(log_now(store, "parser", 2), TS_OK);
	assert_true(file_has(support, "parser"));
}

static void a_lost_connection_does_not_come_back_to_another_file(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(log_now(store, "mail", 0), TS_OK);
	copy_keep(support, ".old");
	assert_int_equal(log_now(store, "parser", 1), TS_OK);
	store_disconnect(store);
	copy_put(support, ".old");
	assert_int_equal(log_now(store, "lost", 2), TS_REPLACED);
	assert_int_equal(found(store).by, TS_REPLACED_OLDER);
	assert_false(file_has(support, "lost"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_copy_of_itself_is_opened_and_what_was_asked_is_done,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_newer_copy_is_read_at_once_and_told_by_how_much, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(an_older_copy_is_never_written_to_unless_that_is_said,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_copy_that_went_on_elsewhere_by_as_many_changes_is_not_taken,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(somebody_elses_file_is_left_alone, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(junk_and_nothing_are_named_and_the_right_file_is_taken_again,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(an_older_format_is_not_brought_up_to_date_in_passing,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_transaction_ends_with_the_file_it_began_with, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_lost_connection_does_not_come_back_to_another_file,
		                                support_setup_login, support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
