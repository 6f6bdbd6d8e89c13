/* Frames: what goes in comes out, and what is no frame of ours is named. */
#include "data/file/store.h"
#include "data/sync/frame.h"
#include "support_rows.h"

#include <stdlib.h>
#include <string.h>

static struct frame_head head_make(void)
{
	struct frame_head head = { .device = { { 1, 2, 3 } },
		                   .name = "desk",
		                   .counter = 70,
		                   .previous = 60,
		                   .floor = 50,
		                   .before = { 4 },
		                   .generation = 3,
		                   .moment = SUPPORT_NOW,
		                   .settled = true,
		                   .sum = { 5 },
		                   .seen_count = FRAME_DEVICES };

	for (int i = 0; i < FRAME_DEVICES; i++)
		head.seen[i] = (struct frame_seen){ { { (unsigned char)i } }, i * 1000, i % 2 != 0 };
	return head;
}

static const unsigned char bucket[BUCKET_SIZE] = { 9, 8, 7 };
static unsigned char blob[FRAME_MOST];

/* Kinds 1 to 4, so many bytes each. */
static void rows_add(struct frame_writer *writer, size_t size)
{
	for (enum outbox_kind kind = OUTBOX_ACTIVITY; kind <= OUTBOX_SETTING; kind++) {
		const bool bucketed = kind == OUTBOX_LOG || kind == OUTBOX_NOTE;
		const struct record_arriving row = { .id = { { (unsigned char)kind } },
			                             .bucket = bucketed ? bucket : NULL,
			                             .blob = blob,
			                             .size = size };
		assert_int_equal(frame_add(writer, kind, &row), TS_OK);
	}
}

static void a_frame_comes_back_as_it_was_made(void **state)
{
	struct support *support = *state;
	struct frame_head head = head_make();
	struct frame_writer writer;
	struct record_arriving row;
	enum outbox_kind kind;
	unsigned char *payload;
	struct frame frame;
	size_t size, count = 0;

	for (size_t i = 0; i < sizeof blob; i++)
		blob[i] = (unsigned char)(i * 31);
	assert_int_equal(frame_begin(&writer), TS_OK);
	rows_add(&writer, 200);
	assert_int_equal(frame_close(support->store, &writer, &head, &payload, &size), TS_OK);
	assert_int_equal((size - FRAME_OVERHEAD) % 64, 0);
	assert_int_equal(frame_open(support->store, payload, size, &frame), TS_OK);
	/* Member by member: there is padding in them. */
	for (int i = 0; i < FRAME_DEVICES; i++) {
		assert_true(ts_id_equal(frame.head.seen[i].device, head.seen[i].device));
		assert_true(frame.head.seen[i].counter == head.seen[i].counter);
		assert_int_equal(frame.head.seen[i].missing, head.seen[i].missing);
	}
	assert_string_equal(frame.head.name, "desk");
	assert_true(frame.head.settled && frame.head.counter == 70 && frame.head.previous == 60);
	assert_true(frame.head.floor == 50 && frame.head.generation == 3 && frame.head.moment == SUPPORT_NOW);
	assert_memory_equal(frame.head.before, head.before, sizeof head.before);
	assert_memory_equal(frame.head.sum, head.sum, sizeof head.sum);
	while (frame_next(&frame, &kind, &row)) {
		assert_int_equal(kind, ++count);
		assert_int_equal(row.size, 200);
		assert_memory_equal(row.blob, blob, 200);
		assert_int_equal(row.id.bytes[0], kind == OUTBOX_SETTING ? 0 : count);
		assert_int_equal(row.bucket != NULL, kind == OUTBOX_LOG || kind == OUTBOX_NOTE);
		if (row.bucket)
			assert_memory_equal(row.bucket, bucket, BUCKET_SIZE);
	}
	assert_int_equal(count, 4);
	frame_forget(&frame);
	/* Cut or turned anywhere it does not open; of a later key or format it is newer. */
	for (size_t cut = 0; cut < size; cut += cut < 80 ? 1 : 61)
		assert_int_equal(frame_open(support->store, payload, cut, &frame), TS_DAMAGED);
	for (size_t at = 0; at < size; at += at < 80 ? 1 : 61) {
		payload[at] ^= 1;
		enum ts_status status = frame_open(support->store, payload, size, &frame);
		assert_true(status == TS_DAMAGED || (at < RECORD_HEADER && status == TS_NEWER));
		payload[at] ^= 1;
	}
	payload[1]++;
	assert_int_equal(frame_open(support->store, payload, size, &frame), TS_NEWER);
	free(payload);
}

