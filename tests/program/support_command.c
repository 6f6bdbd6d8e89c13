/* One-shot commands beside the terminals. Each has a terminal of its own, which is read to its end. */
#include "support.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { WORDS_MOST = 16 };

static void output_take(struct terminal *terminal, char *out, size_t size)
{
	size_t written;
	const char *output = terminal_output(terminal, &written);

	if (!out || size == 0)
		return;
	if (written > size - 1)
		written = size - 1;
	if (written > 0)
		memcpy(out, output, written);
	out[written] = '\0';
}

int command_run(struct sandbox *sandbox, const char *const *environment, char *out, size_t size, ...)
{
	const char *words[WORDS_MOST] = { "--db", sandbox->database };
	struct terminal_options options = { .arguments = words, .environment = environment, .width = 200 };
	size_t count = 2;
	va_list arguments;

	va_start(arguments, size);
	while ((words[count] = va_arg(arguments, const char *))) {
		count++;
		assert_true(count < WORDS_MOST);
	}
	va_end(arguments);
	struct terminal *terminal = terminal_start(sandbox, &options);
	int status = terminal_wait_exit(terminal);
	output_take(terminal, out, size);
	terminal_destroy(terminal);
	return status;
}

static void login(struct sandbox *sandbox, bool real)
{
	char path[96], variable[128];
	const char *const environment[] = { variable, NULL };
	const char *const words[] = { "--db", sandbox->database, "login", NULL };

	(void)snprintf(path, sizeof path, "%s/password", sandbox->directory);
	file_write(path, PASSWORD "\n", sizeof PASSWORD);
	assert_int_equal(chmod(path, 0600), 0);
	(void)snprintf(variable, sizeof variable, "TIMESHEET_PASSWORD_FILE=%s", path);
	struct terminal *terminal = terminal_start(
	        sandbox,
	        &(struct terminal_options){ .arguments = words, .environment = environment, .real_clock = real });
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_assert_text(terminal, "logged in until");
	terminal_destroy(terminal);
}

void command_login(struct sandbox *sandbox)
{
	login(sandbox, false);
}

void command_login_real(struct sandbox *sandbox)
{
	login(sandbox, true);
}
