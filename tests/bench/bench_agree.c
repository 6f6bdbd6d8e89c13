/* Both programs say the same: nobody is fast by being wrong. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MOST = 64, NAME_ROOM = 128 };

struct totals {
	struct {
		char name[NAME_ROOM];
		long seconds;
	} at[NAMES_MOST];
	size_t count;
};

static void totals_add(struct totals *totals, const char *name, long seconds)
{
	size_t i;

	for (i = 0; i < totals->count && strcmp(totals->at[i].name, name) != 0; i++)
		;
	if (i == NAMES_MOST)
		return;
	if (i == totals->count)
		(void)snprintf(totals->at[totals->count++].name, NAME_ROOM, "%s", name);
	totals->at[i].seconds += seconds;
}

static int name_compare(const void *left, const void *right)
{
	return strcmp(left, right);
}

/* The text in quotes behind a mark: one program puts spaces there. */
static bool text_after(const char *line, const char *mark, char out[NAME_ROOM])
{
	const char *begin = strstr(line, mark);

	if (begin)
		begin = strchr(begin + strlen(mark), '"');
	if (!begin)
		return false;
	begin++;
	(void)snprintf(out, NAME_ROOM, "%.*s", (int)strcspn(begin, "\""), begin);
	return true;
}

static long seconds_of(const char *stamp)
{
	int hour = 0, minute = 0, second = 0;

	(void)sscanf(stamp, "%*8[0-9]T%2d%2d%2d", &hour, &minute, &second);
	return hour * 3600L + minute * 60L + second;
}

/* An interval a line, as "timew export" writes them and "export --format timewarrior" does. What goes on is left out,
 * and no interval of the history reaches into another day of UTC. */
static bool intervals_read(const char *path, struct totals *totals)
{
	char line[4096], begin[NAME_ROOM], end[NAME_ROOM], name[NAME_ROOM];
	FILE *file = fopen(path, "re");

	if (!file)
		return false;
	while (fgets(line, sizeof line, file)) {
		if (text_after(line, "\"start\":", begin) && text_after(line, "\"end\":", end) &&
		    text_after(line, "\"tags\":", name))
			totals_add(totals, name, seconds_of(end) - seconds_of(begin));
	}
	(void)fclose(file);
	qsort(totals->at, totals->count, sizeof totals->at[0], name_compare);
	return true;
}

/* Rows of "report --json": {"activity": "parser", "seconds": 10440}. */
static bool report_read(const char *path, struct totals *totals)
{
	static char text[65536];
	FILE *file = fopen(path, "re");
	size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
	char name[NAME_ROOM];

	if (!file)
		return false;
	(void)fclose(file);
	text[size] = '\0';
	for (const char *at = text; text_after(at, "\"activity\":", name);) {
		at = strstr(at, "\"seconds\": ");
		if (!at)
			break;
		at += strlen("\"seconds\": ");
		totals_add(totals, name, strtol(at, NULL, 10));
	}
	qsort(totals->at, totals->count, sizeof totals->at[0], name_compare);
	return true;
}

static bool totals_equal(const struct totals *left, const struct totals *right, const char *what)
{
	bool equal = left->count == right->count;

	for (size_t i = 0; i < left->count && equal; i++)
		equal = strcmp(left->at[i].name, right->at[i].name) == 0 && left->at[i].seconds == right->at[i].seconds;
	if (!equal)
		(void)fprintf(stderr, "%s: the programs do not agree\n", what);
	return equal;
}

static bool range_agrees(const char *ours, const char *theirs, const char *from, const char *yesterday,
                         const char *today)
{
	struct totals report = { 0 }, intervals = { 0 };

	return bench_line(ours, BENCH_PROGRAM " report %s..%s --by activity --json", from, yesterday) &&
	       bench_line(theirs, "timew export %s - %s", from, today) && report_read(ours, &report) &&
	       intervals_read(theirs, &intervals) && totals_equal(&report, &intervals, from);
}

bool bench_agree(const struct bench_world *world)
{
	struct totals ours = { 0 }, theirs = { 0 };
	char our_path[BENCH_PATH + 8], their_path[BENCH_PATH + 8], today[16], yesterday[16], week[16], year[16];

	bench_world_enter(world);
	(void)snprintf(our_path, sizeof our_path, "%s/ours", world->directory);
	(void)snprintf(their_path, sizeof their_path, "%s/theirs", world->directory);
	(void)bench_date(world, 0, today);
	(void)bench_date(world, -1, yesterday);
	(void)bench_date(world, -7, week);
	(void)bench_date(world, -365, year);
	return bench_line(our_path, BENCH_PROGRAM " export --format timewarrior") &&
	       bench_line(their_path, "timew export") && intervals_read(our_path, &ours) &&
	       intervals_read(their_path, &theirs) && ours.count > 1 && totals_equal(&ours, &theirs, "all intervals") &&
	       range_agrees(our_path, their_path, yesterday, yesterday, today) &&
	       range_agrees(our_path, their_path, week, yesterday, today) &&
	       range_agrees(our_path, their_path, year, yesterday, today) &&
	       range_agrees(our_path, their_path, "1990-01-01", yesterday, today);
}
