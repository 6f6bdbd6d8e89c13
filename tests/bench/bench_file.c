/* How much room a history takes: in the file, and each log of it. */
#include "bench.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { ID_DIGITS = 32 };

long bench_logs(const struct bench_world *world)
{
	char path[BENCH_PATH + 8], line[4096];
	long count = 0;

	(void)snprintf(path, sizeof path, "%s/count", world->directory);
	if (!bench_line(path, BENCH_PROGRAM " export --format csv"))
		return -1;
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		count += strspn(line, "0123456789abcdef") == ID_DIGITS;
	if (file)
		(void)fclose(file);
	return count;
}

static double file_size(const struct bench_world *world)
{
	char path[BENCH_PATH + 16];
	struct stat about;

	(void)snprintf(path, sizeof path, "%s/timesheet/t.db", world->directory);
	return stat(path, &about) == 0 ? (double)about.st_size : -1;
}

void bench_files(const struct bench_options *options, const struct bench_world *worlds)
{
	(void)printf("\n| history | logs | the file | bytes a log |\n|---|--:|--:|--:|\n");
	for (size_t i = 0; i < options->size_count; i++) {
		bench_world_enter(&worlds[i]);
		const long logs = bench_logs(&worlds[i]);
		const double size = file_size(&worlds[i]);
		if (logs > 0 && size > 0)
			(void)printf("| %ld | %ld | %.1f MB | %.0f |\n", worlds[i].size, logs, size / 1e6,
			             size / (double)logs);
		else
			(void)printf("| %ld | failed | | |\n", worlds[i].size);
	}
}
