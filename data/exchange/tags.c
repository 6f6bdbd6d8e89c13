/* Tags into texts and out of them. */
#include "data/exchange/tags.h"

#include <string.h>

enum { WORDS_ROOM = 2048 };

struct words {
	char at[WORDS_ROOM];
	size_t size;
	bool full;
};

/* Letters beyond ASCII are taken as such without looking closer. */
static bool is_word_letter(char letter)
{
	return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
	       (letter >= '0' && letter <= '9') || (letter & 0x80) || (letter && strchr("-_/", letter));
}

/* word, or word=word. */
static bool is_word(const char *at, size_t size)
{
	const char *value = memchr(at, '=', size);
	size_t name = value ? (size_t)(value - at) : size;

	if (name == 0 || name + 1 == size)
		return false;
	for (size_t i = 0; i < size; i++) {
		if (i != name && !is_word_letter(at[i]))
			return false;
	}
	return true;
}

static void words_put(struct words *words, const char *at, size_t size)
{
	if (words->size + size >= sizeof words->at) {
		words->full = true;
		return;
	}
	memcpy(words->at + words->size, at, size);
	words->size += size;
}

static void words_put_tag(struct words *words, const char *at, size_t size)
{
	words_put(words, words->size > 0 ? " #" : "#", words->size > 0 ? 2 : 1);
	if (is_word(at, size)) {
		words_put(words, at, size);
		return;
	}
	words_put(words, "\"", 1);
	for (size_t i = 0; i < size; i++) {
		if (at[i] == '"' || at[i] == '\\')
			words_put(words, "\\", 1);
		words_put(words, at + i, 1);
	}
	words_put(words, "\"", 1);
}

static size_t list_first(const char *list)
{
	const char between[] = { TAG_BETWEEN, '\0' };

	return strcspn(list, between);
}

static void words_put_list(struct words *words, const char *list)
{
	while (*list) {
		size_t size = list_first(list);
		if (size > 0)
			words_put_tag(words, list, size);
		list += size + (list[size] != '\0');
	}
}

static size_t trimmed(const char *text, size_t size)
{
	while (size > 0 && text[size - 1] == ' ')
		size--;
	return size;
}

static const char *words_keep(struct exchange_rows *rows, const struct words *words)
{
	return words->full ? NULL : exchange_keep(rows, words->at, words->size);
}

const char *exchange_tags(struct exchange_rows *rows, const char *list)
{
	struct words words = { .size = 0 };

	words_put_list(&words, list);
	return words_keep(rows, &words);
}

/* True when ts_text_tags leaves a tag that stands first as it is. */
static bool is_plain(const char *tag, size_t size)
{
	char text[TS_TEXT_SIZE];

	if (size >= sizeof text)
		return true;
	/* All tags that are looked for begin with that. */
	if (!memchr(tag, '#', size))
		return trimmed(tag, size) == size;
	char tags[TS_TAGS][TS_TEXT_SIZE];
	memcpy(text, tag, size);
	text[size] = '\0';
	return ts_text_tags(text, tags) == 1 && strcmp(tags[0], text) == 0;
}

const char *exchange_tags_text(struct exchange_rows *rows, const char *list)
{
	struct words words = { .size = 0 };
	size_t size = list_first(list);

	if (is_plain(list, size))
		words_put(&words, list, size);
	else
		words_put_tag(&words, list, size);
	words_put_list(&words, list + size + (list[size] != '\0'));
	if (words.full)
		return NULL;
	/* Few texts stand in very many rows. */
	words.at[words.size] = '\0';
	return memchr(words.at, '\0', words.size) ? words_keep(rows, &words) : exchange_intern(rows, words.at);
}

const char *exchange_tags_list(struct exchange_rows *rows, const char *names)
{
	struct words words = { .size = 0 };
	const char between = TAG_BETWEEN, *all = names;

	if (strcmp(names, "-") == 0)
		return "";
	while (*names) {
		size_t size = strcspn(names, ","), shown;
		for (; size > 0 && *names == ' '; size--)
			names++;
		for (shown = size; shown > 0 && names[shown - 1] == ' ';)
			shown--;
		if (shown > 0 && words.size > 0)
			words_put(&words, &between, 1);
		words_put(&words, names, shown);
		names += size + (names[size] != '\0');
	}
	return words.full ? exchange_keep(rows, all, strlen(all)) : exchange_keep(rows, words.at, words.size);
}

/* ---- out of a text ---- */

/* A quoted tag that is all of these bytes: its text. */
static bool quoted_read(const char *at, size_t size, char out[TS_TEXT_SIZE])
{
	size_t written = 0, i = 2;

	if (size < 4 || at[0] != '#' || at[1] != '"' || at[size - 1] != '"')
		return false;
	for (; i < size - 1 && at[i] != '"' && written < TS_TEXT_SIZE - 1; i++) {
		i += at[i] == '\\' && i + 1 < size - 1;
		out[written++] = at[i];
	}
	out[written] = '\0';
	return i == size - 1;
}

/* Where the last tag of a text begins, which is copied; size: there is none. */
static size_t last_tag(const char *text, size_t size, char out[TS_TEXT_SIZE])
{
	for (size_t at = size; at-- > 0;) {
		if (text[at] != '#' || (at > 0 && text[at - 1] != ' '))
			continue;
		if (quoted_read(text + at, size - at, out))
			return at;
		if (size - at - 1 < TS_TEXT_SIZE && is_word(text + at + 1, size - at - 1)) {
			memcpy(out, text + at + 1, size - at - 1);
			out[size - at - 1] = '\0';
			return at;
		}
	}
	return size;
}

size_t ts_text_tags(const char *text, char tags[TS_TAGS][TS_TEXT_SIZE])
{
	size_t size = trimmed(text, strlen(text)), count = 1;
	char tag[TS_TEXT_SIZE];

	/* From the end: each goes to the second place, the others move on. */
	while (count < TS_TAGS) {
		size_t at = last_tag(text, size, tag), head = trimmed(text, at);
		if (at == size || head == 0)
			break;
		memmove(tags[2], tags[1], (count - 1) * sizeof tags[0]);
		memcpy(tags[1], tag, sizeof tag);
		count++;
		size = head;
	}
	if (quoted_read(text, size, tags[0]))
		return count;
	size = size < TS_TEXT_SIZE ? size : TS_TEXT_SIZE - 1;
	memcpy(tags[0], text, size);
	tags[0][size] = '\0';
	return count;
}
