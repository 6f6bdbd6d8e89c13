/* Hubs at servers of a test's own, which tests/tools start: passed over where there is none. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_HUB_SERVER_H
#define TIMESHEET_TESTS_DATA_SUPPORT_HUB_SERVER_H

#include "support_hub.h"

/* The variable has an address with ROLE in the place of a name: there is one for each test, "m1" and on. */
int server_setup(void **state, const char *variable);
int server_teardown(void **state);
void server_skip_without(void **state);

void what_is_compacted_at_a_server_goes_and_nothing_else_does(void **state);
void many_frames_of_a_server_come_in_order(void **state);

/* A file's tests: HUB_RULES and those above, of the server that a variable names. */
#define SERVER_RULE(name)                                                                                              \
	static void at_a_server_##name(void **state)                                                                   \
	{                                                                                                              \
		server_skip_without(state);                                                                            \
		name(state);                                                                                           \
	}
#define SERVER_CASE(name) cmocka_unit_test_setup_teardown(name, setup, server_teardown),
#define SERVER_RULE_CASE(name) SERVER_CASE(at_a_server_##name)
#define SERVER_TESTS                                                                                                   \
	HUB_RULES(SERVER_RULE_CASE)                                                                                    \
	SERVER_CASE(what_is_compacted_at_a_server_goes_and_nothing_else_does)                                          \
	SERVER_CASE(many_frames_of_a_server_come_in_order)

#endif
