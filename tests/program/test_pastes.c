/* A mebibyte of anything pasted anywhere: taken within a second, and never a command. */
#include "support_places.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIZE = 1024 * 1024 };
#ifdef TEST_SANITIZED
enum { LIMIT = 5000 }; /* milliseconds: a sanitized program on a shared machine */
#else
enum { LIMIT = 1000 };
#endif

static unsigned next_random(unsigned *random)
{
	*random = *random * 1103515245u + 12345u;
	return *random >> 16;
}

/* Commands of every screen, line ends, bytes that are no UTF-8, and what looks like sequences and ends of pastes. */
static void text_fill(char text[SIZE + 1], unsigned random)
{
	static const char *const pieces[] = { "0",           "1",        "x",        "q",       "z",
		                              "\r",          "\n",       "u",        "\033[A",  "\033[<0;5;5M",
		                              "\033",        "\033[201", "\377",     "\303",    "\033OP",
		                              "caf\303\251", "\t",       "\033[1;5", "A\rm\r",  "s\r\r\r",
		                              "\003",        "\021",     "\032",     "e\t\t9\r" };
	size_t size = 0;

	while (size < SIZE) {
		const char *piece = pieces[next_random(&random) % (sizeof pieces / sizeof pieces[0])];
		size_t length = strlen(piece);
		if (size + length > SIZE)
			break;
		memcpy(text + size, piece, length);
		size += length;
	}
	memset(text + size, '0', SIZE - size);
	text[SIZE] = '\0';
}

static long milliseconds(void)
{
	struct timespec time;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* NULL, or what is wrong. */
static const char *paste_judge(struct sandbox *sandbox, const struct place *place, const char *text)
{
	struct terminal *terminal = place_enter(sandbox, place);
	const char *fault = NULL;
	size_t before_size, after_size;
	char *before = file_read(sandbox->database, &before_size);
	long began = milliseconds();

	terminal_paste(terminal, text);
	if (milliseconds() - began > LIMIT)
		fault = "it took too long";
	char *after = file_read(sandbox->database, &after_size);
	/* A note is kept as it is written. */
	if (!place->note && (before_size != after_size || memcmp(before, after, after_size) != 0))
		fault = "it was a command";
	free(before);
	free(after);
	/* And keys are keys again. */
	terminal_keys(terminal, "<F1>");
	terminal_destroy(terminal);
	return fault;
}

static void a_mebibyte_pasted_anywhere_is_taken_at_once_and_commands_nothing(void **state)
{
	const long pastes = campaign_rounds(7, 200);
	struct sandbox *sandbox = sandbox_create();
	struct morning morning;
	char *text = malloc(SIZE + 1);
	size_t first = (size_t)(time(NULL) / 86400);
	long bad = 0;

	(void)state;
	assert_non_null(text);
	morning_make(sandbox, &morning);
	for (long i = 0; i < pastes; i++) {
		/* Outside of the campaign not all places, and others every day. */
		const struct place *place = &places[(first + (size_t)i * 4) % place_count];
		morning_restore(sandbox, &morning);
		text_fill(text, (unsigned)i + 1);
		const char *fault = paste_judge(sandbox, place, text);
		if (fault)
			print_error("%s, paste %ld: %s\n", place->name, i, fault);
		bad += fault != NULL;
	}
	free(text);
	morning_release(&morning);
	sandbox_destroy(sandbox);
	assert_int_equal(bad, 0);
	campaign_record("Terminals", "1 MiB of commands and broken bytes pasted, in each screen", pastes, "pastes", bad,
	                "slow, or taken for keys");
}

/* The same bytes without the marks of a paste do command: the judge sees it. */
static void what_is_typed_instead_of_pasted_is_seen_to_command(void **state)
{
	const struct place day = { "day", false, "", "[LOGS] 3", NULL };
	struct sandbox *sandbox = sandbox_create();
	struct morning morning;
	size_t size;

	(void)state;
	morning_make(sandbox, &morning);
	struct terminal *terminal = place_enter(sandbox, &day);
	terminal_keys(terminal, "0");
	char *after = file_read(sandbox->database, &size);
	assert_true(size != morning.size || memcmp(after, morning.bytes, size) != 0);
	free(after);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	morning_release(&morning);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mebibyte_pasted_anywhere_is_taken_at_once_and_commands_nothing),
		cmocka_unit_test(what_is_typed_instead_of_pasted_is_seen_to_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
