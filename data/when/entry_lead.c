/*
 * The time or the stretch of time that stands in front of an activity: which words are one, and which only begin like
 * one.
 */
#include "data/when/when.h"

#include <stdio.h>
#include <string.h>

static const char spaces[] = " \t\n\r\v\f";
static const char stretch_example[] = "-30..-10";

/* The two ends of a stretch as tokens: those before the divider, and those behind it. */
struct divider {
	size_t left_end, right; /* bytes */
	bool words;             /* "to", "until" */
	bool plus;              /* a length follows */
};

/* ---- one end */

static bool is_meridiem(const struct when_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++) {
		if (when_is_word(&reader->tokens[i], WORD_MERIDIEM))
			return true;
	}
	return false;
}

static size_t clock_digits(const struct when_reader *reader)
{
	return reader->tokens[reader->clock_span.from].size;
}

/* A time of day that may stand at an end: a bare number only as the hour. */
static bool is_end_clock(const struct when_reader *reader)
{
	return reader->clock != CLOCK_NONE && !reader->has_zone &&
	       (reader->clock != CLOCK_BARE || clock_digits(reader) <= 2);
}

static bool is_four_digits(const struct when_reader *reader)
{
	return reader->clock == CLOCK_BARE && clock_digits(reader) == 4;
}

static bool ends_in_symbol(const struct when_reader *reader)
{
	return reader->count == 0 || reader->tokens[reader->count - 1].type == WHEN_SYMBOL;
}

static bool is_left_end(const struct when_reader *reader, const struct divider *divider)
{
	bool signed_moment = reader->has_moment && !reader->moment_spaced && reader->tokens[0].type == WHEN_SYMBOL;

	if (ends_in_symbol(reader) || when_is_word(&reader->tokens[reader->count - 1], WORD_AT))
		return false;
	if (divider->words || divider->plus)
		return signed_moment || reader->clock == CLOCK_PLAIN;
	return signed_moment || is_end_clock(reader) || is_four_digits(reader);
}

static bool is_right_end(const struct when_reader *reader)
{
	bool day = reader->date != DATE_NONE || reader->weekday >= 0;

	/* "1-on-1" */
	if (day || ends_in_symbol(reader) || when_is_word(&reader->tokens[0], WORD_AT))
		return false;
	return reader->has_moment || is_end_clock(reader) || is_four_digits(reader);
}

/* ---- a stretch */

struct stretch {
	const char *text;
	size_t size;
	const struct ts_when_context *context;
	struct ts_when from, until;
	struct when_reader left, right;
};

static bool left_read(struct stretch *stretch, const char *text, size_t size)
{
	return when_read(&stretch->left, text, size, stretch->context, NULL, &stretch->from) == TS_OK;
}

/* The end is the first such time after the begin. */
static bool right_read(struct stretch *stretch, const struct divider *divider)
{
	struct ts_when_context context = *stretch->context;
	struct when_duration length;
	const char *text = stretch->text + divider->right;
	size_t size = stretch->size - divider->right, next = 0;

	context.want = TS_WANT_ANY;
	context.from = stretch->from.at + 1;
	context.until = stretch->from.at + 25 * TS_HOUR;
	if (!divider->plus)
		return when_read(&stretch->right, text, size, &context, NULL, &stretch->until) == TS_OK;
	stretch->right = (struct when_reader){ 0 };
	when_tokens_read(&stretch->right, text, size);
	if (!when_duration_read(&stretch->right, &next, true, &length) || next < stretch->right.count || length.months)
		return false;
	stretch->until = (struct ts_when){ .at = stretch->from.at + (length.days * 86400 + length.seconds) * TS_SECOND,
		                           .has_time = true };
	stretch->until.day = ts_day_of(stretch->until.at, context.day_start);
	return true;
}

