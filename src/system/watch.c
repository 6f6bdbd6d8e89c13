/* Watches the database's directory: its files come and go with every commit. Whether there was one, the store says. */
#include "src/system/watch.h"

#include "src/system/presence.h"

#include <stdlib.h>
#include <string.h>

static void look(void *context)
{
	struct watch *watch = context;

	if (ts_changed(watch->store))
		watch->calls->changed(watch->context);
	else
		watch->calls->touched(watch->context);
}

static bool concerns(void *context, const char *name)
{
	struct watch *watch = context;
	size_t size = strlen(watch->name);

	if (name && strncmp(name, watch->name, size) != 0)
		return false;
	if (!name || strcmp(name + size, PRESENCE_SUFFIX) == 0)
		watch->calls->terminals(watch->context);
	return !name || strcmp(name + size, PRESENCE_SUFFIX) != 0;
}

int watch_start(struct watch *watch, uv_loop_t *loop, ts_store *store, const struct watch_calls *calls, void *context)
{
	static const struct looks_calls looks = { concerns, look };

	watch->store = store;
	watch->calls = calls;
	watch->context = context;
	return looks_start_beside(&watch->looks, loop, ts_path(store), &looks, watch, &watch->name);
}

void watch_release(struct watch *watch)
{
	free(watch->name);
	watch->name = NULL;
}
