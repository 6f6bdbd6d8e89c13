/* The sum of a month: made, as bytes, and from them. */
#include "data/rows/month_sum.h"

#include "data/rows/month.h"
#include "data/seal/bytes.h"

#include <string.h>

enum { SUM_FORMAT = 2 };

static const struct length nothing = { .milliseconds = 0 };

static int64_t unsure_of(const struct point *from, ts_time end)
{
	const ts_time since = from->sure > from->at ? from->sure : from->at;

	return end > since ? end - since : 0;
}

enum ts_status month_sum_make(const struct points *points, struct month_sum *out)
{
	struct month_sum sum = { .any = points->count > 0 };
	enum ts_status status = TS_OK;

	for (size_t i = 1; i < points->count && status == TS_OK; i++) {
		const struct point *from = &points->at[i - 1];
		/* Of several logs at one moment only the last goes on. */
		if (points->at[i].at > from->at)
			status = lengths_add(&sum.lengths, &from->activity, points->at[i].at - from->at,
			                     unsure_of(from, points->at[i].at));
	}
	if (status != TS_OK) {
		month_sum_release(&sum);
		return status;
	}
	if (sum.any) {
		sum.first = points->at[0].at;
		sum.last = points->at[points->count - 1].at;
		sum.going = points->at[points->count - 1];
		sum.going.id = (struct ts_id){ { 0 } };
		sum.going.place = POINT_NOWHERE;
	}
	*out = sum;
	return TS_OK;
}

void month_sum_release(struct month_sum *sum)
{
	lengths_release(&sum->lengths);
	*sum = (struct month_sum){ .any = false };
}

static void length_put(struct bytes_writer *writer, const struct length *length)
{
	bytes_put_id(writer, &length->activity);
	bytes_put_number(writer, (uint64_t)length->milliseconds, 8);
	bytes_put_number(writer, (uint64_t)length->longest, 8);
}

size_t month_sum_encode(const struct month_sum *sum, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, MONTH_SUM_SIZE);
	const struct lengths *lengths = &sum->lengths;

	if (lengths->count > MONTH_SUM_ACTIVITIES)
		return 0;
	bytes_put_number(&writer, SUM_FORMAT, 1);
	bytes_put_number(&writer, sum->any, 1);
	bytes_put_number(&writer, (uint64_t)sum->first, 8);
	bytes_put_number(&writer, (uint64_t)sum->last, 8);
	bytes_put_id(&writer, &sum->going.activity);
	bytes_put_number(&writer, (uint64_t)sum->going.sure, 8);
	bytes_put_number(&writer, (uint32_t)sum->going.offset, 4);
	bytes_put_number(&writer, lengths->count, 2);
	for (size_t i = 0; i < lengths->room; i++) {
		if (lengths->at[i].milliseconds != 0)
			length_put(&writer, &lengths->at[i]);
	}
	for (size_t i = lengths->count; i == 0 || i % MONTH_SUM_STEP != 0; i++)
		length_put(&writer, &nothing);
	return writer.failed ? 0 : writer.size;
}

/* Each activity once, and all of the time between the first log and the last. */
static bool lengths_valid(const struct month_sum *sum, size_t count)
{
	int64_t whole = 0;

	for (size_t i = 0; i < sum->lengths.room; i++)
		whole += sum->lengths.at[i].milliseconds;
	return sum->lengths.count == count && whole == sum->last - sum->first;
}

static bool moments_valid(const struct month_sum *sum, int32_t month)
{
	if (!sum->any)
		return sum->first == 0 && sum->last == 0;
	return sum->first >= month_first_moment(month) && sum->first <= sum->last &&
	       sum->last < month_first_moment(month + 1);
}

enum ts_status month_sum_decode(int32_t month, const unsigned char *bytes, size_t size, struct month_sum *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct month_sum sum = { .any = false };
	uint64_t format = bytes_take_number(&reader, 1), any = bytes_take_number(&reader, 1), count;
	enum ts_status status = TS_OK;

	sum.any = any == 1;
	sum.first = (ts_time)bytes_take_number(&reader, 8);
	sum.last = (ts_time)bytes_take_number(&reader, 8);
	sum.going.at = sum.last;
	sum.going.place = POINT_NOWHERE;
	sum.going.activity = bytes_take_id(&reader);
	sum.going.sure = (ts_time)bytes_take_number(&reader, 8);
	sum.going.offset = (int32_t)(uint32_t)bytes_take_number(&reader, 4);
	count = bytes_take_number(&reader, 2);
	if (reader.failed || format != SUM_FORMAT || any > 1 || count > MONTH_SUM_ACTIVITIES ||
	    !moments_valid(&sum, month))
		return TS_DAMAGED;
	for (uint64_t i = 0; i < count && status == TS_OK; i++) {
		struct ts_id activity = bytes_take_id(&reader);
		uint64_t milliseconds = bytes_take_number(&reader, 8), longest = bytes_take_number(&reader, 8);
		if (reader.failed || milliseconds == 0 || milliseconds > (uint64_t)(sum.last - sum.first) ||
		    longest > milliseconds)
			status = TS_DAMAGED;
		else
			status = lengths_add(&sum.lengths, &activity, (int64_t)milliseconds, (int64_t)longest);
	}
	for (uint64_t i = count; i == 0 || i % MONTH_SUM_STEP != 0; i++) {
		struct ts_id none = bytes_take_id(&reader);
		uint64_t milliseconds = bytes_take_number(&reader, 8), longest = bytes_take_number(&reader, 8);
		if (milliseconds != 0 || longest != 0 || !ts_id_equal(none, nothing.activity))
			status = status == TS_OK ? TS_DAMAGED : status;
	}
	if (status == TS_OK && (!bytes_finished(&reader) || !lengths_valid(&sum, (size_t)count)))
		status = TS_DAMAGED;
	if (status != TS_OK) {
		month_sum_release(&sum);
		return status;
	}
	*out = sum;
	return TS_OK;
}
