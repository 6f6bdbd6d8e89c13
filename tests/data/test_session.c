/* Staying logged in: when a ticket holds, and all the ways in which it must not. */
#include "tests/data/support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A vault for one secret. */
static struct {
	char description[96];
	unsigned char secret[96];
	size_t size;
	unsigned seconds;
	bool closed;
} the_vault;

static bool vault_keep(const char *description, const void *secret, size_t size, unsigned seconds)
{
	if (the_vault.closed)
		return false;
	assert_in_range(size, 1, sizeof the_vault.secret);
	assert_in_range(strlen(description), 1, sizeof the_vault.description - 1);
	memcpy(the_vault.description, description, strlen(description) + 1);
	memcpy(the_vault.secret, secret, size);
	the_vault.size = size;
	the_vault.seconds = seconds;
	return true;
}

static size_t vault_read(const char *description, void *out, size_t size)
{
	if (the_vault.closed || the_vault.size > size || strcmp(description, the_vault.description) != 0)
		return 0;
	memcpy(out, the_vault.secret, the_vault.size);
	return the_vault.size;
}

static void vault_forget(const char *description)
{
	if (strcmp(description, the_vault.description) == 0)
		memset(&the_vault, 0, sizeof the_vault);
}

/* A machine with a vault that is empty, and a private runtime directory inside the test's own. */
static struct ts_machine machine_of(const struct support *support, char directory[SUPPORT_PATH_SIZE + 16])
{
	static const struct ts_vault vault = { vault_keep, vault_read, vault_forget };
	struct ts_machine machine = { .uptime = 100 * TS_HOUR, .vault = &vault };

	memset(&the_vault, 0, sizeof the_vault);
	(void)snprintf(machine.boot, sizeof machine.boot, "0c0ffee0-0000-4000-8000-000000000001");
	(void)snprintf(directory, SUPPORT_PATH_SIZE + 16, "%s/run", support->directory);
	assert_true(mkdir(directory, 0700) == 0 || errno == EEXIST);
	machine.runtime_directory = directory;
	return machine;
}

static void keep(ts_store *store, const struct ts_machine *machine)
{
	enum ts_ticket_place place = TS_TICKET_NONE;
	assert_int_equal(ts_session_keep(store, machine, &place), TS_OK);
	assert_int_not_equal(place, TS_TICKET_NONE);
}

static int64_t rows(const struct support *support)
{
	return support_sql_integer(support->path, "SELECT count(*) FROM session");
}

