/* Each allocation of SQLite that fails, in every kind of call: the call says so or succeeds, and nothing breaks. */
#include "support_memory.h"
#include "support_rows.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { AT_MOST = 200000 };

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static enum ts_status note_write(ts_store *store)
{
	struct ts_note note;
	struct ts_done done;
	enum ts_status status = ts_note_read(store, today(), &note);

	if (status != TS_OK)
		return status;
	status = ts_note_save(store, &note, "text", 4, now, &done);
	ts_note_release(&note);
	return status;
}

/* Asks for a bit of everything, and goes on after a failure as a program would. */
static void live(ts_store *store, enum ts_status *statuses)
{
	struct ts_settings settings = ts_settings_default();
	struct ts_activities activities;
	struct ts_day_view view;
	struct ts_week week;
	struct ts_draft draft;
	struct ts_done done;
	const struct ts_note note = { .day = today() };
	size_t folded, junk;

	*statuses++ = ts_log_text(store, "parser", NULL, at(8, 0), now, &done);
	*statuses++ = ts_log_text(store, "email", "c", at(9, 0), now, &done);
	*statuses++ = ts_log_insert(store, "call", NULL, at(8, 30), at(8, 40), now, &done);
	*statuses++ = ts_draft_save(store, &note, "typed", 5, 5, now);
	*statuses = ts_draft_read(store, today(), &draft);
	if (*statuses++ == TS_OK)
		ts_draft_release(&draft);
	*statuses++ = note_write(store);
	*statuses++ = ts_inbox_log(store, "ada", 0, "locked", at(9, 30));
	*statuses++ = ts_inbox_fold(store, now, &folded, &junk);
	*statuses++ = ts_undo(store, now, &done);
	*statuses++ = ts_redo(store, now, &done);
	*statuses++ = ts_settings_write(store, &settings, now);
	*statuses++ = ts_week_read(store, today(), now, &week);
	*statuses = ts_activities_read(store, now, &activities);
	if (*statuses++ == TS_OK)
		ts_activities_release(&activities);
	*statuses = ts_day_read(store, today(), now, &view);
	if (*statuses++ == TS_OK)
		ts_day_release(&view);
}

static void memory_that_runs_out_once_or_for_good_breaks_nothing(void **state)
{
	struct support *support = *state;
	int failed = 0;

	for (int for_good = 0; for_good < 2; for_good++) {
		bool reached = true;
		/* Every one of the first, then ever fewer: all of the thousands would take minutes. */
		for (int allocation = 1; reached && allocation < AT_MOST; allocation += 1 + allocation / 16) {
			enum ts_status statuses[16] = { TS_OK };
			(void)rows_reopen(support);
			memory_arm(allocation, for_good != 0);
			live(support->store, statuses);
			reached = memory_count() >= allocation;
			memory_arm(0, false);
			for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
				assert_true(statuses[i] == TS_OK || statuses[i] == TS_NO_MEMORY ||
				            statuses[i] == TS_UNCHANGED || statuses[i] == TS_NOT_FOUND);
			failed += statuses[0] == TS_NO_MEMORY || statuses[5] == TS_NO_MEMORY;
			/* All is as it should be again. */
			struct ts_day_view view;
			assert_int_equal(ts_day_read(support->store, today(), now, &view), TS_OK);
			assert_int_equal(view.damaged, 0);
			ts_day_release(&view);
		}
		assert_false(reached);
	}
	assert_true(failed >= 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(memory_that_runs_out_once_or_for_good_breaks_nothing,
		                                support_setup_login, support_teardown),
	};

	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	if (!memory_install())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
