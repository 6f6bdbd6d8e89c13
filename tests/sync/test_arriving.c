/*
 * Rows that arrive from other devices: what becomes of each, and that devices which have got the same rows, in whatever
 * order, groups and repetitions, hold the same.
 */
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/rows/month.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"
#include "tests/data/support_seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

/* ---- random rows, sealed as any device of the user would */

enum { IDS = 6, VERSIONS = 5 };

static struct ts_id id_of(int kind, int number)
{
	return (struct ts_id){ { (unsigned char)(0x10 * kind + 1), (unsigned char)number } };
}

static void row_close(struct travellers *list, ts_store *store, enum outbox_kind kind, const struct ts_id *id,
                      int32_t month, const void *plain, size_t size)
{
	static const enum record_table tables[] = { [OUTBOX_ACTIVITY] = RECORD_ACTIVITY,
		                                    [OUTBOX_LOG] = RECORD_LOG,
		                                    [OUTBOX_NOTE] = RECORD_NOTE,
		                                    [OUTBOX_SETTING] = RECORD_SETTING };
	const bool bucketed = kind == OUTBOX_LOG || kind == OUTBOX_NOTE, single = kind == OUTBOX_SETTING;
	unsigned char bucket[BUCKET_SIZE] = { 0 }, *sealed = NULL;
	size_t sealed_size;

	assert_true(size > 0);
	if (bucketed)
		crypt_bucket(&store->identity->keys, month, bucket);
	const struct record_seal seal = record_seal_of(store, tables[kind], id->bytes, single ? 0 : TS_ID_SIZE, bucket,
	                                               bucketed ? BUCKET_SIZE : 0);
	assert_int_equal(record_close(&seal, plain, size, &sealed, &sealed_size), TS_OK);
	travellers_add(list, kind, id, bucket, sealed, sealed_size);
	free(sealed);
}

static uint64_t version_make(uint64_t *chance)
{
	return (uint64_t)rows_random_below(chance, VERSIONS) + 1;
}

static void activity_make(struct travellers *list, ts_store *store, uint64_t *chance)
{
	unsigned char plain[ROW_ACTIVITY_SIZE];
	struct row_activity row = { .id = id_of(OUTBOX_ACTIVITY, rows_random_below(chance, IDS)) };

	row.text_version = version_make(chance);
	row.text[0] = (char)('a' + rows_random_below(chance, 3));
	row.slot_version = version_make(chance);
	row.slot = (uint8_t)rows_random_below(chance, 4);
	row.colour_version = version_make(chance);
	row.colour = (uint8_t)rows_random_below(chance, 3);
	row.rest_version = version_make(chance);
	row.rest = rows_random_below(chance, 2) != 0;
	row.standing_version = version_make(chance);
	row.standing = (enum row_standing)rows_random_below(chance, 3);
	row.merged_version = version_make(chance);
	if (rows_random_below(chance, 2) != 0)
		row.merged = id_of(OUTBOX_ACTIVITY, rows_random_below(chance, IDS));
	row_close(list, store, OUTBOX_ACTIVITY, &row.id, 0, plain, row_encode_activity(&row, plain));
}

static void log_make(struct travellers *list, ts_store *store, uint64_t *chance)
{
	unsigned char plain[ROW_LOG_SIZE];
	struct row_log row = { .id = id_of(OUTBOX_LOG, rows_random_below(chance, IDS)) };

	row.when_version = version_make(chance);
	/* The first of October is a day ahead of a month before it. */
	row.at = now - rows_random_below(chance, 5) * 11 * TS_HOUR;
	row.offset = rows_random_below(chance, 2) * 3600;
	row.what_version = version_make(chance);
	row.activity = id_of(OUTBOX_ACTIVITY, rows_random_below(chance, IDS + 1));
	row.comment_version = version_make(chance);
	row.comment[0] = (char)('x' + rows_random_below(chance, 3));
	row.dead_version = version_make(chance);
	row.dead = rows_random_below(chance, 3) == 0;
	row.unmade = row.dead && rows_random_below(chance, 2) != 0;
	row.locked = row.id.bytes[1] % 2 != 0;
	row_close(list, store, OUTBOX_LOG, &row.id, month_of_time(row.at), plain, row_encode_log(&row, plain));
}

