/*
 * Databases whose tables somebody was at (triggers, views, indexes, generated columns, other texts), whose numbers
 * about themselves are others, and whose key slots ask for absurd costs. Refused and named, or without effect; and no
 * memory is taken.
 */
#include "support_judge.h"
#include "support_rows.h"

#include "data/file/store.h"
#include "data/keyring/key_slot.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_USUAL = 6, ROUNDS_FULL = 200, SQL_SIZE = 1024, TOLD_MOST = 20 };

static const char *const tables[] = { "user", "slot",  "state",   "setting", "activity", "log",
	                              "note", "draft", "history", "inbox",   "session",  "part" };

static const char *one_of(uint64_t *chance, const char *const *list, size_t count)
{
	return list[rows_random_below(chance, (int)count)];
}
#define ONE_OF(chance, list) one_of(chance, list, sizeof(list) / sizeof(list)[0])

/* The template with a word in place of each @. */
static void fill(char out[SQL_SIZE], const char *template, const char *word)
{
	size_t size = 0;

	for (; *template; template ++) {
		const char *put = *template == '@' ? word : template;
		size_t put_size = *template == '@' ? strlen(word) : 1;
		assert_true(size + put_size < SQL_SIZE);
		memcpy(out + size, put, put_size);
		size += put_size;
	}
	out[size] = '\0';
}

/* Names that look like ours, like SQLite's own, and like none. */
static void name_make(uint64_t *chance, char out[32])
{
	static const char *const names[] = { "t", "log_2", "log_id_", "user2", "LOGS", "Timesheet" };

	(void)snprintf(out, 32, "%s%d", ONE_OF(chance, names), rows_random_below(chance, 1000));
}

static void trigger_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const moments[] = { "BEFORE", "AFTER" };
	static const char *const events[] = { "INSERT", "UPDATE", "DELETE" };
	static const char *const deeds[] = { "DELETE FROM log",
		                             "SELECT raise(IGNORE)",
		                             "SELECT raise(ROLLBACK, 'no')",
		                             "UPDATE user SET failures = 1000",
		                             "INSERT INTO inbox SELECT * FROM inbox",
		                             "UPDATE slot SET memory = 1" };
	char name[32];

	name_make(chance, name);
	size_t size = (size_t)snprintf(out, SQL_SIZE, "CREATE TRIGGER %s %s %s ON %s BEGIN %s; END", name,
	                               ONE_OF(chance, moments), ONE_OF(chance, events), ONE_OF(chance, tables),
	                               ONE_OF(chance, deeds));
	/* Under a name that is SQLite's own. */
	if (rows_random_below(chance, 3) == 0)
		(void)snprintf(out + size, SQL_SIZE - size,
		               "; PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'sqlite_%s', "
		               "sql = replace(sql, '%s', 'sqlite_%s') WHERE name = '%s'",
		               name, name, name, name);
}

static void view_make(uint64_t *chance, char out[SQL_SIZE])
{
	const char *table = ONE_OF(chance, tables);
	char name[32];

	name_make(chance, name);
	if (rows_random_below(chance, 2))
		(void)snprintf(out, SQL_SIZE, "CREATE VIEW %s AS SELECT * FROM %s", name, table);
	else
		(void)snprintf(out, SQL_SIZE, "ALTER TABLE %s RENAME TO %s; CREATE VIEW %s AS SELECT * FROM %s", table,
		               name, table, name);
}

static void index_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const indexes[] = { "CREATE INDEX @ ON log (bucket)",
		                               "CREATE UNIQUE INDEX @ ON log (blob)",
		                               "CREATE INDEX @ ON note (length(blob))",
		                               "CREATE INDEX @ ON user (name COLLATE NOCASE)",
		                               "CREATE INDEX @ ON slot (memory) WHERE memory > 0",
		                               "DROP INDEX log_id; CREATE UNIQUE INDEX log_id ON log (id, owner); -- @",
		                               "DROP INDEX note_id; -- @" };
	char name[32];

	name_make(chance, name);
	fill(out, ONE_OF(chance, indexes), name);
}

static void column_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const kinds[] = { "BLOB GENERATED ALWAYS AS (zeroblob(1000000)) VIRTUAL",
		                             "TEXT GENERATED ALWAYS AS (hex(owner)) VIRTUAL", "TEXT",
		                             "INTEGER NOT NULL DEFAULT 7", "BLOB CHECK (1 = 1)" };
	static const char *const owned[] = { "slot", "state", "setting", "log", "note", "draft", "history", "inbox" };
	char name[32];

	name_make(chance, name);
	(void)snprintf(out, SQL_SIZE, "ALTER TABLE %s ADD COLUMN %s %s", ONE_OF(chance, owned), name,
	               ONE_OF(chance, kinds));
}

