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

const char *exchange_keep(struct exchange_rows *rows, const char *text, size_t size)
{
	char *kept = size > 0 ? keep_room(rows, size + 1) : NULL;

	if (!kept)
		return "";
	memcpy(kept, text, size);
	kept[size] = '\0';
	return kept;
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

struct exchange_row *exchange_add(struct exchange_rows *rows, const struct exchange_row *row)
{
	if (rows->count == rows->room && !rows->failed) {
		size_t room = rows->room == 0 ? 256 : 2 * rows->room;
		struct exchange_row *grown = realloc(rows->at, room * sizeof *grown);
		rows->failed = !grown;
		rows->at = grown ? grown : rows->at;
		rows->room = grown ? room : rows->room;
	}
	if (rows->failed)
		return NULL;
	struct exchange_row *added = &rows->at[rows->count++];
	*added = *row;
	added->source = rows->source;
	added->line = rows->line;
	added->text = row->text ? row->text : "";
	added->comment = row->comment ? row->comment : "";
	added->reason = row->reason ? row->reason : "";
	return added;
}

struct exchange_row *exchange_interval(struct exchange_rows *rows, ts_time begin, ts_time end, const char *text,
                                       const char *comment)
{
	return exchange_add(
	        rows,
	        &(struct exchange_row){
	                .kind = EXCHANGE_INTERVAL, .begin = begin, .end = end, .text = text, .comment = comment });
}

struct exchange_row *exchange_note(struct exchange_rows *rows, ts_day day, const char *text)
{
	return exchange_add(rows, &(struct exchange_row){ .kind = EXCHANGE_NOTE, .day = day, .text = text });
}

void exchange_refuse(struct exchange_rows *rows, const char *text, const char *format, ...)
{
	char words[TS_REASON_SIZE], clean[TS_REASON_SIZE];
	va_list arguments;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	(void)vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	/* It may quote what stands in the file. */
	size_t size = ts_text_clean(words, strlen(words), false, clean, sizeof clean);
	(void)exchange_add(rows, &(struct exchange_row){ .text = text,
	                                                 .fate = TS_IMPORT_REFUSED,
	                                                 .reason = exchange_keep(rows, clean, size) });
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
	free(rows->at);
	*rows = (struct exchange_rows){ 0 };
}

struct exchange_lines exchange_lines_of(const char *bytes, size_t size)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t skip = size >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;

	return (struct exchange_lines){ bytes + skip, bytes + size, 0 };
}

bool exchange_line(struct exchange_lines *lines, const char **line, size_t *size)
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
