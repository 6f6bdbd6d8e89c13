/* Which activity a text is, for very many texts: a table by what they are known by. */
#include "data/import/import.h"

#include "data/pure/text.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a; the table is small and private, and a bad spread costs only time. */
static size_t normal_hash(const char *normal)
{
	uint64_t hash = 14695981039346656037u;

	for (; *normal; normal++)
		hash = (hash ^ (unsigned char)*normal) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

/* Where a text is, or belongs. */
static struct names_entry *names_slot(const struct names *names, const char *normal)
{
	size_t at = normal_hash(normal) & (names->room - 1);

	while (names->at[at].normal && strcmp(names->at[at].normal, normal) != 0)
		at = (at + 1) & (names->room - 1);
	return &names->at[at];
}

static enum ts_status names_grow(struct names *names)
{
	struct names_entry *former = names->at;
	size_t former_room = names->room, room = former_room == 0 ? 256 : 2 * former_room;
	struct names_entry *grown = calloc(room, sizeof *grown);

	if (!grown)
		return TS_NO_MEMORY;
	names->at = grown;
	names->room = room;
	for (size_t i = 0; i < former_room; i++) {
		if (former[i].normal)
			*names_slot(names, former[i].normal) = former[i];
	}
	free(former);
	return TS_OK;
}

/* What is made never changes its id, so that what was found once holds. */
static struct names_recent *names_recent(struct names *names, const char *text)
{
	return &names->recent[exchange_text_place(text, NAMES_RECENT)];
}

static enum ts_status names_put(struct names *names, const char *normal, const struct ts_id *id)
{
	if (2 * (names->count + 1) > names->room && names_grow(names) != TS_OK)
		return TS_NO_MEMORY;
	struct names_entry *entry = names_slot(names, normal);
	if (!entry->normal) {
		entry->normal = strdup(normal);
		if (!entry->normal)
			return TS_NO_MEMORY;
		names->count++;
	}
	entry->id = *id;
	return TS_OK;
}

enum ts_status names_fill(const struct catalogue *catalogue, struct names *out)
{
	struct names names = { 0 };
	/* "off" always names what is off. */
	enum ts_status status = names_put(&names, "off", &catalogue->off);

	/* As catalogue_find chooses among several of one text: archived ones give way to those on offer. */
	for (int standing = ROW_ARCHIVED; standing >= ROW_OFFERED; standing--) {
		for (size_t i = catalogue->rows.count; i-- > 0 && status == TS_OK;) {
			const struct row_activity *row = &catalogue->rows.at[i];
			char normal[TEXT_NORMAL_SIZE];
			if ((int)row->standing != standing ||
			    !ts_id_equal(catalogue_resolve(catalogue, &row->id), row->id) ||
			    text_normalise(row->text, normal, sizeof normal) != TS_OK || strcmp(normal, "off") == 0)
				continue;
			status = names_put(&names, normal, &row->id);
		}
	}
	if (status == TS_OK)
		*out = names;
	else
		names_release(&names);
	return status;
}

void names_release(struct names *names)
{
	for (size_t i = 0; i < names->room; i++)
		free(names->at[i].normal);
	free(names->at);
	*names = (struct names){ 0 };
}

/* Makes the activity, to look as the file says. */
static enum ts_status name_make(struct import_run *run, const struct exchange_row *row, int slot, struct ts_id *out)
{
	const struct row_activity *revived;
	enum ts_status status;

	run->counts.activities++;
	if (run->dry)
		return catalogue_new_id(run->action->store, run->action->catalogue, row->text, out, &revived);
	/* The table knows all there are; asking the catalogue again would read through it for each. */
	status = action_activity_make(run->action, row->text, slot, out);
	if (status == TS_OK && (row->rest || row->colour > 0 || row->archived)) {
		const struct row_activity *made = catalogue_row(run->action->catalogue, out);
		struct row_activity before = *made, after = *made;
		after.rest = row->rest;
		if (row->colour > 0)
			after.colour = row->colour;
		after.standing = row->archived ? ROW_ARCHIVED : ROW_OFFERED;
		status = action_activity(run->action, &before, &after);
	}
	return status == TS_OK ? import_harvest(run) : status;
}

/* The entry of a text. TS_INVALID, TS_TOO_LONG: no activity can have it. */
static enum ts_status entry_find(struct import_run *run, const char *text, char normal[TEXT_NORMAL_SIZE],
                                 const struct names_entry **out)
{
	char composed[TS_TEXT_SIZE];
	enum ts_status status = text_compose(text, composed, sizeof composed);

	if (status == TS_OK && composed[0] == '\0')
		status = TS_INVALID;
	if (status == TS_OK)
		status = text_normalise(composed, normal, TEXT_NORMAL_SIZE);
	if (status == TS_OK)
		*out = names_slot(&run->names, normal);
	return status;
}

enum ts_status names_find(struct import_run *run, const struct exchange_row *row, struct ts_id *out)
{
	char normal[TEXT_NORMAL_SIZE];
	const struct names_entry *known = NULL;
	const struct row_activity *revived;
	struct names_recent *recent = names_recent(&run->names, row->text);

	if (recent->text == row->text) {
		*out = recent->id;
		return TS_OK;
	}
	enum ts_status status = entry_find(run, row->text, normal, &known);
	if (status != TS_OK || !known->normal)
		return status != TS_OK
		               ? status
		               : catalogue_new_id(run->action->store, run->action->catalogue, row->text, out, &revived);
	*out = known->id;
	*recent = (struct names_recent){ row->text, known->id };
	return TS_OK;
}

enum ts_status names_make(struct import_run *run, const struct exchange_row *row)
{
	char normal[TEXT_NORMAL_SIZE];
	const struct names_entry *known = NULL;
	struct ts_id id;

	if (names_recent(&run->names, row->text)->text == row->text)
		return TS_OK;
	enum ts_status status = entry_find(run, row->text, normal, &known);
	if (status != TS_OK || known->normal)
		return status;
	status = name_make(run, row, catalogue_free_slot(run->action->catalogue), &id);
	return status == TS_OK ? names_put(&run->names, normal, &id) : status;
}

static enum ts_status activity_place(struct import_run *run, struct exchange_row *row)
{
	char normal[TEXT_NORMAL_SIZE];
	const struct names_entry *known = NULL;
	bool is_free = row->slot > 0 && !run->action->catalogue->slots[row->slot];
	struct ts_id id;
	enum ts_status status = entry_find(run, row->text, normal, &known);

	if (status != TS_OK)
		return status;
	if (known->normal) {
		row->fate = TS_IMPORT_KNOWN;
		return TS_OK;
	}
	if (row->slot > 0 && !is_free)
		exchange_remark(&run->import->rows, row, "its slot is another's here");
	status = name_make(run, row, is_free ? row->slot : 0, &id);
	return status == TS_OK ? names_put(&run->names, normal, &id) : status;
}

enum ts_status import_activities(struct import_run *run)
{
	struct exchange_rows *rows = &run->import->rows;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < rows->count && status == TS_OK; i++) {
		struct exchange_row row = exchange_get(rows, i);
		if (row.kind != EXCHANGE_ACTIVITY || row.fate == TS_IMPORT_REFUSED)
			continue;
		status = activity_place(run, &row);
		(void)exchange_put(rows, i, &row);
	}
	return rows->failed ? TS_NO_MEMORY : status;
}
