/* What data/test_round_trips.c does in one process, by the program: histories go out in every format and come in again.
 */
#include "support_pipes.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LOGS = 40, DOCUMENT_ROOM = 32768 };

static uint64_t chance(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static size_t moment_put(char *out, int64_t seconds)
{
	time_t at = (time_t)seconds + 7200;
	struct tm civil;

	assert_non_null(gmtime_r(&at, &civil));
	return strftime(out, 64, "%Y-%m-%dT%H:%M:%S+02:00", &civil);
}

/* From late in June to early in September 2026, days and nights, the last one off; as our own JSON. */
static char *history_make(uint64_t seed)
{
	static const char *const texts[] = { "acme: dev", "mail", "parser #core", "off", "night", "caf\xc3\xa9 talk" };
	char *out = malloc(DOCUMENT_ROOM);
	uint64_t state = seed * 2654435761u + 1;
	int64_t at = 1782000000;
	size_t size = 0;

	assert_non_null(out);
	size += (size_t)snprintf(out, 16, "{\"logs\": [");
	for (int i = 0; i < LOGS; i++) {
		bool last = i + 1 == LOGS;
		int64_t end = at + 60 + (int64_t)(chance(&state) % (chance(&state) % 4 == 0 ? 500000 : 120000));
		size += (size_t)snprintf(out + size, 128, "%s{\"id\": \"%016llx%016llx\", \"time\": \"", i ? "," : "",
		                         (unsigned long long)chance(&state), (unsigned long long)chance(&state));
		size += moment_put(out + size, at);
		size += (size_t)snprintf(out + size, 32, "\", \"end\": %s", last ? "null" : "\"");
		size += last ? 0 : moment_put(out + size, end);
		size += (size_t)snprintf(out + size, 128, "%s, \"activity\": \"%s\", \"comment\": \"%s\"}",
		                         last ? "" : "\"", last ? "off" : texts[chance(&state) % 6],
		                         chance(&state) % 3 ? "" : "words");
		at = end;
	}
	(void)snprintf(out + size, 32, "], \"notes\": []}");
	assert_true(at < SANDBOX_NOW / 1000);
	return out;
}

static char *said(struct sandbox *sandbox, const char *const *words)
{
	struct run run = program_run(sandbox, NULL, words);

	assert_int_equal(run.status, 0);
	char *output = run.output;
	run.output = NULL;
	run_release(&run);
	return output;
}

/* Activity, seconds, rest. What looks forgotten is not in every format: logs that follow each other become one there.
 */
static char *totals(struct sandbox *sandbox)
{
	char *output = said(sandbox, WORDS("report", "2026-01-01..2026-10-01", "--by", "activity", "--csv")),
	     *to = output;
	int commas = 0;

	for (const char *from = output; *from; from++) {
		commas = *from == '\n' ? 0 : commas + (*from == ',');
		if (commas < 3)
			*to++ = *from;
	}
	*to = '\0';
	return output;
}

static void import_text(struct sandbox *sandbox, const char *format, const char *text)
{
	const struct run_options options = { .input = text };
	struct run run = program_run(sandbox, &options, WORDS("import", "--format", format, "-"));

	if (run.status != 0)
		fail_msg("%s: %s%s\n%s", format, run.output, run.error, text);
	run_release(&run);
}

enum { RANGES = 3 };
static const char *const ranges[RANGES] = { "2026-01-01..2026-07-10", "2026-07-11..2026-08-02",
	                                    "2026-08-03..2026-10-01" };

/* A new user gets the ranges in the order of a number. */
static void assert_ranges(char *const exports[RANGES], const char *const formats[RANGES], unsigned order,
                          const char *expected)
{
	static const int orders[6][RANGES] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		                               { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	struct sandbox *sandbox = ada_logged_in();

	for (int i = 0; i < RANGES; i++)
		import_text(sandbox, formats[orders[order][i]], exports[orders[order][i]]);
	char *found = totals(sandbox);
	if (strcmp(found, expected) != 0)
		fail_msg("%s, %s, %s in order %u:\n%s\nnot\n%s", formats[0], formats[1], formats[2], order, found,
		         expected);
	free(found);
	ada_destroy(sandbox);
}

/* Each range in a format of its own. */
static void assert_ranges_trip(struct sandbox *sandbox, const char *const formats[RANGES], unsigned order)
{
	char *expected = totals(sandbox), *exports[RANGES];

	for (int i = 0; i < RANGES; i++)
		exports[i] = said(sandbox, WORDS("export", ranges[i], "--format", formats[i]));
	assert_ranges(exports, formats, order, expected);
	for (int i = 0; i < RANGES; i++)
		free(exports[i]);
	free(expected);
}

static void assert_whole_trip(struct sandbox *sandbox, const char *format)
{
	char *expected = totals(sandbox);
	struct sandbox *second = ada_logged_in();
	char *whole = said(sandbox, WORDS("export", "--format", format));

	import_text(second, format, whole);
	char *found = totals(second);
	if (strcmp(found, expected) != 0)
		fail_msg("%s:\n%s\nnot\n%s", format, found, expected);
	free(found);
	free(whole);
	ada_destroy(second);
	free(expected);
}

/* Every format holds the whole; those with pieces or whole events hold it in ranges too. */
static void assert_format(struct sandbox *sandbox, const char *format, unsigned order)
{
	const char *const same[RANGES] = { format, format, format };

	assert_whole_trip(sandbox, format);
	assert_ranges_trip(sandbox, same, order);
}

static void what_goes_out_comes_in_again(void **state)
{
	static const char *const formats[] = { "csv", "json", "timeclock", "timewarrior", "ical" };
	const long rounds = campaign_rounds(2, 20);

	(void)state;
	for (long round = 0; round < rounds; round++) {
		struct sandbox *sandbox = ada_logged_in();
		char *history = history_make((uint64_t)round + 1);
		import_text(sandbox, "json", history);
		free(history);
		for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
			assert_format(sandbox, formats[i], (unsigned)((round + 3) % 6));
		/* Ours are one: a month as csv and the next as json. */
		const char *const mixed[RANGES] = { formats[round & 1], formats[!(round & 1)],
			                            formats[round >> 1 & 1] };
		assert_ranges_trip(sandbox, mixed, (unsigned)(round % 6));
		ada_destroy(sandbox);
	}
	campaign_record("Export and import", "the same by the program, from file to file", rounds, "histories", 0,
	                "changed");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_goes_out_comes_in_again) };

	return cmocka_run_group_tests_name("round trips", tests, NULL, NULL);
}
