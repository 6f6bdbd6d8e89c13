/* An import's life: the files that are read into it, the lines it reports, and what its run is made of. */
#include "data/import/import.h"

#include "data/exchange/formats.h"
#include "data/exchange/shape.h"
#include "data/file/store.h"
#include "data/rows/step.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum ts_status ts_import_create(enum ts_format format, const struct ts_import_options *options, ts_import **out)
{
	ts_import *import = calloc(1, sizeof *import);

	if (!import)
		return TS_NO_MEMORY;
	import->format = format;
	if (options)
		import->options = *options;
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

/* What the file is instead, behind what was said of it. */
static void trouble_shape(struct ts_import *import, const char *bytes, size_t size)
{
	const char *shape = exchange_shape(bytes, size, import->format);
	char words[TS_REASON_SIZE];

	if (!shape)
		return;
	memcpy(words, import->rows.trouble, sizeof words);
	(void)exchange_trouble(&import->rows, "%.300s; it looks like %s", words, shape);
}

static bool source_first(const struct exchange_rows *rows, struct exchange_row *out)
{
	for (size_t i = 0; i < rows->count; i++) {
		*out = exchange_get(rows, i);
		if (out->source == rows->source)
			return true;
	}
	return false;
}

/* A file of which nothing was understood is of another kind: when there is much of it, or when it shows which. */
static enum ts_status source_judge(struct ts_import *import, const char *bytes, size_t size)
{
	struct exchange_rows *rows = &import->rows;
	struct exchange_row first;
	const char *name = ts_format_name(import->format);

	if (rows->sound > 0 || !source_first(rows, &first))
		return TS_OK;
	if (!exchange_is_hopeless(rows) && !exchange_shape(bytes, size, import->format))
		return TS_OK;
	enum ts_status status = exchange_trouble(
	        rows, "this is no %s: %s%s%zu %s understood (line %zu: %s)", name,
	        rows->refused == 1 ? "its " : "none of its ", exchange_is_hopeless(rows) ? "first " : "", rows->refused,
	        ts_counted((int64_t)rows->refused, "row is not", "rows is"), (size_t)first.line, first.reason);
	trouble_shape(import, bytes, size);
	return status;
}

/* Hands bytes to the reader: all of a file, or lines of it behind so many. */
static enum ts_status input_take(struct ts_import *import, const char *bytes, size_t size, size_t lines)
{
	const struct exchange_input input = { .bytes = bytes,
		                              .size = size,
		                              .lines = lines,
		                              .person = import->options.person,
		                              .now = import->options.now,
		                              .day_start = import->options.day_start,
		                              .dates = import->options.dates,
		                              .dates_usual = import->options.dates_locale,
		                              .zone_said = import->options.zone_said,
		                              .marks = import->options.marks };
	enum ts_status status = exchange_reader_of(import->format)(&import->rows, &input);

	/* Without memory for it a sound file looks broken. */
	return import->rows.failed ? TS_NO_MEMORY : status;
}

static enum ts_status source_read(struct ts_import *import, const char *bytes, size_t size)
{
	enum ts_status status = input_take(import, bytes, size, 0);

	if (status == TS_INVALID)
		trouble_shape(import, bytes, size);
	return status == TS_OK ? source_judge(import, bytes, size) : status;
}

static enum ts_status source_begin(struct ts_import *import, const char *source)
{
	const char **grown = realloc(import->sources, (import->source_count + 1) * sizeof *grown);
	struct exchange_rows *rows = &import->rows;

	if (!grown)
		return TS_NO_MEMORY;
	import->sources = grown;
	grown[import->source_count] = source;
	rows->source = import->source_count++;
	rows->line = 0;
	rows->refused = rows->sound = 0;
	rows->trouble[0] = '\0';
	return TS_OK;
}

static enum ts_status source_whole(struct ts_import *import, const char *bytes, size_t size)
{
	size_t converted = 0;
	char *text = exchange_from_utf16(&import->rows, bytes, size, &converted);
	enum ts_status status = text ? source_read(import, text, converted) : source_read(import, bytes, size);

	free(text);
	return status;
}

enum ts_status ts_import_read(ts_import *import, const char *source, const char *bytes, size_t size)
{
	enum ts_status status = source_begin(import, source);

	return status == TS_OK ? source_whole(import, bytes, size) : status;
}

/* ---- in pieces ---- */

struct piece {
	char *bytes; /* allocated */
	size_t size, room;
	bool last; /* nothing follows */
};

/* Reads until it is full. */
static enum ts_status piece_fill(struct piece *piece, ts_bytes_read *read, void *context)
{
	enum ts_status status = TS_OK;

	while (status == TS_OK && !piece->last && piece->size < piece->room) {
		size_t size = 0;
		status = read(context, piece->bytes + piece->size, piece->room - piece->size, &size);
		piece->last = size == 0;
		piece->size += size;
	}
	return status;
}

static enum ts_status piece_grow(struct piece *piece)
{
	char *grown = piece->room > SIZE_MAX / 2 ? NULL : realloc(piece->bytes, 2 * piece->room);

	if (!grown)
		return TS_NO_MEMORY;
	piece->bytes = grown;
	piece->room *= 2;
	return TS_OK;
}

static enum ts_status piece_whole(struct piece *piece, ts_bytes_read *read, void *context)
{
	enum ts_status status = piece_fill(piece, read, context);

	while (status == TS_OK && !piece->last) {
		status = piece_grow(piece);
		if (status == TS_OK)
			status = piece_fill(piece, read, context);
	}
	return status;
}

/* Takes the lines that are whole. */
static enum ts_status piece_take(struct ts_import *import, struct piece *piece)
{
	size_t size = piece->size;

	while (!piece->last && size > 0 && piece->bytes[size - 1] != '\n')
		size--;
	/* A line that is longer than the piece. */
	if (size == 0)
		return piece->last ? TS_OK : piece_grow(piece);
	enum ts_status status = input_take(import, piece->bytes, size, import->rows.line);
	memmove(piece->bytes, piece->bytes + size, piece->size - size);
	piece->size -= size;
	return status;
}

static enum ts_status source_lines(struct ts_import *import, struct piece *piece, ts_bytes_read *read, void *context)
{
	enum { HEAD_SIZE = 16384 };
	const size_t size = piece->size < HEAD_SIZE ? piece->size : HEAD_SIZE;
	char *head = malloc(size + 1);
	enum ts_status status = head ? TS_OK : TS_NO_MEMORY;

	if (status == TS_OK)
		memcpy(head, piece->bytes, size);
	while (status == TS_OK && piece->size > 0 && !exchange_is_hopeless(&import->rows)) {
		status = piece_take(import, piece);
		if (status == TS_OK)
			status = piece_fill(piece, read, context);
	}
	/* Its first lines tell what it is instead. */
	if (status == TS_OK)
		status = source_judge(import, head, size);
	free(head);
	return status;
}

enum ts_status ts_import_read_from(ts_import *import, const char *source, ts_bytes_read *read, void *context)
{
	struct piece piece = { .bytes = malloc(IMPORT_PIECE), .room = IMPORT_PIECE };
	enum ts_status status = piece.bytes ? source_begin(import, source) : TS_NO_MEMORY;

	if (status == TS_OK)
		status = piece_fill(&piece, read, context);
	if (status == TS_OK && exchange_has_lines(import->format, piece.bytes, piece.size)) {
		status = source_lines(import, &piece, read, context);
	} else if (status == TS_OK) {
		status = piece_whole(&piece, read, context);
		if (status == TS_OK)
			status = source_whole(import, piece.bytes, piece.size);
	}
	free(piece.bytes);
	return status;
}

const char *ts_import_trouble(const ts_import *import)
{
	return import->rows.trouble;
}

size_t ts_import_count(const ts_import *import)
{
	return import->rows.count;
}

bool import_is_owed(const struct exchange_row *row)
{
	return row->kind == EXCHANGE_MARK || row->kind == EXCHANGE_TARGET || row->kind == EXCHANGE_BOOKING ||
	       row->kind == EXCHANGE_BUDGET;
}

struct ts_import_line ts_import_line(const ts_import *import, size_t index)
{
	const struct exchange_row kept = exchange_get(&import->rows, index), *row = &kept;

	return (struct ts_import_line){ .source = import->sources[row->source],
		                        .line = row->line,
		                        .fate = row->fate,
		                        .reason = row->reason,
		                        .text = row->text,
		                        .note = row->kind == EXCHANGE_NOTE,
		                        .owed = import_is_owed(row),
		                        .minor = row->minor,
		                        .day = row->day,
		                        .begin = row->begin,
		                        .end = row->end };
}

static const unsigned char *id_key(const struct import_run *run)
{
	return run->action->store->identity->keys.activities;
}

/* name: the hash of what the row is recognised by; begin: 0 when that suffices. what tells several ids of a row apart.
 */
static struct ts_id id_of(const struct import_run *run, const struct exchange_row *row,
                          const unsigned char name[NAMES_HASH], ts_time begin, char what, ts_time at)
{
	/* Whether a log of ours comes as CSV or as JSON is the same. */
	enum { OURS = 0xFF };
	unsigned char input[64];
	struct bytes_writer writer = bytes_write_to(input, sizeof input);
	struct ts_id id;

	/* An activity's id is a hash of a text, and no text begins with a NUL. */
	bytes_put_number(&writer, 0, 1);
	bytes_put_number(&writer, row->kind == EXCHANGE_LOG ? OURS : (uint64_t)run->import->format, 1);
	bytes_put_number(&writer, (unsigned char)what, 1);
	bytes_put_number(&writer, (uint64_t)begin, 8);
	bytes_put_number(&writer, (uint64_t)at, 8);
	bytes_put(&writer, name, NAMES_HASH);
	crypt_hash(id_key(run), input, writer.size, id.bytes, sizeof id.bytes);
	return id;
}

static struct ts_id id_bytes(const struct import_run *run, const struct exchange_row *row, const void *name,
                             size_t size, char what, ts_time at)
{
	unsigned char hash[NAMES_HASH];

	crypt_hash(id_key(run), name, size, hash, sizeof hash);
	return id_of(run, row, hash, 0, what, at);
}

/* By its text, which many rows share, and the moment. */
static struct ts_id id_text(struct import_run *run, const struct exchange_row *row, char what, ts_time at)
{
	struct names_hashed *hashed = &run->names.hashed[exchange_text_place(row->text, NAMES_RECENT)];

	if (hashed->text != row->text) {
		crypt_hash(id_key(run), row->text, strlen(row->text), hashed->hash, sizeof hashed->hash);
		hashed->text = row->text;
	}
	return id_of(run, row, hashed->hash, row->begin, what, at);
}

static struct ts_id id_named(struct import_run *run, const struct exchange_row *row, char what, ts_time at)
{
	if (row->kind == EXCHANGE_LOG && row->has_id)
		return id_bytes(run, row, row->id.bytes, sizeof row->id.bytes, what, at);
	return row->key ? id_bytes(run, row, row->key, strlen(row->key), what, at) : id_text(run, row, what, at);
}

struct ts_id import_point_id(struct import_run *run, const struct exchange_row *row, enum plan_role role, ts_time at)
{
	static const char whats[] = { [PLAN_BEGIN] = 'b', [PLAN_RESUME] = 'r', [PLAN_END] = 'e' };

	if (role != PLAN_BEGIN)
		return id_named(run, row, whats[role], at);
	if (row->kind == EXCHANGE_LOG && row->carried)
		return import_piece_id(run, row, at);
	return row->kind == EXCHANGE_LOG && row->has_id ? row->id : id_named(run, row, 'b', 0);
}

struct ts_id import_plain_id(struct import_run *run, const struct exchange_row *row)
{
	return id_text(run, row, 'b', 0);
}

struct ts_id import_piece_id(struct import_run *run, const struct exchange_row *row, ts_time at)
{
	return id_named(run, row, 'c', at);
}

struct ts_id import_note_id(struct import_run *run, const struct exchange_row *row)
{
	return id_text(run, row, 'n', row->day);
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
