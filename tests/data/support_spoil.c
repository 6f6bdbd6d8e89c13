/* Ways in which a database file comes to harm. */
#include "support_spoil.h"

#include "support_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE = 4096, ROOM = 16 * PAGE };

struct file {
	unsigned char *bytes; /* ROOM more than size */
	size_t size;
};

static size_t below(uint64_t *chance, size_t limit)
{
	return (size_t)(rows_random(chance) % limit);
}

const char *spoil_name(enum spoil spoil)
{
	static const char *const names[SPOIL_COUNT] = { "flips",   "header",  "swap",   "copy",  "alien",
		                                        "zeroes",  "noise",   "cut",    "pages", "longer",
		                                        "foreign", "journal", "rubbish" };
	return names[spoil];
}

static void noise(unsigned char *bytes, size_t size, uint64_t *chance)
{
	for (size_t i = 0; i < size; i++)
		bytes[i] = (unsigned char)rows_random(chance);
}

static void journal_path(const char *path, char out[SUPPORT_PATH_SIZE + 16])
{
	(void)snprintf(out, SUPPORT_PATH_SIZE + 16, "%s-journal", path);
}

void spoiler_make(struct spoiler *spoiler, const struct original *original, const struct original *other,
                  struct support *support)
{
	/* Hardly a page fits the cache: pages are written, and the journal synced, before the commit. */
	static const char sql[] = "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE log SET blob = zeroblob(900); "
	                          "UPDATE note SET blob = zeroblob(900); UPDATE history SET blob = zeroblob(900)";
	char journal[SUPPORT_PATH_SIZE + 16];
	sqlite3 *database = NULL;

