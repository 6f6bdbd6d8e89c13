/*
 * Every operation of every act fails, once or for good, because the disk is full or broken, and then the power fails as
 * well: what an act says is what the database holds, then and there and after the cut.
 */
#include "backups.h"
#include "data/file/store.h"
#include "disk.h"
#include "probe.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support_rows.h"
#include "tree.h"
#include "workers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	USUAL_FAULTS = 60,
	FULL_FAULTS = 6000,
	SEEDS_MOST = 200,
	OPERATIONS_MOST = 1000,
	CUTS_A_FAULT = 1,
	STRIDE_FULL = 2,
	STRIDE_USUAL = 16
};

struct way {
	int error;
	bool for_good;
};

static const struct way ways[] = { { ENOSPC, false }, { EIO, false }, { ENOSPC, true }, { EIO, true } };

enum { WAYS = sizeof ways / sizeof ways[0] };

/* A database to do something to, again and again as it was. */
struct bench {
	struct course *course;
	struct findings *findings;
	char kept[ACT_PATH_SIZE], looked[ACT_PATH_SIZE];
	struct actor actor;
	struct act act;
	struct backups backups;
	struct account accounts[2]; /* before and after */
	char *before, *after;
	uint64_t chance;
	int first, stride; /* which operations fail */
	bool thorough;
};

/* A store leaves its connection only after a commit that failed, to look on a new one for what became of it. */
static int connection_left(unsigned kind, void *left, void *connection, void *more)
{
	(void)kind;
	(void)connection;
	(void)more;
	*(bool *)left = true;
	return 0;
}

static void bench_restore(struct bench *bench)
{
	actor_close(&bench->actor);
	disk_pause(true);
	tree_remove(course_root(bench->course));
	tree_copy(bench->kept, course_root(bench->course));
	disk_start(course_root(bench->course));
}

static char *text_of(struct bench *bench, const struct account *accounts, int count)
{
	char path[ACT_PATH_SIZE + 32];

	(void)snprintf(path, sizeof path, "%s/%s", bench->looked, BACKUPS_DATABASE);
	disk_pause(true);
	char *text = probe(path, accounts, count);
	disk_pause(false);
	return text;
}

/* Finds chance with which the act does something, and what it then does. */
static bool bench_rehearse(struct bench *bench, enum act_kind kind)
{
	bench->act.kind = kind;
	for (int i = 0; i < SEEDS_MOST; i++) {
		bench_restore(bench);
		bench->act.seed = rows_random(&bench->chance);
		if (kind != ACT_MAKE && actor_open(&bench->actor, &bench->accounts[0]) != TS_OK)
			abort();
		disk_fail(0, 0, false, 0);
		struct act_result result = act_run(&bench->actor, &bench->act);
		/* To drop a draft that is not there is done without the disk. */
		if (result.status != TS_OK || disk_operations() == 0)
			continue;
		actor_close(&bench->actor);
		disk_copy(bench->looked);
		bench->accounts[1] = result.account;
		bench->after = text_of(bench, &result.account, 1);
		tree_remove(bench->looked);
		return true;
	}
	return false;
}

static void complain(const struct bench *bench, const char *what, int operation, const struct way *way,
                     enum ts_status status, const char *seen)
{
	if (bench->findings->bad++ > 2)
		return;
	(void)fprintf(stderr, "%s: %s, operation %d, error %d%s, said '%s'\n---- seen\n%s---- before\n%s---- after\n%s",
	              act_name(bench->act.kind), what, operation, way->error, way->for_good ? " for good" : "",
	              ts_status_text(status), seen, bench->before, bench->after);
}

/* Looks at what is in bench->looked; unsure: the act may be done although it was said to have failed. True: it is. */
static bool look(struct bench *bench, const struct act_result *result, bool unsure, const char *what, int operation,
                 const struct way *way)
{
	struct account accounts[2] = { bench->accounts[0], result->account };
	char reason[BACKUPS_REASON_SIZE] = "";
	struct backups are = { .count = 0 };

	backups_list(bench->looked, &are);
	disk_pause(true);
	bool sound = backups_check(&bench->backups, course_root(bench->course), bench->looked, false, bench->before,
	                           &bench->accounts[0], reason);
	disk_pause(false);
	bool missing = result->status == TS_OK && are.count <= bench->backups.count &&
	               (bench->act.kind == ACT_BACKUP || bench->act.kind == ACT_BACKUP_DAILY);
	if (!sound || missing)
		complain(bench, missing ? "the backup is not there" : reason, operation, way, result->status, "");
	char *seen = text_of(bench, accounts, 2);
	bool done = strcmp(seen, bench->after) == 0, undone = strcmp(seen, bench->before) == 0;
	if (result->status == TS_OK ? !done : !undone && !(unsure && done))
		complain(bench, what, operation, way, result->status, seen);
	free(seen);
	tree_remove(bench->looked);
	return done && !undone;
}

/* Once more, now that nothing fails: it is done once, and lasts. */
static void repeat(struct bench *bench, int operation, const struct way *way)
{
	struct act_result again = act_run(&bench->actor, &bench->act);

	if (!act_is_answer(again.status))
		complain(bench, "refused when repeated", operation, way, again.status, "");
	disk_cut(rows_random(&bench->chance));
	disk_leave(CUTS_A_FAULT, bench->looked);
	(void)look(bench, &again, false, "after it was repeated and the power failed", operation, way);
}

