/* What would lose something is found out: without this the other tests of power cuts would prove nothing. */
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"
#include "workers.h"

#include <stdio.h>

enum { USUAL_CUTS = 15, FULL_CUTS = 500, ACTS = 12, LINE_SIZE = 160 };

static void round_run(const void *context, uint64_t seed, struct findings *findings)
{
	static const enum act_kind kinds[] = { ACT_LOG, ACT_NOTE, ACT_EDIT, ACT_LOG, ACT_UNDO, ACT_INSERT };
	const struct course_setting careful = { .per_thousand = 0, .processes = 1 };
	struct course *course = course_begin(&careful, seed, findings);

	course_grow(course);
	course_set(course, context);
	for (int i = 0; i < ACTS; i++)
		(void)course_act(course, kinds[i % 6]);
	course_end(course);
}

static long losses(const char *pragma, long *cuts)
{
	const struct course_setting setting = { .pragma = pragma, .quiet = true, .per_thousand = 150, .processes = 1 };
	struct findings findings = workers_run(campaign_rounds(USUAL_CUTS, FULL_CUTS), round_run, &setting);

	assert_int_equal(findings.failed, 0);
	*cuts += findings.cuts;
	return findings.bad;
}

static void settings_that_lose_what_was_acknowledged_are_found_out(void **state)
{
	char line[LINE_SIZE];
	long cuts = 0;

	(void)state;
	long off = losses("PRAGMA synchronous = OFF", &cuts);
	long normal = losses("PRAGMA synchronous = NORMAL", &cuts);
	long deleting = losses("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL", &cuts);
	assert_true(off > 0);
	assert_true(normal > 0);
	assert_true(deleting > 0);
	(void)snprintf(
	        line, sizeof line,
	        "made careless on purpose: %ld losses seen with synchronous OFF, %ld with NORMAL, %ld with journal "
	        "DELETE and FULL",
	        off, normal, deleting);
	campaign_record("Power cuts", line, cuts, "cuts", 0, "unseen");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_that_lose_what_was_acknowledged_are_found_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
