/*
 * gtimelog: "2026-10-01 09:35: text", where the text is about the time before the stamp. The first line of a day says
 * only when it began. A day ends at a virtual midnight, which the file does not say: where the user's days begin, if
 * that was set, else gtimelog's own.
 */
#include "data/exchange/readers.h"
#include "data/exchange/tags.h"
#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 1440, VIRTUAL_MIDNIGHT = 120 /* gtimelog's default */ };

struct stamp {
	size_t line, order;
	struct exchange_clock clock;
	bool has_offset;
	int32_t offset;
	const char *text;
	ts_time at;
	const char *words;
};

struct stamps {
	struct stamp *at;
	size_t count, room;
};

static bool stamps_add(struct stamps *stamps, const struct stamp *stamp)
{
	if (!array_room(&stamps->at, &stamps->room, stamps->count + 1, sizeof *stamps->at))
		return false;
	stamps->at[stamps->count] = *stamp;
	stamps->at[stamps->count].order = stamps->count;
	stamps->count++;
	return true;
}

/* As gtimelog sorts them: lines of one moment stay in the order of the file. */
static int stamp_compare(const void *left, const void *right)
{
	const struct stamp *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static bool stamp_read(struct exchange_rows *rows, struct exchange_text text, struct stamp *out)
{
	struct stamp stamp = { .line = rows->line };

	if (!exchange_date(&text, &stamp.clock.day))
		return false;
	exchange_skip_spaces(&text);
	if (!exchange_time_of_day(&text, &stamp.clock))
		return false;
	exchange_skip_spaces(&text);
	stamp.has_offset = exchange_offset(&text, &stamp.offset);
	if (!exchange_take(&text, ":"))
		return false;
	exchange_skip_spaces(&text);
	stamp.text = exchange_keep(rows, text.at, (size_t)(text.end - text.at));
	*out = stamp;
	return true;
}

static enum ts_status stamps_read(struct exchange_rows *rows, const struct exchange_input *input, struct stamps *stamps)
{
	struct exchange_lines lines = exchange_lines_of(input->bytes, input->size);
	const char *line;
	size_t size;

	while (exchange_line(rows, &lines, &line, &size)) {
		struct exchange_text text = exchange_text_of(line, size);
		struct stamp stamp;
		exchange_skip_spaces(&text);
		if (text.at == text.end || *text.at == '#')
			continue;
		if (!stamp_read(rows, text, &stamp))
			exchange_refuse(rows, exchange_shown(rows, text),
			                "this is no entry ('2026-10-01 09:35: text')");
		else if (!stamps_add(stamps, &stamp))
			return TS_NO_MEMORY;
	}
	return TS_OK;
}

/* "tag1 tag2 **" as "#tag1 #tag2". */
static const char *tags_words(struct exchange_rows *rows, const char *tags)
{
	char list[1024];
	size_t size = 0;

	while (*tags && size < sizeof list - 1) {
		size_t length = strcspn(tags, " "), stars = strspn(tags, "*");
		if (length > 0 && length != stars && size + length + 1 < sizeof list) {
			if (size > 0)
				list[size++] = TAG_BETWEEN;
			memcpy(list + size, tags, length);
			size += length;
		}
		tags += length + (tags[length] == ' ');
	}
	list[size] = '\0';
	const char *words = exchange_tags(rows, list);
	return words ? words : "";
}

/* Splits "task ** -- tag1 tag2": the tags go to comment, the stars to their count. */
static const char *text_split(struct exchange_rows *rows, const char *text, const char **comment, int *stars)
{
	const char *tags = strstr(text, " -- "), *star = strstr(text, "**");
	size_t size = tags ? (size_t)(tags - text) : strlen(text);

	*stars = !star ? 0 : star[2] == '*' ? 3 : 2;
	*comment = tags ? tags_words(rows, tags + 4) : "";
	while (size > 0 && (text[size - 1] == '*' || text[size - 1] == ' '))
		size--;
	return exchange_keep(rows, text, size);
}

static void entry_add(struct exchange_rows *rows, const struct stamp *from, const struct stamp *to)
{
	const char *comment;
	int stars;
	const char *text = text_split(rows, to->text, &comment, &stars);

	rows->line = to->line;
	if (stars == 3) {
		exchange_leave_out(rows, to->text, "its *** says so");
		return;
	}
	struct exchange_row *row =
	        exchange_interval(rows, from->at, to->at, text[0] ? text : EXCHANGE_UNTITLED, comment);
	if (!row)
		return;
	row->rest = stars == 2;
	row->has_offset = to->has_offset;
	row->offset = to->offset;
	/* The words about where it began were said with the line before, unless that began the day. */
	exchange_remark(rows, row, to->words);
}

static bool same_day(const struct stamp *left, const struct stamp *right, int midnight)
{
	int64_t first = (int64_t)left->clock.day * DAY_MINUTES + left->clock.minute - midnight;
	int64_t second = (int64_t)right->clock.day * DAY_MINUTES + right->clock.minute - midnight;

	return first / DAY_MINUTES == second / DAY_MINUTES;
}

/* Nothing is before it that its text could be about. */
static void day_begin(struct exchange_rows *rows, const struct stamp *stamp)
{
	rows->line = stamp->line;
	struct exchange_row *row = exchange_add(rows, &(struct exchange_row){ .text = stamp->text,
	                                                                      .fate = TS_IMPORT_LEFT_OUT,
	                                                                      .reason = "its day begins here",
	                                                                      .minor = !stamp->words[0] });
	exchange_remark(rows, row, stamp->words);
}

/* In the hour that comes twice the order of the lines decides, so moments come before sorting. */
static void stamps_place(struct stamps *stamps)
{
	ts_time before = INT64_MIN, latest = INT64_MIN;

	for (size_t i = 0; i < stamps->count; i++) {
		struct stamp *stamp = &stamps->at[i];
		stamp->words = "";
		stamp->at = stamp->has_offset ? exchange_fixed(stamp->clock, stamp->offset)
		                              : exchange_local(stamp->clock, before, &stamp->words);
		before = stamp->at;
		/* gtimelog sorts them, too, and then what is before each is another line. */
		if (stamp->at < latest && !stamp->words[0])
			stamp->words = "it stands behind a later one: taken in order of time";
		latest = stamp->at > latest ? stamp->at : latest;
	}
	if (stamps->count > 1)
		qsort(stamps->at, stamps->count, sizeof *stamps->at, stamp_compare);
}

enum ts_status read_gtimelog(struct exchange_rows *rows, const struct exchange_input *input)
{
	const int midnight = input->day_start > 0 ? input->day_start : VIRTUAL_MIDNIGHT;
	struct stamps stamps = { 0 };
	enum ts_status status = stamps_read(rows, input, &stamps);

	if (status == TS_OK)
		stamps_place(&stamps);
	for (size_t i = 0; i < stamps.count && status == TS_OK; i++) {
		if (i > 0 && same_day(&stamps.at[i - 1], &stamps.at[i], midnight))
			entry_add(rows, &stamps.at[i - 1], &stamps.at[i]);
		else
			day_begin(rows, &stamps.at[i]);
	}
	free(stamps.at);
	return status;
}
