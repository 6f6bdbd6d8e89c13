/* All that a user sees of a database, as lines. */
#include "support_seen.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_BACK = 40, WORDS_SIZE = 256 };

void seen_add(struct seen *seen, const char *format, ...)
{
	va_list arguments;
	char *line = NULL;

	if (seen->count == seen->room) {
		seen->room = seen->room ? seen->room * 2 : 64;
		char **grown = realloc(seen->lines, seen->room * sizeof *grown);
		if (!grown)
			abort();
		seen->lines = grown;
	}
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	if (vasprintf(&line, format, arguments) < 0)
		abort();
	va_end(arguments);
	seen->lines[seen->count++] = line;
}

void seen_release(struct seen *seen)
{
	for (size_t i = 0; i < seen->count; i++)
		free(seen->lines[i]);
	free(seen->lines);
	*seen = (struct seen){ 0 };
}

/* True when the call gave what it should. TS_NOT_FOUND is an answer like any other. */
static bool answered(struct seen *seen, enum ts_status status, const char *call)
{
	if (status == TS_OK || status == TS_NOT_FOUND)
		return status == TS_OK;
	if (status == TS_DAMAGED || status == TS_TOO_LONG)
		seen->named = seen->named == TS_OK ? status : seen->named;
	else if (!seen->failed) {
		seen->failed = true;
		seen->trouble = call;
	}
	return false;
}

static const char *hexadecimal(struct ts_id id, char out[2 * TS_ID_SIZE + 1])
{
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", id.bytes[i]);
	return out;
}

/* The text comes last: it is "damaged" while the activity's row is missing, and nothing else of the line is then. */
static void log_add(struct seen *seen, const char *kind, const struct ts_span *span)
{
	char id[2 * TS_ID_SIZE + 1];

	seen_add(seen, "%s %s %" PRId64 " %d %s%s #%s |%s", kind, hexadecimal(span->id, id), span->logged, span->offset,
	         span->zone, span->locked ? " locked" : "", span->comment, span->text);
}

static enum ts_status span_visit(void *context, const struct ts_span *span)
{
	log_add(context, "L", span);
	return TS_OK;
}

static enum ts_status note_visit(void *context, const struct ts_note *note)
{
	struct seen *seen = context;

	seen->damaged += note->damaged;
	seen_add(seen, "N %d %s", note->day, note->text);
	return TS_OK;
}

/* The defaults stand in no row. */
static void settings_see(struct seen *seen, ts_store *store)
{
	const struct ts_settings usual = ts_settings_default();
	struct ts_settings settings;

	if (!answered(seen, ts_settings_read(store, &settings), "settings"))
		return;
	if (settings.weekly_target != usual.weekly_target || settings.idle_lock != usual.idle_lock)
		seen_add(seen, "S %d %d %d %d %d %d %s", settings.day_start, settings.weekly_target, settings.idle_lock,
		         settings.forgotten_after, settings.mouse, settings.stay, settings.theme);
}

/* Marks, targets and bookings. What nobody has chosen stands in no row. */
static void ledger_see(struct seen *seen, ts_store *store)
{
	struct ts_day_marks marks = { 0 };
	struct ts_targets targets = { 0 };
	struct ts_bookings bookings = { 0 };

	if (!answered(seen, ts_day_marks_read(store, (struct ts_range){ INT32_MIN, INT32_MAX }, &marks), "marks") ||
	    !answered(seen, ts_targets_read(store, &targets), "targets") ||
	    !answered(seen, ts_bookings_read(store, &bookings), "bookings"))
		goto out;
	seen->damaged += marks.damaged + targets.damaged + bookings.damaged;
	for (size_t i = 0; i < marks.count; i++)
		seen_add(seen, "K %d %d %d %s", marks.at[i].day, marks.at[i].kind, marks.at[i].half, marks.at[i].text);
	for (size_t i = 0; i < targets.count; i++) {
		if (!targets.at[i].usual)
			seen_add(seen, "G %d %d %d", targets.at[i].from, targets.at[i].minutes[0],
			         targets.at[i].minutes[6]);
	}
	for (size_t i = 0; i < bookings.count; i++)
		seen_add(seen, "B %d %" PRId64 " %s", bookings.at[i].day, bookings.at[i].minutes, bookings.at[i].text);
out:
	ts_day_marks_release(&marks);
	ts_targets_release(&targets);
	ts_bookings_release(&bookings);
}

static void activities_see(struct seen *seen, ts_store *store, ts_time now)
{
	struct ts_activities activities = { 0 };
	char id[2 * TS_ID_SIZE + 1];

	if (!answered(seen, ts_activities_read(store, now, &activities), "activities"))
		return;
	seen->damaged += activities.damaged;
	/* Off is always there, with a row or without. */
	for (size_t i = 0; i < activities.count; i++) {
		const struct ts_activity *activity = &activities.at[i];
		if (!activity->off)
			seen_add(seen, "A %s %d %d%s%s%s |%s", hexadecimal(activity->id, id), activity->slot,
			         activity->colour, activity->colour_chosen ? " chosen" : "",
			         activity->rest ? " rest" : "", activity->archived ? " archived" : "", activity->text);
	}
	ts_activities_release(&activities);
}

