/* What the commands about a hub have in common. */
#include "src/command_line/hub_words.h"

#include "src/command_line/complain.h"
#include "src/command_line/progress.h"
#include "src/system/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool hub_holds_database(const struct command_context *context, const struct hub_url *url)
{
	char *real = url->kind == HUB_FOLDER ? realpath(url->place, NULL) : NULL;
	const char *path = ts_path(context->store);
	size_t size = real ? strlen(real) : 0;
	bool holds = real && strncmp(path, real, size) == 0 && path[size] == '/';

	free(real);
	return holds;
}

int hub_refuse_place(const struct hub_url *url)
{
	return complain(EXIT_FAILED,
	                "'%s' holds the database itself: it must not lie in a folder that is kept in step; name one of "
	                "its own",
	                url->place);
}

void hub_device_name(const char *given, char out[TS_ORIGIN_SIZE])
{
	char host[TS_ORIGIN_SIZE];

	if (!given) {
		process_host_name(host, sizeof host);
		given = host;
	}
	(void)ts_text_clean(given, strlen(given), false, out, TS_ORIGIN_SIZE);
	if (out[0] == '\0')
		(void)snprintf(out, TS_ORIGIN_SIZE, "device");
}

/* What is told while it lasts, on a terminal. */
struct telling {
	size_t taken;
	bool shown, wanted;
	struct progress first; /* of everything that a new device takes */
};

static void tell(void *context, const struct link_news *news)
{
	struct telling *telling = context;

	telling->taken += news->changed;
	if (!telling->wanted || news->phase != LINK_UP)
		return;
	if (news->percent > 0) {
		progress_tell(&telling->first, (size_t)news->percent, 100);
		return;
	}
	progress_end(&telling->first);
	telling->shown = true;
	(void)fprintf(stderr, "\r%s: %zu taken, %lld to send   ", news->shown, telling->taken, (long long)news->unsent);
}

bool hub_exchange(struct command_context *context, enum link_wish wish, bool quiet, struct link_news *news)
{
	struct telling telling = { .wanted = !quiet && isatty(STDERR_FILENO) == 1,
		                   .first = progress_begin("taking all there is") };
	bool done = link_run(context->store, wish, tell, &telling, news);

	progress_end(&telling.first);
	if (telling.shown)
		(void)fprintf(stderr, "\r%60s\r", "");
	news->changed = telling.taken;
	return done;
}
