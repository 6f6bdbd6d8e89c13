/* A connection to a MariaDB server. It blocks, but never for long: whoever waits for this process asks it to answer. */
#include "data/hub/mariadb_link.h"

#include "data/hub/mariadb_url.h"

#include <inttypes.h>
#include <mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CONNECT_SECONDS = 10,
	ANSWER_SECONDS = 15, /* in which the server must say something */
	TRIES = 5,           /* of a call that the server has broken off in favour of another one */
	NUMBER_SIZE = 24     /* a number in digits, and a comma */
};

/* The server's first line. */
static enum ts_status fail(struct mariadb_link *link, enum ts_status status)
{
	const char *words = link->library.mysql_error(link->connection);

	return hub_fail(link->hub, status, "MariaDB: %.*s", (int)strcspn(words, "\n"), words);
}

static enum ts_status no_memory(struct mariadb_link *link)
{
	return hub_fail(link->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
}

/* mysqld_error.h, and the states of hub_mariadb.sql. */
static enum ts_status status_of(unsigned error, const char *state)
{
	static const struct {
		const char *state;
		enum ts_status status;
	} states[] = { { "TSQ01", TS_TOO_LONG }, { "TSQ02", TS_INVALID }, { "TSQ03", TS_NEWER } };

	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (strcmp(state, states[i].state) == 0)
			return states[i].status;
	}
	switch (error) {
	case ER_SP_DOES_NOT_EXIST:
	case ER_BAD_DB_ERROR:
		return TS_FOREIGN;
	case ER_PROCACCESS_DENIED_ERROR:
	case ER_DBACCESS_DENIED_ERROR:
	case ER_ACCESS_DENIED_ERROR:
		return TS_INVALID;
	case ER_OPTION_PREVENTS_STATEMENT:
		return TS_READ_ONLY;
	case ER_DISK_FULL:
	case ER_RECORD_FILE_FULL:
		return TS_FULL;
	default:
		return TS_IO;
	}
}

static enum ts_status answer_fail(struct mariadb_link *link)
{
	enum ts_status status =
	        status_of(link->library.mysql_errno(link->connection), link->library.mysql_sqlstate(link->connection));

	if (status == TS_FOREIGN)
		return hub_fail(link->hub, status,
		                "no hub is in this database: timesheet hub --sql mariadb prints what makes one");
	if (status == TS_TOO_LONG)
		return hub_fail(link->hub, status, "%s", link->library.mysql_error(link->connection));
	return fail(link, status);
}

/* ---- the connection */

/* A host is believed by its certificate, and by nothing else; a socket of this machine knows no TLS. */
static void options_set(struct mariadb_link *link, const struct mariadb_url *url)
{
	static const unsigned connect = CONNECT_SECONDS, answer = ANSWER_SECONDS, never = 0;
	const unsigned protocol = url->host[0] ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
	const my_bool yes = 1;
	const struct {
		enum mysql_option option;
		const void *value;
	} options[] = {
		{ MYSQL_READ_DEFAULT_GROUP, "timesheet" }, { MYSQL_OPT_CONNECT_TIMEOUT, &connect },
		{ MYSQL_OPT_READ_TIMEOUT, &answer },       { MYSQL_OPT_WRITE_TIMEOUT, &answer },
		{ MYSQL_OPT_LOCAL_INFILE, &never },        { MYSQL_SET_CHARSET_NAME, "utf8mb4" },
		{ MYSQL_OPT_PROTOCOL, &protocol },
	};

	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
		(void)link->library.mysql_options(link->connection, options[i].option, options[i].value);
	if (url->authority[0])
		(void)link->library.mysql_options(link->connection, MYSQL_OPT_SSL_CA, url->authority);
	if (url->host[0]) {
		(void)link->library.mysql_options(link->connection, MYSQL_OPT_SSL_ENFORCE, &yes);
		(void)link->library.mysql_options(link->connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
	}
}

/* Option files are read while connecting, and what they say wins. */
static enum ts_status believed(struct mariadb_link *link, const struct mariadb_url *url)
{
	my_bool verified = 0;

	(void)link->library.mysql_get_optionv(link->connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verified);
	if (!url->host[0] || (verified && link->library.mysql_get_ssl_cipher(link->connection)))
		return TS_OK;
	return hub_fail(link->hub, TS_INVALID,
	                "MariaDB: an option file says that the certificate is not to be checked; a hub's is");
}

static const char *or_null(const char *text)
{
	return text[0] ? text : NULL;
}

static enum ts_status connect_to(struct mariadb_link *link, const struct mariadb_url *url)
{
	link->connection = link->library.mysql_init(NULL);
	if (!link->connection)
		return no_memory(link);
	options_set(link, url);
	if (!link->library.mysql_real_connect(link->connection, or_null(url->host), or_null(url->user), NULL,
	                                      url->database, url->port, or_null(url->socket), 0))
		return answer_fail(link);
	return believed(link, url);
}

enum ts_status mariadb_link_open(struct mariadb_link *link, const char *url)
{
	struct mariadb_url parts;
	enum ts_status status = mariadb_url_read(url, &parts, link->hub->reason);

	if (status != TS_OK)
		return status;
	if (!mariadb_library_load(&link->library))
		return hub_fail(link->hub, TS_INVALID, "MariaDB's client library is missing: install libmariadb3");
	return connect_to(link, &parts);
}

void mariadb_link_close(struct mariadb_link *link)
{
	if (link->connection)
		link->library.mysql_close(link->connection);
	link->connection = NULL;
}

/* ---- calls */

struct mariadb_argument mariadb_argument_bytes(const void *bytes, size_t size)
{
	return (struct mariadb_argument){ .kind = MARIADB_BYTES, .bytes = bytes, .size = size };
}

struct mariadb_argument mariadb_argument_number(int64_t number)
{
	return (struct mariadb_argument){ .kind = MARIADB_NUMBER, .number = number };
}

static char *value_write(char *at, const struct mariadb_argument *value)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = value->bytes;

	if (value->kind == MARIADB_NUMBER)
		return at + snprintf(at, NUMBER_SIZE, "%" PRId64, value->number);
	if (!bytes)
		return at + snprintf(at, NUMBER_SIZE, "NULL");
	*at++ = 'x';
	*at++ = '\'';
	for (size_t i = 0; i < value->size; i++) {
		*at++ = digits[bytes[i] >> 4];
		*at++ = digits[bytes[i] & 15];
	}
	*at++ = '\'';
	return at;
}

