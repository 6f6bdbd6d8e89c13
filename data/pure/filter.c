/* Tags in texts, and which logs a filter takes. */
#include "data/pure/array.h"
#include "data/pure/match.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- tags */

/* Letters of any script, digits, and what joins them. */
static bool is_word(char character)
{
	unsigned char byte = (unsigned char)character;

	return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_' || byte == '/';
}

static size_t word_size(const char *text)
{
	size_t size = 0;

	while (is_word(text[size]))
		size++;
	return size;
}

/* Bytes of the tag that begins with the # here; 0: none does. */
static size_t tag_size(const char *text)
{
	if (text[1] == '"') {
		const char *end = strchr(text + 2, '"');
		return end && end > text + 2 ? (size_t)(end - text) + 1 : 0;
	}
	size_t word = word_size(text + 1);
	if (word == 0)
		return 0;
	if (text[1 + word] == '=' && word_size(text + 2 + word) > 0)
		word += 1 + word_size(text + 2 + word);
	return 1 + word;
}

bool ts_tag_next(const char *text, size_t *at, struct ts_place *out)
{
	for (size_t i = *at; text[i] != '\0'; i++) {
		size_t size = text[i] == '#' && (i == 0 || !is_word(text[i - 1])) ? tag_size(text + i) : 0;
		if (size == 0)
			continue;
		*out = (struct ts_place){ i, size };
		*at = i + size;
		return true;
	}
	return false;
}

/* ---- filters */

enum { KNOWN = 32 };

/* One of the WORDS: a tag, or words that are looked for. */
struct rule {
	bool without, is_tag;
	struct match_text tag;
	struct match_query query;
};

struct ts_filter {
	struct rule *rules;
	size_t count, room;
	bool has_only;
	struct match_text folded; /* used again for each text */
	/* What was found of texts without a comment, each at the place of its hash: a few activities are most logs. */
	struct known {
		char text[TS_TEXT_SIZE];
		enum ts_status status; /* TS_OK or TS_NOT_FOUND */
	} known[KNOWN];
};

enum ts_status ts_filter_create(ts_filter **out)
{
	ts_filter *filter = calloc(1, sizeof *filter);

	if (!filter)
		return TS_NO_MEMORY;
	*out = filter;
	return TS_OK;
}

static void rules_drop(ts_filter *filter, size_t kept)
{
	while (filter->count > kept) {
		filter->count--;
		match_release(&filter->rules[filter->count].tag);
		match_query_release(&filter->rules[filter->count].query);
	}
}

void ts_filter_destroy(ts_filter *filter)
{
	if (!filter)
		return;
	rules_drop(filter, 0);
	match_release(&filter->folded);
	free(filter->rules);
	free(filter);
}

bool ts_filter_empty(const ts_filter *filter)
{
	return filter->count == 0;
}

static enum ts_status rule_add(ts_filter *filter, const char *words, bool without)
{
	const struct ts_when_context nowhere = { .now = 0 };
	struct rule rule = { .without = without };
	struct ts_place place;
	size_t at = 0;

	rule.is_tag = words[0] == '#' && ts_tag_next(words, &at, &place) && place.offset == 0 && words[at] == '\0';
	enum ts_status status = rule.is_tag ? match_fold(&rule.tag, words, strlen(words))
	                                    : match_query_init(&rule.query, words, &nowhere, NULL);
	if (status == TS_OK && !array_room(&filter->rules, &filter->room, filter->count + 1, sizeof *filter->rules)) {
		match_release(&rule.tag);
		match_query_release(&rule.query);
		status = TS_NO_MEMORY;
	}
	if (status != TS_OK)
		return status;
	filter->rules[filter->count++] = rule;
	memset(filter->known, 0, sizeof filter->known);
	filter->has_only = filter->has_only || !without;
	return TS_OK;
}

enum ts_status ts_filter_only(ts_filter *filter, const char *words)
{
	return rule_add(filter, words, false);
}

enum ts_status ts_filter_without(ts_filter *filter, const char *words)
{
	return rule_add(filter, words, true);
}

/* ---- a line that is typed */

/* The next part of a line, which ends at a space outside of quotes. False: there is none. */
static bool part_next(const char *line, size_t *at, struct ts_place *out)
{
	bool quoted = false;
	size_t begin = *at + strspn(line + *at, " \t"), end = begin;

	for (; line[end] != '\0' && (quoted || (line[end] != ' ' && line[end] != '\t')); end++)
		quoted = quoted != (line[end] == '"');
	*out = (struct ts_place){ begin, end - begin };
	*at = end;
	return end > begin;
}

