/* timewarrior: the lines of its data files, "inc START - END # tags # annotation", all in UTC. */
#include "data/exchange/readers.h"
#include "data/exchange/tags.h"

#include <string.h>

enum { NAME_ROOM = 1024, ANNOTATION_ROOM = 16384 };

/* Takes a tag or an annotation: a word, or a quoted text with backslashes. */
static bool word_take(struct exchange_text *text, char *out, size_t room, size_t *size)
{
	bool quoted = exchange_take(text, "\"");
	size_t written = 0;

	while (text->at < text->end) {
		char letter = *text->at++;
		if (quoted ? letter == '"' : letter == ' ') {
			*size = written;
			return true;
		}
		if (letter == '\\' && text->at < text->end) {
			letter = *text->at++;
			letter = (char)(letter == 'n' || letter == 't' || letter == 'r' ? ' ' : letter);
		}
		if (written < room)
			out[written++] = letter;
	}
	*size = written;
	return !quoted;
}

/* They are a sorted set, and which of them is the activity cannot be known: the first is, and the others stay tags. */
static const char *tags_take(struct exchange_rows *rows, struct exchange_text *text)
{
	char names[NAME_ROOM], name[NAME_ROOM];
	size_t size = 0, length;

	for (exchange_skip_spaces(text); text->at < text->end; exchange_skip_spaces(text)) {
		struct exchange_text mark = *text;
		if (exchange_take(&mark, "#") && (mark.at == mark.end || *mark.at == ' '))
			break;
		if (!word_take(text, name, sizeof name, &length) || size + length + 2 > sizeof names)
			return NULL;
		if (size > 0 && length > 0)
			names[size++] = TAG_BETWEEN;
		memcpy(names + size, name, length);
		size += length;
	}
	names[size] = '\0';
	return size > 0 ? exchange_tags_text(rows, names) : "";
}

/* In quotes, with backslashes in it. */
static const char *quoted_take(struct exchange_rows *rows, struct exchange_text *text)
{
	char words[ANNOTATION_ROOM];
	size_t size;

	return word_take(text, words, sizeof words, &size) ? exchange_keep(rows, words, size) : NULL;
}

/* Written in quotes, and read without them too. */
static const char *annotation_take(struct exchange_rows *rows, struct exchange_text *text)
{
	exchange_skip_spaces(text);
	size_t left = (size_t)(text->end - text->at);
	if (left == 0 || *text->at != '"')
		return exchange_keep(rows, text->at, left);
	const char *words = text->at + 1, *end = memchr(words, '"', left - 1);
	size_t size = end ? (size_t)(end - words) : 0;
	if (!end || size > ANNOTATION_ROOM || memchr(words, '\\', size))
		return quoted_take(rows, text);
	text->at = end + 1;
	return exchange_keep(rows, words, size);
}

/* end INT64_MAX: there is none. */
static bool times_take(struct exchange_text *text, ts_time *begin, ts_time *end)
{
	exchange_skip_spaces(text);
	if (!exchange_utc(text, begin))
		return false;
	exchange_skip_spaces(text);
	*end = INT64_MAX;
	if (!exchange_take(text, "-"))
		return text->at == text->end || *text->at == '#';
	exchange_skip_spaces(text);
	return exchange_utc(text, end);
}

static void line_read(struct exchange_rows *rows, struct exchange_text text)
{
	const struct exchange_text whole = text;
	const char *tags = "", *annotation = "";
	ts_time begin, end;

	if (!exchange_take(&text, "inc") || !times_take(&text, &begin, &end)) {
		exchange_refuse(rows, exchange_shown(rows, whole),
		                "this is no line of timewarrior's ('inc 20261001T080000Z - 20261001T093000Z # tag')");
		return;
	}
	exchange_skip_spaces(&text);
	if (exchange_take(&text, "#"))
		tags = tags_take(rows, &text);
	if (tags && exchange_take(&text, "#"))
		annotation = annotation_take(rows, &text);
	exchange_skip_spaces(&text);
	if (!tags || !annotation) {
		exchange_refuse(rows, exchange_shown(rows, whole), "a quote is not closed, or a tag is too long");
		return;
	}
	tags = tags[0] ? tags : EXCHANGE_UNTITLED;
	if (end == INT64_MAX)
		(void)exchange_open(rows, begin, EXCHANGE_RUNS, tags, annotation);
	else
		(void)exchange_interval(rows, begin, end, tags, annotation);
}

enum ts_status read_timewarrior(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct exchange_lines lines = exchange_input_lines(input);
	struct exchange_text first = exchange_text_of(lines.at, (size_t)(lines.end - lines.at));
	const char *line;
	size_t size;

	while (first.at < first.end && strchr(" \t\r\n", *first.at))
		first.at++;
	if (input->lines == 0 && first.at < first.end && *first.at == '[')
		return read_timewarrior_json(rows, input);
	while (exchange_line(rows, &lines, &line, &size)) {
		struct exchange_text text = exchange_text_of(line, size);
		exchange_skip_spaces(&text);
		if (text.at < text.end)
			line_read(rows, text);
	}
	return TS_OK;
}
