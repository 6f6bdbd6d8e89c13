/* Rows as bytes: what is written comes back, what is not a row is refused, and merges obey their laws. */
#include "support_rows.h"

#include "data/rows/inbox_record.h"
#include "data/rows/row.h"
#include "data/rows/state.h"
#include "data/rows/step.h"
#include "data/rows/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct ts_id some_id = { { 1, 2, 3 } };

static struct ts_id small_id(int number)
{
	return (struct ts_id){ { (unsigned char)number } };
}

/* Values and versions from so few that ties happen all the time. */
static struct row_log random_log(uint64_t *chance)
{
	static const char *const zones[] = { "CET", "CEST", "UTC" };
	static const char *const comments[] = { "", "a", "b" };
	struct row_log row = { .id = some_id,
		               .when_version = (uint64_t)rows_random_below(chance, 4),
		               .at = rows_random_below(chance, 3) - 1,
		               .offset = 3600 * rows_random_below(chance, 3) - 3600,
		               .what_version = (uint64_t)rows_random_below(chance, 4),
		               .activity = small_id(rows_random_below(chance, 3)),
		               .comment_version = (uint64_t)rows_random_below(chance, 4),
		               .dead_version = (uint64_t)rows_random_below(chance, 4),
		               .dead = rows_random_below(chance, 2) != 0,
		               .sure_version = (uint64_t)rows_random_below(chance, 4),
		               .locked = rows_random_below(chance, 2) != 0 };

	row.sure = row.sure_version > 0 ? rows_random_below(chance, 3) - 1 : 0;
	(void)snprintf(row.zone, sizeof row.zone, "%s", zones[rows_random_below(chance, 3)]);
	(void)snprintf(row.comment, sizeof row.comment, "%s", comments[rows_random_below(chance, 3)]);
	return row;
}

static struct row_activity random_activity(uint64_t *chance)
{
	static const char *const texts[] = { "x", "y", "yy" };
	struct row_activity row = { .id = some_id,
		                    .text_version = (uint64_t)rows_random_below(chance, 4),
		                    .slot_version = (uint64_t)rows_random_below(chance, 4),
		                    .slot = (uint8_t)rows_random_below(chance, 3),
		                    .colour_version = (uint64_t)rows_random_below(chance, 4),
		                    .colour = (uint8_t)rows_random_below(chance, 3),
		                    .rest_version = (uint64_t)rows_random_below(chance, 4),
		                    .rest = rows_random_below(chance, 2) != 0,
		                    .standing_version = (uint64_t)rows_random_below(chance, 4),
		                    .standing = (enum row_standing)rows_random_below(chance, 3),
		                    .merged_version = (uint64_t)rows_random_below(chance, 4),
		                    .merged = small_id(rows_random_below(chance, 3)) };

	(void)snprintf(row.text, sizeof row.text, "%s", texts[rows_random_below(chance, 3)]);
	return row;
}

/* Two rows are the same when they are the same bytes. */
static void assert_same_log(const struct row_log *left, const struct row_log *right)
{
	unsigned char left_bytes[ROW_LOG_SIZE], right_bytes[ROW_LOG_SIZE];
	size_t size = row_encode_log(left, left_bytes);

	assert_int_not_equal(size, 0);
	assert_int_equal(row_encode_log(right, right_bytes), size);
	assert_memory_equal(left_bytes, right_bytes, size);
}

static void assert_same_activity(const struct row_activity *left, const struct row_activity *right)
{
	unsigned char left_bytes[ROW_ACTIVITY_SIZE], right_bytes[ROW_ACTIVITY_SIZE];
	size_t size = row_encode_activity(left, left_bytes);

	assert_int_not_equal(size, 0);
	assert_int_equal(row_encode_activity(right, right_bytes), size);
	assert_memory_equal(left_bytes, right_bytes, size);
}

static struct row_log merged_log(struct row_log left, struct row_log right)
{
	row_merge_log(&left, &right);
	return left;
}

static struct row_activity merged_activity(struct row_activity left, struct row_activity right)
{
	row_merge_activity(&left, &right);
	return left;
}

