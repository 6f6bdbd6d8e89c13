/* import: other programs' files into the timesheet, as one step that undo takes back. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/password.h"
#include "src/command_line/progress.h"
#include "src/system/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* SQLite's limit for a text or blob; nobody's timesheet is near it. */
enum { FILE_MOST = 1000000000 };

/* All bytes of a stream; the caller frees. NULL: said why not. */
static char *stream_read(FILE *stream, const char *name, size_t *size)
{
	struct stat about;
	bool known = fstat(fileno(stream), &about) == 0 && S_ISREG(about.st_mode) && about.st_size < FILE_MOST;
	/* A byte more than there is, to see that it was all. */
	size_t room = known && about.st_size > 0 ? (size_t)about.st_size + 1 : 65536;
	char *bytes = malloc(room);
	*size = 0;
	while (bytes && *size < FILE_MOST) {
		*size += fread(bytes + *size, 1, room - *size, stream);
		if (*size < room)
			break;
		char *grown = realloc(bytes, 2 * room);
		if (!grown)
			free(bytes);
		bytes = grown;
		room *= 2;
	}
	if (!bytes || ferror(stream) || *size >= FILE_MOST) {
		(void)complain(EXIT_FAILED, "cannot read '%s': %s", name,
		               !bytes           ? "out of memory"
		               : ferror(stream) ? strerror(errno)
		                                : "it is too large");
		free(bytes);
		return NULL;
	}
	return bytes;
}

/* What came through a pipe: read before the database is opened, since who writes it may be reading that very one. */
struct piped {
	char *bytes;
	size_t size;
};
static const char input_name[] = "standard input";

static int piped_read(struct piped *piped, int count, char *const *paths)
{
	for (int i = 0; i < count && !piped->bytes; i++) {
		if (strcmp(paths[i], "-") != 0 || isatty(STDIN_FILENO))
			continue;
		piped->bytes = stream_read(stdin, input_name, &piped->size);
		if (!piped->bytes)
			return EXIT_FAILED;
	}
	return EXIT_DONE;
}

/* A file that is read as its bytes are asked for. */
struct reading {
	FILE *stream;
	const char *name;
	size_t size;
	bool said; /* why it failed */
};

static enum ts_status reading_read(void *context, char *out, size_t room, size_t *size)
{
	struct reading *reading = context;
	*size = fread(out, 1, room, reading->stream);
	reading->size += *size;
	if (!ferror(reading->stream) && reading->size < FILE_MOST)
		return TS_OK;
	reading->said = true;
	(void)complain(EXIT_FAILED, "cannot read '%s': %s", reading->name,
	               ferror(reading->stream) ? strerror(errno) : "it is too large");
	return TS_IO;
}

static int file_read(ts_import *import, const char *path, struct piped *piped)
{
	bool input = strcmp(path, "-") == 0;
	struct reading reading = { .name = input ? input_name : path };
	enum ts_status status;
	if (input && piped->bytes) {
		status = ts_import_read(import, input_name, piped->bytes, piped->size);
		free(piped->bytes);
		piped->bytes = NULL;
	} else {
		reading.stream = input ? stdin : fopen(path, "rbe");
		if (!reading.stream)
			return complain(EXIT_FAILED, "cannot open '%s': %s", path, strerror(errno));
		status = ts_import_read_from(import, reading.name, reading_read, &reading);
		if (!input)
			(void)fclose(reading.stream);
	}
	if (status == TS_OK || reading.said)
		return status == TS_OK ? EXIT_DONE : EXIT_FAILED;
	return complain(EXIT_FAILED, "cannot import '%s': %s", reading.name,
	                status == TS_INVALID ? ts_import_trouble(import) : ts_status_text(status));
}

/* ---- the zone ---- */

static bool zone_exists(const char *name)
{
	char path[512];
	if (strcmp(name, "UTC") == 0)
		return true;
	if (!name[0] || name[0] == '/' || strstr(name, ".."))
		return false;
	const char *directory = getenv("TZDIR");
	(void)snprintf(path, sizeof path, "%s/%s", directory ? directory : "/usr/share/zoneinfo", name);
	FILE *file = fopen(path, "rbe");
	char magic[4] = "";
	bool found = file && fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
	if (file)
		(void)fclose(file);
	return found;
}