/* "2-3pm", "11-1pm": the half of the day in which the stretch is the shorter one. */
static void meridiem_share(struct stretch *stretch, const struct divider *divider)
{
	static const char *const halves[] = { "am", "pm" };
	struct stretch best = *stretch;
	char text[64];
	bool found = false;

	if (divider->plus || !is_meridiem(&stretch->right) || is_meridiem(&stretch->left) ||
	    stretch->left.clock == CLOCK_NONE || divider->left_end > sizeof text - 4)
		return;
	for (size_t i = 0; i < 2; i++) {
		struct stretch half = *stretch;
		int size = snprintf(text, sizeof text, "%.*s %s", (int)divider->left_end, stretch->text, halves[i]);
		if (!left_read(&half, text, (size_t)size) || !right_read(&half, divider))
			continue;
		if (!found || half.until.at - half.from.at < best.until.at - best.from.at)
			best = half;
		found = true;
	}
	stretch->from = best.from;
	stretch->until = best.until;
}

/* Whether tokens at i divide a stretch in two, and how. */
static bool divider_read(const struct when_reader *tokens, size_t i, struct divider *out)
{
	const struct when_token *token = &tokens->tokens[i], *after = token + 1;

	*out = (struct divider){ .left_end = token->offset };
	if (i == 0 || i + 1 >= tokens->count)
		return false;
	if (when_is_symbol(token, '.') && when_is_symbol(after, '.') && i + 2 < tokens->count)
		after++;
	else if (token->type == WHEN_SYMBOL && token->symbol == '+')
		out->plus = true;
	else if (when_is_word(token, WORD_TO))
		out->words = true;
	else if (token->type != WHEN_SYMBOL || token->symbol != '-' || token->glued != after->glued)
		return false;
	out->right = after->offset;
	return true;
}

static bool stretch_divide(struct stretch *stretch, const struct divider *divider)
{
	bool four;

	if (!left_read(stretch, stretch->text, divider->left_end) || !is_left_end(&stretch->left, divider) ||
	    !right_read(stretch, divider) || (!divider->plus && !is_right_end(&stretch->right)))
		return false;
	/* 2026-2027 is rather two years than 20:26 to 20:27; 0900-1700 is clear. */
	four = is_four_digits(&stretch->left) || is_four_digits(&stretch->right);
	if (four && stretch->text[stretch->left.tokens[stretch->left.clock_span.from].offset] != '0')
		return false;
	if ((stretch->left.clock == CLOCK_DOTTED) != (stretch->right.clock == CLOCK_DOTTED))
		return false;
	meridiem_share(stretch, divider);
	return true;
}

static bool stretch_read(struct stretch *stretch)
{
	struct when_reader tokens = { 0 };
	struct divider divider;
	struct ts_when whole;

	/* 2026-11-22T09:30+01:00 is one moment, but "2026-11-22 9-10" is not nine o'clock in the Pacific. */
	if (when_read(&tokens, stretch->text, stretch->size, stretch->context, NULL, &whole) == TS_OK &&
	    !(tokens.has_zone && tokens.clock == CLOCK_BARE))
		return false;
	tokens = (struct when_reader){ 0 };
	when_tokens_read(&tokens, stretch->text, stretch->size);
	if (tokens.count > WHEN_TOKENS)
		return false;
	for (size_t i = tokens.count; i-- > 0;) {
		if (divider_read(&tokens, i, &divider) && stretch_divide(stretch, &divider))
			return true;
	}
	return false;
}

/* Nothing is logged ahead of time, and a stretch has a length: 10-9 is no night. */
static enum ts_status stretch_check(struct stretch *stretch, struct ts_when_error *error)
{
	struct when_reader whole = { .context = *stretch->context };
	ts_time latest = stretch->context->now + TS_MINUTE, length = stretch->until.at - stretch->from.at;

	when_tokens_read(&whole, stretch->text, stretch->size);
	if (stretch->from.at > latest)
		(void)when_fail_quoting(&whole, 0, whole.count, stretch_example, "is still to come");
	else if (stretch->until.at <= stretch->from.at || (stretch->until.at > latest && length > 12 * TS_HOUR))
		(void)when_fail_quoting(&whole, 0, whole.count, stretch_example, "ends before it begins");
	else if (stretch->until.at > latest)
		(void)when_fail_quoting(&whole, 0, whole.count, stretch_example, "is not over yet");
	else
		return TS_OK;
	*error = whole.error;
	return TS_INVALID;
}

/* ---- a time */

