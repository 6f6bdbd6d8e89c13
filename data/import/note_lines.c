/* A text that comes to a note line by line. */
#include "data/import/note_lines.h"

#include <stdlib.h>
#include <string.h>

struct line {
	const char *at;
	size_t size;
	size_t place; /* of a line of the text: behind how many lines of the note it goes; of one of the note: unused */
	bool found;   /* it stands in both */
};

struct lines {
	struct line *at;
	size_t count;
};

static enum ts_status lines_of(const char *text, struct lines *out)
{
	size_t count = 1;

	for (const char *at = text; *at; at++)
		count += *at == '\n';
	out->at = calloc(count, sizeof *out->at);
	if (!out->at)
		return TS_NO_MEMORY;
	while (*text) {
		size_t size = strcspn(text, "\n");
		out->at[out->count++] = (struct line){ .at = text, .size = size };
		text += size + (text[size] == '\n');
	}
	return TS_OK;
}

static bool is_blank(const struct line *line)
{
	return strspn(line->at, " \t\r") >= line->size;
}

static bool same(const struct line *left, const struct line *right)
{
	return left->size == right->size && memcmp(left->at, right->at, left->size) == 0;
}

/* The line of the note that this one is, from a place on, else anywhere; count: none. */
static size_t line_find(const struct lines *note, const struct line *line, size_t from)
{
	for (size_t i = 0; i < note->count; i++) {
		size_t at = (from + i) % note->count;
		if (!note->at[at].found && same(&note->at[at], line))
			return at;
	}
	return note->count;
}

/* Finds what stands in both, and where the rest goes: the lines that follow none that is there wait for the next. */
static void lines_compare(struct lines *note, struct lines *text, struct note_lines *out)
{
	size_t next = 0, waiting = 0;
	bool any = false;

	for (size_t i = 0; i < text->count; i++) {
		struct line *line = &text->at[i];
		size_t at = is_blank(line) ? note->count : line_find(note, line, next);
		line->found = at < note->count;
		line->place = any ? next : note->count;
		out->present += line->found;
		out->missing += !line->found && !is_blank(line);
		if (!line->found)
			continue;
		note->at[at].found = true;
		for (; !any && waiting < i; waiting++)
			text->at[waiting].place = at;
		any = true;
		next = at + 1 > next ? at + 1 : next;
	}
	/* Blank lines alone are nothing to add. */
	for (size_t i = text->count; i-- > 0;) {
		bool before =
		        i + 1 < text->count && !text->at[i + 1].found && text->at[i + 1].place == text->at[i].place;
		if (is_blank(&text->at[i]) && !before)
			text->at[i].found = true;
	}
}

static void line_put(struct note_lines *out, const struct line *line)
{
	if (out->lines++ > 0)
		out->text[out->size++] = '\n';
	memcpy(out->text + out->size, line->at, line->size);
	out->size += line->size;
}

/* The places of the text's lines never go back. */
static void lines_write(const struct lines *note, const struct lines *text, struct note_lines *out)
{
	size_t next = 0;

	for (size_t i = 0; i <= note->count; i++) {
		for (; next < text->count && (text->at[next].found || text->at[next].place == i); next++) {
			if (!text->at[next].found)
				line_put(out, &text->at[next]);
		}
		if (i < note->count)
			line_put(out, &note->at[i]);
	}
	out->text[out->size] = '\0';
}

enum ts_status note_lines_join(const char *note, const char *text, struct note_lines *out)
{
	struct lines left = { 0 }, right = { 0 };
	enum ts_status status = lines_of(note, &left);

	if (status == TS_OK)
		status = lines_of(text, &right);
	if (status == TS_OK) {
		*out = (struct note_lines){ .text = malloc(strlen(note) + strlen(text) + 3) };
		status = out->text ? TS_OK : TS_NO_MEMORY;
	}
	if (status == TS_OK) {
		lines_compare(&left, &right, out);
		lines_write(&left, &right, out);
	}
	free(left.at);
	free(right.at);
	return status;
}

void note_lines_release(struct note_lines *lines)
{
	free(lines->text);
	*lines = (struct note_lines){ 0 };
}