/* "-" alone is nothing yet. */
static enum ts_status without_add(ts_filter *filter, const char *part, size_t size)
{
	char words[TS_TEXT_SIZE];

	if (size < 2)
		return TS_OK;
	if (size > sizeof words)
		return TS_TOO_LONG;
	memcpy(words, part + 1, size - 1);
	words[size - 1] = '\0';
	return ts_filter_without(filter, words);
}

/* rest gets all that is not said to be without. */
static enum ts_status line_read(ts_filter *filter, const char *line, char rest[TS_TEXT_SIZE])
{
	enum ts_status status = TS_OK;
	struct ts_place part;
	size_t used = 0;

	for (size_t at = 0; status == TS_OK && part_next(line, &at, &part);) {
		if (line[part.offset] == '-') {
			status = without_add(filter, line + part.offset, part.size);
			continue;
		}
		if (used + part.size + 2 > TS_TEXT_SIZE)
			return TS_TOO_LONG;
		rest[used] = ' ';
		memcpy(rest + used + (used > 0), line + part.offset, part.size);
		used += part.size + (used > 0);
	}
	rest[used] = '\0';
	return status == TS_OK && used > 0 ? ts_filter_only(filter, rest) : status;
}

enum ts_status ts_filter_typed(ts_filter *filter, const char *line)
{
	char rest[TS_TEXT_SIZE];
	const size_t before = filter->count;
	enum ts_status status = line_read(filter, line, rest);

	if (status == TS_OK && filter->count == before)
		status = TS_INVALID;
	if (status != TS_OK)
		rules_drop(filter, before);
	return status;
}

/* ---- taking */

/* Whether a folded tag is the one that is looked for, or that with a value. */
static bool tag_is(const struct match_text *wanted, const struct match_text *tag)
{
	return tag->size >= wanted->size && memcmp(tag->bytes, wanted->bytes, wanted->size) == 0 &&
	       (tag->size == wanted->size || tag->bytes[wanted->size] == '=');
}

static enum ts_status tag_look(ts_filter *filter, const struct rule *rule, const char *text, bool *fits)
{
	struct ts_place place;

	for (size_t at = 0; ts_tag_next(text, &at, &place);) {
		enum ts_status status = match_fold(&filter->folded, text + place.offset, place.size);
		if (status != TS_OK)
			return status;
		*fits = *fits || tag_is(&rule->tag, &filter->folded);
	}
	return TS_OK;
}

static enum ts_status rule_look(ts_filter *filter, const struct rule *rule, const char *text, const char *comment,
                                bool *fits)
{
	const char *const both[] = { text, comment };
	uint32_t found = 0;
	enum ts_status status = TS_OK;

	*fits = false;
	for (size_t i = 0; i < 2 && status == TS_OK; i++) {
		if (rule->is_tag) {
			status = tag_look(filter, rule, both[i], fits);
			continue;
		}
		status = match_fold(&filter->folded, both[i], strlen(both[i]));
		found |= status == TS_OK ? match_found(&rule->query, &filter->folded) : 0;
	}
	if (!rule->is_tag)
		*fits = match_fits(&rule->query, found);
	return status;
}

static enum ts_status rules_look(ts_filter *filter, const char *text, const char *comment)
{
	bool taken = !filter->has_only;

	for (size_t i = 0; i < filter->count; i++) {
		const struct rule *rule = &filter->rules[i];
		bool fits;
		enum ts_status status = rule_look(filter, rule, text, comment, &fits);
		if (status != TS_OK)
			return status;
		if (fits && rule->without)
			return TS_NOT_FOUND;
		taken = taken || fits;
	}
	return taken ? TS_OK : TS_NOT_FOUND;
}

/* The place of a text: its hash (FNV-1a). */
static struct known *known_at(ts_filter *filter, const char *text)
{
	uint32_t hash = 2166136261U;

	for (const char *at = text; *at != '\0'; at++)
		hash = (hash ^ (unsigned char)*at) * 16777619U;
	return &filter->known[hash % KNOWN];
}

enum ts_status ts_filter_take(ts_filter *filter, const char *text, const char *comment)
{
	size_t size = strlen(text);

	if (comment[0] != '\0' || size == 0 || size >= TS_TEXT_SIZE)
		return rules_look(filter, text, comment);
	struct known *known = known_at(filter, text);
	if (strcmp(known->text, text) == 0)
		return known->status;
	enum ts_status status = rules_look(filter, text, comment);
	if (status == TS_OK || status == TS_NOT_FOUND) {
		memcpy(known->text, text, size + 1);
		known->status = status;
	}
	return status;
}