static void table_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const made[] = { "CREATE TABLE @ (a)",
		                            "CREATE TABLE @ (a PRIMARY KEY) WITHOUT ROWID",
		                            "CREATE VIRTUAL TABLE @ USING fts5(a)",
		                            "CREATE VIRTUAL TABLE @ USING rtree(id, a, b)",
		                            "CREATE TABLE @ AS SELECT * FROM log",
		                            "DROP TABLE inbox; -- @",
		                            "DROP TABLE session; -- @" };
	char name[32];

	name_make(chance, name);
	fill(out, ONE_OF(chance, made), name);
}

/* The text of a table with something in it that was not there, a CHECK among it. */
static void text_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const changes[][2] = {
		{ " STRICT", "" },
		{ "NOT NULL", "NOT NULL ON CONFLICT IGNORE" },
		{ "NOT NULL", "" },
		{ "BLOB", "ANY" },
		{ "(", "( " },
		{ " STRICT", " STRICT -- us" },
		{ "blob BLOB NOT NULL", "blob BLOB NOT NULL CHECK (length(blob) > 0)" },
		{ "owner BLOB NOT NULL", "owner BLOB NOT NULL REFERENCES user (id) ON DELETE CASCADE" },
		{ "PRIMARY KEY", "PRIMARY KEY ON CONFLICT REPLACE" },
		{ "CREATE TABLE", "CREATE  TABLE" },
	};
	const char *table = ONE_OF(chance, tables);
	const char *const *change = changes[rows_random_below(chance, sizeof changes / sizeof changes[0])];

	/* Where the table does not say that, the beginning of its text is changed. */
	(void)snprintf(out, SQL_SIZE,
	               "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = CASE WHEN instr(sql, '%s') THEN "
	               "replace(sql, '%s', '%s') ELSE replace(sql, ' (', '  (') END WHERE name = '%s'",
	               change[0], change[0], change[1], table);
}

static void number_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const names[] = { "application_id", "user_version" };
	static const char *const numbers[] = { "0", "1", "3", "-1", "2147483647", "-2147483648", "100", "1196444487" };

	(void)snprintf(out, SQL_SIZE, "PRAGMA %s = %s", ONE_OF(chance, names), ONE_OF(chance, numbers));
}

/* These change nothing that we rely on. */
static void counter_make(uint64_t *chance, char out[SQL_SIZE])
{
	static const char *const values[] = { "9223372036854775807",
		                              "9223372036854775806",
		                              "-9223372036854775808",
		                              "0",
		                              "-1",
		                              "NULL",
		                              "'text'",
		                              "1e300",
		                              "x'00'" };
	static const char *const deeds[] = { "ANALYZE; UPDATE sqlite_stat1 SET stat = @",
		                             "ANALYZE; UPDATE sqlite_stat1 SET stat = '1 1 1' || @, idx = 'x'" };

	fill(out, ONE_OF(chance, deeds), ONE_OF(chance, values));
}

static const struct plant {
	const char *name;
	void (*make)(uint64_t *chance, char out[SQL_SIZE]);
	bool harmless;
} plants[] = {
	{ "triggers", trigger_make, false }, { "views", view_make, false },      { "indexes", index_make, false },
	{ "columns", column_make, false },   { "tables", table_make, false },    { "texts", text_make, false },
	{ "numbers", number_make, false },   { "counters", counter_make, true },
};
enum { PLANTS = sizeof plants / sizeof plants[0] };

static void original_only(struct original *original, struct support *support)
{
	original_make(original, support, 1);
	assert_int_equal(unlink(support->path), 0);
}

