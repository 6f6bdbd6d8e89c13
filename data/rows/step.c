/* Steps of the history and the state row as bytes. */
#include "data/rows/step.h"

#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

/* A row inside a step: its length, its bytes. */
static void row_put(struct bytes_writer *writer, const unsigned char *row, size_t size)
{
	if (size == 0)
		writer->failed = true;
	bytes_put_number(writer, size, 2);
	bytes_put(writer, row, size);
}

static void log_put(struct bytes_writer *writer, const struct row_log *row)
{
	unsigned char bytes[ROW_LOG_SIZE];
	row_put(writer, bytes, row_encode_log(row, bytes));
}

static void activity_put(struct bytes_writer *writer, const struct row_activity *row)
{
	unsigned char bytes[ROW_ACTIVITY_SIZE];
	row_put(writer, bytes, row_encode_activity(row, bytes));
}

static void note_put(struct bytes_writer *writer, const struct step_note *note)
{
	bytes_put_number(writer, (uint32_t)note->day, 4);
	bytes_put_id(writer, &note->after);
	bytes_put_number(writer, note->before_count, 1);
	for (size_t i = 0; i < note->before_count; i++)
		bytes_put_id(writer, &note->before[i]);
}

static void settings_put(struct bytes_writer *writer, const struct ts_settings *settings)
{
	unsigned char bytes[ROW_SETTINGS_SIZE];
	row_put(writer, bytes, row_encode_settings(settings, 0, bytes));
}

static void ledger_put(struct bytes_writer *writer, const struct row_ledger *row)
{
	unsigned char bytes[ROW_LEDGER_SIZE];
	row_put(writer, bytes, row_encode_ledger(row, bytes));
}

static void change_put(struct bytes_writer *writer, const struct step_change *change)
{
	bytes_put_number(writer, (uint64_t)change->kind, 1);
	switch (change->kind) {
	case STEP_ACTIVITY:
		bytes_put_id(writer, &change->activity.after.id);
		activity_put(writer, &change->activity.before);
		activity_put(writer, &change->activity.after);
		break;
	case STEP_LOG:
		bytes_put_id(writer, &change->log.after.id);
		log_put(writer, &change->log.before);
		log_put(writer, &change->log.after);
		break;
	case STEP_NOTE:
		note_put(writer, &change->note);
		break;
	case STEP_SETTINGS:
		settings_put(writer, &change->settings.before);
		settings_put(writer, &change->settings.after);
		break;
	case STEP_LEDGER:
		bytes_put_id(writer, &change->ledger.after.id);
		ledger_put(writer, &change->ledger.before);
		ledger_put(writer, &change->ledger.after);
		break;
	}
}

size_t step_encode(const struct step *step, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, STEP_SIZE);

	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, (uint64_t)step->deed, 1);
	bytes_put_id(&writer, &step->log);
	bytes_put_id(&writer, &step->activity);
	bytes_put_number(&writer, (uint32_t)step->day, 4);
	bytes_put_number(&writer, step->created, 1);
	bytes_put_number(&writer, step->stamp, 8);
	bytes_put_number(&writer, step->maker, 8);
	bytes_put_text(&writer, step->origin);
	bytes_put_number(&writer, step->count, 1);
	for (size_t i = 0; i < step->count; i++)
		change_put(&writer, &step->changes[i]);
	if (step->before != STEP_BEFORE_UNKNOWN)
		bytes_put_number(&writer, (uint64_t)step->before, 8);
	return writer.failed ? 0 : writer.size;
}

static void log_take(struct bytes_reader *reader, const struct ts_id *id, struct row_log *out)
{
	size_t size = (size_t)bytes_take_number(reader, 2);
	const unsigned char *bytes = bytes_take(reader, size);

	if (!bytes || !row_decode_log(id, bytes, size, out))
		reader->failed = true;
}

static void activity_take(struct bytes_reader *reader, const struct ts_id *id, struct row_activity *out)
{
	size_t size = (size_t)bytes_take_number(reader, 2);
	const unsigned char *bytes = bytes_take(reader, size);

	if (!bytes || !row_decode_activity(id, bytes, size, out))
		reader->failed = true;
}

