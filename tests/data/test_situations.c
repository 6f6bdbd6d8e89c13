/* What becomes of files in the hands of people, and of others, as one table: in each situation exactly the alarm that
 * is true is raised, and no other. */
#include "support_rows.h"
#include "support_seen.h"

#include "data/file/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = SUPPORT_PATH_SIZE + 64 };

/* A desk, where a file was used for some days, and another machine; kept is a copy of the file of three changes ago. */
struct place {
	struct support *support;
	char file[PATH_SIZE], kept[PATH_SIZE], away[PATH_SIZE];
	char anchors[PATH_SIZE], anchors_away[PATH_SIZE];
	ts_time now;
	int changes; /* made so far */
};

/* What is said of a file when it is opened at the desk. */
struct alarms {
	int64_t behind; /* changes */
	enum ts_pinned pinned;
	bool unsound; /* by an audit */
	bool damaged; /* by readers */
};

static ts_store *file_open(const struct place *place, const char *path, const char *anchors)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	if (ts_open(path, false, place->now, reason, &store) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(ts_anchor_use(store, anchors), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, place->now), TS_OK);
	return store;
}

/* So many changes at a machine. */
static void use(struct place *place, const char *path, const char *anchors, int changes)
{
	static const char *const texts[] = { "parser", "review", "mail" };
	ts_store *store = file_open(place, path, anchors);

	for (int i = 0; i < changes; i++, place->changes++)
		(void)rows_log(store, texts[place->changes % 3], SUPPORT_NOW - (100 - place->changes) * TS_MINUTE,
		               place->now);
	ts_close(store);
}

static void file_copy(const char *from, const char *to)
{
	size_t size;
	unsigned char *bytes = support_file_read(from, &size);

	support_file_write(to, bytes, size);
	free(bytes);
}

static void sql(const struct place *place, const char *text)
{
	char attached[3 * PATH_SIZE];

	(void)snprintf(attached, sizeof attached, "ATTACH '%s' AS kept; %s", place->kept, text);
	support_sql(place->file, attached);
}

/* ---- the situations */

static void nothing_happened(struct place *place)
{
	(void)place;
}

static void two_months_passed(struct place *place)
{
	place->now += 60 * 24 * TS_HOUR;
}

static void it_was_taken_to_another_machine_and_back(struct place *place)
{
	file_copy(place->file, place->away);
	use(place, place->away, place->anchors_away, 4);
	file_copy(place->away, place->file);
}

static void a_copy_goes_on_elsewhere(struct place *place)
{
	file_copy(place->file, place->away);
	use(place, place->away, place->anchors_away, 4);
	use(place, place->file, place->anchors, 2);
}

/* The copy was taken three changes ago, and has more of its own since than are missing. */
static void both_went_on_and_the_copy_came_in_its_place(struct place *place)
{
	use(place, place->kept, place->anchors_away, 9);
	file_copy(place->kept, place->file);
}

static void an_older_copy_was_put_back(struct place *place)
{
	file_copy(place->kept, place->file);
}

static void an_older_copy_was_put_back_and_accepted(struct place *place)
{
	file_copy(place->kept, place->file);
	ts_store *store = file_open(place, place->file, place->anchors);
	assert_int_equal(ts_anchor_accept(store), TS_OK);
	ts_close(store);
	use(place, place->file, place->anchors, 1);
}

/* What is looked into is a backup where it lies. */
static void a_backup_was_looked_into(struct place *place)
{
	char path[TS_PATH_SIZE], reason[TS_REASON_SIZE];
	ts_store *store = file_open(place, place->file, place->anchors);

	assert_int_equal(ts_backup_daily(store, place->now, path, sizeof path), TS_OK);
	ts_close(store);
	use(place, place->file, place->anchors, 2);
	assert_int_equal(ts_open(path, false, place->now, reason, &store), TS_OK);
	assert_int_equal(ts_anchor_use(store, place->anchors), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, place->now), TS_OK);
	int64_t behind = -1;
	assert_int_equal(ts_anchor_read(store, &behind), TS_OK);
	assert_int_equal(behind, 0);
	rows_assert_sound(store);
	ts_close(store);
}

static void migrate(const struct place *place, int version)
{
	ts_store *store = file_open(place, place->file, place->anchors);
	int reached;

	assert_int_equal(ts_migrate(store, version, place->now, &reached), TS_OK);
	ts_close(store);
}

static void it_went_down_by_two_formats_and_up_again(struct place *place)
{
	migrate(place, 5);
	use(place, place->file, place->anchors, 1);
}

