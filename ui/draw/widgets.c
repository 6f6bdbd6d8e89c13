/* What several views draw. Knows styles, keys and cells; no view's data. */
#include "ui/draw/widgets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	LINE_ACROSS = 0x2500,
	LINE_DOWN = 0x2502,
	CORNER_TOP_LEFT = 0x256d,
	CORNER_TOP_RIGHT = 0x256e,
	CORNER_BOTTOM_RIGHT = 0x256f,
	CORNER_BOTTOM_LEFT = 0x2570,
	BLOCK_FULL = 0x2588, /* the next ones, up to 0x258f, are 7/8 .. 1/8 */
	HEADING_SIZE = 256,
	HINT_GAP = 2,
	HINT_MOST = 64,
	HINT_KEYS_SIZE = 48,
	SPINNER_STEP = 100 /* milliseconds a picture */
};

void draw_rule(struct surface *surface, int x, int y, int width)
{
	for (int i = 0; i < width; i++)
		surface_put(surface, x + i, y, LINE_ACROSS, look_of(STYLE_FRAME));
}

void draw_rule_down(struct surface *surface, int x, int y, int height)
{
	for (int i = 0; i < height; i++)
		surface_put(surface, x, y + i, LINE_DOWN, look_of(STYLE_FRAME));
}

static void heading_draw(struct surface *surface, struct rect rect, const char *left, const char *right,
                         enum style style)
{
	int left_width = text_width(left);
	int right_width = right ? text_width(right) : 0;
	int room = rect.width - 4; /* two cells of line and a blank before the text, a blank after it */

	draw_rule(surface, rect.x, rect.y, rect.width);
	if (room <= 0)
		return;
	/* What stands at the right is left out rather than the heading cut. */
	if (right_width > 0 && left_width + right_width + 4 <= room)
		surface_printf(surface, rect.x + rect.width - right_width - 3, rect.y, look_of(style), " %s ", right);
	if (left_width > 0) {
		surface_put(surface, rect.x + 2, rect.y, ' ', look_of(style));
		int taken = surface_text_cut(surface, rect.x + 3, rect.y, room, left, look_of(style));
		surface_put(surface, rect.x + 3 + taken, rect.y, ' ', look_of(style));
	}
}

void draw_heading(struct surface *surface, int x, int y, int width, const char *left, const char *right)
{
	heading_draw(surface, (struct rect){ x, y, width, 1 }, left, right, STYLE_HEADING);
}

void draw_pane_heading(struct surface *surface, struct rect rect, const char *text, const char *right, bool focused)
{
	char named[HEADING_SIZE];
	int name = (int)strcspn(text, " ");

	(void)snprintf(named, sizeof named, "[%.*s]%s", name, text, text + name);
	heading_draw(surface, rect, focused ? named : text, right, focused ? STYLE_HEADING : STYLE_DIM);
}

void draw_bar(struct surface *surface, int x, int y, int width, double value, double whole, int colour, bool track)
{
	struct look look = look_of(STYLE_BAR);
	double part = whole > 0 && value > 0 ? value / whole : 0;
	int eighths;

	if (width <= 0 || surface_plain(surface))
		return;
	look.ink = (unsigned char)(colour >= 1 && colour <= 12 ? colour : 0);
	eighths = (int)lround(fmin(part, 1) * width * 8);
	/* Little is not nothing. */
	if (eighths == 0 && part > 0)
		eighths = 1;
	if (surface_ascii(surface))
		eighths = eighths < 4 && part > 0 ? 8 : (eighths + 4) / 8 * 8;
	if (track)
		surface_fill(surface, (struct rect){ x, y, width, 1 }, surface_ascii(surface) ? '-' : ' ',
		             look_of(STYLE_TRACK));
	for (int i = 0; i * 8 < eighths; i++) {
		int rest = eighths - i * 8;
		int missing = rest >= 8 ? 0 : 8 - rest;

		surface_put(surface, x + i, y, (uint32_t)(BLOCK_FULL + missing), look);
	}
}

static struct rect dialog_box(int across, int down, int width, int height)
{
	struct rect box;

	box.width = width < across ? width : across;
	box.height = height < down ? height : down;
	box.x = (across - box.width) / 2;
	box.y = (down - box.height) / 2;
	return box;
}

