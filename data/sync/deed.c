/* Deeds as bytes, and of steps. */
#include "data/sync/deed.h"

#include "data/rows/step_words.h"

#include <string.h>

enum { FLAG_BACK = 1, FLAG_CREATED = 2 };

void deed_put(struct bytes_writer *writer, const struct deed *deed)
{
	bytes_put_number(writer, deed->stamp, 8);
	bytes_put_number(writer, (uint64_t)deed->deed, 1);
	bytes_put_number(writer, (deed->back ? FLAG_BACK : 0U) | (deed->created ? FLAG_CREATED : 0U), 1);
	bytes_put_id(writer, &deed->log);
	bytes_put_id(writer, &deed->activity);
	bytes_put_number(writer, (uint64_t)deed->day, 4);
	bytes_put_text(writer, deed->text);
}

void deed_take(struct bytes_reader *reader, struct deed *out)
{
	out->stamp = bytes_take_number(reader, 8);
	uint64_t deed = bytes_take_number(reader, 1), flags = bytes_take_number(reader, 1);
	out->deed = (enum ts_deed)deed;
	out->back = flags & FLAG_BACK;
	out->created = flags & FLAG_CREATED;
	out->log = bytes_take_id(reader);
	out->activity = bytes_take_id(reader);
	out->day = (ts_day)(int32_t)(uint32_t)bytes_take_number(reader, 4);
	bytes_take_text(reader, out->text, sizeof out->text);
	reader->failed = reader->failed || deed > TS_DEED_BUDGET;
}

struct deed deed_of_step(const struct step *step, bool back)
{
	struct deed deed = { .stamp = step->stamp,
		             .deed = step->deed,
		             .back = back,
		             .created = step->created,
		             .log = step->log,
		             .activity = step->activity,
		             .day = step->day };

	if (step_has_words(step)) {
		struct ts_done done;
		step_words(step, step->day, &done);
		deed.day = step->deed == TS_DEED_LOGS ? 0 : done.day;
		memcpy(deed.text, done.text, sizeof deed.text);
	}
	return deed;
}

void deed_to_step(const struct deed *deed, struct step *out)
{
	*out = (struct step){ .deed = deed->deed,
		              .log = deed->log,
		              .activity = deed->activity,
		              .day = deed->day,
		              .created = deed->created,
		              .stamp = deed->stamp };
}

void arrival_put(struct bytes_writer *writer, const struct arrival *arrival)
{
	deed_put(writer, &arrival->deed);
	bytes_put_number(writer, arrival->known, 1);
	bytes_put_text(writer, arrival->device);
	bytes_put_number(writer, (uint64_t)arrival->received, 8);
	bytes_put_number(writer, (uint64_t)arrival->changes, 8);
	bytes_put_number(writer, arrival->stamp, 8);
}

void arrival_take(struct bytes_reader *reader, struct arrival *out)
{
	deed_take(reader, &out->deed);
	out->known = bytes_take_number(reader, 1) != 0;
	bytes_take_text(reader, out->device, sizeof out->device);
	out->received = (ts_time)bytes_take_number(reader, 8);
	out->changes = (int64_t)bytes_take_number(reader, 8);
	out->stamp = bytes_take_number(reader, 8);
}
