/* A filled timesheet that is nobody's, in a directory of its own that goes with it. */
#include "src/demo/demo.h"

#include "src/demo/demo_days.h"
#include "src/demo/demo_story.h"
#include "src/system/leavings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct demo {
	struct leavings leavings;
	ts_store *store;
};

enum { LEAVE = 60 /* half days a year */ };

static enum ts_status user_make(ts_store *store)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_register_begin(store, "demo", DEMO_PASSWORD, &auth);

	if (status == TS_OK) {
		ts_register_lightly(auth);
		ts_auth_run(auth);
		status = ts_auth_finish(store, auth);
	}
	ts_auth_destroy(auth);
	return status;
}

static enum ts_status months_make(ts_store *store, ts_time now)
{
	struct ts_imported imported;
	ts_import *import = NULL;
	size_t size = 0;
	char *story = demo_story(now, &size);
	enum ts_status status = story ? ts_import_create(TS_FORMAT_JSON, NULL, &import) : TS_NO_MEMORY;

	if (status == TS_OK)
		status = ts_import_read(import, "demo", story, size);
	if (status == TS_OK)
		status = ts_import_run(store, import, false, now, NULL, NULL, &imported);
	if (status == TS_OK && imported.refused > 0)
		status = TS_INVALID;
	ts_import_destroy(import);
	free(story);
	return status;
}

/* Each a step of its own, so that undo takes back one after the other. */
static enum ts_status today_make(ts_store *store, ts_time now)
{
	struct demo_log logs[DEMO_LOGS];
	struct ts_done done;
	size_t count = demo_today(now, logs);
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < count && status == TS_OK; i++)
		status = ts_log_text(store, logs[i].text, logs[i].comment, logs[i].at, now, &done);
	return status;
}

/* Nobody comes back to a demo: it does not lock by itself. */
static enum ts_status settings_make(ts_store *store, ts_time now)
{
	struct ts_settings settings;
	enum ts_status status = ts_settings_read(store, &settings);

	settings.idle_lock = 0;
	settings.leave = LEAVE;
	return status == TS_OK ? ts_settings_write(store, &settings, now) : status;
}

static enum ts_status fill(ts_store *store, ts_time now)
{
	enum ts_status status = user_make(store);

	if (status == TS_OK)
		status = settings_make(store, now);
	if (status == TS_OK)
		status = months_make(store, now);
	return status == TS_OK ? today_make(store, now) : status;
}

struct demo *demo_create(ts_time now, char reason[TS_REASON_SIZE])
{
	struct demo *demo = calloc(1, sizeof *demo);
	char path[LEAVINGS_PATH_SIZE + 16];

	reason[0] = '\0';
	if (!demo || !leavings_begin(&demo->leavings)) {
		(void)snprintf(reason, TS_REASON_SIZE, "cannot make a directory for the demo: %s", strerror(errno));
		free(demo);
		return NULL;
	}
	(void)snprintf(path, sizeof path, "%s/demo.db", demo->leavings.directory);
	enum ts_status status = ts_open(path, true, now, reason, &demo->store);
	if (status == TS_OK)
		status = fill(demo->store, now);
	if (status == TS_OK)
		return demo;
	if (reason[0] == '\0')
		(void)snprintf(reason, TS_REASON_SIZE, "cannot make the demo: %s", ts_status_text(status));
	demo_destroy(demo);
	return NULL;
}

ts_store *demo_store(const struct demo *demo)
{
	return demo->store;
}

void demo_destroy(struct demo *demo)
{
	if (!demo)
		return;
	ts_close(demo->store);
	leavings_end(&demo->leavings);
	free(demo);
}
