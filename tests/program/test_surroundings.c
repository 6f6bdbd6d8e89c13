/* What the program is put into: terminals of every size and type, descriptors that are closed or lead elsewhere. */
#include "support_leave.h"
#include "support_pipes.h"
#include "support_places.h"
#include "tests/campaign/campaign.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char subject[] = "Terminals";

/* ---- sizes */

enum { LEAST_WIDTH = 45, LEAST_HEIGHT = 12, MOST_WIDTH = 500, MOST_HEIGHT = 200, TYPED_MOST = 40, SHOWN_LEAST = 12 };

static unsigned next_random(unsigned *random)
{
	*random = *random * 1103515245u + 12345u;
	return *random >> 16;
}

/* Small ones are tried as often as the others. */
static int side(unsigned *random, int least, int most)
{
	const int limits[] = { least + 3, least + 20, most / 2, most };

	return least + (int)(next_random(random) % (unsigned)(limits[next_random(random) % 4] - least + 1));
}

/* Changes the size in bursts. Every other one stays large enough, and a letter is typed in its midst; a screen that is
 * too small takes no keys. Returns how often something typed was not there, or a terminal was not told that it is too
 * small. A field of a narrow screen shows the end of what is typed; in the end all of it is looked for. */
static long resize_typing(struct terminal *terminal, long resizes, unsigned random)
{
	char typed[TYPED_MOST + 1] = "";
	size_t count = 0;
	long bad = 0;

	for (bool large = true; resizes > 0; large = !large) {
		long burst = 1 + (long)(next_random(&random) % 10);
		int width = 0, height = 0;
		for (long i = 0; i < burst; i++) {
			width = side(&random, large ? LEAST_WIDTH : 1, MOST_WIDTH);
			height = side(&random, large ? LEAST_HEIGHT : 1, MOST_HEIGHT);
			terminal_resize(terminal, width, height);
			if (large && i == 0)
				terminal_fence(terminal); /* or the letter could overtake the signal */
			if (large && i == burst / 2 && count < TYPED_MOST) {
				typed[count] = (char)('a' + next_random(&random) % 26);
				terminal_send(terminal, &typed[count++], 1);
			}
		}
		resizes -= burst;
		terminal_fence(terminal);
		if (width >= LEAST_WIDTH && height >= LEAST_HEIGHT)
			bad += !terminal_find(terminal, typed + (count > SHOWN_LEAST ? count - SHOWN_LEAST : 0), NULL,
			                      NULL);
		else if (width >= LEAST_WIDTH)
			bad += !terminal_find(terminal, "45x12", NULL, NULL);
	}
	terminal_resize(terminal, 100, 30);
	terminal_fence(terminal);
	return bad + !terminal_find(terminal, typed, NULL, NULL);
}

static void nothing_typed_is_lost_whatever_the_size(void **state)
{
	static const char *const ways[] = { "n", "e<Tab><Tab><Tab>", "a" };
	const long resizes = campaign_rounds(30, 1000);
	struct sandbox *sandbox = sandbox_create();
	struct morning morning;
	long bad = 0, count = 0;

	(void)state;
	morning_make(sandbox, &morning);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct terminal *terminal = terminal_open(sandbox, NULL);
		story_login(terminal);
		terminal_keys(terminal, ways[i]);
		bad += resize_typing(terminal, resizes, (unsigned)i + 1);
		count += resizes;
		terminal_keys(terminal, "<Escape>");
		assert_int_equal(terminal_quit(terminal), 0);
		terminal_destroy(terminal);
	}
	morning_release(&morning);
	sandbox_destroy(sandbox);
	assert_int_equal(bad, 0);
	campaign_record(subject,
	                "size changed between 1x1 and 500x200 while a note, a form or the picker is typed into", count,
	                "times", bad, "lost letters, or not told that it is too small");
}

/* ---- types */

/* Of these the emulator understands all that matters. */
static const char *const types[] = {
	"xterm-direct",     "xterm-mono", "xterm-kitty", "alacritty", "foot",   "putty-256color",
	"konsole",          "vte",        "st-256color", "rxvt",      "mlterm", "linux-16color",
	"screen.xterm-new", "tmux",       "vt220",       "ansi",
};