static void a_ticket_logs_in_without_a_password(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	struct ts_done done;
	keep(support->store, &machine);
	assert_int_equal(ts_session_left(support->store, &machine), TS_SESSION_SLIDING);
	ts_store *store = support_reopen(support);
	assert_int_equal(ts_session_resume(store, "ADA", &machine), TS_OK);
	assert_string_equal(ts_user_name(store), "ada");
	assert_int_equal(ts_log_text(store, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_session_end(store, "ada", &machine), TS_OK);
}

static void what_is_logged_by_a_ticket_is_read_by_the_password(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	struct ts_done done;
	struct ts_span span;
	keep(support->store, &machine);
	ts_store *store = support_reopen(support);
	assert_int_equal(ts_session_resume(store, "ada", &machine), TS_OK);
	assert_int_equal(ts_log_text(store, "parser", NULL, SUPPORT_NOW, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_session_end(store, "ada", &machine), TS_OK);
	store = support_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_int_equal(ts_current_read(store, SUPPORT_NOW, &span), TS_OK);
	assert_string_equal(span.text, "parser");
	/* And what is sealed to the public key is opened by a session's keys. */
	keep(store, &machine);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "while locked", SUPPORT_NOW + TS_MINUTE), TS_OK);
	store = support_reopen(support);
	assert_int_equal(ts_session_resume(store, "ada", &machine), TS_OK);
	size_t folded, junk;
	assert_int_equal(ts_inbox_fold(store, SUPPORT_NOW + TS_MINUTE, &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	assert_int_equal(ts_session_end(store, "ada", &machine), TS_OK);
}

static void logging_out_ends_it(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	assert_int_equal(rows(support), 1);
	ts_lock(support->store);
	assert_int_equal(ts_session_end(support->store, "ada", &machine), TS_OK);
	assert_int_equal(rows(support), 0);
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	assert_false(ts_logged_in(support->store));
	assert_int_equal(ts_session_end(support->store, "ada", &machine), TS_UNCHANGED);
	assert_int_equal(ts_session_end(support->store, "nobody", &machine), TS_NOT_FOUND);
}

static void an_hour_without_use_ends_it_and_takes_the_row_away(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	ts_lock(support->store);
	machine.uptime += TS_SESSION_SLIDING - 1;
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_OK);
	ts_lock(support->store);
	machine.uptime += TS_SESSION_SLIDING;
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	assert_int_equal(rows(support), 0);
	machine.uptime -= TS_SESSION_SLIDING;
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

static void use_keeps_it_alive_for_ten_hours_and_no_longer(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	int64_t begun = machine.uptime;
	keep(support->store, &machine);
	while (machine.uptime + 50 * TS_MINUTE < begun + TS_SESSION_MOST) {
		machine.uptime += 50 * TS_MINUTE;
		ts_lock(support->store);
		assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_OK);
	}
	assert_true(ts_session_left(support->store, &machine) <= begun + TS_SESSION_MOST - machine.uptime);
	machine.uptime = begun + TS_SESSION_MOST;
	ts_lock(support->store);
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

static void a_screen_in_use_keeps_it_alive_too(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	assert_int_equal(ts_session_renew(support->store, &machine), 0); /* there is none */
	keep(support->store, &machine);
	int64_t begun = machine.uptime;
	machine.uptime += 50 * TS_MINUTE;
	assert_int_equal(ts_session_left(support->store, &machine), 10 * TS_MINUTE);
	assert_int_equal(ts_session_renew(support->store, &machine), TS_SESSION_SLIDING);
	assert_int_equal(ts_session_left(support->store, &machine), TS_SESSION_SLIDING);
	while (machine.uptime < begun + TS_SESSION_MOST) {
		assert_true(ts_session_renew(support->store, &machine) > 0);
		machine.uptime += 50 * TS_MINUTE;
	}
	assert_int_equal(ts_session_renew(support->store, &machine), 0);
	/* Nor does it come back after a logout. */
	keep(support->store, &machine);
	assert_int_equal(ts_session_end(support->store, "ada", &machine), TS_OK);
	machine.uptime += 2 * TS_MINUTE;
	assert_int_equal(ts_session_renew(support->store, &machine), 0);
	ts_lock(support->store);
	assert_int_equal(ts_session_renew(support->store, &machine), 0);
}

static void reading_often_writes_at_most_once_a_minute(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	int64_t version = support_sql_integer(support->path, "PRAGMA data_version");
	size_t before_size, after_size;
	unsigned char *before = support_file_read(support->path, &before_size);
	for (int i = 0; i < 5; i++) {
		machine.uptime += TS_SECOND;
		ts_lock(support->store);
		assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_OK);
	}
	unsigned char *after = support_file_read(support->path, &after_size);
	assert_int_equal(before_size, after_size);
	assert_memory_equal(before, after, before_size);
	assert_int_equal(version, support_sql_integer(support->path, "PRAGMA data_version"));
	free(before);
	free(after);
	assert_int_equal(ts_session_end(support->store, "ada", &machine), TS_OK);
}

static void another_boot_ends_it(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	ts_lock(support->store);
	machine.boot[35] = '2';
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	machine.boot[35] = '1';
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

/* Two commands at once: the one that started first comes to read the row when the other has renewed it. */
static void a_row_renewed_since_a_process_looked_at_its_clock_still_holds(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);

	keep(support->store, &machine);
	machine.uptime += 2 * TS_MINUTE;
	const struct ts_machine later = machine;
	machine.uptime -= 3 * TS_SECOND;
	assert_int_equal(ts_session_resume(support->store, "ada", &later), TS_OK);
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_OK);
	assert_int_equal(rows(support), 1);
	assert_int_equal(ts_session_resume(support->store, "ada", &later), TS_OK);
}

