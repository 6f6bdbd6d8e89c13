/* Memory runs out at any allocation of any command, once or for good: it says so or succeeds, and never crashes or does
 * half of it. Only its words for that need no memory. */
#include "support_deed.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Tries of a command, once and for good: the tests of the data module take every single allocation of theirs. The last
 * ones, with which a command says what it has read, are tried each. */
enum { WRITES_FULL = 500, READS_USUAL = 4, READS_FULL = 200, LAST = 6 };

static struct run run_without(struct stage *stage, long at, bool for_good)
{
	char variable[64];

	(void)snprintf(variable, sizeof variable, "TIMESHEET_ALLOCATION=%ld%s", at, for_good ? "+" : "");
	return stage_run(stage, NULL, (const char *const[2]){ variable, NULL });
}

static long allocations_count(struct stage *stage)
{
	char path[96], variable[128];
	size_t size;

	(void)snprintf(path, sizeof path, "%s/count", stage->sandbox->directory);
	(void)snprintf(variable, sizeof variable, "TIMESHEET_ALLOCATION_COUNT=%s", path);
	struct run run = stage_run(stage, NULL, (const char *const[2]){ variable, NULL });
	assert_int_equal(run.status, 0);
	run_release(&run);
	char *bytes = file_read(path, &size);
	assert_non_null(bytes);
	long count = strtol(bytes, NULL, 10);
	free(bytes);
	stage_reset(stage);
	assert_true(count > 50);
	return count;
}

struct sum {
	long tried, refused, bad;
};

/* Beginning with a different one for each command, so that few tries see different places. */
static void deed_runs_out(struct stage *stage, long wanted, long first, struct sum *sum)
{
	stage->program = test_program_memory;
	long count = allocations_count(stage), stride = count / wanted > 0 ? count / wanted : 1;
	for (int for_good = 0; for_good < 2; for_good++) {
		/* Once here, for good there. */
		const long chosen = (first + for_good * stride / 2) % stride;
		for (long at = 1; at <= count; at++) {
			if ((at - 1) % stride != chosen && at <= count - LAST)
				continue;
			struct run run = run_without(stage, at, for_good != 0);
			if (!stage_judge(stage, &run, false)) {
				print_error("allocation %ld of %ld%s: %s\n", at, count, for_good ? " and on" : "",
				            stage->trouble);
				sum->bad++;
			}
			sum->tried++;
			sum->refused += run.status != 0;
			run_release(&run);
			stage_reset(stage);
		}
	}
}

static void memory_that_runs_out_leaves_all_or_nothing(void **state)
{
	const long writes = campaign_rounds(2, WRITES_FULL), reads = campaign_rounds(READS_USUAL, READS_FULL);
	struct sum sum = { 0 };
	struct stage stage;

	(void)state;
	stage_begin(&stage, &deeds[0]);
	for (size_t i = 0; i < deed_count + reading_count; i++) {
		bool writes_it = i < deed_count;
		stage_turn(&stage, writes_it ? &deeds[i] : &readings[i - deed_count]);
		deed_runs_out(&stage, writes_it ? writes : reads, (long)i * 37, &sum);
	}
	stage_end(&stage);
	assert_int_equal(sum.bad, 0);
	assert_true(sum.refused > sum.tried / 4);
	campaign_record("Memory", "an allocation of one of 20 commands is refused, once or for good", sum.tried,
	                "refusals", 0, "crashed or half done");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_that_runs_out_leaves_all_or_nothing),
	};

	if (!stages_in_memory())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