static void password_and_key_were_exchanged(struct place *place)
{
	ts_store *store = file_open(place, place->file, place->anchors);
	ts_auth *auth = NULL;

	assert_int_equal(ts_rekey_begin(store, SUPPORT_PASSWORD, NULL, NULL, place->now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	ts_auth_destroy(auth);
	assert_int_equal(ts_passwd_begin(store, SUPPORT_PASSWORD, SUPPORT_PASSWORD, place->now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	ts_auth_destroy(auth);
	ts_close(store);
}

static void a_copy_of_before_the_exchange_was_put_back(struct place *place)
{
	char before[PATH_SIZE];

	(void)snprintf(before, sizeof before, "%.500s.before", place->kept);
	file_copy(place->file, before);
	password_and_key_were_exchanged(place);
	file_copy(before, place->file);
}

static void the_program_was_killed_in_the_middle(struct place *place)
{
	ts_store *store = file_open(place, place->file, place->anchors);

	/* What is not committed when the process ends never was. */
	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(store_execute(store, "DELETE FROM log"), TS_OK);
	ts_close(store);
}

static void a_log_was_taken_away(struct place *place)
{
	sql(place, "DELETE FROM log WHERE id = (SELECT min(id) FROM log)");
}

static void one_log_was_put_back_to_what_it_was(struct place *place)
{
	ts_store *store = file_open(place, place->file, place->anchors);
	struct ts_log_change change = { .comment = "later" };
	struct ts_day_view view;
	struct ts_done done;

	assert_int_equal(ts_day_read(store, ts_day_of(place->now, 0), place->now, &view), TS_OK);
	file_copy(place->file, place->kept);
	assert_int_equal(ts_log_change(store, view.spans[0].id, &change, place->now, &done), TS_OK);
	ts_day_release(&view);
	ts_close(store);
	sql(place, "UPDATE log SET blob = (SELECT blob FROM kept.log AS k WHERE k.id = log.id)");
}

static void another_key_for_what_is_logged_while_locked(struct place *place)
{
	sql(place, "UPDATE user SET box_public = randomblob(32)");
}

static void another_files_user_has_the_name(struct place *place)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	assert_int_equal(ts_open(place->away, true, place->now, reason, &store), TS_OK);
	assert_int_equal(support_register(store, "ada", SUPPORT_PASSWORD), TS_OK);
	ts_close(store);
	file_copy(place->away, place->file);
}

/* ---- the table */

static const struct situation {
	const char *name;
	void (*make)(struct place *place);
	struct alarms alarms;
} situations[] = {
	{ "used, and used on", nothing_happened, { 0 } },
	{ "left alone for two months", two_months_passed, { 0 } },
	{ "killed in the middle of a change", the_program_was_killed_in_the_middle, { 0 } },
	{ "taken to another machine and back", it_was_taken_to_another_machine_and_back, { 0 } },
	{ "copied, and both go on for themselves", a_copy_goes_on_elsewhere, { 0 } },
	{ "its backup looked into", a_backup_was_looked_into, { 0 } },
	{ "migrated down and up", it_went_down_by_two_formats_and_up_again, { 0 } },
	{ "password and key exchanged", password_and_key_were_exchanged, { 0 } },
	{ "an older copy put back", an_older_copy_was_put_back, { .behind = 3 } },
	{ "the same, and accepted", an_older_copy_was_put_back_and_accepted, { 0 } },
	{ "a copy of before the key's exchange put back",
	  a_copy_of_before_the_exchange_was_put_back,
	  { .behind = 2, .pinned = TS_PINNED_KEY } },
	{ "forked, and the other one in its place", both_went_on_and_the_copy_came_in_its_place, { .behind = 3 } },
	{ "a log taken away", a_log_was_taken_away, { .unsound = true, .damaged = true } },
	{ "a log put back to what it was", one_log_was_put_back_to_what_it_was, { .unsound = true, .damaged = true } },
	{ "another key beside the name", another_key_for_what_is_logged_while_locked, { .pinned = TS_PINNED_KEY } },
	{ "somebody else under the name", another_files_user_has_the_name, { .pinned = TS_PINNED_USER } },
};
enum { SITUATIONS = sizeof situations / sizeof situations[0] };

static struct alarms alarms_raised(const struct place *place)
{
	ts_store *store = file_open(place, place->file, place->anchors);
	struct alarms raised = { .pinned = ts_pinned_read(store) };
	struct seen seen = { 0 };

	assert_int_equal(ts_anchor_read(store, &raised.behind), TS_OK);
	raised.unsound = !rows_audit(store).sound;
	seen_read(&seen, store, place->now);
	raised.damaged = seen.damaged > 0 || seen.named != TS_OK;
	assert_false(seen.failed);
	seen_release(&seen);
	ts_close(store);
	return raised;
}

static void place_make(struct place *place, struct support *support)
{
	*place = (struct place){ .support = support, .now = SUPPORT_NOW };
	(void)snprintf(place->file, sizeof place->file, "%s", support->path);
	(void)snprintf(place->kept, sizeof place->kept, "%s/kept.db", support->directory);
	(void)snprintf(place->away, sizeof place->away, "%s/away.db", support->directory);
	(void)snprintf(place->anchors, sizeof place->anchors, "%s/anchors", support->directory);
	(void)snprintf(place->anchors_away, sizeof place->anchors_away, "%s/anchors-away", support->directory);
	ts_close(support->store);
	support->store = NULL;
	use(place, place->file, place->anchors, 5);
	file_copy(place->file, place->kept);
	use(place, place->file, place->anchors, 3);
}

static void each_situation_raises_the_alarm_that_is_true_and_no_other(void **state)
{
	int wrong = 0;

	for (size_t i = 0; i < SITUATIONS; i++) {
		const struct situation *situation = &situations[i];
		struct place place;
		void *fixture = NULL;
		assert_int_equal(support_setup_login(&fixture), 0);
		place_make(&place, fixture);
		situation->make(&place);
		const struct alarms raised = alarms_raised(&place);
		if (raised.behind != situation->alarms.behind || raised.pinned != situation->alarms.pinned ||
		    raised.unsound != situation->alarms.unsound || raised.damaged != situation->alarms.damaged) {
			print_error("%s: behind %lld, pinned %d, unsound %d, damaged %d\n", situation->name,
			            (long long)raised.behind, (int)raised.pinned, raised.unsound, raised.damaged);
			wrong++;
		}
		assert_int_equal(support_teardown(&fixture), 0);
	}
	(void)state;
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_situation_raises_the_alarm_that_is_true_and_no_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
