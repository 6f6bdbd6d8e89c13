/* Texts to choose from: each folded once, then compared with what is typed, letter by letter. */
#include "data/pure/array.h"
#include "data/pure/fold.h"
#include "data/pure/fuzzy.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* A text and what it is known by; NULL when it is longer than any activity's. */
struct entry {
	struct fuzzy_text text;
	char *normal;
};

struct ts_choice {
	struct entry *entries;
	size_t count, room;
	size_t longest; /* letters */
	struct entry typed;
	struct fuzzy_table table; /* for typed and longest */
};

/* ---- letters */

enum letter_case { NO_LETTER, NO_CASE, LOWER, UPPER };

static enum letter_case case_of(const char *text, size_t size)
{
	utf8proc_int32_t character = 0;

	if (size == 0)
		return NO_LETTER;
	if ((unsigned char)text[0] < 0x80)
		return text[0] >= 'a' && text[0] <= 'z'   ? LOWER
		       : text[0] >= 'A' && text[0] <= 'Z' ? UPPER
		       : text[0] >= '0' && text[0] <= '9' ? NO_CASE
		                                          : NO_LETTER;
	if (utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)(size < 4 ? size : 4), &character) < 0)
		return NO_LETTER;
	utf8proc_category_t category = utf8proc_category(character);
	if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
		return UPPER;
	if (category == UTF8PROC_CATEGORY_LL)
		return LOWER;
	return category <= UTF8PROC_CATEGORY_NO ? NO_CASE : NO_LETTER;
}

/* "work" in "net work", "netWork" and "NETWork", but not in "network". Marks belong to the letter before them. */
static bool begins_word(enum letter_case before, enum letter_case here, enum letter_case after)
{
	if (here == NO_LETTER)
		return false;
	return before == NO_LETTER || (here == UPPER && (before == LOWER || (before == UPPER && after == LOWER)));
}

static size_t letters_count(const char *text, size_t size)
{
	int32_t folded[FOLDED_MOST];
	size_t count = 0, length = 0;

	for (size_t at = 0; at < size && count < FUZZY_LETTERS_MOST; at += length)
		count += fold_character(text + at, size - at, folded, &length);
	return count < FUZZY_LETTERS_MOST ? count : FUZZY_LETTERS_MOST;
}

static void letters_add(struct fuzzy_text *out, size_t most, const int32_t *folded, size_t count, size_t offset,
                        bool word)
{
	for (size_t i = 0; i < count && out->count < most; i++) {
		bool space = folded[i] == ' ' || folded[i] == '\t';
		out->at[out->count++] = (struct fuzzy_letter){ folded[i], (uint16_t)offset, word && i == 0, space };
	}
}

enum ts_status fuzzy_text_fold(const char *text, struct fuzzy_text *out)
{
	size_t size = strnlen(text, UINT16_MAX), length = 0, most = letters_count(text, size);
	enum letter_case before = NO_LETTER;
	int32_t folded[FOLDED_MOST];

	*out = (struct fuzzy_text){ .at = calloc(most + 1, sizeof *out->at) };
	if (!out->at)
		return TS_NO_MEMORY;
	for (size_t at = 0; at < size && out->count < most; at += length) {
		size_t count = fold_character(text + at, size - at, folded, &length);
		enum letter_case here = case_of(text + at, size - at);
		enum letter_case after = case_of(text + at + length, size - at - length);

		letters_add(out, most, folded, count, at, begins_word(before, here, after));
		if (count > 0)
			before = here;
	}
	return TS_OK;
}

void fuzzy_text_release(struct fuzzy_text *text)
{
	if (text->at)
		explicit_bzero(text->at, text->count * sizeof *text->at);
	free(text->at);
	*text = (struct fuzzy_text){ 0 };
}

enum ts_status fuzzy_typed_fold(const char *typed, struct fuzzy_text *out)
{
	enum ts_status status = fuzzy_text_fold(typed, out);
	bool begins = true;
	size_t kept = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct fuzzy_letter letter = out->at[i];

		if (!letter.space) {
			letter.word = begins;
			out->at[kept++] = letter;
		}
		begins = letter.space;
	}
	out->count = kept;
	return status;
}

/* ---- texts */

static void entry_release(struct entry *entry)
{
	fuzzy_text_release(&entry->text);
	if (entry->normal)
		explicit_bzero(entry->normal, strlen(entry->normal));
	free(entry->normal);
	*entry = (struct entry){ 0 };
}

static enum ts_status entry_make(const char *text, bool typed, struct entry *out)
{
	char normal[TEXT_NORMAL_SIZE];
	enum ts_status status = text_normalise(text, normal, sizeof normal);

	*out = (struct entry){ 0 };
	if (status == TS_OK && !(out->normal = strdup(normal)))
		status = TS_NO_MEMORY;
	if (status != TS_NO_MEMORY)
		status = typed ? fuzzy_typed_fold(text, &out->text) : fuzzy_text_fold(text, &out->text);
	explicit_bzero(normal, sizeof normal);
	if (status != TS_OK)
		entry_release(out);
	return status;
}

enum ts_status ts_choice_create(ts_choice **out)
{
	ts_choice *choice = calloc(1, sizeof *choice);

	if (!choice)
		return TS_NO_MEMORY;
	*out = choice;
	return TS_OK;
}

void ts_choice_destroy(ts_choice *choice)
{
	if (!choice)
		return;
	for (size_t i = 0; i < choice->count; i++)
		entry_release(&choice->entries[i]);
	free(choice->entries);
	entry_release(&choice->typed);
	fuzzy_table_release(&choice->table);
	free(choice);
}

enum ts_status ts_choice_add(ts_choice *choice, const char *text)
{
	if (!array_room(&choice->entries, &choice->room, choice->count + 1, sizeof *choice->entries))
		return TS_NO_MEMORY;
	struct entry *entry = &choice->entries[choice->count];
	enum ts_status status = entry_make(text, false, entry);
	if (status != TS_OK)
		return status;
	choice->count++;
	if (entry->text.count <= choice->longest)
		return TS_OK;
	choice->longest = entry->text.count;
	status = fuzzy_table_make(&choice->table, choice->typed.text.count, choice->longest);
	if (status != TS_OK)
		entry_release(&choice->typed);
	return status;
}

enum ts_status ts_choice_type(ts_choice *choice, const char *typed)
{
	struct entry entry;
	enum ts_status status = entry_make(typed, true, &entry);

	if (status == TS_OK)
		status = fuzzy_table_make(&choice->table, entry.text.count, choice->longest);
	entry_release(&choice->typed);
	if (status == TS_OK)
		choice->typed = entry;
	else
		entry_release(&entry); /* as if nothing were typed: that needs no room */
	return status;
}

bool ts_choice_fits(const ts_choice *choice, size_t index, struct ts_fit *out)
{
	const struct entry *entry = &choice->entries[index], *typed = &choice->typed;
	struct fuzzy_table table = choice->table;

	*out = (struct ts_fit){ 0 };
	out->same = typed->normal && entry->normal && strcmp(typed->normal, entry->normal) == 0;
	return fuzzy_fits(&typed->text, &entry->text, &table, out);
}