static void days_see(struct seen *seen, ts_store *store, ts_time now)
{
	struct ts_day_view view;
	struct ts_week week;
	ts_day today = ts_day_of(now, 0);

	for (ts_day day = today - DAYS_BACK; day <= today; day += 5) {
		if (!answered(seen, ts_day_read(store, day, now, &view), "day"))
			continue;
		seen->damaged += view.damaged;
		for (size_t i = 0; i < view.span_count; i++)
			log_add(seen, "L", &view.spans[i]);
		seen_add(seen, "D %d %zu %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, day, view.span_count, view.work,
		         view.rest, view.off, view.target);
		ts_day_release(&view);
	}
	if (answered(seen, ts_week_read(store, today - ts_day_weekday(today), now, &week), "week")) {
		seen->damaged += week.damaged + week.flex_damaged;
		seen_add(seen, "W %" PRId64 " %" PRId64 " %" PRId64, week.total, week.total_target, week.flex);
	}
}

static void report_see(struct seen *seen, ts_store *store, ts_time now)
{
	struct ts_report report;
	const struct ts_range range = { ts_day_of(now, 0) - 2 * DAYS_BACK, ts_day_of(now, 0) };

	if (!answered(seen, ts_report_read(store, range, now, &report), "report"))
		return;
	seen->damaged += report.damaged + report.flex_damaged;
	for (size_t i = 0; i < report.activity_count; i++)
		seen_add(seen, "T %s %" PRId64, report.activities[i].text, report.activities[i].milliseconds);
	seen_add(seen, "T %" PRId64 " %" PRId64 " %" PRId64, report.work, report.target, report.flex);
	ts_report_release(&report);
	if (!answered(seen, ts_totals_read(store, range, now, &report), "totals"))
		return;
	seen->damaged += report.damaged;
	for (size_t i = 0; i < report.activity_count; i++)
		seen_add(seen, "T %s %" PRId64 " in all", report.activities[i].text, report.activities[i].milliseconds);
	ts_report_release(&report);
}

static void search_see(struct seen *seen, ts_store *store, ts_time now, const char *words)
{
	ts_search *search = NULL;
	struct ts_progress progress = { 0 };
	struct ts_hits hits = { 0 };

	if (!answered(seen, ts_search_begin(store, words, &(struct ts_when_context){ .now = now }, NULL, &search),
	              "search"))
		return;
	while (!progress.done && answered(seen, ts_search_step(search, 1000, &hits, &progress), "search step"))
		;
	ts_search_end(search);
	seen->damaged += progress.damaged;
	for (size_t i = 0; i < hits.count; i++)
		seen_add(seen, "H %d %d %" PRId64 " %s |%s", (int)hits.at[i].kind, hits.at[i].day, hits.at[i].at,
		         hits.at[i].line, hits.at[i].text);
	ts_hits_release(&hits);
}

static int line_compare(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

void seen_read(struct seen *seen, ts_store *store, ts_time now)
{
	size_t damaged = 0;

	*seen = (struct seen){ 0 };
	settings_see(seen, store);
	ledger_see(seen, store);
	activities_see(seen, store, now);
	(void)answered(seen, ts_spans_visit(store, INT64_MIN, INT64_MAX, now, span_visit, seen, &damaged), "spans");
	seen->damaged += damaged;
	damaged = 0;
	(void)answered(seen, ts_notes_visit(store, INT32_MIN, INT32_MAX, note_visit, seen, &damaged), "notes");
	seen->damaged += damaged;
	days_see(seen, store, now);
	report_see(seen, store, now);
	search_see(seen, store, now, "word");
	/* Nothing may be pointed to where there are none. */
	if (seen->count > 1)
		qsort(seen->lines, seen->count, sizeof *seen->lines, line_compare);
}

static bool holds(const struct seen *seen, const char *line)
{
	return seen->count > 0 && bsearch(&line, seen->lines, seen->count, sizeof *seen->lines, line_compare);
}

/* The same line with another text behind the bar. */
static bool holds_but_text(const struct seen *seen, const char *line)
{
	size_t size = (size_t)(strrchr(line, '|') - line) + 1;

	for (size_t i = 0; i < seen->count; i++) {
		if (strncmp(seen->lines[i], line, size) == 0)
			return true;
	}
	return false;
}

/* A row by itself, not something added up from rows. */
static bool line_is_row(const char *line)
{
	return strchr("ALNS", line[0]) != NULL;
}

static bool line_stood(const struct seen *original, const struct seen *older, const char *line)
{
	size_t size = strlen(line);

	if (holds(original, line) || holds(older, line))
		return true;
	/* An activity's text may be missing, never be another. */
	return line[0] == 'L' && size > 8 && strcmp(line + size - 8, "|damaged") == 0 && holds_but_text(original, line);
}

/* The first line of all that is not in among; NULL: none. */
static const char *missing_from(const struct seen *among, const struct seen *all)
{
	for (size_t i = 0; i < all->count; i++) {
		if (!holds(among, all->lines[i]))
			return all->lines[i];
	}
	return NULL;
}

enum seen_verdict seen_compare(const struct seen *original, const struct seen *older, const struct seen *now,
                               const char **wrong)
{
	const char *none = NULL, **line = wrong ? wrong : &none;

	*line = NULL;
	for (size_t i = 0; i < now->count; i++) {
		if (line_is_row(now->lines[i]) && !line_stood(original, older, now->lines[i])) {
			*line = now->lines[i];
			return SEEN_WRONG;
		}
	}
	if (now->damaged > 0 || now->named != TS_OK)
		return SEEN_NAMED;
	*line = missing_from(now, original);
	if (*line)
		return SEEN_LOST;
	*line = missing_from(original, now);
	return *line ? SEEN_LOST : SEEN_SAME;
}
