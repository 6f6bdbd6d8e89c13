/* Months of logs in one piece: what readers say is what the rows say, whatever was done, and whoever was at the file.
 */
#include "support_devices.h"
#include "support_fault.h"
#include "support_import.h"
#include "support_pieces.h"

#include "data/care/settle.h"
#include "data/file/schema.h"
#include "data/file/store.h"
#include "data/rows/month.h"
#include "data/rows/months_write.h"
#include "data/rows/record_log.h"
#include "data/rows/record_logs.h"
#include "data/rows/record_piece.h"
#include "tests/campaign/campaign.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { DAYS = 100, A_DAY = 4 };

static void filled(struct support *support)
{
	rows_hurry(support->store);
	pieces_fill(support->store, DAYS, A_DAY, now);
	assert_in_range(pieces_count(support->store), 3, 4);
}

/* ---- as bytes ---- */

static struct row_log row_any(uint64_t *chance, ts_time at)
{
	struct row_log row = { .id = { { 0 } }, .at = at };

	for (size_t i = 0; i < TS_ID_SIZE; i++)
		row.id.bytes[i] = (unsigned char)rows_random(chance);
	row.activity.bytes[3] = (unsigned char)rows_random_below(chance, 20);
	row.offset = rows_random_below(chance, 3) * 3600 - 3600;
	(void)snprintf(row.zone, sizeof row.zone, "%s", rows_random_below(chance, 2) ? "CEST" : "UTC");
	row.locked = rows_random_below(chance, 4) == 0;
	row.sure = rows_random_below(chance, 4) == 0 ? at + rows_random_below(chance, 100000) - 50000 : 0;
	for (int i = rows_random_below(chance, 3) ? 0 : rows_random_below(chance, TS_COMMENT_SIZE); i > 0; i--)
		row.comment[i - 1] = (char)('a' + i % 26);
	return row;
}

/* All but what only the logs of a piece say. */
static void point_compare(const struct point *point, const struct row_log *log)
{
	assert_int_equal(point->at, log->at);
	assert_int_equal(point->sure, log->sure);
	assert_int_equal(point->offset, log->offset);
	assert_memory_equal(&point->activity, &log->activity, TS_ID_SIZE);
}

static bool tagged(const struct row_log *logs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strchr(logs[i].comment, '#'))
			return true;
	}
	return false;
}

static void piece_compare(const struct row_log *logs, size_t count)
{
	struct points points = { .at = NULL };
	struct piece_runs piece;
	struct piece_reader reader;
	struct row_log row = { .at = 0 };

	assert_int_equal(piece_encode(logs, count, &piece), TS_OK);
	assert_int_equal(piece_points(piece.points, piece.points_size, &points), TS_OK);
	assert_int_equal(points.count, count);
	assert_int_equal(points.tagged, tagged(logs, count));
	assert_true(piece_begin(&reader, &points, piece.logs, piece.logs_size));
	assert_int_equal(piece_finished(&reader), count == 0);
	for (size_t i = 0; i < count; i++) {
		point_compare(&points.at[i], &logs[i]);
		assert_true(points.at[i].place < points.place_count);
		assert_true(piece_next(&reader, &row));
		assert_memory_equal(&row, &logs[i], sizeof row);
	}
	assert_false(piece_next(&reader, &row));
	assert_true(piece_finished(&reader));
	points_release(&points);
	piece_runs_release(&piece);
}

static void logs_are_the_same_after_a_piece(void **state)
{
	enum { LOGS = 500 };
	static struct row_log logs[LOGS];
	struct piece_runs piece;
	uint64_t chance = 7;
	ts_time at = ROW_EARLIEST;

	(void)state;
	for (int i = 0; i < LOGS; i++) {
		logs[i] = row_any(&chance, at);
		at += rows_random_below(&chance, 2) ? rows_random_below(&chance, 90) * TS_MINUTE
		                                    : rows_random_below(&chance, 100000);
	}
	logs[LOGS - 1].at = ROW_LATEST - 1;
	piece_compare(logs, LOGS);
	piece_compare(logs, 1);
	piece_compare(logs, 0);
	(void)snprintf(logs[3].comment, sizeof logs[3].comment, "%s", "a #tag");
	memset(logs[3].comment + 6, 0, sizeof logs[3].comment - 6);
	piece_compare(logs, 3);
	piece_compare(logs, LOGS);
	logs[0].at = logs[1].at + 1;
	assert_int_equal(piece_encode(logs, LOGS, &piece), TS_INVALID);
	logs[0].at = ROW_EARLIEST - 1;
	assert_int_equal(piece_encode(logs, LOGS, &piece), TS_INVALID);
	logs[0].at = ROW_LATEST;
	assert_int_equal(piece_encode(logs, 1, &piece), TS_INVALID);
}

