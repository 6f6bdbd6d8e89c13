/* Changing the settings. */
#include "data/lookup/settings.h"
#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/pure/settings.h"

/* All but the week's hours, which are a target. */
static enum ts_status others_write(struct action *action, const struct ts_settings *present,
                                   const struct ts_settings *wish)
{
	struct ts_settings settings = *wish;
	char words[TS_TEXT_SIZE];

	settings.weekly_target = present->weekly_target;
	ts_settings_words(present, &settings, words, sizeof words);
	return words[0] != '\0' ? action_settings(action, present, &settings) : TS_OK;
}

static enum ts_status write_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct ts_settings *settings = context;
	struct ts_settings present, shown;
	uint64_t version;
	/* What does not verify is not written over: it may yet be put right from a backup. */
	enum ts_status status = settings_row_read(action->store, &action->state, &present, &version);

	if (status == TS_OK)
		status = owed_settings(action->store, action->kept, &shown);
	if (status != TS_OK)
		return status;
	action_outdo(action, version);
	*done = (struct ts_done){ .deed = TS_DEED_SETTINGS };
	ts_settings_words(&shown, settings, done->text, sizeof done->text);
	if (done->text[0] == '\0')
		return TS_UNCHANGED;
	status = others_write(action, &present, settings);
	if (status == TS_OK && settings->weekly_target != shown.weekly_target)
		status = ledger_weekly_write(action, settings->weekly_target);
	return status;
}

enum ts_status ts_settings_write(ts_store *store, const struct ts_settings *settings, ts_time now)
{
	struct ts_done done;

	return action_do(store, settings_valid(settings) ? TS_OK : TS_INVALID, now, TS_DEED_SETTINGS, write_run,
	                 settings, &done);
}
