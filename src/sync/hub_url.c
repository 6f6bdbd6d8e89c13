/* Where a hub is. */
#include "src/sync/hub_url.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The child's words, one behind the other in a buffer. */
struct writer {
	struct hub_url *url;
	size_t used, count;
	bool failed;
};

static bool refuse(char *reason, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool refuse(char *reason, size_t size, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(reason, size, format, arguments);
	va_end(arguments);
	return false;
}

static void word_add(struct writer *writer, const char *word, size_t size)
{
	struct hub_url *url = writer->url;

	if (writer->count == HUB_WORDS || writer->used + size + 1 > sizeof url->buffer) {
		writer->failed = true;
		return;
	}
	url->words[writer->count] = url->buffer + writer->used;
	memcpy(url->buffer + writer->used, word, size);
	url->buffer[writer->used + size] = '\0';
	writer->used += size + 1;
	url->words[++writer->count] = NULL;
}

static void words_add(struct writer *writer, const char *const *words)
{
	for (; *words; words++)
		word_add(writer, *words, strlen(*words));
}

static bool all_of(const char *text, size_t size, const char *allowed)
{
	return strspn(text, allowed) >= size;
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* ---- ssh */

struct ssh_parts {
	const char *host; /* with its user */
	size_t host_size;
	char port[8]; /* "" as ssh is configured */
	const char *path;
};

static bool ssh_split(const char *rest, struct ssh_parts *out, char *reason, size_t size)
{
	size_t all = strcspn(rest, "/"), host = strcspn(rest, ":/");

	*out = (struct ssh_parts){ .host = rest, .host_size = host, .path = rest + all };
	/* "-oProxyCommand=..." would be an option. */
	const char *name = memchr(rest, '@', host);
	if (host == 0 || rest[0] == '-' || !all_of(rest, host, LETTERS "@._-") ||
	    (name && (name == rest || name[1] == '-')))
		return refuse(reason, size, "'%.*s' is no host: ssh://[user@]host[:port][/path]", (int)host, rest);
	if (host == all)
		return true;
	size_t digits = all - host - 1;
	long port = strtol(rest + host + 1, NULL, 10);
	if (digits == 0 || digits >= sizeof out->port || !all_of(rest + host + 1, digits, "0123456789") || port < 1 ||
	    port > 65535)
		return refuse(reason, size, "'%.*s' is no port", (int)digits, rest + host + 1);
	(void)snprintf(out->port, sizeof out->port, "%ld", port);
	return true;
}

/* In a session of its own the child has no terminal, and asks nothing. The far side's shell reads the words once more:
 * nothing in them may mean something to it. */
static bool ssh_read(const char *rest, struct hub_url *out, char *reason, size_t size)
{
	static const char *const before[] = { "ssh", "-T",
		                              "-x",  "-a",
		                              "-o",  "BatchMode=yes",
		                              "-o",  "ServerAliveInterval=15",
		                              "-o",  "ServerAliveCountMax=2",
		                              "-o",  "ConnectTimeout=10",
		                              NULL };
	static const char *const after[] = { "timesheet", "hub", "--stdio", NULL };
	struct writer writer = { .url = out };
	struct ssh_parts parts;

	if (!ssh_split(rest, &parts, reason, size))
		return false;
	const char *path = parts.path[0] == '/' && parts.path[1] == '~' ? parts.path + 1 : parts.path;
	if (!all_of(path, strlen(path), LETTERS "._/~-") || path[0] == '-')
		return refuse(reason, size, "the path '%s' on the host may have letters, digits and . _ - / ~ only",
		              path);
	out->kind = HUB_SSH;
	words_add(&writer, before);
	if (parts.port[0]) {
		word_add(&writer, "-p", 2);
		word_add(&writer, parts.port, strlen(parts.port));
	}
	word_add(&writer, "--", 2);
	word_add(&writer, parts.host, parts.host_size);
	words_add(&writer, after);
	if (path[0] != '\0' && strcmp(path, "/") != 0)
		word_add(&writer, path, strlen(path));
	(void)snprintf(out->place, sizeof out->place, "%.*s", (int)parts.host_size, parts.host);
	(void)snprintf(out->shown, sizeof out->shown, "%.*s", (int)parts.host_size, parts.host);
	return writer.failed ? refuse(reason, size, "this is too long") : true;
}

/* ---- a child on this machine */

static bool own_hub(const char *place, struct hub_url *out, char *reason, size_t size)
{
	static const char *const words[] = { "timesheet", "hub", "--stdio", NULL };
	struct writer writer = { .url = out };

	words_add(&writer, words);
	word_add(&writer, place, strlen(place));
	return writer.failed ? refuse(reason, size, "this is too long") : true;
}

static bool folder_read(const char *text, const char *home, struct hub_url *out, char *reason, size_t size)
{
	char path[TS_URL_SIZE], place[TS_URL_SIZE + 8];

	if (text[0] == '~' && (text[1] == '/' || text[1] == '\0') && home)
		(void)snprintf(path, sizeof path, "%s%s", home, text + 1);
	else
		(void)snprintf(path, sizeof path, "%s", text);
	for (size_t end = strlen(path); end > 1 && path[end - 1] == '/'; end--)
		path[end - 1] = '\0';
	if (path[0] != '/')
		return refuse(reason, size, "'%s' is neither a URL nor an absolute path: ssh://host, /path, ~/path",
		              text);
	out->kind = HUB_FOLDER;
	size_t home_size = home ? strlen(home) : 0;
	bool own = home_size > 1 && strncmp(path, home, home_size) == 0 && path[home_size] == '/';
	(void)snprintf(out->place, sizeof out->place, "%s", path);
	(void)snprintf(out->shown, sizeof out->shown, "%s%.*s", own ? "~" : "", HUB_SHORT_SIZE - 2,
	               path + (own ? home_size : 0));
	(void)snprintf(place, sizeof place, "folder:%s", path);
	if (strlen(place) >= sizeof out->url)
		return refuse(reason, size, "this path is too long");
	memcpy(out->url, place, strlen(place) + 1);
	return own_hub(place, out, reason, size);
}

/* A password in it would stand in the file, and in the list of processes. */
static bool server_read(const char *text, const char *rest, struct hub_url *out, char *reason, size_t size)
{
	size_t authority = strcspn(rest, "/?");
	const char *at = memchr(rest, '@', authority);
	const char *colon = at ? memchr(rest, ':', (size_t)(at - rest)) : NULL;

	if (colon)
		return refuse(
		        reason, size,
		        "no password in the URL, please: libpq reads it from ~/.pgpass or a service file, MariaDB from "
		        "~/.my.cnf");
	out->kind = HUB_SERVER;
	const char *host = at ? at + 1 : rest;
	(void)snprintf(out->place, sizeof out->place, "%s", text);
	int size_of_host = (int)(authority - (size_t)(host - rest));
	/* By a socket of this machine. */
	if (size_of_host == 0)
		(void)snprintf(out->shown, sizeof out->shown, "localhost");
	else
		(void)snprintf(out->shown, sizeof out->shown, "%.*s", size_of_host, host);
	return own_hub(text, out, reason, size);
}

static bool program_read(const char *rest, struct hub_url *out, char *reason, size_t size)
{
	struct writer writer = { .url = out };

	out->kind = HUB_PROGRAM;
	for (const char *at = rest; *at;) {
		at += strspn(at, " ");
		size_t word = strcspn(at, " ");
		if (word > 0)
			word_add(&writer, at, word);
		at += word;
	}
	if (writer.count == 0)
		return refuse(reason, size, "exec: needs a program");
	(void)snprintf(out->place, sizeof out->place, "%s", rest);
	(void)snprintf(out->shown, sizeof out->shown, "%.*s", HUB_SHORT_SIZE - 1, out->words[0]);
	return writer.failed ? refuse(reason, size, "this is too long") : true;
}

bool hub_url_read(const char *text, const char *home, struct hub_url *out, char *reason, size_t size)
{
	static const char *const servers[] = { "postgres://", "postgresql://", "mysql://", "mariadb://" };

	*out = (struct hub_url){ .kind = HUB_SSH };
	if (strlen(text) >= sizeof out->url - 8)
		return refuse(reason, size, "this is too long for the place of a hub");
	for (const char *at = text; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return refuse(reason, size, "there is a control character in the place of the hub");
	}
	(void)snprintf(out->url, sizeof out->url, "%s", text);
	if (strncmp(text, "ssh://", 6) == 0)
		return ssh_read(text + 6, out, reason, size);
	if (strncmp(text, "exec:", 5) == 0)
		return program_read(text + 5, out, reason, size);
	if (strncmp(text, "folder:", 7) == 0)
		return folder_read(text + 7, home, out, reason, size);
	for (size_t i = 0; i < sizeof servers / sizeof servers[0]; i++) {
		size_t scheme = strlen(servers[i]);
		if (strncmp(text, servers[i], scheme) == 0)
			return server_read(text, text + scheme, out, reason, size);
	}
	if (strstr(text, "://"))
		return refuse(reason, size,
		              "'%.*s' is no kind of hub: ssh://, postgres://, mariadb://, exec:, or a folder's path",
		              (int)(strstr(text, "://") - text), text);
	return folder_read(text, home, out, reason, size);
}

void hub_url_let_ask(struct hub_url *url)
{
	static char no[] = "BatchMode=no";

	for (char **word = url->words; url->kind == HUB_SSH && *word; word++) {
		if (strcmp(*word, "BatchMode=yes") == 0)
			*word = no;
	}
}
