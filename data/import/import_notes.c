/* Notes from a file: added to the note of their day, unless they stand there already. */
#include "data/import/import.h"

#include "data/pure/text.h"
#include "data/rows/record_note.h"
#include "data/rows/row.h"
#include "data/rows/step.h"

#include <stdlib.h>
#include <string.h>

/* True when the note has a line like this one. */
static bool note_has_line(const char *note, const char *line, size_t size)
{
	for (const char *at = note; *at;) {
		size_t length = strcspn(at, "\n");
		if (length == size && memcmp(at, line, size) == 0)
			return true;
		at += length + (at[length] == '\n');
	}
	return false;
}

/* How many lines of a text that are not blank the note has, and how many there are. */
static size_t lines_present(const char *note, const char *text, size_t *all)
{
	size_t present = 0;

	*all = 0;
	for (const char *at = text; *at;) {
		size_t length = strcspn(at, "\n");
		if (length > strspn(at, " \t")) {
			++*all;
			present += note_has_line(note, at, length);
		}
		at += length + (at[length] == '\n');
	}
	return present;
}

static enum ts_status revision_add(struct import_run *run, const struct ts_note *note, const struct ts_id *id,
                                   const char *text, size_t size)
{
	struct step_change change = { .kind = STEP_NOTE };
	const struct row_note row = { .id = *id,
		                      .version = run->action->version,
		                      .day = note->day,
		                      .replaces = (const unsigned char *)note->heads,
		                      .replace_count = note->head_count,
		                      .text = text,
		                      .size = size };

	change.note.day = note->day;
	change.note.before_count = note->head_count;
	change.note.after = *id;
	memcpy(change.note.before, note->heads, note->head_count * sizeof *note->heads);
	enum ts_status status = record_note_insert(run->action->store, &row);
	return status == TS_OK ? parts_add_change(run->parts, &change) : status;
}

/* The note with the text behind it; NULL: out of memory. */
static char *note_joined(const struct ts_note *note, const char *text, size_t *size)
{
	size_t length = strlen(text);
	char *joined = malloc(note->size + length + 2);

	if (!joined)
		return NULL;
	memcpy(joined, note->text, note->size);
	*size = note->size;
	if (*size > 0 && joined[*size - 1] != '\n')
		joined[(*size)++] = '\n';
	memcpy(joined + *size, text, length + 1);
	*size += length;
	return joined;
}

static void note_refuse(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_REFUSED;
	row->reason = reason;
}

/* Whether the text was imported before: it stands there, or it was changed since. */
static bool note_known(struct import_run *run, const struct ts_note *note, const char *text, struct ts_id *id)
{
	unsigned char *plain = NULL;
	struct row_note row;
	size_t all, present = lines_present(note->text, text, &all);
	bool made = record_note_read(run->action->store, id, &plain, &row) != TS_NOT_FOUND;

	free(plain);
	if (made)
		*id = crypt_random_id();
	return all == 0 || present == all || (made && present > 0);
}

static enum ts_status note_place(struct import_run *run, struct exchange_row *row, const char *text)
{
	struct ts_note note = { 0 };
	struct ts_id id = import_id(run, row, 'n', row->day);
	size_t size = 0;
	char *joined = NULL;
	enum ts_status status = ts_note_read(run->action->store, row->day, &note);

	if (status != TS_OK)
		return status;
	if (note_known(run, &note, text, &id)) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_KNOWN : row->fate;
		goto out;
	}
	joined = note_joined(&note, text, &size);
	if (!joined)
		status = TS_NO_MEMORY;
	else if (size > TS_NOTE_LIMIT)
		note_refuse(row, "the note of that day would be longer than 64 KiB");
	else if (!run->dry)
		status = revision_add(run, &note, &id, joined, size);
	if (status == TS_OK && row->fate != TS_IMPORT_REFUSED) {
		run->counts.notes++;
		if (!run->any_day || row->day < run->counts.first)
			run->counts.first = row->day;
		run->any_day = true;
	}
out:
	free(joined);
	ts_note_release(&note);
	return status;
}

/* What may stand in a note: as ts_note_save leaves it. NULL: not UTF-8. */
static const char *text_clean(struct exchange_rows *rows, const char *text)
{
	size_t size = strlen(text);
	char *clean = text_valid(text, size) ? malloc(size + 1) : NULL;

	if (!clean)
		return NULL;
	size_t written = ts_text_clean(text, size, true, clean, size + 1);
	const char *kept = exchange_keep(rows, clean, written);
	free(clean);
	return kept;
}

enum ts_status import_notes(struct import_run *run)
{
	struct exchange_rows *rows = &run->import->rows;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < rows->count && status == TS_OK; i++) {
		struct exchange_row *row = &rows->at[i];
		if (row->kind != EXCHANGE_NOTE || row->fate == TS_IMPORT_REFUSED)
			continue;
		const char *text = text_clean(rows, row->text);
		if (!text)
			note_refuse(row, "it is not UTF-8 text");
		else
			status = note_place(run, row, text);
	}
	return rows->failed ? TS_NO_MEMORY : status;
}
