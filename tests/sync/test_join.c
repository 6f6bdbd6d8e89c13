/* A second device of a user: what it is given, and what of it it believes; and passwords that travel. */
#include "data/file/store.h"
#include "data/hub/name_hash.h"
#include "data/hub/packet.h"
#include "data/keyring/keyring.h"
#include "support_served.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_fault.h"
#include "tests/data/support_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

/* ada's desk, which a hub knows. */
struct world {
	struct support *support;
	char place[SUPPORT_PATH_SIZE + 8], anchors[SUPPORT_PATH_SIZE + 16];
	ts_store *desk;
	char code[TS_RECOVERY_SIZE];
};

static void desk_fill(ts_store *desk)
{
	struct ts_settings settings = ts_settings_default();
	struct ts_done done;

	(void)rows_log(desk, "parser", now - 3 * TS_HOUR, now);
	(void)rows_log(desk, "review", now - 2 * TS_HOUR, now);
	(void)rows_log(desk, "off", now - TS_HOUR, now);
	assert_int_equal(ts_note_save(desk, &(struct ts_note){ .day = ts_day_of(now, 0) }, "a note", 6, now, &done),
	                 TS_OK);
	settings.day_start = 120;
	assert_int_equal(ts_settings_write(desk, &settings, now), TS_OK);
}

