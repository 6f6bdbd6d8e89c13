/* An import's life: its format, the files that are read into it, the lines it reports. */
#include "data/import/import.h"

#include "data/exchange/readers.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	exchange_reader *read;
} formats[] = {
	[TS_FORMAT_TIMEWARRIOR] = { "timewarrior", read_timewarrior },
	[TS_FORMAT_WATSON] = { "watson", read_watson },
	[TS_FORMAT_KLOG] = { "klog", read_klog },
	[TS_FORMAT_GTIMELOG] = { "gtimelog", read_gtimelog },
	[TS_FORMAT_TIMETRAP] = { "timetrap", read_timetrap },
	[TS_FORMAT_TIMECLOCK] = { "timeclock", read_timeclock },
	[TS_FORMAT_TOGGL] = { "toggl", read_toggl },
	[TS_FORMAT_CSV] = { "csv", read_csv },
	[TS_FORMAT_JSON] = { "json", read_own_json },
};
enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

const char *ts_format_name(enum ts_format format)
{
	return (size_t)format < FORMAT_COUNT ? formats[format].name : NULL;
}

bool ts_format_find(const char *name, enum ts_format *out)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*out = (enum ts_format)i;
			return true;
		}
	}
	return false;
}

enum ts_status ts_import_create(enum ts_format format, const char *person, ts_import **out)
{
	ts_import *import = calloc(1, sizeof *import);

	if (!import)
		return TS_NO_MEMORY;
	import->format = format;
	import->person = person;
	*out = import;
	return TS_OK;
}

void ts_import_destroy(ts_import *import)
{
	if (!import)
		return;
	exchange_release(&import->rows);
	free(import->sources);
	free(import);
}

enum ts_status ts_import_read(ts_import *import, const char *source, const char *bytes, size_t size)
{
	const struct exchange_input input = { bytes, size, import->person };
	const char **grown = realloc(import->sources, (import->source_count + 1) * sizeof *grown);

	if (!grown)
		return TS_NO_MEMORY;
	import->sources = grown;
	grown[import->source_count] = source;
	import->rows.source = import->source_count++;
	import->rows.line = 0;
	import->rows.trouble[0] = '\0';
	enum ts_status status = formats[import->format].read(&import->rows, &input);
	/* Without memory for it a sound file looks broken. */
	return import->rows.failed ? TS_NO_MEMORY : status;
}

const char *ts_import_trouble(const ts_import *import)
{
	return import->rows.trouble;
}

size_t ts_import_count(const ts_import *import)
{
	return import->rows.count;
}

struct ts_import_line ts_import_line(const ts_import *import, size_t index)
{
	const struct exchange_row *row = &import->rows.at[index];

	return (struct ts_import_line){ .source = import->sources[row->source],
		                        .line = row->line,
		                        .fate = row->fate,
		                        .reason = row->reason,
		                        .text = row->text,
		                        .note = row->kind == EXCHANGE_NOTE,
		                        .day = row->day,
		                        .begin = row->begin,
		                        .end = row->end };
}

struct ts_id import_id(const struct merge_run *run, const struct exchange_row *row, char what, ts_time at)
{
	const unsigned char *key = run->action->store->identity->keys.activities;
	const char *name = row->key ? row->key : row->text;
	unsigned char digest[32], input[64];
	struct bytes_writer writer = bytes_write_to(input, sizeof input);
	struct ts_id id;

	crypt_hash(key, name, strlen(name), digest, sizeof digest);
	/* An activity's id is a hash of a text, and no text begins with a NUL. */
	bytes_put_number(&writer, 0, 1);
	bytes_put_number(&writer, (uint64_t)run->import->format, 1);
	bytes_put_number(&writer, (unsigned char)what, 1);
	bytes_put_number(&writer, row->key ? 0 : (uint64_t)row->begin, 8);
	bytes_put_number(&writer, (uint64_t)at, 8);
	bytes_put(&writer, digest, sizeof digest);
	crypt_hash(key, input, writer.size, id.bytes, sizeof id.bytes);
	return id;
}

struct ts_done import_done(enum ts_format format, ts_day day)
{
	struct ts_done done = { .deed = TS_DEED_IMPORT, .day = day };
	const char *name = ts_format_name(format);

	if (name)
		memcpy(done.text, name, strlen(name) + 1);
	return done;
}
