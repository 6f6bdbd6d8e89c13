/* The top line: whose day, which day, and what time it is. With less room it says less, the date last of all. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

static const char program_name[] = "timesheet";
static const char read_only_text[] = "read-only";

enum { NAME_WIDTH = sizeof program_name - 1, READ_ONLY_WIDTH = sizeof read_only_text - 1 };

static void clock_text(enum clock style, ts_time now, bool zone, char *out, size_t size)
{
	struct ts_civil civil;
	char offset[FORMAT_SIZE], clock[FORMAT_SIZE];

	ts_civil_local(now, &civil);
	format_clock_local(style, now, clock);
	/* A zone without a name of its own is called by its offset: once is enough. */
	bool named = (civil.zone[0] >= 'A' && civil.zone[0] <= 'Z') || (civil.zone[0] >= 'a' && civil.zone[0] <= 'z');
	if (zone)
		(void)snprintf(out, size, "%.12s%s  %s", named ? civil.zone : "", format_offset(civil.offset, offset),
		               clock);
	else
		(void)snprintf(out, size, "%s", clock);
}

/* "2h", "3d": in one unit, rounded down. */
static const char *span_short(ts_time length, char out[16])
{
	int64_t minutes = length / TS_MINUTE;

	if (minutes < 60)
		(void)snprintf(out, 16, "%dm", (int)minutes);
	else if (minutes < INT64_C(48) * 60)
		(void)snprintf(out, 16, "%dh", (int)(minutes / 60));
	else
		(void)snprintf(out, 16, "%lldd", (long long)(minutes / 60 / 24));
	return out;
}

/* Shorter gaps are nothing to look at. */
#define OFFLINE_SHOWN TS_MINUTE
#define OFFLINE_NOTICE TS_HOUR

static bool unsent_text(const struct sync_view *sync, ts_time now, char *out, size_t size)
{
	char since[16];
	const bool linked = sync->show == SYNC_LIVE || sync->show == SYNC_ELSEWHERE;
	const ts_time waited = sync->unsent_since > 0 && now > sync->unsent_since ? now - sync->unsent_since : 0;

	if (linked || waited < OFFLINE_SHOWN)
		(void)snprintf(out, size, "%lld unsent", (long long)sync->unsent);
	else
		(void)snprintf(out, size, "%lld unsent %s", (long long)sync->unsent, span_short(waited, since));
	return !linked && waited >= OFFLINE_NOTICE;
}

static void pulling_text(const struct sync_view *sync, char *out, size_t size)
{
	if (sync->percent > 0)
		(void)snprintf(out, size, "syncing %d%%", sync->percent);
	else
		(void)snprintf(out, size, sync->merged > 0 ? "syncing %lld" : "syncing", (long long)sync->merged);
}

bool day_sync_text(const struct sync_view *sync, ts_time now, char *out, size_t size)
{
	char since[16];
	const ts_time away = sync->offline_since > 0 && now > sync->offline_since ? now - sync->offline_since : 0;

	out[0] = '\0';
	switch (sync->show) {
	case SYNC_NONE:
		return false;
	case SYNC_PAUSED:
		(void)snprintf(out, size, "sync paused");
		return false;
	case SYNC_REFUSED:
		(void)snprintf(out, size, "sync refused");
		return true;
	case SYNC_PULLING:
		pulling_text(sync, out, size);
		return false;
	case SYNC_OFFLINE:
	case SYNC_ELSEWHERE:
	case SYNC_LIVE:
		break;
	}
	if (sync->unsent > 0)
		return unsent_text(sync, now, out, size);
	if (sync->show == SYNC_LIVE)
		(void)snprintf(out, size, "synced");
	else if (sync->show == SYNC_OFFLINE && away >= OFFLINE_SHOWN)
		(void)snprintf(out, size, "offline %s", span_short(away, since));
	return false;
}

static bool sync_is_notice(const struct day *day)
{
	char text[32];

	return day_sync_text(&day->view.environment->sync, day->view.environment->moment.now, text, sizeof text);
}

/* "yesterday", and what the day is marked as. */
static void relative_fill(const struct day *day, char out[RELATIVE_SIZE])
{
	char mark[FORMAT_SIZE];

	day_relative(day->day, day->today, out);
	if (!day->has_content || day->content.mark.kind == TS_MARK_NONE)
		return;
	size_t size = strlen(out);
	(void)snprintf(out + size, RELATIVE_SIZE - size, "%s%s", size > 0 ? ", " : "",
	               format_mark(day->content.mark.kind, day->content.mark.half, mark));
}

static void texts_fill(const struct day *day, struct day_title *out)
{
	const struct environment *environment = day->view.environment;
	char date[FORMAT_SIZE], clock[FORMAT_SIZE], week[FORMAT_SIZE];

	(void)snprintf(out->user_text, sizeof out->user_text, "%s%s%s", ts_user_name(environment->store),
	               environment->host[0] != '\0' ? "@" : "", environment->host);
	environment_week_number(environment, day->day, week);
	(void)snprintf(out->date_text, sizeof out->date_text, "%s%s%s", format_day(day->day, date),
	               week[0] != '\0' ? "  " : "", week);
	relative_fill(day, out->relative_text);
	if (environment->terminals > 1)
		(void)snprintf(out->terminals_text, sizeof out->terminals_text, "%d terminals", environment->terminals);
	(void)day_sync_text(&environment->sync, environment->moment.now, out->sync_text, sizeof out->sync_text);
	if (environment->logged_in_until != 0)
		(void)snprintf(out->until_text, sizeof out->until_text, "logged in until %s",
		               format_clock_local(environment->clock, environment->logged_in_until, clock));
}

