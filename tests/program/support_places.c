/* The table of places, and the way there. */
#include "support_places.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct place places[] = {
	{ "login", true, "", "F3 forgot it", NULL },
	{ "login, half typed", true, "corr", "F3 forgot it", NULL },
	{ "register", true, "<F2>grace", "again", NULL },
	{ "recovery", true, "<F3>", "forgotten password", NULL },
	{ "recovery code", true, "<F2>grace<Enter>" PASSWORD "<Enter>" PASSWORD "<Enter>", "Write this code down", NULL },
	{ "day", false, "", "[LOGS] 3", NULL },
	{ "picker", false, "a|stan", "+ new \"stan\"", NULL },
	{ "edit", false, "e|<Tab><Tab><Tab>half", "edit a log", NULL },
	{ "insert", false, "i|half", "insert a log", NULL },
	{ "goto", false, ":|2026", "go to a date", NULL },
	{ "range", false, "r|week", "days  week", NULL },
	{ "note, half typed", false, "n|typed by half", "typed by half", "typed by half" },
	{ "note, searching", false, "n|looked through|<C-f>thr", "Find thr", "looked through" },
	{ "note, help", false, "n|left for help|<F1>", "Keys: Notes", "left for help" },
	{ "week", false, "w|", "this week", NULL },
	{ "month", false, "m|", "this month", NULL },
	{ "year", false, "y|", "this year", NULL },
	{ "report", false, "r|week<Enter>|", "back", NULL },
	{ "grid", false, "w|<Tab>", "[GRID]", NULL },
	{ "logs of a report", false, "w|<Tab><Tab>|<Enter>", "FOUND 1", NULL },
	{ "filter, half typed", false, "w|/|pars", "/ pars", NULL },
	{ "day over a report", false, "w|<Enter>|", "leads back", NULL },
	{ "search", false, "/|pars", "FOUND 1", NULL },
	{ "activities", false, "A|", "ACTIVITIES 3", NULL },
	{ "activity", false, "A|e|x", "lunchx", NULL },
	{ "merge", false, "A|m|", "merge lunch into", NULL },
	{ "settings", false, "s|", "lock after", NULL },
	{ "password", false, "s|<S-Tab><Enter>|half", "change", NULL },
	{ "help", false, "?|", "Keys: Day", NULL },
	{ "lock", false, "z|", "locked - ada", NULL },
	{ "lock, half typed", false, "z|<Enter>corr", "goes back to where digits log", NULL },
};
/* clang-format on */
const size_t place_count = sizeof places / sizeof places[0];

void morning_make(struct sandbox *sandbox, struct morning *morning)
{
	struct terminal *terminal = story_begin(sandbox, NULL);

	story_log(terminal, "9:00 standup");
	story_log(terminal, "10:30 parser");
	story_log(terminal, "12:15 lunch");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	morning->bytes = file_read(sandbox->database, &morning->size);
	assert_non_null(morning->bytes);
}

void morning_restore(const struct sandbox *sandbox, const struct morning *morning)
{
	sandbox_put_back(sandbox, morning->bytes, morning->size);
}

void morning_release(struct morning *morning)
{
	free(morning->bytes);
	*morning = (struct morning){ 0 };
}

struct terminal *place_enter(struct sandbox *sandbox, const struct place *place)
{
	struct terminal *terminal = terminal_open(sandbox, NULL);
	char keys[128];

	if (!place->outside)
		story_login(terminal);
	for (const char *at = place->keys; *at;) {
		size_t size = strcspn(at, "|");
		assert_true(size < sizeof keys);
		memcpy(keys, at, size);
		keys[size] = '\0';
		terminal_keys(terminal, keys);
		at += size + (at[size] == '|');
	}
	terminal_assert_text(terminal, place->shows);
	return terminal;
}