static void an_uptime_that_went_back_ends_it(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	ts_lock(support->store);
	machine.uptime -= TS_HOUR;
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

static void a_changed_password_ends_it(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	ts_auth *auth = NULL;
	keep(support->store, &machine);
	assert_int_equal(ts_passwd_begin(support->store, SUPPORT_PASSWORD, "another pass phrase", SUPPORT_NOW, &auth),
	                 TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(support->store, auth), TS_OK);
	ts_auth_destroy(auth);
	assert_int_equal(rows(support), 0);
	ts_lock(support->store);
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

static void a_row_of_an_older_password_that_was_put_back_does_not_hold(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16], copy[SUPPORT_PATH_SIZE + 128];
	struct ts_machine machine = machine_of(support, directory);
	ts_auth *auth = NULL;
	keep(support->store, &machine);
	support_sql(support->path, "CREATE TABLE kept AS SELECT * FROM session");
	assert_int_equal(ts_passwd_begin(support->store, SUPPORT_PASSWORD, "another pass phrase", SUPPORT_NOW, &auth),
	                 TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(support->store, auth), TS_OK);
	ts_auth_destroy(auth);
	ts_lock(support->store);
	(void)snprintf(copy, sizeof copy, "INSERT INTO session SELECT * FROM kept; DROP TABLE kept");
	support_sql(support->path, copy);
	assert_int_equal(rows(support), 1);
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	assert_int_equal(rows(support), 0);
}

static void either_half_alone_opens_nothing(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	ts_lock(support->store);
	support_sql(support->path, "UPDATE session SET blob = zeroblob(length(blob))");
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	support_sql(support->path, "DELETE FROM session");
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

static void a_row_is_bound_to_its_user(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	keep(support->store, &machine);
	ts_lock(support->store);
	/* Bob's row is given to Ada, and hers to him. */
	support_sql(support->path, "UPDATE session SET number = 2 WHERE owner = (SELECT max(owner) FROM session); "
	                           "UPDATE session SET owner = (SELECT id FROM user WHERE user.id <> session.owner)");
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	assert_int_equal(ts_session_resume(support->store, "bob", &machine), TS_LOGGED_OUT);
	assert_int_equal(ts_session_resume(support->store, "nobody", &machine), TS_NOT_FOUND);
}

static void a_second_login_replaces_the_first_and_rows_do_not_pile_up(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	for (int i = 0; i < 20; i++)
		keep(support->store, &machine);
	assert_int_equal(rows(support), 1);
	assert_int_equal(ts_session_end(support->store, "ada", &machine), TS_OK);
}

static void the_ticket_and_the_row_show_no_key(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	keep(support->store, &machine);
	size_t size;
	unsigned char *bytes = support_file_read(support->path, &size);
	assert_null(memmem(bytes, size, machine.boot, strlen(machine.boot)));
	free(bytes);
	assert_int_equal(ts_session_end(support->store, "ada", &machine), TS_OK);
}

/* ---- the vault, and a machine without one */

static void a_vault_that_keeps_nothing_leaves_it_to_the_file(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);
	enum ts_ticket_place place = TS_TICKET_NONE;

	assert_int_equal(ts_session_keep(support->store, &machine, &place), TS_OK);
	assert_int_equal(place, TS_TICKET_KEYRING);
	assert_int_equal(the_vault.seconds, TS_SESSION_MOST / TS_SECOND);
	the_vault.closed = true;
	assert_int_equal(ts_session_keep(support->store, &machine, &place), TS_OK);
	assert_int_equal(place, TS_TICKET_FILE);
	ts_lock(support->store);
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_OK);
}

static void what_a_vault_hands_out_cut_or_changed_opens_nothing(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);

	keep(support->store, &machine);
	ts_lock(support->store);
	the_vault.size--;
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	keep(support->store, &machine);
	ts_lock(support->store);
	the_vault.secret[the_vault.size - 1] ^= 1;
	assert_int_equal(ts_session_resume(support->store, "ada", &machine), TS_LOGGED_OUT);
}

static int without_vault(struct support *support, int (*body)(struct support *support, struct ts_machine *machine))
{
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory);

	machine.vault = NULL;
	return body(support, &machine);
}

/* Keeps a ticket, does something to the file's surroundings, and resumes: TS_OK, or the status of what failed. */
static int resume_after(struct support *support, struct ts_machine *machine, void (*harm)(const struct ts_machine *))
{
	enum ts_ticket_place place = TS_TICKET_NONE;
	enum ts_status status = ts_session_keep(support->store, machine, &place);
	if (status != TS_OK)
		return (int)status;
	if (place != TS_TICKET_FILE)
		return 98;
	if (harm)
		harm(machine);
	ts_lock(support->store);
	return (int)ts_session_resume(support->store, "ada", machine);
}

static int body_file(struct support *support, struct ts_machine *machine)
{
	return resume_after(support, machine, NULL);
}

static void without_a_vault_a_private_directory_of_the_session_holds_the_ticket(void **state)
{
	assert_int_equal(without_vault(*state, body_file), TS_OK);
}

static int body_nowhere(struct support *support, struct ts_machine *machine)
{
	machine->runtime_directory = NULL;
	return resume_after(support, machine, NULL);
}

static void without_vault_and_directory_nothing_is_kept(void **state)
{
	struct support *support = *state;
	assert_int_equal(without_vault(support, body_nowhere), TS_NOT_FOUND);
	assert_int_equal(rows(support), 0);
}

static int body_open_directory(struct support *support, struct ts_machine *machine)
{
	(void)chmod(machine->runtime_directory, 0755);
	return resume_after(support, machine, NULL);
}

static void a_directory_open_to_others_is_refused(void **state)
{
	struct support *support = *state;
	assert_int_equal(without_vault(support, body_open_directory), TS_NOT_FOUND);
	assert_int_equal(rows(support), 0);
}

