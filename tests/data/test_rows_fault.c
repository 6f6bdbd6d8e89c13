/* Every action on a disk that fails at each of its operations: what the answer says is what the file holds. */
#include "support_fault.h"
#include "support_rows.h"

#include "tests/campaign/campaign.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { AT_MOST = 400 };

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static enum ts_status act_log(ts_store *store)
{
	struct ts_done done;

	return ts_log_text(store, "something new", "with a comment", at(9, 30), now, &done);
}

static enum ts_status act_insert(ts_store *store)
{
	struct ts_done done;

	return ts_log_insert(store, "call", NULL, at(8, 30), at(8, 45), now, &done);
}

static enum ts_status act_move_to_another_month(ts_store *store)
{
	struct ts_span span;
	struct ts_done done;
	const struct ts_log_change change = { .move = true, .at = rows_at(2026, 8, 1, 9, 0) };
	enum ts_status status = ts_current_read(store, now, &span);

	return status == TS_OK ? ts_log_change(store, span.id, &change, now, &done) : status;
}

static enum ts_status act_delete(ts_store *store)
{
	struct ts_span span;
	struct ts_done done;
	enum ts_status status = ts_current_read(store, now, &span);

	return status == TS_OK ? ts_log_delete(store, span.id, now, &done) : status;
}

static enum ts_status act_merge(ts_store *store)
{
	return rows_rename(store, "email", "parser", now);
}

static enum ts_status act_undo(ts_store *store)
{
	struct ts_done done;

	return ts_undo(store, now, &done);
}

static enum ts_status act_redo(ts_store *store)
{
	struct ts_done done;

	return ts_redo(store, now, &done);
}

static enum ts_status act_note(ts_store *store)
{
	struct ts_note note;
	struct ts_done done;
	enum ts_status status = ts_note_read(store, today(), &note);

	if (status != TS_OK)
		return status;
	status = ts_note_save(store, &note, "another text", 12, now, &done);
	ts_note_release(&note);
	return status;
}

static enum ts_status act_draft(ts_store *store)
{
	const struct ts_note note = { .day = today() };

	return ts_draft_save(store, &note, "typed", 5, 0, now);
}

static enum ts_status act_settings(ts_store *store)
{
	struct ts_settings settings = ts_settings_default();

	settings.day_start = 240;
	return ts_settings_write(store, &settings, now);
}

static enum ts_status act_fold(ts_store *store)
{
	size_t folded, junk;

	return ts_inbox_fold(store, now, &folded, &junk);
}

static enum ts_status act_drop_draft(ts_store *store)
{
	struct ts_draft draft;
	enum ts_status status = ts_draft_read(store, today() + 1, &draft);

	/* What an earlier process left has to be taken over first. */
	if (status != TS_OK)
		return status;
	ts_draft_release(&draft);
	return ts_draft_drop(store, today() + 1);
}

static enum ts_status act_drop_junk(ts_store *store)
{
	return ts_inbox_drop_junk(store, now);
}

static enum ts_status act_inbox(ts_store *store)
{
	return ts_inbox_log(store, "ada", 1, NULL, at(9, 45));
}

/* All that a user sees, as text. */
static void look(struct support *support, char *out, size_t size)
{
	ts_store *store = support->store;
	struct ts_settings settings;
	struct ts_activities activities;
	struct ts_day_view view;
	struct ts_note note;
	struct ts_draft draft;
	size_t used = 0;

	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_int_equal(view.damaged, 0);
	used += (size_t)snprintf(out + used, size - used, "%d:", settings.day_start);
	for (size_t i = 0; i < view.span_count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s %s %lld,", view.spans[i].text,
		                         view.spans[i].comment, (long long)view.spans[i].logged);
	ts_day_release(&view);
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s=%d,", activities.at[i].text,
		                         activities.at[i].slot);
	ts_activities_release(&activities);
	assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
	used += (size_t)snprintf(out + used, size - used, "%s:", note.text);
	ts_note_release(&note);
	enum ts_status status = ts_draft_read(store, today(), &draft);
	assert_true(status == TS_OK || status == TS_NOT_FOUND);
	used += (size_t)snprintf(out + used, size - used, "%s:", status == TS_OK ? draft.note.text : "-");
	if (status == TS_OK)
		ts_draft_release(&draft);
	(void)snprintf(out + used, size - used, "%lld steps, %lld in the inbox, %lld drafts",
	               (long long)support_sql_integer(support->path, "SELECT count(*) FROM history"),
	               (long long)support_sql_integer(support->path, "SELECT count(*) FROM inbox"),
	               (long long)support_sql_integer(support->path, "SELECT count(*) FROM draft"));
}

