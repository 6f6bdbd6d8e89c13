/*
 * Writes a made-up history as timewarrior keeps it (its data, tags and the undo journal that ordinary use leaves), as
 * hledger and calcurse keep theirs, and notes of days in our own json: generate COUNT NOW DIRECTORY.
 */
#include "history.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char *root;

static FILE *file_open(const char *name, const char *mode)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/%s", root, name);
	FILE *file = fopen(path, mode);
	if (!file) {
		perror(path);
		exit(1);
	}
	return file;
}

static void directory_make(const char *name)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/%s", root, name);
	(void)mkdir(path, 0700);
}

static void file_close(FILE *file)
{
	if (fclose(file) == 0)
		return;
	perror("write");
	exit(1);
}

enum style { BASIC, MONTH, DATE, CLOCK, SLASHED };

/* A moment of UTC in one of the ways that the files want. */
static const char *stamp(int64_t at, enum style style, char out[32])
{
	time_t time = (time_t)at;
	struct tm parts;

	(void)gmtime_r(&time, &parts);
	switch (style) {
	case BASIC:
		(void)strftime(out, 32, "%Y%m%dT%H%M%SZ", &parts);
		break;
	case MONTH:
		(void)strftime(out, 32, "%Y-%m", &parts);
		break;
	case DATE:
		(void)strftime(out, 32, "%Y-%m-%d", &parts);
		break;
	case CLOCK:
		(void)strftime(out, 32, "%Y-%m-%d %H:%M:%S", &parts);
		break;
	case SLASHED:
		(void)strftime(out, 32, "%m/%d/%Y @ %H:%M", &parts);
		break;
	}
	return out;
}

/* ---- timewarrior ---- */

static void line_write(FILE *file, const struct history_interval *interval)
{
	char begin[32], end[32];

	(void)fprintf(file, "inc %s", stamp(interval->begin, BASIC, begin));
	if (interval->end)
		(void)fprintf(file, " - %s", stamp(interval->end, BASIC, end));
	(void)fprintf(file, " # \"%s\"", history_name(interval->activity));
	if (interval->comment)
		(void)fprintf(file, " # \"%s\"", interval->comment);
	(void)fputc('\n', file);
}

static void object_write(FILE *file, const struct history_interval *interval)
{
	char begin[32], end[32];

	(void)fprintf(file, "{\"id\":0,\"start\":\"%s\"", stamp(interval->begin, BASIC, begin));
	if (interval->end)
		(void)fprintf(file, ",\"end\":\"%s\"", stamp(interval->end, BASIC, end));
	(void)fprintf(file, ",\"tags\":[\"%s\"]", history_name(interval->activity));
	if (interval->comment)
		(void)fprintf(file, ",\"annotation\":\"%s\"", interval->comment);
	(void)fputs("}\n", file);
}

/* What each "start" and "stop" leaves: the interval as it was made, then as it ended. */
static void journal_write(FILE *file, const struct history_interval *interval)
{
	struct history_interval open = *interval;

	open.end = 0;
	(void)fputs("txn:\n  type: interval\n  before: \n  after: ", file);
	object_write(file, &open);
	if (!interval->end)
		return;
	(void)fputs("txn:\n  type: interval\n  before: ", file);
	object_write(file, &open);
	(void)fputs("  after: ", file);
	object_write(file, interval);
}

static int name_compare(const void *left, const void *right)
{
	return strcmp(history_name(*(const int *)left), history_name(*(const int *)right));
}

