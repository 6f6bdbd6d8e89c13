/* sync: the user's other devices, by way of a hub. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/hub_wipe.h"
#include "src/command_line/hub_words.h"
#include "src/output/json.h"
#include "src/output/stamp.h"
#include "src/sync/hub_url.h"
#include "src/sync/link_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int no_hub(void)
{
	return complain(EXIT_FAILED, "there is no hub yet: 'timesheet sync add ssh://HOST', or a folder's path");
}

static int sync_failed(const struct command_context *context, enum ts_status status)
{
	return status == TS_NOT_FOUND ? no_hub() : command_fail(context, status, "cannot look at the hub");
}

/* ---- now, run */

enum { ROUNDS = 8 }; /* of an exchange, where somebody commits at each one's end */

static void wait_words(const struct link_news *news, char *out, size_t size)
{
	if (news->unsent == 0)
		out[0] = '\0';
	else
		(void)snprintf(out, size, "; %lld change%s wait%s here", (long long)news->unsent,
		               news->unsent == 1 ? "" : "s", news->unsent == 1 ? "s" : "");
}

static int not_done(const struct link_news *news)
{
	char waits[64];

	wait_words(news, waits, sizeof waits);
	if (news->phase == LINK_ELSEWHERE)
		return complain(EXIT_FAILED, "another terminal of this user is linked, and has not sent it yet%s",
		                waits);
	if (news->phase == LINK_PAUSED)
		return complain(EXIT_FAILED, "sync is paused: 'timesheet sync resume'%s", waits);
	return complain(EXIT_FAILED, "%s%s", news->trouble[0] ? news->trouble : "the hub does not answer", waits);
}

static bool queue_waits(const struct command_context *context)
{
	struct ts_sync_info info;

	return ts_sync_read(context->store, &info) == TS_OK && info.unsent > 0;
}

static int exchange(struct command_context *context, enum link_wish wish, bool quiet)
{
	struct ts_sync_info info;
	struct link_news news = { 0 };
	enum ts_status status = ts_sync_read(context->store, &info);

	if (status != TS_OK)
		return quiet ? EXIT_FAILED : sync_failed(context, status);
	bool done = false;
	/* Who commits while this process still has the link leaves it to this one. */
	for (int round = 0; round < ROUNDS && (round == 0 || (done && queue_waits(context))); round++)
		done = hub_exchange(context, wish, quiet, &news);
	if (!done)
		return quiet ? EXIT_FAILED : not_done(&news);
	if (!quiet && news.phase == LINK_ELSEWHERE)
		(void)puts("another terminal of this user is linked: nothing waits here");
	else if (!quiet)
		(void)printf("all is exchanged with %s: %zu taken, %lld sent\n", news.shown, news.changed,
		             (long long)info.unsent);
	return quiet ? EXIT_DONE : command_finish_output();
}

static int sync_run(struct command_context *context)
{
	struct ts_sync_info info;
	struct link_news news;
	enum ts_status status = ts_sync_read(context->store, &info);

	if (status != TS_OK)
		return sync_failed(context, status);
	return link_run(context->store, LINK_STAY, NULL, NULL, &news) ? EXIT_DONE : not_done(&news);
}

/* ---- add */

static int sync_add(struct command_context *context, const char *text, const char *name)
{
	char reason[TS_REASON_SIZE], device[TS_ORIGIN_SIZE];
	struct hub_url url;

	if (!hub_url_read(text, getenv("HOME"), &url, reason, sizeof reason))
		return command_misused(context, "%s", reason);
	if (hub_holds_database(context, &url))
		return hub_refuse_place(&url);
	if (url.kind == HUB_FOLDER && mkdir(url.place, 0700) != 0 && errno != EEXIST)
		return complain(EXIT_FAILED, "cannot make the folder '%s': %s", url.place, strerror(errno));
	hub_device_name(name, device);
	enum ts_status status = ts_sync_add(context->store, url.url, device, context->moment.now);
	if (status == TS_EXISTS)
		return complain(EXIT_FAILED, "there is a hub already: 'timesheet sync remove' leaves it");
	if (status != TS_OK)
		return command_fail(context, status, "cannot add the hub");
	int result = exchange(context, LINK_FIRST, false);
	if (result != EXIT_DONE) {
		/* What was never reached is none. */
		(void)!ts_sync_remove(context->store);
		return complain(EXIT_FAILED, "the hub is not added");
	}
	(void)printf("%s is synced with %s as \"%s\". On another device: timesheet join %s\n",
	             ts_user_name(context->store), url.url, device, text);
	return command_finish_output();
}

/* ---- status, devices */

static const char *same_words(const struct ts_device *device)
{
	return !device->compared ? "not compared yet" : device->same ? "the same as here" : "not the same as here";
}

