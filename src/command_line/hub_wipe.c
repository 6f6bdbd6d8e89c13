/* All that a hub keeps of a user goes, once the user has typed whose it is. */
#include "src/command_line/hub_wipe.h"

#include "src/command_line/complain.h"
#include "src/command_line/password.h"
#include "src/sync/wipe_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int confirm(const struct command_context *context, const struct hub_url *url)
{
	const char *name = ts_user_name(context->store);
	char reason[TS_REASON_SIZE], prompt[2 * TS_NAME_SIZE + HUB_SHORT_SIZE + 256], *typed = NULL;

	(void)snprintf(prompt, sizeof prompt,
	               "All that %s keeps of %s goes, for good: no device can join there any more, and one that still "
	               "syncs\nwith it sends everything again. What is on this device and on others stays.\n"
	               "Type %s to go on: ",
	               url->shown, name, name);
	if (password_ask_line(prompt, &typed, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "nothing is removed: %s", reason);
	bool same = strcmp(typed, name) == 0;
	ts_secret_free(typed);
	return same ? EXIT_DONE : complain(EXIT_FAILED, "nothing is removed: that is not '%s'", name);
}

static int wipe(const struct command_context *context, struct hub_url *url)
{
	char trouble[TS_REASON_SIZE];
	ts_hub_wipe *wipe = NULL;
	enum ts_status status = ts_hub_wipe_begin(context->store, &wipe);
	int result = EXIT_DONE;

	if (status != TS_OK)
		return command_fail(context, status, "cannot ask the hub");
	if (!wipe_ask(wipe, url, trouble, sizeof trouble))
		result = complain(EXIT_FAILED, "%s; it is not known whether anything is removed", trouble);
	else if (ts_hub_wipe_state(wipe) != TS_HUB_WIPE_DONE)
		result = complain(EXIT_FAILED, "%s: %s", url->shown, ts_hub_wipe_refused(wipe));
	ts_hub_wipe_end(wipe);
	return result;
}

int hub_wipe(struct command_context *context)
{
	struct ts_sync_info info;
	struct hub_url url;
	char reason[TS_REASON_SIZE];
	enum ts_status status = ts_sync_read(context->store, &info);

	if (status != TS_OK)
		return command_fail(context, status, "cannot look at the hub");
	if (!hub_url_read(info.url, getenv("HOME"), &url, reason, sizeof reason))
		return complain(EXIT_FAILED, "%s", reason);
	int result = confirm(context, &url);
	if (result != EXIT_DONE)
		return result;
	/* A terminal of the same user that is linked would send it all again. */
	status = ts_sync_pause(context->store, true);
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot pause the link");
	result = wipe(context, &url);
	if (result != EXIT_DONE && status == TS_OK)
		(void)!ts_sync_pause(context->store, false);
	return result;
}
