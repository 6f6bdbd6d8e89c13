/* Imports of very many rows, whose logs are kept back and written in batches: nothing of it is to be seen. */
#include "support_import.h"
#include "support_pieces.h"

#include "data/file/store.h"
#include "data/import/made.h"
#include "data/rows/record_log_add.h"
#include "data/rows/record_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const ts_time now = SUPPORT_NOW;

/* Behind a batch, and beyond what is asked of the file one by one. */
enum { MANY = MADE_MOST + 3002, SOME = 3000, LENGTH = 120, LINE_ROOM = 64 };

/* timewarrior's lines, two minutes each, that follow one another; from and by: which of them. */
static char *lines_make(int from, int count)
{
	static const char *const texts[] = { "parser", "call", "review" };
	char *out = malloc((size_t)count * LINE_ROOM), *at = out;
	const time_t first = 1768435200; /* 2026-01-15 */

	assert_non_null(out);
	for (int i = from; i < from + count; i++) {
		for (int end = 0; end < 2; end++) {
			struct tm civil;
			time_t moment = first + (time_t)(i + end) * LENGTH;
			assert_non_null(gmtime_r(&moment, &civil));
			at += strftime(at, LINE_ROOM, end ? "%Y%m%dT%H%M%SZ" : "inc %Y%m%dT%H%M%SZ - ", &civil);
		}
		at += sprintf(at, " # %s\n", texts[i % 3]);
	}
	return out;
}

static struct ts_imported lines_import(ts_store *store, int from, int count)
{
	char *lines = lines_make(from, count);
	struct ts_imported sum = imports_text(store, TS_FORMAT_TIMEWARRIOR, lines);

	free(lines);
	return sum;
}

static void more_than_a_batch_is_there_whole_and_is_taken_back_whole(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	char expected[IMPORTS_ROOM];
	struct ts_done done;

	struct ts_imported sum = lines_import(store, 0, MANY);
	assert_int_equal(sum.taken, MANY);
	assert_int_equal(sum.logs, MANY + 1); /* and off at the end */
	(void)snprintf(expected, sizeof expected, "parser %d, call %d, review %d", (MANY + 2) / 3 * LENGTH,
	               (MANY + 1) / 3 * LENGTH, MANY / 3 * LENGTH);
	imports_assert(store, expected);
	rows_assert_sound(store);
	sum = lines_import(store, 0, MANY);
	assert_int_equal(sum.known, MANY);
	assert_int_equal(sum.logs, 0);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	imports_assert(store, "");
	rows_assert_sound(store);
}

static void a_file_that_has_grown_adds_what_is_new(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)lines_import(store, 0, SOME);
	struct ts_imported sum = lines_import(store, SOME / 2, SOME);
	assert_int_equal(sum.known, SOME / 2);
	assert_int_equal(sum.taken, SOME / 2);
	rows_assert_sound(store);
	/* What was taken back is there as such, and is made again. */
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	sum = lines_import(store, SOME / 2, SOME);
	assert_int_equal(sum.taken, SOME / 2);
	imports_assert(store, "call 180000, parser 180000, review 180000");
	rows_assert_sound(store);
}

static void rows_of_one_name_in_one_file_are_one_log_also_before_it_is_written(void **state)
{
	static const char frames[] =
	        "[[1790755200, 1790758800, \"parser\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", [], 1790758800],"
	        " [1790762400, 1790766000, \"parser\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", [], 1790766000]]";
	ts_store *store = ((struct support *)*state)->store;

	struct ts_imported sum = imports_text(store, TS_FORMAT_WATSON, frames);
	assert_int_equal(sum.taken, 1);
	assert_int_equal(sum.known, 1);
	rows_assert_sound(store);
}

/* ---- months of batches ---- */

/* Rows of a batch, that follow one another at a distance. */
struct batch {
	struct ts_id activity;
	ts_time first, distance;
	size_t count;
	unsigned char name; /* of the batch: ids begin with it */
	bool wordy;
};

static struct log_brief row_brief(const struct batch *batch, size_t index)
{
	static char words[TS_COMMENT_SIZE];
	struct log_brief brief = { .activity = batch->activity,
		                   .at = batch->first + (ts_time)index * batch->distance,
		                   .comment = index % 5 == 0 ? "a word" : "",
		                   .zone = "CEST",
		                   .offset = 7200 };

	/* Not in the order of their moments. */
	brief.id.bytes[0] = batch->name;
	brief.id.bytes[1] = (unsigned char)(index * 37);
	brief.id.bytes[2] = (unsigned char)index;
	brief.id.bytes[3] = (unsigned char)(index >> 8);
	memset(words, 'w', sizeof words - 1);
	if (batch->wordy)
		brief.comment = words;
	return brief;
}

