/* Which activity a field of a dialog means. */
#include "ui/dialog/dialog_activity.h"

#include <stdio.h>
#include <string.h>

static const struct ts_activity *slot_find(const struct ts_activities *activities, int slot)
{
	for (size_t i = 0; i < activities->count; i++) {
		const struct ts_activity *activity = &activities->at[i];
		if (slot == 0 ? activity->off : activity->slot == slot)
			return activity;
	}
	return NULL;
}

static const struct ts_activity *same_find(const struct ts_activities *activities, const char *text)
{
	for (size_t i = 0; i < activities->count; i++) {
		if (ts_text_same(text, activities->at[i].text))
			return &activities->at[i];
	}
	return NULL;
}

/* The best of those that the letters fit well. Without memory for it there is none: then the text is meant. */
static const struct ts_activity *fitting_find(const struct ts_activities *activities, const char *text)
{
	const struct ts_activity *best = NULL;
	ts_choice *choice = NULL;
	struct ts_fit fit;
	double score = 0;
	enum ts_status status = ts_choice_create(&choice);

	for (size_t i = 0; i < activities->count && status == TS_OK; i++)
		status = ts_choice_add(choice, activities->at[i].text);
	if (status == TS_OK)
		status = ts_choice_type(choice, text);
	for (size_t i = 0; i < activities->count && status == TS_OK; i++) {
		if (activities->at[i].archived || !ts_choice_fits(choice, i, &fit) || !fit.close)
			continue;
		if (!best || fit.score > score) {
			best = &activities->at[i];
			score = fit.score;
		}
	}
	ts_choice_destroy(choice);
	return best;
}

/* The one of that very text, else of the letters. */
static const struct ts_activity *text_find(const struct ts_activities *activities, const char *text, bool quoted)
{
	const struct ts_activity *same = same_find(activities, text);

	return same || quoted ? same : fitting_find(activities, text);
}

bool dialog_activity_read(const struct ts_activities *activities, const char *typed,
                          const struct ts_when_context *context, struct activity_meant *out,
                          struct dialog_form_trouble *trouble)
{
	struct activity_meant meant = { .slot = 0 };
	const struct ts_activity *found = text_find(activities, typed, true);
	struct ts_when_error error;

	/* A text that there is already is never taken apart. */
	if (found) {
		meant.entry = (struct ts_entry){ .slot = -1, .text_size = strlen(typed) };
	} else if (ts_entry_parse(typed, context, &meant.entry, &error) != TS_OK) {
		dialog_form_trouble_set(trouble, error.reason);
		memcpy(trouble->example, error.example, sizeof trouble->example);
		return false;
	}
	(void)snprintf(meant.text, sizeof meant.text, "%.*s", (int)meant.entry.text_size, typed + meant.entry.text_at);
	if (!found && meant.entry.slot >= 0)
		found = slot_find(activities, meant.entry.slot);
	else if (!found && meant.text[0] != '\0')
		found = text_find(activities, meant.text, meant.entry.quoted);
	if (!found && meant.entry.slot > 0) {
		(void)snprintf(trouble->why, sizeof trouble->why, "slot %d is empty; \"%d\" in quotes is a text",
		               meant.entry.slot, meant.entry.slot);
		trouble->example[0] = '\0';
		return false;
	}
	meant.known = found != NULL;
	meant.exact = found != NULL && ts_text_same(meant.text, found->text);
	meant.slot = found ? found->slot : 0;
	if (found)
		(void)snprintf(meant.text, sizeof meant.text, "%s", found->text);
	*out = meant;
	return true;
}

void dialog_activity_describe(const struct activity_meant *meant, char *out, size_t size)
{
	char slot[16] = "";

	out[0] = '\0';
	if (meant->slot > 0)
		(void)snprintf(slot, sizeof slot, "%d ", meant->slot);
	if (meant->known && !meant->exact)
		(void)snprintf(out, size, "> %s%s   \"in quotes\": a new one", slot, meant->text);
	else if (!meant->known && meant->text[0] != '\0')
		(void)snprintf(out, size, "+ new \"%s\"%s", meant->text, meant->entry.rest ? " ~" : "");
}
