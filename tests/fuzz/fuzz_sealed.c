/*
 * What stands inside a seal that does open, from any bytes: settings, the state, drafts, parts of steps; and what
 * stands in a file that is about to be opened. Read by the module's own calls, which say so or name it damaged. The
 * first byte says which.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/file/file.h"
#include "data/file/store.h"
#include "data/rows/log_cache.h"
#include "data/rows/part.h"
#include "data/rows/record.h"
#include "data/rows/record_draft.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"
#include "data/rows/version.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/store.h"

enum { VERSION = 6, SEQUENCE = 1 << 20, SLACK = 1 << 24 };

/* Any row of the kind, as somebody with the key could have written it; settings are counted in the state. */
static void single_put(enum record_table table, const uint8_t *data, size_t size)
{
	ts_store *store = fuzz_store();
	struct state state;

	assert(store_begin(store) == TS_OK);
	if (table == RECORD_SETTING)
		assert(record_state_read(store, &state) == TS_OK);
	enum ts_status status = record_single_write(store, table, data, size);
	if (table == RECORD_SETTING && status == TS_OK)
		status = record_state_write(store, &state);
	assert(store_end(store, status, NULL, NULL) == TS_OK);
}

static void settings_check(const uint8_t *data, size_t size)
{
	struct ts_settings settings, again;
	ts_store *store = fuzz_store();

	single_put(RECORD_SETTING, data, size);
	enum ts_status status = ts_settings_read(store, &settings);
	assert(status == TS_OK || status == TS_DAMAGED);
	if (status != TS_OK)
		return;
	status = ts_settings_write(store, &settings, FUZZ_NOW);
	assert(status == TS_OK || status == TS_UNCHANGED);
	assert(ts_settings_read(store, &again) == TS_OK);
	assert(again.day_start == settings.day_start && strcmp(again.theme, settings.theme) == 0);
}

static void state_check(const uint8_t *data, size_t size)
{
	ts_store *store = fuzz_store();
	struct state state = { 0 };
	struct ts_done done;
	struct ts_span span;

	assert(store_execute(store, "DELETE FROM log; DELETE FROM history") == TS_OK);
	/* By a connection of the store's own it does not see that. */
	log_cache_forget(store);
	single_put(RECORD_STATE, data, size);
	(void)!state_decode(data, size, &state);
	enum ts_status status = ts_log_text(store, "a", NULL, FUZZ_NOW, FUZZ_NOW, &done);
	/* Only somebody with the key can set the clock of versions beyond the last one: then there is none to write. */
	assert(status == TS_OK || status == TS_DAMAGED ||
	       (status == TS_INVALID && state.clock > VERSION_LIMIT - SLACK));
	assert(status != TS_OK || ts_current_read(store, FUZZ_NOW, &span) == TS_OK);
	status = ts_undo(store, FUZZ_NOW, &done);
	assert(status == TS_OK || status == TS_DAMAGED || status == TS_NOT_FOUND);
	status = ts_redo(store, FUZZ_NOW, &done);
	assert(status == TS_OK || status == TS_DAMAGED || status == TS_NOT_FOUND);
	/* The next input finds a state that lets it write. */
	assert(ts_audit_accept(store, FUZZ_NOW) == TS_OK);
}

static void draft_check(const uint8_t *data, size_t size)
{
	ts_store *store = fuzz_store();
	struct ts_draft draft;
	struct ts_id key;

	record_draft_key(store, 20000, &key);
	assert(store_begin(store) == TS_OK);
	assert(store_end(store, record_draft_write(store, &key, data, size), NULL, NULL) == TS_OK);
	enum ts_status status = ts_draft_read(store, 20000, &draft);
	assert(status == TS_OK || status == TS_DAMAGED);
	if (status != TS_OK)
		return;
	assert(draft.note.size <= TS_NOTE_MOST && draft.note.head_count <= TS_NOTE_HEADS);
	assert(strlen(draft.note.text) == draft.note.size && draft.cursor <= draft.note.size);
	for (size_t at = 0, length; at < draft.note.size; at += length) {
		uint32_t character;
		length = fuzz_character((const uint8_t *)draft.note.text + at, draft.note.size - at, &character);
		assert(length > 0);
	}
	ts_draft_release(&draft);
}

/* The seal of a part, as data/rows/part.c has it. */
static void part_put(ts_store *store, const uint8_t *data, size_t size)
{
	unsigned char key[16] = { 0 }, *sealed = NULL;
	size_t sealed_size;

	key[5] = SEQUENCE >> 16;
	const struct record_seal seal = record_seal_of(store, RECORD_PART, key, sizeof key, NULL, 0);
	assert(record_close(&seal, data, size, &sealed, &sealed_size) == TS_OK);
	assert(store_execute(store, "DELETE FROM part") == TS_OK);
	struct query query = statement_start(store, STATEMENT_PART_INSERT);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, SEQUENCE);
	statement_bind_integer(&query, 0);
	statement_bind_blob(&query, sealed, sealed_size);
	assert(statement_run(&query, 1) == TS_OK);
	statement_finish(&query);
	free(sealed);
}

static void part_check(const uint8_t *data, size_t size)
{
	ts_store *store = fuzz_store();
	struct part *part = malloc(sizeof *part);

	assert(part);
	part_put(store, data, size);
	enum ts_status status = part_read(store, SEQUENCE, 0, part);
	assert(status == TS_OK || status == TS_DAMAGED);
	assert(status != TS_OK || part->count <= PART_IDS);
	free(part);
}

static void file_check(const uint8_t *data, size_t size)
{
	char reason[TS_REASON_SIZE] = "";
	FILE *file = fopen(fuzz_path(), "wbe");

	assert(file);
	size_t written = fwrite(data, 1, size, file);
	int closed = fclose(file);
	assert(written == size && closed == 0);
	enum ts_status status = file_examine(fuzz_path(), VERSION, reason);
	assert(status == TS_OK || status == TS_FOREIGN || status == TS_NEWER || status == TS_EMPTY ||
	       status == TS_DAMAGED);
	assert((status == TS_OK) == (reason[0] == '\0'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const uint8_t *, size_t) = { settings_check, state_check, draft_check, part_check,
		                                                   file_check };

	if (size == 0)
		return 0;
	checks[data[0] % (sizeof checks / sizeof checks[0])](data + 1, size - 1);
	return 0;
}
