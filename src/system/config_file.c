/* Finds and reads the configuration; what its words mean is ui/config/. */
#include "src/system/config_file.h"

#include "src/system/paths.h"
#include "ui/base/alloc.h"
#include "ui/base/distance.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody writes that much; a mistaken file might be anything. */
enum { FILE_MOST = 256 * 1024 };

const char *config_variable(enum config_key key, char out[CONFIG_VARIABLE_SIZE])
{
	(void)snprintf(out, CONFIG_VARIABLE_SIZE, "TIMESHEET_%s", config_meaning(key)->name);
	for (char *at = out; *at; at++)
		*at = (char)(*at == '-' ? '_' : toupper((unsigned char)*at));
	return out;
}

static ssize_t read_all(int descriptor, char *out, size_t size)
{
	size_t used = 0;

	while (used < size) {
		ssize_t got = read(descriptor, out + used, size - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		used += (size_t)got;
	}
	return (ssize_t)used;
}

/* Non-blocking: a pipe in the place of the file must not hold the program up. */
static void file_read(struct config *config, const char *path)
{
	const struct config_source source = { .origin = CONFIG_OF_FILE };
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat status;

	if (descriptor < 0) {
		if (errno != ENOENT && errno != ENOTDIR)
			config_complain(config, source, "cannot be read: %s", strerror(errno));
		return;
	}
	if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
		config_complain(config, source, "is no file");
	} else if (status.st_size > FILE_MOST) {
		config_complain(config, source, "is too large to be a configuration");
	} else {
		char *text = allocate(FILE_MOST + 1, 1);
		ssize_t size = read_all(descriptor, text, FILE_MOST);

		if (size < 0)
			config_complain(config, source, "cannot be read: %s", strerror(errno));
		else
			config_read(config, text, (size_t)size);
		free(text);
	}
	(void)close(descriptor);
}

static void environment_read(struct config *config)
{
	for (int i = 0; i < CONFIG_COUNT; i++) {
		char name[CONFIG_VARIABLE_SIZE];
		const char *value = getenv(config_variable((enum config_key)i, name));

		if (value && *value)
			config_take(config, (enum config_key)i, value, CONFIG_OF_ENVIRONMENT, name);
	}
}

static void word_read(struct config *config, const char *word)
{
	const struct config_source source = { .origin = CONFIG_OF_COMMAND_LINE };
	size_t size = strcspn(word, "=");
	char name[64];

	(void)snprintf(name, sizeof name, "%.*s", (int)(size < sizeof name ? size : sizeof name - 1), word);
	enum config_key key = config_key_find(name);
	const char *near = text_near(name, config_key_at, NULL);
	if (word[size] != '=')
		config_complain(config, source, "--set %s: KEY=VALUE is wanted", name);
	else if (key == CONFIG_COUNT)
		config_complain(config, source, "--set %s: there is no such key%s%s%s", name,
		                near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
	else
		config_take(config, key, word + size + 1, CONFIG_OF_COMMAND_LINE, word);
}

char *config_file_load(struct config *out, const char *const *words, size_t count)
{
	char *path = paths_config();

	config_init(out);
	if (path)
		file_read(out, path);
	environment_read(out);
	for (size_t i = 0; i < count; i++)
		word_read(out, words[i]);
	return path;
}