/* libc takes a zone it does not know for UTC, silently. */
static int zone_set(const char *name)
{
	if (!zone_exists(name))
		return complain(EXIT_USAGE, "there is no time zone '%s'; it is named like Europe/Berlin or UTC", name);
	if (setenv("TZ", name, 1) != 0)
		return complain(EXIT_FAILED, "cannot set the zone: %s", strerror(errno));
	tzset();
	return EXIT_DONE;
}

/* What the machine's zone is called. */
static void zone_name(char *out, size_t size)
{
	const char *variable = getenv("TZ");
	if (variable && variable[0]) {
		(void)snprintf(out, size, "%s", variable[0] == ':' ? variable + 1 : variable);
		return;
	}
	char target[512];
	ssize_t length = readlink("/etc/localtime", target, sizeof target - 1);
	target[length > 0 ? length : 0] = '\0';
	const char *found = strstr(target, "zoneinfo/");
	(void)snprintf(out, size, "%s", found ? found + strlen("zoneinfo/") : "this machine's zone");
}

/* A file without zones is read in one that is said: by the option, by somebody at a terminal, who is asked once, or
 * else in this machine's. */
static int zone_settle(const char *option)
{
	char shown[256], prompt[320], reason[TS_REASON_SIZE], *typed = NULL;
	int result = EXIT_DONE;
	zone_name(shown, sizeof shown);
	if (!option && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		(void)snprintf(prompt, sizeof prompt, "This format names no time zone. Which is meant? [%s] ", shown);
		if (password_ask_line(prompt, &typed, reason, sizeof reason) != PASSWORD_GIVEN)
			return complain(EXIT_FAILED, "nothing is imported: %s", reason);
		if (typed[0])
			result = zone_set(typed);
		ts_secret_free(typed);
		zone_name(shown, sizeof shown);
	}
	if (result != EXIT_DONE)
		return result;
	(void)fputs("times without a zone are read as ", stdout);
	command_print_given(shown);
	(void)printf("'s%s\n", option ? "" : " (--zone NAME sets another)");
	return EXIT_DONE;
}

static bool format_has_zone(enum ts_format format)
{
	return format == TS_FORMAT_TIMEWARRIOR || format == TS_FORMAT_WATSON || format == TS_FORMAT_JSON ||
	       format == TS_FORMAT_ICAL;
}

/* ---- the report ---- */

static void times_print(const struct ts_import_line *line)
{
	struct ts_civil from, until;
	if (line->note) {
		ts_day_to_civil(line->day, &from);
		(void)printf("  %04d-%02d-%02d note", from.year, from.month, from.day);
		return;
	}
	if (line->owed && line->day != TS_TARGET_EVER) {
		ts_day_to_civil(line->day, &from);
		(void)printf("  %04d-%02d-%02d", from.year, from.month, from.day);
	}
	if (line->owed || (line->begin == 0 && line->end == 0))
		return;
	ts_civil_local(line->begin, &from);
	(void)printf("  %04d-%02d-%02d %02d:%02d", from.year, from.month, from.day, from.hour, from.minute);
	if (line->end == INT64_MAX)
		return;
	ts_civil_local(line->end, &until);
	(void)printf("-%02d:%02d", until.hour, until.minute);
}

static void line_print(const struct ts_import_line *line)
{
	static const char *const words[] = {
		[TS_IMPORT_TAKEN] = "taken",       [TS_IMPORT_KNOWN] = "known", [TS_IMPORT_JOINED] = "joined",
		[TS_IMPORT_OVERLAPS] = "overlaps", [TS_IMPORT_CUT] = "cut",     [TS_IMPORT_LEFT_OUT] = "left out",
		[TS_IMPORT_REFUSED] = "refused",
	};
	char source[256], text[TS_TEXT_SIZE], reason[TS_REASON_SIZE];
	(void)ts_text_clean(line->source, strlen(line->source), false, source, sizeof source);
	(void)ts_text_clean(line->text, strlen(line->text), false, text, sizeof text);
	(void)ts_text_clean(line->reason, strlen(line->reason), false, reason, sizeof reason);
	(void)printf("%s:%zu: %s", source, line->line, words[line->fate]);
	times_print(line);
	(void)printf("%s%s%s%s\n", text[0] ? "  " : "", text, reason[0] ? ": " : "", reason);
}