/* Another user's frames do not open. */
static void a_frame_is_for_its_owner(void **state)
{
	struct support *support = *state;
	struct frame_head head = head_make();
	struct frame_writer writer;
	unsigned char *payload;
	struct frame frame;
	size_t size;

	assert_int_equal(frame_begin(&writer), TS_OK);
	assert_int_equal(frame_close(support->store, &writer, &head, &payload, &size), TS_OK);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(frame_open(support->store, payload, size, &frame), TS_DAMAGED);
	free(payload);
}

static void a_frame_is_full_at_64_kib_but_for_a_note_alone(void **state)
{
	struct support *support = *state;
	struct record_arriving row = { .bucket = bucket, .blob = blob, .size = 10000 };
	const struct frame_head head = head_make();
	struct frame_writer writer;
	enum outbox_kind kind;
	unsigned char *payload;
	struct frame frame;
	size_t size, count = 0;

	assert_int_equal(frame_begin(&writer), TS_OK);
	while (frame_add(&writer, OUTBOX_NOTE, &row) == TS_OK)
		count++;
	assert_int_equal(count, 6);
	assert_int_equal(frame_close(support->store, &writer, &head, &payload, &size), TS_OK);
	assert_true(size <= FRAME_TARGET + FRAME_OVERHEAD);
	free(payload);
	/* Alone, as long as a hub takes it. */
	assert_int_equal(frame_begin(&writer), TS_OK);
	row.size = FRAME_MOST;
	assert_int_equal(frame_add(&writer, OUTBOX_NOTE, &row), TS_TOO_LONG);
	row.size = FRAME_MOST - 2000;
	assert_int_equal(frame_add(&writer, OUTBOX_NOTE, &row), TS_OK);
	row.size = 100;
	assert_int_equal(frame_add(&writer, OUTBOX_NOTE, &row), TS_FULL);
	assert_int_equal(frame_close(support->store, &writer, &head, &payload, &size), TS_OK);
	assert_true(size <= FRAME_MOST + FRAME_OVERHEAD);
	assert_int_equal(frame_open(support->store, payload, size, &frame), TS_OK);
	assert_true(frame_next(&frame, &kind, &row));
	assert_int_equal(row.size, FRAME_MOST - 2000);
	frame_forget(&frame);
	free(payload);
}

/* Kinds that are not known are passed over below 128, and stop who does not know them from there on. */
static void records_of_tomorrow(void **state)
{
	struct support *support = *state;
	struct record_arriving row = { .id = { { 1 } }, .blob = blob, .size = 20 };
	const struct frame_head head = head_make();

	for (int kind = 0; kind < 256; kind++) {
		struct frame_writer writer;
		enum outbox_kind found = OUTBOX_SETTING;
		unsigned char *payload;
		struct frame frame;
		size_t size;
		assert_int_equal(frame_begin(&writer), TS_OK);
		assert_int_equal(frame_add(&writer, (enum outbox_kind)kind, &row), TS_OK);
		assert_int_equal(frame_add(&writer, OUTBOX_ACTIVITY, &row), TS_OK);
		assert_int_equal(frame_close(support->store, &writer, &head, &payload, &size), TS_OK);
		enum ts_status status = frame_open(support->store, payload, size, &frame);
		assert_int_equal(status, kind >= FRAME_CRITICAL && kind != OUTBOX_LEDGER ? TS_NEWER : TS_OK);
		free(payload);
		if (status != TS_OK)
			continue;
		size_t count = 0;
		struct record_arriving read;
		while (frame_next(&frame, &found, &read))
			count++;
		assert_int_equal(count,
		                 (kind >= OUTBOX_ACTIVITY && kind <= OUTBOX_SLOTS) || kind == OUTBOX_LEDGER ? 2 : 1);
		assert_int_equal(found, OUTBOX_ACTIVITY);
		frame_forget(&frame);
	}
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_frame_comes_back_as_it_was_made),
		LOGGED_IN(a_frame_is_for_its_owner),
		LOGGED_IN(a_frame_is_full_at_64_kib_but_for_a_note_alone),
		LOGGED_IN(records_of_tomorrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
