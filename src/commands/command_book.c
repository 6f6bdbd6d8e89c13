/* book: what is added to the balance by hand, listed, made and removed. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_LEAST = 8, DIGITS_SIZE = 2 * TS_ID_SIZE + 1 };

static void id_print(struct ts_id id, char out[DIGITS_SIZE])
{
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", id.bytes[i]);
}

static void booking_print(const struct ts_booking *booking)
{
	char day[FORMAT_SIZE], hours[HOURS_SIZE], text[TS_TEXT_SIZE], id[DIGITS_SIZE];
	id_print(booking->id, id);
	(void)ts_text_clean(booking->text, strlen(booking->text), false, text, sizeof text);
	(void)printf("%-16s %s%s  %.*s%s%s\n", format_day(booking->day, day), booking->minutes > 0 ? "+" : "",
	             hours_format(booking->minutes, hours), DIGITS_LEAST, id, text[0] ? "  " : "", text);
}

static int bookings_print(struct command_context *context)
{
	struct ts_bookings bookings;
	enum ts_status status = ts_bookings_read(context->store, &bookings);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the bookings");
	for (size_t i = 0; i < bookings.count; i++)
		booking_print(&bookings.at[i]);
	if (bookings.count == 0)
		(void)puts("nothing is booked");
	size_t damaged = bookings.damaged;
	ts_bookings_release(&bookings);
	return command_fail_damaged(command_finish_output(), damaged, " of bookings");
}

/* How many ids begin with these digits; one of them is handed out. */
static size_t id_find(const struct ts_bookings *bookings, const char *digits, struct ts_id *out)
{
	size_t found = 0;
	for (size_t i = 0; i < bookings->count; i++) {
		char id[DIGITS_SIZE];
		id_print(bookings->at[i].id, id);
		if (strncmp(id, digits, strlen(digits)) != 0)
			continue;
		*out = bookings->at[i].id;
		found++;
	}
	return found;
}

static int booking_remove(struct command_context *context, const char *digits)
{
	struct ts_bookings bookings;
	struct ts_done done;
	struct ts_id id;
	enum ts_status status = ts_bookings_read(context->store, &bookings);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the bookings");
	size_t found = id_find(&bookings, digits, &id);
	ts_bookings_release(&bookings);
	if (found != 1)
		return complain(EXIT_FAILED, "%s an id that begins with '%s'",
		                found == 0 ? "no booking has" : "several bookings have", digits);
	status = ts_booking_remove(context->store, id, context->moment.now, &done);
	if (status != TS_OK)
		return command_fail(context, status, "cannot remove the booking");
	(void)printf("removed %s\n", done.text);
	return command_finish_output();
}

static int booking_add(struct command_context *context, struct ts_booking *booking, int words, char *const *text)
{
	struct ts_done done;
	char *joined = words > 0 ? command_words_join(words, text) : NULL;
	if (words > 0 && !joined)
		return command_fail(context, TS_NO_MEMORY, "cannot book");
	bool fits =
	        snprintf(booking->text, sizeof booking->text, "%s", joined ? joined : "") < (int)sizeof booking->text;
	free(joined);
	if (!fits)
		return complain(EXIT_FAILED, "cannot book: the text is longer than %d bytes",
		                (int)sizeof booking->text - 1);
	enum ts_status status = ts_booking_add(context->store, booking, context->moment.now, &booking->id, &done);
	if (status != TS_OK)
		return command_fail(context, status, "cannot book");
	booking_print(booking);
	return command_finish_output();
}

int command_book(struct command_context *context, int count, char **arguments)
{
	const char *remove = NULL;
	struct ts_booking booking = { .minutes = 0 };
	const struct command_option options[] = { { "--remove", &remove, NULL }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (remove && (words > 0 || remove[0] == '\0' || remove[strspn(remove, "0123456789abcdef")] != '\0'))
		return command_misused(context, "--remove takes the first digits of an id, and nothing else");
	if (words == 1)
		return command_misused(context, "how much on '%s'?", arguments[0]);
	if (words > 1 && (!hours_parse_signed(arguments[1], &booking.minutes) || booking.minutes == 0 ||
	                  llabs(booking.minutes) > TS_BOOKING_MOST))
		return command_misused(context, "'%s' is not a length: +12:30, -3h, 45m", arguments[1]);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (remove)
		return booking_remove(context, remove);
	if (words == 0)
		return bookings_print(context);
	if (!command_day_named(context, 1, arguments, &booking.day))
		return EXIT_FAILED;
	return booking_add(context, &booking, words - 2, arguments + 2);
}