static enum ts_status batch_write(ts_store *store, const struct batch *batch)
{
	struct log_brief *logs = calloc(batch->count, sizeof *logs);
	uint32_t *order = calloc(batch->count, sizeof *order);

	assert_non_null(logs);
	assert_non_null(order);
	for (size_t i = 0; i < batch->count; i++) {
		logs[i] = row_brief(batch, i);
		order[i] = (uint32_t)i;
	}
	const struct logs_added added = { logs, order, batch->count, 1 };
	enum ts_status status = record_logs_add(store, &added);
	free(logs);
	free(order);
	return status;
}

static void batches_write(ts_store *store, struct batch *batches, size_t count)
{
	struct state kept;

	rows_log(store, "parser", now - 300 * 24 * TS_HOUR, now);
	const struct ts_id activity = rows_activity(store, "parser", now);
	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_state_read(store, &kept), TS_OK);
	for (size_t i = 0; i < count; i++) {
		batches[i].activity = activity;
		batches[i].name = (unsigned char)(i + 1);
		assert_int_equal(batch_write(store, &batches[i]), TS_OK);
	}
	assert_int_equal(record_state_write(store, &kept), TS_OK);
	assert_int_equal(store_end(store, TS_OK, NULL, NULL), TS_OK);
}

/* The first makes pieces, and the second comes into one of their months. */
static void a_month_of_several_batches_is_read_with_all_of_them(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct batch batches[] = {
		{ .first = rows_at(2026, 7, 1, 0, 30), .distance = 2 * TS_HOUR, .count = 1000 },
		{ .first = rows_at(2026, 8, 3, 1, 30), .distance = 2 * TS_HOUR, .count = 100 },
	};

	batches_write(store, batches, 2);
	/* July, August and September. */
	assert_int_equal(pieces_count(store), 3);
	assert_true(pieces_agree(store, now));
	rows_assert_sound(store);
}

static void a_month_that_outgrows_its_piece_in_a_later_batch_has_none(void **state)
{
	enum { LONG = 2200 }; /* of them are more than a piece holds */
	struct support *support = *state;
	struct batch batches[] = {
		{ .first = rows_at(2026, 7, 1, 0, 30), .distance = 2 * TS_HOUR, .count = 1000 },
		{ .first = rows_at(2026, 8, 3, 1, 31), .distance = TS_MINUTE, .count = LONG, .wordy = true },
	};

	batches_write(support->store, batches, 2);
	assert_int_equal(pieces_count(support->store), 2);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM piece WHERE length(logs) > 0"), 2);
	rows_assert_sound(support->store);
}

static void a_batch_with_a_log_that_is_there_already_leaves_nothing(void **state)
{
	struct support *support = *state;
	struct batch batch = { .first = rows_at(2026, 7, 1, 0, 30), .distance = TS_HOUR, .count = 2000 };

	rows_log(support->store, "parser", now - 300 * 24 * TS_HOUR, now);
	batch.activity = rows_activity(support->store, "parser", now);
	const struct log_brief there = row_brief(&batch, 1234);
	const uint32_t first = 0;
	const struct logs_added one = { &there, &first, 1, 1 };
	assert_int_equal(store_begin(support->store), TS_OK);
	assert_int_equal(record_logs_add(support->store, &one), TS_OK);
	assert_int_equal(batch_write(support->store, &batch), TS_EXISTS);
	assert_int_equal(store_end(support->store, TS_EXISTS, NULL, NULL), TS_EXISTS);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM log"), 1);
	rows_assert_sound(support->store);
}

/* ---- files in pieces ---- */

struct pieces {
	const char *at;
	size_t left, most;
	bool fails;
};

static enum ts_status piece_read(void *context, char *out, size_t room, size_t *size)
{
	struct pieces *pieces = context;

	if (pieces->fails && pieces->left == 0)
		return TS_IO;
	*size = pieces->left < room ? pieces->left : room;
	*size = *size < pieces->most ? *size : pieces->most;
	memcpy(out, pieces->at, *size);
	pieces->at += *size;
	pieces->left -= *size;
	return TS_OK;
}

