/* The list that readers fill, and the texts it keeps. */
#include "data/exchange/rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 65536 };

struct exchange_block {
	struct exchange_block *next;
	size_t used, size;
	char bytes[];
};

static char *keep_room(struct exchange_rows *rows, size_t size)
{
	struct exchange_block *block = rows->blocks;

	if (rows->failed)
		return NULL;
	if (!block || block->size - block->used < size) {
		size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
		block = malloc(sizeof *block + room);
		if (!block) {
			rows->failed = true;
			return NULL;
		}
		*block = (struct exchange_block){ .next = rows->blocks, .size = room };
		rows->blocks = block;
	}
	block->used += size;
	return block->bytes + block->used - size;
}

/* FNV-1a. */
static size_t text_hash(const char *text, size_t size)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

const char *exchange_keep(struct exchange_rows *rows, const char *text, size_t size)
{
	if (size == 0)
		return "";
	const bool has_nul = memchr(text, '\0', size);
	const char **shared = &rows->shared[text_hash(text, size) % EXCHANGE_RECENT];
	if (!has_nul && *shared && strncmp(*shared, text, size) == 0 && (*shared)[size] == '\0')
		return *shared;
	char *kept = keep_room(rows, size + 1);
	if (!kept)
		return "";
	memcpy(kept, text, size);
	kept[size] = '\0';
	rows->has_nul = rows->has_nul || has_nul;
	*shared = kept;
	return kept;
}

size_t exchange_text_place(const char *text, size_t places)
{
	/* The golden ratio's part of 2^64: addresses that differ a little differ in the highest bits then. */
	return (size_t)((uint64_t)(uintptr_t)text * 0x9E3779B97F4A7C15u >> 48) & (places - 1);
}

/* Where a text is, or belongs. */
static size_t intern_place(const char *const *table, size_t room, const char *text)
{
	size_t place = text_hash(text, strlen(text)) & (room - 1);

	while (table[place] && strcmp(table[place], text) != 0)
		place = (place + 1) & (room - 1);
	return place;
}

static bool intern_grow(struct exchange_rows *rows)
{
	size_t room = rows->interned_room == 0 ? 256 : 2 * rows->interned_room;
	const char **grown = calloc(room, sizeof *grown);

	if (!grown)
		return false;
	for (size_t i = 0; i < rows->interned_room; i++) {
		if (rows->interned[i])
			grown[intern_place(grown, room, rows->interned[i])] = rows->interned[i];
	}
	free(rows->interned);
	rows->interned = grown;
	rows->interned_room = room;
	return true;
}

const char *exchange_intern(struct exchange_rows *rows, const char *text)
{
	if (rows->failed || !text[0])
		return "";
	if (2 * (rows->interned_count + 1) > rows->interned_room && !intern_grow(rows)) {
		rows->failed = true;
		return "";
	}
	size_t place = intern_place(rows->interned, rows->interned_room, text);
	if (!rows->interned[place]) {
		const char *kept = exchange_keep(rows, text, strlen(text));
		if (rows->failed)
			return "";
		rows->interned[place] = kept;
		rows->interned_count++;
	}
	return rows->interned[place];
}

const char *exchange_keep_format(struct exchange_rows *rows, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	int size = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	char *kept = size > 0 ? keep_room(rows, (size_t)size + 1) : NULL;
	if (!kept)
		return "";
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	(void)vsnprintf(kept, (size_t)size + 1, format, arguments);
	va_end(arguments);
	return kept;
}

/* False: there are so many already that this one is only counted. */
static bool refused_count(struct exchange_rows *rows, const struct exchange_row *row)
{
	if (row->fate != TS_IMPORT_REFUSED) {
		rows->sound++;
		return true;
	}
	if (++rows->refused <= EXCHANGE_REFUSED_MOST)
		return true;
	rows->untold++;
	return false;
}

struct exchange_row *exchange_add(struct exchange_rows *rows, const struct exchange_row *row)
{
	struct exchange_row added = *row;

	added.source = (uint32_t)rows->source;
	added.line = (uint32_t)rows->line;
	added.text = row->text ? row->text : "";
	added.comment = row->comment ? row->comment : "";
	added.reason = row->reason ? row->reason : "";
	if (rows->has_nul) {
		added.fate = TS_IMPORT_REFUSED;
		added.reason = "it holds a NUL byte: this is no text";
		rows->has_nul = false;
	}
	if (!refused_count(rows, &added))
		return NULL;
	struct exchange_row *kept = rows->failed ? NULL : exchange_append(rows, &added);
	rows->failed = rows->failed || !kept;
	return kept;
}

struct exchange_row *exchange_interval(struct exchange_rows *rows, ts_time begin, ts_time end, const char *text,
                                       const char *comment)
{
	return exchange_add(
	        rows,
	        &(struct exchange_row){
	                .kind = EXCHANGE_INTERVAL, .begin = begin, .end = end, .text = text, .comment = comment });
}

