/* Notes from a file: added to the note of their day, unless they stand there already. */
#include "data/import/import.h"
#include "data/import/note_lines.h"

#include "data/pure/text.h"
#include "data/rows/record_note.h"
#include "data/rows/row.h"
#include "data/rows/step.h"

#include <stdlib.h>
#include <string.h>

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

static void note_refuse(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_REFUSED;
	row->reason = reason;
}

/* Whether the text was imported before: it stands there, or it was changed since. */
static bool note_known(struct import_run *run, const struct note_lines *lines, struct ts_id *id)
{
	unsigned char *plain = NULL;
	struct row_note row;
	bool made = record_note_read(run->action->store, id, &plain, &row) != TS_NOT_FOUND;

	free(plain);
	if (made)
		*id = crypt_random_id();
	return lines->missing == 0 || (made && lines->present > 0);
}

static enum ts_status note_place(struct import_run *run, struct exchange_row *row, const char *text)
{
	struct ts_note note = { 0 };
	struct ts_id id = import_note_id(run, row);
	struct note_lines lines = { 0 };
	enum ts_status status = ts_note_read(run->action->store, row->day, &note);

	if (status != TS_OK)
		return status;
	status = note_lines_join(note.text, text, &lines);
	if (status != TS_OK)
		goto out;
	if (note_known(run, &lines, &id)) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_KNOWN : row->fate;
		goto out;
	}
	if (lines.size > TS_NOTE_LIMIT)
		note_refuse(row, "the note of that day would be longer than 64 KiB");
	else if (!run->dry)
		status = revision_add(run, &note, &id, lines.text, lines.size);
	if (status == TS_OK && row->fate != TS_IMPORT_REFUSED) {
		run->counts.notes++;
		if (!run->any_day || row->day < run->counts.first)
			run->counts.first = row->day;
		run->any_day = true;
	}
out:
	note_lines_release(&lines);
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
		struct exchange_row row = exchange_get(rows, i);
		if (row.kind != EXCHANGE_NOTE || row.fate == TS_IMPORT_REFUSED)
			continue;
		const char *text = text_clean(rows, row.text);
		if (!text)
			note_refuse(&row, "it is not UTF-8 text");
		else
			status = note_place(run, &row, text);
		(void)exchange_put(rows, i, &row);
	}
	return rows->failed ? TS_NO_MEMORY : status;
}