/* Calls rename or the like on the one file in the directory, found by the shell's way of naming it. */
static void ticket_path(const struct ts_machine *machine, char out[SUPPORT_PATH_SIZE * 2])
{
	char command[SUPPORT_PATH_SIZE + 64];
	(void)snprintf(command, sizeof command, "ls -d '%s'/timesheet/*", machine->runtime_directory);
	FILE *names = popen(command, "r");
	out[0] = '\0';
	if (names) {
		if (fgets(out, SUPPORT_PATH_SIZE * 2, names))
			out[strcspn(out, "\n")] = '\0';
		(void)pclose(names);
	}
}

static void harm_link(const struct ts_machine *machine)
{
	char path[SUPPORT_PATH_SIZE * 2], moved[SUPPORT_PATH_SIZE * 2 + 8];
	ticket_path(machine, path);
	(void)snprintf(moved, sizeof moved, "%s.real", path);
	(void)!rename(path, moved);
	(void)!symlink(moved, path);
}

static int body_link(struct support *support, struct ts_machine *machine)
{
	return resume_after(support, machine, harm_link);
}

static void a_link_in_place_of_the_ticket_is_refused(void **state)
{
	assert_int_equal(without_vault(*state, body_link), TS_LOGGED_OUT);
}

static void harm_mode(const struct ts_machine *machine)
{
	char path[SUPPORT_PATH_SIZE * 2];
	ticket_path(machine, path);
	(void)chmod(path, 0644);
}

static int body_mode(struct support *support, struct ts_machine *machine)
{
	return resume_after(support, machine, harm_mode);
}

static void a_ticket_that_others_could_read_is_refused(void **state)
{
	assert_int_equal(without_vault(*state, body_mode), TS_LOGGED_OUT);
}

static void harm_content(const struct ts_machine *machine)
{
	char path[SUPPORT_PATH_SIZE * 2];
	ticket_path(machine, path);
	(void)!truncate(path, 12);
}

static int body_content(struct support *support, struct ts_machine *machine)
{
	return resume_after(support, machine, harm_content);
}

static void a_ticket_cut_short_is_refused(void **state)
{
	assert_int_equal(without_vault(*state, body_content), TS_LOGGED_OUT);
}

static void a_machine_that_does_not_tell_its_boots_apart_keeps_no_ticket(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = machine_of(support, directory), nameless = machine;
	enum ts_ticket_place place = TS_TICKET_NONE;

	nameless.boot[0] = '\0';
	assert_int_equal(ts_session_keep(support->store, &nameless, &place), TS_NOT_FOUND);
	assert_int_equal(rows(support), 0);
	keep(support->store, &machine);
	ts_store *store = support_reopen(support);
	assert_int_equal(ts_session_resume(store, "ada", &nameless), TS_LOGGED_OUT);
	assert_int_equal(ts_session_end(store, "ada", &machine), TS_UNCHANGED);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_machine_that_does_not_tell_its_boots_apart_keeps_no_ticket),
		CASE(a_ticket_logs_in_without_a_password),
		CASE(what_is_logged_by_a_ticket_is_read_by_the_password),
		CASE(logging_out_ends_it),
		CASE(an_hour_without_use_ends_it_and_takes_the_row_away),
		CASE(use_keeps_it_alive_for_ten_hours_and_no_longer),
		CASE(a_screen_in_use_keeps_it_alive_too),
		CASE(reading_often_writes_at_most_once_a_minute),
		CASE(another_boot_ends_it),
		CASE(a_row_renewed_since_a_process_looked_at_its_clock_still_holds),
		CASE(an_uptime_that_went_back_ends_it),
		CASE(a_changed_password_ends_it),
		CASE(a_row_of_an_older_password_that_was_put_back_does_not_hold),
		CASE(either_half_alone_opens_nothing),
		CASE(a_row_is_bound_to_its_user),
		CASE(a_second_login_replaces_the_first_and_rows_do_not_pile_up),
		CASE(the_ticket_and_the_row_show_no_key),
		CASE(without_a_vault_a_private_directory_of_the_session_holds_the_ticket),
		CASE(without_vault_and_directory_nothing_is_kept),
		CASE(a_vault_that_keeps_nothing_leaves_it_to_the_file),
		CASE(what_a_vault_hands_out_cut_or_changed_opens_nothing),
		CASE(a_directory_open_to_others_is_refused),
		CASE(a_link_in_place_of_the_ticket_is_refused),
		CASE(a_ticket_that_others_could_read_is_refused),
		CASE(a_ticket_cut_short_is_refused),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