struct exchange_row *exchange_open(struct exchange_rows *rows, ts_time begin, enum exchange_ending ending,
                                   const char *text, const char *comment)
{
	struct exchange_row *row = exchange_interval(rows, begin, INT64_MAX, text, comment);

	if (row) {
		row->ending = ending;
		row->known_until = begin;
	}
	return row;
}

struct exchange_row *exchange_note(struct exchange_rows *rows, ts_day day, const char *text)
{
	return exchange_add(rows, &(struct exchange_row){ .kind = EXCHANGE_NOTE, .day = day, .text = text });
}

struct exchange_row *exchange_mark(struct exchange_rows *rows, ts_day day, enum ts_mark_kind kind, bool half,
                                   const char *text)
{
	return exchange_add(
	        rows, &(struct exchange_row){
	                      .kind = EXCHANGE_MARK, .day = day, .mark = (uint8_t)kind, .half = half, .text = text });
}

const char *exchange_shown(struct exchange_rows *rows, struct exchange_text line)
{
	enum { SHOWN_MOST = 200 };
	size_t size = (size_t)(line.end - line.at);

	if (rows->refused >= EXCHANGE_REFUSED_MOST)
		return "";
	if (size <= SHOWN_MOST)
		return exchange_keep(rows, line.at, size);
	for (size = SHOWN_MOST; size > 0 && ((unsigned char)line.at[size] & 0xC0) == 0x80;)
		size--;
	return exchange_keep_format(rows, "%.*s...", (int)size, line.at);
}

void exchange_refuse(struct exchange_rows *rows, const char *text, const char *format, ...)
{
	char words[TS_REASON_SIZE], clean[TS_REASON_SIZE];
	struct exchange_row row = { .fate = TS_IMPORT_REFUSED };
	va_list arguments;

	if (rows->refused < EXCHANGE_REFUSED_MOST) {
		va_start(arguments, format);
		/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
		(void)vsnprintf(words, sizeof words, format, arguments);
		va_end(arguments);
		/* It may quote what stands in the file. */
		size_t size = ts_text_clean(words, strlen(words), false, clean, sizeof clean);
		row.text = text;
		row.reason = exchange_keep(rows, clean, size);
	}
	(void)exchange_add(rows, &row);
}

void exchange_leave_out(struct exchange_rows *rows, const char *text, const char *reason)
{
	(void)exchange_add(rows, &(struct exchange_row){ .text = text, .fate = TS_IMPORT_LEFT_OUT, .reason = reason });
}

bool exchange_is_hopeless(const struct exchange_rows *rows)
{
	return rows->sound == 0 && rows->refused >= EXCHANGE_REFUSED_MOST;
}

void exchange_remark(struct exchange_rows *rows, struct exchange_row *row, const char *words)
{
	if (!row || !words[0])
		return;
	row->reason = row->reason[0] ? exchange_keep_format(rows, "%s; %s", row->reason, words)
	                             : exchange_keep(rows, words, strlen(words));
}

enum ts_status exchange_trouble(struct exchange_rows *rows, const char *format, ...)
{
	char words[TS_REASON_SIZE];
	va_list arguments;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	(void)vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	(void)ts_text_clean(words, strlen(words), false, rows->trouble, sizeof rows->trouble);
	return TS_INVALID;
}

void exchange_release(struct exchange_rows *rows)
{
	while (rows->blocks) {
		struct exchange_block *next = rows->blocks->next;
		ts_wipe(rows->blocks->bytes, rows->blocks->used);
		free(rows->blocks);
		rows->blocks = next;
	}
	free(rows->kept);
	free(rows->whole);
	free(rows->texts);
	free(rows->interned);
	*rows = (struct exchange_rows){ 0 };
}

struct exchange_lines exchange_lines_of(const char *bytes, size_t size)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t skip = size >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;

	return (struct exchange_lines){ bytes + skip, bytes + size, 0 };
}

static bool line_take(struct exchange_lines *lines, const char **line, size_t *size)
{
	if (lines->at == lines->end)
		return false;
	size_t left = (size_t)(lines->end - lines->at);
	const char *found = memchr(lines->at, '\n', left);
	*line = lines->at;
	*size = found ? (size_t)(found - lines->at) : left;
	lines->at = found ? found + 1 : lines->end;
	lines->number++;
	if (*size > 0 && (*line)[*size - 1] == '\r')
		--*size;
	return true;
}

bool exchange_line(struct exchange_rows *rows, struct exchange_lines *lines, const char **line, size_t *size)
{
	while (!rows->failed && !exchange_is_hopeless(rows) && line_take(lines, line, size)) {
		rows->line = lines->number;
		const char *nul = memchr(*line, '\0', *size);
		if (!nul)
			return true;
		exchange_refuse(rows, exchange_keep(rows, *line, (size_t)(nul - *line)),
		                "it holds a NUL byte: this is no text");
	}
	return false;
}
