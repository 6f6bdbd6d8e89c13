/* Staying logged in: when a ticket holds, and what ends it. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

/* The case's own directory is private, and serves where there is no keyring. */
static struct ts_machine machine_of(const struct contract *contract)
{
	struct ts_machine machine = { .boot = "this boot", .uptime = 5 * TS_HOUR };
	machine.runtime_directory = contract->directory;
	return machine;
}

static void keep(const struct contract *contract, const struct ts_machine *machine)
{
	enum ts_ticket_place place = TS_TICKET_NONE;
	assert_int_equal(ts_session_keep(contract->store, machine, &place), TS_OK);
	assert_int_not_equal(place, TS_TICKET_NONE);
}

static void end(const struct contract *contract, const struct ts_machine *machine)
{
	char path[128];
	assert_in_range(ts_session_end(contract->store, "ada", machine), TS_OK, TS_UNCHANGED);
	(void)snprintf(path, sizeof path, "%s/timesheet", contract->directory);
	(void)remove(path);
}

static void a_ticket_logs_in_once_it_is_kept(void **state)
{
	const struct contract *contract = *state;
	struct ts_machine machine = machine_of(contract);
	assert_int_equal(ts_session_left(contract->store, &machine), 0);
	keep(contract, &machine);
	assert_int_equal(ts_session_left(contract->store, &machine), TS_SESSION_SLIDING);
	ts_lock(contract->store);
	assert_int_equal(ts_session_left(contract->store, &machine), 0); /* of nobody */
	assert_int_equal(ts_session_resume(contract->store, "nobody", &machine), TS_NOT_FOUND);
	assert_false(ts_logged_in(contract->store));
	assert_int_equal(ts_session_resume(contract->store, "ada", &machine), TS_OK);
	assert_string_equal(ts_user_name(contract->store), "ada");
	end(contract, &machine);
}

static void without_use_it_holds_an_hour(void **state)
{
	const struct contract *contract = *state;
	struct ts_machine machine = machine_of(contract);
	keep(contract, &machine);
	ts_lock(contract->store);
	machine.uptime += TS_SESSION_SLIDING;
	assert_int_equal(ts_session_resume(contract->store, "ada", &machine), TS_LOGGED_OUT);
	assert_false(ts_logged_in(contract->store));
	end(contract, &machine);
}

static void use_renews_it_up_to_ten_hours(void **state)
{
	const struct contract *contract = *state;
	struct ts_machine machine = machine_of(contract);
	int64_t begun = machine.uptime;
	assert_int_equal(ts_session_renew(contract->store, &machine), 0);
	keep(contract, &machine);
	for (machine.uptime += 40 * TS_MINUTE; machine.uptime < begun + TS_SESSION_MOST;
	     machine.uptime += 40 * TS_MINUTE) {
		int64_t most = begun + TS_SESSION_MOST - machine.uptime;
		int64_t expected = most < TS_SESSION_SLIDING ? most : TS_SESSION_SLIDING;
		assert_int_equal(ts_session_renew(contract->store, &machine), expected);
	}
	assert_int_equal(ts_session_renew(contract->store, &machine), 0);
	assert_int_equal(ts_session_left(contract->store, &machine), 0);
	end(contract, &machine);
}

static void an_end_is_an_end_though_the_login_goes_on(void **state)
{
	const struct contract *contract = *state;
	struct ts_machine machine = machine_of(contract);
	assert_int_equal(ts_session_end(contract->store, "ada", &machine), TS_UNCHANGED);
	assert_int_equal(ts_session_end(contract->store, "nobody", &machine), TS_NOT_FOUND);
	keep(contract, &machine);
	assert_int_equal(ts_session_end(contract->store, "ada", &machine), TS_OK);
	assert_true(ts_logged_in(contract->store));
	assert_int_equal(ts_session_left(contract->store, &machine), 0);
	assert_int_equal(ts_session_renew(contract->store, &machine), 0);
	ts_lock(contract->store);
	assert_int_equal(ts_session_resume(contract->store, "ada", &machine), TS_LOGGED_OUT);
	end(contract, &machine);
}

static void another_boot_or_a_new_password_ends_it(void **state)
{
	const struct contract *contract = *state;
	struct ts_machine machine = machine_of(contract), later = machine;
	ts_auth *auth = NULL;
	(void)snprintf(later.boot, sizeof later.boot, "another boot");
	keep(contract, &machine);
	assert_int_equal(ts_session_left(contract->store, &later), 0);
	assert_int_equal(ts_passwd_begin(contract->store, PASSWORD, "another password", contract->now, &auth), TS_OK);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	assert_int_equal(ts_session_left(contract->store, &machine), 0);
	ts_lock(contract->store);
	assert_int_equal(ts_session_resume(contract->store, "ada", &machine), TS_LOGGED_OUT);
	end(contract, &machine);
}

static void nobody_leaves_no_ticket(void **state)
{
	const struct contract *contract = *state;
	struct ts_machine machine = machine_of(contract);
	enum ts_ticket_place place;
	ts_lock(contract->store);
	assert_int_equal(ts_session_keep(contract->store, &machine, &place), TS_LOGGED_OUT);
	assert_int_equal(ts_session_renew(contract->store, &machine), 0);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, contract_setup, contract_teardown)
const struct CMUnitTest session_cases[] = {
	CASE(a_ticket_logs_in_once_it_is_kept),       CASE(without_use_it_holds_an_hour),
	CASE(use_renews_it_up_to_ten_hours),          CASE(an_end_is_an_end_though_the_login_goes_on),
	CASE(another_boot_or_a_new_password_ends_it), CASE(nobody_leaves_no_ticket),
};
const size_t session_case_count = sizeof session_cases / sizeof session_cases[0];
