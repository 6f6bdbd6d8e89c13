/* An import's life: the files that are read into it, the lines it reports, and what its run is made of. */
#include "data/import/import.h"

#include "data/exchange/formats.h"
#include "data/file/store.h"
#include "data/rows/step.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

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
	enum ts_status status = exchange_reader_of(import->format)(&import->rows, &input);
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

struct ts_id import_id(const struct import_run *run, const struct exchange_row *row, char what, ts_time at)
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

enum ts_status import_harvest(struct import_run *run)
{
	struct step *step = &run->action->step;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < step->count && status == TS_OK; i++)
		status = parts_add_change(run->parts, &step->changes[i]);
	step->count = 0;
	return status;
}
