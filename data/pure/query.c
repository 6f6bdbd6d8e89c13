/* What people type to look for something: words, phrases, what must not be there, and between which days. */
#include "data/pure/match.h"

#include <stdio.h>
#include <string.h>

/* Compatibility folding makes every kind of space this one. */
static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* A part of the folded text; what it says without its signs is at content. */
struct token {
	size_t begin;
	size_t content, content_end;
	bool without, quoted;
};

/* Where a part ends: at the closing quote, or the space. */
static size_t part_end(const struct match_text *text, size_t at, bool inside)
{
	for (; at < text->size; at++) {
		char byte = text->bytes[at];
		if (inside ? byte == '"' : is_space(byte))
			return at;
		/* since:"last month" */
		inside = inside || (byte == '"' && at > 0 && text->bytes[at - 1] == ':');
	}
	return at;
}

static bool token_next(const struct match_text *text, size_t *at, struct token *out)
{
	while (*at < text->size && is_space(text->bytes[*at]))
		(*at)++;
	if (*at == text->size)
		return false;
	*out = (struct token){ .begin = *at };
	out->without = text->bytes[*at] == '-';
	out->content = *at + out->without;
	out->quoted = out->content < text->size && text->bytes[out->content] == '"';
	out->content += out->quoted;
	out->content_end = part_end(text, out->content, out->quoted);
	*at = out->content_end + (out->content_end < text->size && text->bytes[out->content_end] == '"');
	return true;
}

/* Spaces alone would be found everywhere. */
static bool says_something(const struct match_text *text, const struct token *token)
{
	for (size_t i = token->content; i < token->content_end; i++) {
		if (!is_space(text->bytes[i]))
			return true;
	}
	return false;
}

static bool begins_with(const struct match_text *text, const struct token *token, const char *word)
{
	size_t size = strlen(word);

	return !token->quoted && !token->without && token->content_end - token->content >= size &&
	       memcmp(text->bytes + token->content, word, size) == 0;
}

static size_t origin_of(const struct match_text *text, size_t at)
{
	return at < text->size ? text->origin[at] : text->text_size;
}

static void error_fill(struct ts_when_error *error, size_t offset, size_t size, const char *reason, const char *example)
{
	if (!error)
		return;
	*error = (struct ts_when_error){ .offset = offset, .size = size };
	(void)snprintf(error->example, sizeof error->example, "%s", example);
	(void)snprintf(error->reason, sizeof error->reason, "%s", reason);
}

/* The day behind since: or until:, which is in text itself: month names are not to be folded twice. */
static enum ts_status day_read(const struct match_query *query, const char *text, const struct token *token,
                               size_t name, const struct ts_when_context *context, struct ts_range *out,
                               struct ts_when_error *error)
{
	const struct match_text *folded = &query->folded;
	size_t from = token->content + name;
	bool quoted = from < token->content_end && folded->bytes[from] == '"';
	size_t begin = origin_of(folded, from + quoted), end = origin_of(folded, token->content_end);
	struct ts_when_error inside = { 0 };
	char day[96];

	if (end == begin || end - begin >= sizeof day) {
		error_fill(error, origin_of(folded, token->begin), end - origin_of(folded, token->begin),
		           "a day is missing", "since:monday");
		return TS_INVALID;
	}
	memcpy(day, text + begin, end - begin);
	day[end - begin] = '\0';
	enum ts_status status = ts_range_parse(day, context, out, &inside);
	if (status != TS_OK)
		error_fill(error, begin + inside.offset, inside.size, inside.reason, inside.example);
	return status;
}

static enum ts_status token_take(struct match_query *query, const char *text, const struct token *token,
                                 const struct ts_when_context *context, struct ts_when_error *error)
{
	static const char since[] = "since:", until[] = "until:";
	struct ts_range range = { 0 };
	enum ts_status status = TS_OK;

	if (begins_with(&query->folded, token, since)) {
		status = day_read(query, text, token, sizeof since - 1, context, &range, error);
		query->since = range.first;
	} else if (begins_with(&query->folded, token, until)) {
		status = day_read(query, text, token, sizeof until - 1, context, &range, error);
		query->until = range.last;
	} else if (says_something(&query->folded, token)) {
		if (query->count == MATCH_WORDS)
			return TS_TOO_LONG;
		if (token->without)
			query->without |= UINT32_C(1) << query->count;
		query->words[query->count].offset = token->content;
		query->words[query->count++].size = token->content_end - token->content;
	}
	return status;
}

static bool has_word(const struct match_query *query)
{
	return query->without != (UINT32_C(1) << query->count) - 1;
}

enum ts_status match_query_init(struct match_query *query, const char *text, const struct ts_when_context *context,
                                struct ts_when_error *error)
{
	size_t size = strlen(text), at = 0;
	struct token token;
	enum ts_status status;

	*query = (struct match_query){ .since = INT32_MIN, .until = INT32_MAX };
	error_fill(error, 0, 0, "there is no word to look for", "standup");
	if (!text_valid(text, size))
		return TS_INVALID;
	status = match_fold(&query->folded, text, size);
	while (status == TS_OK && token_next(&query->folded, &at, &token))
		status = token_take(query, text, &token, context, error);
	if (status == TS_OK && !has_word(query))
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
