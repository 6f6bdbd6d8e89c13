/* The day view's layout. At 100 x 30 everything has its full height; with less, parts give up rows in a fixed order so
 * that the logs stay readable the longest. */
#include "ui/day/day_layout.h"

enum part {
	PART_TITLE,
	PART_RULER,
	PART_STRIP,
	PART_MARKS,
	PART_HEADING,
	PART_BODY, /* the logs, and the totals beside them */
	PART_NOTE_HEADING,
	PART_NOTE,
	PART_RULE_ABOVE,
	PART_EVENT,
	PART_RULE_BELOW,
	PART_SLOTS,
	PART_HINTS,
	PART_COUNT
};

enum {
	FULL_HEIGHT = 30,
	WIDE_FROM = 90, /* columns */
	GRID_FROM = 132,
	GRID_LEAST = 47,
	GRID_MOST = 66,
	STRIP_ROWS = 2,    /* where there is room */
	STRIP_HEIGHT = 32, /* rows of the screen from which that is so */
	NOTE_ROWS = 5,
	NOTE_MOST = 12,
	WEEK_ROWS = 7
};

static const int rows_full[PART_COUNT] = { 1, 1, 1, 1, 1, 0, 1, NOTE_ROWS, 1, 1, 1, 1, 2 };

/* In order: the part shrinks to as little as keep while the logs have fewer rows than wanted. */
static const struct cut {
	enum part part;
	int keep, wanted;
} cuts[] = {
	{ PART_NOTE, 2, 13 },        { PART_NOTE, 1, 10 }, { PART_RULE_BELOW, 0, 10 }, { PART_NOTE, 0, 8 },
	{ PART_NOTE_HEADING, 0, 8 }, { PART_HINTS, 1, 8 }, { PART_RULE_ABOVE, 0, 6 },  { PART_HINTS, 0, 6 },
	{ PART_MARKS, 0, 5 },        { PART_RULER, 0, 5 }, { PART_HEADING, 0, 3 },     { PART_SLOTS, 0, 2 },
	{ PART_STRIP, 0, 2 },        { PART_TITLE, 0, 1 }, { PART_EVENT, 0, 0 },
};

static void rows_cut(int rows[PART_COUNT], const struct cut *cut)
{
	/* A heading goes when what it heads has gone, and never before. */
	if (cut->part == PART_NOTE_HEADING) {
		if (rows[PART_NOTE] == 0 && rows[PART_NOTE_HEADING] == 1) {
			rows[PART_NOTE_HEADING] = 0;
			rows[PART_BODY]++;
		}
		return;
	}
	while (rows[cut->part] > cut->keep && rows[PART_BODY] < cut->wanted) {
		rows[cut->part]--;
		rows[PART_BODY]++;
	}
}

static void rows_fit(int width, int height, int hints, int rows[PART_COUNT])
{
	int used = 0;
	for (int i = 0; i < PART_COUNT; i++) {
		rows[i] = rows_full[i];
		if (i == PART_STRIP && width >= DAY_ROOMY_FROM && height >= STRIP_HEIGHT)
			rows[i] = STRIP_ROWS;
		if (i == PART_HINTS && rows[i] > hints)
			rows[i] = hints;
		used += rows[i];
	}
	rows[PART_BODY] = height - used;
	int extra = height > FULL_HEIGHT ? (height - FULL_HEIGHT) / 3 : 0;
	if (extra > NOTE_MOST - NOTE_ROWS)
		extra = NOTE_MOST - NOTE_ROWS;
	rows[PART_NOTE] += extra;
	rows[PART_BODY] -= extra;
	for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++)
		rows_cut(rows, &cuts[i]);
	if (rows[PART_BODY] < 0)
		rows[PART_BODY] = 0;
}

static int right_width(int width)
{
	if (width < 100)
		return 42 - (100 - width) / 2;
	return 42 + (width - 100) / 3;
}

static struct rect left_of(struct rect rect, int right)
{
	rect.width -= right + 1;
	return rect;
}

static struct rect right_of(struct rect rect, int right)
{
	rect.x += rect.width - right;
	rect.width = right;
	return rect;
}

static void swap(struct rect *left, struct rect *right)
{
	struct rect kept = *left;
	*left = *right;
	*right = kept;
}

