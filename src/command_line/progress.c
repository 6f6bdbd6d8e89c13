/* The progress bar. */
#include "src/command_line/progress.h"

#include "src/system/clock.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR_WIDTH = 40, PATIENCE = 500 /* milliseconds */ };

struct progress progress_begin(const char *what)
{
	return (struct progress){
		.what = what, .begun = clock_now().uptime, .wanted = isatty(STDERR_FILENO) == 1, .percent = -1
	};
}

void progress_tell(void *context, size_t done, size_t total)
{
	struct progress *progress = context;
	int percent = total > 0 ? (int)(done * 100 / total) : 100;

	if (!progress->wanted || percent == progress->percent)
		return;
	progress->percent = percent;
	if (!progress->shown && clock_now().uptime - progress->begun < PATIENCE)
		return;
	progress->shown = true;
	char bar[BAR_WIDTH + 1];
	for (int i = 0; i < BAR_WIDTH; i++)
		bar[i] = i * 100 < percent * BAR_WIDTH ? '#' : '-';
	bar[BAR_WIDTH] = '\0';
	(void)fprintf(stderr, "\r%s [%s] %3d%%", progress->what, bar, percent);
	(void)fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		(void)fprintf(stderr, "\r%*s\r", BAR_WIDTH + 40, "");
	progress->shown = false;
}