/* Whether what was read cannot well be the beginning of an activity's name. */
static bool is_unmistakable(const struct when_reader *reader)
{
	size_t last = reader->count - 1;
	bool zero = is_four_digits(reader) && reader->text[reader->tokens[reader->clock_span.from].offset] == '0';

	if (ends_in_symbol(reader) || when_is_word(&reader->tokens[last], WORD_AT))
		return false;
	if (reader->has_moment)
		return !reader->moment_spaced && !when_is_word(&reader->tokens[0], WORD_NOW);
	if (reader->clock == CLOCK_NONE || (reader->clock == CLOCK_BARE && !zero) || reader->zone_spaced)
		return false;
	bool dated = reader->date != DATE_NONE || reader->weekday >= 0;
	if (!dated)
		return reader->clock == CLOCK_PLAIN || zero;
	/* The date comes first: in "9:30 sun cream" it would be the activity's. Only "yesterday" may follow. */
	size_t date = reader->date != DATE_NONE ? reader->date_span.from : reader->weekday_span.from;
	return date < reader->clock_span.from ||
	       (when_is_word(&reader->tokens[last], WORD_DAY) && reader->tokens[last].value < 0);
}

/* "-1 day retro" is not "day retro" a minute ago. */
static bool is_cut_short(const struct when_reader *reader, const char *rest, size_t size)
{
	struct when_reader after = { 0 };
	size_t word = 0;

	if (!reader->has_moment || reader->tokens[reader->count - 1].type != WHEN_NUMBER)
		return false;
	while (word < size && !strchr(spaces, rest[word]))
		word++;
	when_tokens_read(&after, rest, word);
	return after.count == 1 && when_is_word(&after.tokens[0], WORD_UNIT) && after.tokens[0].size > 1;
}

/* ---- what begins like one */

static size_t digits_count(const char *text, size_t size)
{
	size_t count = 0;

	while (count < size && text[count] >= '0' && text[count] <= '9')
		count++;
	return count;
}

/* "25:00", "9:5", "10:" (being typed), but not "1:1 with ada". */
static bool like_clock(const char *word, size_t size, bool last)
{
	size_t hour = digits_count(word, size), minute = 0;

	if (hour == 0 || hour > 2 || hour == size || word[hour] != ':')
		return false;
	minute = digits_count(word + hour + 1, size - hour - 1);
	return minute >= 2 || (last && hour + 1 + minute == size);
}

/* "10-11" whose hours do not fit, "10-11:75", "9-" while the rest is typed; but not "50-50". */
static bool like_stretch(const char *word, size_t size, bool last)
{
	size_t hour = digits_count(word, size), dash = 0, second = 0;
	struct when_reader tokens = { 0 };

	when_tokens_read(&tokens, word, size);
	if (hour == 0 || hour > 2 || tokens.count < 2 || tokens.tokens[0].value > 24 ||
	    tokens.tokens[1].type != WHEN_SYMBOL)
		return false;
	dash = tokens.tokens[1].symbol == '-' ? 1 : 0;
	if (dash == 0 && tokens.count > 2 && tokens.tokens[1].symbol == '.' && tokens.tokens[2].symbol == '.')
		dash = 2;
	if (dash == 0)
		return false;
	second = dash + 1;
	if (tokens.count == second)
		return last;
	return tokens.tokens[second].type == WHEN_NUMBER && tokens.tokens[second].value <= 24 &&
	       (tokens.count == second + 1 || when_is_symbol(&tokens.tokens[second + 1], ':'));
}

/* "9.30": a time, or a version. */
static bool like_dotted(const char *word, size_t size, const struct ts_when_context *context)
{
	struct when_reader reader;
	struct ts_when when;

	return when_read(&reader, word, size, context, NULL, &when) == TS_OK && reader.clock == CLOCK_DOTTED &&
	       reader.date == DATE_NONE;
}

/* "13pm" */
static bool like_meridiem(const char *word, size_t size)
{
	size_t hour = digits_count(word, size);

	return hour > 0 && hour <= 2 && size == hour + 2 && (word[hour] == 'a' || word[hour] == 'p') &&
	       word[hour + 1] == 'm';
}

