/* Arguments and environment of the program under test: a sandbox's own, and nothing of the person's who runs the tests.
 */
#include "support_environment.h"
#include "tests/campaign/campaign.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A test that fails leaves its things behind; a sanitizer's list of them would bury the reason. The program has options
 * of its own, and leaks are looked for there. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0:quarantine_size_mb=16:malloc_context_size=8";
}

void words_add(struct words *words, char *text)
{
	assert_non_null(text);
	assert_true(words->count < WORDS_MOST);
	words->at[words->count++] = text;
}

void words_release(struct words *words)
{
	while (words->count > 0)
		free(words->at[--words->count]);
}

void variable_set(struct words *words, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;
	size_t name;

	va_start(arguments, format);
	assert_true(vasprintf(&text, format, arguments) > 0);
	va_end(arguments);
	name = strcspn(text, "=") + 1;
	for (size_t i = 0; i < words->count; i++) {
		if (strncmp(words->at[i], text, name) == 0) {
			free(words->at[i]);
			words->at[i] = text;
			return;
		}
	}
	words_add(words, text);
}

static void variable_remove(struct words *words, const char *name)
{
	size_t size = strlen(name);

	for (size_t i = 0; i < words->count; i++) {
		if (strncmp(words->at[i], name, size) != 0 || words->at[i][size] != '=')
			continue;
		free(words->at[i]);
		words->at[i] = words->at[--words->count];
		words->at[words->count] = NULL;
		return;
	}
}

/* The command, its options without their values, and how many words there are. */
static uint64_t arguments_kind(const char *const *arguments)
{
	uint64_t kind = UINT64_C(14695981039346656037); /* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */

	for (size_t i = 0; arguments[i]; i++) {
		const char *word = arguments[i];
		size_t size = i == 0 || word[0] == '-' ? strcspn(word, "=") : 0;

		for (size_t j = 0; j <= size; j++)
			kind = (kind ^ (j < size ? (unsigned char)word[j] : 0)) * UINT64_C(1099511628211);
	}
	return kind;
}

/* Whether there has been no such run in this process. Where there are more kinds than are remembered: true. */
static bool first_of_kind(const char *const *arguments)
{
	static uint64_t known[512];
	const uint64_t kind = arguments_kind(arguments);
	size_t i = 0;

	while (i < sizeof known / sizeof known[0] && known[i] != 0 && known[i] != kind)
		i++;
	if (i < sizeof known / sizeof known[0] && known[i] == kind)
		return false;
	if (i < sizeof known / sizeof known[0])
		known[i] = kind;
	return true;
}

void environment_fill(struct words *variables, const struct sandbox *sandbox, const char *const *arguments)
{
	const char *home = sandbox->directory;

	variable_set(variables, "PATH=/usr/bin:/bin");
	variable_set(variables, "HOME=%s", home);
	variable_set(variables, "XDG_DATA_HOME=%s/data", home);
	variable_set(variables, "XDG_RUNTIME_DIR=%s/run", home);
	variable_set(variables, "TIMESHEET_HOST=laptop");
	variable_set(variables, "XDG_CONFIG_HOME=%s/config", home);
	variable_set(variables, "LC_ALL=C.UTF-8");
	variable_set(variables, "TZ=CET-1CEST,M3.5.0,M10.5.0/3");
	variable_set(variables,
	             "ASAN_OPTIONS=exitcode=99:detect_leaks=%d:quarantine_size_mb=16:malloc_context_size=%d:"
	             "log_path=%s/sanitizer",
	             campaign_on() || first_of_kind(arguments), campaign_on() ? 8 : 1, home);
	variable_set(variables, "UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:log_path=%s/sanitizer", home);
	variable_set(variables, "TIMESHEET_CLOCK_FILE=%s/clock", home);
}

void environment_add(struct words *variables, const char *const *more)
{
	for (size_t i = 0; more && more[i]; i++) {
		if (strchr(more[i], '='))
			variable_set(variables, "%s", more[i]);
		else
			variable_remove(variables, more[i]);
	}
}