/* NULL: a screen that can be left again, or a line that tells why not; else what is wrong. */
static const char *type_judge(struct sandbox *sandbox, const char *type, bool readable)
{
	struct terminal *terminal =
	        terminal_start(sandbox, &(struct terminal_options){ .term = type, .blind = !readable });
	const char *fault = NULL;
	int status;
	size_t size;

	/* Until it has answered, or has ended. */
	bool shown = terminal_answers(terminal);
	if (shown) {
		if (readable &&
		    (!terminal_find(terminal, "password", NULL, NULL) || !terminal_find(terminal, "name", NULL, NULL)))
			fault = "its screen does not read";
		terminal_press(terminal, "<C-q>");
		status = terminal_wait_exit(terminal);
		if (!fault && status != 0)
			fault = "it cannot be left";
		if (!fault)
			fault = readable ? terminal_not_given_back(terminal) : NULL;
	} else {
		status = terminal_wait_exit(terminal);
		const char *output = terminal_output(terminal, &size), *line = memchr(output, '\n', size);
		if (readable)
			fault = "it is refused";
		else if (status != 1 || memchr(output, '\033', size))
			fault = "it is refused without words, or with escapes";
		else if (!line || line != output + size - 1 || strncmp(output, "timesheet: ", 11) != 0)
			fault = "it is refused in more or less than a line";
	}
	terminal_destroy(terminal);
	if (fault)
		print_error("TERM=%s: %s\n", type, fault);
	return fault;
}

/* All that terminfo has in a directory of letters. */
static void types_try_all(struct sandbox *sandbox, const char *root, long *tried, long *bad)
{
	DIR *letters = opendir(root);
	const struct dirent *letter, *entry;
	char path[512];

	while (letters && (letter = readdir(letters))) {
		(void)snprintf(path, sizeof path, "%s/%s", root, letter->d_name);
		DIR *entries = letter->d_name[0] == '.' ? NULL : opendir(path);
		while (entries && (entry = readdir(entries))) {
			if (entry->d_name[0] == '.')
				continue;
			*bad += type_judge(sandbox, entry->d_name, false) != NULL;
			++*tried;
		}
		if (entries)
			(void)closedir(entries);
	}
	if (letters)
		(void)closedir(letters);
}

static bool type_known(const char *type)
{
	static const char *const roots[] = { "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo" };
	char path[256];

	for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
		(void)snprintf(path, sizeof path, "%s/%c/%s", roots[i], type[0], type);
		if (access(path, R_OK) == 0)
			return true;
	}
	return false;
}

static void every_terminal_type_is_shown_a_screen_or_refused_in_a_line(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	long tried = 0, bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		/* Without ncurses-term some are not there: such a name is taken for an xterm. */
		bad += type_judge(sandbox, types[i], type_known(types[i])) != NULL;
		tried++;
	}
	if (campaign_rounds(0, 100) == 100) {
		types_try_all(sandbox, "/lib/terminfo", &tried, &bad);
		types_try_all(sandbox, "/usr/share/terminfo", &tried, &bad);
	}
	sandbox_destroy(sandbox);
	assert_int_equal(bad, 0);
	campaign_record(subject, "every type that terminfo knows", tried, "types", bad,
	                "neither shown nor refused in a line");
}

/* ---- descriptors */

static void file_of(const struct sandbox *sandbox, int number, char path[96])
{
	(void)snprintf(path, 96, "%s/descriptor-%d", sandbox->directory, number);
}

/* NULL: no file has an escape in it, the input is as it was. */
static const char *files_judge(const struct sandbox *sandbox, unsigned redirected, bool refused)
{
	const char *fault = NULL;

	for (int i = 0; i < 3; i++) {
		char path[96], *bytes;
		size_t size;
		if ((redirected >> i & 1u) == 0)
			continue;
		file_of(sandbox, i, path);
		bytes = file_read(path, &size);
		assert_non_null(bytes);
		if (memchr(bytes, '\033', size))
			fault = "there are escapes in a file";
		else if (i == 0 && strcmp(bytes, "0q\n") != 0)
			fault = "its input was written to";
		else if (i == 1 && size != 0)
			fault = "it wrote to standard output";
		else if (i == 2 && refused && (size == 0 || memchr(bytes, '\n', size) != bytes + size - 1))
			fault = "it is refused in more or less than a line";
		free(bytes);
		(void)unlink(path);
	}
	return fault;
}

