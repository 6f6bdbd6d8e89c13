/* What the tests of imports have in common. */
#include "support_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

void imports_totals(ts_store *store, char out[IMPORTS_ROOM])
{
	const struct ts_range range = { ts_day_from_civil(2025, 1, 1), ts_day_from_civil(2026, 10, 1) };
	struct ts_report report;
	struct ts_span span;
	size_t size = 0;

	assert_int_equal(ts_totals_read(store, range, now, &report), TS_OK);
	out[0] = '\0';
	for (size_t i = 0; i < report.activity_count; i++)
		size += (size_t)snprintf(out + size, IMPORTS_ROOM - size, "%s%s %lld", i ? ", " : "",
		                         report.activities[i].text,
		                         (long long)(report.activities[i].milliseconds / TS_SECOND));
	if (ts_current_read(store, now, &span) == TS_OK && !span.off)
		(void)snprintf(out + size, IMPORTS_ROOM - size, " ...");
	ts_report_release(&report);
}

void imports_assert(ts_store *store, const char *expected)
{
	char said[IMPORTS_ROOM];

	imports_totals(store, said);
	assert_string_equal(said, expected);
}

struct ts_imported imports_bytes(ts_store *store, const struct imports_source *source, const char *bytes, size_t size)
{
	ts_import *import;
	struct ts_imported sum;

	assert_int_equal(ts_import_create(source->format, &source->options, &import), TS_OK);
	enum ts_status status = ts_import_read(import, "file", bytes, size);
	if (status != TS_OK)
		fail_msg("not read: %s", ts_import_trouble(import));
	status = ts_import_run(store, import, false, now, NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	ts_import_destroy(import);
	return sum;
}

struct ts_imported imports_text(ts_store *store, enum ts_format format, const char *text)
{
	const struct imports_source source = { .format = format };

	return imports_bytes(store, &source, text, strlen(text));
}

unsigned char *imports_case_read(const char *name, size_t *size)
{
	char path[SUPPORT_PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/tests/data/exchange/cases/%s", TEST_SOURCE_DIR, name);
	return support_file_read(path, size);
}

void imports_case(ts_store *store, const struct imports_source *source, const char *name)
{
	size_t size;
	unsigned char *bytes = imports_case_read(name, &size);

	(void)imports_bytes(store, source, (const char *)bytes, size);
	free(bytes);
}

void imports_assert_case(void **state, enum ts_format format, const char *name, const char *expected)
{
	const struct imports_source source = { .format = format };
	ts_store *store = ((struct support *)*state)->store;

	imports_case(store, &source, name);
	imports_assert(store, expected);
}

void imports_assert_all(void **state, const struct imports_member *members, size_t count)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	for (size_t i = 0; i < count; i++) {
		char said[IMPORTS_ROOM];
		struct ts_imported sum = imports_text(store, members[i].format, members[i].text);
		imports_totals(store, said);
		if (strcmp(said, members[i].expected) != 0)
			fail_msg("%s\nis %s, not %s", members[i].text, said, members[i].expected);
		if (sum.logs + sum.notes + sum.activities > 0)
			assert_int_equal(ts_undo(store, now, &done), TS_OK);
	}
}

void imports_assert_reason(ts_store *store, enum ts_format format, const char *text, size_t row, const char *expected)
{
	ts_import *import;
	struct ts_imported sum;
	struct ts_done done;

	assert_int_equal(ts_import_create(format, NULL, &import), TS_OK);
	if (ts_import_read(import, "rows", text, strlen(text)) != TS_OK)
		fail_msg("not read: %s", ts_import_trouble(import));
	enum ts_status status = ts_import_run(store, import, false, now, NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	assert_true(row < ts_import_count(import));
	const char *reason = ts_import_line(import, row).reason;
	if (expected[0] ? !strstr(reason, expected) : reason[0] != '\0')
		fail_msg("%s\nrow %zu: said '%s', not '%s'", text, row, reason, expected);
	ts_import_destroy(import);
	if (status == TS_OK)
		assert_int_equal(ts_undo(store, now, &done), TS_OK);
}

void imports_assert_trouble(enum ts_format format, const char *bytes, size_t size, const char *expected)
{
	ts_import *import;

	assert_int_equal(ts_import_create(format, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "file", bytes, size), TS_INVALID);
	if (!strstr(ts_import_trouble(import), expected))
		fail_msg("said: %s", ts_import_trouble(import));
	ts_import_destroy(import);
}
