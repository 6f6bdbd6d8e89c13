/* Processes and samples. */
#include "bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

void bench_add(struct bench_samples *samples, double milliseconds, long memory)
{
	if (samples->count < BENCH_ROUNDS_MOST)
		samples->at[samples->count++] = milliseconds;
	if (memory > samples->memory)
		samples->memory = memory;
}

static int number_compare(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

double bench_quantile(struct bench_samples *samples, double part)
{
	if (samples->failed || samples->count == 0)
		return 0;
	qsort(samples->at, samples->count, sizeof *samples->at, number_compare);
	return samples->at[(size_t)(part * (double)(samples->count - 1) + 0.5)];
}

double bench_now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

size_t bench_words(char *line, char **words, size_t room)
{
	size_t count = 0;

	for (char *at = line; *at && count + 1 < room;) {
		while (*at == ' ')
			at++;
		char end = ' ';
		if (*at == '"')
			end = *at++;
		if (!*at)
			break;
		words[count++] = at;
		at = strchr(at, end);
		if (!at)
			break;
		*at++ = '\0';
	}
	words[count] = NULL;
	return count;
}

static bool streams_set(posix_spawn_file_actions_t *actions, const char *output)
{
	return posix_spawn_file_actions_init(actions) == 0 &&
	       posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
	       posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, output ? output : "/dev/null",
	                                        O_WRONLY | O_CREAT | O_TRUNC, 0600) == 0;
}

void bench_flush(void)
{
	sync();
}

bool bench_process(char **words, const char *output, double *milliseconds, long *memory)
{
	posix_spawn_file_actions_t actions;
	struct rusage usage = { 0 };
	int status = -1;
	pid_t process;

	if (!streams_set(&actions, output))
		return false;
	double begin = bench_now();
	bool run = posix_spawnp(&process, words[0], &actions, NULL, words, environ) == 0 &&
	           wait4(process, &status, 0, &usage) == process;
	*milliseconds = bench_now() - begin;
	*memory = usage.ru_maxrss;
	(void)posix_spawn_file_actions_destroy(&actions);
	return run && status == 0;
}

bool bench_line(const char *output, const char *format, ...)
{
	char line[4096], shown[4096], *words[BENCH_WORDS_MOST];
	double milliseconds;
	long memory;
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	memcpy(shown, line, sizeof shown);
	if (bench_words(line, words, BENCH_WORDS_MOST) > 0 && bench_process(words, output, &milliseconds, &memory))
		return true;
	(void)fprintf(stderr, "this did not work: %s\n", shown);
	return false;
}

long bench_instructions(char **words)
{
	static const char mark[] = "Collected : ";
	char report[] = "/tmp/timesheet-bench-XXXXXX", log[64], text[4096], *all[BENCH_WORDS_MOST + 4];
	int file = mkstemp(report);
	double milliseconds;
	long memory, count = -1;

	if (file < 0)
		return -1;
	(void)snprintf(log, sizeof log, "--log-file=%s", report);
	all[0] = (char[]){ "valgrind" };
	all[1] = (char[]){ "--tool=callgrind" };
	all[2] = (char[]){ "--callgrind-out-file=/dev/null" };
	all[3] = log;
	for (size_t i = 0; i < BENCH_WORDS_MOST && (all[i + 4] = words[i]); i++)
		;
	if (bench_process(all, NULL, &milliseconds, &memory)) {
		ssize_t size = pread(file, text, sizeof text - 1, 0);
		text[size > 0 ? size : 0] = '\0';
		const char *found = strstr(text, mark);
		if (found)
			count = strtol(found + sizeof mark - 1, NULL, 10);
	}
	(void)close(file);
	(void)unlink(report);
	return count;
}