/* What is good to know and may be missing, from the clock leftwards while there is room. */
static void extras_place(struct day_title *out, bool sync_first)
{
	const int last = out->read_only >= 0  ? out->read_only + READ_ONLY_WIDTH
	                 : out->relative >= 0 ? out->relative + text_width(out->relative_text)
	                                      : out->next + 1;
	const int both = text_width(out->terminals_text) + text_width(out->sync_text) + 4;
	struct extra {
		const char *text;
		int *column;
	} terminals = { out->terminals_text, &out->terminals }, sync = { out->sync_text, &out->sync };
	/* They change places for want of room alone. */
	sync_first = sync_first && out->clock - both < last + 2;
	struct extra extras[] = { sync_first ? sync : terminals,
		                  sync_first ? terminals : sync,
		                  { out->until_text, &out->until } };
	int right = out->clock;
	for (size_t i = 0; i < sizeof extras / sizeof extras[0]; i++) {
		int x = right - 2 - text_width(extras[i].text);
		if (extras[i].text[0] == '\0' || x < last + 2)
			continue;
		*extras[i].column = right = x;
	}
}

/* Columns from the previous arrow to the end of what stands behind the date. */
static int middle_width(const struct day_title *title, bool relative, bool read_only)
{
	int width = text_width(title->date_text) + 4;
	if (relative && title->relative_text[0] != '\0')
		width += 2 + text_width(title->relative_text);
	return read_only ? width + 2 + READ_ONLY_WIDTH : width;
}

static void place(struct day_title *out, int x, bool relative, bool read_only)
{
	out->previous = x;
	out->date = x + 2;
	out->next = out->date + text_width(out->date_text) + 1;
	x = out->next + 1;
	if (relative && out->relative_text[0] != '\0') {
		out->relative = x + 2;
		x = out->relative + text_width(out->relative_text);
	}
	if (read_only)
		out->read_only = x + 2;
}

/* False: so much does not fit, however little is said of the rest. */
static bool fit(const struct day *day, int width, bool sync, struct day_title *out)
{
	ts_time now = day->view.environment->moment.now;
	bool read_only = ts_read_only(day->view.environment->store);
	int user = text_width(out->user_text), reserved = sync ? 2 + text_width(out->sync_text) : 0;
	int lefts[] = { 1 + NAME_WIDTH + 2 + user + 3, 1 + user + 3, 1 };

	for (int less = 0; less < 3; less++) {
		bool relative = less < 2;
		clock_text(day->view.environment->clock, now, less < 1, out->clock_text, sizeof out->clock_text);
		int right = text_width(out->clock_text);
		int needed = middle_width(out, relative, read_only) + reserved + 2 + right + 1;
		for (int i = 0; i < 3; i++) {
			if (lefts[i] + needed > width)
				continue;
			out->user = i < 2 ? lefts[i] - 3 - user : -1;
			out->clock = width - 1 - right;
			place(out, lefts[i], relative, read_only);
			extras_place(out, sync);
			return true;
		}
	}
	return false;
}

void day_title_fit(const struct day *day, int width, struct day_title *out)
{
	const struct sync_view *sync = &day->view.environment->sync;
	/* That something waits, or is refused, is worth more than a zone and a name. */
	bool waits = sync->unsent > 0 || (sync->show != SYNC_LIVE && sync->show != SYNC_PULLING);

	*out = (struct day_title){ -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, "", "", "", "", "", "", "" };
	texts_fill(day, out);
	if (waits && out->sync_text[0] != '\0' && fit(day, width, true, out))
		return;
	if (!fit(day, width, false, out))
		place(out, 0, false, false);
}

void day_title_draw(const struct day *day, struct surface *surface, struct rect rect)
{
	struct look bar = look_of(STYLE_TITLE_BAR), strong = look_of(STYLE_TITLE);
	struct day_title title;

	if (rect.height == 0)
		return;
	day_title_fit(day, rect.width, &title);
	surface_fill(surface, rect, ' ', bar);
	if (title.user > 1)
		surface_text(surface, 1, rect.y, -1, program_name, strong);
	if (title.user >= 0)
		surface_text(surface, title.user, rect.y, -1, title.user_text, bar);
	draw_sign(surface, title.previous, rect.y, '<', bar);
	surface_text(surface, title.date, rect.y, -1, title.date_text, strong);
	draw_sign(surface, title.next, rect.y, '>', bar);
	if (title.relative >= 0)
		surface_text(surface, title.relative, rect.y, -1, title.relative_text, bar);
	if (title.read_only >= 0)
		surface_text(surface, title.read_only, rect.y, -1, read_only_text, look_of(STYLE_NOTICE));
	if (title.until >= 0)
		surface_text(surface, title.until, rect.y, -1, title.until_text, bar);
	if (title.sync >= 0)
		surface_text(surface, title.sync, rect.y, -1, title.sync_text,
		             sync_is_notice(day) ? look_of(STYLE_NOTICE) : bar);
	if (title.terminals >= 0)
		surface_text(surface, title.terminals, rect.y, -1, title.terminals_text, bar);
	if (title.clock >= 0)
		surface_text(surface, title.clock, rect.y, -1, title.clock_text, bar);
}