/* A revision has one text; which of them it replaces are others. */
static void note_make(struct travellers *list, ts_store *store, int number)
{
	unsigned char plain[256];
	const struct ts_id replaced = id_of(OUTBOX_NOTE, number / 2);
	char text[16];
	struct row_note row = { .id = id_of(OUTBOX_NOTE, number),
		                .version = (uint64_t)number + 1,
		                .day = ts_day_of(now, 0) - number % 3,
		                .text = text };

	row.size = (size_t)snprintf(text, sizeof text, "note %d", number);
	if (number % 3 == 2) {
		row.replaces = replaced.bytes;
		row.replace_count = 1;
	}
	row_close(list, store, OUTBOX_NOTE, &row.id, month_of_day(row.day), plain,
	          row_encode_note(&row, plain, sizeof plain));
}

static void settings_make(struct travellers *list, ts_store *store, uint64_t *chance)
{
	unsigned char plain[ROW_SETTINGS_SIZE];
	const struct row_shared row = { .version = version_make(chance),
		                        .day_start = 60 * rows_random_below(chance, 3),
		                        .weekly_target = 600 * rows_random_below(chance, 3),
		                        .forgotten_after = 12 };

	row_close(list, store, OUTBOX_SETTING, &(struct ts_id){ { 0 } }, 0, plain, row_encode_shared(&row, plain));
}

static struct travellers rows_make(ts_store *store, uint64_t *chance)
{
	struct travellers list = { 0 };

	for (int i = 0; i < 8; i++) {
		activity_make(&list, store, chance);
		log_make(&list, store, chance);
		log_make(&list, store, chance);
		note_make(&list, store, i);
		settings_make(&list, store, chance);
	}
	return list;
}

/* ---- laws */

/* All of a list in a random order, some twice, in groups of random size. */
static void take_somehow(ts_store *store, const struct travellers *list, uint64_t *chance, int counts[6])
{
	struct travellers order = { calloc(2 * list->count, sizeof *order.at), 0, 0 };

	assert_non_null(order.at);
	for (size_t i = 0; i < list->count; i++) {
		size_t place = (size_t)rows_random_below(chance, (int)order.count + 1);
		memmove(order.at + place + 1, order.at + place, (order.count++ - place) * sizeof *order.at);
		order.at[place] = list->at[i];
	}
	for (size_t i = 0; i < list->count / 3; i++)
		order.at[order.count++] = list->at[rows_random_below(chance, (int)list->count)];
	for (size_t from = 0; from < order.count;) {
		size_t until = from + 1 + (size_t)rows_random_below(chance, 12);
		until = until < order.count ? until : order.count;
		travellers_take(store, &order, from, until, counts);
		from = until;
	}
	free(order.at);
}

static void assert_same(ts_store *left, ts_store *right)
{
	unsigned char left_sum[TALLY_SIZE], right_sum[TALLY_SIZE];
	struct seen left_seen = { 0 }, right_seen = { 0 };
	const struct seen none = { 0 };
	const char *wrong = NULL;

	travels_sum(left, left_sum);
	travels_sum(right, right_sum);
	assert_memory_equal(left_sum, right_sum, TALLY_SIZE);
	seen_read(&left_seen, left, now + TS_HOUR);
	seen_read(&right_seen, right, now + TS_HOUR);
	assert_int_equal(left_seen.damaged, 0);
	if (seen_compare(&left_seen, &none, &right_seen, &wrong) != SEEN_SAME)
		fail_msg("%s", wrong);
	seen_release(&left_seen);
	seen_release(&right_seen);
}

