/* A report as a page: who, when, how much, the table, what is to be said of it, lists, and a line to sign on. */
#include "src/page/page.h"

#include "src/page/html.h"
#include "src/page/page_table.h"

#include <stdio.h>
#include <string.h>

static const char *const month_names[] = { "January", "February", "March",     "April",   "May",      "June",
	                                   "July",    "August",   "September", "October", "November", "December" };

/* ---- the top */

static void head_write(const struct page *page)
{
	const struct ts_range range = page->print->report->range;
	char first[FORMAT_SIZE], last[FORMAT_SIZE];
	(void)fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Timesheet ", stdout);
	html_text(page->user);
	(void)printf(" %s", format_day_typed(range.first, first));
	if (range.last != range.first)
		(void)printf(" to %s", format_day_typed(range.last, last));
	(void)fputs("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	            "'unsafe-inline'\">\n<style>\n",
	            stdout);
	(void)fputs(page_style, stdout);
	if (page_lies(page))
		(void)fputs("@page { size: landscape; }\n", stdout);
	(void)printf("</style>\n</head>\n<body%s>\n", page_lies(page) ? " class=\"wide\"" : "");
}

/* "November 2026", "2026", "23 November 2026", "23 November - 6 December 2026", and the week where it is one. */
static void period_write(struct ts_range range)
{
	struct ts_civil first, last, next;
	int year, week;
	ts_day_to_civil(range.first, &first);
	ts_day_to_civil(range.last, &last);
	ts_day_to_civil(range.last + 1, &next);
	const char *begin = month_names[first.month - 1], *end = month_names[last.month - 1];
	if (first.day == 1 && next.day == 1 && first.year == last.year && first.month == last.month)
		(void)printf("%s %d", begin, first.year);
	else if (first.day == 1 && next.day == 1 && first.month == 1 && next.month == 1 && first.year == last.year)
		(void)printf("%d", first.year);
	else if (range.first == range.last)
		(void)printf("%d %s %d", first.day, begin, first.year);
	else if (first.year != last.year)
		(void)printf("%d %s %d \xe2\x80\x93 %d %s %d", first.day, begin, first.year, last.day, end, last.year);
	else if (first.month != last.month)
		(void)printf("%d %s \xe2\x80\x93 %d %s %d", first.day, begin, last.day, end, last.year);
	else
		(void)printf("%d \xe2\x80\x93 %d %s %d", first.day, last.day, end, last.year);
	if (range.last - range.first == 6 && ts_day_weekday(range.first) == 0) {
		ts_day_iso_week(range.first, &year, &week);
		(void)printf(", week %d", week);
	}
}

static void figure_write(const struct page *page, const char *name, int64_t value, bool balance)
{
	(void)printf("<div%s><dt>%s</dt><dd>", strcmp(name, "Work") == 0 ? " class=\"main\"" : "", name);
	if (balance)
		html_hours_signed(page->print, value);
	else
		html_hours(page->print, value);
	(void)fputs("</dd></div>\n", stdout);
}

/* Why no balance is told; NULL: it is. */
static const char *balance_missing(const struct page *page)
{
	const struct ts_report *report = page->print->report;
	if (page->print->filter || page->print->by == TS_BY_TAG || page->print->across == TS_BY_TAG)
		return "Only a part is counted, or it is counted by tags: no target and no balance are told.";
	if (report->no_target)
		return "No target is set, so there is no balance.";
	if (report->flex_damaged || !report->flex_known)
		return "No balance is told.";
	return NULL;
}

static void header_write(const struct page *page)
{
	const struct ts_report *report = page->print->report;
	(void)fputs("<header>\n<div>\n<p class=\"kind\">Timesheet</p>\n<h1>", stdout);
	html_text(page->user);
	(void)fputs("</h1>\n<p class=\"period\">", stdout);
	period_write(report->range);
	(void)fputs("</p>\n</div>\n<dl class=\"figures\">\n", stdout);
	figure_write(page, "Work", page->print->work, false);
	if (report->target > 0)
		figure_write(page, "Target", report->target, false);
	if (report->rest > 0)
		figure_write(page, "Rest", page->print->rest, false);
	if (!balance_missing(page))
		figure_write(page, "Balance", report->flex, true);
	(void)fputs("</dl>\n</header>\n", stdout);
}

