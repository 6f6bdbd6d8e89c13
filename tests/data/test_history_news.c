/* What another process did, as an open screen learns of it: two stores on one file. */
#include "data/file/store.h"
#include "tests/data/support.h"

#include <sqlite3.h>
#include <string.h>

struct two {
	struct support *support;
	ts_store *here, *there;
};

static struct two two_open(void **state)
{
	struct two two = { .support = *state };
	char reason[TS_REASON_SIZE];
	two.here = two.support->store;
	assert_int_equal(ts_open(two.support->path, false, SUPPORT_NOW, reason, &two.there), TS_OK);
	assert_int_equal(support_login(two.there, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	ts_set_origin(two.here, "desk");
	ts_set_origin(two.there, "laptop\033[31m");
	return two;
}

static void what_the_other_did_is_told_once_with_its_name(void **state)
{
	struct two two = two_open(state);
	struct ts_news news;
	struct ts_done done;
	uint64_t mark = 0;
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_UNCHANGED);
	assert_int_equal(ts_log_text(two.there, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_OK);
	assert_int_equal(news.done.deed, TS_DEED_LOG);
	assert_string_equal(news.done.text, "parser");
	assert_int_equal(news.done.at, SUPPORT_NOW);
	assert_false(news.back);
	assert_string_equal(news.origin, "laptop[31m");
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_UNCHANGED);
	ts_close(two.there);
}

static int refuse(void *context)
{
	int *left = context;
	return --*left == 0;
}

/* Which was the last cannot be told from one of two steps. */
static void a_step_that_cannot_be_read_is_an_error_and_not_an_older_one(void **state)
{
	struct two two = two_open(state);
	struct ts_news news;
	struct ts_done done;
	uint64_t mark = 0;
	enum ts_status status = TS_IO;
	int failed = 0;
	assert_int_equal(ts_log_text(two.there, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(two.there, "review", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_undo(two.there, SUPPORT_NOW, &done), TS_OK);
	for (int looks = 1; status != TS_OK; looks += 1 + looks / 16) {
		int left = looks;
		assert_true(looks < 10000000);
		mark = 0;
		sqlite3_progress_handler(two.here->database, 1, refuse, &left);
		status = ts_news_read(two.here, SUPPORT_NOW, &mark, &news);
		sqlite3_progress_handler(two.here->database, 0, NULL, NULL);
		assert_int_not_equal(status, TS_UNCHANGED);
		failed += status != TS_OK;
	}
	assert_true(failed > 3);
	assert_true(news.back);
	assert_string_equal(news.done.text, "review");
	ts_close(two.there);
}

static void what_was_done_here_is_no_news(void **state)
{
	struct two two = two_open(state);
	struct ts_news news;
	struct ts_done done;
	uint64_t mark = 0;
	assert_int_equal(ts_log_text(two.here, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_UNCHANGED);
	ts_close(two.there);
}

static void an_undo_elsewhere_of_what_was_done_here_is_news(void **state)
{
	struct two two = two_open(state);
	struct ts_news news;
	struct ts_done done;
	uint64_t mark = 0;
	assert_int_equal(ts_log_text(two.here, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(two.here, "email", NULL, SUPPORT_NOW + TS_MINUTE, SUPPORT_NOW + TS_MINUTE, &done),
	                 TS_OK);
	assert_int_equal(ts_undo(two.there, SUPPORT_NOW + TS_MINUTE, &done), TS_OK);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW + TS_MINUTE, &mark, &news), TS_OK);
	assert_true(news.back);
	assert_string_equal(news.done.text, "email");
	assert_int_equal(ts_redo(two.there, SUPPORT_NOW + TS_MINUTE, &done), TS_OK);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW + TS_MINUTE, &mark, &news), TS_OK);
	assert_false(news.back);
	assert_string_equal(news.done.text, "email");
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW + TS_MINUTE, &mark, &news), TS_UNCHANGED);
	ts_close(two.there);
}

static void the_first_step_undone_elsewhere_is_news_too(void **state)
{
	struct two two = two_open(state);
	struct ts_news news;
	struct ts_done done;
	uint64_t mark = 0;
	assert_int_equal(ts_log_text(two.here, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_undo(two.there, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_OK);
	assert_true(news.back);
	ts_close(two.there);
}

static void a_note_saved_elsewhere_is_news_of_its_day_and_a_draft_is_none(void **state)
{
	struct two two = two_open(state);
	struct ts_news news;
	struct ts_done done;
	struct ts_note note;
	uint64_t mark = 0;
	ts_day day = ts_day_of(SUPPORT_NOW, 0);
	assert_int_equal(ts_note_read(two.there, day, &note), TS_OK);
	assert_int_equal(ts_draft_save(two.there, &note, "h", 1, 1, SUPPORT_NOW), TS_OK);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_UNCHANGED);
	assert_int_equal(ts_note_save(two.there, &note, "hello", 5, SUPPORT_NOW, &done), TS_OK);
	ts_note_release(&note);
	assert_int_equal(ts_news_read(two.here, SUPPORT_NOW, &mark, &news), TS_OK);
	assert_int_equal(news.done.deed, TS_DEED_NOTE);
	assert_int_equal(news.done.day, day);
	ts_close(two.there);
}

static void news_needs_a_login(void **state)
{
	struct support *support = *state;
	struct ts_news news;
	uint64_t mark = 0;
	ts_lock(support->store);
	assert_int_equal(ts_news_read(support->store, SUPPORT_NOW, &mark, &news), TS_LOGGED_OUT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(what_the_other_did_is_told_once_with_its_name),
		CASE(a_step_that_cannot_be_read_is_an_error_and_not_an_older_one),
		CASE(what_was_done_here_is_no_news),
		CASE(an_undo_elsewhere_of_what_was_done_here_is_news),
		CASE(the_first_step_undone_elsewhere_is_news_too),
		CASE(a_note_saved_elsewhere_is_news_of_its_day_and_a_draft_is_none),
		CASE(news_needs_a_login),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
