/* The lines at the bottom: what happened last, and what each digit logs. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/glyph.h"
#include "ui/view/card.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char cancel[] = "ESC cancel";
enum { NAME_MOST = 24, CANCEL_WIDTH = (int)sizeof cancel - 1 };

/* How close things stand, the roomiest first: columns between items, between a digit and its name, and the shortest
 * name for which it is worth it. */
static const struct spacing {
	int between, inside, name_least;
} spacings[] = { { 2, 1, 6 }, { 1, 1, 4 }, { 1, 0, 1 } };

/* The first words of a text that fit in so many columns, or of its first word as much as does. */
static void name_cut(const char *text, int columns, char *out, size_t size)
{
	struct glyph glyph;
	size_t used = 0, word = 0;
	int width = 0;
	(void)snprintf(out, size, "%s", text);
	if (text_width(out) <= columns)
		return;
	for (const char *at = out; glyph_next(&at, &glyph); used = (size_t)(at - out)) {
		width += glyph.width;
		if (width > columns)
			break;
		if (*at == ' ')
			word = (size_t)(at - out);
	}
	if (word > 0)
		used = word;
	while (used > 1 && ispunct((unsigned char)out[used - 1]))
		used--;
	while (used > 1 && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
}

/* Bytes of the project in front of a text "project: task", with its colon; 0: none. */
static size_t project_size(const char *text)
{
	const char *colon = strchr(text, ':');
	return colon && colon > text && colon[1] == ' ' && colon[2] != '\0' ? (size_t)(colon - text) + 1 : 0;
}

/* What tells a slot from the others where its text has to be cut: the task, if another slot is of the same project. */
static const char *text_telling(const struct day *day, int slot)
{
	const char *text = day->slots[slot].text;
	size_t size = project_size(text);
	for (int other = 1; size > 0 && other < DAY_SLOTS; other++) {
		if (other != slot && strncmp(day->slots[other].text, text, size) == 0)
			return text + size + strspn(text + size, " ");
	}
	return text;
}

static void item_fill(const struct day *day, int slot, int columns, int inside, struct slot_item *out)
{
	const struct ts_activity *activity = &day->slots[slot];
	out->slot = slot;
	out->name = 1 + inside;
	out->rest = slot > 0 && activity->rest;
	const char *text = slot == 0 ? "off" : activity->text;
	if (slot > 0 && text_width(text) > columns)
		text = text_telling(day, slot);
	name_cut(text, columns, out->text, sizeof out->text);
	out->width = out->name + text_width(out->text) + (out->rest ? 1 : 0);
}

/* columns: of each slot's name at most. */
static size_t items_fill(const struct day *day, const int columns[DAY_SLOTS], const struct spacing *spacing, int x,
                         struct slot_item out[DAY_SLOTS])
{
	size_t count = 0;
	for (int i = 1; i <= DAY_SLOTS; i++) {
		int slot = i % DAY_SLOTS;
		if (slot > 0 && day->slots[slot].text[0] == '\0')
			continue;
		item_fill(day, slot, columns[slot], spacing->inside, &out[count]);
		out[count].x = x;
		x += out[count].width + spacing->between;
		count++;
	}
	return count;
}

/* Columns beyond which no name is cut. */
static int name_longest(const struct day *day)
{
	int longest = spacings[0].name_least;
	for (int slot = 1; slot < DAY_SLOTS; slot++) {
		int width = text_width(day->slots[slot].text);
		longest = width > longest ? width : longest;
	}
	return longest < NAME_MOST ? longest : NAME_MOST;
}

static bool items_fit(const struct slot_item *items, size_t count, int width)
{
	return items[count - 1].x + items[count - 1].width <= width;
}

/* What is left of the width goes to the names that were cut, one column each in turn. */
static size_t items_grow(const struct day *day, int columns[DAY_SLOTS], const struct spacing *spacing, int x, int width,
                         struct slot_item out[DAY_SLOTS])
{
	bool grown = true;
	while (grown) {
		grown = false;
		for (int slot = 1; slot < DAY_SLOTS; slot++) {
			if (columns[slot] >= NAME_MOST || text_width(day->slots[slot].text) <= columns[slot])
				continue;
			columns[slot]++;
			bool fits = items_fit(out, items_fill(day, columns, spacing, x, out), width);
			columns[slot] -= !fits;
			grown = grown || fits;
		}
	}
	return items_fill(day, columns, spacing, x, out);
}

size_t day_slots_fit(const struct day *day, int width, struct slot_item out[DAY_SLOTS])
{
	char asks[DAY_ASKS_SIZE];
	size_t count = 0;
	int longest = name_longest(day), x = 1, columns[DAY_SLOTS];
	/* The question stands where its answer does. */
	if (day_asks_text(day, asks)[0] != '\0') {
		x += text_width(asks) + 2;
		width -= CANCEL_WIDTH + 2;
	}
	for (size_t i = 0; i < sizeof spacings / sizeof spacings[0]; i++) {
		for (int each = longest; each >= spacings[i].name_least; each--) {
			for (int slot = 0; slot < DAY_SLOTS; slot++)
				columns[slot] = each;
			count = items_fill(day, columns, &spacings[i], x, out);
			if (items_fit(out, count, width))
				return items_grow(day, columns, &spacings[i], x, width, out);
		}
	}
	/* What still does not fit is not there. */
	while (count > 0 && !items_fit(out, count, width))
		count--;
	return count;
}

static bool item_runs(const struct day *day, const struct slot_item *item)
{
	if (!day->has_current)
		return false;
	if (item->slot == 0)
		return day->current.off;
	return ts_id_equal(day->current.activity, day->slots[item->slot].id);
}

static void draw_asking(const struct day *day, struct surface *surface, struct rect rect, const char *asks)
{
	const struct look look = look_of(STYLE_NOTICE);
	struct slot_item items[DAY_SLOTS];
	bool none = day_asks(day) == DAY_ASKS_SLOT;
	size_t count = day_slots_fit(day, rect.width, items);

	surface_text(surface, 1, rect.y, -1, asks, look);
	for (size_t i = 0; i < count; i++)
		surface_printf(surface, items[i].x, rect.y, look, "%d%*s%s", items[i].slot, items[i].name - 1, "",
		               items[i].slot == 0 && none ? "none" : items[i].text);
	surface_text_right(surface, rect.width - 1 - CANCEL_WIDTH, rect.y, CANCEL_WIDTH, cancel, look_of(STYLE_KEY));
}

void day_slots_draw(const struct day *day, struct surface *surface, struct rect rect)
{
	struct slot_item items[DAY_SLOTS];
	char asks[DAY_ASKS_SIZE];
	if (rect.height == 0)
		return;
	if (day_asks_text(day, asks)[0] != '\0') {
		draw_asking(day, surface, rect, asks);
		return;
	}
	size_t count = day_slots_fit(day, rect.width, items);
	for (size_t i = 0; i < count; i++) {
		const struct slot_item *item = &items[i];
		struct look digit = look_of(STYLE_SLOT);
		bool runs = item_runs(day, item);
		if (item->slot > 0)
			digit.ink = (unsigned char)day->slots[item->slot].colour;
		surface_put(surface, item->x, rect.y, (uint32_t)('0' + item->slot), digit);
		surface_printf(surface, item->x + item->name, rect.y,
		               look_of(runs         ? STYLE_RUNNING
		                       : item->rest ? STYLE_DIM
		                                    : STYLE_PLAIN),
		               "%s%s", item->text, item->rest && !surface_plain(surface) ? "~" : "");
	}
}

/* The log is not on this day, or not selected. */
static void draw_week_forgotten(const struct day *day, struct surface *surface, struct rect rect)
{
	const struct ts_forgotten forgotten = day_week_forgotten(day);
	const struct ts_breaks *rule = &day->view.environment->settings.breaks;
	char text[FORMAT_SIZE], passed[FORMAT_LINE];
	if (forgotten.milliseconds == 0 &&
	    format_passed(rule, day->content.work, &day->content.pauses, passed)[0] != '\0') {
		surface_text_cut(surface, 1, rect.y, rect.width - 2, passed, look_of(STYLE_NOTICE));
		return;
	}
	surface_text_cut(surface, 1, rect.y, rect.width - 2,
	                 format_forgotten(day->view.environment->clock, &forgotten, text), look_of(STYLE_NOTICE));
}

static void draw_forgotten(const struct day *day, const struct ts_span *span, struct surface *surface, struct rect rect)
{
	char text[TS_TEXT_SIZE + 3 * FORMAT_SIZE], length[FORMAT_SIZE];
	(void)snprintf(text, sizeof text, "%s for %s: was its end forgotten? %s inserts what came after it, or off",
	               span->text, format_duration(span->end - span->logged, length), day_key(day, ACTION_INSERT));
	surface_text_cut(surface, 1, rect.y, rect.width - 2, text, look_of(STYLE_NOTICE));
}

/* With nothing to say, the line shows what concerns the selected log: its comment in full. */
static void draw_selected(const struct day *day, struct surface *surface, struct rect rect)
{
	const struct ts_span *span = day_selected(day);
	char clock[FORMAT_SIZE], text[TS_TEXT_SIZE + TS_COMMENT_SIZE + FORMAT_SIZE];
	if (!span || (!span->forgotten && span->comment[0] == '\0')) {
		draw_week_forgotten(day, surface, rect);
		return;
	}
	if (span->forgotten) {
		draw_forgotten(day, span, surface, rect);
		return;
	}
	(void)snprintf(text, sizeof text, "%s %s: %s",
	               format_clock(day->view.environment->clock, span->logged, span->offset, clock), span->text,
	               span->comment);
	surface_text_cut(surface, 1, rect.y, rect.width - 2, text, look_of(STYLE_DIM));
}

/* How one goes on in the list that one came from, or back. */
static const char *way_text(const struct day *day, char *out, size_t size)
{
	const char *back = day_key(day, ACTION_GIVE_UP);

	if (day_hit_shows(day))
		(void)snprintf(out, size, "hit %zu of %zu%s  %s next  %s back  %s list", day->hit.hit, day->hit.hits,
		               day->hit.more ? "+" : "", day_key(day, ACTION_NOTE), day_key(day, ACTION_HIT_PREVIOUS),
		               back);
	else
		(void)snprintf(out, size, "%s leads back", back);
	return out;
}

/* At the end of the line, where the day was brought over another screen. What is left of the line. */
static struct rect draw_way_back(const struct day *day, struct surface *surface, struct rect rect)
{
	enum { LEFT_LEAST = 30 };
	char text[4 * FORMAT_SIZE];
	if (day->view.environment->below == 0)
		return rect;
	const int width = text_width(way_text(day, text, sizeof text));
	const bool shared = rect.width > width + LEFT_LEAST;
	if (!shared && !day_hit_shows(day))
		return rect;
	if (shared)
		rect.width -= width + 1;
	surface_text_cut(surface, shared ? rect.width : 1, rect.y, width, text, look_of(STYLE_HINT));
	if (!shared)
		rect.width = 0;
	return rect;
}

void day_event_draw(const struct day *day, struct surface *surface, struct rect rect)
{
	const struct message *message = &day->view.environment->message;

	if (rect.height == 0 || rect.width < 3)
		return;
	if (message->text[0] != '\0')
		surface_text_cut(surface, 1, rect.y, rect.width - 2, message->text,
		                 look_of(message_style(message->kind)));
	else if ((rect = draw_way_back(day, surface, rect)).width > 0)
		draw_selected(day, surface, rect);
}
