/* Finding words in a text, whatever their case and accents. */
#include "data/pure/match.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of a text that are looked through without preparation. */
enum { SHORT = 256 };

/* One bit for each word that is looked for. */
static uint32_t all_wanted(const struct match_query *query)
{
	return ((UINT32_C(1) << query->count) - 1) & ~query->without;
}

static const char *word_find(const struct match_query *query, size_t word, const struct match_text *text, size_t from)
{
	if (from >= text->size)
		return NULL;
	const char *wanted = query->folded.bytes + query->words[word].offset, *at = text->bytes + from;
	const size_t size = query->words[word].size;
	/* memmem makes a table of the word first, which takes longer than to look through a line. */
	if (text->size - from > SHORT || size == 0)
		return memmem(at, text->size - from, wanted, size);
	for (const char *end = text->bytes + text->size; (size_t)(end - at) >= size; at++) {
		at = memchr(at, wanted[0], (size_t)(end - at) - size + 1);
		if (!at || memcmp(at, wanted, size) == 0)
			return at;
	}
	return NULL;
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

bool match_spoiled(const struct match_query *query, uint32_t found)
{
	return (found & query->without) != 0;
}

bool match_fits(const struct match_query *query, uint32_t found)
{
	return found == all_wanted(query);
}

/* The first of any word at or after an offset; false: none. */
static bool next_find(const struct match_query *query, const struct match_text *text, size_t from, size_t *begin,
                      size_t *end)
{
	uint32_t all = all_wanted(query);
	bool any = false;

	for (size_t i = 0; i < query->count; i++) {
		const char *found = (all >> i & 1) != 0 ? word_find(query, i, text, from) : NULL;
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

bool match_next(const struct match_query *query, const struct match_text *text, size_t *from, size_t *begin,
                size_t *end)
{
	size_t first = 0, last = 0;

	if (!next_find(query, text, *from, &first, &last))
		return false;
	*from = last;
	*begin = text->origin[first];
	/* To the end of the character, with the marks that were taken off it. */
	size_t after = last;
	while (after < text->size && text->origin[after] == text->origin[last - 1])
		after++;
	*end = after < text->size ? text->origin[after] : text->text_size;
	return true;
}

void match_mark(const struct match_query *query, const struct match_text *text, struct ts_marks *out)
{
	size_t from = 0, begin = 0, end = 0, covered = 0;

	*out = (struct ts_marks){ 0 };
	while (out->count < TS_MARKS && match_next(query, text, &from, &begin, &end)) {
		if (begin < covered)
			begin = covered;
		if (end <= begin || end > UINT16_MAX)
			continue;
		out->at[out->count++] = (struct ts_mark){ (uint16_t)begin, (uint16_t)(end - begin) };
		covered = end;
	}
}

/* ---- all places in a long text */

void ts_places_release(struct ts_places *places)
{
	free(places->at);
	*places = (struct ts_places){ 0 };
}

static bool place_add(struct ts_places *places, size_t *room, size_t begin, size_t end)
{
	if (!array_room(&places->at, room, places->count + 1, sizeof *places->at))
		return false;
	places->at[places->count++] = (struct ts_place){ begin, end - begin };
	return true;
}

static enum ts_status places_fill(const struct match_query *query, const struct match_text *text,
                                  struct ts_places *places)
{
	size_t from = 0, begin = 0, end = 0, covered = 0, room = 0;

	while (match_next(query, text, &from, &begin, &end)) {
		if (begin < covered)
			begin = covered;
		if (end <= begin)
			continue;
		if (!place_add(places, &room, begin, end))
			return TS_NO_MEMORY;
		covered = end;
	}
	return TS_OK;
}

/* The whole of what is typed as it stands, spaces at its ends included. */
static enum ts_status phrase_init(struct match_query *query, const char *text)
{
	*query = (struct match_query){ .count = 1 };
	enum ts_status status =
	        text_valid(text, strlen(text)) ? match_fold(&query->folded, text, strlen(text)) : TS_INVALID;
	query->words[0].size = query->folded.size;
	return status == TS_OK && query->folded.size == 0 ? TS_INVALID : status;
}

enum ts_status ts_text_find(const char *text, size_t size, const char *looked_for, bool words, struct ts_places *out)
{
	const struct ts_when_context nothing = { 0 };
	struct match_query query = { 0 };
	struct match_text folded = { 0 };
	struct ts_places places = { 0 };
	enum ts_status status =
	        words ? match_query_init(&query, looked_for, &nothing, NULL) : phrase_init(&query, looked_for);

	if (status == TS_OK)
		status = match_fold(&folded, text, size);
	if (status == TS_OK)
		status = places_fill(&query, &folded, &places);
	match_release(&folded);
	match_query_release(&query);
	if (status == TS_OK)
		*out = places;
	else
		ts_places_release(&places);
	return status;
}