/* Distances of each unit, up to the greatest, and as many activities as take more than a byte. */
static void moments_and_activities_of_any_size_are_the_same_after_a_piece(void **state)
{
	static const ts_time since[] = { 0,
		                         1,
		                         999,
		                         TS_SECOND,
		                         31 * TS_SECOND,
		                         32 * TS_SECOND,
		                         TS_MINUTE,
		                         31 * TS_MINUTE,
		                         32 * TS_MINUTE,
		                         TS_HOUR,
		                         59999,
		                         60001,
		                         4095 * TS_SECOND,
		                         4096 * TS_SECOND,
		                         (ts_time)1 << 40 };
	enum { EACH = sizeof since / sizeof since[0], LOGS = 300 };
	static struct row_log logs[LOGS];
	uint64_t chance = 9;
	ts_time at = ROW_EARLIEST;

	(void)state;
	for (int i = 0; i < LOGS; i++) {
		at += since[i % EACH] == (ts_time)1 << 40 && i > EACH ? 0 : since[i % EACH];
		logs[i] = row_any(&chance, at);
		logs[i].activity = (struct ts_id){ { (unsigned char)i, (unsigned char)(i / 256) } };
	}
	piece_compare(logs, LOGS);
}

/* What bytes say is what points and logs can be, or nothing. */
static void bytes_look(const unsigned char *points_bytes, size_t points_size, const unsigned char *logs_bytes,
                       size_t logs_size)
{
	struct points points = { .at = NULL };
	struct piece_reader reader;
	struct row_log row = { .at = 0 };
	const enum ts_status status = piece_points(points_bytes, points_size, &points);

	assert_true(status == TS_OK || (status == TS_DAMAGED && points.count == 0));
	for (size_t i = 0; i < points.count; i++) {
		assert_true(points.at[i].at >= ROW_EARLIEST && points.at[i].at < ROW_LATEST);
		assert_true(points.at[i].place < points.place_count);
		assert_true(i == 0 || points.at[i - 1].at <= points.at[i].at);
	}
	if (status == TS_OK && piece_begin(&reader, &points, logs_bytes, logs_size)) {
		while (piece_next(&reader, &row)) {
			assert_non_null(memchr(row.comment, 0, sizeof row.comment));
			assert_non_null(memchr(row.zone, 0, sizeof row.zone));
		}
	}
	points_release(&points);
}

/* The bytes in memory of just their size, so that a checker sees who reads over their end. */
static unsigned char *bytes_copy(const unsigned char *bytes, size_t size)
{
	unsigned char *copy = malloc(size + (size == 0));

	assert_non_null(copy);
	if (size > 0)
		memcpy(copy, bytes, size);
	return copy;
}

/* Cut or turned over, bytes are read to an end, and what is read is what a log can be. */
static void bytes_that_are_no_piece_do_no_harm(void **state)
{
	enum { LOGS = 12 };
	struct row_log logs[LOGS];
	uint64_t chance = 8;
	struct piece_runs piece;

	(void)state;
	for (int i = 0; i < LOGS; i++)
		logs[i] = row_any(&chance, now + i * TS_HOUR);
	assert_int_equal(piece_encode(logs, LOGS, &piece), TS_OK);
	for (size_t bit = 0; bit < 8 * piece.points_size; bit++) {
		const size_t size = bit % 3 ? piece.points_size : bit / 8;
		unsigned char *changed = bytes_copy(piece.points, piece.points_size);
		changed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		unsigned char *cut = bytes_copy(changed, size);
		bytes_look(cut, size, piece.logs, piece.logs_size);
		free(changed);
		free(cut);
	}
	for (size_t bit = 0; bit < 8 * piece.logs_size; bit++) {
		const size_t size = bit % 3 ? piece.logs_size : bit / 8;
		unsigned char *changed = bytes_copy(piece.logs, piece.logs_size);
		changed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		unsigned char *cut = bytes_copy(changed, size);
		bytes_look(piece.points, piece.points_size, cut, size);
		free(changed);
		free(cut);
	}
	piece_runs_release(&piece);
}

