/* JSON out. Text is valid UTF-8 already (ts_text_clean); what JSON itself forbids is escaped here. */
#include "src/output/json.h"

#include <stdio.h>
#include <stdlib.h>

/* What stands for a character that may not stand in a text. */
static const char *escape_of(unsigned char character, char out[8])
{
	switch (character) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\n':
		return "\\n";
	case '\t':
		return "\\t";
	default:
		(void)snprintf(out, 8, "\\u%04x", (unsigned)character);
		return out;
	}
}

static bool stands(unsigned char character)
{
	return character >= ' ' && character != '"' && character != '\\' && character != 0x7f;
}

static void quoted(struct writer *writer, const char *text)
{
	const char *at = text;

	writer_character(writer, '"');
	for (;;) {
		char room[8];
		const char *plain = at;
		while (stands((unsigned char)*at))
			at++;
		writer_bytes(writer, plain, (size_t)(at - plain));
		if (*at == '\0')
			break;
		writer_text(writer, escape_of((unsigned char)*at++, room));
	}
	writer_character(writer, '"');
}

/* Names are ours, and have nothing to escape. */
static void lead(struct json *json, const char *name)
{
	struct writer *writer = &json->writer;

	if (json->depth > 0) {
		if (json->filled[json->depth])
			writer_bytes(writer, ", ", 2);
		json->filled[json->depth] = true;
	}
	if (name) {
		writer_character(writer, '"');
		writer_text(writer, name);
		writer_bytes(writer, "\": ", 3);
	}
}

static void open_level(struct json *json, const char *name, char bracket)
{
	lead(json, name);
	writer_character(&json->writer, bracket);
	if (json->depth + 1 >= JSON_DEPTH_MOST)
		abort(); /* a document of ours is never that deep */
	json->filled[++json->depth] = false;
}

static void close_level(struct json *json, char bracket)
{
	json->depth--;
	writer_character(&json->writer, bracket);
}

void json_begin(struct json *json, FILE *stream)
{
	writer_begin(&json->writer, stream);
	json->date.told = false;
	json->depth = 0;
	json->filled[0] = false;
}

void json_end(struct json *json)
{
	json_line(json);
	json_flush(json);
}

void json_line(struct json *json)
{
	writer_character(&json->writer, '\n');
}

void json_flush(struct json *json)
{
	writer_flush(&json->writer);
}

void json_object(struct json *json, const char *name)
{
	open_level(json, name, '{');
}

void json_object_end(struct json *json)
{
	close_level(json, '}');
}

void json_array(struct json *json, const char *name)
{
	open_level(json, name, '[');
}

void json_array_end(struct json *json)
{
	close_level(json, ']');
}

void json_text(struct json *json, const char *name, const char *text)
{
	lead(json, name);
	if (text)
		quoted(&json->writer, text);
	else
		writer_text(&json->writer, "null");
}

void json_integer(struct json *json, const char *name, int64_t value)
{
	lead(json, name);
	writer_integer(&json->writer, value);
}

void json_boolean(struct json *json, const char *name, bool value)
{
	lead(json, name);
	writer_text(&json->writer, value ? "true" : "false");
}

/* What is at most STAMP_SIZE long, with its quotes. */
enum { QUOTED_STAMP = STAMP_SIZE + 2 };

static void time_put(struct json *json, const char *name, ts_time at, int32_t offset, bool exactly)
{
	lead(json, name);
	char *end = writer_reserve(&json->writer, QUOTED_STAMP);
	*end++ = '"';
	end = stamp_put_time(&json->date, at, offset, exactly, end);
	*end++ = '"';
	writer_written(&json->writer, end);
}

void json_time(struct json *json, const char *name, ts_time at, int32_t offset)
{
	time_put(json, name, at, offset, false);
}

void json_time_exactly(struct json *json, const char *name, ts_time at, int32_t offset)
{
	time_put(json, name, at, offset, true);
}

void json_utc(struct json *json, const char *name, ts_time at)
{
	lead(json, name);
	char *end = writer_reserve(&json->writer, QUOTED_STAMP);
	*end++ = '"';
	end = stamp_put_utc(&json->date, at, end);
	*end++ = '"';
	writer_written(&json->writer, end);
}

void json_forgotten(struct json *json, const struct ts_forgotten *forgotten)
{
	if (forgotten->milliseconds == 0)
		return;
	json_integer(json, "forgotten_seconds", forgotten->milliseconds / TS_SECOND);
	json_time(json, "forgotten_since", forgotten->since, forgotten->offset);
}

void json_pauses(struct json *json, const struct ts_breaks *rule, int64_t work, const struct ts_pauses *pauses)
{
	static const char *const words[] = { "stretch", "breaks", "day" };
	const unsigned passed = ts_breaks_passed(rule, work, pauses);

	json_integer(json, "stretch_seconds", pauses->stretch / TS_SECOND);
	json_integer(json, "break_seconds", pauses->breaks / TS_SECOND);
	if (passed == 0)
		return;
	json_array(json, "breaks_passed");
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (passed & (1U << i))
			json_text(json, NULL, words[i]);
	}
	json_array_end(json);
}

void json_day(struct json *json, const char *name, ts_day day)
{
	char text[STAMP_SIZE];
	json_text(json, name, stamp_day(day, text));
}

void json_id(struct json *json, const char *name, struct ts_id id)
{
	lead(json, name);
	char *end = writer_reserve(&json->writer, QUOTED_STAMP);
	*end++ = '"';
	end = stamp_put_id(id, end);
	*end++ = '"';
	writer_written(&json->writer, end);
}
