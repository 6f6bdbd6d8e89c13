/* Two clocks: the wall's, which can be set, for what is logged; and one that only goes forward, suspension included,
 * for waiting. */
#include "src/system/clock.h"

#include <time.h>

/* localtime_r, by which all local times are told, may keep to the zone that it met first: POSIX leaves that open.
 * Unless TZ names a zone, tzset asks for the machine's, and glibc reads it again when its file has changed: one stat.
 */
static void zone_follow(void)
{
	tzset();
}

#ifdef TIMESHEET_TEST_BUILD
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static bool clock_from_file(struct moment *out)
{
	const char *path = getenv("TIMESHEET_CLOCK_FILE");
	FILE *file = path ? fopen(path, "re") : NULL;
	bool read;

	if (!file)
		return false;
	// NOLINTNEXTLINE(cert-err34-c): tests only
	read = fscanf(file, "%" SCNd64 " %" SCNd64 " %" SCNd64, &out->now, &out->uptime, &out->asleep) >= 2;
	(void)fclose(file);
	return read;
}
#endif

static int64_t clock_milliseconds(clockid_t clock)
{
	struct timespec time = { 0, 0 };

	/* Neither can fail with these two clocks and a valid pointer: clock_gettime(2). */
	(void)clock_gettime(clock, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

struct moment clock_now(void)
{
	struct moment moment = { .now = 0 };

	zone_follow();
#ifdef TIMESHEET_TEST_BUILD
	if (clock_from_file(&moment))
		return moment;
#endif
	moment.now = clock_milliseconds(CLOCK_REALTIME);
	moment.uptime = clock_milliseconds(CLOCK_BOOTTIME);
	moment.asleep = moment.uptime - clock_milliseconds(CLOCK_MONOTONIC);
	return moment;
}
