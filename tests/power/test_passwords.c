/* The power fails while a password is changed, or set anew by the recovery code, or the key is exchanged: exactly one
 * password opens, the old or the new, and the code that goes with it. */
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"
#include "workers.h"

enum { USUAL_CUTS = 15, FULL_CUTS = 3000, CHANGES = 9 };

static const enum act_kind kinds[] = { ACT_PASSWD, ACT_RECOVER, ACT_REKEY };
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void round_run(const void *context, uint64_t seed, struct findings *findings)
{
	struct course_setting setting = *(const struct course_setting *)context;
	const int per_thousand = setting.per_thousand;

	setting.per_thousand = 0;
	struct course *course = course_begin(&setting, seed, findings);
	course_grow(course);
	setting.per_thousand = per_thousand;
	course_set(course, &setting);
	for (int i = 0; i < CHANGES; i++)
		(void)course_act(course, kinds[i % KINDS]);
	course_end(course);
}

static void exactly_one_password_and_its_code_open(void **state)
{
	const struct course_setting setting = { .per_thousand = campaign_on() ? 800 : 200,
		                                .processes = 1,
		                                .reboots = true };
	struct findings findings = workers_run(campaign_rounds(USUAL_CUTS, FULL_CUTS), round_run, &setting);

	(void)state;
	assert_int_equal(findings.bad, 0);
	assert_int_equal(findings.failed, 0);
	/* Some are done before anybody is told: both outcomes were seen. */
	assert_in_range(findings.landed, campaign_on() ? 1 : 0, findings.cuts - 1);
	findings_assert_all(&findings, kinds, KINDS);
	campaign_record("Power cuts",
	                "in changes of the password, with the old one and with the recovery code, and of the key",
	                findings.cuts, "cuts", findings.bad, "locked out or two open");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly_one_password_and_its_code_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
