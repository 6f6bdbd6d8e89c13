/* Conversations of devices with a hub, step by step: what gets across, and what is said of a hub that loses or lies. */
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/sync/device_row.h"
#include "support_hub.h"
#include "support_pair.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_fault.h"
#include "tests/data/support_rows.h"
#include "tests/data/support_seen.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

static void what_is_logged_on_one_device_is_seen_on_the_other(void **state)
{
	struct pair pair;
	struct ts_done done;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	assert_int_equal(
	        ts_note_save(pair.laptop, &(struct ts_note){ .day = ts_day_of(now, 0) }, "a note", 6, now, &done),
	        TS_OK);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	rows_assert_day(pair.laptop, ts_day_of(now, 0), now, "09:00 parser");
	rows_assert_note(pair.desk, ts_day_of(now, 0), "a note");
	assert_int_equal(pair.desk_link.events | pair.laptop_link.events, 0);
	/* Each knows that the other has the same. */
	const struct ts_device laptop = device_named(pair.desk, "laptop"), desk = device_named(pair.laptop, "desk");
	assert_true(laptop.compared && laptop.same && !laptop.self && desk.compared && desk.same);
	assert_int_equal(laptop.heard, now);
	assert_true(device_named(pair.desk, "desk").self);
	pair_end(&pair);
}

/* Links that stay: what is changed on one side is on the other at once, in a frame each. */
static void a_change_crosses_a_live_link(void **state)
{
	struct pair pair;
	struct ts_done done;

	pair_begin(&pair, state);
	link_open(&pair.desk_link, &pair.hub, pair.desk);
	link_open(&pair.laptop_link, &pair.hub, pair.laptop);
	link_pump(&pair.desk_link, 0, MANY, now, &pair.chance);
	link_pump(&pair.laptop_link, 0, MANY, now, &pair.chance);
	assert_int_equal(pair.desk_link.step.state, TS_SYNC_LIVE);
	const size_t frames = pair.hub.count;
	for (int i = 0; i < 5; i++) {
		(void)rows_log(pair.desk, i % 2 == 0 ? "parser" : "review", now - (10 - i) * TS_HOUR, now);
		link_pump(&pair.desk_link, 0, MANY, now, &pair.chance);
		pair.laptop_link.changed = 0;
		link_pump(&pair.laptop_link, 0, MANY, now, &pair.chance);
		assert_true(pair.laptop_link.changed > 0);
	}
	/* Besides the changes there is nothing: laptop has said how far it is when it sent its password; the next time
	 * is a minute later. */
	assert_int_equal(pair.hub.count, frames + 5);
	assert_int_equal(pair.laptop_link.step.next, now + TS_MINUTE);
	link_pump(&pair.laptop_link, 0, MANY, now + TS_MINUTE, &pair.chance);
	assert_int_equal(pair.hub.count, frames + 5 + 1);
	assert_int_equal(ts_undo(pair.desk, now, &done), TS_OK);
	link_pump(&pair.desk_link, 0, MANY, now, &pair.chance);
	link_pump(&pair.laptop_link, 0, MANY, now, &pair.chance);
	pair_assert_same(&pair);
	link_pump(&pair.laptop_link, 0, MANY, now + 3 * TS_MINUTE, &pair.chance);
	link_pump(&pair.desk_link, 0, MANY, now + 3 * TS_MINUTE, &pair.chance);
	assert_true(device_named(pair.desk, "laptop").same);
	link_close(&pair.desk_link);
	link_close(&pair.laptop_link);
	pair_end(&pair);
}

/* Who ends as soon as nothing is being told, as `sync now` does, has told how far it is. */
static void what_a_device_has_is_known_before_it_goes(void **state)
{
	const ts_time later = now + 2 * TS_MINUTE;
	struct pair pair;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	link_open(&pair.laptop_link, &pair.hub, pair.laptop);
	do
		link_pump(&pair.laptop_link, 1, MANY, later, &pair.chance);
	while (pair.laptop_link.step.state != TS_SYNC_LIVE || pair.laptop_link.step.held > 0 ||
	       pair.laptop_link.step.telling);
	link_close(&pair.laptop_link);
	rows_assert_day(pair.laptop, ts_day_of(now, 0), now, "09:00 parser");
	pair_visit(&pair.desk_link, &pair, pair.desk, later);
	assert_true(device_named(pair.desk, "laptop").same);
	assert_int_equal(device_named(pair.desk, "laptop").heard, later);
	pair_end(&pair);
}

