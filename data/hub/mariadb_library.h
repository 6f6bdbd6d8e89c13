/*
 * libmariadb, loaded when a hub is at a server: no other command pays for it, and who needs none need not have it.
 * Private to data/hub/.
 */
#ifndef TIMESHEET_DATA_HUB_MARIADB_LIBRARY_H
#define TIMESHEET_DATA_HUB_MARIADB_LIBRARY_H

#include <mysql.h>
#include <stdbool.h>

/* The functions that the hub uses, by their own names. */
#define MARIADB_FUNCTIONS(function)                                                                                    \
	function(mysql_init);                                                                                          \
	function(mysql_options);                                                                                       \
	function(mysql_real_connect);                                                                                  \
	function(mysql_get_optionv);                                                                                   \
	function(mysql_get_ssl_cipher);                                                                                \
	function(mysql_close);                                                                                         \
	function(mysql_error);                                                                                         \
	function(mysql_errno);                                                                                         \
	function(mysql_sqlstate);                                                                                      \
	function(mysql_real_query);                                                                                    \
	function(mysql_store_result);                                                                                  \
	function(mysql_next_result);                                                                                   \
	function(mysql_num_rows);                                                                                      \
	function(mysql_num_fields);                                                                                    \
	function(mysql_fetch_row);                                                                                     \
	function(mysql_fetch_lengths);                                                                                 \
	function(mysql_free_result)

struct mariadb_library {
#define MARIADB_MEMBER(name) __typeof__(&(name)) name
	MARIADB_FUNCTIONS(MARIADB_MEMBER);
#undef MARIADB_MEMBER
};

/* False: it is not installed, or another version is. It stays loaded. */
bool mariadb_library_load(struct mariadb_library *out);

#endif