/* Cut anywhere, or with a byte too many, neither run is all of what it was. */
static void a_piece_is_whole_or_none(void **state)
{
	enum { LOGS = 5 };
	struct row_log logs[LOGS], row = { .at = 0 };
	struct points points = { .at = NULL };
	struct piece_reader reader;
	uint64_t chance = 11;
	struct piece_runs piece;

	(void)state;
	for (int i = 0; i < LOGS; i++)
		logs[i] = row_any(&chance, now + i * TS_HOUR);
	assert_int_equal(piece_encode(logs, LOGS, &piece), TS_OK);
	for (size_t size = 0; size < piece.points_size; size++)
		assert_int_equal(piece_points(piece.points, size, &points), TS_DAMAGED);
	unsigned char *longer = malloc(piece.points_size + 1);
	assert_non_null(longer);
	memcpy(longer, piece.points, piece.points_size);
	longer[piece.points_size] = 0;
	assert_int_equal(piece_points(longer, piece.points_size + 1, &points), TS_DAMAGED);
	free(longer);
	assert_int_equal(piece_points(piece.points, piece.points_size, &points), TS_OK);
	for (size_t size = 0; size < piece.logs_size; size++) {
		if (!piece_begin(&reader, &points, piece.logs, size))
			continue;
		while (piece_next(&reader, &row))
			;
		assert_false(piece_finished(&reader));
	}
	/* Logs of other points. */
	points.count--;
	assert_false(piece_begin(&reader, &points, piece.logs, piece.logs_size));
	points_release(&points);
	piece_runs_release(&piece);
}

/* ---- whatever is done ---- */

static void month_is_read_from_its_piece(ts_store *store)
{
	struct record_logs logs = { .at = NULL };

	assert_int_equal(store_read_begin(store), TS_OK);
	assert_int_equal(record_logs_read(store, month_of_time(now) - 1, &logs), TS_OK);
	store_read_end(store);
	assert_int_equal(logs.damaged, 0);
	assert_in_range(logs.count, 64, 200);
	record_logs_release(&logs);
}

static void months_of_many_logs_are_read_from_pieces(void **state)
{
	struct support *support = *state;

	filled(support);
	assert_true(pieces_agree(support->store, now));
	rows_assert_sound(support->store);
	/* It is the pieces that are read: nothing else is there. */
	support_sql(support->path, "UPDATE log SET blob = zeroblob(length(blob))");
	month_is_read_from_its_piece(support->store);
	assert_false(rows_audit(support->store).sound);
}

/* Nobody who adds up opens what he needs not. */
static void who_adds_up_reads_points_alone(void **state)
{
	struct support *support = *state;
	const ts_day day = ts_day_of(now, 0);
	struct ts_report report;

	filled(support);
	assert_in_range(pieces_of_points(support->store), 2, 4);
	support_sql(support->path, "UPDATE log SET blob = zeroblob(length(blob)); UPDATE piece SET logs = x'00'");
	assert_int_equal(pieces_count(support->store), 0);
	assert_in_range(pieces_of_points(support->store), 2, 4);
	assert_int_equal(ts_report_read(support->store, (struct ts_range){ day - 65, day - 35 }, now, &report), TS_OK);
	assert_int_equal(report.damaged, 0);
	assert_true(report.work > 0);
	ts_report_release(&report);
	assert_false(rows_audit(support->store).sound);
}

