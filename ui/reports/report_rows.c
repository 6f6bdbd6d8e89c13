/* The rows of the pane of totals: activities, projects with their tasks, tags. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"

#include <string.h>

bool report_project_has(const struct ts_total *project, const char *text, bool rest)
{
	char own[TS_TEXT_SIZE];
	size_t size = ts_text_project(text);

	if (project->rest != rest)
		return false;
	if (strlen(project->text) == size && memcmp(project->text, text, size) == 0)
		return true;
	memcpy(own, text, size);
	own[size] = '\0';
	return ts_text_same(project->text, own);
}

static const struct ts_total *totals_of(const struct report_screen *screen, size_t *count)
{
	const struct ts_report *report = &screen->report, *tagged = screen->filtered ? report : &screen->tagged;

	if (screen->shown == REPORT_TAGS) {
		*count = tagged->tag_count;
		return tagged->tags;
	}
	*count = screen->shown == REPORT_PROJECTS ? report->project_count : report->activity_count;
	return screen->shown == REPORT_PROJECTS ? report->projects : report->activities;
}

/* The place of an activity's project: most are written alike. */
static size_t project_find(const struct ts_report *report, const struct ts_total *activity)
{
	size_t size = ts_text_project(activity->text);

	for (size_t i = 0; i < report->project_count; i++) {
		const struct ts_total *project = &report->projects[i];
		if (project->rest == activity->rest && strlen(project->text) == size &&
		    memcmp(project->text, activity->text, size) == 0)
			return i;
	}
	size_t i = 0;
	while (i < report->project_count && !report_project_has(&report->projects[i], activity->text, activity->rest))
		i++;
	return i;
}

void report_rows_read(struct report_screen *screen)
{
	const struct ts_report *report = &screen->report;

	screen->project_of = reallocate(screen->project_of, report->activity_count + 1, sizeof *screen->project_of);
	for (size_t i = 0; i < report->activity_count; i++)
		screen->project_of[i] = project_find(report, &report->activities[i]);
}

/* One without tasks is its own only one. */
static size_t tasks_count(const struct report_screen *screen, size_t project)
{
	size_t count = 0;

	for (size_t i = 0; i < screen->report.activity_count; i++)
		count += screen->project_of[i] == project;
	return count > 1 ? count : 0;
}

static bool is_opened(const struct report_screen *screen, const struct ts_total *project)
{
	return screen->opened.text[0] != '\0' && screen->opened.rest == project->rest &&
	       ts_text_same(screen->opened.text, project->text);
}

static int tasks_add(struct report_screen *screen, size_t project, int count)
{
	for (size_t i = 0; i < screen->report.activity_count; i++) {
		const struct ts_total *activity = &screen->report.activities[i];
		if (screen->project_of[i] == project)
			screen->total_rows[count++] = (struct report_total){ .total = activity, .task = true };
	}
	return count;
}

void report_rows_arrange(struct report_screen *screen)
{
	size_t most;
	int count = 0;
	const struct ts_total *totals = totals_of(screen, &most);

	screen->total_rows =
	        reallocate(screen->total_rows, most + screen->report.activity_count + 1, sizeof *screen->total_rows);
	for (size_t i = 0; i < most; i++) {
		struct report_total *row = &screen->total_rows[count++];
		*row = (struct report_total){ .total = &totals[i] };
		if (screen->shown != REPORT_PROJECTS)
			continue;
		row->tasks = tasks_count(screen, i);
		row->open = row->tasks > 0 && is_opened(screen, row->total);
		if (row->open)
			count = tasks_add(screen, i, count);
	}
	list_set_count(&screen->totals, count);
}

const struct report_total *report_row(const struct report_screen *screen)
{
	return screen->totals.count > 0 ? &screen->total_rows[screen->totals.cursor] : NULL;
}

bool report_rows_open(struct report_screen *screen, bool open)
{
	int row = screen->totals.cursor;

	if (screen->pane != REPORT_PROJECTS || screen->totals.count == 0)
		return false;
	while (row > 0 && screen->total_rows[row].task)
		row--;
	if (screen->total_rows[row].tasks == 0)
		return false;
	screen->opened = open ? *screen->total_rows[row].total : (struct ts_total){ .slot = 0 };
	/* Another one that was open above moves it up. */
	const struct ts_total *project = screen->total_rows[row].total;
	report_rows_arrange(screen);
	while (row > 0 && screen->total_rows[row < screen->totals.count ? row : 0].total != project)
		row--;
	list_select(&screen->totals, row);
	return true;
}