static void columns_fit(struct rect heading, struct rect body, struct rect note_heading, struct rect note,
                        enum day_pane pane, struct day_layout *out)
{
	int right = right_width(heading.width);
	out->logs_heading = left_of(heading, right);
	out->logs = left_of(body, right);
	out->totals_heading = right_of(heading, right);
	out->totals = right_of(body, right);
	if (note.height > 0) {
		out->note_heading = left_of(note_heading, right);
		out->note = left_of(note, right);
		out->week_heading = right_of(note_heading, right);
		out->week = right_of(note, right);
	}
	out->divider = (struct rect){ out->logs.width, heading.y, 1,
		                      heading.height + body.height + note_heading.height + note.height };
	/* A week cut short takes the larger place while it has the focus. */
	if (pane == DAY_WEEK && note.height < NOTE_ROWS) {
		swap(&out->totals, &out->week);
		swap(&out->totals_heading, &out->week_heading);
	}
}

static void tabs_fit(struct rect heading, struct rect body, struct rect note_heading, struct rect note,
                     enum day_pane pane, struct day_layout *out)
{
	out->logs_heading = heading;
	*(pane == DAY_TOTALS ? &out->totals : pane == DAY_WEEK ? &out->week : &out->logs) = body;
	if (note.height > 0) {
		out->note_heading = note_heading;
		out->note = note;
	}
}

/* Takes the right end of the panes. */
static void grid_fit(struct rect *parts[], size_t count, struct day_layout *out)
{
	const struct rect *heading = parts[0];
	int width = GRID_LEAST + (heading->width - GRID_FROM) / 4, height = 0;
	width = width < GRID_MOST ? width : GRID_MOST;
	int x = heading->width - width;

	for (size_t i = 0; i < count; i++) {
		parts[i]->width -= parts[i]->height > 0 ? width + 1 : 0;
		height += parts[i]->height;
	}
	out->grid_divider = (struct rect){ x - 1, heading->y, 1, height };
	out->grid_heading = (struct rect){ x, heading->y, width, 1 };
	out->grid = (struct rect){ x, heading->y + 1, width, height - 1 };
}

void day_layout_fit(int width, int height, int hints, enum day_pane pane, struct day_layout *out)
{
	int rows[PART_COUNT];
	struct rect rects[PART_COUNT];
	int y = 0;

	*out = (struct day_layout){ .wide = width >= WIDE_FROM };
	rows_fit(width, height, hints, rows);
	for (int i = 0; i < PART_COUNT; i++) {
		if (rows[i] > height - y)
			rows[i] = height > y ? height - y : 0;
		rects[i] = rows[i] > 0 && width > 0 ? (struct rect){ 0, y, width, rows[i] } : (struct rect){ 0 };
		y += rows[i];
	}
	out->title = rects[PART_TITLE];
	out->ruler = rects[PART_RULER];
	out->strip = rects[PART_STRIP];
	out->marks = rects[PART_MARKS];
	out->rule_above = rects[PART_RULE_ABOVE];
	out->event = rects[PART_EVENT];
	out->rule_below = rects[PART_RULE_BELOW];
	out->slots = rects[PART_SLOTS];
	out->hints = rects[PART_HINTS];
	struct rect *panes[] = { &rects[PART_HEADING], &rects[PART_BODY], &rects[PART_NOTE_HEADING],
		                 &rects[PART_NOTE] };
	if (width >= GRID_FROM && rects[PART_HEADING].height > 0 && rects[PART_BODY].height > 0)
		grid_fit(panes, sizeof panes / sizeof panes[0], out);
	if (out->wide && rects[PART_HEADING].height > 0)
		columns_fit(rects[PART_HEADING], rects[PART_BODY], rects[PART_NOTE_HEADING], rects[PART_NOTE], pane,
		            out);
	else
		tabs_fit(rects[PART_HEADING], rects[PART_BODY], rects[PART_NOTE_HEADING], rects[PART_NOTE], pane, out);
}

void day_layout_grow_week(struct day_layout *layout, int spare)
{
	int by = WEEK_ROWS - layout->week.height;
	if (by > spare)
		by = spare;
	if (!layout->wide || layout->week.height == 0 || layout->week.y < layout->totals.y || by <= 0)
		return;
	layout->totals.height -= by;
	layout->week_heading.y -= by;
	layout->week.y -= by;
	layout->week.height += by;
}