/* Tags are read of comments only where there may be some. */
static void who_asks_for_tags_reads_the_logs_of_months_that_may_have_some(void **state)
{
	struct support *support = *state;
	const ts_day day = ts_day_of(now, 0);
	struct ts_report report;
	ts_filter *filter = NULL;

	filled(support);
	support_sql(support->path, "UPDATE log SET blob = zeroblob(length(blob)); UPDATE piece SET logs = x'00'");
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	assert_int_equal(
	        ts_report_filtered(support->store, (struct ts_range){ day - 24, day - 8 }, filter, now, &report),
	        TS_OK);
	assert_int_equal(report.damaged, 0);
	assert_true(report.work > 0 && report.tag_count == 1);
	ts_report_release(&report);
	assert_int_equal(
	        ts_report_filtered(support->store, (struct ts_range){ day - 58, day - 42 }, filter, now, &report),
	        TS_OK);
	assert_true(report.damaged > 0);
	ts_report_release(&report);
	ts_filter_destroy(filter);
}

/* What is lent, against what was read. */
struct lent {
	struct record_logs logs;
	size_t next;
};

static enum ts_status lent_compare(void *context, const struct row_log *row)
{
	struct lent *lent = context;

	assert_true(lent->next < lent->logs.count);
	const struct row_log *read = &lent->logs.at[lent->next++];
	assert_int_equal(row_compare_log(row, read), 0);
	assert_memory_equal(&row->activity, &read->activity, sizeof row->activity);
	assert_string_equal(row->comment, read->comment);
	return lent->next == lent->logs.count ? TS_NOT_FOUND : TS_OK;
}

static void month_lend(ts_store *store)
{
	struct lent lent = { .next = 0 };
	size_t damaged = 0;

	assert_int_equal(store_read_begin(store), TS_OK);
	assert_int_equal(record_logs_read(store, month_of_time(now) - 1, &lent.logs), TS_OK);
	assert_in_range(lent.logs.count, 64, 200);
	/* What a visit returns is returned, whatever it is. */
	assert_int_equal(record_logs_in_order(store, month_of_time(now) - 1, lent_compare, &lent, &damaged),
	                 TS_NOT_FOUND);
	store_read_end(store);
	assert_int_equal(lent.next, lent.logs.count);
	assert_int_equal(damaged, 0);
	record_logs_release(&lent.logs);
}

static void logs_are_lent_in_their_order_with_a_piece_and_without(void **state)
{
	struct support *support = *state;

	filled(support);
	month_lend(support->store);
	support_sql(support->path, "DELETE FROM piece");
	month_lend(support->store);
}

static enum ts_status act(ts_store *store, uint64_t *chance)
{
	const ts_time at = now - (ts_time)rows_random_below(chance, DAYS * 24 * 60) * TS_MINUTE;
	const ts_time to = now - (ts_time)rows_random_below(chance, DAYS * 24 * 60) * TS_MINUTE;
	struct ts_log_change change = { .move = true, .at = to };
	struct ts_span span;
	struct ts_done done;
	size_t folded, junk;
	const bool found = ts_current_read(store, at, &span) == TS_OK;
	enum ts_status status = TS_OK;

	switch (rows_random_below(chance, 8)) {
	case 0:
		status = ts_undo(store, now, &done);
		break;
	case 1:
		status = ts_redo(store, now, &done);
		break;
	case 2:
		status = found ? ts_log_change(store, span.id, &change, now, &done) : TS_OK;
		break;
	case 3:
		status = found ? ts_log_delete(store, span.id, now, &done) : TS_OK;
		break;
	case 4:
		status = ts_inbox_log(store, "ada", 0, "locked", at);
		if (status == TS_OK)
			status = ts_inbox_fold(store, now, &folded, &junk);
		break;
	default:
		status = ts_log_text(store, rows_random_below(chance, 2) ? "mail" : "parser",
		                     rows_random_below(chance, 9) ? "once" : "once #more", at, now, &done);
		break;
	}
	return status;
}

static void act_by_chance(ts_store *store, uint64_t *chance)
{
	const enum ts_status status = act(store, chance);

	assert_true(status == TS_OK || status == TS_UNCHANGED || status == TS_NOT_FOUND || status == TS_INVALID);
}

/* A write that the disk breaks off, or that lands although it says that it failed. */
static void fail_by_chance(ts_store *store, uint64_t *chance)
{
	fault_arm(1 + rows_random_below(chance, 40), rows_random_below(chance, 2) ? SQLITE_FULL : SQLITE_IOERR_WRITE,
	          false);
	const enum ts_status status = act(store, chance);
	fault_arm(0, 0, false);
	/* What became of it is seen in what is read. */
	(void)status;
}

