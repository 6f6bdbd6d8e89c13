/* What imports may cost: in the campaign alone, since small files show neither squares nor memory. */
#include "support_pipes.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { LINE_ROOM = 96, ROWS = 100000, FILE_ROWS = 300000, JUNK = 1000000, TEXTS = 4000, DOUBLINGS = 3 };

static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

/* Rows of eight minutes, each with a text of its own, or of twenty texts. */
static char *table_make(long count, bool new_texts)
{
	char *out = malloc((size_t)(count + 1) * LINE_ROOM);
	time_t at = 1136073600; /* 2006 */
	size_t size = (size_t)snprintf(out, LINE_ROOM, "start,end,activity\n");

	assert_non_null(out);
	for (long i = 0; i < count; i++, at += 1800) {
		struct tm civil;
		for (int end = 0; end < 2; end++) {
			time_t moment = at + 480L * end;
			assert_non_null(gmtime_r(&moment, &civil));
			size += strftime(out + size, LINE_ROOM, "%Y-%m-%dT%H:%M:%SZ,", &civil);
		}
		size += (size_t)snprintf(out + size, LINE_ROOM, "text %ld\n", new_texts ? i : i % 20);
	}
	return out;
}

/* How long programs that have ended computed, in milliseconds. */
static long computed(void)
{
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
	return usage.ru_utime.tv_sec * 1000 + usage.ru_utime.tv_usec / 1000;
}

/* Squares quadruple; the rest is what other load does to a measurement. */
static void twice_the_new_texts_take_twice_the_time(void **state)
{
	long took[DOUBLINGS], count = campaign_rounds(0, TEXTS);
	char line[128];

	(void)state;
	if (count < TEXTS)
		skip();
	for (int i = 0; i < DOUBLINGS; i++, count *= 2) {
		struct sandbox *sandbox = ada_logged_in();
		char *table = table_make(count, true);
		long before = computed();
		EXPECT_WITH(sandbox, INPUT(table), 0, NULL, "", "import", "--format", "csv", "-");
		took[i] = computed() - before;
		free(table);
		ada_destroy(sandbox);
	}
	for (int i = 1; i < DOUBLINGS; i++) {
		if (took[i] > 3 * took[i - 1] + 100)
			fail_msg("%ld, %ld, %ld ms", took[0], took[1], took[2]);
	}
	(void)snprintf(line, sizeof line, "%d, %d and %d rows with a new text each: %ld, %ld and %ld ms", TEXTS,
	               2 * TEXTS, 4 * TEXTS, took[0], took[1], took[2]);
	campaign_record("Costs of imports", line, 7L * TEXTS, "rows", 0, "beyond proportion");
}

static void expect_little_memory(struct sandbox *sandbox, const char *input, int status, const char *said,
                                 const char *format)
{
	const struct run_options options = { .input = input,
		                             .before = WORDS("/bin/sh", "-c", "ulimit -v 100000; exec \"$@\"", "sh") };

	EXPECT_WITH(sandbox, &options, status, NULL, said, "import", "--format", format, "-");
}

static void junk_and_many_rows_take_little_memory(void **state)
{
	static const char *const formats[] = { "timewarrior", "klog", "gtimelog", "timeclock", "bartib" };
#ifdef __SANITIZE_ADDRESS__
	skip(); /* it reserves more than there is */
#endif
	if (campaign_rounds(0, ROWS) < ROWS)
		skip();
	char *junk = malloc((size_t)JUNK * 20 + 1);
	assert_non_null(junk);
	for (size_t i = 0; i < JUNK; i++)
		(void)snprintf(junk + i * 20, 21, "his is of no format\n");
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		expect_little_memory(*state, junk, 1, "none of its first 1000 rows is understood", formats[i]);
	free(junk);
	char *table = table_make(ROWS, false);
	expect_little_memory(*state, table, 0, "", "csv");
	/* All of it is there now. */
	expect_little_memory(*state, table, 0, "", "csv");
	free(table);
	campaign_record("Costs of imports",
	                "20 MB of junk in five formats, and 100,000 rows twice, in 100 MB of addresses", 7, "files", 0,
	                "out of memory");
}

/* Its rows take 32 bytes each, and it is not kept: neither is 80 MB beside what a program takes anyway. */
static void a_file_of_very_many_lines_is_not_kept(void **state)
{
	struct sandbox *sandbox = *state;
	const struct run_options options = { .before = WORDS("/bin/sh", "-c", "ulimit -v 80000; exec \"$@\"", "sh") };
	char path[SANDBOX_PATH_SIZE];
	time_t at = 1136073600; /* 2006 */

#ifdef __SANITIZE_ADDRESS__
	skip(); /* it reserves more than there is */
#endif
	if (campaign_rounds(0, FILE_ROWS) < FILE_ROWS)
		skip();
	sandbox_path(sandbox, "lines.data", path);
	FILE *file = fopen(path, "we");
	assert_non_null(file);
	for (long i = 0; i < FILE_ROWS; i++, at += 1800) {
		for (int end = 0; end < 2; end++) {
			char stamp[32];
			struct tm civil;
			time_t moment = at + 480L * end;
			assert_non_null(gmtime_r(&moment, &civil));
			assert_true(strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &civil) > 0);
			(void)fprintf(file, "%s%s", end ? " - " : "inc ", stamp);
		}
		(void)fprintf(file, " # \"text %ld\" # \"the note of a row, %ld\"\n", i % 20, i % 1000);
	}
	assert_int_equal(fclose(file), 0);
	EXPECT_WITH(sandbox, &options, 0, NULL, "", "import", "--format", "timewarrior", path);
	campaign_record("Costs of imports", "a file of 300,000 lines in 80 MB of addresses", 1, "file", 0,
	                "out of memory");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(twice_the_new_texts_take_twice_the_time),
		CASE(junk_and_many_rows_take_little_memory),
		CASE(a_file_of_very_many_lines_is_not_kept),
	};

	return cmocka_run_group_tests_name("import costs", tests, NULL, NULL);
}
