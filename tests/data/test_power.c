/*
 * The power fails: what was acknowledged is there afterwards, and what was not is there as a whole or not at all. Each
 * cut is a process of its own over a disk that leaves what a disk may leave. TIMESHEET_TEST_SEEDS: how many cuts.
 */
#include "support_power.h"
#include "support_rows.h"

#include "data/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NEW_PASSWORD "a staple of batteries"

enum { ACTIONS = 14, LOOK_SIZE = 1024 };

static const ts_time now = SUPPORT_NOW;

/* What a process tells of itself until its power fails. */
struct report {
	int acknowledged;
	int operations;
};

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static enum ts_status passwd(ts_store *store, const char *old, const char *new)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, old, new, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth, now);
	ts_auth_destroy(auth);
	return status;
}

static enum ts_status note_save(ts_store *store, const char *text)
{
	struct ts_note note;
	struct ts_done done;
	enum ts_status status = ts_note_read(store, today(), &note);

	if (status == TS_OK) {
		status = ts_note_save(store, &note, text, strlen(text), now, &done);
		ts_note_release(&note);
	}
	return status;
}

static enum ts_status edit(ts_store *store, ts_time moment)
{
	const struct ts_log_change change = { .text = "edited", .comment = "said", .move = true, .at = at(7, 30) };
	struct ts_span span;
	struct ts_done done;
	enum ts_status status = ts_current_read(store, moment, &span);

	return status == TS_OK ? ts_log_change(store, span.id, &change, now, &done) : status;
}

static enum ts_status act(ts_store *store, int action)
{
	const struct ts_note day = { .day = today() };
	struct ts_settings settings = ts_settings_default();
	struct ts_done done;
	size_t folded, junk;

	switch (action) {
	case 0:
		return ts_log_text(store, "parser", NULL, at(8, 0), now, &done);
	case 1:
		return ts_log_slot(store, 0, at(9, 0), now, &done);
	case 2:
		return edit(store, at(8, 0));
	case 3:
	case 10:
		return ts_undo(store, now, &done);
	case 4:
		return note_save(store, "one\ntwo");
	case 5:
		return passwd(store, SUPPORT_PASSWORD, NEW_PASSWORD);
	case 6:
		return ts_log_insert(store, "lunch", "soup", at(8, 15), at(8, 45), now, &done);
	case 7:
		return note_save(store, "one\nthree");
	case 8:
		return ts_inbox_log(store, "ada", 0, "while locked", at(9, 30));
	case 9:
		return ts_inbox_fold(store, now, &folded, &junk);
	case 11:
		return ts_redo(store, now, &done);
	case 12:
		settings.day_start = 240;
		return ts_settings_write(store, &settings, now);
	default:
		return ts_draft_save(store, &day, "typed", 5, 2, now);
	}
}

/* All that the actions change, in one line. */
static void look(struct support *support, char out[LOOK_SIZE])
{
	struct ts_settings settings;
	struct ts_day_view view;
	struct ts_draft draft = { .saved = 0 };
	struct ts_check check;
	struct ts_note note;
	ts_store *store = support_open(support);
	bool old = support_login(store, "ada", SUPPORT_PASSWORD, now) == TS_OK;
	size_t size;

	if (!old)
		assert_int_equal(support_login(store, "ada", NEW_PASSWORD, now), TS_OK);
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	bool drafted = ts_draft_read(store, today(), &draft) == TS_OK;
	size = (size_t)snprintf(
	        out, LOOK_SIZE, "%s, starts %d, note '%s', draft '%s', %d steps, %d in the inbox:", old ? "old" : "new",
	        settings.day_start, note.text, drafted ? draft.note.text : "", (int)check.steps, (int)check.inbox);
	for (size_t i = 0; i < view.span_count; i++)
		size += (size_t)snprintf(out + size, LOOK_SIZE - size, " %d %s (%s)",
		                         (int)(view.spans[i].logged / TS_MINUTE % 1440), view.spans[i].text,
		                         view.spans[i].comment);
	ts_draft_release(&draft);
	ts_note_release(&note);
	ts_day_release(&view);
	ts_close(store);
	support->store = NULL;
}

/* The other process: acts until its power fails, if it does. */
static void process_run(const struct support *support, bool careless, int cut, uint64_t seed, struct report *report)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	power_install();
	power_arm(cut, seed);
	if (ts_open(support->path, false, now, reason, &store) != TS_OK ||
	    support_login(store, "ada", SUPPORT_PASSWORD, now) != TS_OK)
		_exit(1);
	if (careless && sqlite3_exec(store->database, "PRAGMA synchronous = OFF", NULL, NULL, NULL) != SQLITE_OK)
		_exit(2);
	for (; report->acknowledged < ACTIONS; report->acknowledged++) {
		if (act(store, report->acknowledged) != TS_OK)
			_exit(10 + report->acknowledged);
	}
	report->operations = power_count();
	_exit(0);
}