static void pieces_and_what_was_written_since_are_what_the_rows_say(void **state)
{
	const long rounds = campaign_rounds(60, 3000);
	struct support *support = *state;
	uint64_t chance = 20261130;
	long wrong = 0;
	int pieces = 0;

	filled(support);
	for (long i = 0; i < rounds; i++) {
		for (int j = rows_random_below(&chance, 8); j >= 0; j--)
			act_by_chance(support->store, &chance);
		for (int j = rows_random_below(&chance, 3); j > 0; j--)
			fail_by_chance(support->store, &chance);
		wrong += !pieces_agree(support->store, now);
		pieces += pieces_count(support->store);
	}
	assert_int_equal(wrong, 0);
	assert_true(pieces >= 3 * rounds);
	rows_assert_sound(support->store);
	assert_true(pieces_agree(rows_reopen(support), now));
	campaign_record("Pieces",
	                "logs written, moved, deleted and taken back, and months read from pieces and from rows",
	                rounds, "looks", wrong, "wrong");
}

static void an_import_and_its_undo_are_in_the_pieces(void **state)
{
	struct support *support = *state;
	char *csv = calloc(1, 1 << 16);
	size_t size = 0;
	struct ts_done done;

	filled(support);
	assert_non_null(csv);
	size += (size_t)snprintf(csv, 64, "start,end,activity\n");
	for (int i = 0; i < 200; i++)
		size += (size_t)snprintf(csv + size, 96, "2026-0%d-%02dT%02d:00,2026-0%d-%02dT%02d:30,imported\n",
		                         3 + i / 100, 1 + i % 25, 8 + i % 4, 3 + i / 100, 1 + i % 25, 8 + i % 4);
	(void)imports_bytes(support->store, &(struct imports_source){ .format = TS_FORMAT_CSV }, csv, size);
	free(csv);
	assert_in_range(pieces_count(support->store), 5, 6);
	assert_true(pieces_agree(support->store, now));
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	assert_true(pieces_agree(support->store, now));
	assert_int_equal(ts_redo(support->store, now, &done), TS_OK);
	assert_true(pieces_agree(support->store, now));
	rows_assert_sound(support->store);
}