/* "-10", "+x": a sign that touches a number; or one that stands between two ends and lacks the second. */
static bool like_signed(const char *word, size_t size)
{
	struct when_reader tokens = { 0 };

	when_tokens_read(&tokens, word, size);
	return tokens.count > 1 && tokens.tokens[0].type == WHEN_SYMBOL &&
	       (tokens.tokens[0].symbol == '-' || tokens.tokens[0].symbol == '+') &&
	       tokens.tokens[1].type == WHEN_NUMBER;
}

/* "10:00 -": the end is missing. */
static bool like_half(const char *word, size_t length, const char *next, bool last)
{
	struct when_reader tokens = { 0 };

	when_tokens_read(&tokens, word, length);
	return tokens.count == 1 && tokens.tokens[0].symbol == '-' && (last || (*next >= '0' && *next <= '9'));
}

static void begin_explain(struct when_reader *reader, const char *word, size_t length,
                          const struct ts_when_context *context, bool behind)
{
	struct ts_when when;

	if (when_read_wanted(reader, word, length, context, &when) != TS_OK)
		return;
	if (reader->clock == CLOCK_DOTTED)
		(void)when_fail(reader, 0, reader->count, "9:30", "%.*s may be a time: then it is written %d:%02d",
		                (int)length, word, reader->minute / 60, reader->minute % 60);
	else
		(void)when_fail_quoting(reader, 0, reader->count, "9:30",
		                        behind ? "is a second time" : "begins like a time, and is none");
}

bool when_begins_like_time(const char *text, size_t size, const struct ts_when_context *context, bool behind,
                           struct ts_when_error *error)
{
	size_t at = strspn(text, spaces);
	struct when_reader reader;

	at = at < size ? at : size;
	size_t end = at;
	while (end < size && !strchr(spaces, text[end]))
		end++;
	const char *word = text + at;
	size_t length = end - at, next = end + strspn(text + end, spaces);
	bool last = next >= size;
	if (!like_dotted(word, length, context) && !like_clock(word, length, last) &&
	    !like_stretch(word, length, last) && !like_meridiem(word, length) && !like_signed(word, length) &&
	    !(behind && like_half(word, length, text + next, last)))
		return false;
	begin_explain(&reader, word, length, context, behind);
	*error = reader.error;
	error->offset += at;
	when_example_choose(context, error);
	return true;
}

/* ---- the longest */

/* What the first end bytes are. TS_NOT_FOUND: no time. */
static enum ts_status lead_try(const char *text, size_t end, size_t size, const struct ts_when_context *context,
                               struct when_lead *out, struct ts_when_error *error)
{
	struct stretch stretch = { .text = text, .size = end, .context = context };
	struct when_reader reader;
	struct ts_when when;
	size_t rest = end + strspn(text + end, spaces);

	if (stretch_read(&stretch)) {
		*out = (struct when_lead){ .end = end, .ranged = true, .from = stretch.from, .until = stretch.until };
		return stretch_check(&stretch, error);
	}
	if (when_read(&reader, text, end, context, NULL, &when) != TS_OK || !is_unmistakable(&reader) ||
	    is_cut_short(&reader, text + rest, rest < size ? size - rest : 0))
		return TS_NOT_FOUND;
	*out = (struct when_lead){ .end = end, .from = when };
	if (when_want_check(&reader, &when) != WHEN_WRONG)
		return TS_OK;
	*error = reader.error;
	when_example_choose(context, error);
	return TS_INVALID;
}

enum ts_status when_lead_find(const char *text, size_t size, const struct ts_when_context *context,
                              struct when_lead *out, struct ts_when_error *error)
{
	enum { WORDS_MOST = 10 };
	enum ts_status found = TS_NOT_FOUND;
	size_t at = strspn(text, spaces);

	/* The longest beginning of whole words that is a time. */
	for (int words = 0; words < WORDS_MOST && at < size; words++) {
		struct when_lead lead;
		size_t end = at;

		while (end < size && !strchr(spaces, text[end]))
			end++;
		at = end + strspn(text + end, spaces);
		enum ts_status status = lead_try(text, end, size, context, &lead, error);
		if (status == TS_NOT_FOUND)
			continue;
		found = status;
		if (status == TS_OK)
			*out = lead;
	}
	if (found == TS_NOT_FOUND)
		return when_begins_like_time(text, size, context, false, error) ? TS_INVALID : TS_OK;
	return found;
}