static void whatever_the_order_all_devices_come_to_the_same(void **state)
{
	enum { DEVICES = 3 };
	struct support *support = *state;
	long rounds = campaign_rounds(4, 2000);
	int counts[6] = { 0 };

	for (long round = 0; round < rounds; round++) {
		uint64_t chance = (uint64_t)round * 977 + 5;
		ts_store *devices[DEVICES], *third;
		for (int i = 0; i < DEVICES; i++)
			devices[i] = device_make(support, (const char *[]){ "b", "c", "d" }[i]);
		struct travellers list = rows_make(devices[0], &chance);
		for (int i = 0; i < DEVICES; i++)
			take_somehow(devices[i], &list, &chance, counts);
		/* Through a third one, which has got some of it by itself. */
		third = device_make(support, "e");
		travellers_take(third, &list, 0, list.count / 2, NULL);
		struct travellers merged = travellers_read(devices[1]);
		take_somehow(third, &merged, &chance, counts);
		for (int i = 1; i < DEVICES; i++)
			assert_same(devices[0], devices[i]);
		assert_same(devices[0], third);
		travellers_release(&merged);
		travellers_release(&list);
		for (int i = 0; i < DEVICES; i++)
			ts_close(devices[i]);
		ts_close(third);
	}
	for (enum record_taken taken = TAKEN_KNOWN; taken <= TAKEN_MIXED; taken++)
		assert_true(counts[taken] > 0);
	assert_int_equal(counts[TAKEN_HEALED] + counts[TAKEN_LEFT] + counts[TAKEN_REFUSED], 0);
	campaign_record("Sync", "random rows of versions 1 to 5 in any order, on four devices", rounds, "rounds", 0,
	                "different");
}

/* ---- one row */

