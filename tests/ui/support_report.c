/* Three months of work. */
#include "tests/ui/support_report.h"

#include <string.h>

/* Minutes after midnight on an ordinary day; some days differ by what stands below. */
static const struct {
	int minute;
	const char *text;
} ordinary[] = {
	{ 8 * 60, "email & triage" }, { 8 * 60 + 30, "acme: parser" },
	{ 9 * 60 + 35, "standup" },   { 9 * 60 + 55, "acme: parser" },
	{ 12 * 60, "lunch" },         { 12 * 60 + 45, "acme: sync" },
	{ 15 * 60, "beta: review" },  { 16 * 60 + 40, "off" },
};

static void log_minute(ts_store *store, int day, int minute, const char *text)
{
	struct ts_done done;
	ts_time at = ts_time_local(story_day(day), minute, NULL);
	enum ts_status status = ts_log_text(store, text, NULL, at, at, &done);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
}

static void log_day(ts_store *store, int day)
{
	int weekday = ts_day_weekday(story_day(day));
	if (weekday == 6 || (weekday == 5 && day % 4 != 0) || (day >= -60 && day < -46))
		return;
	for (size_t i = 0; i < sizeof ordinary / sizeof ordinary[0]; i++) {
		int last = (int)(sizeof ordinary / sizeof ordinary[0]) - 1;
		int minute = ordinary[i].minute + ((int)i == last ? (day % 5) * 17 : 0);
		if (weekday == 5 && i != 1 && (int)i != 4)
			continue;
		if (day % 7 == -2 && i == 3)
			continue;
		log_minute(store, day, minute, weekday == 5 && i == 4 ? "off" : ordinary[i].text);
	}
	if (weekday == 1) {
		log_minute(store, day, 21 * 60, "reading");
		log_minute(store, day, 22 * 60 + 15, "off");
	}
}

static void rest_make(ts_store *store, const char *text)
{
	struct ts_activities activities;
	const struct ts_activity_change change = { .fields = TS_CHANGE_REST, .rest = true };
	struct ts_done done;
	assert_int_equal(ts_activities_read(store, story_now(), &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++) {
		if (strcmp(activities.at[i].text, text) == 0)
			assert_int_equal(ts_activity_change(store, activities.at[i].id, &change, story_now(), &done),
			                 TS_OK);
	}
	ts_activities_release(&activities);
}

ts_store *months_store(void)
{
	ts_store *store = fake_open_logged_in("ada", story_at(-93, 7, 0));
	for (int day = -92; day < 0; day++)
		log_day(store, day);
	log_minute(store, -1, 23 * 60 + 30, "support: pager");
	log_minute(store, 0, 45, "off");
	for (size_t i = 0; i < 6; i++)
		log_minute(store, 0, ordinary[i].minute, ordinary[i].text);
	rest_make(store, "lunch");
	rest_make(store, "reading");
	return store;
}

void stage_open_view(struct stage *stage, ts_store *store, ts_time now)
{
	memset(stage, 0, sizeof *stage);
	stage->store = store;
	stage->environment = test_environment(store, now);
}

void stage_show(struct stage *stage, struct view *view)
{
	if (stage->view != NULL)
		view_end(stage->view);
	stage->view = view;
	stage->effects = send_event(view, EVENT_SHOWN);
}