/* False: there is no such operation. */
static bool fault_run(struct bench *bench, int operation, const struct way *way)
{
	bench_restore(bench);
	if (bench->act.kind != ACT_MAKE && actor_open(&bench->actor, &bench->accounts[0]) != TS_OK)
		abort();
	disk_fail(operation, way->error, way->for_good, rows_random(&bench->chance));
	bool left = false;
	if (bench->actor.store &&
	    sqlite3_trace_v2(bench->actor.store->database, SQLITE_TRACE_CLOSE, connection_left, &left) != SQLITE_OK)
		abort();
	struct act_result result = act_run(&bench->actor, &bench->act);
	if (bench->actor.store && bench->actor.store->database)
		(void)sqlite3_trace_v2(bench->actor.store->database, 0, NULL, NULL);
	bool reached = disk_operations() >= operation;
	disk_fail(0, 0, false, 0);
	if (!reached)
		return false;
	for (int i = 0; i < CUTS_A_FAULT; i++)
		disk_cut(rows_random(&bench->chance));
	bench->findings->cuts++;
	bench->findings->cut[bench->act.kind]++;
	bench->findings->landed += result.status == TS_OK && left && bench->actor.store;
	if (result.status != TS_OK && result.status != TS_FULL && result.status != TS_IO)
		complain(bench, "no word for a disk that fails", operation, way, result.status, "");
	for (size_t i = 0; i < CUTS_A_FAULT; i++) {
		disk_leave(i, bench->looked);
		(void)look(bench, &result, true, "after the power failed", operation, way);
	}
	/* An empty database that is there but may not last is opened by whoever tries again; and of a disk that is gone
	 * for good nobody can say what it holds. */
	bool unsure = bench->act.kind == ACT_MAKE || (way->for_good && way->error == EIO);
	disk_copy(bench->looked);
	bool landed = look(bench, &result, unsure, "then and there", operation, way);
	if (result.status != TS_OK && !landed)
		repeat(bench, operation, way);
	return true;
}

static void act_fails_everywhere(struct bench *bench, enum act_kind kind)
{
	if (!bench_rehearse(bench, kind)) {
		complain(bench, "never did anything", 0, &ways[0], TS_OK, "");
		return;
	}
	bench->findings->done[kind]++;
	for (int i = 0; i < WAYS; i++) {
		int operation = bench->first;
		if (!bench->thorough && i != (int)kind % WAYS)
			continue;
		while (operation < OPERATIONS_MOST && fault_run(bench, operation, &ways[i]))
			operation += bench->stride;
	}
	free(bench->after);
}

static void bench_run(struct course *course, struct findings *findings, uint64_t seed, const enum act_kind *kinds,
                      int count)
{
	struct bench bench = { .course = course,
		               .findings = findings,
		               .act = { .number = 1000, .account = *course_account(course) },
		               .before = strdup(course_text(course)),
		               .chance = seed,
		               .first = 1 + (int)(seed % STRIDE_FULL),
		               .stride = campaign_on() ? STRIDE_FULL : STRIDE_USUAL,
		               .thorough = campaign_on() };

	course_rest(course);
	(void)snprintf(bench.kept, sizeof bench.kept, "%s.kept", course_root(course));
	(void)snprintf(bench.looked, sizeof bench.looked, "%s.looked", course_root(course));
	(void)snprintf(bench.actor.path, sizeof bench.actor.path, "%s", course_path(course));
	bench.accounts[0] = *course_account(course);
	disk_copy(bench.kept);
	backups_list(bench.kept, &bench.backups);
	for (int i = 0; i < count; i++)
		act_fails_everywhere(&bench, kinds[i]);
	actor_close(&bench.actor);
	free(bench.before);
}

static const enum act_kind rows_kinds[] = {
	ACT_LOG,  ACT_SLOT,   ACT_INSERT, ACT_EDIT,         ACT_MOVE,    ACT_SHIFT,   ACT_DELETE, ACT_UNDO,
	ACT_REDO, ACT_RENAME, ACT_NOTE,   ACT_SETTINGS,     ACT_PASSWD,  ACT_RECOVER, ACT_REKEY,  ACT_INBOX,
	ACT_FOLD, ACT_IMPORT, ACT_BACKUP, ACT_BACKUP_DAILY, ACT_MIGRATE, ACT_DRAFT,
};

static void round_run(const void *context, uint64_t seed, struct findings *findings)
{
	static const enum act_kind more[] = { ACT_DRAFT, ACT_INBOX, ACT_BACKUP_DAILY, ACT_INBOX, ACT_NOTE, ACT_UNDO },
	                           make[] = { ACT_MAKE }, enter[] = { ACT_REGISTER };
	const struct course_setting setting = { .processes = 1 };
	struct course *course = course_begin(&setting, seed, findings);

	(void)context;
	bench_run(course, findings, seed, make, 1);
	course_end(course);
	course = course_begin(&setting, seed, findings);
	(void)course_act(course, ACT_MAKE);
	bench_run(course, findings, seed, enter, 1);
	course_end(course);
	course = course_begin(&setting, seed, findings);
	course_grow(course);
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		(void)course_act(course, more[i]);
	bench_run(course, findings, seed, rows_kinds, sizeof rows_kinds / sizeof rows_kinds[0]);
	course_end(course);
}

static void what_an_act_says_is_what_the_disk_holds(void **state)
{
	struct findings findings = workers_run(campaign_rounds(USUAL_FAULTS, FULL_FAULTS), round_run, NULL);

	(void)state;
	assert_int_equal(findings.bad, 0);
	findings_assert_all(&findings, rows_kinds, sizeof rows_kinds / sizeof rows_kinds[0]);
	if (campaign_on())
		assert_true(findings.landed > 0);
	campaign_record("Failing disk",
	                "every operation of every kind of action: full or broken, once or for good, then a power cut",
	                findings.cuts, "faults", findings.bad, "lost, half done or told wrongly");
	campaign_record("Failing disk", "commits that failed although they had landed: told as saved, and safe",
	                findings.landed, "commits", 0, "lost or doubled");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_act_says_is_what_the_disk_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