static void planted_schemas_are_refused_and_named_and_counters_are_not_relied_on(void **state)
{
	struct support *support = *state;
	struct original original;
	struct verdicts verdicts[PLANTS] = { 0 };
	char detail[JUDGE_DETAIL], sql[SQL_SIZE];
	long rounds = campaign_rounds(ROUNDS_USUAL, ROUNDS_FULL) * PLANTS, wrong = 0;

	original_only(&original, support);
	for (long round = 0; round < rounds; round++) {
		uint64_t chance = (uint64_t)round * 7919 + 13;
		const struct plant *plant = &plants[round % PLANTS];
		plant->make(&chance, sql);
		support_file_write(support->path, original.bytes, original.size);
		support_sql(support->path, sql);
		enum verdict verdict = judge(support->path, &original, rows_random_below(&chance, 2), detail);
		verdicts[round % PLANTS].counts[verdict]++;
		/* The words name the file and what is wrong with it. */
		bool good = plant->harmless ? verdict < VERDICT_LOST
		                            : verdict == VERDICT_REFUSED && strstr(detail, "timesheet.db") &&
		                                      strncmp(detail, "open: ", 6) == 0;
		/* The number may be the one that belongs there. */
		if (good || (plant->make == number_make && verdict == VERDICT_SAME))
			continue;
		if (wrong++ < TOLD_MOST)
			print_error("round %ld: %s: %s: %s\n", round, sql, verdict_name(verdict), detail);
	}
	for (size_t i = 0; i < PLANTS; i++)
		verdicts_print(&verdicts[i], plants[i].name);
	assert_int_equal(wrong, 0);
	campaign_record("Hostile files",
	                "triggers, views, indexes, columns, tables, CHECKs planted, versions and counters set", rounds,
	                "plants", wrong, "with an effect");
	original_release(&original);
}

/* A cost or an algorithm that no slot may have. */
static void slot_spoil(struct key_slot *slot, long round, uint64_t *chance)
{
	static const int64_t memories[] = {
		(int64_t)4 << 40,        0, 4096, 8191, -1, -8192, INT64_MIN, INT64_MAX, KEY_SLOT_MEMORY_MOST + 1,
		KEY_SLOT_MEMORY_MOST * 2
	};
	static const int64_t operations[] = { 0, -1, KEY_SLOT_OPERATIONS_MOST + 1, 1 << 20, INT64_MIN, INT64_MAX };
	static const int64_t algorithms[] = { 0, 1, 3, -1, 255, 258, INT64_MIN, INT64_MAX, ((int64_t)1 << 32) + 2 };

	switch (round % 3) {
	case 0:
		slot->memory = memories[rows_random_below(chance, sizeof memories / sizeof memories[0])];
		break;
	case 1:
		slot->operations = operations[rows_random_below(chance, sizeof operations / sizeof operations[0])];
		break;
	default:
		slot->algorithm = algorithms[rows_random_below(chance, sizeof algorithms / sizeof algorithms[0])];
	}
}

static void key_slots_of_absurd_costs_are_refused_and_take_no_memory(void **state)
{
	struct support *support = *state;
	struct original original;
	struct verdicts verdicts = { 0 };
	char detail[JUDGE_DETAIL];
	long rounds = campaign_rounds(3 * ROUNDS_USUAL, 3 * ROUNDS_FULL), wrong = 0;

	original_only(&original, support);
	for (long round = 0; round < rounds; round++) {
		uint64_t chance = (uint64_t)round * 7919 + 17;
		struct key_slot slot;
		bool complete;
		support_file_write(support->path, original.bytes, original.size);
		ts_store *store = support_open(support);
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
		/* With a checksum that fits: whoever writes the file can make one. */
		assert_int_equal(key_slot_read(store, store->identity->user, KEY_SLOT_PASSWORD, &slot, &complete),
		                 TS_OK);
		slot_spoil(&slot, round, &chance);
		assert_int_equal(store_begin(store), TS_OK);
		assert_int_equal(store_end(store, key_slot_write(store, &slot), NULL, NULL), TS_OK);
		ts_close(store);
		support->store = NULL;
		enum verdict verdict = judge(support->path, &original, false, detail);
		verdicts.counts[verdict]++;
		if ((verdict != VERDICT_REFUSED || !strstr(detail, "timesheet.db")) && wrong++ < TOLD_MOST)
			print_error("round %ld: algorithm %lld, operations %lld, memory %lld: %s: %s\n", round,
			            (long long)slot.algorithm, (long long)slot.operations, (long long)slot.memory,
			            verdict_name(verdict), detail);
	}
	verdicts_print(&verdicts, "slots");
	assert_int_equal(wrong, 0);
	campaign_record("Hostile files", "key slots that ask for up to 4 TiB, nothing, or unknown algorithms", rounds,
	                "slots", wrong, "obeyed");
	original_release(&original);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(planted_schemas_are_refused_and_named_and_counters_are_not_relied_on),
		CASE(key_slots_of_absurd_costs_are_refused_and_take_no_memory),
	};

	judge_in_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
