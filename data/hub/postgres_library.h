/*
 * libpq, loaded when a hub is at a server: no other command pays for it, and who needs none need not have it. Private
 * to data/hub/.
 */
#ifndef TIMESHEET_DATA_HUB_POSTGRES_LIBRARY_H
#define TIMESHEET_DATA_HUB_POSTGRES_LIBRARY_H

#include <libpq-fe.h>
#include <stdbool.h>

/* The functions that the hub uses, by their own names. */
#define POSTGRES_FUNCTIONS(function)                                                                                   \
	function(PQconnectdbParams);                                                                                   \
	function(PQconninfoParse);                                                                                     \
	function(PQconninfoFree);                                                                                      \
	function(PQfreemem);                                                                                           \
	function(PQstatus);                                                                                            \
	function(PQerrorMessage);                                                                                      \
	function(PQfinish);                                                                                            \
	function(PQsocket);                                                                                            \
	function(PQbackendPID);                                                                                        \
	function(PQsendQueryParams);                                                                                   \
	function(PQconsumeInput);                                                                                      \
	function(PQisBusy);                                                                                            \
	function(PQgetResult);                                                                                         \
	function(PQnotifies);                                                                                          \
	function(PQresultStatus);                                                                                      \
	function(PQresultErrorField);                                                                                  \
	function(PQntuples);                                                                                           \
	function(PQgetisnull);                                                                                         \
	function(PQgetvalue);                                                                                          \
	function(PQgetlength);                                                                                         \
	function(PQclear)

struct postgres_library {
#define POSTGRES_MEMBER(name) __typeof__(&(name)) name
	POSTGRES_FUNCTIONS(POSTGRES_MEMBER);
#undef POSTGRES_MEMBER
};

/* False: it is not installed, or another version is. It stays loaded. */
bool postgres_library_load(struct postgres_library *out);

#endif
