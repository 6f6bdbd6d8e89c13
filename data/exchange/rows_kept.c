/* How rows are kept: very many of them in little room, those of which there is more to say as they are. */
#include "data/exchange/rows.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct exchange_kept) == 32, "a file may have millions of rows");

/* False: it is kept whole. */
static bool is_brief(const struct exchange_row *row)
{
	static const struct ts_id none = { { 0 } };

	return row->kind == EXCHANGE_INTERVAL && row->ending == EXCHANGE_ENDS && row->end >= row->begin &&
	       row->end - row->begin <= UINT32_MAX && row->source <= UINT16_MAX && !row->key && !row->reason[0] &&
	       row->known_until == 0 && row->sure == 0 && row->day == 0 && row->slot == 0 && row->colour == 0 &&
	       row->mark == 0 && !row->half && !row->archived && !row->project && !row->monthly && !row->has_offset &&
	       !row->has_id && !row->locked && !row->rest && !row->carried && !row->carried_unsaid && !row->minor &&
	       ts_id_equal(row->id, none);
}

/* Among the texts; *out: perhaps where it is already. False: out of memory. */
static bool text_place(struct exchange_rows *rows, const char *text, uint32_t *out)
{
	if (*out < rows->text_count && rows->texts[*out] == text)
		return true;
	struct exchange_place *recent = &rows->recent[exchange_text_place(text, EXCHANGE_RECENT)];

	if (recent->text != text) {
		if (rows->text_count == UINT32_MAX ||
		    !array_room(&rows->texts, &rows->text_room, rows->text_count + 1, sizeof *rows->texts))
			return false;
		rows->texts[rows->text_count] = text;
		*recent = (struct exchange_place){ text, (uint32_t)rows->text_count++ };
	}
	*out = recent->place;
	return true;
}

static bool whole_put(struct exchange_rows *rows, struct exchange_kept *kept, const struct exchange_row *row)
{
	if (kept->whole == 0) {
		if (!array_room(&rows->whole, &rows->whole_room, rows->whole_count + 1, sizeof *rows->whole))
			return false;
		kept->whole = (uint32_t)++rows->whole_count;
	}
	rows->whole[kept->whole - 1] = *row;
	return true;
}

static bool row_keep(struct exchange_rows *rows, struct exchange_kept *kept, const struct exchange_row *row)
{
	struct exchange_kept now = {
		.begin = row->begin, .line = row->line, .source = (uint16_t)row->source, .fate = (uint8_t)row->fate
	};

	now.whole = kept->whole;
	now.text = kept->text;
	now.comment = kept->comment;
	if (now.whole > 0 || !is_brief(row)) {
		if (!whole_put(rows, &now, row))
			return false;
	} else {
		now.length = (uint32_t)(row->end - row->begin);
		if (!text_place(rows, row->text, &now.text) || !text_place(rows, row->comment, &now.comment))
			return false;
	}
	*kept = now;
	return true;
}

/* The last row is as whoever added it has left it. */
static bool latest_close(struct exchange_rows *rows)
{
	if (!rows->open)
		return true;
	rows->kept[rows->count - 1] = (struct exchange_kept){ .whole = 0 };
	rows->open = !row_keep(rows, &rows->kept[rows->count - 1], &rows->latest);
	return !rows->open;
}

struct exchange_row *exchange_append(struct exchange_rows *rows, const struct exchange_row *row)
{
	if (!latest_close(rows) || !array_room(&rows->kept, &rows->room, rows->count + 1, sizeof *rows->kept))
		return NULL;
	rows->latest = *row;
	rows->open = true;
	rows->count++;
	return &rows->latest;
}

bool exchange_put(struct exchange_rows *rows, size_t index, const struct exchange_row *row)
{
	if (rows->open && index == rows->count - 1) {
		rows->latest = *row;
		return true;
	}
	bool put = row_keep(rows, &rows->kept[index], row);
	rows->failed = rows->failed || !put;
	return put;
}

/* ---- their order ---- */

static bool in_order(const struct exchange_rows *rows)
{
	for (size_t i = 1; i < rows->count; i++) {
		const struct exchange_row before = exchange_get(rows, i - 1), row = exchange_get(rows, i);
		if (before.source > row.source || (before.source == row.source && before.line > row.line))
			return false;
	}
	return true;
}

static int compare_place(const void *left, const void *right, void *context)
{
	const struct exchange_rows *rows = context;
	const struct exchange_kept *a = left, *b = right;
	uint32_t source = a->whole > 0 ? rows->whole[a->whole - 1].source : a->source,
	         other = b->whole > 0 ? rows->whole[b->whole - 1].source : b->source;

	if (source != other)
		return source < other ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

void exchange_sort(struct exchange_rows *rows)
{
	if (in_order(rows))
		return;
	/* Without memory they stay as they are, and are told in that order. */
	if (latest_close(rows))
		qsort_r(rows->kept, rows->count, sizeof *rows->kept, compare_place, rows);
}
