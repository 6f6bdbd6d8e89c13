/*
 * Files that came to harm: bytes and pages changed, cut, exchanged, other files, journals of others. Each is opened by
 * a process of its own with all that the module has. It is refused as it is, or what is shown is what was written, and
 * what is missing is counted or named.
 */
#include "support_rows.h"
#include "support_spoil.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_USUAL = 65, ROUNDS_FULL = 20000, TOLD_MOST = 20 };

static void originals_make(struct original originals[2], struct support *support)
{
	for (unsigned i = 0; i < 2; i++) {
		original_make(&originals[i], support, i + 1);
		assert_int_equal(unlink(support->path), 0);
	}
}

static void originals_release(struct original originals[2])
{
	original_release(&originals[0]);
	original_release(&originals[1]);
}

static void spoilt_files_are_refused_or_show_what_was_written(void **state)
{
	struct support *support = *state;
	struct original originals[2];
	struct spoiler spoiler;
	struct verdicts verdicts[SPOIL_COUNT] = { 0 }, all = { 0 };
	char detail[JUDGE_DETAIL];
	long rounds = campaign_rounds(ROUNDS_USUAL, ROUNDS_FULL), told = 0;

	originals_make(originals, support);
	spoiler_make(&spoiler, &originals[0], &originals[1], support);
	for (long round = 0; round < rounds; round++) {
		/* Each can be had again by its number alone. */
		uint64_t chance = (uint64_t)round * 7919 + 5;
		enum spoil spoil = (enum spoil)(round % SPOIL_COUNT);
		spoil_write(&spoiler, spoil, &chance, support->path);
		enum verdict verdict = judge(support->path, &originals[0], rows_random_below(&chance, 2), detail);
		verdicts[spoil].counts[verdict]++;
		all.counts[verdict]++;
		if (verdict >= VERDICT_LOST && told++ < TOLD_MOST)
			print_error("round %ld, %s: %s: %s\n", round, spoil_name(spoil), verdict_name(verdict), detail);
	}
	for (int i = 0; i < SPOIL_COUNT; i++)
		verdicts_print(&verdicts[i], spoil_name((enum spoil)i));
	/* They are a mixture: none of the three good ways is all there is. */
	assert_true(all.counts[VERDICT_SAME] > 0 && all.counts[VERDICT_NAMED] > 0 && all.counts[VERDICT_REFUSED] > 0);
	assert_int_equal(verdicts_wrong(&all), 0);
	campaign_record(
	        "Hostile files",
	        "bytes and pages changed, cut, exchanged, other files, journals of others; opened, read, searched, "
	        "checked, written to",
	        rounds, "files", verdicts_wrong(&all), "crashed, hung, touched, or showing what was not written");
	spoiler_release(&spoiler);
	originals_release(originals);
}

static void the_judge_sees_what_is_wrong(void **state)
{
	struct support *support = *state;
	struct original originals[2];
	char detail[JUDGE_DETAIL];
	struct ts_done done;

	originals_make(originals, support);
	support_file_write(support->path, originals[0].bytes, originals[0].size);
	assert_int_equal(judge(support->path, &originals[0], false, detail), VERDICT_SAME);
	/* By what stood in another. */
	assert_int_equal(judge(support->path, &originals[1], false, detail), VERDICT_WRONG);
	/* Something was logged that the original had not, and something was taken away. */
	ts_store *store = rows_reopen(support);
	assert_int_equal(ts_log_text(store, "more", NULL, SUPPORT_NOW - TS_MINUTE, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(judge(support->path, &originals[0], false, detail), VERDICT_WRONG);
	assert_int_equal(judge(support->path, &originals[0], true, detail), VERDICT_SAME);
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	assert_int_not_equal(judge(support->path, &originals[0], false, detail), VERDICT_SAME);
	/* Made anew. */
	ts_close(store);
	support->store = NULL;
	assert_int_equal(unlink(support->path), 0);
	ts_close(support_open(support));
	support->store = NULL;
	assert_int_equal(judge(support->path, &originals[0], false, detail), VERDICT_LOST);
	/* A judge that dies. */
	assert_int_equal(judge("/nowhere/timesheet.db", &originals[0], false, detail), VERDICT_CRASHED);
	originals_release(originals);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_judge_sees_what_is_wrong),
		CASE(spoilt_files_are_refused_or_show_what_was_written),
	};

	judge_in_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
