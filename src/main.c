/* Opens what the program needs, runs it, closes in reverse. Says what went wrong while there is no screen. */
#include "src/command_line/complain.h"
#include "src/command_line/options.h"
#include "src/commands/commands.h"
#include "src/screen/loop.h"
#include "src/screen/rescue.h"
#include "src/system/charset.h"
#include "src/system/clock.h"
#include "src/system/config_file.h"
#include "src/system/paths.h"
#include "src/system/process.h"
#include "ui/base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The size of a terminal that does not tell its own: that of a VT100. */
enum { WIDTH_UNKNOWN = 80, HEIGHT_UNKNOWN = 24 };

/* What another program kept from being saved must not be lost without a word. */
static void last_words_say(struct ui *ui, const ts_store *store)
{
	char words[TS_REASON_SIZE], whom[96];
	struct ts_holder holder;

	ui_last_words(ui, clock_now(), words, sizeof words);
	if (words[0] == '\0')
		return;
	bool held = ts_holder_read(store, &holder);
	ts_holder_words(&holder, whom, sizeof whom);
	(void)complain(EXIT_FAILED, "not saved: %s%s%s", words, held ? "; the database is held by " : "",
	               held ? whom : "");
}

/* The terminal is open: from here on nothing is printed, until the loop has given it back. demo: the first line of a
 * timesheet that is nobody's, of which nothing is left behind; else NULL. */
static int run_screen(const struct options *options, const struct config *config, ts_store *store, struct loop *loop,
                      struct term *term, const char *demo)
{
	char host[64], origin[TS_ORIGIN_SIZE], notice[256];
	struct moment moment = clock_now();
	struct ts_machine machine;
	struct ui_options wishes = { .host = host,
		                     .machine = demo ? NULL : &machine,
		                     .user = demo ? NULL : options->user,
		                     .account = process_account(),
		                     .logged_in = demo != NULL,
		                     .theme = "auto",
		                     .config = config,
		                     .half_blocks = term_half_blocks(term),
		                     .date_order = process_date_order() };
	int width = WIDTH_UNKNOWN, height = HEIGHT_UNKNOWN, status;
	const char *trouble = "";
	struct ui *ui;

	process_host_name(host, sizeof host);
	process_origin_screen(origin);
	ts_set_origin(store, origin);
	process_describe_machine(&machine, moment.uptime);
	(void)term_size(term, &width, &height);
	ui = ui_create(store, &wishes, moment, width, height);
	if (config_notice(config, notice, sizeof notice))
		ui_notice(ui, moment, notice);
	if (demo) {
		ui_notice(ui, moment, demo);
		loop_keep_nothing(loop);
	}
	loop_use_config(loop, config);
	status = loop_run(loop, store, ui, term, width, height, &trouble);
	last_words_say(ui, store);
	ui_destroy(ui);
	return status < 0 ? complain(EXIT_FAILED, "%s", trouble) : status;
}

/* Of a store that is open. demo: see run_screen. */
static int run_on(const struct options *options, const struct config *config, ts_store *store, const char *demo)
{
	char reason[TS_REASON_SIZE] = "";
	const char *trouble = NULL;
	struct loop *loop = loop_create(&trouble);
	struct term *term;
	int status;

	if (!loop)
		return complain(EXIT_FAILED, "%s", trouble);
	rescue_begin();
	term = term_open(options->colour, reason, sizeof reason);
	status = term ? run_screen(options, config, store, loop, term, demo) : complain(EXIT_FAILED, "%s", reason);
	term_close(term);
	rescue_end();
	loop_destroy(loop);
	return status;
}

static int run(const struct options *options, const struct config *config)
{
	char reason[TS_REASON_SIZE] = "";
	ts_store *store = NULL;
	enum ts_status opened;
	int status;
	char *path = paths_database(options->database, reason, sizeof reason), *anchors = NULL;

	if (!path)
		return complain(EXIT_FAILED, "%s", reason);
	/* Its pages are read by the daily backup, in a process of its own: they may be many. */
	const struct ts_opening how = { .create = true, .quickly = true, .lean = true, .waiting = command_say_waiting };
	opened = ts_open_with(path, &how, clock_now().now, reason, &store);
	if (opened == TS_OK) {
		anchors = paths_anchors();
		opened = ts_anchor_use(store, anchors);
	}
	if (opened == TS_OK)
		status = run_on(options, config, store, NULL);
	else
		status = complain(exit_status_of(opened), "%s", reason[0] ? reason : ts_status_text(opened));
	ts_close(store);
	free(anchors);
	free(path);
	return status;
}

/* A word of the command line is understood, or nothing is opened. store: the demo's; else NULL. */
static int run_configured(const struct options *options, ts_store *store, const char *demo)
{
	struct config config;
	char *path = config_file_load(&config, options->set, options->set_count);
	const struct config_complaint *last = config.complaints ? &config.complaints[config.complaint_count - 1] : NULL;
	int status;

	if (last && last->source.origin == CONFIG_OF_COMMAND_LINE)
		status = complain(EXIT_USAGE, "%s", last->text);
	else
		status = store ? run_on(options, &config, store, demo) : run(options, &config);
	config_release(&config);
	free(path);
	return status;
}

static int act(const struct options *options, int count, char **arguments)
{
	switch (options->wish) {
	case OPTIONS_HELP:
		return help_print(commands) ? EXIT_DONE : command_fail_output();
	case OPTIONS_VERSION:
		return help_print_version() ? EXIT_DONE : command_fail_output();
	case OPTIONS_COMMAND:
		return command_run(options, count - options->command, arguments + options->command);
	case OPTIONS_SCREEN:
		break;
	}
	return run_configured(options, NULL, NULL);
}

static int act_upon(int count, char **arguments)
{
	struct options options;
	char error[256], *user = NULL;

	if (!options_parse(count, arguments, &options, error, sizeof error))
		return complain(EXIT_USAGE, "%s", error);
	options.show = run_configured;
	if (options.user) {
		user = charset_decode_text(options.user);
		if (!user)
			return complain(EXIT_USAGE, "the name '%s' has a byte that is no character in %s", options.user,
			                charset_name());
		options.user = user;
	}
	int status = act(&options, count, arguments);
	free(user);
	return status;
}

int main(int count, char **arguments)
{
	if (!process_harden())
		return EXIT_FAILED;
	process_set_locale();
	const struct charset_output plain = charset_output_begin();
	int status = act_upon(count, arguments);
	charset_output_end(&plain);
	return status;
}