/* ---- what is to be said of it */

static void alarms_write(const struct page *page)
{
	char words[FORMAT_SIZE];
	if (page->damaged > 0)
		(void)printf("<p class=\"alarm\">This timesheet is not whole: %zu %s. Times are missing or shown as "
		             "\"damaged\". See: timesheet check --full</p>\n",
		             page->damaged,
		             ts_counted((int64_t)page->damaged, "row does not verify", "rows do not verify"));
	else if (page->print->report->flex_damaged)
		(void)fputs("<p class=\"alarm\">The balance is not told: rows that it rests on do not verify. See: "
		            "timesheet check --full</p>\n",
		            stdout);
	if (page->print->report->forgotten.milliseconds > 0)
		(void)printf("<p class=\"alarm\">F%s: its end may never have been logged.</p>\n",
		             format_forgotten(CLOCK_24, &page->print->report->forgotten, words) + 1);
	else if (page->print->flex && page->print->report->flex_forgotten)
		(void)fputs("<p class=\"alarm\">The balance holds time of before that looks forgotten.</p>\n", stdout);
	if (page->behind)
		(void)printf("<p class=\"alarm\">The file lacks %s: a backup was put back, or an old copy.</p>\n",
		             page->behind);
}

static void marks_remark(const struct page *page)
{
	const struct report_print *print = page->print;
	char day[FORMAT_SIZE], mark[FORMAT_SIZE];
	bool any = false;
	for (size_t i = 0; print->across == TS_BY_DAY && i < print->grid->column_count; i++) {
		const struct ts_report_row *column = &print->grid->columns[i];
		if (column->mark == TS_MARK_NONE)
			continue;
		(void)printf("%s<span class=\"mark\">%c</span> %s %s", any ? ", " : "<li>",
		             format_mark_letter(column->mark), format_day_short(column->first, day),
		             format_mark(column->mark, column->half, mark));
		any = true;
	}
	(void)fputs(any ? ".</li>\n" : "", stdout);
}

static void rounding_remark(const struct page *page)
{
	const struct report_print *print = page->print;
	char before[FORMAT_SIZE];
	if (print->unit > 0)
		(void)printf("<li>Rounded%s to %d minutes",
		             print->how == TS_ROUND_UP     ? " up"
		             : print->how == TS_ROUND_DOWN ? " down"
		                                           : "",
		             (int)(print->unit / TS_MINUTE));
	else
		(void)printf("<li>Rounded to %s", print->decimal ? "hundredths of hours" : "whole minutes");
	if (print->how == TS_ROUND_UP || print->how == TS_ROUND_DOWN)
		(void)printf(", each number for itself; before that the work is %s",
		             report_hours(print, print->report->work, before));
	else
		(void)fputs(print->grid->overlap ? "" : " so that rows and columns add up", stdout);
	(void)fputs(".</li>\n", stdout);
}

static void remarks_write(const struct page *page)
{
	const struct report_print *print = page->print;
	const char *missing = balance_missing(page);
	const ts_day today = ts_day_of(page->now, page->day_start);
	char day[FORMAT_SIZE];
	(void)fputs("<ul class=\"remarks\">\n", stdout);
	if (print->filter) {
		(void)fputs("<li>Counted: ", stdout);
		html_text(print->filter);
		(void)fputs(".</li>\n", stdout);
	}
	marks_remark(page);
	if (print->grid->overlap)
		(void)fputs("<li>Tags overlap: a log of several stands in each, so that cells are more than the "
		            "work.</li>\n",
		            stdout);
	rounding_remark(page);
	if (missing)
		(void)printf("<li>%s</li>\n", missing);
	else
		(void)printf(
		        "<li>The balance is that at the end of %s.</li>\n",
		        format_day(print->report->range.last < today ? print->report->range.last : today - 1, day));
	(void)fputs("</ul>\n", stdout);
}

/* ---- lists */