struct rect dialog_inside(int screen_width, int screen_height, int width, int height)
{
	struct rect box = dialog_box(screen_width, screen_height, width, height);

	/* A line of frame and a blank column at each side; never less than nothing. */
	return (struct rect){ box.x + 2, box.y + 1, box.width > 4 ? box.width - 4 : 0,
		              box.height > 2 ? box.height - 2 : 0 };
}

struct rect draw_dialog(struct surface *surface, int width, int height, const char *title)
{
	struct rect box = dialog_box(surface_width(surface), surface_height(surface), width, height);
	struct look frame = look_of(STYLE_FRAME);

	surface_fill(surface, box, ' ', look_of(STYLE_DIALOG));
	surface_cursor(surface, -1, -1);
	draw_rule(surface, box.x, box.y, box.width);
	draw_rule(surface, box.x, box.y + box.height - 1, box.width);
	draw_rule_down(surface, box.x, box.y, box.height);
	draw_rule_down(surface, box.x + box.width - 1, box.y, box.height);
	surface_put(surface, box.x, box.y, CORNER_TOP_LEFT, frame);
	surface_put(surface, box.x + box.width - 1, box.y, CORNER_TOP_RIGHT, frame);
	surface_put(surface, box.x, box.y + box.height - 1, CORNER_BOTTOM_LEFT, frame);
	surface_put(surface, box.x + box.width - 1, box.y + box.height - 1, CORNER_BOTTOM_RIGHT, frame);
	if (title && title[0] != '\0' && box.width > 6) {
		int taken = surface_text_cut(surface, box.x + 3, box.y, box.width - 6, title, look_of(STYLE_HEADING));

		surface_put(surface, box.x + 2, box.y, ' ', look_of(STYLE_HEADING));
		surface_put(surface, box.x + 3 + taken, box.y, ' ', look_of(STYLE_HEADING));
	}
	return dialog_inside(surface_width(surface), surface_height(surface), width, height);
}

/* Actions that are one thing to a reader: their keys share the first one's word. */
static const struct {
	enum action first, last;
} shared_hints[] = {
	{ ACTION_EARLIER, ACTION_LATER_MORE },          { ACTION_END_EARLIER, ACTION_END_LATER },
	{ ACTION_DAY_PREVIOUS, ACTION_DAY_NEXT },       { ACTION_WEEK_PREVIOUS, ACTION_WEEK_NEXT },
	{ ACTION_PERIOD_PREVIOUS, ACTION_PERIOD_NEXT },
};

struct hint {
	enum action action;
	char keys[HINT_KEYS_SIZE];
	const char *word;
	int width;
	bool lesser, dropped;
};

/* Short as on a keyboard's caps. */
static const char *short_key(const char *key)
{
	static const struct {
		const char *key, *cap;
	} caps[] = { { "Space", "SPC" }, { "Enter", "RET" }, { "Tab", "TAB" }, { "Escape", "ESC" }, { "1..9", "1-9" } };

	for (size_t i = 0; i < sizeof caps / sizeof caps[0]; i++) {
		if (strcmp(caps[i].key, key) == 0)
			return caps[i].cap;
	}
	return key;
}

static void hint_fill(struct hint *hint, const struct keymap *keymap, enum context context, enum action action)
{
	enum action last = action;
	size_t used = 0;

	*hint = (struct hint){ .action = action, .word = action_hint(action), .lesser = action_lesser(action) };
	for (size_t i = 0; i < sizeof shared_hints / sizeof shared_hints[0]; i++) {
		if (shared_hints[i].first == action)
			last = shared_hints[i].last;
	}
	for (enum action each = action; each <= last; each++) {
		const char *key = short_key(keymap_key(keymap, context, each));

		if (key[0] != '\0' && used + strlen(key) + 2 <= sizeof hint->keys)
			used += (size_t)snprintf(hint->keys + used, sizeof hint->keys - used, "%s%s",
			                         used == 0 ? "" : " ", key);
	}
	hint->width = text_width(hint->keys) + 1 + text_width(hint->word);
}

/* The hints of a context in the order of its bindings, but the way out and help last: whoever knows these finds the
 * others. */
