/* The signs of the activities of a view: digits of slots, and letters that differ. */
#include "ui/view/signs.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 16, LATIN_FIRST = 0xc0, SIGNS_BEGIN = 0x2000, SIGNS_END = 0x2e80 };

static struct signed_activity *find(const struct signs *signs, struct ts_id activity)
{
	for (size_t i = 0; i < signs->count; i++) {
		if (ts_id_equal(signs->at[i].activity, activity))
			return &signs->at[i];
	}
	return NULL;
}

void signs_add(struct signs *signs, struct ts_id activity, const char *text, int slot, bool off)
{
	if (find(signs, activity))
		return;
	if (signs->count == signs->room) {
		signs->room = signs->room > 0 ? 2 * signs->room : ROOM_FIRST;
		signs->at = reallocate(signs->at, signs->room, sizeof *signs->at);
	}
	uint32_t digit = slot > 0 || off ? (uint32_t)('0' + slot) : 0;
	signs->at[signs->count++] = (struct signed_activity){ activity, text, digit };
}

static bool is_taken(const struct signs *signs, uint32_t sign)
{
	for (size_t i = 0; i < signs->count; i++) {
		if (signs->at[i].sign == sign)
			return true;
	}
	return false;
}

static uint32_t letter_lower(uint32_t character)
{
	return character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
}

static bool is_plain(uint32_t character)
{
	return character >= 'a' && character <= 'z';
}

/* A letter of another alphabet: no sign, and not what ASCII has a letter for. */
static bool is_foreign(uint32_t character)
{
	return character >= LATIN_FIRST && (character < SIGNS_BEGIN || character >= SIGNS_END);
}

/* The first letter of a text that is free, among ASCII's or among the others; 0: none. */
static uint32_t letter_of_text(const struct signs *signs, const char *text, bool foreign)
{
	size_t size = strlen(text), length;

	for (size_t at = 0, end; at < size; at = end) {
		end = grapheme_next(text, size, at);
		uint32_t letter = letter_lower(character_read(text, size, at, &length));
		bool fits = foreign ? is_foreign(letter) : is_plain(letter);
		if (fits && length == end - at && grapheme_width(text, at, end) == 1 && !is_taken(signs, letter))
			return letter;
	}
	return 0;
}

static uint32_t letter_free(const struct signs *signs)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	for (const char *letter = letters; *letter != '\0'; letter++) {
		if (!is_taken(signs, (uint32_t)*letter))
			return (uint32_t)*letter;
	}
	return SIGN_NONE;
}

static int text_compare(const void *left, const void *right)
{
	const struct signed_activity *a = left, *b = right;
	int compared = strcmp(a->text, b->text);

	return compared != 0 ? compared : memcmp(a->activity.bytes, b->activity.bytes, sizeof a->activity.bytes);
}

void signs_settle(struct signs *signs)
{
	/* By their texts: the time that passes changes the order of totals, and may change no letter. */
	if (signs->count > 1)
		qsort(signs->at, signs->count, sizeof *signs->at, text_compare);
	for (size_t i = 0; i < signs->count; i++) {
		struct signed_activity *each = &signs->at[i];
		if (each->sign == 0)
			each->sign = letter_of_text(signs, each->text, false);
		if (each->sign == 0)
			each->sign = letter_of_text(signs, each->text, true);
	}
	for (size_t i = 0; i < signs->count; i++) {
		if (signs->at[i].sign == 0)
			signs->at[i].sign = letter_free(signs);
		signs->at[i].text = NULL;
	}
}

uint32_t signs_find(const struct signs *signs, struct ts_id activity)
{
	const struct signed_activity *found = find(signs, activity);

	return found ? found->sign : SIGN_NONE;
}

void signs_release(struct signs *signs)
{
	free(signs->at);
	*signs = (struct signs){ 0 };
}