static void log_write(const struct page *page, const struct ts_span *log)
{
	char begin[FORMAT_SIZE], end[FORMAT_SIZE], length[FORMAT_SIZE];
	(void)printf("<tr%s><td>%s \xe2\x80\x93 %s</td><td class=\"text\">", log->rest ? " class=\"rest\"" : "",
	             format_clock(CLOCK_24, log->begin, log->offset, begin),
	             format_clock(CLOCK_24, log->end, log->offset, end));
	html_text(log->text);
	if (log->comment[0] != '\0') {
		(void)fputs(" <span>", stdout);
		html_text(log->comment);
		(void)fputs("</span>", stdout);
	}
	(void)printf("</td><td>%s%s%s</td></tr>\n", log->forgotten ? "forgotten? " : "", log->rest ? "rest " : "",
	             report_hours(page->print, log->end - log->begin, length));
}

/* A day's line: its name, and the work in it. */
static void day_write(const struct page *page, size_t first)
{
	const struct page_lists *lists = page->lists;
	const ts_day day = ts_day_of(lists->logs[first].begin, page->day_start);
	char name[FORMAT_SIZE], length[FORMAT_SIZE];
	int64_t work = 0;
	for (size_t i = first; i < lists->log_count && ts_day_of(lists->logs[i].begin, page->day_start) == day; i++)
		work += lists->logs[i].rest ? 0 : lists->logs[i].end - lists->logs[i].begin;
	(void)printf("%s<tr><th colspan=\"2\" scope=\"rowgroup\">%s</th><td>%s</td></tr>\n",
	             first == 0 ? "" : "</tbody>\n<tbody>\n", format_day(day, name),
	             report_hours(page->print, work, length));
}

static void logs_write(const struct page *page)
{
	const struct page_lists *lists = page->lists;
	(void)fputs("<h2>Logs</h2>\n<table class=\"logs\">\n<thead><tr><th scope=\"col\">Time</th><th "
	            "scope=\"col\">Activity"
	            "</th><th scope=\"col\">Length</th></tr></thead>\n<tbody>\n",
	            stdout);
	for (size_t i = 0; i < lists->log_count; i++) {
		if (i == 0 || ts_day_of(lists->logs[i].begin, page->day_start) !=
		                      ts_day_of(lists->logs[i - 1].begin, page->day_start))
			day_write(page, i);
		log_write(page, &lists->logs[i]);
	}
	if (lists->log_count == 0)
		(void)fputs("<tr><td>nothing</td><td></td><td></td></tr>\n", stdout);
	(void)fputs("</tbody>\n</table>\n", stdout);
}

static void notes_write(const struct page *page)
{
	char name[FORMAT_SIZE];
	(void)fputs("<section>\n<h2>Notes</h2>\n", stdout);
	for (size_t i = 0; i < page->lists->note_count; i++) {
		(void)printf("<article>\n<h3>%s</h3>\n<p>", format_day(page->lists->notes[i].day, name));
		html_text(page->lists->notes[i].text);
		(void)fputs("</p>\n</article>\n", stdout);
	}
	if (page->lists->note_count == 0)
		(void)fputs("<p>There are none.</p>\n", stdout);
	(void)fputs("</section>\n", stdout);
}

/* ---- the end */

static void foot_write(const struct page *page)
{
	char day[FORMAT_SIZE], clock[FORMAT_SIZE], offset[FORMAT_SIZE];
	struct ts_civil civil;
	ts_civil_local(page->now, &civil);
	(void)fputs("<div class=\"sign\">\n<p>Date</p>\n<p>Signature, ", stdout);
	html_text(page->user);
	(void)fputs("</p>\n<p>Date</p>\n<p>Approved</p>\n</div>\n", stdout);
	(void)printf("<footer>As known on %s at %s %s. timesheet %s</footer>\n</body>\n</html>\n",
	             format_day(ts_day_from_civil(civil.year, civil.month, civil.day), day),
	             format_clock_local(CLOCK_24, page->now, clock), format_offset(civil.offset, offset),
	             TIMESHEET_VERSION);
}

void page_write(const struct page *page)
{
	head_write(page);
	alarms_write(page);
	header_write(page);
	page_table_write(page);
	remarks_write(page);
	if (page->logs)
		logs_write(page);
	if (page->notes)
		notes_write(page);
	foot_write(page);
}
