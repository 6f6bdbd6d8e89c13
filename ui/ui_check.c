/* Whether the file is whole: looked at after each login, and once a day in a screen that stays open: the anchor at
 * once, the rows a slice at a time while nothing else is to be done. */
#include "ui/ui_state.h"

#include "ui/base/failure.h"

enum {
	SLICE_ROWS = 1500, /* some 2 ms (measured on 100,000 logs) */
	QUIET = 500        /* milliseconds after a key */
};

static struct moment now(const struct ui *ui)
{
	return ui->environment.moment;
}

static void audit_want(struct ui *ui, int64_t due)
{
	ui->check.wanted = true;
	ui->check.due = due;
}

static void audit_end(struct ui *ui)
{
	ts_audit_end(ui->check.audit);
	ui->check.audit = NULL;
	ui->check.wanted = false;
}

void check_put_off(struct ui *ui)
{
	if (ui->check.wanted && ui->check.due < now(ui).uptime + QUIET)
		ui->check.due = now(ui).uptime + QUIET;
}

void check_begin(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	check_end(ui);
	/* An anchor that cannot be read keeps nobody from anything. */
	if (ts_anchor_read(environment->store, &environment->behind) != TS_OK)
		environment->behind = 0;
	if (ts_pinned_read(environment->store) == TS_PINNED_KEY)
		ui_say(ui, MESSAGE_ERROR, "what was logged while locked may have been read: its key was exchanged");
	else if (ts_pinned_read(environment->store) == TS_PINNED_USER)
		ui_say(ui, MESSAGE_ERROR, "this name belonged to another user when this machine saw it last");
	ui->check.day = ts_day_of(now(ui).now, 0);
	audit_want(ui, now(ui).uptime);
}

void check_end(struct ui *ui)
{
	audit_end(ui);
	ui->check.found = (struct ts_audit_result){ .done = false };
	ui->environment.behind = 0;
}

/* Another process that holds the file is done by the next minute; what else fails is said. */
static void audit_failed(struct ui *ui, enum ts_status status)
{
	if (status == TS_BUSY)
		audit_want(ui, now(ui).uptime + TS_MINUTE);
	else if (status != TS_LOGGED_OUT)
		ui_say(ui, MESSAGE_ERROR, "it cannot be told whether all rows are there: %s",
		       failure_words(ui->environment.store, status));
}

static void audit_step(struct ui *ui)
{
	struct check *check = &ui->check;
	struct ts_audit_result result = { .done = false };
	enum ts_status status = TS_OK;

	if (!check->audit)
		status = ts_audit_begin(ui->environment.store, &check->audit);
	if (status == TS_OK)
		status = ts_audit_step(check->audit, SLICE_ROWS, &result);
	if (status == TS_OK && !result.done) {
		audit_want(ui, now(ui).uptime);
		return;
	}
	audit_end(ui);
	if (status != TS_OK)
		audit_failed(ui, status);
	else if (!result.sound)
		check->found = result;
}

void check_look(struct ui *ui)
{
	struct check *check = &ui->check;
	ts_day today = ts_day_of(now(ui).now, 0);

	if (!ts_logged_in(ui->environment.store))
		return;
	if (!check->wanted && today > check->day) {
		check->day = today;
		audit_want(ui, now(ui).uptime);
	}
	if (check->wanted && now(ui).uptime >= check->due)
		audit_step(ui);
}

void check_ask(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	struct ts_audit_result found = ui->check.found;
	int64_t behind = environment->behind;

	if ((behind == 0 && !found.done) || stack_top(ui).view->ops->context != CONTEXT_DAY)
		return;
	if (behind != 0) {
		environment->behind = 0;
		stack_push(ui, view_older_create(environment, behind));
	} else {
		ui->check.found.done = false;
		stack_push(ui, view_unsound_create(environment, &found));
	}
}

/* Once all that is waiting has been handled: keys come first. */
int64_t check_due(const struct ui *ui)
{
	if (!ui->check.wanted)
		return 0;
	return ui->check.due > now(ui).uptime ? ui->check.due : now(ui).uptime + 1;
}