static void merging_logs_commutes_associates_and_may_repeat(void **state)
{
	uint64_t chance = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct row_log a = random_log(&chance), b = random_log(&chance), c = random_log(&chance);
		struct row_log ab = merged_log(a, b), ba = merged_log(b, a);
		assert_same_log(&ab, &ba);
		struct row_log left = merged_log(ab, c), right = merged_log(a, merged_log(b, c));
		assert_same_log(&left, &right);
		struct row_log again = merged_log(merged_log(left, b), left);
		assert_same_log(&left, &again);
	}
}

static void merging_activities_commutes_associates_and_may_repeat(void **state)
{
	uint64_t chance = 2;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct row_activity a = random_activity(&chance), b = random_activity(&chance),
		                    c = random_activity(&chance);
		struct row_activity ab = merged_activity(a, b), ba = merged_activity(b, a);
		assert_same_activity(&ab, &ba);
		struct row_activity left = merged_activity(ab, c), right = merged_activity(a, merged_activity(b, c));
		assert_same_activity(&left, &right);
		struct row_activity again = merged_activity(merged_activity(left, b), left);
		assert_same_activity(&left, &again);
	}
}

static void moving_a_log_here_and_renaming_it_there_both_hold(void **state)
{
	struct row_log row = {
		.id = some_id, .when_version = 1, .at = 100, .what_version = 1, .activity = small_id(1)
	};
	struct row_log here = row, there = row;

	(void)state;
	here.when_version = 5;
	here.at = 200;
	there.what_version = 3;
	there.activity = small_id(2);
	row_merge_log(&here, &there);
	assert_int_equal(here.at, 200);
	assert_true(ts_id_equal(here.activity, small_id(2)));
}

static void the_later_of_an_edit_and_a_delete_wins_by_register(void **state)
{
	struct row_log alive = { .id = some_id, .when_version = 1, .dead_version = 9 };
	struct row_log dead = { .id = some_id, .when_version = 1, .dead_version = 8, .dead = true };

	(void)state;
	row_merge_log(&alive, &dead);
	assert_false(alive.dead);
	dead.dead_version = 10;
	row_merge_log(&alive, &dead);
	assert_true(alive.dead);
}

static void a_step_is_carried_only_where_nobody_else_wrote_meanwhile(void **state)
{
	struct row_log before = { .id = some_id, .when_version = 1, .at = 100, .what_version = 1 };
	struct row_log after = before, row;

	(void)state;
	after.when_version = 2;
	after.at = 200;
	(void)snprintf(after.comment, sizeof after.comment, "%s", "mine");
	after.comment_version = 2;
	row = after;
	(void)snprintf(row.comment, sizeof row.comment, "%s", "theirs");
	row.comment_version = 3;
	assert_true(row_carry_log(&row, &after, &before, 4));
	assert_int_equal(row.at, 100);
	assert_int_equal(row.when_version, 4);
	assert_string_equal(row.comment, "theirs");
	assert_int_equal(row.comment_version, 3);
	assert_false(row_carry_log(&row, &after, &before, 5));
	assert_int_equal(row.when_version, 4);
}

static void a_slot_another_device_gave_meanwhile_is_not_taken_back(void **state)
{
	struct row_activity before = { .id = some_id, .text_version = 1, .text = "x", .slot = 1, .colour = 2 };
	struct row_activity after = before, row;

	(void)state;
	after.slot = 4;
	after.rest = true;
	row = after;
	row.slot = 7;
	assert_true(row_carry_activity(&row, &after, &before, 9));
	assert_int_equal(row.slot, 7);
	assert_int_equal(row.slot_version, 0);
	assert_false(row.rest);
	assert_int_equal(row.rest_version, 9);
	assert_int_equal(row.colour, 2);
	assert_string_equal(row.text, "x");
}

static void rows_come_back_as_they_were_written(void **state)
{
	uint64_t chance = 3;

	(void)state;
	for (int i = 0; i < 500; i++) {
		unsigned char bytes[ROW_LOG_SIZE];
		struct row_log log = random_log(&chance), log_read;
		size_t size = row_encode_log(&log, bytes);
		assert_true(row_decode_log(&some_id, bytes, size, &log_read));
		assert_same_log(&log, &log_read);
		assert_int_equal(log_read.at, log.at);
		assert_int_equal(log_read.offset, log.offset);
		assert_string_equal(log_read.zone, log.zone);
		struct row_activity activity = random_activity(&chance), activity_read;
		size = row_encode_activity(&activity, bytes);
		assert_true(row_decode_activity(&some_id, bytes, size, &activity_read));
		assert_same_activity(&activity, &activity_read);
		assert_int_equal(activity_read.standing, activity.standing);
		assert_true(ts_id_equal(activity_read.merged, activity.merged));
	}
}