/* Every row in a dry run; else those about which there is something to say. */
static void report_print(const ts_import *import, bool all)
{
	for (size_t i = 0; i < ts_import_count(import); i++) {
		struct ts_import_line line = ts_import_line(import, i);
		if (all || (line.reason[0] && !line.minor))
			line_print(&line);
	}
}

static void sum_print(const struct ts_imported *sum, bool dry)
{
	if (sum->untold > 0)
		(void)printf("%zu more %s refused and not listed\n", sum->untold,
		             ts_counted((int64_t)sum->untold, "row is", "rows are"));
	(void)printf("%zu taken, %zu known, %zu joined, %zu overlapping, %zu cut, %zu left out, %zu refused\n",
	             sum->taken, sum->known, sum->joined, sum->overlapping, sum->cut, sum->left_out, sum->refused);
	char owed[80] = "";
	if (sum->owed > 0)
		(void)snprintf(owed, sizeof owed, ", %zu %s", sum->owed,
		               ts_counted((int64_t)sum->owed, "mark, target, booking or budget",
		                          "marks, targets, bookings and budgets"));
	if (sum->logs + sum->notes + sum->activities + sum->owed == 0)
		(void)printf("%s\n", dry ? "nothing would be imported" : "nothing new: nothing was written");
	else
		(void)printf("%s%zu %s, %zu new %s, %zu %s%s%s\n", dry ? "would import " : "imported ", sum->logs,
		             ts_counted((int64_t)sum->logs, "log", "logs"), sum->activities,
		             ts_counted((int64_t)sum->activities, "activity", "activities"), sum->notes,
		             ts_counted((int64_t)sum->notes, "note", "notes"), owed,
		             dry ? "; nothing was written" : "; 'timesheet undo' takes all of it back");
}

/* Rows that are left out, but for those that are nobody's mistake, as what a calendar has for tomorrow. */
static size_t dropped_count(const ts_import *import)
{
	size_t dropped = 0;
	for (size_t i = 0; i < ts_import_count(import); i++) {
		struct ts_import_line line = ts_import_line(import, i);
		dropped += line.fate == TS_IMPORT_LEFT_OUT && !line.minor;
	}
	return dropped;
}

/* A script is to see that nothing of it was taken. */
static int none_taken(const ts_import *import, const struct ts_imported *sum)
{
	if (sum->taken + sum->known + sum->joined + sum->overlapping + sum->cut > 0)
		return EXIT_DONE;
	size_t dropped = dropped_count(import);
	const char *refused = ts_counted((int64_t)sum->refused, "row is", "rows are");
	if (sum->refused == 0 && dropped == 0)
		return EXIT_DONE;
	if (sum->refused == 0)
		return complain(EXIT_FAILED, "nothing is imported: %s%zu %s left out", dropped > 1 ? "all " : "",
		                dropped, ts_counted((int64_t)dropped, "row is", "rows are"));
	if (sum->left_out > 0)
		return complain(EXIT_FAILED, "nothing is imported: %zu %s refused, and %zu left out", sum->refused,
		                refused, sum->left_out);
	return complain(EXIT_FAILED, "nothing is imported: %s%zu %s refused", sum->refused > 1 ? "all " : "",
	                sum->refused, refused);
}

static int import_run(struct command_context *context, ts_import *import, bool dry)
{
	struct ts_imported sum = { 0 };
	struct progress progress = progress_begin("importing");
	enum ts_status status =
	        ts_import_run(context->store, import, dry, context->moment.now, progress_tell, &progress, &sum);
	progress_end(&progress);
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot import");
	report_print(import, dry);
	sum_print(&sum, dry);
	int finished = command_finish_output();
	return finished != EXIT_DONE ? finished : none_taken(import, &sum);
}

struct files {
	char **paths;
	int count;
	struct piped piped;
};

static int import_files(struct command_context *context, enum ts_format format, const struct ts_import_options *options,
                        bool dry, struct files *files)
{
	ts_import *import;
	enum ts_status status = ts_import_create(format, options, &import);
	int result = EXIT_DONE;
	if (status != TS_OK)
		return command_fail(context, status, "cannot import");
	for (int i = 0; i < files->count && result == EXIT_DONE; i++)
		result = file_read(import, files->paths[i], &files->piped);
	if (result == EXIT_DONE)
		result = import_run(context, import, dry);
	ts_import_destroy(import);
	return result;
}

