/* Words that are numbers of something elsewhere, found in texts. */
#include "ui/config/config_links.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char number[] = "%d";
enum { NUMBER_SIZE = sizeof number - 1 };

/* All of it can stand in an escape sequence. */
static bool is_visible(const char *text)
{
	for (; *text; text++) {
		if (*text < '!' || *text > '~')
			return false;
	}
	return true;
}

static bool is_address(const char *text)
{
	const size_t scheme = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return isalpha((unsigned char)text[0]) && strncmp(text + scheme, "://", 3) == 0 && is_visible(text);
}

static size_t numbers_in(const char *text)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, number)) != NULL; at += NUMBER_SIZE)
		count++;
	return count;
}

/* What the number takes is more than its mark. */
static bool fits(const char *address)
{
	return strlen(address) + numbers_in(address) * (LINK_DIGITS_MOST - NUMBER_SIZE) < LINK_ADDRESS_SIZE;
}

static const struct config_link *same(const struct config_links *links, const char *word)
{
	for (size_t i = 0; i < links->count; i++) {
		if (strcmp(links->at[i].word, word) == 0)
			return &links->at[i];
	}
	return NULL;
}

bool config_link_take(struct config_links *links, const char *word, const char *address, int line, char *why,
                      size_t size)
{
	const struct config_link *before = same(links, word);

	if (numbers_in(word) != 1 || strcmp(word, number) == 0 || strlen(word) >= LINK_WORD_SIZE)
		(void)snprintf(why, size, "'%.40s' is no word with a number: #%%d, PROJ-%%d", word);
	else if (!is_address(address) || numbers_in(address) == 0 || !fits(address))
		(void)snprintf(why, size, "'%.60s' is no address with the number: https://example.org/%%d", address);
	else if (before)
		(void)snprintf(why, size, "'%.40s' stands in line %d already", word, before->line);
	else if (links->count == LINKS_MOST)
		(void)snprintf(why, size, "there are %d links already", (int)LINKS_MOST);
	else {
		struct config_link *link = &links->at[links->count++];
		link->line = line;
		(void)snprintf(link->word, sizeof link->word, "%s", word);
		(void)snprintf(link->address, sizeof link->address, "%s", address);
		return true;
	}
	return false;
}

/* Letters of any script are bytes that are no ASCII. */
static bool in_word(char byte)
{
	return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

/* Bytes of the text that are the link's word; 0: it does not begin so. */
static size_t word_at(const struct config_link *link, const char *text, const char **digits, size_t *digit_count)
{
	const char *mark = strstr(link->word, number);
	const size_t before = (size_t)(mark - link->word), after = strlen(mark + NUMBER_SIZE);

	if (strncmp(text, link->word, before) != 0)
		return 0;
	*digits = text + before;
	*digit_count = strspn(*digits, "0123456789");
	if (*digit_count == 0 || *digit_count > LINK_DIGITS_MOST ||
	    strncmp(*digits + *digit_count, mark + NUMBER_SIZE, after) != 0)
		return 0;
	const size_t size = before + *digit_count + after;
	return in_word(text[size - 1]) && in_word(text[size]) ? 0 : size;
}

static void address_fill(const char *address, const char *digits, size_t count, char *out, size_t size)
{
	size_t used = 0;

	for (const char *at = address; *at && used + LINK_DIGITS_MOST + 1 < size;) {
		const bool is_number = strncmp(at, number, NUMBER_SIZE) == 0;
		const char *from = is_number ? digits : at;
		const size_t bytes = is_number ? count : 1;
		memcpy(out + used, from, bytes);
		used += bytes;
		at += is_number ? NUMBER_SIZE : 1;
	}
	out[used] = '\0';
}

bool config_link_find(const struct config_links *links, const char *text, struct config_linked *out)
{
	for (const char *at = text; links->count > 0 && *at; at++) {
		/* Not in the middle of a word. */
		if (at > text && in_word(at[-1]) && in_word(at[0]))
			continue;
		for (size_t i = 0; i < links->count; i++) {
			const char *digits;
			size_t count, size = word_at(&links->at[i], at, &digits, &count);
			if (size == 0)
				continue;
			out->begin = (size_t)(at - text);
			out->size = size;
			address_fill(links->at[i].address, digits, count, out->address, sizeof out->address);
			return true;
		}
	}
	return false;
}