/* How the process ended. */
static int process_watch(const struct support *support, bool careless, int cut, uint64_t seed, struct report *report)
{
	int result = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		process_run(support, careless, cut, seed, report);
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	return WEXITSTATUS(result);
}

/* A database without what the actions do, and how it looks after each of them. */
struct course {
	unsigned char *bytes;
	size_t size;
	char looks[ACTIONS + 1][LOOK_SIZE];
	struct report *report; /* shared with the other process */
};

static void course_reset(struct support *support, const struct course *course)
{
	char journal[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(journal, sizeof journal, "%s-journal", support->path);
	(void)unlink(journal);
	support_file_write(support->path, course->bytes, course->size);
	*course->report = (struct report){ 0 };
}

static void course_prepare(struct support *support, struct course *course)
{
	course->report = mmap(NULL, sizeof *course->report, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(course->report, MAP_FAILED);
	ts_close(support->store);
	support->store = NULL;
	course->bytes = support_file_read(support->path, &course->size);
	look(support, course->looks[0]);
	for (int i = 0; i < ACTIONS; i++) {
		ts_store *store = support_open(support);
		if (support_login(store, "ada", SUPPORT_PASSWORD, now) != TS_OK)
			assert_int_equal(support_login(store, "ada", NEW_PASSWORD, now), TS_OK);
		assert_int_equal(act(store, i), TS_OK);
		ts_close(store);
		support->store = NULL;
		look(support, course->looks[i + 1]);
		assert_string_not_equal(course->looks[i], course->looks[i + 1]);
	}
	/* How many operations there are to fail at. */
	course_reset(support, course);
	assert_int_equal(process_watch(support, false, 0, 1, course->report), 0);
	assert_true(course->report->operations > 10 * ACTIONS);
}

static void course_release(struct course *course)
{
	free(course->bytes);
	assert_int_equal(munmap(course->report, sizeof *course->report), 0);
}

static void no_acknowledged_action_is_lost_when_the_power_fails(void **state)
{
	struct support *support = *state;
	struct course course;
	char seen[LOOK_SIZE];

	course_prepare(support, &course);
	const int cuts = support_seeds(40), operations = course.report->operations;
	for (int i = 0; i < cuts; i++) {
		/* Spread over all of them, whatever their number. */
		int cut = 1 + (int)((int64_t)i * operations / cuts) % operations;
		course_reset(support, &course);
		assert_int_equal(process_watch(support, false, cut, (uint64_t)i + 1, course.report), POWER_CUT);
		int done = course.report->acknowledged;
		look(support, seen);
		/* The one that was under way may have been complete already. */
		if (strcmp(seen, course.looks[done]) != 0 &&
		    (done == ACTIONS || strcmp(seen, course.looks[done + 1]) != 0))
			fail_msg("cut %d, %d acknowledged: %s\nbut it was %s", cut, done, seen, course.looks[done]);
	}
	course_release(&course);
}

/* Without this the test above would prove nothing. */
static void a_store_that_does_not_wait_for_the_disk_is_found_out(void **state)
{
	enum { CUTS = 20 };
	struct support *support = *state;
	struct course course;
	int lost = 0;

	course_prepare(support, &course);
	const int operations = course.report->operations;
	for (int i = 0; i < CUTS; i++) {
		char reason[TS_REASON_SIZE];
		ts_store *store = NULL;
		struct ts_check check = { .logs = 0 };
		course_reset(support, &course);
		int ended = process_watch(support, true, operations / 4 + i * operations / CUTS / 4, (uint64_t)i + 1,
		                          course.report);
		if (ended != POWER_CUT || course.report->acknowledged < 1)
			continue;
		/* The first action made the first log. */
		if (ts_open(support->path, false, now, reason, &store) != TS_OK ||
		    ts_check(store, true, &check) != TS_OK || check.logs == 0)
			lost++;
		ts_close(store);
	}
	assert_true(lost >= CUTS / 4);
	course_release(&course);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(no_acknowledged_action_is_lost_when_the_power_fails),
		LOGGED_IN(a_store_that_does_not_wait_for_the_disk_is_found_out),
	};

	/* The power that fails is ours, so that the disk below need not be one. */
	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
