/* report: what was done over some days. */
#include "src/commands/commands.h"

#include "src/command_line/colours.h"
#include "src/command_line/complain.h"
#include "src/command_line/report_wish.h"
#include "src/output/report_print.h"
#include "src/page/page.h"
#include "ui/base/alloc.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	COLUMNS_DEFAULT = 80,
	FLEX_MONTHS = 10000, /* added up at once: no key waits */
	OWED_DAYS = 62       /* of a longer range it takes too long to look which days had work */
};

static int64_t sum_of(const int64_t *parts, size_t count)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += parts[i];
	return sum;
}

/* Rounded as it was wished, then to what is shown. Returns the sum. */
static int64_t parts_round(const struct report_wish *wish, int64_t *parts, size_t count)
{
	if (wish->unit > 0)
		(void)ts_round_parts(parts, count, wish->unit, wish->how);
	if (wish->decimal)
		(void)ts_round_parts(parts, count, FORMAT_HUNDREDTH, TS_ROUND_NEAREST);
	return sum_of(parts, count);
}

/* Work and rest are rounded each for itself: they are never added to one another. Returns what the rows add up to. */
static int64_t rows_round(const struct report_wish *wish, struct ts_report_rows *rows, bool rest)
{
	int64_t *parts = allocate(rows->count, sizeof *parts);
	size_t count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].rest == rest)
			parts[count++] = rows->at[i].milliseconds;
	}
	const int64_t sum = parts_round(wish, parts, count);
	count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].rest == rest)
			rows->at[i].milliseconds = parts[count++];
	}
	free(parts);
	return sum;
}

/* What is owed is told in hundredths, too, and adds up. */
static void targets_round(struct ts_report_row *rows, size_t count)
{
	int64_t *targets = allocate(count, sizeof *targets);
	for (size_t i = 0; i < count; i++)
		targets[i] = rows[i].target;
	(void)ts_round_parts(targets, count, FORMAT_HUNDREDTH, TS_ROUND_NEAREST);
	for (size_t i = 0; i < count; i++)
		rows[i].target = targets[i];
	free(targets);
}

/* So that everything shown adds up: seconds for programs, minutes or hundredths of hours for people. */
static enum ts_status grid_round(const struct report_wish *wish, struct ts_report_grid *grid)
{
	enum ts_status status = TS_OK;
	if (wish->unit > 0)
		status = ts_report_grid_round(grid, wish->unit, wish->how);
	if (status != TS_OK || (wish->unit > 0 && !wish->decimal))
		return status;
	targets_round(grid->rows, wish->decimal ? grid->row_count : 0);
	targets_round(grid->columns, wish->decimal ? grid->column_count : 0);
	if (wish->decimal)
		return ts_report_grid_round(grid, FORMAT_HUNDREDTH, TS_ROUND_NEAREST);
	const bool people = wish->form == REPORT_TEXT || wish->form == REPORT_PAGE;
	return ts_report_grid_round(grid, people ? TS_MINUTE : TS_SECOND, TS_ROUND_CUT);
}

static int terminal_columns(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO))
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return COLUMNS_DEFAULT;
}

static struct report_print print_of(const struct command_context *context, const struct report_wish *wish,
                                    const struct ts_report *report)
{
	return (struct report_print){ .report = report,
		                      .by = wish->by,
		                      .across = wish->across,
		                      .work = report->work,
		                      .rest = report->rest,
		                      .unit = wish->unit,
		                      .how = wish->how,
		                      .decimal = wish->decimal,
		                      .columns = terminal_columns(),
		                      .blocks = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		                      .filter = wish->words[0] != '\0' ? wish->words : NULL,
		                      .breaks = ts_breaks_ruled(&context->settings.breaks) ? &context->settings.breaks
		                                                                           : NULL,
		                      .flex = wish->flex && report->flex_known };
}

/* What is told, read from one state of the file. */
struct told {
	const struct command_context *context;
	const struct report_wish *wish;
	struct ts_report report;
	struct page_lists lists; /* of a page */
};

static void page_print(const struct told *told, const struct report_print *print)
{
	const struct report_wish *wish = told->wish;
	char behind[64];
	struct page page = { .print = print,
		             .user = ts_user_name(told->context->store),
		             .now = told->context->moment.now,
		             .day_start = told->context->settings.day_start,
		             .lists = &told->lists,
		             .logs = wish->logs,
		             .notes = wish->notes };
	/* The same rows are met by the report and by the lists. */
	page.damaged = told->report.damaged > told->lists.damaged ? told->report.damaged : told->lists.damaged;
	command_older_words(told->context, behind, sizeof behind);
	if (told->context->behind > 0)
		page.behind = behind;
	page_write(&page);
}

/* For people: on a terminal, or where colours are wanted anyhow, with bars in the screen's. */
static void text_print(const struct told *told, const struct report_print *print)
{
	struct report_print painted = *print;
	struct paint paint;
	command_paint(told->context, &paint);
	painted.paint = &paint;
	if (paint.depth != PAINT_NONE && painted.columns == 0)
		painted.columns = COLUMNS_DEFAULT;
	report_print_text(&painted);
}

