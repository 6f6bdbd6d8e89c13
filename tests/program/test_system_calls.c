/* Every command that writes is killed at each of its system calls, and each call that writes fails once in every way:
 * all of it is done or nothing, undo fits, and what was said is true. */
#include "support_trace.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FULL = 1000000 /* tries that are never reached: all of them */ };

/* Every how manieth, so that about so many of them are taken. */
static size_t stride_of(size_t count, long wanted)
{
	size_t stride = count / (size_t)wanted;

	return stride > 0 ? stride : 1;
}

static void killed_at_any_call_all_or_nothing_is_done(void **state)
{
	long wanted = campaign_rounds(2, FULL), killed = 0, bad = 0;

	(void)state;
	if (!trace_possible())
		skip();
	struct stage stage;
	stage_begin(&stage, &deeds[0]);
	for (size_t i = 0; i < deed_count; i++) {
		stage_turn(&stage, &deeds[i]);
		struct trace trace = trace_take(&stage);
		size_t stride = stride_of(trace.count - trace.own, wanted);
		/* The last ones are those that matter most. */
		for (size_t at = trace.count; at > (stride > 1 ? trace.own : 0); at = at > stride ? at - stride : 0) {
			struct run run = trace_inject(&stage, &trace.at[at - 1], "signal=SIGKILL");
			if (!stage_judge(&stage, &run, false)) {
				print_error("killed at '%s': %s\n", trace.at[at - 1].line, stage.trouble);
				bad++;
			}
			killed += run.status < 0;
			run_release(&run);
			stage_reset(&stage);
		}
		trace_release(&trace);
	}
	stage_end(&stage);
	assert_int_equal(bad, 0);
	assert_true(killed >= (long)deed_count);
	campaign_record("System calls", "log, edit, undo, note, import, backup and passwd are killed at each", killed,
	                "kills", 0, "half done, lost or misreported");
}

/* ---- errors */

/* Whether a call is one that writes, and one by whose failure a full disk is known: SQLite forgets why opening failed.
 */
static bool call_writes(const struct call *call, bool *full)
{
	static const char *const names[] = { "write",  "pwrite64",  "fsync", "fdatasync", "ftruncate",
		                             "rename", "renameat2", "link",  "unlink" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(call->name, names[i]) == 0) {
			*full = i < 2 && !strstr(call->line, "/dev/"); /* of the others it is not told apart */
			return true;
		}
	}
	*full = false;
	/* A clock is a file in tests only. Where boots cannot be told apart a login ends, and the log is sealed. */
	return strcmp(call->name, "openat") == 0 && !strstr(call->line, "/clock\"") &&
	       !strstr(call->line, "/boot_id\"");
}

static bool fault_makes_sense(const struct call *call, const char *fault)
{
	/* Linux interrupts none of the others. */
	return strcmp(fault, "error=EINTR") != 0 || strstr(call->name, "write") || strcmp(call->name, "openat") == 0;
}

static void call_fails(struct stage *stage, const struct call *call, bool full, long *tried, long *bad)
{
	static const char *const faults[] = { "error=EIO", "error=ENOSPC", "error=ENOMEM", "error=EINTR" };

	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		if (!fault_makes_sense(call, faults[i]))
			continue;
		struct run run = trace_inject(stage, call, faults[i]);
		if (!stage_judge(stage, &run, full && strcmp(faults[i], "error=ENOSPC") == 0)) {
			print_error("%s at '%s': %s\n", faults[i], call->line, stage->trouble);
			++*bad;
		}
		run_release(&run);
		stage_reset(stage);
		++*tried;
	}
}

static size_t writes_count(const struct trace *trace)
{
	size_t count = 0;
	bool full;

	for (size_t at = trace->own; at < trace->count; at++)
		count += call_writes(&trace->at[at], &full);
	return count;
}

static void any_write_may_fail_and_what_is_said_is_true(void **state)
{
	long wanted = campaign_rounds(1, FULL), tried = 0, bad = 0;

	(void)state;
	if (!trace_possible())
		skip();
	struct stage stage;
	stage_begin(&stage, &deeds[0]);
	for (size_t i = 0; i < deed_count; i++) {
		bool full;
		stage_turn(&stage, &deeds[i]);
		struct trace trace = trace_take(&stage);
		/* Of the calls that write, in the middle of each stride: the others are most. */
		size_t stride = stride_of(writes_count(&trace), wanted), met = 0;
		for (size_t at = trace.own; at < trace.count; at++) {
			if (call_writes(&trace.at[at], &full) && met++ % stride == stride / 2)
				call_fails(&stage, &trace.at[at], full, &tried, &bad);
		}
		trace_release(&trace);
	}
	stage_end(&stage);
	assert_int_equal(bad, 0);
	assert_true(tried > 0);
	campaign_record("System calls",
	                "each write, sync, truncation, renaming and opening of theirs fails, in four ways", tried,
	                "failures", 0, "half done, lost or misreported");
}

/* Its name might not have survived a power cut. */
static void a_backup_that_is_said_to_have_failed_is_not_there(void **state)
{
	struct stage stage;
	long failed = 0;

	(void)state;
	if (!trace_possible())
		skip();
	for (size_t i = 0; i < deed_count; i++) {
		if (strcmp(deeds[i].words[0], "backup") != 0)
			continue;
		stage_begin(&stage, &deeds[i]);
		struct trace trace = trace_take(&stage);
		for (size_t at = trace.own; at < trace.count; at++) {
			if (strcmp(trace.at[at].name, "fsync") == 0)
				call_fails(&stage, &trace.at[at], false, &(long){ 0 }, &failed);
		}
		trace_release(&trace);
		stage_end(&stage);
	}
	assert_int_equal(failed, 0);
}

/* ---- the harness itself */

/* A disk that says that it has written and has not: nobody can stand that, and it is seen. */
static void a_disk_that_lies_is_found_out(void **state)
{
	struct stage stage;
	long found = 0;

	(void)state;
	if (!trace_possible())
		skip();
	stage_begin(&stage, &deeds[0]);
	struct trace trace = trace_take(&stage);
	for (size_t at = trace.own; at < trace.count; at++) {
		const struct call *call = &trace.at[at];
		char fault[32], path[128];
		(void)snprintf(path, sizeof path, "<%s>", stage.sandbox->database);
		if (strcmp(call->name, "pwrite64") != 0 || !strstr(call->line, path))
			continue;
		(void)snprintf(fault, sizeof fault, "retval=%s", strrchr(call->line, ' ') + 1);
		struct run run = trace_inject(&stage, call, fault);
		found += !stage_judge(&stage, &run, false);
		run_release(&run);
		stage_reset(&stage);
	}
	assert_true(found >= 3);
	trace_release(&trace);
	stage_end(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_disk_that_lies_is_found_out),
		cmocka_unit_test(a_backup_that_is_said_to_have_failed_is_not_there),
		cmocka_unit_test(any_write_may_fail_and_what_is_said_is_true),
		cmocka_unit_test(killed_at_any_call_all_or_nothing_is_done),
	};

	if (!stages_in_memory())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