static int devices_print(struct command_context *context)
{
	struct ts_devices devices;
	enum ts_status status = ts_devices_read(context->store, &devices);

	if (status != TS_OK)
		return sync_failed(context, status);
	for (size_t i = 0; i < devices.count; i++) {
		const struct ts_device *device = &devices.at[i];
		char heard[STAMP_SIZE];
		struct ts_civil civil;
		if (device->self) {
			(void)printf("%s: this device\n", device->name);
			continue;
		}
		ts_civil_local(device->heard, &civil);
		(void)printf("%s: %sheard of %s, %s%s%s%s\n", device->name, device->forgotten ? "forgotten, " : "",
		             stamp_time(device->heard, civil.offset, false, heard), same_words(device),
		             device->missing ? ", some of what it sent is missing at the hub" : "",
		             device->forked ? ", two databases send under its name" : "",
		             device->ahead > 0 ? ", its clock is ahead" : "");
	}
	ts_devices_release(&devices);
	return command_finish_output();
}

static void device_print_json(struct json *json, const struct ts_device *device)
{
	json_object(json, NULL);
	json_text(json, "name", device->name);
	json_boolean(json, "self", device->self);
	if (device->heard != 0)
		json_time(json, "heard", device->heard, 0);
	else
		json_text(json, "heard", NULL);
	json_boolean(json, "compared", device->compared);
	json_boolean(json, "same", device->same);
	json_boolean(json, "missing", device->missing);
	json_boolean(json, "forked", device->forked);
	json_boolean(json, "forgotten", device->forgotten);
	json_object_end(json);
}

static int status_print_json(struct command_context *context, const struct ts_sync_info *info)
{
	struct ts_devices devices;
	struct json json;
	enum ts_status status = ts_devices_read(context->store, &devices);

	if (status != TS_OK)
		return sync_failed(context, status);
	json_begin(&json, stdout);
	json_object(&json, NULL);
	json_text(&json, "url", info->url);
	json_text(&json, "device", info->device);
	json_boolean(&json, "paused", info->paused);
	json_boolean(&json, "locked_out", info->locked_out);
	json_integer(&json, "unsent", info->unsent);
	if (info->unsent_since != 0)
		json_time(&json, "unsent_since", info->unsent_since, 0);
	else
		json_text(&json, "unsent_since", NULL);
	json_integer(&json, "rows", info->rows);
	json_integer(&json, "junk", info->junk);
	json_integer(&json, "healed", info->healed);
	json_integer(&json, "left", info->left);
	json_integer(&json, "oversize", info->oversize);
	json_array(&json, "devices");
	for (size_t i = 0; i < devices.count; i++)
		device_print_json(&json, &devices.at[i]);
	json_array_end(&json);
	json_object_end(&json);
	json_end(&json);
	ts_devices_release(&devices);
	return command_finish_output();
}

static int status_print(struct command_context *context, bool json)
{
	struct ts_sync_info info;
	enum ts_status status = ts_sync_read(context->store, &info);

	if (status != TS_OK)
		return sync_failed(context, status);
	if (json)
		return status_print_json(context, &info);
	command_print_given(info.url);
	(void)printf("%s, this device is \"%s\"\n%lld rows here, %lld unsent\n", info.paused ? " (paused)" : "",
	             info.device, (long long)info.rows, (long long)info.unsent);
	if (info.locked_out)
		(void)printf(
		        "the key was exchanged on another device: 'timesheet login' with the password it has there\n");
	if (info.junk > 0)
		(void)printf("%lld frames or rows from the hub did not open\n", (long long)info.junk);
	if (info.healed > 0)
		(void)printf("%lld rows that were damaged here came anew\n", (long long)info.healed);
	if (info.left > 0)
		(void)printf("%lld rows came that are damaged here, and were never sent: see 'timesheet check'\n",
		             (long long)info.left);
	if (info.oversize > 0)
		(void)printf("%lld notes are too long to be sent\n", (long long)info.oversize);
	return devices_print(context);
}

/* ---- forget */

static const struct ts_device *device_named(const struct ts_devices *devices, const char *name)
{
	for (size_t i = 0; i < devices->count; i++) {
		if (strcmp(devices->at[i].name, name) == 0)
			return &devices->at[i];
	}
	return NULL;
}

static int device_forget(struct command_context *context, const struct ts_devices *devices, const char *name)
{
	const struct ts_device *device = device_named(devices, name);
	enum ts_status status = device ? ts_device_forget(context->store, device->id) : TS_NOT_FOUND;

	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "there is no device '%s': 'timesheet sync devices' lists them", name);
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "'%s' is this device: 'timesheet sync remove' leaves the hub", name);
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot forget it");
	(void)printf("%s is forgotten here. It keeps what it has, and what it sends is taken, until it is kept out:\n"
	             "- at the hub: take away its key (ssh: its line in ~/.ssh/authorized_keys), its role, its folder\n"
	             "- if somebody may know the password: 'timesheet rekey', after which it opens nothing new\n",
	             name);
	return command_finish_output();
}