/* The file all acts begin with: something to change, to take back, to do again, and to fold. */
static void prepare(struct support *support)
{
	ts_store *store = support->store;
	struct ts_note empty = { .day = today() };
	struct ts_done done;

	(void)rows_log(store, "parser", at(8, 0), now);
	(void)rows_log(store, "email", at(9, 0), now);
	assert_int_equal(ts_note_save(store, &empty, "a text", 6, now, &done), TS_OK);
	(void)rows_log(store, "undone", at(9, 10), now);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	const struct ts_note tomorrow = { .day = today() + 1 };
	assert_int_equal(ts_draft_save(store, &tomorrow, "dropped", 7, 0, now), TS_OK);
	support_sql(support->path, "INSERT INTO inbox SELECT id, zeroblob(16), randomblob(368) FROM user");
	assert_int_equal(ts_inbox_log(store, "ada", 0, "locked one", at(9, 20)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "locked two", at(9, 25)), TS_OK);
	/* And one that nobody can open. */
	support_sql(support->path,
	            "INSERT INTO inbox (id, owner, blob) SELECT x'00112233445566778899aabbccddeeff', id, "
	            "zeroblob(100) FROM user");
}

static void file_copy(const char *from, const char *to)
{
	static char bytes[1 << 20];
	FILE *in = fopen(from, "rbe");
	FILE *out = fopen(to, "wbe");

	assert_non_null(in);
	assert_non_null(out);
	size_t size = fread(bytes, 1, sizeof bytes, in);
	assert_in_range(size, 1, sizeof bytes - 1);
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	assert_int_equal(fclose(in), 0);
	assert_int_equal(fclose(out), 0);
}

static void act_fails_everywhere(struct support *support, enum ts_status (*act)(ts_store *store), int code,
                                 bool for_good)
{
	char kept[SUPPORT_PATH_SIZE + 8], before[4096], after[4096], seen[4096];
	bool reached = true;
	int failed = 0;

	(void)snprintf(kept, sizeof kept, "%s.kept", support->path);
	look(support, before, sizeof before);
	assert_int_equal(act(support->store), TS_OK);
	look(support, after, sizeof after);
	assert_string_not_equal(before, after);
	for (int operation = 1; reached && operation < AT_MOST; operation++) {
		ts_close(support->store);
		support->store = NULL;
		file_copy(kept, support->path);
		(void)rows_reopen(support);
		fault_arm(operation, code, for_good);
		enum ts_status status = act(support->store);
		reached = fault_count() >= operation;
		fault_arm(0, 0, false);
		if (status != TS_OK)
			assert_true(status == TS_FULL || status == TS_IO);
		failed += status != TS_OK;
		/* As this terminal sees it, and as the file has it. */
		if (!for_good) {
			look(support, seen, sizeof seen);
			assert_string_equal(seen, status == TS_OK ? after : before);
		}
		(void)rows_reopen(support);
		look(support, seen, sizeof seen);
		assert_string_equal(seen, status == TS_OK ? after : before);
	}
	assert_false(reached);
	assert_true(failed >= 3);
}

static void what_an_action_says_is_what_the_file_holds(void **state)
{
	static enum ts_status (*const acts[])(ts_store *) = { act_log,       act_insert, act_move_to_another_month,
		                                              act_delete,    act_merge,  act_undo,
		                                              act_redo,      act_note,   act_draft,
		                                              act_settings,  act_fold,   act_drop_draft,
		                                              act_drop_junk, act_inbox };
	struct support *support = *state;
	char kept[SUPPORT_PATH_SIZE + 8];

	(void)snprintf(kept, sizeof kept, "%s.kept", support->path);
	prepare(support);
	ts_close(support->store);
	support->store = NULL;
	file_copy(support->path, kept);
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
		/* Usually each in one of the two ways, by turns. */
		const int ways = campaign_on() ? 2 : 1;
		for (int j = 0; j < 2; j++) {
			if (ways == 1 && (size_t)j != i % 2)
				continue;
			ts_close(support->store);
			support->store = NULL;
			file_copy(kept, support->path);
			(void)rows_reopen(support);
			act_fails_everywhere(support, acts[i], j ? SQLITE_IOERR_WRITE : SQLITE_FULL, j != 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_an_action_says_is_what_the_file_holds, support_setup_login,
		                                support_teardown),
	};

	/* The faults are ours, so that the disk below need not be one: it would take a minute of syncing. */
	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	fault_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
