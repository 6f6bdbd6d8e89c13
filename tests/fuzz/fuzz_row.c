/*
 * Rows as they stand inside their seal, and records of the inbox, from any bytes. What decodes encodes to the same
 * bytes, and rows merge to the same whatever comes first. The first byte says which kind; the second how many bytes at
 * the end are changes (place, value) that make further states of the row.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/rows/inbox_record.h"
#include "data/rows/row.h"
#include "tests/fuzz/fuzz.h"

static const struct ts_id id = { { 1, 2, 3 } };

/* Some bytes of an input; and the same bytes with every second change applied, or every other second one. */
struct states {
	unsigned char *bytes[3];
	size_t size;
};

static void states_fill(struct states *states, const uint8_t *data, size_t size, size_t change_count)
{
	size_t changes = change_count * 2 <= size ? change_count * 2 : 0;

	states->size = size - changes;
	for (size_t i = 0; i < 3; i++) {
		/* Never of no bytes, but exactly as large as it is said to be. */
		states->bytes[i] = malloc(states->size ? states->size : 1);
		assert(states->bytes[i]);
		memcpy(states->bytes[i], data, states->size);
	}
	for (size_t i = 0; i < changes && states->size > 0; i += 2)
		states->bytes[1 + i / 2 % 2][data[states->size + i] % states->size] = data[states->size + i + 1];
}

static void log_check(const struct row_log *row, const unsigned char *bytes, size_t size)
{
	unsigned char encoded[ROW_LOG_SIZE];

	assert(row_encode_log(row, encoded) == size);
	assert(memcmp(encoded, bytes, size) == 0);
}

static void logs_check(const struct states *states)
{
	struct row_log rows[3], left, right;
	unsigned char encoded[ROW_LOG_SIZE];

	for (size_t i = 0; i < 3; i++) {
		if (!row_decode_log(&id, states->bytes[i], states->size, &rows[i]))
			return;
		log_check(&rows[i], states->bytes[i], states->size);
	}
	left = rows[0];
	row_merge_log(&left, &left);
	log_check(&left, states->bytes[0], states->size);
	/* (0 + 1) + 2 is 2 + (1 + 0) */
	row_merge_log(&left, &rows[1]);
	row_merge_log(&left, &rows[2]);
	right = rows[1];
	row_merge_log(&right, &rows[0]);
	struct row_log last = rows[2];
	row_merge_log(&last, &right);
	size_t size = row_encode_log(&left, encoded);
	assert(size > 0);
	log_check(&last, encoded, size);
	assert(row_version_log(&left) >= row_version_log(&rows[0]));
	/* A change that is carried and taken back leaves the values as they were. */
	left = rows[0];
	if (row_carry_log(&left, &rows[0], &rows[1], UINT64_MAX - 1))
		row_carry_log(&left, &rows[1], &rows[0], UINT64_MAX);
	assert(left.at == rows[0].at && strcmp(left.comment, rows[0].comment) == 0 && left.dead == rows[0].dead);
}

static void activity_check(const struct row_activity *row, const unsigned char *bytes, size_t size)
{
	unsigned char encoded[ROW_ACTIVITY_SIZE];

	assert(row_encode_activity(row, encoded) == size);
	assert(memcmp(encoded, bytes, size) == 0);
}

static void activities_check(const struct states *states)
{
	struct row_activity rows[3], left, right;
	unsigned char encoded[ROW_ACTIVITY_SIZE];

	for (size_t i = 0; i < 3; i++) {
		if (!row_decode_activity(&id, states->bytes[i], states->size, &rows[i]))
			return;
		activity_check(&rows[i], states->bytes[i], states->size);
	}
	left = rows[0];
	row_merge_activity(&left, &left);
	activity_check(&left, states->bytes[0], states->size);
	row_merge_activity(&left, &rows[1]);
	row_merge_activity(&left, &rows[2]);
	right = rows[1];
	row_merge_activity(&right, &rows[0]);
	struct row_activity last = rows[2];
	row_merge_activity(&last, &right);
	size_t size = row_encode_activity(&left, encoded);
	assert(size > 0);
	activity_check(&last, encoded, size);
	assert(row_version_activity(&left) >= row_version_activity(&rows[0]));
	left = rows[0];
	if (row_carry_activity(&left, &rows[0], &rows[1], UINT64_MAX - 1))
		row_carry_activity(&left, &rows[1], &rows[0], UINT64_MAX);
	assert(strcmp(left.text, rows[0].text) == 0 && left.slot == rows[0].slot && left.standing == rows[0].standing);
}

static void note_check(const struct states *states)
{
	struct row_note row;

	if (!row_decode_note(&id, states->bytes[0], states->size, &row))
		return;
	assert(row.size <= TS_NOTE_MOST && row.replace_count <= ROW_NOTE_REPLACES);
	unsigned char *encoded = malloc(ROW_NOTE_SIZE);
	assert(encoded);
	assert(row_encode_note(&row, encoded, ROW_NOTE_SIZE) == states->size);
	assert(memcmp(encoded, states->bytes[0], states->size) == 0);
	/* With a byte less of room there is nothing. */
	assert(row_encode_note(&row, encoded, states->size - 1) == 0);
	free(encoded);
}

static void inbox_check(const struct states *states)
{
	struct inbox_record record, again;
	unsigned char encoded[INBOX_SIZE];

	if (!inbox_decode(states->bytes[0], states->size, &record))
		return;
	assert(record.slot >= 0 && record.slot <= TS_SLOTS);
	inbox_encode(&record, encoded);
	assert(inbox_decode(encoded, sizeof encoded, &again));
	assert(again.at == record.at && again.offset == record.offset && again.slot == record.slot);
	assert(strcmp(again.text, record.text) == 0 && strcmp(again.zone, record.zone) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const struct states *) = { logs_check, activities_check, note_check,
		                                                 inbox_check };
	struct states states;

	if (size < 2)
		return 0;
	states_fill(&states, data + 2, size - 2, data[1]);
	checks[data[0] % (sizeof checks / sizeof checks[0])](&states);
	for (size_t i = 0; i < 3; i++)
		free(states.bytes[i]);
	return 0;
}
