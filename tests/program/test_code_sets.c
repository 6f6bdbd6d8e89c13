/* Terminals that speak another code set than UTF-8: what is typed there, on screens and in commands, is the same
 * letters on any other machine, and a byte that is no letter is refused. */
#include "support_pipes.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each in the code set and in UTF-8. */
struct letters {
	const char *there, *here;
};

struct code_set {
	const char *name, *language;
	struct letters password, other, text, user;
	const char *broken; /* NULL: every byte is a letter there */
	bool slow;          /* the system makes its locale in seconds */
};

static const struct code_set code_sets[] = {
	{ .name = "ISO-8859-1",
	  .language = "de_DE",
	  .password = { "d\xe9j\xe0 vu \xe9t\xe9", "d\xc3\xa9j\xc3\xa0 vu \xc3\xa9t\xc3\xa9" },
	  .other = { "d\xe8j\xe0 vu \xe8t\xe8", "d\xc3\xa8j\xc3\xa0 vu \xc3\xa8t\xc3\xa8" },
	  .text = { "caf\xe9-cr\xe8me", "caf\xc3\xa9-cr\xc3\xa8me" },
	  .user = { "ren\xe9", "ren\xc3\xa9" } },
	{ .name = "ISO-8859-15",
	  .language = "fr_FR",
	  .password = { "10 \xa4 pour l'\xbdil", "10 \xe2\x82\xac pour l'\xc5\x93il" },
	  /* What these bytes are in Latin-1. */
	  .other = { "10 \xa3 pour l'\xb5il", "10 \xc2\xa4 pour l'\xc2\xbdil" },
	  .text = { "th\xe9-3\xa4", "th\xc3\xa9-3\xe2\x82\xac" },
	  .user = { "\xbduvre", "\xc5\x93uvre" } },
	{ .name = "KOI8-R",
	  .language = "ru_RU",
	  .password = { "\xd0\xc1\xd2\xcf\xcc\xff 12", "\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd0\xaa 12" },
	  .other = { "\xd0\xc1\xd2\xcf\xcc\xc5 12", "\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd0\xb5 12" },
	  .text = { "\xde\xc1\xca", "\xd1\x87\xd0\xb0\xd0\xb9" },
	  .user = { "\xc1\xce\xce\xc1", "\xd0\xb0\xd0\xbd\xd0\xbd\xd0\xb0" } },
	{ .name = "GB18030",
	  .language = "zh_CN",
	  .password = { "\xc3\xdc\xc2\xeb 12345", "\xe5\xaf\x86\xe7\xa0\x81 12345" },
	  .other = { "\xc2\xeb\xc3\xdc 12345", "\xe7\xa0\x81\xe5\xaf\x86 12345" },
	  .text = { "\xb2\xe8", "\xe8\x8c\xb6" },
	  .user = { "\xd0\xa1\xc3\xf7", "\xe5\xb0\x8f\xe6\x98\x8e" },
	  .broken = "a\xff",
	  .slow = true },
};

/* The system's sources make it; false: there are none. */
static bool locale_make(const struct sandbox *sandbox, const struct code_set *set, char variable[SANDBOX_PATH_SIZE + 8])
{
	char command[256], path[SANDBOX_PATH_SIZE];

	(void)snprintf(variable, SANDBOX_PATH_SIZE + 8, "LOCPATH=%s", sandbox->directory);
	(void)snprintf(command, sizeof command, "localedef --no-archive -i %s -f %s %s/place 2>/dev/null",
	               set->language, set->name, sandbox->directory);
	(void)system(command); // NOLINT(cert-env33-c): its warnings have a status, too
	sandbox_path(sandbox, "place/LC_CTYPE", path);
	return access(path, R_OK) == 0;
}