static int sync_forget(struct command_context *context, const char *name)
{
	struct ts_devices devices;
	enum ts_status status = ts_devices_read(context->store, &devices);

	if (status != TS_OK)
		return sync_failed(context, status);
	int result = device_forget(context, &devices, name);
	ts_devices_release(&devices);
	return result;
}

/* ---- pause, resume, remove */

static int sync_pause(struct command_context *context, bool pause)
{
	enum ts_status status = ts_sync_pause(context->store, pause);

	if (status != TS_OK && status != TS_UNCHANGED)
		return sync_failed(context, status);
	(void)puts(pause ? "sync is paused: what changes waits here" : "sync goes on");
	return command_finish_output();
}

static int sync_remove(struct command_context *context, bool wipe)
{
	struct ts_sync_info info;
	enum ts_status status = wipe ? ts_sync_read(context->store, &info) : TS_OK;

	if (status != TS_OK)
		return sync_failed(context, status);
	int wiped = wipe ? hub_wipe(context) : EXIT_DONE;
	if (wiped != EXIT_DONE)
		return wiped;
	status = ts_sync_remove(context->store);
	if (status != TS_OK)
		return sync_failed(context, status);
	(void)puts(wipe ? "this device syncs no more, and the hub keeps nothing"
	                : "this device syncs no more; the hub and the other devices keep what they have");
	return command_finish_output();
}

/* ---- what is asked for */

enum deed { ADD, NOW, STATUS, DEVICES, PAUSE, RESUME, FORGET, REMOVE, RUN, DEEDS };

struct asked {
	enum deed deed;
	const char *word, *name;
	bool json, quiet, all, wipe;
};

static const struct {
	const char *name, *wants; /* what is asked for where its word is missing; NULL: it has none */
} deeds[DEEDS] = {
	[ADD] = { "add", "where is the hub? ssh://HOST, or a folder's path" },
	[NOW] = { "now", NULL },
	[STATUS] = { "status", NULL },
	[DEVICES] = { "devices", NULL },
	[PAUSE] = { "pause", NULL },
	[RESUME] = { "resume", NULL },
	[FORGET] = { "forget", "which device? 'timesheet sync devices' lists them" },
	[REMOVE] = { "remove", NULL },
	[RUN] = { "run", NULL },
};

static int asked_read(struct command_context *context, int words, char **arguments, struct asked *asked)
{
	int deed = 0;

	while (words > 0 && deed < DEEDS && strcmp(arguments[0], deeds[deed].name) != 0)
		deed++;
	asked->deed = words == 0 ? STATUS : (enum deed)deed;
	if (asked->deed == DEEDS)
		return command_misused(context,
		                       "'%s' is none of add, now, status, devices, pause, resume, forget, remove, run",
		                       arguments[0]);
	int most = deeds[asked->deed].wants ? 2 : 1;
	if (words > most)
		return command_misused(context, "unexpected '%s'", arguments[words - 1]);
	if (words < most && words > 0 && most == 2)
		return command_misused(context, "%s", deeds[asked->deed].wants);
	asked->word = most == 2 ? arguments[1] : NULL;
	if ((asked->name && asked->deed != ADD) || (asked->json && asked->deed != STATUS) ||
	    ((asked->quiet || asked->all) && asked->deed != NOW) || (asked->wipe && asked->deed != REMOVE))
		return command_misused(context, "'%s' has no such option", deeds[asked->deed].name);
	return command_begin(context);
}

static int sync_now(struct command_context *context, const struct asked *asked)
{
	enum ts_status status = asked->all ? ts_sync_again(context->store, context->moment.now) : TS_OK;

	if (status != TS_OK)
		return sync_failed(context, status);
	return exchange(context, LINK_ONCE, asked->quiet);
}

int command_sync(struct command_context *context, int count, char **arguments)
{
	struct asked asked = { .deed = STATUS };
	const struct command_option options[] = { { "--name", &asked.name, NULL },     { "--json", NULL, &asked.json },
		                                  { "--quiet", NULL, &asked.quiet },   { "--all", NULL, &asked.all },
		                                  { "--wipe-hub", NULL, &asked.wipe }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	int begun = asked_read(context, words, arguments, &asked);
	if (begun != EXIT_DONE)
		return begun;
	switch (asked.deed) {
	case ADD:
		return sync_add(context, asked.word, asked.name);
	case NOW:
		return sync_now(context, &asked);
	case STATUS:
		return status_print(context, asked.json);
	case DEVICES:
		return devices_print(context);
	case PAUSE:
	case RESUME:
		return sync_pause(context, asked.deed == PAUSE);
	case FORGET:
		return sync_forget(context, asked.word);
	case REMOVE:
		return sync_remove(context, asked.wipe);
	default:
		return sync_run(context);
	}
}
