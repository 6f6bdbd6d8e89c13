/*
 * What people type to log something: a time or a stretch of time, an activity or its digit, a comment. And lengths of
 * time by themselves.
 */
#include "data/when/when.h"

#include <string.h>

static const char spaces[] = " \t\n\r\v\f";

static bool is_space(char byte)
{
	return byte != '\0' && strchr(spaces, byte) != NULL;
}

/* Where " // " begins, or the end of the text. An address like http://here has none. */
static size_t comment_find(const char *text)
{
	size_t size = strlen(text);

	for (const char *slashes = strstr(text, "//"); slashes; slashes = strstr(slashes + 1, "//")) {
		bool before = slashes == text || is_space(slashes[-1]);
		if (before && (slashes[2] == '\0' || is_space(slashes[2])))
			return (size_t)(slashes - text);
	}
	return size;
}

static void comment_read(const char *text, size_t at, struct ts_entry *entry)
{
	if (text[at] != '\0')
		entry->comment_at = at + 2 + strspn(text + at + 2, spaces);
}

/* The activity: a digit, something in quotes, or words; and whether a new one is rest. */
static void text_read(const char *text, size_t at, size_t end, struct ts_entry *entry)
{
	while (end > at && is_space(text[end - 1]))
		end--;
	/* " ~" at the end; a text that ends in one is put in quotes. */
	entry->rest = end > at && text[end - 1] == '~' && (end - 1 == at || is_space(text[end - 2]));
	if (entry->rest)
		end--;
	while (end > at && is_space(text[end - 1]))
		end--;
	entry->quoted = end - at >= 2 && text[at] == '"' && text[end - 1] == '"';
	if (entry->quoted) {
		at++;
		end--;
	}
	if (!entry->quoted && end - at == 1 && text[at] >= '0' && text[at] <= '9')
		entry->slot = text[at] - '0';
	entry->text_at = at;
	entry->text_size = end - at;
}

enum ts_status ts_entry_parse(const char *text, const struct ts_when_context *context, struct ts_entry *out,
                              struct ts_when_error *error)
{
	struct ts_when_context clamped = when_context_clamp(context);
	struct ts_entry entry = { .slot = -1 };
	struct ts_when_error ignored;
	struct when_lead lead = { 0 };
	size_t end = comment_find(text), at = strspn(text, spaces);

	clamped.want = TS_WANT_MOMENT;
	if (!error)
		error = &ignored;
	comment_read(text, end, &entry);
	at = at < end ? at : end;
	enum ts_status status = text[at] == '"' ? TS_OK : when_lead_find(text, end, &clamped, &lead, error);
	if (status != TS_OK)
		return status;
	if (lead.end > 0) {
		entry.timed = true;
		entry.ranged = lead.ranged;
		entry.from = lead.from;
		entry.until = lead.until;
		at = lead.end + strspn(text + lead.end, spaces);
		at = at < end ? at : end;
		entry.lead = at;
		if (when_begins_like_time(text + at, end - at, &clamped, true, error)) {
			error->offset += at;
			return TS_INVALID;
		}
	}
	text_read(text, at, end, &entry);
	*out = entry;
	return TS_OK;
}

enum ts_status ts_length_parse(const char *text, ts_time *out, struct ts_when_error *error)
{
	struct when_reader reader = { 0 };
	struct when_duration length = { 0 };
	size_t next = 0;

	when_tokens_read(&reader, text, strlen(text));
	bool read = when_duration_read(&reader, &next, true, &length);
	int64_t seconds = length.days * 86400 + length.seconds;
	if (!read || next < reader.count) {
		size_t at = read ? next : 0;
		(void)when_fail_quoting(&reader, at, at + (reader.count > 0), "45m",
		                        "is not understood as a length of time");
	} else if (length.months != 0 || seconds <= 0 || seconds > 86400) {
		(void)when_fail_quoting(&reader, 0, reader.count, "45m",
		                        seconds == 0 && length.months == 0 ? "is no time at all"
		                                                           : "is longer than a day");
	}
	if (reader.failed && error)
		*error = reader.error;
	if (!reader.failed)
		*out = seconds * TS_SECOND;
	return reader.failed ? TS_INVALID : TS_OK;
}
