/* Headlines of Org files. */
#include "data/exchange/org_headline.h"
#include "data/exchange/tags.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What people call their states; a file that says its own has only those. */
static const char usual_states[] =
        " TODO DONE NEXT STARTED STRT DOING INPROGRESS IN-PROGRESS WAITING WAIT HOLD SOMEDAY "
        "DELEGATED CANCELLED CANCELED KILL PROJ LOOP ";

static bool is_blank(char letter)
{
	return letter == ' ' || letter == '\t';
}

static void blanks_trim(struct exchange_text *text)
{
	exchange_skip_spaces(text);
	while (text->end > text->at && is_blank(text->end[-1]))
		text->end--;
}

static struct exchange_text word_take(struct exchange_text *text)
{
	struct exchange_text word;

	exchange_skip_spaces(text);
	word = (struct exchange_text){ text->at, text->at };
	while (word.end < text->end && !is_blank(*word.end))
		word.end++;
	text->at = word.end;
	return word;
}

static size_t size_of(struct exchange_text text)
{
	return (size_t)(text.end - text.at);
}

/* ---- what is said for the whole file ---- */

static bool keyword_take(struct exchange_text *text, const char *keyword)
{
	size_t size = strlen(keyword);

	if (size_of(*text) < size || strncasecmp(text->at, keyword, size) != 0)
		return false;
	text->at += size;
	blanks_trim(text);
	return true;
}

/* "#+TODO: TODO(t) NEXT | DONE(d!)" */
static void states_add(struct org_outline *outline, struct exchange_text text)
{
	if (!outline->states_said)
		memcpy(outline->states, " ", 2);
	outline->states_said = true;
	for (struct exchange_text word = word_take(&text); word.at < word.end; word = word_take(&text)) {
		const char *bracket = memchr(word.at, '(', size_of(word));
		size_t size = bracket ? (size_t)(bracket - word.at) : size_of(word);
		size_t used = strlen(outline->states);
		if (size > 0 && *word.at != '|' && used + size + 2 < sizeof outline->states)
			(void)snprintf(outline->states + used, sizeof outline->states - used, "%.*s ", (int)size,
			               word.at);
	}
}

/* ":a:b:" or "a" onto a list. */
static void tags_add(char list[ORG_WORDS_ROOM], struct exchange_text tags)
{
	while (tags.at < tags.end) {
		size_t size = 0, used = strlen(list);
		while (tags.at + size < tags.end && tags.at[size] != ':' && !is_blank(tags.at[size]))
			size++;
		if (size > 0 && used + size + 2 < ORG_WORDS_ROOM)
			(void)snprintf(list + used, ORG_WORDS_ROOM - used, "%s%.*s", used > 0 ? "\x1f" : "", (int)size,
			               tags.at);
		tags.at += size + (tags.at + size < tags.end);
	}
}

void org_outline_begin(struct org_outline *outline, struct exchange_rows *rows, struct exchange_lines lines)
{
	*outline = (struct org_outline){ .rows = rows, .title = "" };
	memcpy(outline->states, usual_states, sizeof usual_states);
	while (lines.at < lines.end) {
		const char *found = memchr(lines.at, '\n', (size_t)(lines.end - lines.at));
		struct exchange_text text = { lines.at, found ? found : lines.end };
		lines.at = found ? found + 1 : lines.end;
		text.end -= text.end > text.at && text.end[-1] == '\r';
		if (keyword_take(&text, "#+TODO:") || keyword_take(&text, "#+SEQ_TODO:") ||
		    keyword_take(&text, "#+TYP_TODO:"))
			states_add(outline, text);
		else if (keyword_take(&text, "#+FILETAGS:"))
			tags_add(outline->tags, text);
		else if (!outline->title[0] && keyword_take(&text, "#+TITLE:"))
			outline->title = exchange_keep(rows, text.at, size_of(text));
	}
}

/* ---- a headline ---- */

/* Takes ":a:b:" off the end. */
static struct exchange_text headline_tags(struct exchange_text *text)
{
	const struct exchange_text none = { text->end, text->end };
	const char *at = text->end;

	if (at == text->at || at[-1] != ':')
		return none;
	while (at > text->at && !is_blank(at[-1]))
		at--;
	if (*at != ':' || text->end - at < 3 || memmem(at, (size_t)(text->end - at), "::", 2))
		return none;
	const struct exchange_text tags = { at, text->end };
	text->end = at;
	blanks_trim(text);
	return tags;
}

static bool is_state(const struct org_outline *outline, struct exchange_text word)
{
	char wanted[64];
	int size = snprintf(wanted, sizeof wanted, " %.*s ", (int)size_of(word), word.at);

	return size > 2 && (size_t)size < sizeof wanted && strstr(outline->states, wanted);
}

/* The state, [#A] and COMMENT, which are about the headline. */
static void marks_skip(const struct org_outline *outline, struct exchange_text *text)
{
	struct exchange_text rest = *text, word = word_take(&rest);

	if (is_state(outline, word)) {
		*text = rest;
		word = word_take(&rest);
	}
	if (size_of(word) == 4 && memcmp(word.at, "[#", 2) == 0 && word.at[3] == ']') {
		*text = rest;
		word = word_take(&rest);
	}
	if (size_of(word) == 7 && memcmp(word.at, "COMMENT", 7) == 0)
		*text = rest;
	blanks_trim(text);
}