static size_t hints_collect(const struct keymap *keymap, enum context context, struct hint *hints, size_t *kept)
{
	static const enum action last[] = { ACTION_QUIT, ACTION_HELP };
	size_t count = 0, first, bound;
	const struct binding *table = keymap_bindings(keymap, &bound);
	bool seen[ACTION_COUNT] = { false };

	for (size_t i = 0; i < bound && count < HINT_MOST - 2; i++) {
		enum action action = table[i].action;

		if (table[i].context != context || action_hint(action)[0] == '\0' || seen[action])
			continue;
		seen[action] = true;
		if (action == ACTION_QUIT || action == ACTION_HELP)
			continue;
		hint_fill(&hints[count], keymap, context, action);
		/* All its keys may mean digits. */
		count += hints[count].keys[0] != '\0';
	}
	first = count;
	for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
		if (seen[last[i]])
			hint_fill(&hints[count++], keymap, context, last[i]);
	}
	*kept = count - first;
	return count;
}

static int hint_draw(struct surface *surface, int x, int y, const struct hint *hint)
{
	int taken = surface_text(surface, x, y, -1, hint->keys, look_of(STYLE_KEY));

	surface_text(surface, x + taken + 1, y, -1, hint->word, look_of(STYLE_HINT));
	return hint->width + HINT_GAP;
}

/* Rows that the hints which are not dropped take. */
static int hints_rows(const struct hint *hints, size_t count, int width)
{
	int x = 0, rows = 1;

	for (size_t i = 0; i < count; i++) {
		if (hints[i].dropped)
			continue;
		if (x > 0 && x + hints[i].width > width) {
			x = 0;
			rows++;
		}
		x += hints[i].width + HINT_GAP;
	}
	return rows;
}

/* Drops hints until the others fit: the lesser first, each time the last one; the way back and the kept ones at the
 * end stay. */
static void hints_fit(struct hint *hints, size_t count, size_t kept, struct rect rect)
{
	while (hints_rows(hints, count, rect.width) > rect.height) {
		struct hint *last = NULL;

		for (size_t i = 0; i < count - kept; i++) {
			if (!hints[i].dropped && hints[i].action != ACTION_CANCEL &&
			    (!last || hints[i].lesser || !last->lesser))
				last = &hints[i];
		}
		if (!last)
			return;
		last->dropped = true;
	}
}

void draw_hints(struct surface *surface, struct rect rect, const struct keymap *keymap, enum context context)
{
	struct hint hints[HINT_MOST];
	size_t kept;
	size_t count = hints_collect(keymap, context, hints, &kept);
	int x = 0, y = 0;

	if (rect.width <= 0 || rect.height <= 0 || count == 0)
		return;
	if (kept == 2 && rect.height == 1 && hints[count - kept].width + HINT_GAP + hints[count - 1].width > rect.width)
		kept = 1;
	hints_fit(hints, count, kept, rect);
	surface_clip_push(surface, rect);
	for (size_t i = 0; i < count; i++) {
		if (hints[i].dropped)
			continue;
		if (x > 0 && x + hints[i].width > rect.width) {
			x = 0;
			y++;
		}
		x += hint_draw(surface, x, y, &hints[i]);
	}
	surface_clip_pop(surface);
}

void draw_sign(struct surface *surface, int x, int y, uint32_t character, struct look look)
{
	if (!surface_plain(surface))
		surface_put(surface, x, y, character, look);
}

void draw_spinner(struct surface *surface, int x, int y, int64_t uptime)
{
	static const uint32_t pictures[] = { 0x280b, 0x2819, 0x2839, 0x2838, 0x283c,
		                             0x2834, 0x2826, 0x2827, 0x2807, 0x280f };
	static const char plain[] = "|/-\\";
	size_t step = (size_t)((uptime < 0 ? 0 : uptime) / SPINNER_STEP);
	uint32_t picture = pictures[step % (sizeof pictures / sizeof pictures[0])];

	if (surface_ascii(surface) && !surface_plain(surface))
		picture = (uint32_t)plain[step % (sizeof plain - 1)];
	surface_put(surface, x, y, picture, look_of(STYLE_BAR));
}