	*spoiler = (struct spoiler){ .original = original, .other = other };
	support_file_write(support->path, other->bytes, other->size);
	journal_path(support->path, journal);
	assert_int_equal(sqlite3_open_v2(support->path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	spoiler->journal = support_file_read(journal, &spoiler->journal_size);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	/* It is one that would be played back: its number of records is not zero. */
	assert_true(spoiler->journal_size > PAGE);
	assert_true(memcmp(spoiler->journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) == 0);
	assert_true(memcmp(spoiler->journal + 8, "\0\0\0\0", 4) != 0);
}

void spoiler_release(struct spoiler *spoiler)
{
	free(spoiler->journal);
}

/* A number of big-endian bytes where SQLite's header has one, with a value that tells. */
static void header_change(struct file *file, uint64_t *chance)
{
	static const struct {
		unsigned char at, size;
	} fields[] = { { 0, 1 },  { 16, 2 }, { 18, 1 }, { 19, 1 }, { 20, 1 }, { 21, 1 }, { 22, 1 }, { 23, 1 },
		       { 24, 4 }, { 28, 4 }, { 32, 4 }, { 36, 4 }, { 40, 4 }, { 44, 4 }, { 48, 4 }, { 52, 4 },
		       { 56, 4 }, { 60, 4 }, { 64, 4 }, { 68, 4 }, { 72, 4 }, { 92, 4 }, { 96, 4 } };
	static const uint32_t values[] = { 0,  1,   2,   3,    4,     5,          7,          8,
		                           64, 255, 512, 4095, 32768, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF };
	size_t field = below(chance, sizeof fields / sizeof fields[0]);
	uint32_t value = values[below(chance, sizeof values / sizeof values[0])];

	for (int i = fields[field].size - 1; i >= 0; i--, value >>= 8)
		file->bytes[fields[field].at + i] = (unsigned char)value;
	/* Reading and writing alike: a write-ahead log is looked for. */
	if (fields[field].at == 18)
		file->bytes[19] = file->bytes[18];
}

static void pages_spoil(struct file *file, enum spoil spoil, const struct original *other, uint64_t *chance)
{
	unsigned char kept[PAGE];
	size_t pages = file->size / PAGE;
	unsigned char *left = file->bytes + below(chance, pages) * PAGE,
	              *right = file->bytes + below(chance, pages) * PAGE;

	memcpy(kept, left, PAGE);
	if (spoil == SPOIL_ALIEN) {
		memcpy(left, other->bytes + below(chance, other->size / PAGE) * PAGE, PAGE);
		return;
	}
	memmove(left, right, PAGE);
	if (spoil == SPOIL_SWAP)
		memcpy(right, kept, PAGE);
}

static void foreign_make(struct file *file, uint64_t *chance)
{
	static const char *const begins[] = { "",
		                              "#!/bin/sh\n",
		                              "{\"logs\": []}\n",
		                              "PK\3\4",
		                              "\x1f\x8b\x08",
		                              "SQLite format 3",
		                              "SQLite format 2",
		                              "\xef\xbb\xbf" };
	const char *begin = begins[below(chance, sizeof begins / sizeof begins[0])];

	/* As much of ours as is left before the noise begins: nothing, the magic, the header, some pages. */
	static const size_t kept[] = { 0, 0, 16, 60, 72, 100, PAGE, 3 * PAGE };
	size_t from = kept[below(chance, sizeof kept / sizeof kept[0])];
	if (below(chance, 3) == 0)
		file->size = below(chance, file->size) + 1;
	if (from > file->size)
		from = file->size;
	noise(file->bytes + from, file->size - from, chance);
	if (from == 0)
		memcpy(file->bytes, begin, strlen(begin) < file->size ? strlen(begin) : file->size);
	if (below(chance, 20) == 0)
		file->size = 0;
}

static void bytes_spoil(struct file *file, enum spoil spoil, uint64_t *chance)
{
	size_t at = below(chance, file->size), size = 1 + below(chance, 2 * PAGE);

	if (size > file->size - at)
		size = file->size - at;
	switch (spoil) {
	case SPOIL_FLIPS:
		for (size_t i = 1 + below(chance, 16); i > 0; i--)
			file->bytes[below(chance, file->size)] ^= (unsigned char)(1 + below(chance, 255));
		break;
	case SPOIL_ZEROES:
		memset(file->bytes + at, 0, size);
		break;
	case SPOIL_NOISE:
		noise(file->bytes + at, size, chance);
		break;
	case SPOIL_CUT:
		file->size -= 1 + below(chance, 3 * PAGE);
		break;
	case SPOIL_PAGES:
		file->size -= (1 + below(chance, file->size / PAGE - 1)) * PAGE;
		break;
	case SPOIL_LONGER:
		size = below(chance, 2) ? PAGE * (1 + below(chance, 8)) : 1 + below(chance, ROOM - 1);
		noise(file->bytes + file->size, size, chance);
		file->size += size;
		break;
	default:
		break;
	}
}

/* What a journal may look like that does not belong here. */
static void journal_write(const struct spoiler *spoiler, enum spoil spoil, uint64_t *chance, const char *path)
{
	size_t size = spoiler->journal_size;
	unsigned char *bytes = malloc(size);

	assert_non_null(bytes);
	memcpy(bytes, spoiler->journal, size);
	if (spoil == SPOIL_RUBBISH) {
		size = 1 + below(chance, 3 * PAGE);
		noise(bytes, size, chance);
	} else if (below(chance, 2)) {
		bytes[below(chance, size)] ^= (unsigned char)(1 + below(chance, 255));
	}
	if (below(chance, 4) == 0)
		size = 1 + below(chance, size);
	support_file_write(path, bytes, size);
	free(bytes);
}

void spoil_write(const struct spoiler *spoiler, enum spoil spoil, uint64_t *chance, const char *path)
{
	const struct original *original = spoiler->original;
	char journal[SUPPORT_PATH_SIZE + 16];
	struct file file = { malloc(original->size + ROOM), original->size };

	assert_non_null(file.bytes);
	memcpy(file.bytes, original->bytes, file.size);
	journal_path(path, journal);
	(void)unlink(journal);
	switch (spoil) {
	case SPOIL_HEADER:
		header_change(&file, chance);
		break;
	case SPOIL_SWAP:
	case SPOIL_COPY:
	case SPOIL_ALIEN:
		pages_spoil(&file, spoil, spoiler->other, chance);
		break;
	case SPOIL_FOREIGN:
		foreign_make(&file, chance);
		break;
	case SPOIL_JOURNAL:
	case SPOIL_RUBBISH:
		journal_write(spoiler, spoil, chance, journal);
		break;
	default:
		bytes_spoil(&file, spoil, chance);
	}
	support_file_write(path, file.bytes, file.size);
	free(file.bytes);
}
