/* Finding words in a text, whatever their case and accents. */
#include "data/pure/match.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Characters that one character can fold to: Unicode has none with more than 18 (U+FDFA), 3 for case folding. */
enum { FOLDED_MOST = 64, REPLACEMENT = 0xFFFD };

static bool text_reserve(struct match_text *text, size_t more)
{
	if (text->room - text->size >= more)
		return true;
	size_t room = 2 * text->room + more;
	/* Not by realloc: what is left behind is somebody's notes. */
	char *bytes = malloc(room);
	uint32_t *origin = malloc(room * sizeof *origin);
	if (!bytes || !origin) {
		free(bytes);
		free(origin);
		return false;
	}
	if (text->size > 0) {
		memcpy(bytes, text->bytes, text->size);
		memcpy(origin, text->origin, text->size * sizeof *origin);
		explicit_bzero(text->bytes, text->size);
	}
	free(text->bytes);
	free(text->origin);
	text->bytes = bytes;
	text->origin = origin;
	text->room = room;
	return true;
}

static bool byte_add(struct match_text *text, char byte, size_t origin)
{
	if (text->size == text->room && !text_reserve(text, 256))
		return false;
	text->bytes[text->size] = byte;
	text->origin[text->size++] = (uint32_t)origin;
	return true;
}

static bool character_add(struct match_text *text, utf8proc_int32_t character, size_t origin)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t size = utf8proc_encode_char(character, bytes);

	for (utf8proc_ssize_t i = 0; i < size; i++) {
		if (!byte_add(text, (char)bytes[i], origin))
			return false;
	}
	return true;
}

static bool character_fold(struct match_text *text, utf8proc_int32_t character, size_t origin)
{
	const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	                                                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STABLE);
	utf8proc_int32_t folded[FOLDED_MOST];
	int boundary = 0;
	utf8proc_ssize_t count = utf8proc_decompose_char(character, folded, FOLDED_MOST, options, &boundary);

	/* What cannot be folded stands for itself. */
	if (count < 0 || count > FOLDED_MOST)
		return character_add(text, character, origin);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (!character_add(text, folded[i], origin))
			return false;
	}
	return true;
}

enum ts_status match_fold(struct match_text *out, const char *text, size_t size)
{
	out->size = 0;
	out->text_size = size;
	if (!text_reserve(out, size))
		return TS_NO_MEMORY;
	for (size_t at = 0; at < size;) {
		utf8proc_int32_t character = (unsigned char)text[at];
		utf8proc_ssize_t length = 1;
		bool added;

		if (character < 0x80) {
			char lower = (char)(character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character);
			added = byte_add(out, lower, at);
		} else {
			length = utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at),
			                          &character);
			added = character_fold(out, length > 0 ? character : REPLACEMENT, at);
		}
		if (!added)
			return TS_NO_MEMORY;
		at += length > 0 ? (size_t)length : 1;
	}
	return TS_OK;
}

void match_release(struct match_text *text)
{
	if (text->bytes)
		explicit_bzero(text->bytes, text->room);
	free(text->bytes);
	free(text->origin);
	*text = (struct match_text){ 0 };
}

/* Compatibility folding makes every kind of space this one. */
static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

enum ts_status match_query_init(struct match_query *query, const char *text)
{
	size_t size = strlen(text);
	enum ts_status status;

	*query = (struct match_query){ 0 };
	if (!text_valid(text, size))
		return TS_INVALID;
	status = match_fold(&query->folded, text, size);
	for (size_t at = 0; status == TS_OK && at < query->folded.size;) {
		size_t begin = at;
		while (at < query->folded.size && !is_space(query->folded.bytes[at]))
			at++;
		if (at > begin && query->count == MATCH_WORDS)
			status = TS_TOO_LONG;
		else if (at > begin) {
			query->words[query->count].offset = begin;
			query->words[query->count++].size = at - begin;
		}
		at++;
	}
	if (status == TS_OK && query->count == 0)
		status = TS_INVALID;
	if (status != TS_OK)
		match_query_release(query);
	return status;
}

void match_query_release(struct match_query *query)
{
	match_release(&query->folded);
	query->count = 0;
}

uint32_t match_all(const struct match_query *query)
{
	return (UINT32_C(1) << query->count) - 1;
}

static const char *word_find(const struct match_query *query, size_t word, const struct match_text *text, size_t from)
{
	if (from >= text->size)
		return NULL;
	return memmem(text->bytes + from, text->size - from, query->folded.bytes + query->words[word].offset,
	              query->words[word].size);
}

uint32_t match_found(const struct match_query *query, const struct match_text *text)
{
	uint32_t found = 0;

	for (size_t i = 0; i < query->count; i++) {
		if (word_find(query, i, text, 0))
			found |= UINT32_C(1) << i;
	}
	return found;
}

/* The first of any word at or after an offset; false: none. */
static bool next_find(const struct match_query *query, const struct match_text *text, size_t from, size_t *begin,
                      size_t *end)
{
	bool any = false;

	for (size_t i = 0; i < query->count; i++) {
		const char *found = word_find(query, i, text, from);
		size_t at = found ? (size_t)(found - text->bytes) : 0;
		size_t size = query->words[i].size;
		/* Of two that begin together the longer one. */
		if (!found || (any && (at > *begin || (at == *begin && at + size <= *end))))
			continue;
		*begin = at;
		*end = at + size;
		any = true;
	}
	return any;
}

void match_mark(const struct match_query *query, const struct match_text *text, struct ts_marks *out)
{
	size_t begin = 0, end = 0, covered = 0;

	*out = (struct ts_marks){ 0 };
	for (size_t from = 0; next_find(query, text, from, &begin, &end) && out->count < TS_MARKS; from = end) {
		size_t first = text->origin[begin], last = text->origin[end - 1], after = end;
		/* To the end of the character, with the marks that were taken off it. */
		while (after < text->size && text->origin[after] == last)
			after++;
		size_t until = after < text->size ? text->origin[after] : text->text_size;
		if (first < covered)
			first = covered;
		if (until <= first || until > UINT16_MAX)
			continue;
		out->at[out->count++] = (struct ts_mark){ (uint16_t)first, (uint16_t)(until - first) };
		covered = until;
	}
}