static int setup(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	ts_auth *auth = NULL;
	void *support;

	assert_non_null(world);
	assert_int_equal(support_setup(&support), 0);
	world->support = support;
	(void)snprintf(world->place, sizeof world->place, "%s/hub", world->support->directory);
	world->desk = support_open(world->support);
	rows_hurry(world->desk);
	(void)snprintf(world->anchors, sizeof world->anchors, "%s/anchors", world->support->directory);
	assert_int_equal(ts_anchor_use(world->desk, world->anchors), TS_OK);
	assert_int_equal(ts_register_begin(world->desk, "Ada", SUPPORT_PASSWORD, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(world->desk, auth), TS_OK);
	(void)snprintf(world->code, sizeof world->code, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	desk_fill(world->desk);
	assert_int_equal(ts_sync_add(world->desk, "ssh://home", "desk", now), TS_OK);
	assert_int_equal(served_visit(world->place, world->desk, now).step.state, TS_SYNC_LIVE);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;
	void *support = world->support;
	int code = support_teardown(&support);

	free(world);
	return code;
}

static ts_store *laptop_join(const struct world *world)
{
	ts_store *laptop = served_store(world->support, "laptop");

	assert_int_equal(served_join(world->place, laptop, "ada", SUPPORT_PASSWORD, "laptop", now), TS_OK);
	return laptop;
}

static void assert_same(ts_store *left, ts_store *right)
{
	unsigned char sums[2][TALLY_SIZE];

	travels_sum(left, sums[0]);
	travels_sum(right, sums[1]);
	assert_memory_equal(sums[0], sums[1], TALLY_SIZE);
	assert_int_equal(unsent(left), 0);
	assert_int_equal(unsent(right), 0);
}

static void exchange(const struct world *world, ts_store *laptop, struct served *desk_said, struct served *laptop_said)
{
	struct served said[2] = { { .events = 0 }, { .events = 0 } };

	for (int i = 0; i < 3; i++) {
		ts_store *stores[] = { world->desk, laptop };
		for (int which = 0; which < 2; which++) {
			struct served visit = served_visit(world->place, stores[which], now);
			visit.events |= said[which].events;
			if (visit.device[0] == '\0')
				memcpy(visit.device, said[which].device, sizeof visit.device);
			said[which] = visit;
		}
	}
	if (desk_said)
		*desk_said = said[0];
	if (laptop_said)
		*laptop_said = said[1];
}

static int64_t users_count(ts_store *store)
{
	struct ts_users users = { 0 };

	assert_int_equal(ts_users_read(store, &users), TS_OK);
	int64_t count = (int64_t)users.count;
	ts_users_release(&users);
	return count;
}

static void a_device_joins_and_has_everything(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world);
	struct ts_sync_info info;
	struct ts_settings settings;
	struct served said;

	assert_string_equal(ts_user_name(laptop), "Ada");
	assert_int_equal(ts_sync_read(laptop, &info), TS_OK);
	assert_string_equal(info.url, "ssh://home");
	assert_string_equal(info.device, "laptop");
	assert_int_equal(info.unsent, 0);
	assert_false(info.paused);
	exchange(world, laptop, NULL, &said);
	assert_int_equal(said.step.state, TS_SYNC_LIVE);
	assert_int_equal(said.events, 0);
	assert_same(world->desk, laptop);
	rows_assert_day(laptop, ts_day_of(now, 0), now, "07:00 parser, 08:00 review, 09:00 off");
	rows_assert_note(laptop, ts_day_of(now, 0), "a note");
	assert_int_equal(ts_settings_read(laptop, &settings), TS_OK);
	assert_int_equal(settings.day_start, 120);
	/* And the other way. */
	(void)rows_log(laptop, "docs", now - TS_MINUTE, now);
	exchange(world, laptop, NULL, NULL);
	assert_same(world->desk, laptop);
	ts_lock(laptop);
	assert_int_equal(support_login(laptop, "ada", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_sound(laptop);
	ts_close(laptop);
}

/* It is a device of its own on a machine that has seen the other. */
static void who_has_joined_is_another_device_without_an_alarm(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = served_store(world->support, "laptop");
	struct ts_devices devices;
	int64_t behind = -1;

	assert_int_equal(ts_anchor_use(laptop, world->anchors), TS_OK);
	(void)rows_log(world->desk, "parser", now - TS_MINUTE, now);
	assert_int_equal(served_join(world->place, laptop, "ada", SUPPORT_PASSWORD, "laptop", now), TS_OK);
	exchange(world, laptop, NULL, NULL);
	ts_lock(laptop);
	assert_int_equal(support_login(laptop, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(ts_pinned_read(laptop), TS_PINNED_SAME);
	assert_int_equal(ts_anchor_read(laptop, &behind), TS_OK);
	assert_int_equal(behind, 0);
	assert_int_equal(ts_devices_read(laptop, &devices), TS_OK);
	assert_int_equal(devices.count, 2);
	assert_string_equal(devices.at[0].name, "laptop");
	assert_string_equal(devices.at[1].name, "desk");
	assert_true(devices.at[1].same && !devices.at[1].forked);
	assert_false(ts_id_equal(devices.at[0].id, devices.at[1].id));
	ts_devices_release(&devices);
	ts_close(laptop);
}

static void a_wrong_password_leaves_nothing_and_is_slowed_down(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = served_store(world->support, "laptop");
	ts_join *join = served_ask(world->place, laptop, "ADA ");

	for (int i = 0; i < 3; i++) {
		assert_int_equal(served_password(join, laptop, "not her password", "laptop", now), TS_DENIED);
		assert_non_null(strstr(ts_detail(laptop), "wrong password for 'Ada'"));
		assert_int_equal(users_count(laptop), 0);
		assert_false(ts_logged_in(laptop));
	}
	assert_int_equal(served_password(join, laptop, SUPPORT_PASSWORD, "laptop", now), TS_WAIT);
	assert_int_equal(served_password(join, laptop, SUPPORT_PASSWORD, "laptop", now + TS_SECOND), TS_OK);
	ts_join_end(join);
	ts_close(laptop);
}

static void a_name_that_the_hub_does_not_know(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = served_store(world->support, "laptop");
	ts_join *join = served_ask(world->place, laptop, "grace");
	ts_auth *auth = NULL;

	assert_int_equal(ts_join_state(join), TS_JOIN_UNKNOWN);
	assert_int_equal(ts_join_password(join, SUPPORT_PASSWORD, "ssh://home", "laptop", now, &auth), TS_INVALID);
	ts_join_end(join);
	ts_close(laptop);
}

static void who_is_here_already_does_not_join(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world), *phone = served_store(world->support, "phone");

	assert_int_equal(served_join(world->place, laptop, "ada", SUPPORT_PASSWORD, "laptop", now), TS_UNCHANGED);
	assert_non_null(strstr(ts_detail(laptop), "joined already"));
	assert_int_equal(support_register(phone, "ada", "the phone's password"), TS_OK);
	assert_int_equal(served_join(world->place, phone, "ada", SUPPORT_PASSWORD, "phone", now), TS_EXISTS);
	assert_non_null(strstr(ts_detail(phone), "another user"));
	/* Nor does she share the hub of the one who has her name there. */
	assert_int_equal(ts_sync_add(phone, "ssh://home", "phone", now), TS_OK);
	struct served said = served_visit(world->place, phone, now);
	assert_int_equal(said.step.state, TS_SYNC_REFUSED);
	assert_string_equal(said.step.refused, "at this hub 'Ada' is another user: only one can have a name there");
	assert_int_equal(said.step.unsent, 1);
	ts_close(laptop);
	ts_close(phone);
}

/* ---- a hub that lies */

/* What a hub says that hands out these bytes. */
static ts_join *hears_keyring(ts_store *store, const char *name, const unsigned char *blob, size_t size)
{
	unsigned char said[2 * KEYRING_MOST];
	const struct packet packets[] = {
		{ .kind = PACKET_HELLO, .version = PACKET_VERSION, .hub = { 1 } },
		{ .kind = PACKET_KEYRING, .generation = 1, .payload = { blob, size } },
	};
	ts_join *join = NULL;
	size_t length = 0;

	for (size_t i = 0; i < 2; i++)
		length += packet_write(&packets[i], PACKET_HUB, said + length, sizeof said - length);
	assert_int_equal(ts_join_begin(store, name, &join), TS_OK);
	assert_int_equal(ts_join_receive(join, said, length), TS_OK);
	return join;
}

/* Places in ada's keyring: format 1, id 16, name 2 + 3, box 32 and 104, slots. */
enum {
	AT_OWNER = 1,
	AT_NAME = 19,
	AT_BOX = 22,
	AT_BOX_SECRET = AT_BOX + BOX_PUBLIC_SIZE,
	AT_PASSWORD = AT_BOX_SECRET + USER_BOX_SIZE,
	AT_CODE = AT_PASSWORD + KEY_SLOT_ENCODED_SIZE,
	AT_SEAL = AT_CODE + KEY_SLOT_ENCODED_SIZE,
	IN_GENERATION = 0,
	IN_OPERATIONS = 16,
	IN_MEMORY = 24,
	IN_SALT = 32,
	IN_WRAPPED = IN_SALT + KEY_SLOT_SALT_SIZE + KEY_SLOT_NONCE_SIZE
};

static void what_a_hub_exchanges_is_refused_by_name(void **state)
{
	const struct world *world = *state;
	const struct {
		const char *what;
		size_t at;
		unsigned char bits;
		enum ts_status status; /* TS_OK: it is refused before the password is asked for */
		const char *words;
	} lies[] = {
		{ "format", 0, 2, TS_OK, "no keyring that this timesheet knows" },
		{ "owner", AT_OWNER, 1, TS_DENIED, "exchanged the wrap" },
		{ "name", AT_NAME, 'A' ^ 'E', TS_OK, "keyring of 'Eda', who was not asked for" },
		{ "case of the name", AT_NAME, 'A' ^ 'a', TS_DAMAGED, "has changed the keyring of 'ada'" },
		{ "box key", AT_BOX, 1, TS_DAMAGED, "exchanged the key in the keyring of 'Ada'" },
		{ "box secret", AT_BOX_SECRET + 30, 1, TS_DAMAGED, "exchanged the key in the keyring of 'Ada'" },
		{ "password's generation", AT_PASSWORD + IN_GENERATION, 2, TS_DENIED, "exchanged the wrap" },
		{ "cost, less", AT_PASSWORD + IN_OPERATIONS, 0x2 ^ 0x1, TS_OK, "easier to guess" },
		{ "cost, more", AT_PASSWORD + IN_OPERATIONS, 0x2 ^ 0x3, TS_DENIED, "exchanged the wrap" },
		{ "cost, of the code", AT_CODE + IN_OPERATIONS, 0x2 ^ 0x1, TS_OK, "easier to guess" },
		{ "memory", AT_PASSWORD + IN_MEMORY + 7, 0x40, TS_OK, "no keyring that this timesheet knows" },
		{ "salt", AT_PASSWORD + IN_SALT, 1, TS_DENIED, "exchanged the wrap" },
		{ "wrap", AT_PASSWORD + IN_WRAPPED, 1, TS_DENIED, "exchanged the wrap" },
		{ "code's generation", AT_CODE + IN_GENERATION, 2, TS_DAMAGED, "has changed the keyring of 'Ada'" },
		{ "code's salt", AT_CODE + IN_SALT, 1, TS_DAMAGED, "has changed the keyring of 'Ada'" },
		{ "code's wrap", AT_CODE + IN_WRAPPED, 1, TS_DAMAGED, "has changed the keyring of 'Ada'" },
		{ "seal", AT_SEAL + 50, 1, TS_DAMAGED, "has changed the keyring of 'Ada'" },
	};
	ts_store *laptop = served_store(world->support, "laptop");
	unsigned char blob[KEYRING_MOST];
	struct keyring keyring;
	size_t size = 0;

	assert_int_equal(keyring_read(world->desk, &keyring), TS_OK);
	assert_int_equal(keyring_encode(world->desk->identity, &keyring, blob, &size), TS_OK);
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		blob[lies[i].at] ^= lies[i].bits;
		ts_join *join = hears_keyring(laptop, "ada", blob, size);
		blob[lies[i].at] ^= lies[i].bits;
		enum ts_status status = TS_OK;
		if (ts_join_state(join) == TS_JOIN_FOUND)
			status = served_password(join, laptop, SUPPORT_PASSWORD, "laptop", now);
		const char *words = status == TS_OK ? ts_join_refused(join) : ts_detail(laptop);
		if (status != lies[i].status || !strstr(words, lies[i].words))
			fail_msg("%s: %d, '%s'", lies[i].what, status, words);
		ts_join_end(join);
		assert_int_equal(users_count(laptop), 0);
		assert_false(ts_logged_in(laptop));
	}
	/* Without a lie it is taken. */
	ts_join *join = hears_keyring(laptop, "ada", blob, size);
	assert_int_equal(served_password(join, laptop, SUPPORT_PASSWORD, "laptop", now), TS_OK);
	ts_join_end(join);
	ts_close(laptop);
}

static void what_is_no_hub_ends_a_join(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = served_store(world->support, "laptop");
	const struct packet firsts[] = {
		{ .kind = PACKET_KEYRING, .generation = 1, .payload = { "x", 1 } },
		{ .kind = PACKET_FRAME, .payload = { "x", 1 } },
		{ .kind = PACKET_END },
		{ .kind = PACKET_PONG },
	};
	unsigned char said[256];
	ts_join *join = NULL;

	for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
		size_t length = packet_write(&firsts[i], PACKET_HUB, said, sizeof said);
		assert_int_equal(ts_join_begin(laptop, "ada", &join), TS_OK);
		assert_int_equal(ts_join_receive(join, said, length), TS_INVALID);
		ts_join_end(join);
	}
	const struct packet refusal = { .kind = PACKET_REFUSED, .code = 1, .text = { "not\033 today", 10 } };
	assert_int_equal(ts_join_begin(laptop, "ada", &join), TS_OK);
	assert_int_equal(ts_join_receive(join, said, packet_write(&refusal, PACKET_HUB, said, sizeof said)), TS_OK);
	assert_int_equal(ts_join_state(join), TS_JOIN_REFUSED);
	assert_string_equal(ts_join_refused(join), "not today");
	ts_join_end(join);
	ts_close(laptop);
}

/* What somebody has put in the keyring's place at the hub is not kept there, and takes nobody in. */
static void a_keyring_that_is_none_is_put_anew(void **state)
{
	const struct world *world = *state;
	char path[SUPPORT_PATH_SIZE + 32];
	ts_store *laptop = served_store(world->support, "laptop");

	(void)snprintf(path, sizeof path, "%s/hub.db", world->place);
	support_sql(path, "UPDATE keyring SET blob = x'0102', generation = generation + 1");
	assert_int_equal(served_join(world->place, laptop, "ada", SUPPORT_PASSWORD, "laptop", now), TS_NOT_FOUND);
	assert_int_equal(served_visit(world->place, world->desk, now).step.state, TS_SYNC_LIVE);
	assert_int_equal(served_join(world->place, laptop, "ada", SUPPORT_PASSWORD, "laptop", now), TS_OK);
	support_sql(path, "DELETE FROM keyring");
	assert_int_equal(served_visit(world->place, laptop, now).step.state, TS_SYNC_LIVE);
	assert_int_equal(support_sql_integer(path, "SELECT generation FROM keyring"), 1);
	ts_close(laptop);
}

static void a_hub_for_one_name_takes_its_owner(void **state)
{
	const struct world *world = *state;
	char place[SUPPORT_PATH_SIZE + 16];
	struct served said;

	(void)snprintf(place, sizeof place, "%s/ada", world->support->directory);
	served_open(&said, place, "ada", world->desk);
	served_pump(&said, now);
	assert_int_equal(said.step.state, TS_SYNC_LIVE);
	assert_int_equal(unsent(world->desk), 0);
	served_close(&said);
}

/* ---- on a disk that fails */

static void joining_leaves_a_whole_user_or_none(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = served_store(world->support, "laptop");
	bool reached = true;
	int failed = 0;
	struct ts_sync_info info;

	for (int at = 1; reached && at < 200; at++) {
		ts_join *join = served_ask(world->place, laptop, "ada");
		fault_arm(at, SQLITE_FULL, false);
		enum ts_status status = served_password(join, laptop, SUPPORT_PASSWORD, "laptop", now);
		reached = fault_count() >= at;
		fault_arm(0, 0, false);
		ts_join_end(join);
		failed += status != TS_OK;
		assert_int_equal(ts_logged_in(laptop), status == TS_OK);
		assert_int_equal(users_count(laptop), status == TS_OK);
		ts_close(laptop);
		laptop = served_store(world->support, "laptop");
		assert_int_equal(users_count(laptop), status == TS_OK);
		if (status != TS_OK)
			continue;
		assert_int_equal(support_login(laptop, "ada", SUPPORT_PASSWORD, now), TS_OK);
		assert_int_equal(ts_sync_read(laptop, &info), TS_OK);
		rows_assert_sound(laptop);
		assert_int_equal(served_visit(world->place, laptop, now).step.state, TS_SYNC_LIVE);
		assert_same(world->desk, laptop);
		ts_close(laptop);
		char path[SUPPORT_PATH_SIZE + 32];
		(void)snprintf(path, sizeof path, "%s.laptop", world->support->path);
		assert_int_equal(remove(path), 0);
		laptop = served_store(world->support, "laptop");
	}
	assert_false(reached);
	assert_true(failed >= 3);
	ts_close(laptop);
}

/* ---- passwords that travel */

static enum ts_status passwd(ts_store *store, const char *password, const char *new_password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, password, new_password, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

/* Sets a new password by a code, and says the next code. */
static enum ts_status recover(ts_store *store, const char *code, const char *password, char next[TS_RECOVERY_SIZE])
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_recover_begin(store, "ada", code, password, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	if (status == TS_OK)
		(void)snprintf(next, TS_RECOVERY_SIZE, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	return status;
}

/* This one opens, and that one does not; somebody is logged in afterwards. */
static void assert_opens(ts_store *store, const char *password, const char *other)
{
	ts_lock(store);
	assert_int_equal(support_login(store, "ada", other, now), TS_DENIED);
	assert_int_equal(support_login(store, "ada", password, now), TS_OK);
}

static void a_password_that_was_changed_opens_every_device(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world), *phone = served_store(world->support, "phone");
	struct served said;

	exchange(world, laptop, NULL, NULL);
	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	assert_int_equal(unsent(world->desk), 1);
	exchange(world, laptop, NULL, &said);
	assert_true(said.events & TS_SYNC_PASSWORD);
	assert_string_equal(said.device, "desk");
	assert_int_equal(said.events & ~(unsigned)TS_SYNC_PASSWORD, 0);
	/* Who was logged in goes on. */
	(void)rows_log(laptop, "docs", now - TS_MINUTE, now);
	assert_opens(laptop, "the other password", SUPPORT_PASSWORD);
	/* So does the code, as before; and a device that joins now takes the new password. */
	assert_int_equal(served_join(world->place, phone, "ada", SUPPORT_PASSWORD, "phone", now), TS_DENIED);
	assert_int_equal(served_join(world->place, phone, "ada", "the other password", "phone", now), TS_OK);
	exchange(world, laptop, NULL, NULL);
	assert_int_equal(served_visit(world->place, phone, now).events, 0);
	assert_same(laptop, phone);
	ts_close(laptop);
	ts_close(phone);
}

/* Links that stay: at once. */
static void a_password_crosses_a_live_link(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world);
	struct served desk_said, laptop_said;

	served_open(&desk_said, world->place, NULL, world->desk);
	served_open(&laptop_said, world->place, NULL, laptop);
	served_pump(&desk_said, now);
	served_pump(&laptop_said, now);
	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	served_pump(&desk_said, now);
	served_pump(&laptop_said, now);
	assert_int_equal(laptop_said.events, TS_SYNC_PASSWORD);
	assert_string_equal(laptop_said.device, "desk");
	assert_opens(laptop, "the other password", SUPPORT_PASSWORD);
	served_close(&desk_said);
	served_close(&laptop_said);
	ts_close(laptop);
}

/* A ticket of the old password is none, on the other device either. */
static void tickets_end_with_the_password_of_another_device(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world);
	const struct ts_machine machine = { .boot = "boot",
		                            .uptime = TS_HOUR,
		                            .runtime_directory = world->support->directory };
	enum ts_ticket_place place = TS_TICKET_NONE;

	exchange(world, laptop, NULL, NULL);
	assert_int_equal(ts_session_keep(laptop, &machine, &place), TS_OK);
	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	exchange(world, laptop, NULL, NULL);
	ts_lock(laptop);
	assert_int_equal(ts_session_resume(laptop, "ada", &machine), TS_LOGGED_OUT);
	ts_close(laptop);
}

static void of_passwords_set_apart_one_holds_everywhere(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world);
	struct served desk_said, laptop_said;

	exchange(world, laptop, NULL, NULL);
	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the desk's password"), TS_OK);
	assert_int_equal(passwd(laptop, SUPPORT_PASSWORD, "the laptop's password"), TS_OK);
	exchange(world, laptop, &desk_said, &laptop_said);
	bool desk_lost = desk_said.events & TS_SYNC_PASSWORD;
	assert_int_equal(desk_lost, !(laptop_said.events & TS_SYNC_PASSWORD));
	const char *holds = desk_lost ? "the laptop's password" : "the desk's password";
	const char *lost = desk_lost ? "the desk's password" : "the laptop's password";
	assert_opens(world->desk, holds, lost);
	assert_opens(laptop, holds, lost);
	/* One that was changed oftener holds in any case. */
	assert_int_equal(passwd(laptop, holds, "the third password"), TS_OK);
	assert_int_equal(passwd(laptop, "the third password", "the fourth password"), TS_OK);
	assert_int_equal(passwd(world->desk, holds, "the fifth password"), TS_OK);
	exchange(world, laptop, NULL, NULL);
	assert_opens(world->desk, "the fourth password", "the fifth password");
	assert_opens(laptop, "the fourth password", "the fifth password");
	assert_same(world->desk, laptop);
	ts_close(laptop);
}

