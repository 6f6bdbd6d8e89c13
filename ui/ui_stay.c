/* Staying logged in: the ticket that makes asking for the password needless is kept, renewed and ended. */
#include "ui/ui_state.h"

/* Milliseconds of a ticket that may pass before the screen renews it: that is a commit, and wakes who looks at the
 * file.
 */
enum { RENEWED_BEFORE = 5 * 60 * 1000 };
/* Work behind the screen ticks with each slice; to look at the ticket locks memory and asks machine and file. */
enum { LOOKED_EVERY = 10 * TS_SECOND };

const struct ts_machine *stay_machine(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	environment->machine.uptime = environment->moment.uptime;
	return &environment->machine;
}

void stay_look(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	environment->logged_in_until = 0;
	ui->ticket_looked = environment->moment.uptime;
	if (!environment->has_machine || !ts_logged_in(environment->store))
		return;
	int64_t left = ts_session_left(environment->store, stay_machine(ui));
	/* Keys since the last minute are a use of it, for somebody who lets the screen stay logged in. */
	bool used = environment->settings.stay && environment->moment.uptime - ui->last_input < TS_MINUTE;
	if (used && left > 0 && left < TS_SESSION_SLIDING - RENEWED_BEFORE)
		left = ts_session_renew(environment->store, stay_machine(ui));
	if (left > 0)
		environment->logged_in_until = environment->moment.now + left;
}

void stay_tick(struct ui *ui)
{
	if (ui->environment.moment.uptime - ui->ticket_looked >= LOOKED_EVERY)
		stay_look(ui);
}

void stay_leave(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	/* What the last minutes have not renewed. */
	if (environment->has_machine && environment->settings.stay && ts_logged_in(environment->store) &&
	    environment->moment.uptime - ui->last_input < RENEWED_BEFORE)
		(void)ts_session_renew(environment->store, stay_machine(ui));
}

void stay_begin(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	enum ts_ticket_place place;
	if (!environment->has_machine || !environment->settings.stay || ts_read_only(environment->store))
		return;
	enum ts_status status = ts_session_keep(environment->store, stay_machine(ui), &place);
	if (status == TS_NOT_FOUND)
		ui_say(ui, MESSAGE_NOTICE,
		       "this machine has no safe place to stay logged in: the password will be asked for");
	else if (status != TS_OK)
		ui_say_failure(ui, "cannot stay logged in", status);
}

/* Its half in the file goes if that can be written; the machine's half goes in any case, and either alone is worthless.
 */
void stay_end(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	if (environment->has_machine)
		(void)!ts_session_end(environment->store, environment->user, stay_machine(ui));
	environment->logged_in_until = 0;
}
