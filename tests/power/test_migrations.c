/* The power fails while a database is brought up, or down: it is of the old version or of the new one, with what it
 * held, and a verified backup of the old one is beside it. */
#include "data/file/schema.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"
#include "workers.h"

enum { USUAL_CUTS = 20, FULL_CUTS = 2000 };

static void round_run(const void *context, uint64_t seed, struct findings *findings)
{
	struct course_setting setting = *(const struct course_setting *)context;
	const int per_thousand = setting.per_thousand;

	/* From each version, the tables of the last ones first: each goes down from where the last one came up to. */
	setting.per_thousand = 0;
	struct course *course = course_begin(&setting, seed, findings);
	course_grow(course);
	setting.per_thousand = per_thousand;
	course_set(course, &setting);
	for (int version = SCHEMA_LATEST - 1; version >= 1; version--) {
		(void)course_migrate(course, version);
		(void)course_act(course, ACT_REOPEN);
		(void)course_act(course, ACT_ACCEPT);
	}
	course_end(course);
}

static void a_migration_is_done_or_not_and_leaves_a_backup(void **state)
{
	static const enum act_kind kinds[] = { ACT_MIGRATE, ACT_REOPEN, ACT_ACCEPT };
	const struct course_setting setting = { .per_thousand = campaign_on() ? 700 : 90, .processes = 1 };
	struct findings findings = workers_run(campaign_rounds(USUAL_CUTS, FULL_CUTS), round_run, &setting);

	(void)state;
	assert_int_equal(findings.bad, 0);
	assert_int_equal(findings.failed, 0);
	findings_assert_all(&findings, kinds, 3);
	campaign_record("Power cuts", "in migrations from and to each older format", findings.cuts, "cuts",
	                findings.bad, "in between, or without a backup");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_migration_is_done_or_not_and_leaves_a_backup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
