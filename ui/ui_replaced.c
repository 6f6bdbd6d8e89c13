/* Another file in the place of the one that is open: taken, or asked about. */
#include "ui/ui_state.h"

static void say_taken(struct ui *ui, const struct ts_replaced *found)
{
	long long changes = (long long)found->changes;
	if (!ts_logged_in(ui->environment.store))
		ui_say(ui, MESSAGE_NOTICE, "the file was replaced by another one, which is open now");
	else if (changes > 0)
		ui_say(ui, MESSAGE_NOTICE, "the file was replaced by a newer copy, %lld change%s ahead: it is open now",
		       changes, changes == 1 ? "" : "s");
	else if (changes < 0)
		ui_say(ui, MESSAGE_NOTICE, "an older copy is open now: it lacks %lld change%s seen here", -changes,
		       changes == -1 ? "" : "s");
	else
		ui_say(ui, MESSAGE_NOTICE, "the file was replaced by a copy of itself, which is open now");
}

bool replaced_look(struct ui *ui)
{
	struct ts_replaced found;
	ts_replaced_read(ui->environment.store, &found);
	if (found.count == ui->replaced.count)
		return false;
	ui->replaced.count = found.count;
	ui->replaced.untold = true;
	if (found.by == TS_REPLACED_TAKEN)
		ui->environment.files++;
	return true;
}

void replaced_tell(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	struct ts_replaced found;
	if (!ui->replaced.untold)
		return;
	ui->replaced.untold = false;
	ts_replaced_read(environment->store, &found);
	if (found.by == TS_REPLACED_NOT)
		return;
	if (found.by == TS_REPLACED_TAKEN) {
		say_taken(ui, &found);
		if (ts_logged_in(environment->store))
			check_begin(ui);
	} else if (!ts_logged_in(environment->store)) {
		ui_say(ui, MESSAGE_ERROR, "%s", found.reason);
	} else if (!stack_holds(ui, ui->replaced.view)) {
		stack_push(ui, view_replaced_create(environment, &found));
		ui->replaced.view = stack_top(ui).serial;
	}
}
