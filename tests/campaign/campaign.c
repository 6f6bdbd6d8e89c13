/* The two sizes of long tests. */
#include "tests/campaign/campaign.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_SIZE = 1024, WHOLE = 100 };

static long percentage(void)
{
	const char *text = getenv("TIMESHEET_CAMPAIGN");
	long value = text ? strtol(text, NULL, 10) : 0;

	return value < 0 || value > WHOLE ? WHOLE : value;
}

bool campaign_on(void)
{
	return percentage() > 0;
}

long campaign_rounds(long usual, long full)
{
	long rounds = full * percentage() / WHOLE;

	return rounds > usual ? rounds : usual;
}

void campaign_record(const char *subject, const char *what, long rounds, const char *unit, long bad, const char *way)
{
	const char *path = getenv("TIMESHEET_CAMPAIGN_FIGURES");
	char line[LINE_SIZE];

	if (!campaign_on() || !path || path[0] == '\0')
		return;
	int size = snprintf(line, sizeof line, "%s\t%s\t%ld\t%s\t%ld\t%s\n", subject, what, rounds, unit, bad, way);
	int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	/* One write a line: tests run side by side. */
	if (file < 0 || size < 0 || (size_t)size >= sizeof line || write(file, line, (size_t)size) != size ||
	    close(file) != 0) {
		perror(path);
		abort();
	}
}
