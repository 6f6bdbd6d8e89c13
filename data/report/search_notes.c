/* The notes of a month, searched: all its revisions are opened to know which of them stand, then each day's text is
 * looked through. */
#include "data/report/search.h"

#include "data/pure/array.h"
#include "data/rows/record_note.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAGE = 16,         /* revisions asked for at a time: each may have 64 KiB */
	OPENED_ROW = 1024, /* bytes of a note that cost as much as a log to open */
	LOOKED_ROW = 128,  /* and to look through */
	LINE_BEFORE = 60   /* bytes shown of a long line before its first mark */
};

bool search_day_wanted(const struct ts_search *search, ts_day day)
{
	return day >= search->query.since && day <= search->query.until;
}

struct ts_hit *search_add(struct ts_hits *hits)
{
	if (!array_room(&hits->at, &hits->room, hits->count + 1, sizeof *hits->at))
		return NULL;
	struct ts_hit *hit = &hits->at[hits->count++];
	*hit = (struct ts_hit){ 0 };
	return hit;
}

void search_notes_clear(struct search_notes *notes)
{
	notes->revisions.count = notes->revisions.replaced_count = notes->next = 0;
}

/* ---- which revisions stand */

struct visit {
	struct search_notes *notes;
	size_t cost;
};

static enum ts_status revision_visit(void *context, const struct row_note *row)
{
	struct visit *visit = context;

	if (!note_revisions_add(&visit->notes->revisions, row))
		return TS_NO_MEMORY;
	visit->cost += 1 + row->size / OPENED_ROW;
	return TS_OK;
}

static enum ts_status revisions_step(struct ts_search *search, size_t *budget)
{
	struct visit visit = { .notes = &search->notes };
	size_t read = 0;
	enum ts_status status = record_notes_page(search->sweep.store, sweep_month(&search->sweep), &search->mark, PAGE,
	                                          revision_visit, &visit, &read, &search->damaged);

	if (status != TS_OK)
		return status;
	search->opened += read;
	*budget -= visit.cost < *budget ? visit.cost : *budget;
	if (read < PAGE) {
		note_revisions_keep_heads(&search->notes.revisions);
		search->stage = SEARCH_NOTES;
	}
	return TS_OK;
}

/* ---- their lines */

struct line {
	const char *at;
	size_t size, number;
};

static bool line_next(const char **text, struct line *line, bool first)
{
	if (!*text)
		return false;
	const char *end = strchr(*text, '\n');
	line->number = first ? 0 : line->number + 1;
	line->at = *text;
	line->size = end ? (size_t)(end - *text) : strlen(*text);
	*text = end ? end + 1 : NULL;
	return true;
}

static size_t bits_count(uint32_t bits)
{
	size_t count = 0;

	for (; bits != 0; bits &= bits - 1)
		count++;
	return count;
}

/* What is shown of a line: all of it, or what lies around its first mark. */
static void line_cut(const struct match_query *query, const struct match_text *folded, const struct line *line,
                     char out[TS_COMMENT_SIZE])
{
	static const char ellipsis[] = "\u2026";
	struct ts_marks marks;
	const char *at = line->at;
	size_t size = line->size, used = 0;

	while (size > 0 && (*at == ' ' || *at == '\t')) {
		at++;
		size--;
	}
	match_mark(query, folded, &marks);
	size_t skipped = (size_t)(at - line->at);
	size_t before = marks.count > 0 && marks.at[0].offset > skipped ? marks.at[0].offset - skipped : 0;
	if (size >= TS_COMMENT_SIZE && before > LINE_BEFORE) {
		size_t skip = before - LINE_BEFORE;
		/* To a character's beginning. */
		while (skip < size && ((unsigned char)at[skip] & 0xC0) == 0x80)
			skip++;
		memcpy(out, ellipsis, sizeof ellipsis);
		used = sizeof ellipsis - 1;
		at += skip;
		size -= skip;
	}
	(void)ts_text_clean(at, size, false, out + used, TS_COMMENT_SIZE - used);
}

static enum ts_status line_hit(struct ts_search *search, ts_day day, const struct line *line)
{
	enum ts_status status = match_fold(&search->folded, line->at, line->size);
	struct ts_hit *hit = status == TS_OK ? search_add(&search->found) : NULL;

	if (!hit)
		return TS_NO_MEMORY;
	hit->kind = TS_HIT_NOTE;
	hit->day = day;
	hit->line_number = line->number;
	line_cut(&search->query, &search->folded, line, hit->line);
	status = match_fold(&search->folded, hit->line, strlen(hit->line));
	if (status == TS_OK)
		match_mark(&search->query, &search->folded, &hit->in_line);
	return status;
}

/* What is gathered from the lines of a day's note. */
struct lines {
	uint32_t found; /* words in any of them */
	struct line best;
	size_t most;
	bool complete; /* a line has all words */
};

static enum ts_status line_look(struct ts_search *search, ts_day day, const struct line *line, struct lines *lines)
{
	enum ts_status status = match_fold(&search->folded, line->at, line->size);

	if (status != TS_OK)
		return status;
	uint32_t found = match_found(&search->query, &search->folded);
	if (match_spoiled(&search->query, found))
		return TS_OK;
	lines->found |= found;
	if (match_fits(&search->query, found)) {
		lines->complete = true;
		return line_hit(search, day, line);
	}
	if (bits_count(found) > lines->most) {
		lines->most = bits_count(found);
		lines->best = *line;
	}
	return TS_OK;
}

/* The lines with all words; where these are spread over several, the first with the most of them. */
static enum ts_status lines_look(struct ts_search *search, ts_day day, const char *text)
{
	struct lines lines = { 0 };
	struct line line;
	bool first = true;
	enum ts_status status = TS_OK;

	for (const char *rest = text; status == TS_OK && line_next(&rest, &line, first); first = false)
		status = line_look(search, day, &line, &lines);
	if (status == TS_OK && !lines.complete && lines.best.at && match_fits(&search->query, lines.found))
		status = line_hit(search, day, &lines.best);
	return status;
}

/* All heads of the next day. */
static enum ts_status day_text(struct ts_search *search, ts_day *day, struct note_text *out)
{
	struct search_notes *notes = &search->notes;
	const struct note_revisions *revisions = &notes->revisions;
	size_t begin = notes->next;

	*day = revisions->at[begin].day;
	while (notes->next < revisions->count && revisions->at[notes->next].day == *day)
		notes->next++;
	return note_revisions_text(search->sweep.store, &revisions->at[begin], notes->next - begin, out);
}

static enum ts_status day_step(struct ts_search *search, size_t *budget)
{
	struct note_text text;
	ts_day day;
	enum ts_status status = day_text(search, &day, &text);

	if (status != TS_OK)
		return status;
	if (search_day_wanted(search, day))
		status = lines_look(search, day, text.at);
	size_t cost = 1 + text.size / LOOKED_ROW;
	note_text_release(&text);
	*budget -= cost < *budget ? cost : *budget;
	return status;
}

enum ts_status search_notes_step(struct ts_search *search, size_t *budget, bool *complete)
{
	enum ts_status status = TS_OK;

	while (status == TS_OK && *budget > 0 && search->stage == SEARCH_REVISIONS)
		status = revisions_step(search, budget);
	while (status == TS_OK && *budget > 0 && search->stage == SEARCH_NOTES &&
	       search->notes.next < search->notes.revisions.count)
		status = day_step(search, budget);
	*complete = search->stage == SEARCH_NOTES && search->notes.next == search->notes.revisions.count;
	return status;
}
