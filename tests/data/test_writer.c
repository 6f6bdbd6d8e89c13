/* Text gathered for a stream, and moments written into it. */
#include "src/output/stamp.h"
#include "src/output/writer.h"
#include "tests/data/support.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 5 * WRITER_ROOM };

/* What was written to the stream; the caller frees it. */
static char *arrived(struct writer *writer, char **text, size_t *size)
{
	writer_flush(writer);
	assert_int_equal(fclose(writer->stream), 0);
	assert_int_equal(strlen(*text), *size);
	return *text;
}

static void whatever_its_pieces_a_text_arrives_whole(void **state)
{
	static const size_t sizes[] = { 1, 2, WRITER_ROOM - 1, WRITER_ROOM, WRITER_ROOM + 1, 3, 0, WRITER_ROOM, 7 };
	char *expected = calloc(1, TEXT + 1), *text = NULL;
	struct writer *writer = malloc(sizeof *writer);
	size_t size = 0, at = 0;

	(void)state;
	assert_non_null(expected);
	assert_non_null(writer);
	for (size_t i = 0; i < TEXT; i++)
		expected[i] = (char)('a' + i % 23);
	writer_begin(writer, open_memstream(&text, &size));
	assert_non_null(writer->stream);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && at + sizes[i] < TEXT; i++) {
		writer_bytes(writer, expected + at, sizes[i]);
		at += sizes[i];
	}
	for (; at < TEXT; at++) {
		char *room = writer_reserve(writer, WRITER_PIECE);
		*room = expected[at];
		if (at % 2 == 0)
			writer_written(writer, room + 1);
		else
			writer_character(writer, expected[at]);
	}
	assert_string_equal(arrived(writer, &text, &size), expected);
	free(text);
	free(expected);
	free(writer);
}

static void a_number_is_written_as_printf_does(void **state)
{
	static const int64_t numbers[] = { 0, 7, -1, 10, -99, 1863, INT64_MAX, INT64_MIN, INT64_MIN + 1 };
	struct writer writer;
	char *text = NULL, expected[32];
	size_t size = 0;

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		writer_begin(&writer, open_memstream(&text, &size));
		assert_non_null(writer.stream);
		writer_integer(&writer, numbers[i]);
		(void)snprintf(expected, sizeof expected, "%" PRId64, numbers[i]);
		assert_string_equal(arrived(&writer, &text, &size), expected);
		free(text);
	}
}

/* One date kept for all of them: days that follow, that come again, and that are far away. */
static void moments_are_written_as_the_calendar_has_them(void **state)
{
	static const int32_t offsets[] = { 0, 7200, -28800, 20700, -12600, 50400, -1800 };
	struct stamp_date date = { .told = false };
	char expected[256], found[256];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		const int32_t offset = offsets[i % 7];
		const ts_time at = (ts_time)(i % 500 - 250) * 14687123457 + (ts_time)i * 1713 * (i % 3);
		const char sign = offset < 0 ? '-' : '+';
		const int minutes = abs(offset) / 60;
		struct ts_civil civil, utc;
		char fraction[16] = "", *end;

		ts_civil_offset(at, offset, &civil);
		ts_civil_offset(at, 0, &utc);
		if (civil.millisecond > 0)
			(void)snprintf(fraction, sizeof fraction, ".%03d", civil.millisecond);
		(void)snprintf(expected, sizeof expected,
		               "%04d-%02d-%02dT%02d:%02d:%02d%s%c%02d:%02d %04d%02d%02dT%02d%02d%02dZ "
		               "%04d-%02d-%02d %02d:%02d:%02d%c%02d%02d %d",
		               civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second, fraction,
		               sign, minutes / 60, minutes % 60, utc.year, utc.month, utc.day, utc.hour, utc.minute,
		               utc.second, civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second,
		               sign, minutes / 60, minutes % 60, ts_day_from_civil(civil.year, civil.month, civil.day));
		end = stamp_put_time(&date, at, offset, true, found);
		*end++ = ' ';
		end = stamp_put_utc(&date, at, end);
		*end++ = ' ';
		end = stamp_put_clock(&date, at, offset, true, end);
		(void)snprintf(end, sizeof found - (size_t)(end - found), " %d", stamp_day_of(at, offset));
		assert_string_equal(found, expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_its_pieces_a_text_arrives_whole),
		cmocka_unit_test(a_number_is_written_as_printf_does),
		cmocka_unit_test(moments_are_written_as_the_calendar_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
