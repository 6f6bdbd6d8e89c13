/* Rows that are marked, and what is then done to all of them at once; and logs that are repeated. */
#include "ui/day/day_inside.h"

#include "ui/base/alloc.h"
#include "ui/view/deed.h"
#include "ui/view/errand.h"

#include <stdlib.h>
#include <string.h>

bool day_is_marked(const struct day *day, struct ts_id log)
{
	for (size_t i = 0; i < day->marked_count; i++) {
		if (ts_id_equal(day->marked[i], log))
			return true;
	}
	return false;
}

void day_marks_forget(struct day *day)
{
	free(day->marked);
	day->marked = NULL;
	day->marked_count = 0;
}

/* Marks what is selected, or no more, and goes on to the next: v v v marks three. */
static void mark_toggle(struct day *day, struct effects *effects)
{
	const struct ts_span *span = day_selected_or_say(day, effects);
	size_t kept = 0;

	if (!span)
		return;
	if (day_is_marked(day, span->id)) {
		for (size_t i = 0; i < day->marked_count; i++) {
			if (!ts_id_equal(day->marked[i], span->id))
				day->marked[kept++] = day->marked[i];
		}
		day->marked_count = kept;
	} else {
		day->marked = reallocate(day->marked, day->marked_count + 1, sizeof *day->marked);
		day->marked[day->marked_count++] = span->id;
	}
	day_select(day, day->logs.cursor + 1);
}

size_t day_marked(const struct day *day, struct ts_id *out)
{
	const struct ts_day_view *content = &day->content;
	size_t count = 0;

	for (size_t i = 0; i < content->span_count; i++) {
		if (!day_is_marked(day, content->spans[i].id))
			continue;
		if (out)
			out[count] = content->spans[i].id;
		count++;
	}
	return count;
}

/* Does it, and says what came of it. */
static enum ts_status logs_change(const struct day *day, struct errand errand, struct ts_done *done,
                                  struct effects *effects)
{
	enum ts_status status = errand_try(day->view.environment, errand, done, effects);

	if (status == TS_OK)
		day_say_done(day, done, effects);
	else if (status != TS_BUSY && status != TS_UNCHANGED)
		day_say_failed(day, "nothing is changed", status, effects);
	return status;
}

bool day_change_marked(struct day *day, struct ts_logs_change change, struct effects *effects)
{
	struct ts_id *ids = allocate(day->content.span_count + 1, sizeof *ids);
	struct errand errand = { .kind = ERRAND_LOGS, .ids = ids, .text = change.text, .logs = change };
	struct ts_done done;

	errand.id_count = day_marked(day, ids);
	if (errand.id_count > 0) {
		enum ts_status status = logs_change(day, errand, &done, effects);
		if (status == TS_UNCHANGED)
			effects_message(effects, MESSAGE_NOTICE,
			                change.what == TS_LOGS_SHIFT ? "none of the marked logs has room to move"
			                                             : "that is what the marked logs are");
		/* What was moved can be moved on. */
		if (status == TS_OK && change.what != TS_LOGS_SHIFT)
			day_marks_forget(day);
		day->follows = false;
		day_read(day, effects);
	}
	free(ids);
	return errand.id_count > 0;
}

/* ---- once more */

static void repeat_now(struct day *day, const struct ts_span *span, struct effects *effects)
{
	struct ts_done done;
	const struct errand errand = { .kind = ERRAND_LOG_TEXT,
		                       .text = span->text,
		                       .comment = span->comment[0] != '\0' ? span->comment : NULL,
		                       .at = day->view.environment->moment.now };
	enum ts_status status = logs_change(day, errand, &done, effects);

	if (status == TS_UNCHANGED)
		deed_say_goes_on(day->view.environment, &done, effects);
	if (status == TS_OK || status == TS_UNCHANGED)
		day_show(day, day->today, NULL, effects);
}

static void repeat_on_today(struct day *day, const struct ts_span *span, struct effects *effects)
{
	struct ts_id *ids = allocate(day->content.span_count + 1, sizeof *ids);
	struct errand errand = { .kind = ERRAND_LOGS,
		                 .ids = ids,
		                 .logs = { .what = TS_LOGS_REPEAT, .by = day->today - day->day } };
	struct ts_done done;

	errand.id_count = day_marked(day, ids);
	if (errand.id_count == 0)
		ids[errand.id_count++] = span->id;
	enum ts_status status = logs_change(day, errand, &done, effects);
	if (status == TS_UNCHANGED)
		effects_message(effects, MESSAGE_NOTICE, "nothing is repeated: at those times it is so, or to come");
	if (status == TS_OK) {
		day_marks_forget(day);
		day_show(day, day->today, &done.log, effects);
	}
	free(ids);
}

static void repeat(struct day *day, struct effects *effects)
{
	const struct ts_span *span = day_selected_or_say(day, effects);

	if (!span)
		return;
	if (day->day < day->today)
		repeat_on_today(day, span, effects);
	else if (day->marked_count == 0)
		repeat_now(day, span, effects);
	else
		effects_message(effects, MESSAGE_NOTICE, "marked logs are repeated today from another day");
}

bool day_mark_action(struct day *day, enum action action, struct effects *effects)
{
	if (action == ACTION_MARK_LOG)
		mark_toggle(day, effects);
	else if (action == ACTION_REPEAT)
		repeat(day, effects);
	else
		return false;
	return true;
}