static void tags_write(const struct history *history)
{
	size_t counts[HISTORY_ACTIVITIES] = { 0 };
	int order[HISTORY_ACTIVITIES];
	FILE *file = file_open("timew/data/tags.data", "we");
	const char *separator = "{\n";

	for (size_t i = 0; i < history->count; i++)
		counts[history->at[i].activity]++;
	for (int i = 0; i < HISTORY_ACTIVITIES; i++)
		order[i] = i;
	qsort(order, HISTORY_ACTIVITIES, sizeof *order, name_compare);
	for (int i = 0; i < HISTORY_ACTIVITIES; i++) {
		if (counts[order[i]] == 0)
			continue;
		(void)fprintf(file, "%s  \"%s\":{\"count\":%zu}", separator, history_name(order[i]), counts[order[i]]);
		separator = ",\n";
	}
	(void)fputs("\n}\n", file);
	file_close(file);
}

static void timewarrior_write(const struct history *history)
{
	char month[48] = "", name[48], date[32];
	FILE *file = NULL, *whole = file_open("history.data", "we"), *journal;

	directory_make("timew");
	directory_make("timew/data");
	file_close(file_open("timew/timewarrior.cfg", "we"));
	journal = file_open("timew/data/undo.data", "we");
	for (size_t i = 0; i < history->count; i++) {
		const struct history_interval *interval = &history->at[i];
		(void)snprintf(name, sizeof name, "timew/data/%s.data", stamp(interval->begin, MONTH, date));
		if (strcmp(name, month) != 0) {
			if (file)
				file_close(file);
			file = file_open(name, "we");
			memcpy(month, name, sizeof month);
		}
		line_write(file, interval);
		line_write(whole, interval);
		journal_write(journal, interval);
	}
	if (file)
		file_close(file);
	file_close(whole);
	file_close(journal);
	tags_write(history);
}

/* ---- the others ---- */

static void timeclock_write(const struct history *history, int64_t now)
{
	FILE *file = file_open("history.timeclock", "we");
	char date[32];

	for (size_t i = 0; i < history->count; i++) {
		const struct history_interval *interval = &history->at[i];
		(void)fprintf(file, "i %s %s\n", stamp(interval->begin, CLOCK, date), history_name(interval->activity));
		(void)fprintf(file, "o %s\n", stamp(interval->end ? interval->end : now, CLOCK, date));
	}
	file_close(file);
}

static void calcurse_write(const struct history *history, int64_t now)
{
	char begin[32], end[32];

	directory_make("calcurse");
	FILE *file = file_open("calcurse/apts", "we");
	for (size_t i = 0; i < history->count; i++) {
		const struct history_interval *interval = &history->at[i];
		(void)fprintf(file, "%s -> %s |%s\n", stamp(interval->begin, SLASHED, begin),
		              stamp(interval->end ? interval->end : now, SLASHED, end),
		              history_name(interval->activity));
	}
	file_close(file);
	file_close(file_open("calcurse/todo", "we"));
	file_close(file_open("calcurse/conf", "we"));
}

/* A note on every third day. */
static void notes_write(const struct history *history)
{
	FILE *file = file_open("notes.json", "we");
	char date[32];
	const char *separator = "";

	(void)fputs("{\"logs\": [], \"notes\": [", file);
	for (int64_t day = history->at[0].begin / HISTORY_DAY;
	     day <= history->at[history->count - 1].begin / HISTORY_DAY; day += 3) {
		(void)fprintf(file,
		              "%s\n{\"date\": \"%s\", \"text\": \"What was said, day %" PRId64
		              "\\n\\n- ask Lin about the offsets\\n- the build is green again\"}",
		              separator, stamp(day * HISTORY_DAY, DATE, date), day);
		separator = ",";
	}
	(void)fputs("\n]}\n", file);
	file_close(file);
}

int main(int count, char **arguments)
{
	if (count != 4 || atol(arguments[1]) < 1) {
		(void)fputs("usage: generate COUNT NOW DIRECTORY\n", stderr);
		return 2;
	}
	int64_t now = strtoll(arguments[2], NULL, 10);
	struct history history = history_make((size_t)atol(arguments[1]), now);
	root = arguments[3];
	timewarrior_write(&history);
	timeclock_write(&history, now);
	calcurse_write(&history, now);
	notes_write(&history);
	history_release(&history);
	return 0;
}
