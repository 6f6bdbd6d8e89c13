/* Which hub there is, and what waits for it. */
#include "contract.h"

#include <string.h>

static void without_a_hub_there_is_nothing_to_say(void **state)
{
	const struct contract *contract = *state;
	struct ts_sync_info info;
	struct ts_devices devices;
	char url[TS_URL_SIZE];
	ts_sync *sync = NULL;

	assert_int_equal(ts_sync_url(contract->store, "ada", url), TS_NOT_FOUND);
	assert_int_equal(ts_sync_url(contract->store, "grace", url), TS_NOT_FOUND);
	assert_int_equal(ts_sync_read(contract->store, &info), TS_NOT_FOUND);
	assert_int_equal(ts_devices_read(contract->store, &devices), TS_NOT_FOUND);
	assert_int_equal(ts_sync_begin(contract->store, &sync), TS_NOT_FOUND);
	assert_int_equal(ts_sync_pause(contract->store, true), TS_NOT_FOUND);
	assert_int_equal(ts_sync_remove(contract->store), TS_NOT_FOUND);
	assert_int_equal(ts_sync_again(contract->store, contract->now), TS_NOT_FOUND);
	assert_int_equal(ts_device_forget(contract->store, (struct ts_id){ { 7 } }), TS_NOT_FOUND);
}

static void one_hub_is_added_paused_and_removed(void **state)
{
	const struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_sync_info info;
	struct ts_devices devices = { 0 };
	char url[TS_URL_SIZE + 1];
	ts_sync *sync = NULL;

	memset(url, 'u', sizeof url);
	url[TS_URL_SIZE] = '\0';
	assert_int_equal(ts_sync_add(store, url, "desk", contract->now), TS_TOO_LONG);
	assert_int_equal(ts_sync_add(store, "", "desk", contract->now), TS_INVALID);
	assert_int_equal(ts_sync_add(store, "ssh://home", "", contract->now), TS_INVALID);
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_sync_add(store, "ssh://home", "desk", contract->now), TS_OK);
	assert_int_equal(ts_sync_add(store, "ssh://work", "desk", contract->now), TS_EXISTS);
	assert_int_equal(ts_sync_read(store, &info), TS_OK);
	assert_string_equal(info.url, "ssh://home");
	assert_string_equal(info.device, "desk");
	assert_string_equal(info.former, "");
	assert_false(info.paused);
	assert_int_equal(info.rows, 2);
	/* The password is sent, too. */
	assert_int_equal(info.unsent, 3);
	assert_int_equal(info.unsent_since, contract->now);
	assert_int_equal(ts_devices_read(store, &devices), TS_OK);
	assert_int_equal(devices.count, 1);
	assert_true(devices.at[0].self);
	assert_string_equal(devices.at[0].name, "desk");
	assert_int_equal(ts_device_forget(store, devices.at[0].id), TS_INVALID);
	assert_int_equal(ts_device_forget(store, (struct ts_id){ { 7 } }), TS_NOT_FOUND);
	ts_devices_release(&devices);
	assert_int_equal(ts_sync_again(store, contract->now), TS_OK);
	assert_int_equal(ts_sync_read(store, &info), TS_OK);
	assert_int_equal(info.unsent, 3);
	assert_int_equal(ts_sync_pause(store, false), TS_UNCHANGED);
	assert_int_equal(ts_sync_pause(store, true), TS_OK);
	assert_int_equal(ts_sync_begin(store, &sync), TS_UNCHANGED);
	assert_int_equal(ts_sync_read(store, &info), TS_OK);
	assert_true(info.paused);
	assert_int_equal(ts_sync_remove(store), TS_OK);
	assert_int_equal(ts_sync_read(store, &info), TS_NOT_FOUND);
	assert_int_equal(ts_sync_add(store, "ssh://work", "desk", contract->now), TS_OK);
	ts_lock(store);
	assert_int_equal(ts_sync_url(store, "Ada", url), TS_OK);
	assert_string_equal(url, "ssh://work");
	assert_int_equal(ts_sync_add(store, "ssh://home", "desk", contract->now), TS_LOGGED_OUT);
	assert_int_equal(ts_sync_read(store, &info), TS_LOGGED_OUT);
}

static void a_conversation_ends_with_its_hub_and_its_user(void **state)
{
	const struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_sync_step step;
	ts_sync *sync = NULL;

	assert_int_equal(ts_sync_add(store, "ssh://home", "desk", contract->now), TS_OK);
	assert_int_equal(ts_sync_begin(store, &sync), TS_OK);
	assert_int_equal(ts_sync_step(sync, 100, contract->now, &step), TS_OK);
	assert_int_equal(step.state, TS_SYNC_GREETING);
	assert_int_equal(ts_sync_receive(sync, "Welcome\n", 8), TS_INVALID);
	assert_int_equal(ts_sync_remove(store), TS_OK);
	ts_sync_end(sync);
	assert_int_equal(ts_sync_add(store, "ssh://home", "desk", contract->now), TS_OK);
	assert_int_equal(ts_sync_begin(store, &sync), TS_OK);
	ts_lock(store);
	assert_int_equal(ts_sync_step(sync, 100, contract->now, &step), TS_LOGGED_OUT);
	ts_sync_end(sync);
	ts_sync_end(NULL);
}

static void who_joins_asks_first(void **state)
{
	const struct contract *contract = *state;
	ts_join *join = NULL;
	ts_auth *auth = NULL;
	size_t size = 0;

	assert_int_equal(ts_join_begin(contract->store, "", &join), TS_INVALID);
	assert_int_equal(ts_join_begin(contract->store, "\xe2\x80\x8b", &join), TS_INVALID);
	assert_int_equal(ts_join_begin(contract->store, "grace", &join), TS_OK);
	assert_int_equal(ts_join_state(join), TS_JOIN_ASKING);
	assert_string_equal(ts_join_refused(join), "");
	assert_non_null(ts_join_output(join, &size));
	assert_true(size > 0);
	ts_join_sent(join, size);
	assert_null(ts_join_output(join, &size));
	assert_int_equal(size, 0);
	assert_int_equal(ts_join_password(join, PASSWORD, "ssh://home", "laptop", contract->now, &auth), TS_INVALID);
	assert_int_equal(ts_join_adopt(join, PASSWORD, "ssh://home", "laptop", NULL, NULL, contract->now, &auth),
	                 TS_INVALID);
	assert_int_equal(ts_join_candidate(join), TS_INVALID);
	assert_int_equal(ts_join_receive(join, "", 0), TS_OK);
	assert_int_equal(ts_join_receive(join, "Welcome\n", 8), TS_INVALID);
	assert_int_equal(ts_join_state(join), TS_JOIN_ASKING);
	ts_join_end(join);
	ts_join_end(NULL);
}

const struct CMUnitTest sync_cases[] = {
	cmocka_unit_test_setup_teardown(without_a_hub_there_is_nothing_to_say, contract_setup, contract_teardown),
	cmocka_unit_test_setup_teardown(one_hub_is_added_paused_and_removed, contract_setup, contract_teardown),
	cmocka_unit_test_setup_teardown(a_conversation_ends_with_its_hub_and_its_user, contract_setup,
	                                contract_teardown),
	cmocka_unit_test_setup_teardown(who_joins_asks_first, contract_setup, contract_teardown),
};
const size_t sync_case_count = sizeof sync_cases / sizeof sync_cases[0];
