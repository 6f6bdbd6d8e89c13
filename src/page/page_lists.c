/* The logs and the notes of some days, read. */
#include "src/page/page_lists.h"

#include "ui/base/alloc.h"

#include <stdlib.h>

struct reader {
	const struct page_request *request;
	struct page_lists *lists;
};

static enum ts_status span_read(void *context, const struct ts_span *span)
{
	const struct reader *reader = context;
	struct page_lists *lists = reader->lists;
	struct ts_span part = *span;
	enum ts_status status = ts_filter_take(reader->request->filter, span->text, span->comment);
	if (status == TS_NOT_FOUND || span->off || span->begin == span->end)
		return TS_OK;
	if (status != TS_OK)
		return status;
	while (part.begin < span->end) {
		ts_time from, until;
		ts_day_bounds(ts_day_of(part.begin, reader->request->day_start), reader->request->day_start, &from,
		              &until);
		part.end = until < span->end ? until : span->end;
		lists->logs = with_room(lists->logs, &lists->log_room, lists->log_count + 1, sizeof *lists->logs);
		lists->logs[lists->log_count++] = part;
		part.begin = part.end;
	}
	return TS_OK;
}

static enum ts_status note_read(void *context, const struct ts_note *note)
{
	struct page_lists *lists = ((struct reader *)context)->lists;
	if (note->size == 0)
		return TS_OK;
	lists->notes = with_room(lists->notes, &lists->note_room, lists->note_count + 1, sizeof *lists->notes);
	lists->notes[lists->note_count++] = (struct page_note){ note->day, copy_text(note->text) };
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
