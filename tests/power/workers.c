/* Courses side by side. */
#include "workers.h"

#include "disk.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS_MOST = 8, SEED_STEP = 1000003 };

static void findings_add(struct findings *sum, const struct findings *more)
{
	sum->cuts += more->cuts;
	sum->bad += more->bad;
	sum->failed += more->failed;
	sum->landed += more->landed;
	for (int i = 0; i < ACT_KINDS; i++) {
		sum->done[i] += more->done[i];
		sum->cut[i] += more->cut[i];
	}
}

/* TIMESHEET_TEST_SEED: the first one, to see again what went wrong. */
static uint64_t seed_first(void)
{
	const char *wanted = getenv("TIMESHEET_TEST_SEED");

	return wanted ? strtoull(wanted, NULL, 10) : 1;
}

static void worker_work(long cuts, worker_round *round, const void *context, uint64_t seed, struct findings *findings)
{
	/* cmocka would go on with the next test in this process. */
	(void)signal(SIGSEGV, SIG_DFL);
	(void)signal(SIGABRT, SIG_DFL);
	disk_stop();
	while (findings->cuts < cuts)
		round(context, seed++, findings);
	disk_stop();
	(void)fflush(NULL);
	_exit(0);
}

struct findings workers_run(long cuts, worker_round *round, const void *context)
{
	const long processors = sysconf(_SC_NPROCESSORS_ONLN);
	const int workers = !campaign_on() || processors < 2 ? 1
	                    : processors > WORKERS_MOST      ? WORKERS_MOST
	                                                     : (int)processors;
	struct findings *each =
	        mmap(NULL, (size_t)workers * sizeof *each, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct findings sum = { 0 };

	assert_ptr_not_equal(each, MAP_FAILED);
	(void)fflush(NULL);
	for (int i = 0; i < workers; i++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			worker_work((cuts + workers - 1) / workers, round, context,
			            seed_first() + (uint64_t)i * SEED_STEP, &each[i]);
	}
	for (int i = 0; i < workers; i++) {
		int result = -1;
		assert_true(wait(&result) > 0);
		assert_int_equal(result, 0);
	}
	for (int i = 0; i < workers; i++)
		findings_add(&sum, &each[i]);
	assert_int_equal(munmap(each, (size_t)workers * sizeof *each), 0);
	return sum;
}

void findings_assert_all(const struct findings *findings, const enum act_kind *kinds, int count)
{
	for (int i = 0; i < count; i++) {
		if (findings->done[kinds[i]] == 0 || findings->cut[kinds[i]] == 0)
			fail_msg("%s: done %ld times, cut %ld times", act_name(kinds[i]), findings->done[kinds[i]],
			         findings->cut[kinds[i]]);
	}
}