static void a_new_key_makes_the_pieces_anew(void **state)
{
	struct support *support = *state;
	ts_auth *auth = NULL;

	filled(support);
	const int before = pieces_count(support->store);
	assert_int_equal(ts_rekey_begin(support->store, SUPPORT_PASSWORD, NULL, NULL, now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(support->store, auth), TS_OK);
	ts_auth_destroy(auth);
	assert_int_equal(pieces_count(support->store), before);
	assert_true(pieces_agree(support->store, now));
	rows_assert_sound(support->store);
}

static void a_file_of_before_gets_pieces_at_a_login(void **state)
{
	struct support *support = *state;
	ts_store *store;
	int reached = 0;

	filled(support);
	assert_int_equal(ts_migrate(support->store, 8, now, &reached), TS_OK);
	assert_int_equal(reached, 8);
	store = rows_reopen(support);
	assert_int_equal(support_sql_integer(support->path, "PRAGMA user_version"), SCHEMA_LATEST);
	assert_in_range(pieces_count(store), 3, 4);
	assert_true(pieces_agree(store, now));
	rows_assert_sound(store);
}

/* Each device has what the other wrote; a row that did not verify is that of the other. */
static void what_another_device_wrote_is_in_the_pieces(void **state)
{
	struct support *support = *state;
	uint64_t chance = 5;

	filled(support);
	ts_store *other = device_make(support, "other");
	rows_hurry(other);
	for (int i = 0; i < 10; i++) {
		for (int j = 0; j < 10; j++)
			act_by_chance(i % 2 ? other : support->store, &chance);
		struct travellers rows = travellers_read(i % 2 ? other : support->store);
		travellers_take(i % 2 ? support->store : other, &rows, 0, rows.count, NULL);
		travellers_release(&rows);
		assert_true(pieces_agree(support->store, now));
		assert_true(pieces_agree(other, now));
	}
	support_sql(support->path, "UPDATE log SET blob = x'00' WHERE id IN (SELECT id FROM log ORDER BY id LIMIT 9)");
	struct travellers rows = travellers_read(other);
	travellers_take(support->store, &rows, 0, rows.count, NULL);
	travellers_release(&rows);
	assert_true(pieces_agree(support->store, now));
	ts_close(other);
}

static void each_user_has_pieces_of_their_own(void **state)
{
	struct support *support = *state;

	filled(support);
	const int before = pieces_count(support->store);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(pieces_count(support->store), 0);
	pieces_fill(support->store, 50, A_DAY, now);
	assert_true(pieces_agree(support->store, now));
	/* Those of one stand in place of the other's: they are nobody's. */
	support_sql(support->path, "UPDATE piece SET owner = (SELECT max(owner) FROM piece)");
	assert_true(pieces_agree(support->store, now));
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_true(pieces_agree(support->store, now));
	assert_in_range(pieces_count(support->store), before - 1, before);
	rows_assert_sound(support->store);
}

/* ---- other hands ---- */

/* What somebody does to the pieces of a file. */
struct deed {
	const char *sql;
	bool counted;     /* by the check: one that does not open; one that is not there is none */
	bool points_hold; /* who adds up is served */
};

/* One byte in the middle of it. */
#define FLIPPED(column)                                                                                                \
	"UPDATE piece SET " column " = CAST(substr(" column ", 1, 99) || x'0001020304050607' || substr(" column        \
	", 108) AS BLOB) WHERE length(" column ") > 0"
/* Each has what another month of many logs had. */
#define EXCHANGED(columns)                                                                                             \
	"CREATE TABLE other AS SELECT * FROM piece; UPDATE piece SET (" columns ") = (SELECT " columns                 \
	" FROM other WHERE length(logs) > 0 AND other.place <> piece.place ORDER BY other.place LIMIT 1); DROP TABLE " \
	"other"

/* Whatever becomes of the pieces, readers say what the rows say. */
static void a_piece_that_does_not_verify_is_not_read(void **state)
{
	static const struct deed deeds[] = {
		{ FLIPPED("logs"), true, true },
		{ FLIPPED("points"), true, false },
		{ "UPDATE piece SET logs = x'', points = x'', sum = x''", false, false },
		{ "UPDATE piece SET points = x''", false, false },
		{ "UPDATE piece SET logs = x''", false, true },
		{ "UPDATE piece SET logs = randomblob(length(logs)), points = randomblob(length(points)), sum = "
		  "randomblob(length(sum))",
		  true, false },
		{ EXCHANGED("sum, points, logs"), true, false },
		{ EXCHANGED("points"), true, false },
		{ EXCHANGED("logs"), true, true },
		{ "UPDATE piece SET logs = sum, sum = logs", true, true },
		{ "UPDATE piece SET logs = points, points = logs", true, false },
		{ "UPDATE piece SET points = sum, sum = points", true, false },
		{ "UPDATE piece SET logs = points", true, true },
		{ "UPDATE piece SET points = logs", true, false },
		{ "DELETE FROM piece", false, false },
	};
	struct support *support = *state;

	filled(support);
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
		const int alone = pieces_of_points(support->store);
		struct ts_check check;
		support_sql(support->path, deeds[i].sql);
		assert_int_equal(pieces_count(support->store), 0);
		assert_int_equal(pieces_of_points(support->store), deeds[i].points_hold ? alone : 0);
		assert_true(pieces_agree(support->store, now));
		assert_true(rows_audit(support->store).sound);
		assert_int_equal(ts_check(support->store, true, &check), TS_OK);
		assert_int_equal(check.damaged > 0, deeds[i].counted);
		assert_int_equal(ts_audit_accept(support->store, now), TS_OK);
		assert_in_range(pieces_count(support->store), 3, 4);
	}
}

/* The columns of pieces as they were in a copy. */
static void columns_put_back(const struct support *support, const char *copy, const char *columns)
{
	char sql[3 * SUPPORT_PATH_SIZE];

	(void)snprintf(sql, sizeof sql,
	               "ATTACH '%s' AS old; UPDATE piece SET (%s) = (SELECT %s FROM old.piece o WHERE o.place = "
	               "piece.place) WHERE place IN (SELECT place FROM old.piece)",
	               copy, columns, columns);
	support_sql(support->path, sql);
}

