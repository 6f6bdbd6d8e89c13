/* All activities of the user, as one looks them up. */
#include "data/lookup/catalogue.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/pure/text.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

static const char off_text[] = "off", damaged_text[] = "damaged";

/* The id of a normalised text. Counter 0 is the id it has as long as nothing else does. */
static struct ts_id text_id(const ts_store *store, const char *normal, uint32_t counter)
{
	unsigned char input[TEXT_NORMAL_SIZE + 8];
	struct bytes_writer writer = bytes_write_to(input, sizeof input);
	struct ts_id id;

	bytes_put(&writer, normal, strlen(normal));
	if (counter > 0) {
		/* No text has a NUL in it: this is no other text's input. */
		bytes_put_number(&writer, 0, 1);
		bytes_put_number(&writer, counter, 4);
	}
	crypt_hash(store->identity->keys.activities, input, writer.size, id.bytes, sizeof id.bytes);
	return id;
}

static int row_compare_id(const void *left, const void *right)
{
	const struct row_activity *a = left, *b = right;

	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

static bool is_root(const struct catalogue *catalogue, const struct row_activity *row)
{
	struct ts_id root = catalogue_resolve(catalogue, &row->id);

	return ts_id_equal(root, row->id);
}

/* Two devices may have given one slot to two activities: the later writing holds it. */
static void slots_fill(struct catalogue *catalogue)
{
	memset(catalogue->slots, 0, sizeof catalogue->slots);
	for (size_t i = 0; i < catalogue->rows.count; i++) {
		const struct row_activity *row = &catalogue->rows.at[i];
		const struct row_activity **holder = &catalogue->slots[row->slot];
		if (row->slot == 0 || row->standing != ROW_OFFERED || !is_root(catalogue, row))
			continue;
		if (!*holder || row->slot_version >= (*holder)->slot_version)
			*holder = row;
	}
}

static bool id_is_zero(const struct ts_id *id)
{
	return ts_id_equal(*id, (struct ts_id){ 0 });
}

/* Whether a row is one of those among which colours are shared out. */
static bool shares_colours(const struct row_activity *row)
{
	return row->standing == ROW_OFFERED && id_is_zero(&row->merged);
}

/* Where a row counts of those that colours are given to; NULL: nowhere. */
static size_t *colour_count(struct catalogue *catalogue, const struct row_activity *row)
{
	if (!shares_colours(row))
		return NULL;
	return &catalogue->colours[row->colour & ~ROW_COLOUR_GIVEN];
}

static void colour_enters(struct catalogue *catalogue, const struct row_activity *row)
{
	size_t *count = colour_count(catalogue, row);

	if (count)
		++*count;
}

static void colour_leaves(struct catalogue *catalogue, const struct row_activity *row)
{
	size_t *count = colour_count(catalogue, row);

	if (count)
		--*count;
}

static void rows_sort(struct catalogue *catalogue)
{
	struct record_activities *rows = &catalogue->rows;

	if (rows->count > 1)
		qsort(rows->at, rows->count, sizeof *rows->at, row_compare_id);
	catalogue->sorted = rows->count;
	slots_fill(catalogue);
}

enum ts_status catalogue_read(ts_store *store, struct catalogue *out)
{
	struct catalogue catalogue = { 0 };
	enum ts_status status = record_activities_read(store, &catalogue.rows);

	if (status != TS_OK)
		return status;
	catalogue.off = text_id(store, off_text, 0);
	rows_sort(&catalogue);
	for (size_t i = 0; i < catalogue.rows.count; i++)
		colour_enters(&catalogue, &catalogue.rows.at[i]);
	*out = catalogue;
	return TS_OK;
}

void catalogue_release(struct catalogue *catalogue)
{
	record_activities_release(&catalogue->rows);
	*catalogue = (struct catalogue){ 0 };
}

static int id_compare_row(const void *key, const void *element)
{
	const struct ts_id *id = key;
	const struct row_activity *row = element;

	return memcmp(id->bytes, row->id.bytes, TS_ID_SIZE);
}

const struct row_activity *catalogue_row(const struct catalogue *catalogue, const struct ts_id *id)
{
	const struct record_activities *rows = &catalogue->rows;
	const struct row_activity *found = NULL;

	if (catalogue->sorted > 0)
		found = bsearch(id, rows->at, catalogue->sorted, sizeof *rows->at, id_compare_row);
	for (size_t i = catalogue->sorted; i < rows->count && !found; i++) {
		if (ts_id_equal(rows->at[i].id, *id))
			found = &rows->at[i];
	}
	return found;
}

/* To give each its place would move all behind it, and an import may add thousands: they wait until they are an eighth
 * of all. */
static enum ts_status row_append(struct catalogue *catalogue, const struct row_activity *row)
{
	enum { WAITING_LEAST = 64 };
	struct record_activities *rows = &catalogue->rows;
	const struct row_activity *before = rows->at;

	if (!array_room(&rows->at, &rows->room, rows->count + 1, sizeof *rows->at))
		return TS_NO_MEMORY;
	rows->at[rows->count++] = *row;
	colour_enters(catalogue, row);
	if (rows->count - catalogue->sorted > WAITING_LEAST + catalogue->sorted / 8)
		rows_sort(catalogue);
	else if (row->slot > 0 || rows->at != before)
		slots_fill(catalogue);
	return TS_OK;
}

enum ts_status catalogue_update(struct catalogue *catalogue, const struct row_activity *row)
{
	const struct row_activity *found = catalogue_row(catalogue, &row->id);

	if (!found)
		return row_append(catalogue, row);
	bool same_slots = row->slot == 0 && found->slot == 0 && ts_id_equal(row->merged, found->merged);
	colour_leaves(catalogue, found);
	catalogue->rows.at[found - catalogue->rows.at] = *row;
	colour_enters(catalogue, row);
	if (!same_slots)
		slots_fill(catalogue);
	return TS_OK;
}

/* The row that a row was merged into; NULL when it stands for itself, or the other is not known here (yet). */
static const struct row_activity *merged_into(const struct catalogue *catalogue, const struct row_activity *row)
{
	return id_is_zero(&row->merged) ? NULL : catalogue_row(catalogue, &row->merged);
}

struct ts_id catalogue_resolve(const struct catalogue *catalogue, const struct ts_id *id)
{
	const struct row_activity *row = catalogue_row(catalogue, id), *next;
	size_t steps = 0;

	if (!row)
		return *id;
	while ((next = merged_into(catalogue, row)) && steps++ < catalogue->rows.count)
		row = next;
	if (!next)
		return row->id;
	/* Two devices merged in a circle: the least id stands for all of it, on every device. */
	struct ts_id least = row->id;
	for (next = merged_into(catalogue, row); next && next != row; next = merged_into(catalogue, next)) {
		if (memcmp(next->id.bytes, least.bytes, TS_ID_SIZE) < 0)
			least = next->id;
	}
	return least;
}

int catalogue_colour(const struct catalogue *catalogue, const struct row_activity *row)
{
	if (row->colour != 0)
		return row->colour & ~ROW_COLOUR_GIVEN;
	/* Made before colours were given: as it was shown then, until something is written of it (action_activity). */
	const struct row_activity *holder = catalogue->slots[row->slot];
	if (row->slot > 0 && holder && ts_id_equal(holder->id, row->id))
		return row->slot;
	return row->id.bytes[0] % TS_COLOURS + 1;
}

int catalogue_free_colour(const struct catalogue *catalogue, const struct ts_id *except)
{
	const struct row_activity *left_out = catalogue_row(catalogue, except);
	size_t used[TS_COLOURS + 1];
	int least = 1;

	memcpy(used, catalogue->colours, sizeof used);
	/* Those of before colours were given: an import may add thousands of others. */
	for (size_t i = 0; used[0] > 0 && i < catalogue->rows.count; i++) {
		const struct row_activity *row = &catalogue->rows.at[i];
		if (shares_colours(row) && row->colour == 0) {
			used[catalogue_colour(catalogue, row)]++;
			used[0]--;
		}
	}
	if (left_out && shares_colours(left_out))
		used[catalogue_colour(catalogue, left_out)]--;
	for (int colour = 2; colour <= TS_COLOURS; colour++)
		least = used[colour] < used[least] ? colour : least;
	return least;
}

bool catalogue_show(const struct catalogue *catalogue, const struct ts_id *id, struct ts_activity *out)
{
	struct ts_id root = catalogue_resolve(catalogue, id);
	const struct row_activity *row = catalogue_row(catalogue, &root);

	*out = (struct ts_activity){ .id = root };
	memcpy(out->text, damaged_text, sizeof damaged_text);
	if (ts_id_equal(root, catalogue->off)) {
		out->off = true;
		memcpy(out->text, off_text, sizeof off_text);
		return true;
	}
	if (row) {
		(void)ts_text_clean(row->text, strlen(row->text), false, out->text, sizeof out->text);
		out->slot = row->slot > 0 && catalogue->slots[row->slot] == row ? row->slot : 0;
		out->rest = row->rest;
		out->archived = row->standing != ROW_OFFERED;
		out->colour_chosen = row->colour != 0 && !(row->colour & ROW_COLOUR_GIVEN);
	}
	out->colour = row ? catalogue_colour(catalogue, row) : root.bytes[0] % TS_COLOURS + 1;
	return row != NULL;
}

/* True when the row is shown, under that normalised text. */
static bool row_shows(const struct catalogue *catalogue, const struct row_activity *row, const char *normal)
{
	char own[TEXT_NORMAL_SIZE];

	return text_normalise(row->text, own, sizeof own) == TS_OK && strcmp(own, normal) == 0 &&
	       is_root(catalogue, row);
}

static enum ts_status normal_of(const char *text, char normal[TEXT_NORMAL_SIZE])
{
	char composed[TS_TEXT_SIZE];
	enum ts_status status = text_compose(text, composed, sizeof composed);

	if (status == TS_OK && composed[0] == '\0')
		status = TS_INVALID;
	return status == TS_OK ? text_normalise(composed, normal, TEXT_NORMAL_SIZE) : status;
}

enum ts_status catalogue_find(const struct catalogue *catalogue, const char *text, struct ts_id *out)
{
	char normal[TEXT_NORMAL_SIZE];
	const struct row_activity *found = NULL;
	enum ts_status status = normal_of(text, normal);

	if (status != TS_OK)
		return status;
	if (strcmp(normal, off_text) == 0) {
		*out = catalogue->off;
		return TS_OK;
	}
	/* Devices that were apart may have come to two of one text: the one in use, then the one first in order. */
	for (size_t i = 0; i < catalogue->rows.count; i++) {
		const struct row_activity *row = &catalogue->rows.at[i];
		if (row->standing == ROW_UNMADE || (found && row->standing >= found->standing))
			continue;
		if (row_shows(catalogue, row, normal))
			found = row;
	}
	if (!found)
		return TS_NOT_FOUND;
	*out = found->id;
	return TS_OK;
}

int catalogue_free_slot(const struct catalogue *catalogue)
{
	for (int slot = 1; slot <= TS_SLOTS; slot++) {
		if (!catalogue->slots[slot])
			return slot;
	}
	return 0;
}

enum ts_status catalogue_new_id(ts_store *store, const struct catalogue *catalogue, const char *text, struct ts_id *id,
                                const struct row_activity **revived)
{
	char normal[TEXT_NORMAL_SIZE];
	enum ts_status status = normal_of(text, normal);

	*revived = NULL;
	for (uint32_t counter = 0; status == TS_OK; counter++) {
		struct row_activity stored;
		*id = text_id(store, normal, counter);
		const struct row_activity *row = catalogue_row(catalogue, id);
		if (row && row->standing == ROW_UNMADE && row_shows(catalogue, row, normal)) {
			*revived = row;
			return TS_OK;
		}
		if (row)
			continue;
		/* A row that does not verify is in the file, but not in the catalogue. */
		status = record_activity_read(store, id, &stored);
		if (status == TS_NOT_FOUND)
			return TS_OK;
		if (status == TS_DAMAGED)
			status = TS_OK;
	}
	return status;
}