static void a_recovery_code_travels(void **state)
{
	const struct world *world = *state;
	ts_store *laptop = laptop_join(world);
	char next[TS_RECOVERY_SIZE], last[TS_RECOVERY_SIZE];

	exchange(world, laptop, NULL, NULL);
	/* The code that was made on desk recovers on laptop. */
	assert_int_equal(recover(laptop, world->code, "recovered password", next), TS_OK);
	exchange(world, laptop, NULL, NULL);
	assert_opens(world->desk, "recovered password", SUPPORT_PASSWORD);
	assert_int_equal(recover(world->desk, world->code, "another password", last), TS_DENIED);
	assert_int_equal(recover(world->desk, next, "another password", last), TS_OK);
	exchange(world, laptop, NULL, NULL);
	assert_opens(laptop, "another password", "recovered password");
	assert_same(world->desk, laptop);
	ts_close(laptop);
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(a_device_joins_and_has_everything),
		WORLD(who_has_joined_is_another_device_without_an_alarm),
		WORLD(a_wrong_password_leaves_nothing_and_is_slowed_down),
		WORLD(a_name_that_the_hub_does_not_know),
		WORLD(who_is_here_already_does_not_join),
		WORLD(what_a_hub_exchanges_is_refused_by_name),
		WORLD(what_is_no_hub_ends_a_join),
		WORLD(a_keyring_that_is_none_is_put_anew),
		WORLD(a_hub_for_one_name_takes_its_owner),
		WORLD(joining_leaves_a_whole_user_or_none),
		WORLD(a_password_that_was_changed_opens_every_device),
		WORLD(a_password_crosses_a_live_link),
		WORLD(tickets_end_with_the_password_of_another_device),
		WORLD(of_passwords_set_apart_one_holds_everywhere),
		WORLD(a_recovery_code_travels),
	};

	return cmocka_run_group_tests(tests, group_setup, NULL);
}
