/* Changing the settings. */
#include "data/lookup/settings.h"
#include "data/actions/action.h"
#include "data/file/store.h"
#include "data/pure/settings.h"

static enum ts_status write_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct ts_settings *settings = context;
	struct ts_settings present;
	uint64_t version;
	/* What does not verify is not written over: it may yet be put right from a backup. */
	enum ts_status status = settings_row_read(action->store, &action->state, &present, &version);

	if (status != TS_OK)
		return status;
	action_outdo(action, version);
	*done = (struct ts_done){ .deed = TS_DEED_SETTINGS };
	ts_settings_words(&present, settings, done->text, sizeof done->text);
	return done->text[0] != '\0' ? action_settings(action, &present, settings) : TS_UNCHANGED;
}

enum ts_status ts_settings_write(ts_store *store, const struct ts_settings *settings, ts_time now)
{
	struct ts_done done;

	return action_do(store, settings_valid(settings) ? TS_OK : TS_INVALID, now, TS_DEED_SETTINGS, write_run,
	                 settings, &done);
}
