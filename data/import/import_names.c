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
	struct names grown = { .room = names->room == 0 ? 256 : 2 * names->room, .count = names->count };

	grown.at = calloc(grown.room, sizeof *grown.at);
	if (!grown.at)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < names->room; i++) {
		if (names->at[i].normal)
			*names_slot(&grown, names->at[i].normal) = names->at[i];
	}
	free(names->at);
	*names = grown;
	return TS_OK;
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

/* Makes the activity; a rest in the file is a rest here. */
static enum ts_status name_make(struct import_run *run, const char *text, bool rest, struct ts_id *out)
{
	const struct row_activity *revived;
	enum ts_status status;

	run->counts.activities++;
	if (run->dry)
		return catalogue_new_id(run->action->store, &run->action->catalogue, text, out, &revived);
	/* The table knows all there are; asking the catalogue again would read through it for each. */
	status = action_activity_make(run->action, text, catalogue_free_slot(&run->action->catalogue), out);
	if (status == TS_OK && rest) {
		const struct row_activity *row = catalogue_row(&run->action->catalogue, out);
		struct row_activity before = *row, after = *row;
		after.rest = true;
		status = action_activity(run->action, &before, &after);
	}
	return status == TS_OK ? import_harvest(run) : status;
}

enum ts_status names_find(struct import_run *run, const char *text, bool rest, struct ts_id *out)
{
	char composed[TS_TEXT_SIZE], normal[TEXT_NORMAL_SIZE];
	enum ts_status status = text_compose(text, composed, sizeof composed);

	if (status == TS_OK && composed[0] == '\0')
		status = TS_INVALID;
	if (status == TS_OK)
		status = text_normalise(composed, normal, sizeof normal);
	if (status != TS_OK)
		return status;
	const struct names_entry *known = names_slot(&run->names, normal);
	if (known->normal) {
		*out = known->id;
		return TS_OK;
	}
	status = name_make(run, text, rest, out);
	return status == TS_OK ? names_put(&run->names, normal, out) : status;
}