static void the_longest_texts_fit(void **state)
{
	static unsigned char bytes[ROW_NOTE_SIZE];
	static char text[TS_NOTE_MOST];
	static unsigned char ids[ROW_NOTE_REPLACES * TS_ID_SIZE];
	struct row_log log = { .id = some_id }, log_read;
	struct row_activity activity = { .id = some_id }, activity_read;
	struct row_note note = { .id = some_id,
		                 .version = 1,
		                 .day = -5,
		                 .replaces = ids,
		                 .replace_count = ROW_NOTE_REPLACES,
		                 .text = text,
		                 .size = sizeof text };
	struct row_note note_read;

	(void)state;
	memset(log.comment, 'c', sizeof log.comment - 1);
	memset(log.zone, 'z', sizeof log.zone - 1);
	assert_true(row_decode_log(&some_id, bytes, row_encode_log(&log, bytes), &log_read));
	assert_string_equal(log_read.comment, log.comment);
	memset(activity.text, 't', sizeof activity.text - 1);
	assert_true(row_decode_activity(&some_id, bytes, row_encode_activity(&activity, bytes), &activity_read));
	assert_string_equal(activity_read.text, activity.text);
	memset(text, 'n', sizeof text);
	memset(ids, 7, sizeof ids);
	size_t size = row_encode_note(&note, bytes, sizeof bytes);
	assert_true(row_decode_note(&some_id, bytes, size, &note_read));
	assert_int_equal(note_read.size, sizeof text);
	assert_memory_equal(note_read.text, text, sizeof text);
	assert_int_equal(note_read.day, -5);
	assert_int_equal(note_read.replace_count, ROW_NOTE_REPLACES);
	note.size++;
	assert_int_equal(row_encode_note(&note, bytes, sizeof bytes), 0);
}

/* How many kinds of row the bytes pass for. */
static int kinds_of(const unsigned char *bytes, size_t size)
{
	struct row_log log;
	struct row_activity activity;
	struct row_note note;
	struct step step;
	struct state kept;
	struct inbox_record record;

	return row_decode_log(&some_id, bytes, size, &log) + row_decode_activity(&some_id, bytes, size, &activity) +
	       row_decode_note(&some_id, bytes, size, &note) + step_decode(bytes, size, &step) +
	       state_decode(bytes, size, &kept) + inbox_decode(bytes, size, &record);
}

/* Every beginning of a row, copied to memory of just its size so that a step too far is seen. */
static void no_beginning_of_a_row_is_a_row(void **state)
{
	uint64_t chance = 4;
	unsigned char whole[ROW_LOG_SIZE];
	struct row_log log = random_log(&chance), log_read;
	size_t size = row_encode_log(&log, whole);

	(void)state;
	for (size_t cut = 0; cut < size; cut++) {
		unsigned char *bytes = malloc(cut + 1);
		assert_non_null(bytes);
		memcpy(bytes, whole, cut);
		/* Without what somebody is sure of it is a log as they were before there was that. */
		assert_int_equal(row_decode_log(&some_id, bytes, cut, &log_read),
		                 log.sure_version > 0 && cut == size - 16);
		/* It may pass for a state, which is three numbers, but for nothing with a text. */
		assert_in_range(kinds_of(bytes, cut), 0, 1);
		free(bytes);
	}
	assert_false(row_decode_log(&some_id, whole, size + 1, &log_read));
}

