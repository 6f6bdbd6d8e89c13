/*
 * The power fails, anywhere in anything: what was acknowledged is there afterwards, and what was under way is there as
 * a whole or not at all.
 */
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"
#include "workers.h"

#include <stdio.h>

enum { USUAL_CUTS = 15, FULL_CUTS = 20000, USUAL_MAKINGS = 10, FULL_MAKINGS = 2000 };

static const enum act_kind kinds[] = {
	ACT_LOG,     ACT_LOG,   ACT_SLOT,  ACT_INSERT, ACT_EDIT,         ACT_MOVE,   ACT_SHIFT,   ACT_DELETE,
	ACT_UNDO,    ACT_UNDO,  ACT_REDO,  ACT_RENAME, ACT_NOTE,         ACT_NOTE,   ACT_DRAFT,   ACT_SETTINGS,
	ACT_PASSWD,  ACT_INBOX, ACT_INBOX, ACT_FOLD,   ACT_IMPORT,       ACT_BACKUP, ACT_RECOVER, ACT_REKEY,
	ACT_MIGRATE, ACT_UNDO,  ACT_REDO,  ACT_REOPEN, ACT_BACKUP_DAILY,
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void round_run(const void *context, uint64_t seed, struct findings *findings)
{
	const struct course_setting *setting = context;
	struct course *course = course_begin(setting, seed, findings);

	course_grow(course);
	course_shuffle(course, kinds, KINDS);
	course_end(course);
}

/* In the campaign a course has some 300 cuts, usually all that are asked for. */
static struct findings cuts_run(int processes)
{
	const struct course_setting setting = { .per_thousand = campaign_on() ? 500 : 70,
		                                .processes = processes,
		                                .reboots = true };
	struct findings findings = workers_run(campaign_rounds(USUAL_CUTS, FULL_CUTS), round_run, &setting);

	assert_int_equal(findings.bad, 0);
	assert_int_equal(findings.failed, 0);
	assert_true(findings.cuts > 0);
	/* Of a few cuts all may come before what was done had landed. */
	if (campaign_on()) {
		assert_true(findings.landed > 0);
		findings_assert_all(&findings, kinds, KINDS);
	}
	return findings;
}

static void no_acknowledged_action_is_lost_when_the_power_fails(void **state)
{
	(void)state;
	struct findings findings = cuts_run(1);
	campaign_record("Power cuts", "within 24 kinds of actions in any order, one terminal", findings.cuts, "cuts",
	                findings.bad, "lost");
}

static void nor_when_two_processes_act_by_turns(void **state)
{
	(void)state;
	struct findings findings = cuts_run(2);
	campaign_record("Power cuts", "the same, two processes on one file", findings.cuts, "cuts", findings.bad,
	                "lost");
}

static void making_round(const void *context, uint64_t seed, struct findings *findings)
{
	struct course *course = course_begin(context, seed, findings);

	(void)course_act(course, ACT_MAKE);
	(void)course_act(course, ACT_REGISTER);
	course_end(course);
}

static void a_new_database_and_a_new_user_are_there_as_a_whole_or_not_at_all(void **state)
{
	static const enum act_kind made[] = { ACT_MAKE, ACT_REGISTER };
	const struct course_setting setting = { .per_thousand = 1000, .processes = 1 };
	struct findings findings = workers_run(campaign_rounds(USUAL_MAKINGS, FULL_MAKINGS), making_round, &setting);

	(void)state;
	assert_int_equal(findings.bad, 0);
	assert_int_equal(findings.failed, 0);
	findings_assert_all(&findings, made, 2);
	campaign_record("Power cuts", "while a database is made, and a user registered", findings.cuts, "cuts",
	                findings.bad, "lost");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_acknowledged_action_is_lost_when_the_power_fails),
		cmocka_unit_test(nor_when_two_processes_act_by_turns),
		cmocka_unit_test(a_new_database_and_a_new_user_are_there_as_a_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