static void form_print(const struct told *told, const struct report_print *print)
{
	switch (told->wish->form) {
	case REPORT_TEXT:
		text_print(told, print);
		break;
	case REPORT_JSON:
		report_print_json(print);
		break;
	case REPORT_CSV:
		report_print_csv(print);
		break;
	case REPORT_PAGE:
		page_print(told, print);
		break;
	}
}

static enum ts_status rows_print(const struct told *told)
{
	const struct report_wish *wish = told->wish;
	const struct ts_report *report = &told->report;
	struct ts_report_rows rows;
	struct report_print print = print_of(told->context, wish, report);
	enum ts_status status = ts_report_rows(report, wish->by, &rows);
	if (status != TS_OK)
		return status;
	const int64_t work = rows_round(wish, &rows, false), rest = rows_round(wish, &rows, true);
	print.rows = &rows;
	/* A log of several tags counts for each: the rows add up to more than there is. */
	print.work = wish->by == TS_BY_TAG ? report->work : work;
	/* Days have no rows for rest; what there was is said all the same. */
	print.rest = wish->by == TS_BY_TAG || report_of_days(wish->by) ? report->rest : rest;
	form_print(told, &print);
	ts_report_rows_release(&rows);
	return TS_OK;
}

static enum ts_status grid_print(const struct told *told)
{
	const struct report_wish *wish = told->wish;
	const struct ts_report *report = &told->report;
	struct ts_report_grid grid;
	struct report_print print = print_of(told->context, wish, report);
	enum ts_status status = ts_report_grid(report, wish->by, wish->across, &grid);
	if (status != TS_OK)
		return status;
	status = grid_round(wish, &grid);
	print.grid = &grid;
	print.work = grid.total;
	if (status == TS_OK)
		form_print(told, &print);
	ts_report_grid_release(&grid);
	return status;
}

static enum ts_status report_read(struct told *told)
{
	const struct report_wish *wish = told->wish;
	ts_store *store = told->context->store;
	const ts_time now = told->context->moment.now;
	const bool tags = wish->by == TS_BY_TAG || (wish->grid && wish->across == TS_BY_TAG);
	/* What days owe is known of days; of many years nobody asks how much that is. */
	const bool days = wish->flex || report_of_days(wish->by) || wish->range.last - wish->range.first < OWED_DAYS;
	if (tags || !ts_filter_empty(wish->filter))
		return ts_report_filtered(store, wish->range, wish->filter, now, &told->report);
	if (wish->grid)
		return ts_report_read(store, wish->range, now, &told->report);
	return days ? ts_report_days_read(store, wish->range, now, &told->report)
	            : ts_totals_read(store, wish->range, now, &told->report);
}

static enum ts_status told_read(void *context)
{
	struct told *told = context;
	const struct page_request request = { .range = told->wish->range,
		                              .filter = told->wish->filter,
		                              .now = told->context->moment.now,
		                              .day_start = told->context->settings.day_start,
		                              .logs = told->wish->logs,
		                              .notes = told->wish->notes };
	enum ts_status status = report_read(told);
	return status == TS_OK ? page_lists_read(told->context->store, &request, &told->lists) : status;
}

/* The balance rests on all there is, and is asked for seldom. */
static enum ts_status flex_prepare(const struct command_context *context)
{
	enum ts_status status = TS_OK;
	for (bool done = false; !done && status == TS_OK;)
		status = ts_flex_prepare(context->store, context->moment.now, FLEX_MONTHS, &done);
	return status;
}

static int told_print(const struct told *told)
{
	const struct ts_report *report = &told->report;
	const enum ts_status status = told->wish->grid ? grid_print(told) : rows_print(told);
	size_t damaged = report->damaged > 0 ? report->damaged : told->wish->flex && report->flex_damaged;
	damaged = damaged > 0 ? damaged : told->lists.damaged;
	if (status == TS_TOO_LONG)
		return complain(EXIT_FAILED, "the table has more than %d cells: try a shorter range", TS_GRID_CELLS);
	if (status != TS_OK)
		return command_fail(told->context, status, "cannot make the report");
	return command_fail_damaged(command_finish_output(), damaged, " of this time");
}

static int report_run(const struct command_context *context, const struct report_wish *wish)
{
	struct told told = { .context = context, .wish = wish };
	enum ts_status status = wish->flex ? flex_prepare(context) : TS_OK;
	if (status == TS_OK)
		status = wish->logs || wish->notes ? ts_read_together(context->store, told_read, &told)
		                                   : told_read(&told);
	const int exit = status == TS_OK ? told_print(&told) : command_fail(context, status, "cannot read the report");
	page_lists_release(&told.lists);
	ts_report_release(&told.report);
	return exit;
}

int command_report(struct command_context *context, int count, char **arguments)
{
	struct report_wish wish = { 0 };
	int words = 0;
	int exit = report_wish_read(context, count, arguments, &wish, &words);
	if (exit == EXIT_DONE)
		exit = command_begin(context);
	if (exit == EXIT_DONE)
		exit = report_wish_range(context, words, arguments, &wish);
	if (exit == EXIT_DONE)
		exit = report_run(context, &wish);
	ts_filter_destroy(wish.filter);
	return exit;
}
