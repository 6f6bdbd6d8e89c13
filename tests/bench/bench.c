/* timesheet_bench: makes the histories, lets all programs run in turns, prints the tables. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "usage: timesheet_bench [OPTIONS]\n"
                            "  --full           10,000, 100,000 and 1,000,000 intervals (else 100,000)\n"
                            "  --sizes N,N      these numbers of intervals\n"
                            "  --rounds N       of each command (11)\n"
                            "  --keys N         of each kind on the screen (100)\n"
                            "  --counts         instructions, too (valgrind)\n"
                            "  --only PART      files, commands, screen, devices or counts\n"
                            "  --data DIR       where histories are kept\n";

struct wishes {
	struct bench_options options;
	const char *only, *data;
};

static bool sizes_read(const char *text, struct bench_options *options)
{
	options->size_count = 0;
	while (*text && options->size_count < BENCH_SIZES) {
		char *end;
		long size = strtol(text, &end, 10);
		if (size < 100 || (*end && *end != ','))
			return false;
		options->sizes[options->size_count++] = size;
		text = *end ? end + 1 : end;
	}
	return options->size_count > 0 && !*text;
}

static bool number_read(const char *text, size_t most, size_t *out)
{
	char *end;
	long number = strtol(text, &end, 10);

	*out = (size_t)number;
	return number >= 1 && (size_t)number <= most && !*end;
}

static bool option_read(const char *name, const char *value, struct wishes *wishes)
{
	if (strcmp(name, "--sizes") == 0)
		return sizes_read(value, &wishes->options);
	if (strcmp(name, "--rounds") == 0)
		return number_read(value, BENCH_ROUNDS_MOST, &wishes->options.rounds);
	if (strcmp(name, "--keys") == 0)
		return number_read(value, BENCH_ROUNDS_MOST, &wishes->options.keys);
	if (strcmp(name, "--only") == 0)
		wishes->only = value;
	else if (strcmp(name, "--data") == 0)
		wishes->data = value;
	else
		return false;
	return true;
}

static bool options_read(int count, char **arguments, struct wishes *wishes)
{
	for (int i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--full") == 0) {
			wishes->options.counts = sizes_read("10000,100000,1000000", &wishes->options);
		} else if (strcmp(arguments[i], "--counts") == 0) {
			wishes->options.counts = true;
		} else if (i + 1 == count || !option_read(arguments[i], arguments[i + 1], wishes)) {
			return false;
		} else {
			i++;
		}
	}
	return true;
}

static bool wanted(const struct wishes *wishes, const char *part)
{
	return !wishes->only || strcmp(wishes->only, part) == 0;
}

int main(int count, char **arguments)
{
	static struct bench_world worlds[BENCH_SIZES];
	struct wishes wishes = { .options = { .sizes = { 100000 }, .size_count = 1, .rounds = 11, .keys = 100 },
		                 .data = BENCH_DATA };

	if (!options_read(count, arguments, &wishes)) {
		(void)fputs(usage, stderr);
		return 2;
	}
	for (size_t i = 0; i < wishes.options.size_count; i++) {
		if (!bench_world_prepare(&worlds[i], wishes.options.sizes[i], wishes.data))
			return 1;
		if (!bench_agree(&worlds[i]))
			return 1;
	}
	/* As it was made: commands add to it. */
	if (wanted(&wishes, "files"))
		bench_files(&wishes.options, worlds);
	if (wanted(&wishes, "commands"))
		bench_operations(&wishes.options, worlds);
	if (wanted(&wishes, "screen"))
		bench_screen(&wishes.options, worlds);
	if (wanted(&wishes, "devices"))
		bench_devices(&wishes.options, &worlds[0]);
	if (wishes.options.counts && wanted(&wishes, "counts"))
		bench_counts(&wishes.options, worlds);
	return 0;
}
