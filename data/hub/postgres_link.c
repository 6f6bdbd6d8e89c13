/* A connection to a PostgreSQL server. It blocks, but never for long: whoever waits for this process asks it to answer.
 */
#include "data/hub/postgres_link.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
	DEADLINE = 15000, /* milliseconds in which the server must say something */
	PARAMETERS_MOST = 8,
	FORMAT_BINARY = 1,
	BYTEA = 17 /* its type's number (pg_type.dat) */
};

/* The server's first line. */
static enum ts_status fail(struct postgres_link *link, enum ts_status status, const char *words)
{
	return hub_fail(link->hub, status, "PostgreSQL: %.*s", (int)strcspn(words, "\n"), words);
}

/* ---- the connection */

/* A password in an address stands in the list of processes, and in histories. */
static enum ts_status url_check(struct postgres_link *link, const char *url)
{
	char *words = NULL;
	PQconninfoOption *options = link->library.PQconninfoParse(url, &words);
	enum ts_status status = TS_OK;

	if (!options) {
		status = fail(link, TS_INVALID, words ? words : ts_status_text(TS_NO_MEMORY));
		link->library.PQfreemem(words);
		return status;
	}
	for (const PQconninfoOption *option = options; option->keyword; option++) {
		if (strcmp(option->keyword, "password") == 0 && option->val)
			status = hub_fail(link->hub, TS_INVALID,
			                  "a password in an address can be read by others: it belongs into ~/.pgpass");
	}
	link->library.PQconninfoFree(options);
	return status;
}

static enum ts_status load(struct postgres_link *link)
{
	if (postgres_library_load(&link->library))
		return TS_OK;
	return hub_fail(link->hub, TS_INVALID, "PostgreSQL's client library is missing: install libpq5");
}

/* What comes behind the address wins over what stands in it. verify-full is not asked of a socket of this machine:
 * libpq knows no TLS there. Its default would believe anybody. */
static const char *const names[] = { "dbname",          "sslmode",          "gssencmode",
	                             "connect_timeout", "tcp_user_timeout", "application_name",
	                             "client_encoding", "options",          NULL };

enum ts_status postgres_connect(struct postgres_link *link, const char *url)
{
	const char *const values[] = { url,     "verify-full",   "disable", "10",
		                       "20000", "timesheet hub", "UTF8",    "-c statement_timeout=60000",
		                       NULL };
	enum ts_status status = load(link);

	if (status == TS_OK)
		status = url_check(link, url);
	if (status != TS_OK)
		return status;
	link->connection = link->library.PQconnectdbParams(names, values, 1);
	if (!link->connection)
		return hub_fail(link->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	if (link->library.PQstatus(link->connection) == CONNECTION_OK)
		return TS_OK;
	return fail(link, TS_IO, link->library.PQerrorMessage(link->connection));
}

void postgres_disconnect(struct postgres_link *link)
{
	if (link->connection)
		link->library.PQfinish(link->connection);
	link->connection = NULL;
}

/* ---- statements */

/* SQLSTATE (PostgreSQL's errcodes.txt), and those of hub_sql. */
static enum ts_status status_of(const char *code)
{
	static const struct {
		const char *code;
		enum ts_status status;
	} codes[] = {
		{ "TSQ01", TS_TOO_LONG }, { "42501", TS_INVALID }, { "3F000", TS_FOREIGN },   { "42883", TS_FOREIGN },
		{ "0A000", TS_NEWER },    { "53100", TS_FULL },    { "25006", TS_READ_ONLY },
	};

	for (size_t i = 0; code && i < sizeof codes / sizeof codes[0]; i++) {
		if (strcmp(code, codes[i].code) == 0)
			return codes[i].status;
	}
	return TS_IO;
}

static enum ts_status result_check(struct postgres_link *link, const PGresult *result)
{
	ExecStatusType kind = link->library.PQresultStatus(result);