/* What is said of the rows of a file, however it is read. */
static void assert_read_alike(enum ts_format format, const char *bytes, size_t size, size_t most)
{
	struct pieces pieces = { .at = bytes, .left = size, .most = most };
	ts_import *whole, *parts;

	assert_int_equal(ts_import_create(format, NULL, &whole), TS_OK);
	assert_int_equal(ts_import_create(format, NULL, &parts), TS_OK);
	enum ts_status expected = ts_import_read(whole, "file", bytes, size);
	assert_int_equal(ts_import_read_from(parts, "file", piece_read, &pieces), expected);
	assert_string_equal(ts_import_trouble(parts), ts_import_trouble(whole));
	assert_int_equal(ts_import_count(parts), ts_import_count(whole));
	for (size_t i = 0; i < ts_import_count(whole); i++) {
		struct ts_import_line line = ts_import_line(parts, i), as = ts_import_line(whole, i);
		assert_int_equal(line.line, as.line);
		assert_true(line.fate == as.fate && line.begin == as.begin && line.end == as.end);
		assert_string_equal(line.text, as.text);
		assert_string_equal(line.reason, as.reason);
	}
	ts_import_destroy(whole);
	ts_import_destroy(parts);
}

/* Some pieces long, with what lines may bring: other line ends, blank lines, rubbish, NULs, none at the end. */
static void a_file_is_the_same_in_pieces(void **state)
{
	enum { LINES = 6000, LONG = 3 * IMPORT_PIECE, ROOM = LINES * LINE_ROOM + LONG };
	char *bytes = malloc(ROOM), *at = bytes;
	uint64_t chance = 5;

	(void)state;
	assert_non_null(bytes);
	at += sprintf(at, "\xEF\xBB\xBF");
	for (int i = 0; i < LINES; i++) {
		int kind = rows_random_below(&chance, 40);
		if (kind == 0)
			at += sprintf(at, "\r\n\n");
		else if (kind == 1)
			at += sprintf(at, "\xEF\xBB\xBF[no line %d\n", i);
		else if (kind == 2)
			*at++ = '\0';
		else
			at += sprintf(at, "inc 2026%02d%02dT080000Z - 2026%02d%02dT09%02d00Z # parser%s\n", 1 + i % 9,
			              1 + i % 28, 1 + i % 9, 1 + i % 28, i % 60, kind < 20 ? "\r" : "");
		if (i == LINES / 2) {
			at += sprintf(at, "inc 20260901T080000Z - 20260901T090000Z # call # ");
			memset(at, 'x', LONG - LINE_ROOM);
			at += LONG - LINE_ROOM;
			*at++ = '\n';
		}
	}
	assert_true((size_t)(at - bytes) > 4 * (size_t)IMPORT_PIECE);
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, bytes, (size_t)(at - bytes), SIZE_MAX);
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, bytes, (size_t)(at - bytes) - 1, 4099);
	assert_read_alike(TS_FORMAT_BARTIB, bytes, (size_t)(at - bytes), 70001);
	assert_read_alike(TS_FORMAT_CSV, bytes, (size_t)(at - bytes), SIZE_MAX);
	free(bytes);
}

static void what_is_not_lines_is_read_whole(void **state)
{
	static const char json[] = "\xEF\xBB\xBF \n[{\"start\":\"20260901T080000Z\",\"end\":\"20260901T090000Z\","
	                           "\"tags\":[\"parser\"]}]",
	                  wide[] = "\xFF\xFEi\0n\0c\0 \0x\0";

	(void)state;
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, json, sizeof json - 1, 7);
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, wide, sizeof wide - 1, 1);
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, "", 0, 1);
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, "\n \n", 3, 1);
	assert_read_alike(TS_FORMAT_TIMEWARRIOR, "start;end;activity\n1;2;3\n", 25, 4);
}

static void a_file_whose_reading_fails_is_not_taken_for_its_beginning(void **state)
{
	static const char line[] = "inc 20260901T080000Z - 20260901T090000Z # parser\n";
	struct pieces pieces = { line, sizeof line - 1, SIZE_MAX, true };
	ts_import *import;

	(void)state;
	assert_int_equal(ts_import_create(TS_FORMAT_TIMEWARRIOR, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read_from(import, "file", piece_read, &pieces), TS_IO);
	ts_import_destroy(import);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(more_than_a_batch_is_there_whole_and_is_taken_back_whole),
		CASE(a_file_that_has_grown_adds_what_is_new),
		CASE(rows_of_one_name_in_one_file_are_one_log_also_before_it_is_written),
		CASE(a_month_of_several_batches_is_read_with_all_of_them),
		CASE(a_month_that_outgrows_its_piece_in_a_later_batch_has_none),
		CASE(a_batch_with_a_log_that_is_there_already_leaves_nothing),
		cmocka_unit_test(a_file_is_the_same_in_pieces),
		cmocka_unit_test(what_is_not_lines_is_read_whole),
		cmocka_unit_test(a_file_whose_reading_fails_is_not_taken_for_its_beginning),
	};

	return cmocka_run_group_tests_name("imports of very many rows", tests, NULL, NULL);
}