/* Byte order and places as row_encode_log has them: versions from 1 on, the moment at 33, the offset at 41. */
static void values_out_of_range_are_refused(void **state)
{
	struct row_log log = { .id = some_id, .when_version = 1, .at = 5 }, read;
	unsigned char bytes[ROW_LOG_SIZE];
	size_t size;

	(void)state;
	log.at = ROW_LATEST;
	assert_int_equal(row_encode_log(&log, bytes), 0);
	log.at = ROW_EARLIEST;
	size = row_encode_log(&log, bytes);
	assert_true(row_decode_log(&some_id, bytes, size, &read));
	for (int i = 0; i < 8; i++)
		bytes[33 + i] = (unsigned char)((uint64_t)(ROW_EARLIEST - 1) >> (8 * i));
	assert_false(row_decode_log(&some_id, bytes, size, &read));
	size = row_encode_log(&log, bytes);
	memset(bytes + 1, 0xFF, 8);
	assert_false(row_decode_log(&some_id, bytes, size, &read));
	memset(bytes + 1, 0, 8);
	assert_true(row_decode_log(&some_id, bytes, size, &read));
	bytes[0] = ROW_FORMAT + 1;
	assert_false(row_decode_log(&some_id, bytes, size, &read));
	bytes[0] = ROW_FORMAT;
	bytes[44] = 0x7F;
	assert_false(row_decode_log(&some_id, bytes, size, &read));
}

static void random_bytes_are_never_read_past_their_end(void **state)
{
	uint64_t chance = 5;
	int taken = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t size = (size_t)rows_random_below(&chance, 400);
		unsigned char *bytes = malloc(size + 1);
		assert_non_null(bytes);
		for (size_t j = 0; j < size; j++)
			bytes[j] = (unsigned char)(rows_random_below(&chance, 4) ? 0 : rows_random(&chance));
		bytes[0] = ROW_FORMAT;
		bytes = realloc(bytes, size ? size : 1);
		assert_non_null(bytes);
		taken += kinds_of(bytes, size);
		free(bytes);
	}
	/* Hardly any are a row by accident. */
	assert_in_range(taken, 0, 1000);
}

static void steps_come_back_as_they_were_written(void **state)
{
	static unsigned char bytes[STEP_SIZE];
	uint64_t chance = 6;
	struct step step = {
		.deed = TS_DEED_INSERT, .log = small_id(4), .activity = small_id(5), .day = -3, .created = true
	};
	struct step read;

	(void)state;
	step.changes[0] = (struct step_change){ .kind = STEP_ACTIVITY };
	step.changes[0].activity.before = random_activity(&chance);
	step.changes[0].activity.after = random_activity(&chance);
	for (size_t i = 1; i < STEP_CHANGES - 1; i++) {
		step.changes[i] = (struct step_change){ .kind = STEP_LOG };
		step.changes[i].log.before = step.changes[i].log.after = random_log(&chance);
		memset(step.changes[i].log.after.comment, 'c', TS_COMMENT_SIZE - 1);
	}
	step.changes[STEP_CHANGES - 1] = (struct step_change){
		.kind = STEP_NOTE,
		.note = { .day = 9, .before = { small_id(1), small_id(2) }, .before_count = 2, .after = small_id(3) }
	};
	step.count = STEP_CHANGES;
	size_t size = step_encode(&step, bytes);
	assert_int_not_equal(size, 0);
	assert_true(step_decode(bytes, size, &read));
	assert_int_equal(read.deed, TS_DEED_INSERT);
	assert_true(read.created);
	assert_int_equal(read.count, STEP_CHANGES);
	assert_same_activity(&read.changes[0].activity.after, &step.changes[0].activity.after);
	assert_same_log(&read.changes[2].log.after, &step.changes[2].log.after);
	assert_int_equal(read.changes[STEP_CHANGES - 1].note.before_count, 2);
	assert_false(step_decode(bytes, size - 1, &read));
}

static void versions_grow_whatever_the_clock_does(void **state)
{
	uint64_t clock = 0, last = 0, chance = 7;
	ts_time now = SUPPORT_NOW;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		uint64_t version = version_next(&clock, now, (uint16_t)rows_random(&chance));
		assert_true(version > last);
		assert_true(version_valid(version));
		last = version;
		now += rows_random_below(&chance, 5) ? 0 : rows_random_below(&chance, 2000) - 1000;
	}
	/* Ten years ahead elsewhere: ours count on from there. */
	uint64_t ahead = (uint64_t)(SUPPORT_NOW + (ts_time)3650 * 24 * TS_HOUR) << 21;
	version_witness(&clock, ahead);
	assert_true(version_next(&clock, SUPPORT_NOW, 0) > ahead);
}