/* Nor are older points with the logs of today, or older logs with its points. */
static void an_older_piece_is_not_read(void **state)
{
	static const char *const columns[] = { "sum, points, logs", "points", "logs", "sum, logs" };
	struct support *support = *state;
	char copy[SUPPORT_PATH_SIZE + 8];
	uint64_t chance = 3;

	filled(support);
	(void)snprintf(copy, sizeof copy, "%s.old", support->path);
	assert_int_equal(ts_backup(support->store, copy), TS_OK);
	for (int i = 0; i < 150; i++)
		act_by_chance(support->store, &chance);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		assert_int_equal(ts_audit_accept(support->store, now), TS_OK);
		assert_in_range(pieces_count(support->store), 3, 4);
		const int alone = pieces_of_points(support->store);
		columns_put_back(support, copy, columns[i]);
		assert_int_equal(pieces_count(support->store), 0);
		assert_int_equal(pieces_of_points(support->store), i < 2 ? 0 : alone);
		assert_true(pieces_agree(support->store, now));
		rows_assert_sound(support->store);
	}
}

/* What was written since the piece was made is looked at: an older row in its place is told. */
static void an_older_row_in_place_of_one_that_was_changed_is_told(void **state)
{
	struct support *support = *state;
	char attach[3 * SUPPORT_PATH_SIZE], copy[SUPPORT_PATH_SIZE + 8];
	const struct ts_log_change change = { .comment = "changed" };
	struct ts_day_view view;
	struct ts_span span;
	struct ts_done done;

	filled(support);
	(void)snprintf(copy, sizeof copy, "%s.old", support->path);
	assert_int_equal(ts_backup(support->store, copy), TS_OK);
	const ts_time at = now - 40 * 24 * TS_HOUR;
	assert_int_equal(ts_current_read(support->store, at, &span), TS_OK);
	assert_int_equal(ts_log_change(support->store, span.id, &change, now, &done), TS_OK);
	assert_true(pieces_agree(support->store, now));
	(void)snprintf(attach, sizeof attach,
	               "ATTACH '%s' AS old; UPDATE log SET blob = (SELECT o.blob FROM old.log o WHERE o.id = log.id) "
	               "WHERE id IN (SELECT id FROM old.log)",
	               copy);
	support_sql(support->path, attach);
	assert_int_equal(ts_day_read(support->store, ts_day_of(at, 0), now, &view), TS_OK);
	assert_int_equal(view.damaged, 1);
	ts_day_release(&view);
}

/* How long a piece is says how many rows its month has, and no more than in steps how long they are. */
static void the_size_of_a_piece_is_a_multiple_of_the_rows(void **state)
{
	struct support *support = *state;

	filled(support);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM piece WHERE length(logs) > 0 AND "
	                                                    "(length(logs) - 43) % 28 <> 0"),
	                 0);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM piece WHERE length(points) > 0 AND "
	                                                    "(length(points) - 43) % 4 <> 0"),
	                 0);
	/* The same rows: what is so much less than a step is not told. */
	assert_int_equal(
	        support_sql_integer(support->path,
	                            "SELECT count(*) FROM piece WHERE length(points) > 0 AND (length(points) - "
	                            "43 - 1024) / 4 * 28 <> length(logs) - 43"),
	        0);
}

/* Puts a log of a moment in the place of the piece of last month. */
static enum ts_status moment_put(ts_store *store, const void *context)
{
	const int32_t month = month_of_time(now) - 1;
	const struct row_log log = { .id = crypt_random_id(), .at = *(const ts_time *)context };
	const struct month_sum none = { .any = false };
	struct piece_runs runs;
	struct month_row row;

	assert_int_equal(record_month_read(store, MONTH_LOGS, month, &row), TS_OK);
	struct piece_key key = { .tag = row.piece.tag };
	crypt_bucket(&store->identity->keys, month, key.bucket);
	assert_int_equal(piece_encode(&log, 1, &runs), TS_OK);
	assert_int_equal(record_piece_write(store, &key, &none, &runs, 1), TS_OK);
	piece_runs_release(&runs);
	return TS_OK;
}

