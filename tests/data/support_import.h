/* What the tests of imports have in common: files into a timesheet, what they add up to, and what is said of them. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_IMPORT_H
#define TIMESHEET_TESTS_DATA_SUPPORT_IMPORT_H

#include "support_rows.h"

enum { IMPORTS_ROOM = 4096 };

struct imports_source {
	enum ts_format format;
	struct ts_import_options options;
};

/* "parser 3600, call 1800": seconds by activity since 2025, and " ..." behind them while something goes on. */
void imports_totals(ts_store *store, char out[IMPORTS_ROOM]);
void imports_assert(ts_store *store, const char *expected);
/* Imports bytes; the import's counts. */
struct ts_imported imports_bytes(ts_store *store, const struct imports_source *source, const char *bytes, size_t size);
struct ts_imported imports_text(ts_store *store, enum ts_format format, const char *text);

/* A file of tests/data/exchange/cases: its bytes, for the caller to free; imported; and what it then adds up to. */
unsigned char *imports_case_read(const char *name, size_t *size);
void imports_case(ts_store *store, const struct imports_source *source, const char *name);
void imports_assert_case(void **state, enum ts_format format, const char *name, const char *expected);

/* Rows of one kind: each is a file, imported by a new user of the same store; that is by undoing the one before. */
struct imports_member {
	enum ts_format format;
	const char *text, *expected;
};

void imports_assert_all(void **state, const struct imports_member *members, size_t count);
#define IMPORTS_ASSERT(state, ...)                                                                                     \
	do {                                                                                                           \
		static const struct imports_member members[] = { __VA_ARGS__ };                                        \
		imports_assert_all(state, members, sizeof members / sizeof members[0]);                                \
	} while (false)

/* What is said of one row of a file that is imported, and then undone; "": nothing is. */
void imports_assert_reason(ts_store *store, enum ts_format format, const char *text, size_t row, const char *expected);
/* What cannot be read as a whole: why. */
void imports_assert_trouble(enum ts_format format, const char *bytes, size_t size, const char *expected);

#endif
