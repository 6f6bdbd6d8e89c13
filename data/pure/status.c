/* The words for a status, and the comparison of ids. Knows no file, no cryptography. */
#include "data/timesheet.h"

#include <stdio.h>
#include <string.h>

const char *ts_status_text(enum ts_status status)
{
	/* clang-format off */
	static const char *const texts[] = {
		[TS_OK] = "done",
		[TS_UNCHANGED] = "it is so already",
		[TS_NOT_FOUND] = "not found",
		[TS_EXISTS] = "the name is taken",
		[TS_INVALID] = "not understood or not allowed",
		[TS_TOO_LONG] = "too long",
		[TS_FUTURE] = "a log cannot be made ahead of time",
		[TS_LOGGED_OUT] = "nobody is logged in",
		[TS_DENIED] = "wrong password or recovery code",
		[TS_WAIT] = "too many wrong passwords, wait a little",
		[TS_BUSY] = "another program holds the database",
		[TS_FULL] = "the disk is full",
		[TS_READ_ONLY] = "the database cannot be written",
		[TS_FOREIGN] = "not a timesheet database",
		[TS_NEWER] = "made by a newer timesheet",
		[TS_EMPTY] = "the database is empty, what was in it is lost",
		[TS_DAMAGED] = "damaged",
		[TS_REPLACED] = "another file stands in its place",
		[TS_IO] = "reading or writing failed",
		[TS_NO_MEMORY] = "out of memory",
	};
	/* clang-format on */
	if ((size_t)status >= sizeof texts / sizeof texts[0])
		return "unknown failure";
	return texts[status];
}

bool ts_id_equal(struct ts_id left, struct ts_id right)
{
	return memcmp(left.bytes, right.bytes, TS_ID_SIZE) == 0;
}

void ts_holder_words(const struct ts_holder *holder, char *out, size_t size)
{
	const char *stopped = holder->stopped ? ", stopped" : "";

	if (holder->process <= 0)
		(void)snprintf(out, size, "another program");
	else if (holder->name[0] != '\0')
		(void)snprintf(out, size, "%s (process %lld%s)", holder->name, (long long)holder->process, stopped);
	else
		(void)snprintf(out, size, "process %lld%s", (long long)holder->process, stopped);
}
