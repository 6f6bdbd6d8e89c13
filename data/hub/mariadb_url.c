/* The address of a MariaDB server, taken apart. */
#include "data/hub/mariadb_url.h"

#include "data/file/file.h"

#include <stdlib.h>
#include <string.h>

static int digit_value(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = digit ? strchr(digits, digit >= 'A' && digit <= 'F' ? digit + ('a' - 'A') : digit) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* A part with its "%2F" decoded. False: it is too long, or has a control character. */
static bool part_read(const char *text, size_t size, char out[MARIADB_PART_SIZE])
{
	size_t length = 0;

	for (size_t i = 0; i < size; i++) {
		char byte = text[i];
		if (byte == '%' && size - i > 2) {
			int high = digit_value(text[i + 1]), low = digit_value(text[i + 2]);
			byte = (char)(high < 0 || low < 0 ? 0 : high << 4 | low);
			i += 2;
		}
		if ((unsigned char)byte < ' ' || length + 1 >= MARIADB_PART_SIZE)
			return false;
		out[length++] = byte;
	}
	out[length] = '\0';
	return true;
}

static enum ts_status no_password(char reason[TS_REASON_SIZE])
{
	return file_fail(reason, TS_INVALID,
	                 "a password in an address can be read by others: it belongs into ~/.my.cnf, under [client]");
}

static enum ts_status no_url(const char *text, char reason[TS_REASON_SIZE])
{
	return file_fail(reason, TS_INVALID, "'%s' is not mariadb://[USER@]HOST[:PORT]/DATABASE", text);
}

/* "host", "host:3307", "[::1]:3307" */
static bool host_read(const char *text, size_t size, struct mariadb_url *out)
{
	const char *end = size > 0 && text[0] == '[' ? memchr(text, ']', size) : NULL;
	const char *colon = memchr(end ? end : text, ':', size - (size_t)((end ? end : text) - text));
	size_t host = colon ? (size_t)(colon - text) : size, digits = colon ? size - host - 1 : 0;

	if (colon) {
		char *rest;
		unsigned long port = strtoul(colon + 1, &rest, 10);
		if (digits == 0 || digits > 5 || rest != colon + 1 + digits || port == 0 || port > 65535)
			return false;
		out->port = (unsigned)port;
	}
	return end ? (size_t)(end - text) + 1 == host && part_read(text + 1, host - 2, out->host)
	           : part_read(text, host, out->host);
}

static enum ts_status settings_read(const char *text, struct mariadb_url *out, char reason[TS_REASON_SIZE])
{
	while (*text) {
		size_t size = strcspn(text, "&"), name = strcspn(text, "=&");
		char *room = name == 6 && strncmp(text, "socket", 6) == 0   ? out->socket
		             : name == 6 && strncmp(text, "ssl-ca", 6) == 0 ? out->authority
		                                                            : NULL;
		if (name == 8 && strncmp(text, "password", 8) == 0)
			return no_password(reason);
		if (!room || name == size || !part_read(text + name + 1, size - name - 1, room))
			return file_fail(reason, TS_INVALID, "'%.*s' is neither ssl-ca=FILE nor socket=FILE", (int)size,
			                 text);
		text += size + (text[size] == '&');
	}
	return TS_OK;
}

enum ts_status mariadb_url_read(const char *text, struct mariadb_url *out, char reason[TS_REASON_SIZE])
{
	const char *rest = strstr(text, "://");
	size_t authority = rest ? strcspn(rest += 3, "/?") : 0;
	const char *at = rest ? memchr(rest, '@', authority) : NULL, *host = at ? at + 1 : rest;

	*out = (struct mariadb_url){ .port = 0 };
	if (!rest || rest[authority] != '/')
		return no_url(text, reason);
	if (at && memchr(rest, ':', (size_t)(at - rest)))
		return no_password(reason);
	const char *database = rest + authority + 1;
	size_t database_size = strcspn(database, "?");
	if ((at && !part_read(rest, (size_t)(at - rest), out->user)) ||
	    !host_read(host, authority - (size_t)(host - rest), out) || database_size == 0 ||
	    !part_read(database, database_size, out->database))
		return no_url(text, reason);
	enum ts_status status =
	        database[database_size] == '?' ? settings_read(database + database_size + 1, out, reason) : TS_OK;
	if (status == TS_OK && out->socket[0] && out->host[0])
		return file_fail(reason, TS_INVALID, "either a host or a socket");
	return status;
}