static void a_clock_out_of_its_mind_makes_no_version_that_others_refuse(void **state)
{
	uint64_t clock = 0;

	(void)state;
	assert_true(version_valid(version_next(&clock, INT64_MIN, 0xFFFF)));
	assert_true(version_valid(version_next(&clock, INT64_MAX, 0xFFFF)));
	assert_false(version_valid(VERSION_LIMIT + 1));
}

static void a_clock_beyond_all_versions_can_be_used_as_long_as_one_likes(void **state)
{
	const ts_time moments[] = { INT64_MAX, (ts_time)(VERSION_LIMIT >> 21), (ts_time)(VERSION_LIMIT >> 21) - 1 };

	(void)state;
	for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
		uint64_t clock = 0, last = 0;
		version_witness(&clock, (uint64_t)SUPPORT_NOW << 21);
		for (int action = 0; action < 100000; action++) {
			uint64_t version = version_next(&clock, moments[i], 0xFFFF);
			assert_true(version > last);
			assert_true(version_valid(version));
			last = version;
		}
	}
}

static void a_row_that_would_not_be_read_is_not_written(void **state)
{
	unsigned char bytes[ROW_LOG_SIZE];
	struct row_log log = { .at = SUPPORT_NOW, .when_version = VERSION_LIMIT };
	struct row_activity activity = { .text = "a", .rest_version = VERSION_LIMIT };
	struct row_note note = { .version = VERSION_LIMIT, .text = "", .size = 0 };

	(void)state;
	assert_int_not_equal(row_encode_log(&log, bytes), 0);
	assert_int_not_equal(row_encode_activity(&activity, bytes), 0);
	assert_int_not_equal(row_encode_note(&note, bytes, sizeof bytes), 0);
	log.when_version = activity.rest_version = note.version = VERSION_LIMIT + 1;
	assert_int_equal(row_encode_log(&log, bytes), 0);
	assert_int_equal(row_encode_activity(&activity, bytes), 0);
	assert_int_equal(row_encode_note(&note, bytes, sizeof bytes), 0);
}

static void records_of_the_inbox_come_back_and_all_have_one_size(void **state)
{
	unsigned char bytes[INBOX_SIZE];
	struct inbox_record record = { .at = SUPPORT_NOW, .offset = -3600, .zone = "XYZ", .slot = 9 }, read;

	(void)state;
	inbox_encode(&record, bytes);
	assert_true(inbox_decode(bytes, sizeof bytes, &read));
	assert_int_equal(read.at, record.at);
	assert_int_equal(read.offset, -3600);
	assert_int_equal(read.slot, 9);
	memset(record.text, 't', sizeof record.text - 1);
	memset(record.zone, 'z', sizeof record.zone - 1);
	inbox_encode(&record, bytes);
	assert_true(inbox_decode(bytes, sizeof bytes, &read));
	assert_string_equal(read.text, record.text);
	assert_string_equal(read.zone, record.zone);
	record.slot = 10;
	inbox_encode(&record, bytes);
	assert_false(inbox_decode(bytes, sizeof bytes, &read));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merging_logs_commutes_associates_and_may_repeat),
		cmocka_unit_test(merging_activities_commutes_associates_and_may_repeat),
		cmocka_unit_test(moving_a_log_here_and_renaming_it_there_both_hold),
		cmocka_unit_test(the_later_of_an_edit_and_a_delete_wins_by_register),
		cmocka_unit_test(a_step_is_carried_only_where_nobody_else_wrote_meanwhile),
		cmocka_unit_test(a_slot_another_device_gave_meanwhile_is_not_taken_back),
		cmocka_unit_test(rows_come_back_as_they_were_written),
		cmocka_unit_test(the_longest_texts_fit),
		cmocka_unit_test(no_beginning_of_a_row_is_a_row),
		cmocka_unit_test(values_out_of_range_are_refused),
		cmocka_unit_test(random_bytes_are_never_read_past_their_end),
		cmocka_unit_test(steps_come_back_as_they_were_written),
		cmocka_unit_test(versions_grow_whatever_the_clock_does),
		cmocka_unit_test(a_clock_out_of_its_mind_makes_no_version_that_others_refuse),
		cmocka_unit_test(a_clock_beyond_all_versions_can_be_used_as_long_as_one_likes),
		cmocka_unit_test(a_row_that_would_not_be_read_is_not_written),
		cmocka_unit_test(records_of_the_inbox_come_back_and_all_have_one_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
