/* Rows from the texts of columns: what several readers do alike. */
#include "data/exchange/readers.h"

#include <stdlib.h>
#include <string.h>

struct exchange_lines exchange_input_lines(const struct exchange_input *input)
{
	struct exchange_lines lines = exchange_lines_of(input->bytes, input->size);

	/* A byte order mark stands at the beginning of a file alone. */
	if (input->lines > 0)
		lines.at = input->bytes;
	lines.number = input->lines;
	return lines;
}

/* Reads a moment of the process's zone, or of the zone that the text names; row then takes that one over. */
static bool exchange_local_text(const char *text, ts_time after, struct exchange_row *row, ts_time *out,
                                const char **words)
{
	struct exchange_text rest = exchange_text_of(text, strlen(text));
	struct exchange_clock clock;
	bool has_offset;
	int32_t offset;

	exchange_skip_spaces(&rest);
	if (!exchange_moment(&rest, &clock, &has_offset, &offset))
		return false;
	exchange_skip_spaces(&rest);
	if (rest.at != rest.end)
		return false;
	*words = "";
	*out = has_offset ? exchange_fixed(clock, offset) : exchange_local(clock, after, words);
	if (has_offset && after == INT64_MIN) {
		row->has_offset = true;
		row->offset = offset;
	}
	return true;
}

void exchange_interval_texts(struct exchange_rows *rows, const char *start, const char *end, const char *text,
                             const char *comment)
{
	struct exchange_row row = { .kind = EXCHANGE_INTERVAL,
		                    .end = INT64_MAX,
		                    .ending = end[0] ? EXCHANGE_ENDS : EXCHANGE_RUNS,
		                    .text = text[0] ? text : EXCHANGE_UNTITLED,
		                    .comment = comment };
	const char *first, *second = "";

	if (!exchange_local_text(start, INT64_MIN, &row, &row.begin, &first)) {
		exchange_refuse(rows, text, "its start is no time ('%.40s')", start);
		return;
	}
	if (end[0] && !exchange_local_text(end, row.begin, &row, &row.end, &second)) {
		exchange_refuse(rows, text, "its end is no time ('%.40s')", end);
		return;
	}
	row.known_until = row.begin;
	struct exchange_row *added = exchange_add(rows, &row);
	exchange_remark(rows, added, first);
	if (strcmp(first, second) != 0)
		exchange_remark(rows, added, second);
}

bool exchange_moment_text(const char *text, ts_time after, struct exchange_row *row, ts_time *out)
{
	const char *words;

	return exchange_local_text(text, after, row, out, &words);
}

static bool id_of(const char *text, struct ts_id *out)
{
	struct ts_id id = { 0 };

	for (size_t i = 0; i < 2 * (size_t)TS_ID_SIZE; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
		if (!digit)
			return false;
		id.bytes[i / 2] = (unsigned char)(id.bytes[i / 2] << 4 | (digit - digits));
	}
	if (text[2 * (size_t)TS_ID_SIZE])
		return false;
	*out = id;
	return true;
}

bool exchange_own_id(const char *text, struct ts_id *out)
{
	return id_of(text, out);
}

bool exchange_own_log(const struct exchange_own *own, struct exchange_row *out)
{
	const char *words;

	*out = (struct exchange_row){ .kind = EXCHANGE_LOG, .end = INT64_MAX, .ending = EXCHANGE_RUNS };
	out->has_id = id_of(own->id, &out->id);
	if (!exchange_local_text(own->time, INT64_MIN, out, &out->begin, &words))
		return false;
	out->known_until = out->begin + (own->seconds > 0 ? own->seconds * TS_SECOND : 0);
	if (!own->end[0])
		return true;
	out->ending = EXCHANGE_ENDS;
	if (!exchange_local_text(own->end, out->begin, out, &out->end, &words))
		return false;
	/* Ours never do; somebody changed one and not the other. */
	if (own->seconds > 0 && llabs(out->end - out->known_until) > TS_SECOND)
		out->reason = "its seconds and its times disagree: the times count";
	return true;
}
