/* A hub at a MariaDB server: the rules of every hub. tests/tools/mariadb.sh starts one, and tries what a role may not
 * do. */
#include "support_hub_server.h"

static int setup(void **state)
{
	return server_setup(state, "TIMESHEET_TEST_MARIADB");
}

HUB_RULES(SERVER_RULE)

int main(void)
{
	const struct CMUnitTest tests[] = { SERVER_TESTS };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