/* How many bytes "[2/3]" or "[50%]" takes, which counts what is done; 0: there is none. */
static size_t cookie_size(struct exchange_text text)
{
	struct exchange_text rest = text;

	if (!exchange_take(&rest, "["))
		return 0;
	while (rest.at < rest.end && *rest.at >= '0' && *rest.at <= '9')
		rest.at++;
	if (!exchange_take(&rest, "%")) {
		if (!exchange_take(&rest, "/"))
			return 0;
		while (rest.at < rest.end && *rest.at >= '0' && *rest.at <= '9')
			rest.at++;
	}
	return exchange_take(&rest, "]") ? (size_t)(rest.at - text.at) : 0;
}

/* "[[address][words]]" is words, "[[address]]" the address. */
static bool link_take(struct exchange_text *text, struct exchange_text *words)
{
	struct exchange_text rest = *text;

	if (!exchange_take(&rest, "[["))
		return false;
	const char *end = memmem(rest.at, size_of(rest), "]]", 2);
	if (!end)
		return false;
	const char *middle = memmem(rest.at, (size_t)(end - rest.at), "][", 2);
	*words = (struct exchange_text){ middle ? middle + 2 : rest.at, end };
	text->at = end + 2;
	return true;
}

static void words_put(char out[ORG_WORDS_ROOM], size_t *size, struct exchange_text words)
{
	size_t length = size_of(words) < ORG_WORDS_ROOM - 1 - *size ? size_of(words) : ORG_WORDS_ROOM - 1 - *size;

	memcpy(out + *size, words.at, length);
	*size += length;
}

static const char *title_keep(struct exchange_rows *rows, struct exchange_text text)
{
	char out[ORG_WORDS_ROOM];
	struct exchange_text words;
	size_t size = 0;

	while (text.at < text.end) {
		size_t cookie = cookie_size(text);
		if (cookie > 0) {
			text.at += cookie;
		} else if (link_take(&text, &words)) {
			words_put(out, &size, words);
		} else {
			/* One blank where a cookie stood between two. */
			if (!is_blank(*text.at) || size == 0 || !is_blank(out[size - 1]))
				words_put(out, &size, (struct exchange_text){ text.at, text.at + 1 });
			text.at++;
		}
	}
	struct exchange_text whole = exchange_text_of(out, size);
	blanks_trim(&whole);
	return exchange_keep(rows, whole.at, size_of(whole));
}

bool org_headline_take(struct org_outline *outline, struct exchange_text line)
{
	struct org_headline headline = { .level = 0 };
	char tags[ORG_WORDS_ROOM] = "";

	while (exchange_take(&line, "*"))
		headline.level++;
	if (headline.level == 0 || (line.at < line.end && !is_blank(*line.at)) || line.at == line.end)
		return false;
	blanks_trim(&line);
	tags_add(tags, headline_tags(&line));
	marks_skip(outline, &line);
	headline.title = title_keep(outline->rows, line);
	headline.tags = exchange_keep(outline->rows, tags, strlen(tags));
	while (outline->depth > 0 && outline->path[outline->depth - 1].level >= headline.level)
		outline->depth--;
	outline->depth -= outline->depth == ORG_DEPTH;
	outline->path[outline->depth++] = headline;
	outline->text = outline->words = NULL;
	return true;
}

/* ---- as the name of an activity ---- */

/* "2026", "2026-09 September", "2026-W36", "2026-09-01 Tuesday": of a file that is kept by days. */
static bool is_date(const char *title)
{
	struct exchange_text text = exchange_text_of(title, strlen(title));
	int number;

	if (!exchange_number(&text, 4, 4, &number))
		return false;
	for (int i = 0; i < 2 && exchange_take(&text, "-"); i++) {
		(void)exchange_take(&text, "W");
		if (!exchange_number(&text, 2, 2, &number))
			return false;
	}
	(void)word_take(&text);
	return text.at == text.end;
}

static const char *text_of(const struct org_outline *outline, size_t parents)
{
	char out[ORG_WORDS_ROOM] = "";
	size_t size = 0, written = 0;

	for (size_t i = 0; i + 1 < outline->depth && written < parents; i++) {
		const char *title = outline->path[i].title;
		if (!title[0] || is_date(title))
			continue;
		if (written++ > 0)
			words_put(out, &size, exchange_text_of(" / ", 3));
		words_put(out, &size, exchange_text_of(title, strlen(title)));
	}
	const char *title = outline->depth > 0 ? outline->path[outline->depth - 1].title : outline->title;
	if (size > 0 && title[0])
		words_put(out, &size, exchange_text_of(": ", 2));
	words_put(out, &size, exchange_text_of(title, strlen(title)));
	return exchange_keep(outline->rows, out, size);
}

const char *org_text(struct org_outline *outline)
{
	static const size_t parents[] = { ORG_DEPTH, 1, 0 };

	for (size_t i = 0; i < sizeof parents / sizeof parents[0] && !outline->text; i++) {
		const char *text = text_of(outline, parents[i]);
		if (strlen(text) < TS_TEXT_SIZE || parents[i] == 0)
			outline->text = text;
	}
	return outline->text;
}

const char *org_tags(struct org_outline *outline)
{
	if (outline->words)
		return outline->words;
	char list[ORG_WORDS_ROOM] = "";
	size_t size = 0;

	for (size_t i = 0; i <= outline->depth; i++) {
		const char *tags = i == 0 ? outline->tags : outline->path[i - 1].tags;
		if (!tags[0])
			continue;
		if (size > 0)
			words_put(list, &size, exchange_text_of("\x1f", 1));
		words_put(list, &size, exchange_text_of(tags, strlen(tags)));
	}
	list[size] = '\0';
	const char *words = exchange_tags(outline->rows, list);
	outline->words = words ? words : "";
	return outline->words;
}