/* Words, a password, a note and a name come in its letters; a terminal gets such, a pipe UTF-8. */
static void assert_commands(struct sandbox *sandbox, const struct code_set *set, const char *variable)
{
	char output[512], path[SANDBOX_PATH_SIZE], secret[SANDBOX_PATH_SIZE + 32], expected[256];
	const char *const environment[] = { variable, "LC_ALL=place", secret, NULL };
	const struct run_options options = { .environment = environment, .input = set->text.there };

	sandbox_path(sandbox, "secret", path);
	file_write(path, set->password.there, strlen(set->password.there));
	(void)snprintf(secret, sizeof secret, "TIMESHEET_PASSWORD_FILE=%s", path);
	EXPECT_WITH(sandbox, &options, 0, "14:37 off\n", "", "off");
	(void)snprintf(expected, sizeof expected, "14:37 %s\n", set->text.here);
	EXPECT_WITH(sandbox, &options, 0, expected, "", "log", set->text.there);
	(void)snprintf(expected, sizeof expected, "%s\n", set->text.here);
	EXPECT_WITH(sandbox, &options, 0, "", "", "note", "--stdin");
	EXPECT_WITH(sandbox, &options, 0, expected, "", "note");
	(void)snprintf(expected, sizeof expected, "there is no user '%s'", set->user.here);
	EXPECT_WITH(sandbox, &options, 3, "", expected, "--user", set->user.there, "status");
	EXPECT_WITH(sandbox, &options, 0, NULL, NULL, "register", set->user.there);
	(void)snprintf(expected, sizeof expected, "ada\n%s\n", set->user.here);
	EXPECT_WITH(sandbox, &options, 0, expected, "", "users");
	assert_int_equal(command_run(sandbox, environment, output, sizeof output, "--user", "ada", "status", NULL), 0);
	assert_non_null(strstr(output, set->text.there));
	if (!set->broken)
		return;
	(void)snprintf(expected, sizeof expected, "has a byte that is no character in %s", set->name);
	EXPECT_WITH(sandbox, &options, 2, "", expected, "--user", "ada", "log", set->broken);
	EXPECT_WITH(sandbox, &options, 2, "", expected, "--user", set->broken, "status");
	file_write(path, set->broken, strlen(set->broken));
	EXPECT_WITH(sandbox, &options, 3, "", expected, "--user", "ada", "status");
}

/* In its letters; blind, since the emulator may not understand them. */
static struct terminal *there_start(struct sandbox *sandbox, const char *const *environment)
{
	const struct terminal_options there = { .locale = "place", .environment = environment, .blind = true };
	struct terminal *terminal = terminal_start(sandbox, &there);

	assert_true(terminal_answers(terminal));
	return terminal;
}

static void type(struct terminal *terminal, const char *bytes, const char *keys)
{
	terminal_send(terminal, bytes, strlen(bytes));
	terminal_press(terminal, keys);
	terminal_fence(terminal);
}

static void quit(struct terminal *terminal)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

/* A password is chosen there, and is the same letters here; others are not. */
static void assert_password(struct sandbox *sandbox, const struct code_set *set, const char *const *environment)
{
	struct terminal *terminal = there_start(sandbox, environment);

	type(terminal, "ada", "<Tab>");
	type(terminal, set->password.there, "<Tab>");
	type(terminal, set->password.there, "<Enter>");
	terminal_destroy(terminal);
	terminal = terminal_open(sandbox, NULL);
	type(terminal, set->other.here, "<Enter>");
	terminal_wait_text(terminal, "wrong password");
	terminal_keys(terminal, "<C-u>");
	type(terminal, set->password.here, "<Enter>");
	terminal_wait_text(terminal, "LOGS");
	story_log(terminal, "before");
	quit(terminal);
}

static void there_quit(struct terminal *terminal)
{
	terminal_press(terminal, "jqq");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
}

/* A text is typed there, stands here in its letters, and there in theirs. */
static void assert_text(struct sandbox *sandbox, const struct code_set *set, const char *const *environment)
{
	struct terminal *terminal = there_start(sandbox, environment);
	size_t size;

	type(terminal, set->password.there, "<Enter>");
	terminal_press(terminal, "<Enter>");
	terminal_fence(terminal);
	type(terminal, set->text.there, "<Enter>");
	there_quit(terminal);
	terminal = terminal_open(sandbox, NULL);
	type(terminal, set->password.here, "<Enter>");
	terminal_wait_text(terminal, "LOGS");
	terminal_assert_text(terminal, set->text.here);
	quit(terminal);
	terminal = there_start(sandbox, environment);
	type(terminal, set->password.there, "<Enter>");
	const char *output = terminal_output(terminal, &size);
	assert_non_null(memmem(output, size, set->text.there, strlen(set->text.there)));
	there_quit(terminal);
}

static void what_is_typed_in_a_locales_letters_is_the_same_everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof code_sets / sizeof code_sets[0]; i++) {
		struct sandbox *sandbox = sandbox_create();
		char variable[SANDBOX_PATH_SIZE + 8];
		const char *const environment[] = { variable, NULL };
		if ((code_sets[i].slow && !campaign_on()) || !locale_make(sandbox, &code_sets[i], variable)) {
			print_message("skipped: %s\n", code_sets[i].name);
		} else {
			assert_password(sandbox, &code_sets[i], environment);
			assert_text(sandbox, &code_sets[i], environment);
			assert_commands(sandbox, &code_sets[i], variable);
		}
		sandbox_destroy(sandbox);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_typed_in_a_locales_letters_is_the_same_everywhere),
	};

	return cmocka_run_group_tests_name("code sets", tests, NULL, NULL);
}