/* It is looked at once, and when a password was changed. */
static void the_keyring_at_the_hub_is_not_asked_for_each_time(void **state)
{
	struct pair pair;
	ts_auth *auth = NULL;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	assert_int_equal(pair.hub.keyring_generation, 1);
	const size_t asked = pair.hub.asked;
	assert_true(asked <= 2);
	pair_exchange(&pair);
	assert_int_equal(pair.hub.asked, asked);
	assert_int_equal(ts_passwd_begin(pair.laptop, SUPPORT_PASSWORD, "the other password", now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(pair.laptop, auth), TS_OK);
	ts_auth_destroy(auth);
	pair_exchange(&pair);
	assert_int_equal(pair.hub.keyring_generation, 2);
	assert_int_equal(pair.desk_link.events, TS_SYNC_PASSWORD);
	const size_t again = pair.hub.asked;
	assert_true(again > asked && again <= asked + 2);
	pair_exchange(&pair);
	assert_int_equal(pair.hub.asked, again);
	pair_assert_same(&pair);
	pair_end(&pair);
}

/* An edit while a frame is on its way, whose acknowledgement must not take it for sent. */
static void what_is_changed_while_it_is_sent_is_sent_again(void **state)
{
	struct pair pair;
	struct ts_done done;

	pair_begin(&pair, state);
	const struct ts_done made = rows_log(pair.desk, "parser", now - TS_HOUR, now);
	link_open(&pair.desk_link, &pair.hub, pair.desk);
	for (int i = 0; i < 200 && unsent(pair.desk) > 0; i++) {
		link_pump(&pair.desk_link, 1, MANY, now, &pair.chance);
		char text[8];
		(void)snprintf(text, sizeof text, "c%d", i);
		if (i < 20)
			assert_int_equal(ts_log_change(pair.desk, made.log, &(struct ts_log_change){ .comment = text },
			                               now, &done),
			                 TS_OK);
	}
	link_pump(&pair.desk_link, 0, MANY, now, &pair.chance);
	link_close(&pair.desk_link);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	pair_end(&pair);
}

/* Lost in each way that a link can end in. */
static void a_lost_acknowledgement_costs_a_repetition_only(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	for (int i = 0; i < 6; i++) {
		pair.hub.loses_acks = i % 2 == 0;
		(void)rows_log(pair.desk, i % 2 == 0 ? "parser" : "review", now - (10 - i) * TS_HOUR, now);
		link_open(&pair.desk_link, &pair.hub, pair.desk);
		link_pump(&pair.desk_link, i < 4 ? 30 : 3, MANY, now, &pair.chance);
		link_close(&pair.desk_link);
	}
	pair.hub.loses_acks = false;
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_int_equal(pair.desk_link.events | pair.laptop_link.events, 0);
	assert_true(device_named(pair.laptop, "desk").same);
	pair_end(&pair);
}

static void another_hub_and_one_that_was_put_back_get_everything(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	for (int i = 0; i < 10; i++)
		(void)rows_log(i % 2 == 0 ? pair.desk : pair.laptop, i % 4 < 2 ? "parser" : "mail",
		               now - (20 - i) * TS_HOUR, now);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	/* Half of what it had: the other half comes again, from those who had sent it. */
	memory_hub_roll_back(&pair.hub, pair.hub.count / 2);
	(void)rows_log(pair.desk, "review", now - TS_HOUR, now);
	pair_exchange(&pair);
	assert_true(pair.desk_link.events & TS_SYNC_HUB_LOST);
	assert_true(pair.laptop_link.events & TS_SYNC_HUB_LOST);
	pair_assert_same(&pair);
	assert_true(device_named(pair.laptop, "desk").same);
	/* One that was made anew, where a third device begins. */
	memory_hub_destroy(&pair.hub);
	memory_hub_make(&pair.hub, 2);
	pair_exchange(&pair);
	assert_true(pair.desk_link.events & TS_SYNC_OTHER_HUB);
	pair_assert_same(&pair);
	ts_store *third = device_make(pair.support, "third");
	assert_int_equal(ts_sync_remove(third), TS_OK);
	assert_int_equal(ts_sync_add(third, "ssh://home", "third", now), TS_OK);
	struct link link;
	pair_visit(&link, &pair, third, now);
	unsigned char sum[TALLY_SIZE], desk[TALLY_SIZE];
	travels_sum(third, sum);
	travels_sum(pair.desk, desk);
	assert_memory_equal(sum, desk, TALLY_SIZE);
	ts_close(third);
	pair_end(&pair);
}

/* Its own frames come from the hub with what this file never had. */
static void a_copy_of_a_file_becomes_another_device(void **state)
{
	struct pair pair;
	char path[SUPPORT_PATH_SIZE + 16], reason[TS_REASON_SIZE];
	struct ts_sync_info info;
	ts_store *copy = NULL;
	struct link link;
	size_t size;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	pair_exchange(&pair);
	(void)snprintf(path, sizeof path, "%s.copy", pair.support->path);
	unsigned char *bytes = support_file_read(pair.support->path, &size);
	support_file_write(path, bytes, size);
	free(bytes);
	assert_int_equal(ts_open(path, false, now, reason, &copy), TS_OK);
	assert_int_equal(support_login(copy, "ada", SUPPORT_PASSWORD, now), TS_OK);
	(void)rows_log(pair.desk, "here", now - 2 * TS_HOUR, now);
	(void)rows_log(copy, "there", now - TS_HOUR, now);
	pair_exchange(&pair);
	pair_visit(&link, &pair, copy, now);
	assert_true(link.events & TS_SYNC_COPY);
	assert_int_equal(ts_sync_read(copy, &info), TS_OK);
	assert_string_equal(info.device, "desk 2");
	assert_string_equal(info.former, "desk");
	pair_exchange(&pair);
	assert_int_equal(pair.desk_link.events & TS_SYNC_COPY, 0);
	pair_assert_same(&pair);
	unsigned char sum[TALLY_SIZE], desk[TALLY_SIZE];
	travels_sum(copy, sum);
	travels_sum(pair.desk, desk);
	assert_memory_equal(sum, desk, TALLY_SIZE);
	assert_false(ts_id_equal(device_named(copy, "desk 2").id, device_named(pair.desk, "desk").id));
	assert_true(device_named(pair.desk, "desk 2").same);
	ts_close(copy);
	pair_end(&pair);
}

/* An older file put back: what it lacks comes from the hub, where it has sent it itself. */
/* Who has never sent anything under its former name is no other device. */
static void a_file_that_moves_before_it_has_sent_anything_is_one_device(void **state)
{
	struct pair pair;
	struct ts_devices devices;

	pair_begin(&pair, state);
	pair.desk->device_anew = true;
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	assert_int_equal(ts_devices_read(pair.desk, &devices), TS_OK);
	assert_int_equal(devices.count, 1);
	ts_devices_release(&devices);
	pair_end(&pair);
}

/* Two processes of one device that both have a link send what they find unsent, each; that is no copy of the file. */
static void two_processes_with_a_link_are_no_copies(void **state)
{
	struct pair pair;
	struct link first, second;

	pair_begin(&pair, state);
	ts_store *again = rows_second(pair.support);
	pair_exchange(&pair);
	link_open(&first, &pair.hub, pair.desk);
	link_pump(&first, 0, MANY, now, &pair.chance);
	pair.hub.loses_acks = true;
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	link_pump(&first, 0, MANY, now, &pair.chance);
	for (int i = 0; i < 2; i++)
		pair_visit(&second, &pair, again, now);
	/* The first one goes on from its own frame. */
	(void)rows_log(pair.desk, "review", now - TS_MINUTE, now);
	link_pump(&first, 0, MANY, now, &pair.chance);
	link_close(&first);
	pair.hub.loses_acks = false;
	pair_visit(&pair.laptop_link, &pair, pair.laptop, now);
	assert_int_equal(pair.laptop_link.events, 0);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	ts_close(again);
	pair_end(&pair);
}

static void a_file_put_back_from_a_backup_heals_itself(void **state)
{
	struct pair pair;
	struct ts_sync_info info;
	unsigned char laptop[TALLY_SIZE], sum[TALLY_SIZE];
	struct link link;
	size_t size;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	pair_exchange(&pair);
	unsigned char *bytes = support_file_read(pair.support->path, &size);
	(void)rows_log(pair.desk, "review", now - 2 * TS_HOUR, now);
	pair_exchange(&pair);
	support_file_write(pair.support->path, bytes, size);
	free(bytes);
	pair.desk = rows_reopen(pair.support);
	pair_visit(&link, &pair, pair.desk, now);
	assert_true(link.events & TS_SYNC_COPY);
	assert_int_equal(ts_sync_read(pair.desk, &info), TS_OK);
	assert_string_equal(info.former, "desk");
	travels_sum(pair.desk, sum);
	travels_sum(pair.laptop, laptop);
	assert_memory_equal(sum, laptop, TALLY_SIZE);
	pair_end(&pair);
}

/* A hub that takes a frame and hands it to nobody: what comes behind it tells, and it is sent again. */
static void what_a_hub_withholds_is_missed_and_comes_again(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	pair.hub.withholds = true;
	(void)rows_log(pair.desk, "withheld", now - 4 * TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	pair.hub.withholds = false;
	(void)rows_log(pair.desk, "parser", now - 2 * TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	pair_visit(&pair.laptop_link, &pair, pair.laptop, now);
	assert_true(pair.laptop_link.events & TS_SYNC_MISSING);
	assert_true(device_named(pair.laptop, "desk").missing);
	pair_exchange(&pair);
	assert_true(pair.desk_link.events & TS_SYNC_MISSING);
	pair_assert_same(&pair);
	assert_false(device_named(pair.laptop, "desk").missing);
	assert_true(device_named(pair.laptop, "desk").same);
	pair_end(&pair);
}

/* Of a device that its user has no more nothing is expected: neither that all it sends comes, nor that it has the same.
 */
static void a_forgotten_device_alarms_nobody(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	assert_int_equal(ts_device_forget(pair.laptop, device_named(pair.laptop, "desk").id), TS_OK);
	assert_int_equal(ts_device_forget(pair.laptop, device_named(pair.laptop, "desk").id), TS_UNCHANGED);
	pair.laptop_link.events = 0;
	pair.hub.withholds = true;
	(void)rows_log(pair.desk, "withheld", now - 4 * TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	pair.hub.withholds = false;
	(void)rows_log(pair.desk, "parser", now - 2 * TS_HOUR, now);
	pair_exchange(&pair);
	assert_false(pair.laptop_link.events & (TS_SYNC_MISSING | TS_SYNC_DIFFERENT));
	assert_true(device_named(pair.laptop, "desk").forgotten);
	/* What it sends is taken. */
	struct ts_activities activities = { 0 };
	assert_int_equal(ts_activities_read(pair.laptop, now, &activities), TS_OK);
	bool parser = false;
	for (size_t i = 0; i < activities.count; i++)
		parser = parser || strcmp(activities.at[i].text, "parser") == 0;
	assert_true(parser);
	ts_activities_release(&activities);
	pair_end(&pair);
}

/* A hub that shows two devices different truths, and takes any cursor for its own: as soon as one frame crosses. */
/* All is sent again once a day at most; a day of a clock that was years ahead then, and is right now, is not waited
 * for.
 */
static void what_is_missed_comes_again_though_the_clock_was_set_back(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	/* What is missed is of what was sent once more, years ahead. */
	pair.hub.withholds = true;
	(void)rows_log(pair.desk, "review", now - TS_MINUTE, now);
	assert_int_equal(ts_sync_remove(pair.desk), TS_OK);
	assert_int_equal(ts_sync_add(pair.desk, "ssh://home", "desk", now + (ts_time)8 * 365 * 24 * TS_HOUR), TS_OK);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	pair.hub.withholds = false;
	(void)rows_log(pair.desk, "mail", now, now);
	pair_exchange(&pair);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	pair_end(&pair);
}

/* A hub that hands out an older history to a file that was put back: the machine has seen more of it. */
static void an_older_history_for_a_file_that_was_put_back_is_missed(void **state)
{
	struct pair pair;
	char path[SUPPORT_PATH_SIZE + 32], anchors[SUPPORT_PATH_SIZE + 32], reason[TS_REASON_SIZE];
	size_t size, older;

	pair_begin(&pair, state);
	(void)snprintf(path, sizeof path, "%s.laptop", pair.support->path);
	(void)snprintf(anchors, sizeof anchors, "%.480s/anchors", pair.support->directory);
	assert_int_equal(ts_anchor_use(pair.laptop, anchors), TS_OK);
	pair_exchange(&pair);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	unsigned char *backup = support_file_read(path, &size);
	older = pair.hub.count;
	(void)rows_log(pair.desk, "review", now - TS_MINUTE, now);
	pair_exchange(&pair);
	ts_close(pair.laptop);
	support_file_write(path, backup, size);
	free(backup);
	assert_int_equal(ts_open(path, false, now, reason, &pair.laptop), TS_OK);
	assert_int_equal(ts_anchor_use(pair.laptop, anchors), TS_OK);
	assert_int_equal(support_login(pair.laptop, "ada", SUPPORT_PASSWORD, now), TS_OK);
	for (size_t i = older; i < pair.hub.count; i++)
		pair.hub.at[i].withheld = true;
	pair_visit(&pair.laptop_link, &pair, pair.laptop, now);
	assert_int_equal(pair.laptop_link.events & TS_SYNC_MISSING, TS_SYNC_MISSING);
	assert_true(device_named(pair.laptop, "desk").missing);
	/* The desk hears of it, and sends it again. */
	pair_exchange(&pair);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_false(device_named(pair.laptop, "desk").missing);
	pair_end(&pair);
}

static int64_t work_read(ts_store *store)
{
	const struct ts_range range = { ts_day_from_civil(2026, 1, 1), ts_day_from_civil(2026, 9, 30) };
	struct ts_report report;

	assert_int_equal(ts_totals_read(store, range, now, &report), TS_OK);
	const int64_t work = report.work;
	ts_report_release(&report);
	return work;
}

/* What a month adds up to is kept in the file: not once something of it has come. */
static void what_comes_is_in_the_sums_of_its_month(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", rows_at(2026, 8, 10, 8, 0), now);
	(void)rows_log(pair.desk, "off", rows_at(2026, 8, 10, 10, 0), now);
	pair_exchange(&pair);
	assert_int_equal(work_read(pair.laptop), 2 * TS_HOUR);
	assert_int_equal(work_read(pair.laptop), 2 * TS_HOUR);
	(void)rows_log(pair.desk, "mail", rows_at(2026, 8, 11, 8, 0), now);
	(void)rows_log(pair.desk, "off", rows_at(2026, 8, 11, 9, 0), now);
	pair_exchange(&pair);
	assert_int_equal(work_read(pair.laptop), 3 * TS_HOUR);
	pair_end(&pair);
}

/* What was seen at one hub says nothing of another. */
static void what_was_seen_at_another_hub_is_not_missed(void **state)
{
	struct pair pair;
	char anchors[SUPPORT_PATH_SIZE + 32];

	pair_begin(&pair, state);
	(void)snprintf(anchors, sizeof anchors, "%.480s/anchors", pair.support->directory);
	assert_int_equal(ts_anchor_use(pair.laptop, anchors), TS_OK);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	memory_hub_destroy(&pair.hub);
	memory_hub_make(&pair.hub, 2);
	/* As in a file that was put back from before it had heard of the desk. */
	assert_int_equal(store_begin(pair.laptop), TS_OK);
	assert_int_equal(store_end(pair.laptop, device_rows_clear(pair.laptop), NULL, NULL), TS_OK);
	pair_visit(&pair.laptop_link, &pair, pair.laptop, now);
	assert_int_equal(pair.laptop_link.events, TS_SYNC_OTHER_HUB);
	pair_end(&pair);
}

static void a_hub_that_forks_is_found_out(void **state)
{
	struct memory_hub other;
	struct pair pair;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 9 * TS_HOUR, now);
	pair_exchange(&pair);
	memory_hub_make(&other, 1);
	other.credulous = pair.hub.credulous = true;
	for (int i = 0; i < 3; i++) {
		(void)rows_log(pair.desk, i % 2 == 0 ? "review" : "call", now - (8 - i) * TS_HOUR, now);
		pair_visit(&pair.desk_link, &pair, pair.desk, now);
		(void)rows_log(pair.laptop, i % 2 == 0 ? "mail" : "standup", now - (5 - i) * TS_HOUR, now);
		link_open(&pair.laptop_link, &other, pair.laptop);
		link_pump(&pair.laptop_link, 0, MANY, now, &pair.chance);
		link_close(&pair.laptop_link);
	}
	assert_int_equal(unsent(pair.desk) + unsent(pair.laptop), 0);
	/* One frame of each. */
	(void)rows_log(pair.desk, "parser", now - 2 * TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	(void)rows_log(pair.laptop, "lunch", now - TS_HOUR, now);
	pair_exchange(&pair);
	assert_true((pair.desk_link.events | pair.laptop_link.events) & TS_SYNC_MISSING);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_true(device_named(pair.laptop, "desk").same);
	assert_true(device_named(pair.desk, "laptop").same);
	memory_hub_destroy(&other);
	pair_end(&pair);
}

/* A row that another hand took out of one of the files: both should have the same and have not. */
static void a_difference_is_named_and_all_is_sent_again(void **state)
{
	struct pair pair;
	struct ts_done done;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	(void)rows_log(pair.desk, "review", now - 3 * TS_HOUR, now);
	pair_exchange(&pair);
	char path[SUPPORT_PATH_SIZE + 16];
	(void)snprintf(path, sizeof path, "%s.laptop", pair.support->path);
	support_sql(path, "DELETE FROM log WHERE id = (SELECT min(id) FROM log)");
	assert_int_equal(ts_audit_accept(pair.laptop, now), TS_OK);
	(void)rows_log(pair.laptop, "standup", now - 2 * TS_HOUR, now);
	assert_int_equal(ts_undo(pair.laptop, now, &done), TS_OK);
	pair_exchange(&pair);
	assert_true((pair.desk_link.events | pair.laptop_link.events) & TS_SYNC_DIFFERENT);
	pair_assert_same(&pair);
	assert_true(device_named(pair.desk, "laptop").same);
	pair_end(&pair);
}

static void junk_is_counted_and_stops_nothing(void **state)
{
	struct pair pair;
	struct ts_sync_info info;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	const size_t count = pair.hub.count;
	assert_true(count > 0);
	/* Frames of others, and ours with a bit turned. */
	for (size_t i = 0; i < 20; i++) {
		struct hub_frame *frame = &pair.hub.at[pair.hub.count++];
		assert_true(pair.hub.count <= pair.hub.room);
		const struct hub_frame *first = &pair.hub.at[0];
		*frame = *first;
		frame->id[0] = (unsigned char)i;
		frame->id[1] = 0xaa;
		frame->size = i % 4 == 3 ? i : first->size;
		frame->payload = malloc(first->size);
		assert_non_null(frame->payload);
		memcpy(frame->payload, first->payload, first->size);
		frame->payload[3 + i * 7 % (first->size - 3)] ^= 1;
		if (pair.hub.count == pair.hub.room)
			break;
	}
	const size_t bad = pair.hub.count - count;
	(void)rows_log(pair.desk, "review", now - 2 * TS_HOUR, now);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_int_equal(ts_sync_read(pair.laptop, &info), TS_OK);
	assert_int_equal(info.junk, bad);
	assert_true(pair.laptop_link.events & TS_SYNC_JUNK);
	pair_end(&pair);
}

static void a_hub_that_refuses_is_told_in_its_words(void **state)
{
	struct pair pair;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	pair.hub.read_only = true;
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	assert_int_equal(pair.desk_link.step.state, TS_SYNC_REFUSED);
	assert_string_equal(pair.desk_link.step.refused, "it is  read-only");
	/* The activity, the log, the password. */
	assert_int_equal(pair.desk_link.step.unsent, 3);
	assert_int_equal(pair.desk_link.pushed, 1);
	pair.hub.read_only = false;
	pair_exchange(&pair);
	pair_assert_same(&pair);
	pair_end(&pair);
}

static void pausing_removing_and_locking_end_a_conversation(void **state)
{
	struct pair pair;
	struct ts_sync_step step;
	struct ts_sync_info info;
	ts_sync *sync = NULL;

	pair_begin(&pair, state);
	assert_int_equal(ts_sync_add(pair.desk, "ssh://other", "desk", now), TS_EXISTS);
	link_open(&pair.desk_link, &pair.hub, pair.desk);
	assert_int_equal(ts_sync_pause(pair.desk, true), TS_OK);
	assert_int_equal(ts_sync_pause(pair.desk, true), TS_UNCHANGED);
	assert_int_equal(ts_sync_begin(pair.desk, &sync), TS_UNCHANGED);
	link_pump(&pair.desk_link, 3, MANY, now, &pair.chance);
	assert_int_equal(pair.desk_link.step.state, TS_SYNC_PAUSED);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	assert_int_equal(ts_sync_read(pair.desk, &info), TS_OK);
	assert_true(info.paused);
	assert_int_equal(info.unsent, 3);
	assert_int_equal(info.unsent_since, now);
	link_close(&pair.desk_link);
	assert_int_equal(ts_sync_pause(pair.desk, false), TS_OK);
	link_open(&pair.desk_link, &pair.hub, pair.desk);
	ts_lock(pair.desk);
	assert_int_equal(ts_sync_step(pair.desk_link.sync, MANY, now, &step), TS_LOGGED_OUT);
	assert_int_equal(support_login(pair.desk, "ada", SUPPORT_PASSWORD, now), TS_OK);
	link_pump(&pair.desk_link, 0, MANY, now, &pair.chance);
	assert_int_equal(pair.desk_link.step.state, TS_SYNC_LIVE);
	assert_int_equal(ts_sync_remove(pair.desk), TS_OK);
	assert_int_equal(ts_sync_step(pair.desk_link.sync, MANY, now, &step), TS_NOT_FOUND);
	assert_int_equal(ts_sync_read(pair.desk, &info), TS_NOT_FOUND);
	assert_int_equal(ts_sync_remove(pair.desk), TS_NOT_FOUND);
	link_close(&pair.desk_link);
	pair_end(&pair);
}

/* What is sealed by a later key waits, for a device that has it. */
static void after_an_exchange_of_keys_all_is_sent_anew(void **state)
{
	struct pair pair;
	struct ts_sync_info info;
	ts_auth *auth = NULL;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - 4 * TS_HOUR, now);
	pair_exchange(&pair);
	assert_int_equal(ts_rekey_begin(pair.desk, SUPPORT_PASSWORD, NULL, NULL, now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(pair.desk, auth), TS_OK);
	ts_auth_destroy(auth);
	assert_int_equal(ts_sync_read(pair.desk, &info), TS_OK);
	assert_string_equal(info.device, "desk");
	assert_int_equal(info.unsent, 3);
	const size_t count = pair.hub.count;
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	assert_int_equal(unsent(pair.desk), 0);
	assert_true(pair.hub.count > count);
	for (int i = 0; i < 2; i++) {
		pair_visit(&pair.laptop_link, &pair, pair.laptop, now);
		assert_int_equal(pair.laptop_link.step.state, TS_SYNC_KEY);
		assert_int_equal(pair.laptop_link.changed, 0);
	}
	assert_int_equal(ts_sync_read(pair.laptop, &info), TS_OK);
	assert_int_equal(info.junk, 0);
	pair_end(&pair);
}

/* A disk that is full at any one write: what a step has done is then taken back, what it has said not said. */
static void a_step_that_fails_is_taken_again(void **state)
{
	struct pair pair;
	struct ts_done done;
	size_t failures = 0;

	pair_begin(&pair, state);
	for (int at = 1; at < 60; at++) {
		ts_store *first = at % 2 == 0 ? pair.desk : pair.laptop,
		         *second = at % 2 == 0 ? pair.laptop : pair.desk;
		(void)rows_log(first, at % 4 < 2 ? "parser" : "review", now - (200 - at) * TS_HOUR, now);
		assert_int_equal(ts_log_change(first,
		                               rows_log(first, "mail", now - (200 - at) * TS_HOUR + TS_MINUTE, now).log,
		                               &(struct ts_log_change){ .comment = "c" }, now, &done),
		                 TS_OK);
		link_open(&pair.desk_link, &pair.hub, first);
		link_open(&pair.laptop_link, &pair.hub, second);
		pair.desk_link.may_fail = pair.laptop_link.may_fail = true;
		fault_arm(at, SQLITE_FULL, false);
		for (int round = 0; round < 3; round++) {
			link_pump(&pair.desk_link, 0, MANY, now, &pair.chance);
			link_pump(&pair.laptop_link, 0, MANY, now, &pair.chance);
		}
		fault_arm(0, 0, false);
		failures += pair.desk_link.failures + pair.laptop_link.failures;
		assert_int_equal(pair.desk_link.events | pair.laptop_link.events, 0);
		link_close(&pair.desk_link);
		link_close(&pair.laptop_link);
		pair_assert_same(&pair);
	}
	assert_true(failures > 20);
	assert_true(device_named(pair.laptop, "desk").same);
	pair_end(&pair);
}

static void what_is_no_hub_is_named(void **state)
{
	static const char *const words[] = { "Welcome to desk\n", "\x05\0\0\0\x63half", "\xff\xff\xff\xff" };
	struct pair pair;
	ts_sync *sync;

	pair_begin(&pair, state);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		assert_int_equal(ts_sync_begin(pair.desk, &sync), TS_OK);
		assert_int_equal(ts_sync_receive(sync, words[i], i == 1 ? 9 : strlen(words[i])), TS_INVALID);
		ts_sync_end(sync);
	}
	pair_end(&pair);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(what_is_logged_on_one_device_is_seen_on_the_other),
		LOGGED_IN(a_change_crosses_a_live_link),
		LOGGED_IN(what_a_device_has_is_known_before_it_goes),
		LOGGED_IN(the_keyring_at_the_hub_is_not_asked_for_each_time),
		LOGGED_IN(what_is_changed_while_it_is_sent_is_sent_again),
		LOGGED_IN(a_lost_acknowledgement_costs_a_repetition_only),
		LOGGED_IN(another_hub_and_one_that_was_put_back_get_everything),
		LOGGED_IN(a_copy_of_a_file_becomes_another_device),
		LOGGED_IN(a_file_that_moves_before_it_has_sent_anything_is_one_device),
		LOGGED_IN(two_processes_with_a_link_are_no_copies),
		LOGGED_IN(a_file_put_back_from_a_backup_heals_itself),
		LOGGED_IN(what_a_hub_withholds_is_missed_and_comes_again),
		LOGGED_IN(what_is_missed_comes_again_though_the_clock_was_set_back),
		LOGGED_IN(an_older_history_for_a_file_that_was_put_back_is_missed),
		LOGGED_IN(a_forgotten_device_alarms_nobody),
		LOGGED_IN(what_comes_is_in_the_sums_of_its_month),
		LOGGED_IN(what_was_seen_at_another_hub_is_not_missed),
		LOGGED_IN(a_hub_that_forks_is_found_out),
		LOGGED_IN(a_difference_is_named_and_all_is_sent_again),
		LOGGED_IN(junk_is_counted_and_stops_nothing),
		LOGGED_IN(a_hub_that_refuses_is_told_in_its_words),
		LOGGED_IN(pausing_removing_and_locking_end_a_conversation),
		LOGGED_IN(after_an_exchange_of_keys_all_is_sent_anew),
		LOGGED_IN(a_step_that_fails_is_taken_again),
		LOGGED_IN(what_is_no_hub_is_named),
	};

	fault_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