	if (kind == PGRES_TUPLES_OK || kind == PGRES_COMMAND_OK)
		return TS_OK;
	const char *words = link->library.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	enum ts_status status = status_of(link->library.PQresultErrorField(result, PG_DIAG_SQLSTATE));
	if (status == TS_TOO_LONG && words)
		return hub_fail(link->hub, status, "%s", words);
	if (status == TS_FOREIGN)
		return hub_fail(
		        link->hub, status,
		        "no hub is in this database, or it is not yours: timesheet hub --sql prints what makes one");
	return fail(link, status, words ? words : link->library.PQerrorMessage(link->connection));
}

/* False: the server has said nothing for too long, or the connection is lost. */
static bool answer_wait(struct postgres_link *link)
{
	struct pollfd wait = { .fd = link->library.PQsocket(link->connection), .events = POLLIN };

	while (link->library.PQisBusy(link->connection)) {
		int ready = poll(&wait, 1, DEADLINE);
		if (ready == 0)
			return false;
		if (ready < 0 && errno != EINTR)
			return false;
		if (ready > 0 && !link->library.PQconsumeInput(link->connection))
			return false;
	}
	return true;
}

enum ts_status postgres_run(struct postgres_link *link, const char *sql, const struct postgres_value *values,
                            size_t count, PGresult **out)
{
	const char *bytes[PARAMETERS_MOST];
	int sizes[PARAMETERS_MOST], formats[PARAMETERS_MOST];

	*out = NULL;
	for (size_t i = 0; i < count; i++) {
		bytes[i] = values[i].bytes;
		sizes[i] = (int)values[i].size;
		formats[i] = FORMAT_BINARY;
	}
	if (!link->library.PQsendQueryParams(link->connection, sql, (int)count, NULL, bytes, sizes, formats,
	                                     FORMAT_BINARY))
		return fail(link, TS_IO, link->library.PQerrorMessage(link->connection));
	if (!answer_wait(link))
		return hub_fail(link->hub, TS_IO, "PostgreSQL: the server does not answer");
	PGresult *result = link->library.PQgetResult(link->connection), *more;
	enum ts_status status =
	        result ? result_check(link, result) : fail(link, TS_IO, link->library.PQerrorMessage(link->connection));
	/* One statement has one result; the next, none, ends it. */
	while (answer_wait(link) && (more = link->library.PQgetResult(link->connection)))
		link->library.PQclear(more);
	if (status == TS_OK)
		*out = result;
	else
		link->library.PQclear(result);
	return status;
}

bool postgres_notified(struct postgres_link *link, bool *only_own)
{
	PGnotify *notice;
	bool others = false, own = false;

	if (!link->library.PQconsumeInput(link->connection)) {
		(void)fail(link, TS_IO, link->library.PQerrorMessage(link->connection));
		link->hub->lost = true;
	}
	while ((notice = link->library.PQnotifies(link->connection))) {
		bool ours = notice->be_pid == link->library.PQbackendPID(link->connection);
		own = own || ours;
		others = others || !ours;
		link->library.PQfreemem(notice);
	}
	*only_own = own && !others;
	return others;
}

/* ---- values */

static void big_endian_put(uint64_t number, size_t size, unsigned char *out)
{
	for (size_t i = 0; i < size; i++)
		out[i] = (unsigned char)(number >> (8 * (size - 1 - i)));
}

void postgres_number_put(int64_t number, unsigned char out[8])
{
	big_endian_put((uint64_t)number, 8, out);
}

int64_t postgres_number(const struct postgres_link *link, const PGresult *result, int row, int column)
{
	struct packet_view view = postgres_bytes(link, result, row, column);
	const unsigned char *bytes = view.bytes;
	uint64_t number = 0;

	if (view.size != 4 && view.size != 8)
		return 0;
	for (size_t i = 0; i < view.size; i++)
		number = number << 8 | bytes[i];
	return (int64_t)number;
}

struct packet_view postgres_bytes(const struct postgres_link *link, const PGresult *result, int row, int column)
{
	if (link->library.PQgetisnull(result, row, column))
		return (struct packet_view){ "", 0 };
	return (struct packet_view){ link->library.PQgetvalue(result, row, column),
		                     (size_t)link->library.PQgetlength(result, row, column) };
}

/* As array_recv reads it (PostgreSQL's arrayfuncs.c): dimensions, whether there are NULLs, the elements' type, then of
 * the dimension its size and first index; each element's size and bytes. */
unsigned char *postgres_array_make(size_t count, postgres_element *get, const void *context, size_t *size)
{
	const uint32_t head[] = { 1, 0, BYTEA, (uint32_t)count, 1 };
	size_t total = sizeof head;

	for (size_t i = 0; i < count; i++)
		total += 4 + get(context, i).size;
	unsigned char *bytes = malloc(total), *at = bytes;
	if (!bytes)
		return NULL;
	for (size_t i = 0; i < sizeof head / sizeof head[0]; i++, at += 4)
		big_endian_put(head[i], 4, at);
	for (size_t i = 0; i < count; i++) {
		struct packet_view element = get(context, i);
		big_endian_put(element.size, 4, at);
		if (element.size > 0)
			memcpy(at + 4, element.bytes, element.size);
		at += 4 + element.size;
	}
	*size = total;
	return bytes;
}
