/* Instructions, which a busy machine does not change: they must not grow with the history. */
#include "bench.h"

#include <stdio.h>

static const char *const lines[] = { BENCH_FLOOR " nothing", BENCH_PROGRAM " status", BENCH_PROGRAM " day",
	                             BENCH_PROGRAM " log --slot 1", BENCH_PROGRAM " log --slot 2" };
static const char *const names[] = { "the floor", "status", "day", "log", "log again" };

void bench_counts(const struct bench_options *options, struct bench_world *worlds)
{
	(void)printf("\n| millions of instructions |");
	for (size_t size = 0; size < options->size_count; size++)
		(void)printf(" %ld |", worlds[size].size);
	(void)printf("\n|---|");
	for (size_t size = 0; size < options->size_count; size++)
		(void)printf("--:|");
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		(void)printf("\n| %s |", names[i]);
		for (size_t size = 0; size < options->size_count; size++) {
			char line[BENCH_PATH], *words[8];
			bench_world_enter(&worlds[size]);
			(void)snprintf(line, sizeof line, "%s", lines[i]);
			(void)bench_words(line, words, sizeof words / sizeof words[0]);
			(void)printf(" %.2f |", (double)bench_instructions(words) / 1e6);
		}
	}
	(void)printf("\n");
}