static int64_t outbox_fill(ts_store *store)
{
	assert_int_equal(store_begin(store), TS_OK);
	struct query query = statement_start(store, STATEMENT_HUB_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_text(&query, "ssh://desk");
	statement_bind_blob(&query, "x", 1);
	assert_int_equal(statement_run(&query, 1), TS_OK);
	statement_finish(&query);
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
	return unsent(store);
}

static void a_merge_queues_nothing_and_what_is_known_is_not_written(void **state)
{
	struct support *support = *state;
	ts_store *other = device_make(support, "b");
	int counts[6] = { 0 };
	struct ts_done done;

	assert_int_equal(outbox_fill(other), 0);
	(void)rows_log(support->store, "a", now - TS_HOUR, now);
	(void)rows_log(support->store, "b", now, now);
	assert_int_equal(ts_note_save(support->store, &(struct ts_note){ .day = 20000 }, "n", 1, now, &done), TS_OK);
	struct travellers list = travellers_read(support->store);
	travellers_take(other, &list, 0, list.count, counts);
	assert_int_equal(counts[TAKEN_WHOLE], 5);
	assert_same(support->store, other);
	assert_int_equal(unsent(other), 0);
	/* Again: nothing is opened, and no row is touched but the state. */
	assert_int_equal(store_begin(other), TS_OK);
	struct state row;
	assert_int_equal(record_state_read(other, &row), TS_OK);
	int before = sqlite3_total_changes(other->database);
	for (size_t i = 0; i < list.count; i++) {
		const struct travelling *known = &list.at[i];
		const struct record_arriving arriving = { known->id, known->bucket, known->blob, known->size };
		enum record_taken taken = TAKEN_REFUSED;
		if (known->kind == OUTBOX_LOG)
			assert_int_equal(record_log_take(other, &arriving, &row.clock, &taken), TS_OK);
		if (known->kind == OUTBOX_ACTIVITY)
			assert_int_equal(record_activity_take(other, &arriving, &row.clock, &taken), TS_OK);
		assert_true(known->kind == OUTBOX_NOTE || taken == TAKEN_KNOWN);
	}
	assert_int_equal(sqlite3_total_changes(other->database), before);
	store_rollback(other);
	travellers_release(&list);
	ts_close(other);
}

/* What was moved here and renamed there is both, and that is at the hub already. */
static void a_row_that_says_both_is_not_queued(void **state)
{
	struct support *support = *state;
	const struct ts_done made = rows_log(support->store, "a", now - TS_HOUR, now);
	ts_store *other = device_make(support, "b");
	const struct ts_log_change moved = { .move = true, .at = now - 50 * 24 * TS_HOUR },
	                           worded = { .comment = "there" };
	int counts[6] = { 0 };
	struct ts_done done;

	assert_int_equal(outbox_fill(other), 0);
	assert_int_equal(ts_log_change(other, made.log, &moved, now, &done), TS_OK);
	assert_int_equal(unsent(other), 1);
	assert_int_equal(ts_log_change(support->store, made.log, &worded, now, &done), TS_OK);
	struct travellers here = travellers_read(support->store), there = travellers_read(other);
	assert_int_equal(record_queue_clear(other), TS_OK);
	travellers_take(other, &here, 0, here.count, counts);
	assert_int_equal(counts[TAKEN_MIXED], 1);
	assert_int_equal(unsent(other), 0);
	travellers_take(support->store, &there, 0, there.count, counts);
	assert_int_equal(counts[TAKEN_MIXED], 2);
	assert_same(support->store, other);
	travellers_release(&here);
	travellers_release(&there);
	ts_close(other);
}

/* Each kind of row does so by itself. */
static void each_row_that_arrives_raises_the_clock(void **state)
{
	struct support *support = *state;
	ts_store *other = device_make(support, "b");
	const ts_time ahead = now + 365 * 24 * TS_HOUR;
	struct ts_settings settings = ts_settings_default();
	struct ts_done done;

	settings.day_start = 60;
	assert_int_equal(ts_settings_write(other, &settings, ahead), TS_OK);
	(void)rows_log(other, "a", now - TS_HOUR, ahead);
	assert_int_equal(ts_note_save(other, &(struct ts_note){ .day = 20000 }, "n", 1, ahead, &done), TS_OK);
	struct travellers list = travellers_read(other);
	assert_int_equal(list.count, 4);
	for (size_t i = 0; i < list.count; i++) {
		const char suffix[] = { 'c', (char)('0' + i), '\0' };
		struct state row;
		ts_store *fresh = device_make(support, suffix);
		travellers_take(fresh, &list, i, i + 1, NULL);
		assert_int_equal(record_state_read(fresh, &row), TS_OK);
		assert_true(row.clock >> 21 >= (uint64_t)ahead);
		ts_close(fresh);
	}
	travellers_release(&list);
	ts_close(other);
}

/* One that is ahead of all clocks here: what is changed afterwards holds all the same. */
static void what_arrives_raises_the_clock(void **state)
{
	struct support *support = *state;
	ts_store *other = device_make(support, "b");
	const ts_time ahead = now + 365 * 24 * TS_HOUR;
	struct ts_settings settings = ts_settings_default(), read;

	settings.day_start = 60;
	assert_int_equal(ts_settings_write(other, &settings, ahead), TS_OK);
	(void)rows_log(other, "a", now - TS_HOUR, ahead);
	struct travellers list = travellers_read(other);
	travellers_take(support->store, &list, 0, list.count, NULL);
	struct state row;
	assert_int_equal(record_state_read(support->store, &row), TS_OK);
	assert_true(row.clock >> 21 >= (uint64_t)ahead);
	settings.day_start = 120;
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	travellers_release(&list);
	list = travellers_read(support->store);
	travellers_take(other, &list, 0, list.count, NULL);
	assert_int_equal(ts_settings_read(other, &read), TS_OK);
	assert_int_equal(read.day_start, 120);
	travellers_release(&list);
	ts_close(other);
}

static const char *const tables[] = { "activity", "log", "note", "setting" };

static void fill(ts_store *store)
{
	struct ts_settings settings = ts_settings_default();
	struct ts_done done;

	settings.day_start = 60;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	(void)rows_log(store, "a", now - TS_HOUR, now);
	assert_int_equal(ts_note_save(store, &(struct ts_note){ .day = 20000 }, "n", 1, now, &done), TS_OK);
}

/* Each kind: its middle, its nonce, its tag, all of it. */
static void a_row_that_does_not_verify_is_healed(void **state)
{
	static const char *const damages[] = { "substr(blob, 1, 60) || x'00ff' || substr(blob, 63)",
		                               "substr(blob, 1, 6) || x'00ff' || substr(blob, 9)",
		                               "substr(blob, 1, length(blob) - 2) || x'00ff'", "x'00'" };
	struct support *support = *state;

	fill(support->store);
	ts_store *other = device_make(support, "b");
	struct travellers list = travellers_read(other);
	for (size_t i = 0; i < 16; i++) {
		char sql[160];
		int counts[6] = { 0 };
		(void)snprintf(sql, sizeof sql, "UPDATE %s SET blob = CAST(%s AS BLOB)", tables[i / 4], damages[i % 4]);
		support_sql(support->path, sql);
		struct ts_check check;
		assert_int_equal(ts_check(support->store, true, &check), TS_OK);
		assert_int_equal(check.damaged, 1);
		travellers_take(support->store, &list, 0, list.count, counts);
		assert_int_equal(counts[TAKEN_HEALED], 1);
		assert_int_equal(counts[TAKEN_KNOWN], 3);
		assert_same(support->store, other);
	}
	travellers_release(&list);
	ts_close(other);
}

static size_t week_damaged(ts_store *store)
{
	struct ts_week week;
	bool done = false;

	assert_int_equal(ts_flex_prepare(store, SUPPORT_NOW, 1000, &done), TS_OK);
	assert_int_equal(ts_week_read(store, ts_day_of(SUPPORT_NOW, 0) - ts_day_weekday(ts_day_of(SUPPORT_NOW, 0)),
	                              SUPPORT_NOW, &week),
	                 TS_OK);
	return week.damaged + week.flex_damaged;
}

/* One that came in another version than the damaged one leaves the sums objecting, until the user says it is well: then
 * an open screen says no more that something is damaged. */
static void what_is_accepted_is_damaged_no_more(void **state)
{
	struct support *support = *state;
	const struct ts_log_change change = { .comment = "later" };
	struct ts_done done;

	const ts_time at = SUPPORT_NOW - 40 * 24 * TS_HOUR;

	struct ts_done made = rows_log(support->store, "parser", at, SUPPORT_NOW);
	(void)rows_log(support->store, "off", at + TS_HOUR, SUPPORT_NOW);
	ts_store *other = device_make(support, "b");
	assert_int_equal(ts_log_change(other, made.log, &change, SUPPORT_NOW, &done), TS_OK);
	struct travellers list = travellers_read(other);
	support_sql(support->path, "UPDATE log SET blob = CAST(blob || x'00' AS BLOB)");
	travellers_take(support->store, &list, 0, list.count, NULL);
	assert_false(rows_audit(support->store).sound);
	assert_true(week_damaged(support->store) > 0);
	assert_int_equal(ts_audit_accept(support->store, SUPPORT_NOW), TS_OK);
	assert_int_equal(week_damaged(support->store), 0);
	assert_true(rows_audit(support->store).sound);
	travellers_release(&list);
	ts_close(other);
}

/* What has not been sent stays for who may bring it back from a backup. */
static void a_damaged_row_that_was_not_sent_is_left(void **state)
{
	struct support *support = *state;
	ts_store *other = device_make(support, "b");

	assert_int_equal(outbox_fill(support->store), 0);
	fill(support->store);
	assert_int_equal(unsent(support->store), 4);
	struct travellers list = travellers_read(support->store);
	travellers_take(other, &list, 0, list.count, NULL);
	for (size_t i = 0; i < 4; i++) {
		char sql[160];
		int counts[6] = { 0 };
		(void)snprintf(sql, sizeof sql, "UPDATE %s SET blob = x'00'", tables[i]);
		support_sql(support->path, sql);
		travellers_take(support->store, &list, 0, list.count, counts);
		assert_int_equal(counts[TAKEN_LEFT], i + 1);
		(void)snprintf(sql, sizeof sql, "SELECT length(blob) FROM %s", tables[i]);
		assert_int_equal(support_sql_integer(support->path, sql), 1);
	}
	travellers_release(&list);
	ts_close(other);
}

/* Cut, of another user, of another id or month, empty, from the year 2100. */
static void what_is_no_row_of_ours_is_refused_and_stops_nothing(void **state)
{
	struct support *support = *state;
	struct travellers list = { 0 };
	int counts[6] = { 0 };

	fill(support->store);
	ts_store *other = device_make(support, "b");
	unsigned char before[TALLY_SIZE], after[TALLY_SIZE];
	travels_sum(support->store, before);
	struct travellers good = travellers_read(other);
	for (size_t i = 0; i < good.count; i++) {
		const struct travelling *row = &good.at[i];
		unsigned char bucket[BUCKET_SIZE] = { 1 };
		struct ts_id id = row->id;
		/* A revision that is here is never looked at again. */
		for (size_t size = 1; size < row->size && row->kind != OUTBOX_NOTE; size += 7)
			travellers_add(&list, row->kind, &row->id, row->bucket, row->blob, size);
		id.bytes[3] ^= 1;
		if (row->kind != OUTBOX_SETTING)
			travellers_add(&list, row->kind, &id, row->bucket, row->blob, row->size);
		if (row->kind == OUTBOX_LOG)
			travellers_add(&list, row->kind, &id, bucket, row->blob, row->size);
		travellers_add(&list, row->kind == OUTBOX_LOG ? OUTBOX_NOTE : OUTBOX_LOG, &id, row->bucket, row->blob,
		               row->size);
	}
	travellers_take(support->store, &list, 0, list.count, counts);
	assert_int_equal(counts[TAKEN_REFUSED], list.count);
	travels_sum(support->store, after);
	assert_memory_equal(before, after, TALLY_SIZE);
	travellers_release(&good);
	travellers_release(&list);
	ts_close(other);
}

/* Each writer of what travels, once: what was written is queued, and under a new number when it is written again. */
static void what_is_changed_is_queued_for_the_hub(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_settings settings = ts_settings_default();
	struct ts_done done;
	struct queued first, second;
	size_t count;

	(void)rows_log(store, "before there is a hub", now - 2 * TS_HOUR, now);
	assert_int_equal(outbox_fill(store), 0);
	struct ts_done made = rows_log(store, "a", now - TS_HOUR, now);
	assert_int_equal(unsent(store), 2);
	assert_int_equal(record_queue_list(store, 0, 1, &first, &count), TS_OK);
	assert_int_equal(first.kind, OUTBOX_ACTIVITY);
	assert_int_equal(rows_rename(store, "a", "b", now), TS_OK);
	assert_int_equal(unsent(store), 2);
	assert_int_equal(record_queue_list(store, first.number, 1, &second, &count), TS_OK);
	assert_int_equal(second.kind, OUTBOX_LOG);
	assert_int_equal(record_queue_list(store, second.number, 1, &second, &count), TS_OK);
	assert_int_equal(second.kind, OUTBOX_ACTIVITY);
	assert_int_equal(ts_note_save(store, &(struct ts_note){ .day = 20000 }, "n", 1, now, &done), TS_OK);
	assert_int_equal(unsent(store), 3);
	settings.idle_lock = 3;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	assert_int_equal(unsent(store), 3);
	settings.day_start = 3;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	assert_int_equal(unsent(store), 4);
	/* Nothing is given a number that was given before. */
	assert_int_equal(record_queue_list(store, 0, 1, &first, &count), TS_OK);
	int64_t rows = 0;
	assert_int_equal(record_queue_done(store, INT64_MAX, &rows), TS_OK);
	assert_int_equal(rows, 4);
	assert_int_equal(unsent(store), 0);
	assert_int_equal(ts_log_delete(store, made.log, now, &done), TS_OK);
	assert_int_equal(record_queue_list(store, 0, 1, &second, &count), TS_OK);
	assert_int_equal(second.number, first.number + 4);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(unsent(store), 1);
	assert_int_equal(record_queue_clear(store), TS_OK);
	assert_int_equal(record_queue_all(store), TS_OK);
	assert_int_equal(unsent(store), 2 + 2 + 1 + 1 + 1);
	/* What others write in this file is theirs. */
	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	(void)rows_log(store, "a", now - TS_HOUR, now);
	assert_int_equal(unsent(store), 0);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(whatever_the_order_all_devices_come_to_the_same),
		LOGGED_IN(a_merge_queues_nothing_and_what_is_known_is_not_written),
		LOGGED_IN(a_row_that_says_both_is_not_queued),
		LOGGED_IN(each_row_that_arrives_raises_the_clock),
		LOGGED_IN(what_arrives_raises_the_clock),
		LOGGED_IN(a_row_that_does_not_verify_is_healed),
		LOGGED_IN(what_is_accepted_is_damaged_no_more),
		LOGGED_IN(a_damaged_row_that_was_not_sent_is_left),
		LOGGED_IN(what_is_no_row_of_ours_is_refused_and_stops_nothing),
		LOGGED_IN(what_is_changed_is_queued_for_the_hub),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
