/* The logs and the notes of some days, read. */
#include "src/page/page_lists.h"

#include <stdlib.h>
#include <string.h>

struct reader {
	const struct page_request *request;
	struct page_lists *lists;
};

static enum ts_status log_add(struct page_lists *lists, const struct ts_span *span)
{
	if (lists->log_count == lists->log_room) {
		const size_t room = lists->log_room > 0 ? 2 * lists->log_room : 64;
		struct ts_span *logs = realloc(lists->logs, room * sizeof *logs);
		if (!logs)
			return TS_NO_MEMORY;
		lists->logs = logs;
		lists->log_room = room;
	}
	lists->logs[lists->log_count++] = *span;
	return TS_OK;
}

static enum ts_status span_read(void *context, const struct ts_span *span)
{
	const struct reader *reader = context;
	struct ts_span part = *span;
	enum ts_status status = ts_filter_take(reader->request->filter, span->text, span->comment);
	if (status == TS_NOT_FOUND || span->off || span->begin == span->end)
		return TS_OK;
	while (status == TS_OK && part.begin < span->end) {
		ts_time from, until;
		ts_day_bounds(ts_day_of(part.begin, reader->request->day_start), reader->request->day_start, &from,
		              &until);
		part.end = until < span->end ? until : span->end;
		status = log_add(reader->lists, &part);
		part.begin = part.end;
	}
	return status;
}

static enum ts_status note_read(void *context, const struct ts_note *note)
{
	struct page_lists *lists = ((struct reader *)context)->lists;
	if (note->size == 0)
		return TS_OK;
	if (lists->note_count == lists->note_room) {
		const size_t room = lists->note_room > 0 ? 2 * lists->note_room : 16;
		struct page_note *notes = realloc(lists->notes, room * sizeof *notes);
		if (!notes)
			return TS_NO_MEMORY;
		lists->notes = notes;
		lists->note_room = room;
	}
	char *text = strdup(note->text);
	if (!text)
		return TS_NO_MEMORY;
	lists->notes[lists->note_count++] = (struct page_note){ note->day, text };
	return TS_OK;
}

enum ts_status page_lists_read(ts_store *store, const struct page_request *request, struct page_lists *out)
{
	struct page_lists lists = { .logs = NULL };
	struct reader reader = { request, &lists };
	size_t damaged_logs = 0, damaged_notes = 0;
	ts_time from, until, unused;
	enum ts_status status = TS_OK;
	ts_day_bounds(request->range.first, request->day_start, &from, &unused);
	ts_day_bounds(request->range.last, request->day_start, &unused, &until);
	if (request->logs)
		status = ts_spans_visit(store, from, until, request->now, span_read, &reader, &damaged_logs);
	if (status == TS_OK && request->notes)
		status = ts_notes_visit(store, request->range.first, request->range.last, note_read, &reader,
		                        &damaged_notes);
	lists.damaged = damaged_logs + damaged_notes;
	if (status != TS_OK)
		page_lists_release(&lists);
	else
		*out = lists;
	return status;
}

void page_lists_release(struct page_lists *lists)
{
	for (size_t i = 0; i < lists->note_count; i++)
		free(lists->notes[i].text);
	free(lists->notes);
	free(lists->logs);
	*lists = (struct page_lists){ 0 };
}