/* Whoever sealed it. */
static void points_of_another_month_are_not_believed(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	const int32_t month = month_of_time(now) - 1;
	const ts_time first = month_first_moment(month), next = month_first_moment(month + 1);
	const ts_time moments[] = { first - 1, next, first, next - 1 };

	filled(support);
	for (size_t i = 0; i < 4; i++) {
		struct points points = { .at = NULL };
		struct month_row row;
		assert_true(store_write_quietly(store, moment_put, &moments[i]));
		assert_int_equal(store_read_begin(store), TS_OK);
		assert_int_equal(record_month_read(store, MONTH_LOGS, month, &row), TS_OK);
		assert_int_equal(pieced_points(store, month, &row, &points), i < 2 ? TS_NOT_FOUND : TS_OK);
		assert_int_equal(points.count, i < 2 ? 0 : 1);
		points_release(&points);
		store_read_end(store);
	}
}

/* Writes runs of all sizes that fit, and reads them back. */
static enum ts_status sizes_try(ts_store *store, const void *context)
{
	enum { MOST = 1 << 21 };
	unsigned char *bytes = calloc(1, MOST);
	const struct month_sum none = { .any = false };
	size_t *fitting = *(size_t *const *)context;

	assert_non_null(bytes);
	for (size_t rows = 64; rows <= MONTH_ROWS_MOST; rows += 1360) {
		for (size_t size = 1000; size <= MOST; size += 90000) {
			const struct piece_key key = { .tag = crypt_random_id() };
			const struct piece_runs runs = { bytes, bytes, rows * 4, size };
			struct piece_runs read;
			if (!record_piece_fits(&runs, rows))
				continue;
			fitting[size > 900000]++;
			assert_int_equal(record_piece_write(store, &key, &none, &runs, rows), TS_OK);
			assert_int_equal(record_piece_logs(store, &key, &read), TS_OK);
			assert_int_equal(read.points_size, rows * 4);
			assert_int_equal(read.logs_size, size);
			piece_runs_release(&read);
		}
	}
	free(bytes);
	return TS_NOT_FOUND;
}

/* The padding of a month of many rows is long, too. */
static void a_piece_that_is_made_can_be_read(void **state)
{
	struct support *support = *state;
	size_t fitting[2] = { 0, 0 }, *context = fitting;

	assert_false(store_write_quietly(support->store, sizes_try, &context));
	assert_true(fitting[0] > 50 && fitting[1] > 3);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logs_are_the_same_after_a_piece),
		cmocka_unit_test(moments_and_activities_of_any_size_are_the_same_after_a_piece),
		cmocka_unit_test(bytes_that_are_no_piece_do_no_harm),
		cmocka_unit_test(a_piece_is_whole_or_none),
		LOGGED_IN(months_of_many_logs_are_read_from_pieces),
		LOGGED_IN(who_adds_up_reads_points_alone),
		LOGGED_IN(who_asks_for_tags_reads_the_logs_of_months_that_may_have_some),
		LOGGED_IN(logs_are_lent_in_their_order_with_a_piece_and_without),
		LOGGED_IN(pieces_and_what_was_written_since_are_what_the_rows_say),
		LOGGED_IN(an_import_and_its_undo_are_in_the_pieces),
		LOGGED_IN(a_new_key_makes_the_pieces_anew),
		LOGGED_IN(a_file_of_before_gets_pieces_at_a_login),
		LOGGED_IN(what_another_device_wrote_is_in_the_pieces),
		LOGGED_IN(each_user_has_pieces_of_their_own),
		LOGGED_IN(a_piece_that_does_not_verify_is_not_read),
		LOGGED_IN(an_older_piece_is_not_read),
		LOGGED_IN(an_older_row_in_place_of_one_that_was_changed_is_told),
		LOGGED_IN(points_of_another_month_are_not_believed),
		LOGGED_IN(a_piece_that_is_made_can_be_read),
		LOGGED_IN(the_size_of_a_piece_is_a_multiple_of_the_rows),
	};

	/* The faults are ours, so that the disk below need not be one. */
	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	fault_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
