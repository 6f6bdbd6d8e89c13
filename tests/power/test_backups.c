/* The power fails while a backup is made: those there were are intact, and the new one is absent or whole. */
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"
#include "workers.h"

enum { USUAL_CUTS = 15, FULL_CUTS = 500, DAYS = 10, POORER = 3 };

/* Some days long enough for old ones to be rotated out; then all is lost that the backups hold, and nothing is. */
static void round_run(const void *context, uint64_t seed, struct findings *findings)
{
	struct course_setting setting = *(const struct course_setting *)context;
	const int per_thousand = setting.per_thousand;

	setting.per_thousand = 0;
	struct course *course = course_begin(&setting, seed, findings);
	course_grow(course);
	for (int day = 0; day < DAYS; day++) {
		if (day == 2 || day >= DAYS - 2) {
			setting.per_thousand = per_thousand;
			course_set(course, &setting);
		}
		(void)course_act(course, ACT_BACKUP_DAILY);
		setting.per_thousand = 0;
		course_set(course, &setting);
	}
	setting.per_thousand = per_thousand;
	course_set(course, &setting);
	(void)course_act(course, ACT_BACKUP);
	course_meddle(course, "DELETE FROM log; DELETE FROM history");
	(void)course_act(course, ACT_ACCEPT);
	course_keep_backups(course);
	for (int day = 0; day < POORER; day++)
		(void)course_act(course, ACT_BACKUP_DAILY);
	course_end(course);
}

static void older_backups_stay_and_the_new_one_is_whole_or_absent(void **state)
{
	static const enum act_kind kinds[] = { ACT_BACKUP, ACT_BACKUP_DAILY };
	const struct course_setting setting = { .per_thousand = campaign_on() ? 500 : 60, .processes = 1 };
	struct findings findings = workers_run(campaign_rounds(USUAL_CUTS, FULL_CUTS), round_run, &setting);

	(void)state;
	assert_int_equal(findings.bad, 0);
	assert_int_equal(findings.failed, 0);
	findings_assert_all(&findings, kinds, 2);
	campaign_record("Power cuts", "while backups are made and rotated, also by a database that holds less",
	                findings.cuts, "cuts", findings.bad, "damaged or lost");
}

/* The first one brings its directory: the name of that has to last too. */
static void first_round(const void *context, uint64_t seed, struct findings *findings)
{
	struct course_setting setting = { .processes = 1 };
	struct course *course = course_begin(&setting, seed, findings);

	course_grow(course);
	(void)course_act(course, ACT_BACKUP_DAILY);
	course_set(course, context);
	(void)course_act(course, ACT_LOG);
	course_end(course);
}

static void the_first_backup_stays_with_its_directory(void **state)
{
	const struct course_setting setting = { .per_thousand = 1000, .processes = 1 };
	struct findings findings = workers_run(1, first_round, &setting);

	(void)state;
	assert_true(findings.cuts > 5);
	assert_int_equal(findings.bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(older_backups_stay_and_the_new_one_is_whole_or_absent),
		cmocka_unit_test(the_first_backup_stays_with_its_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