static const char *descriptors_judge(struct sandbox *sandbox, const struct terminal_options *options)
{
	struct terminal *terminal;
	const char *fault = NULL;
	char path[96];

	if ((options->redirected & 1u) != 0) {
		file_of(sandbox, 0, path);
		file_write(path, "0q\n", 3);
	}
	terminal = terminal_start(sandbox, options);
	bool shown = terminal_answers(terminal);
	if (shown == options->uncontrolled)
		fault = shown ? "it runs without a terminal" : "it does not run, though there is a terminal";
	if (shown)
		terminal_press(terminal, "<C-q>");
	if (terminal_wait_exit(terminal) != (shown ? 0 : 1))
		fault = "its status is wrong";
	terminal_destroy(terminal);
	const char *files = files_judge(sandbox, options->redirected, !shown);
	return fault ? fault : files;
}

static void closed_and_redirected_descriptors_get_a_line_at_most_and_the_database_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct morning morning;
	long tried = 0, bad = 0;

	(void)state;
	morning_make(sandbox, &morning);
	for (unsigned run = 0; run < 32; run++) {
		struct terminal_options options = { .uncontrolled = (run & 8u) != 0 };
		if ((run & 16u) != 0)
			options.closed = run & 7u;
		else
			options.redirected = run & 7u;
		const char *fault = descriptors_judge(sandbox, &options);
		size_t size;
		char *bytes = file_read(sandbox->database, &size);
		if (!fault && (size != morning.size || memcmp(bytes, morning.bytes, size) != 0))
			fault = "the database has changed";
		free(bytes);
		if (fault)
			print_error("closed %u, redirected %u, %s terminal: %s\n", options.closed, options.redirected,
			            options.uncontrolled ? "without" : "with", fault);
		tried++;
		bad += fault != NULL;
	}
	morning_release(&morning);
	sandbox_destroy(sandbox);
	assert_int_equal(bad, 0);
	campaign_record(subject, "descriptors 0 to 2 closed or redirected, with and without a terminal", tried, "ways",
	                bad, "escapes in a file, or a change to the database");
}

/* What must be seen if it happens. */
static void a_program_that_writes_where_it_should_not_is_seen(void **state)
{
	static const char *const scripts[] = { "printf '\\033[2J' >&1; exit 1", "echo one >&2; echo two >&2; exit 1",
		                               "echo x >&2; exit 0" };
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
		const char *const arguments[] = { "-c", scripts[i], NULL };
		const struct terminal_options options = {
			.program = "/bin/sh", .arguments = arguments, .redirected = 6, .uncontrolled = true
		};
		assert_non_null(descriptors_judge(sandbox, &options));
	}
	sandbox_destroy(sandbox);
}

/* ---- a locale without Unicode */

static void what_a_plain_locale_cannot_show_is_kept_as_it_was(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	story_log(terminal, "9:00 caf\303\251 \346\227\245\346\234\254");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	terminal = terminal_open(sandbox, &(struct terminal_options){ .locale = "C" });
	story_login(terminal);
	terminal_assert_text(terminal, "caf?");
	/* The comment is changed, the text beside it is not. */
	terminal_keys(terminal, "e<Tab><Tab><Tab>plain<Enter>");
	terminal_assert_text(terminal, "caf?");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_assert_text(terminal, "caf\303\251 \346\227\245\346\234\254");
	terminal_assert_text(terminal, "plain");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_typed_is_lost_whatever_the_size),
		cmocka_unit_test(every_terminal_type_is_shown_a_screen_or_refused_in_a_line),
		cmocka_unit_test(closed_and_redirected_descriptors_get_a_line_at_most_and_the_database_nothing),
		cmocka_unit_test(a_program_that_writes_where_it_should_not_is_seen),
		cmocka_unit_test(what_a_plain_locale_cannot_show_is_kept_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
