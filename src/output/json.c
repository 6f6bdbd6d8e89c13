/* JSON out. Text is valid UTF-8 already (ts_text_clean); what JSON itself forbids is escaped here. */
#include "src/output/json.h"

#include "src/output/stamp.h"

#include <stdio.h>
#include <stdlib.h>

/* What stands for a character that may not stand in a text; NULL: it may. */
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
		if (character >= ' ' && character != 0x7f)
			return NULL;
		(void)snprintf(out, 8, "\\u%04x", (unsigned)character);
		return out;
	}
}

static void quoted(FILE *stream, const char *text)
{
	const char *plain = text, *at = text;

	(void)fputc('"', stream);
	for (; *at; at++) {
		char room[8];
		const char *escape = escape_of((unsigned char)*at, room);
		if (!escape)
			continue;
		(void)fwrite(plain, 1, (size_t)(at - plain), stream);
		(void)fputs(escape, stream);
		plain = at + 1;
	}
	(void)fwrite(plain, 1, (size_t)(at - plain), stream);
	(void)fputc('"', stream);
}

static void lead(struct json *json, const char *name)
{
	if (json->depth > 0) {
		if (json->filled[json->depth])
			(void)fputs(", ", json->stream);
		json->filled[json->depth] = true;
	}
	if (name) {
		quoted(json->stream, name);
		(void)fputs(": ", json->stream);
	}
}

static void open_level(struct json *json, const char *name, char bracket)
{
	lead(json, name);
	(void)fputc(bracket, json->stream);
	if (json->depth + 1 >= JSON_DEPTH_MOST)
		abort(); /* a document of ours is never that deep */
	json->filled[++json->depth] = false;
}

static void close_level(struct json *json, char bracket)
{
	json->depth--;
	(void)fputc(bracket, json->stream);
}

void json_begin(struct json *json, FILE *stream)
{
	*json = (struct json){ .stream = stream };
}

void json_end(struct json *json)
{
	(void)fputc('\n', json->stream);
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
		quoted(json->stream, text);
	else
		(void)fputs("null", json->stream);
}

void json_integer(struct json *json, const char *name, int64_t value)
{
	lead(json, name);
	(void)fprintf(json->stream, "%lld", (long long)value);
}

void json_boolean(struct json *json, const char *name, bool value)
{
	lead(json, name);
	(void)fputs(value ? "true" : "false", json->stream);
}

void json_time(struct json *json, const char *name, ts_time at, int32_t offset)
{
	char text[STAMP_SIZE];
	json_text(json, name, stamp_time(at, offset, false, text));
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
	char text[STAMP_ID_SIZE];
	json_text(json, name, stamp_id(id, text));
}
