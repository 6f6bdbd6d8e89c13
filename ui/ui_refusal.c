/* Bytes came that are no character: the keyboard and the program do not speak the same code set. That is said; and what
 * nobody sees, a password, is not handed on with a hole in it. */
#include "ui/ui_state.h"

/* Where the keys that follow go to. */
static bool is_where_it_was(const struct ui *ui)
{
	return ui->refusal.view != 0 && ui->refusal.view == stack_top(ui).serial;
}

static void say(struct ui *ui)
{
	const char *what = ui->refusal.pasted ? "not pasted: there are bytes in it that are"
	                                      : "not typed: what the keyboard sends is";
	if (is_where_it_was(ui))
		ui_say(ui, MESSAGE_ERROR, "%s no character here. %s empties the field: type it anew", what,
		       keymap_key(ui->environment.keymap, CONTEXT_FIELD, ACTION_KILL_START));
	else
		ui_say(ui, MESSAGE_ERROR, "%s no character in this terminal's code set (locale charmap)", what);
}

void refusal_take(struct ui *ui, bool pasted)
{
	struct layer top = stack_top(ui);
	/* A paste is refused whole: nothing of it is in the field. */
	bool holds = top.view->ops->secret && !pasted;
	ui->refusal = (struct refusal){ .fresh = true, .pasted = pasted, .view = holds ? top.serial : 0 };
	say(ui);
}

bool refusal_holds(struct ui *ui, struct key key)
{
	if (!is_where_it_was(ui))
		ui->refusal.view = 0;
	if (ui->refusal.view == 0)
		return false;
	switch (keymap_lookup(ui->environment.keymap, stack_top(ui).view->ops->context, key)) {
	case ACTION_FIELD_NEXT:
		ui->refusal.fields_on++;
		return false;
	case ACTION_FIELD_PREVIOUS:
		ui->refusal.fields_on--;
		return false;
	case ACTION_KILL_START:
		if (ui->refusal.fields_on == 0)
			ui->refusal.view = 0;
		return false;
	case ACTION_ACCEPT:
		say(ui);
		return true;
	default:
		return false;
	}
}

void refusal_repeat(struct ui *ui)
{
	if (ui->refusal.fresh && ui->environment.message.text[0] == '\0')
		say(ui);
	ui->refusal.fresh = false;
}