/* Bytes as hexadecimal digits: nothing in them can be taken for SQL. For the caller to free. */
static char *call_make(const char *procedure, const struct mariadb_argument *values, size_t count, size_t *size)
{
	size_t room = strlen(procedure) + 16;

	for (size_t i = 0; i < count; i++)
		room += NUMBER_SIZE + 2 * values[i].size;
	char *sql = malloc(room), *at = sql;
	if (!sql)
		return NULL;
	at += snprintf(at, room, "CALL %s(", procedure);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			*at++ = ',';
		at = value_write(at, &values[i]);
	}
	*at++ = ')';
	*size = (size_t)(at - sql);
	return sql;
}

static bool beaten(const struct mariadb_link *link)
{
	unsigned error = link->library.mysql_errno(link->connection);

	return error == ER_LOCK_DEADLOCK || error == ER_LOCK_WAIT_TIMEOUT;
}

/* A call has one result, and behind it how it went. */
static bool answer_take(struct mariadb_link *link, struct mariadb_rows *out)
{
	MYSQL_RES *more;
	int next;

	out->result = link->library.mysql_store_result(link->connection);
	if (!out->result)
		return false;
	out->columns = link->library.mysql_num_fields(out->result);
	while ((next = link->library.mysql_next_result(link->connection)) == 0) {
		more = link->library.mysql_store_result(link->connection);
		if (more)
			link->library.mysql_free_result(more);
	}
	return next < 0;
}

enum ts_status mariadb_call(struct mariadb_link *link, const char *procedure, const struct mariadb_argument *values,
                            size_t count, struct mariadb_rows *out)
{
	size_t size = 0;
	char *sql = call_make(procedure, values, count, &size);
	bool done = false;

	*out = (struct mariadb_rows){ .result = NULL };
	if (!sql)
		return no_memory(link);
	for (int try = 0; try < TRIES && !done; try++) {
		mariadb_rows_forget(link, out);
		done = link->library.mysql_real_query(link->connection, sql, size) == 0 && answer_take(link, out);
		if (!done && !beaten(link))
			break;
	}
	free(sql);
	return done ? TS_OK : answer_fail(link);
}

/* ---- rows */

void mariadb_rows_forget(const struct mariadb_link *link, struct mariadb_rows *rows)
{
	if (rows->result)
		link->library.mysql_free_result(rows->result);
	*rows = (struct mariadb_rows){ .result = NULL };
}

bool mariadb_rows_next(const struct mariadb_link *link, struct mariadb_rows *rows)
{
	rows->row = rows->result ? link->library.mysql_fetch_row(rows->result) : NULL;
	rows->sizes = rows->row ? link->library.mysql_fetch_lengths(rows->result) : NULL;
	return rows->row && rows->sizes;
}

struct packet_view mariadb_bytes(const struct mariadb_rows *rows, unsigned column)
{
	if (!rows->row || column >= rows->columns || !rows->row[column])
		return (struct packet_view){ "", 0 };
	return (struct packet_view){ rows->row[column], rows->sizes[column] };
}

int64_t mariadb_number(const struct mariadb_rows *rows, unsigned column)
{
	struct packet_view digits = mariadb_bytes(rows, column);
	char text[NUMBER_SIZE] = "";

	if (digits.size >= sizeof text)
		return 0;
	memcpy(text, digits.bytes, digits.size);
	return strtoll(text, NULL, 10);
}