static void note_take(struct bytes_reader *reader, struct step_note *out)
{
	out->day = (ts_day)(uint32_t)bytes_take_number(reader, 4);
	out->after = bytes_take_id(reader);
	out->before_count = (size_t)bytes_take_number(reader, 1);
	if (out->before_count > TS_NOTE_HEADS) {
		reader->failed = true;
		return;
	}
	for (size_t i = 0; i < out->before_count; i++)
		out->before[i] = bytes_take_id(reader);
}

static void settings_take(struct bytes_reader *reader, struct ts_settings *out)
{
	size_t size = (size_t)bytes_take_number(reader, 2);
	const unsigned char *bytes = bytes_take(reader, size);
	uint64_t version;

	if (!bytes || !row_decode_settings(bytes, size, &version, out))
		reader->failed = true;
}

static void ledger_take(struct bytes_reader *reader, const struct ts_id *id, struct row_ledger *out)
{
	size_t size = (size_t)bytes_take_number(reader, 2);
	const unsigned char *bytes = bytes_take(reader, size);

	if (!bytes || !row_decode_ledger(id, bytes, size, out))
		reader->failed = true;
}

static void change_take(struct bytes_reader *reader, struct step_change *out)
{
	uint64_t kind = bytes_take_number(reader, 1);
	struct ts_id id;

	switch (kind) {
	case STEP_ACTIVITY:
		id = bytes_take_id(reader);
		activity_take(reader, &id, &out->activity.before);
		activity_take(reader, &id, &out->activity.after);
		break;
	case STEP_LOG:
		id = bytes_take_id(reader);
		log_take(reader, &id, &out->log.before);
		log_take(reader, &id, &out->log.after);
		break;
	case STEP_NOTE:
		note_take(reader, &out->note);
		break;
	case STEP_SETTINGS:
		settings_take(reader, &out->settings.before);
		settings_take(reader, &out->settings.after);
		break;
	case STEP_LEDGER:
		id = bytes_take_id(reader);
		ledger_take(reader, &id, &out->ledger.before);
		ledger_take(reader, &id, &out->ledger.after);
		break;
	default:
		reader->failed = true;
		return;
	}
	out->kind = (enum step_kind)kind;
}

bool step_decode(const unsigned char *bytes, size_t size, struct step *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct step step = { 0 };
	uint64_t format = bytes_take_number(&reader, 1);
	uint64_t deed = bytes_take_number(&reader, 1);

	step.log = bytes_take_id(&reader);
	step.activity = bytes_take_id(&reader);
	step.day = (ts_day)(uint32_t)bytes_take_number(&reader, 4);
	uint64_t created = bytes_take_number(&reader, 1);
	step.stamp = bytes_take_number(&reader, 8);
	step.maker = bytes_take_number(&reader, 8);
	bytes_take_text(&reader, step.origin, sizeof step.origin);
	step.count = (size_t)bytes_take_number(&reader, 1);
	if (reader.failed || format != ROW_FORMAT || deed > TS_DEED_BUDGET || created > 1 || step.count > STEP_CHANGES)
		return false;
	step.deed = (enum ts_deed)deed;
	step.created = created != 0;
	for (size_t i = 0; i < step.count; i++)
		change_take(&reader, &step.changes[i]);
	/* There is one way not to say it. */
	const bool said = reader.left > 0;
	step.before = said ? (int64_t)bytes_take_number(&reader, 8) : STEP_BEFORE_UNKNOWN;
	if (!bytes_finished(&reader) || (said && step.before <= STEP_BEFORE_UNKNOWN))
		return false;
	*out = step;
	return true;
}

size_t step_encode_change(const struct step_change *change, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, STEP_CHANGE_SIZE);

	change_put(&writer, change);
	return writer.failed ? 0 : writer.size;
}

bool step_decode_change(const unsigned char *bytes, size_t size, struct step_change *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct step_change change = { 0 };

	change_take(&reader, &change);
	if (!bytes_finished(&reader))
		return false;
	*out = change;
	return true;
}
