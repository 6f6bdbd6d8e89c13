/* Bookings: what is added to the balance by hand. */
#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/pure/array.h"
#include "data/pure/text.h"
#include "data/rows/record_ledger.h"

#include <string.h>

/* booking.text as it is stored. */
static enum ts_status booking_check(const struct ts_booking *wish, struct ts_booking *booking)
{
	*booking = *wish;
	memset(booking->text, 0, sizeof booking->text);
	if (!ledger_day_valid(wish->day) || wish->minutes == 0 || wish->minutes < -TS_BOOKING_MOST ||
	    wish->minutes > TS_BOOKING_MOST)
		return TS_INVALID;
	return text_compose(wish->text, booking->text, sizeof booking->text);
}

static void booking_put(struct row_ledger *row, const struct ts_booking *booking)
{
	row->day = booking->day;
	row->booked = (int32_t)booking->minutes;
	memset(row->text, 0, sizeof row->text);
	memcpy(row->text, booking->text, strlen(booking->text));
}

static enum ts_status booking_end(const struct action *action, enum ts_status status, struct ts_done *done)
{
	if (status == TS_OK && action->step.count == 0)
		status = TS_UNCHANGED;
	if (status == TS_OK)
		action_describe_step(action, NULL, done);
	return status;
}

static enum ts_status add_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct ts_booking *booking = context;
	struct row_ledger row = { .id = booking->id, .entry = ROW_BOOKING };

	booking_put(&row, booking);
	return booking_end(action, action_ledger(action, NULL, &row), done);
}

enum ts_status ts_booking_add(ts_store *store, const struct ts_booking *booking, ts_time now, struct ts_id *id,
                              struct ts_done *done)
{
	struct ts_booking wish;
	enum ts_status status = booking_check(booking, &wish);

	wish.id = crypt_random_id();
	status = action_do(store, status, now, TS_DEED_BOOKING, add_run, &wish, done);
	if (status == TS_OK)
		*id = wish.id;
	return status;
}

/* One that stands. */
static enum ts_status booking_read(struct action *action, const struct ts_id *id, struct row_ledger *out)
{
	enum ts_status status = record_ledger_read(action->store, id, out);

	if (status == TS_DAMAGED)
		return store_fail(action->store, status, "a booking in '%s' does not verify; it was not changed",
		                  action->store->path);
	return status == TS_OK && (out->entry != ROW_BOOKING || out->holding != ROW_HOLDS) ? TS_NOT_FOUND : status;
}

static enum ts_status change_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct ts_booking *booking = context;
	struct row_ledger before, after;
	enum ts_status status = booking_read(action, &booking->id, &before);

	if (status != TS_OK)
		return status;
	after = before;
	booking_put(&after, booking);
	return booking_end(action, action_ledger(action, &before, &after), done);
}

enum ts_status ts_booking_change(ts_store *store, const struct ts_booking *booking, ts_time now, struct ts_done *done)
{
	struct ts_booking wish;
	enum ts_status status = booking_check(booking, &wish);

	return action_do(store, status, now, TS_DEED_BOOKING, change_run, &wish, done);
}

static enum ts_status remove_run(struct action *action, const void *context, struct ts_done *done)
{
	struct row_ledger before, after;
	enum ts_status status = booking_read(action, context, &before);

	if (status != TS_OK)
		return status;
	after = before;
	after.holding = ROW_REMOVED;
	return booking_end(action, action_ledger(action, &before, &after), done);
}

enum ts_status ts_booking_remove(ts_store *store, struct ts_id id, ts_time now, struct ts_done *done)
{
	return action_do(store, TS_OK, now, TS_DEED_BOOKING, remove_run, &id, done);
}

enum ts_status ts_bookings_read(ts_store *store, struct ts_bookings *out)
{
	const struct ledger *ledger;
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = owed_ledger(store, reading.kept, &ledger);
	if (status == TS_OK) {
		struct ts_bookings bookings = { .count = ledger->booking_count,
			                        .damaged = reading.kept->ledger_damaged };
		bookings.at = array_copy(ledger->bookings, bookings.count, sizeof *bookings.at);
		if (bookings.at)
			*out = bookings;
		else
			status = TS_NO_MEMORY;
	}
	reading_end(&reading);
	return status;
}