/* ---- what is said and what is usual ---- */

static bool dates_find(const char *name, enum ts_date_order *out)
{
	static const char *const names[] = { [TS_DATES_DMY] = "dmy", [TS_DATES_MDY] = "mdy", [TS_DATES_YMD] = "ymd" };
	for (size_t i = TS_DATES_DMY; i <= TS_DATES_YMD; i++) {
		if (strcmp(names[i], name) == 0) {
			*out = (enum ts_date_order)i;
			return true;
		}
	}
	return false;
}

/* How the locale writes dates. The one of C is nobody's. */
static enum ts_date_order dates_locale(void)
{
	enum ts_date_order order = process_date_order();
	/* In a file the year stands last all the same where it is written out: then the month is first there. */
	return order == TS_DATES_YMD ? TS_DATES_MDY : order;
}

/* "04:00" */
static bool clock_read(const char *text, int *minutes)
{
	char *colon, *end;
	long hour = strtol(text, &colon, 10);
	if (text[0] < '0' || text[0] > '9' || *colon != ':' || colon[1] < '0' || colon[1] > '9')
		return false;
	long minute = strtol(colon + 1, &end, 10);
	if (end - colon != 3 || *end || hour > 12 || minute > 59)
		return false;
	*minutes = (int)(hour * 60 + minute);
	return true;
}

struct said {
	const char *format, *zone, *person, *dates, *midnight, *marks;
	bool dry;
};

static int options_settle(struct command_context *context, const struct said *said, enum ts_format *format,
                          struct ts_import_options *out)
{
	if (!said->format)
		return command_misused(context, "which --format?");
	if (!ts_format_find(said->format, format))
		return command_misused(context, "there is no format '%s'", said->format);
	if (said->person && *format != TS_FORMAT_TOGGL && *format != TS_FORMAT_CSV)
		return command_misused(context, "--email is for Toggl's files and other CSV only");
	*out = (struct ts_import_options){ .person = said->person, .dates_locale = dates_locale() };
	if (said->dates && !dates_find(said->dates, &out->dates))
		return command_misused(context, "--dates is dmy, mdy or ymd, not '%s'", said->dates);
	if (said->midnight && !clock_read(said->midnight, &out->day_start))
		return command_misused(context, "--day-start is a time like 04:00, not '%s'", said->midnight);
	if (said->marks && !ts_mark_find(said->marks, &out->marks))
		return command_misused(context, "--marks is holiday, leave, sick, flex or work, not '%s'", said->marks);
	if (said->marks && *format != TS_FORMAT_ICAL)
		return command_misused(context, "--marks is for calendars only: --format ical");
	return EXIT_DONE;
}

int command_import(struct command_context *context, int count, char **arguments)
{
	struct said said = { 0 };
	struct ts_import_options settled = { 0 };
	enum ts_format format = TS_FORMAT_CSV;
	const struct command_option options[] = {
		{ "--format", &said.format, NULL },      { "--zone", &said.zone, NULL },
		{ "--email", &said.person, NULL },       { "--dates", &said.dates, NULL },
		{ "--day-start", &said.midnight, NULL }, { "--marks", &said.marks, NULL },
		{ "--dry-run", NULL, &said.dry },        { NULL, NULL, NULL }
	};
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	struct files files = { .paths = arguments, .count = words };
	int result = options_settle(context, &said, &format, &settled);
	if (result == EXIT_DONE && words == 0)
		result = command_misused(context, "which file?");
	if (result == EXIT_DONE)
		result = piped_read(&files.piped, words, arguments);
	if (result == EXIT_DONE)
		result = command_begin(context);
	if (result == EXIT_DONE && said.zone)
		result = zone_set(said.zone);
	if (result == EXIT_DONE && !format_has_zone(format))
		result = zone_settle(said.zone);
	settled.now = context->moment.now;
	settled.zone_said = said.zone;
	if (!said.midnight)
		settled.day_start = context->settings.day_start;
	if (result == EXIT_DONE)
		result = import_files(context, format, &settled, said.dry, &files);
	free(files.piped.bytes);
	return result;
}
