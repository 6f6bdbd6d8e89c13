/* Runs strace and reads what it has written. */
#include "support_trace.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STRACE "/usr/bin/strace"

bool trace_possible(void)
{
	if (access(STRACE, X_OK) != 0) {
		print_message("skipped: strace is not installed (Debian package strace)\n");
		return false;
	}
	/* The user's rights are one thing, a container's filter of system calls another. */
	const int status = system(/* NOLINT(cert-env33-c) */
	                          "test -z \"$(" STRACE " -qq -f --seccomp-bpf -o /dev/null -e trace=getppid -e "
	                          "inject=getppid:error=EIO true 2>&1)\"");
	if (status != 0) {
		print_message("skipped: strace may not trace here\n");
		return false;
	}
	return true;
}

static int name_count(const struct trace *trace, const char *name)
{
	int count = 0;

	for (size_t i = 0; i < trace->count; i++)
		count += strcmp(trace->at[i].name, name) == 0;
	return count;
}

/* "pwrite64(4</tmp/x>, ...) = 512" */
static void line_take(struct trace *trace, const char *line)
{
	struct call *call = &trace->at[trace->count];
	size_t size = 0;

	while (isalnum((unsigned char)line[size]) || line[size] == '_')
		size++;
	if (size == 0 || size >= sizeof call->name || line[size] != '(')
		return;
	(void)snprintf(call->name, sizeof call->name, "%.*s", (int)size, line);
	call->number = name_count(trace, call->name) + 1;
	call->line = line;
	/* The first thing that main does: it forbids core dumps. */
	if (trace->own == 0 && strstr(line, "RLIMIT_CORE"))
		trace->own = trace->count;
	trace->count++;
}

struct trace trace_take(struct stage *stage)
{
	struct trace trace = { 0 };
	char path[96], *line, *rest;
	size_t size, lines = 1;

	(void)snprintf(path, sizeof path, "%s/trace", stage->sandbox->directory);
	struct run run = stage_run(stage, WORDS(STRACE, "-qq", "-y", "-s", "0", "-o", path), NULL);
	if (run.status != 0)
		fail_msg("%s under strace: exit %d, '%s'", stage->deed->words[0], run.status, run.error);
	run_release(&run);
	stage_reset(stage);
	trace.text = file_read(path, &size);
	assert_non_null(trace.text);
	for (size_t i = 0; i < size; i++)
		lines += trace.text[i] == '\n';
	trace.at = calloc(lines, sizeof *trace.at);
	assert_non_null(trace.at);
	for (line = strtok_r(trace.text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		line_take(&trace, line);
	assert_true(trace.own > 0);
	return trace;
}

void trace_release(struct trace *trace)
{
	free(trace->at);
	free(trace->text);
	*trace = (struct trace){ 0 };
}

struct run trace_inject(struct stage *stage, const struct call *call, const char *fault)
{
	char filter[48], injection[96];

	(void)snprintf(filter, sizeof filter, "trace=%s", call->name);
	(void)snprintf(injection, sizeof injection, "inject=%s:%s:when=%d", call->name, fault, call->number);
	/* Errors are injected with a stop at calls of that name only; where the kernel makes that stop, a signal is
	 * lost. */
	if (strncmp(fault, "signal=", 7) != 0)
		return stage_run(
		        stage,
		        WORDS(STRACE, "-qq", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", filter, "-e", injection),
		        NULL);
	return stage_run(stage, WORDS(STRACE, "-qq", "-o", "/dev/null", "-e", filter, "-e", injection), NULL);
}
