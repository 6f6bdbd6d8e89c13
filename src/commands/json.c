/* JSON out. Text is valid UTF-8 already (ts_text_clean); what JSON itself forbids is escaped here. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

static void quoted(FILE *stream, const char *text)
{
	(void)fputc('"', stream);
	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		switch (*at) {
		case '"':
			(void)fputs("\\\"", stream);
			break;
		case '\\':
			(void)fputs("\\\\", stream);
			break;
		case '\n':
			(void)fputs("\\n", stream);
			break;
		case '\t':
			(void)fputs("\\t", stream);
			break;
		default:
			if (*at < ' ' || *at == 0x7f)
				(void)fprintf(stream, "\\u%04x", (unsigned)*at);
			else
				(void)fputc(*at, stream);
		}
	}
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
	struct ts_civil civil;
	char text[64];
	ts_civil_offset(at, offset, &civil);
	long minutes = labs((long)offset) / 60;
	(void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02ld:%02ld", civil.year, civil.month,
	               civil.day, civil.hour, civil.minute, civil.second, offset < 0 ? '-' : '+', minutes / 60,
	               minutes % 60);
	json_text(json, name, text);
}

void json_day(struct json *json, const char *name, ts_day day)
{
	struct ts_civil civil;
	char text[32];
	ts_day_to_civil(day, &civil);
	(void)snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
	json_text(json, name, text);
}

void json_id(struct json *json, const char *name, struct ts_id id)
{
	char text[TS_ID_SIZE * 2 + 1];
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", id.bytes[i]);
	json_text(json, name, text);
}
