/*
 * What waits for another program that holds the database: errands in their order, tried again until they are done, are
 * given up, or the screen ends. At a lock the digits wait on, sealed to the user's public key like those that are
 * pressed on the lock screen; all else would have to be kept readable in memory, and is given up with a word.
 */
#include "ui/ui_state.h"

#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/ui.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Milliseconds. The patience is for what is over at once: a commit takes a few. */
enum { PATIENCE = 30, TRY_AGAIN = 150, READ_AGAIN = 250, PATIENCE_LAST = 400 };
/* That one look does, so that keys come between. */
enum { ERRANDS_AT_ONCE = 16 };

/* Somebody is known to hold the database: the timer finds out when that is over, no key has to. */
static bool is_blocked(const struct ui *ui)
{
	return ui->waiting.count > 0 || ui->waiting.read_due != 0;
}

void waiting_turn(struct ui *ui)
{
	ts_patience_set(ui->environment.store, is_blocked(ui) ? 0 : PATIENCE);
}

void waiting_password_turn(struct ui *ui)
{
	ts_patience_set(ui->environment.store, is_blocked(ui) ? PATIENCE : PATIENCE_LAST);
}

void waiting_last_turn(struct ui *ui)
{
	ts_patience_set(ui->environment.store, PATIENCE_LAST);
}

/* One more of a list, "; " between them. Of those that find no room, only that there are more is said. */
static void list_add(char *list, size_t size, const char *what)
{
	static const char more[] = "; and more";
	size_t used = strlen(list), wanted = strlen(what) + 2;

	if (used + wanted + sizeof more <= size)
		(void)snprintf(list + used, size - used, "%s%s", used > 0 ? "; " : "", what);
	else if (used < sizeof more || strcmp(list + used + 1 - sizeof more, more) != 0)
		(void)snprintf(list + used, size - used, "%s", more);
}

static void count_settle(struct ui *ui)
{
	ui->environment.waiting = ui->waiting.count;
}

/* For whom, and how to end it where the day is on top. */
static void say(struct ui *ui)
{
	const struct environment *environment = &ui->environment;
	struct waiting *waiting = &ui->waiting;
	bool day = ui->layer_count > 0 && stack_top(ui).view->ops->context == CONTEXT_DAY;
	char what[96], whom[96], more[32] = "";
	struct ts_holder holder;

	(void)ts_holder_read(environment->store, &holder);
	ts_holder_words(&holder, whom, sizeof whom);
	if (waiting->count > 1)
		(void)snprintf(more, sizeof more, " +%zu", waiting->count - 1);
	ui_say(ui, MESSAGE_NOTICE, "%s%s wait%s for %s%s%s%s",
	       errand_words(ui->environment.clock, waiting->at[0], ts_logged_in(environment->store), what, sizeof what),
	       more, waiting->count == 1 ? "s" : "", whom, day ? ", " : "",
	       day ? keymap_key(environment->keymap, CONTEXT_DAY, ACTION_GIVE_UP) : "", day ? " gives up" : "");
	waiting->said = ui->said;
}

void waiting_add(struct ui *ui, struct errand *errand)
{
	struct waiting *waiting = &ui->waiting;

	waiting->at = with_room(waiting->at, &waiting->room, waiting->count + 1, sizeof(struct errand *));
	waiting->at[waiting->count++] = errand;
	if (waiting->count == 1)
		waiting->due = ui->environment.moment.uptime + TRY_AGAIN;
	count_settle(ui);
	say(ui);
}

static void first_remove(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;

	errand_destroy(waiting->at[0]);
	waiting->count--;
	memmove(waiting->at, waiting->at + 1, waiting->count * sizeof(struct errand *));
	count_settle(ui);
}

void waiting_release(struct ui *ui)
{
	while (ui->waiting.count > 0)
		first_remove(ui);
	free(ui->waiting.at);
	ui->waiting.at = NULL;
	ui->waiting.room = 0;
}

/* ---- what came of them */

struct landed {
	size_t done, failed;
	char words[160], failure[200]; /* of the last one done, of the first one that failed */
	bool settings, undoable;
};

/* Sealed while locked: logs, now that the keys are there. */
static void fold_want(struct ui *ui)
{
	const struct errand fold = { .kind = ERRAND_FOLD, .now = ui->environment.moment.now };
	struct waiting *waiting = &ui->waiting;

	waiting->at = with_room(waiting->at, &waiting->room, waiting->count + 1, sizeof(struct errand *));
	waiting->at[waiting->count++] = errand_copy(&fold);
	count_settle(ui);
}

static void landed_note(struct ui *ui, const struct errand *errand, enum ts_status status, const struct ts_done *done,
                        struct landed *landed)
{
	bool locked = !ts_logged_in(ui->environment.store), sealed = errand->kind == ERRAND_INBOX;
	bool named = !sealed && errand->kind != ERRAND_SETTINGS && errand->kind != ERRAND_FOLD;
	char what[96];

	(void)errand_words(ui->environment.clock, errand, !locked, what, sizeof what);
	if (status != TS_OK && status != TS_UNCHANGED) {
		if (landed->failed++ == 0)
			(void)snprintf(landed->failure, sizeof landed->failure, "%s: %.100s", what,
			               failure_words(ui->environment.store, status));
		return;
	}
	landed->done++;
	landed->settings = landed->settings || errand->kind == ERRAND_SETTINGS || done->deed == TS_DEED_SETTINGS ||
	                   done->deed == TS_DEED_TARGET;
	landed->undoable = named && status == TS_OK && errand->kind != ERRAND_UNDO && errand->kind != ERRAND_REDO;
	(void)snprintf(landed->words, sizeof landed->words, "%s", what);
	if (sealed && !locked)
		fold_want(ui);
}

static void landed_say(struct ui *ui, const struct landed *landed)
{
	const char *undo = keymap_key(ui->environment.keymap, CONTEXT_DAY, ACTION_UNDO);
	char more[48] = "";

	if (landed->failed > 1)
		(void)snprintf(more, sizeof more, ", and %zu more", landed->failed - 1);
	else if (landed->failed == 0 && landed->done > 1)
		(void)snprintf(more, sizeof more, " and %zu before it", landed->done - 1);
	if (landed->failed > 0)
		ui_say(ui, MESSAGE_ERROR, "waited in vain: %s%s", landed->failure, more);
	else
		ui_say(ui, MESSAGE_GOOD, "%s%s: done now%s%s%s", landed->words, more, landed->undoable ? "   " : "",
		       landed->undoable ? undo : "", landed->undoable ? " takes it back" : "");
}

/* True: something came of some of them. */
static bool errands_run(struct ui *ui, size_t most, struct landed *landed)
{
	for (size_t i = 0; i < most && ui->waiting.count > 0; i++) {
		const struct errand *errand = ui->waiting.at[0];
		struct ts_done done = { .deed = TS_DEED_LOG };
		enum ts_status status = errand_run(ui->environment.store, errand, &done);
		if (status == TS_BUSY)
			break;
		landed_note(ui, errand, status, &done, landed);
		first_remove(ui);
	}
	return landed->done + landed->failed > 0;
}

static void errands_try(struct ui *ui)
{
	struct landed landed = { .done = 0 };
	struct waiting *waiting = &ui->waiting;
	bool ours = waiting->said == ui->said || ui->environment.message.text[0] == '\0';
	bool any = errands_run(ui, ERRANDS_AT_ONCE, &landed);

	waiting->due = ui->environment.moment.uptime + (any ? 1 : TRY_AGAIN);
	if (any) {
		/* Views that read anew say what they find; what was done is more to be told. */
		if (landed.settings)
			settings_written(ui);
		stack_broadcast(ui, EVENT_CHANGED);
		landed_say(ui, &landed);
	} else if (ours && waiting->count > 0) {
		say(ui);
	}
}

/* Said once it has lasted: a commit of somebody else is mostly over before the second try. */
static void reading_say(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;
	char whom[96];
	struct ts_holder holder;

	if (waiting->count > 0 || (ui->environment.message.text[0] != '\0' && waiting->unread != ui->said))
		return;
	(void)ts_holder_read(ui->environment.store, &holder);
	ts_holder_words(&holder, whom, sizeof whom);
	ui_say(ui, MESSAGE_NOTICE, "what is shown may be old: reading waits for %s", whom);
	waiting->unread = ui->said;
}

/* What could not be read is read again as soon as it can. */
static void reading_try(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;
	ts_store *store = ui->environment.store;
	uint64_t busy = ts_busy_count(store);

	/* Any reading would do. */
	(void)ts_changed(store);
	waiting->busy = ts_busy_count(store);
	waiting->read_due = waiting->busy == busy ? 0 : ui->environment.moment.uptime + READ_AGAIN;
	waiting->lasts = waiting->read_due != 0;
	if (waiting->lasts) {
		reading_say(ui);
		return;
	}
	if (waiting->unread == ui->said)
		ui->environment.message.text[0] = '\0';
	settings_changed(ui);
	stack_broadcast(ui, EVENT_CHANGED);
}

void waiting_look(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;
	int64_t uptime = ui->environment.moment.uptime;

	/* Who comes back after hours still has to see it. */
	if ((waiting->given_up[0] != '\0' || waiting->kept[0] != '\0') && ui->environment.message.text[0] == '\0')
		waiting_tell_lock(ui);
	if (!is_blocked(ui))
		return;
	ts_patience_set(ui->environment.store, PATIENCE);
	if (waiting->count > 0 && uptime >= waiting->due)
		errands_try(ui);
	if (waiting->read_due != 0 && uptime >= waiting->read_due)
		reading_try(ui);
}

/* Something could not be read. Views say so at once, which is too soon. */
void waiting_turn_end(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;
	uint64_t busy = ts_busy_count(ui->environment.store);

	if (busy != waiting->busy && waiting->read_due == 0)
		waiting->read_due = ui->environment.moment.uptime + READ_AGAIN;
	if (busy != waiting->busy && strstr(ui->environment.message.text, ts_status_text(TS_BUSY))) {
		ui->environment.message.text[0] = '\0';
		if (waiting->lasts)
			reading_say(ui);
	}
	waiting->busy = busy;
}

int64_t waiting_due(const struct ui *ui)
{
	const struct waiting *waiting = &ui->waiting;
	int64_t due = waiting->count > 0 ? waiting->due : 0;

	return waiting->read_due != 0 && (due == 0 || waiting->read_due < due) ? waiting->read_due : due;
}

/* ---- given up */

bool waiting_give_up(struct ui *ui)
{
	char what[96], more[32] = "";
	size_t count = ui->waiting.count;

	if (count == 0)
		return false;
	(void)errand_words(ui->environment.clock, ui->waiting.at[0], true, what, sizeof what);
	if (count > 1)
		(void)snprintf(more, sizeof more, " and %zu more", count - 1);
	while (ui->waiting.count > 0)
		first_remove(ui);
	ui_say(ui, MESSAGE_NOTICE, "given up: %s%s", what, more);
	return true;
}

/* A digit of just now becomes one of the lock screen; NULL: it cannot. */
static struct errand *errand_seal(struct ui *ui, const struct errand *errand)
{
	const struct errand sealed = { .kind = ERRAND_INBOX,
		                       .now = errand->now,
		                       .at = errand->at,
		                       .slot = errand->slot,
		                       .user = ts_user_name(ui->environment.store) };

	if (errand->kind == ERRAND_INBOX)
		return errand_copy(errand);
	return errand->kind == ERRAND_LOG_SLOT ? errand_copy(&sealed) : NULL;
}

void waiting_lock(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;
	size_t count = waiting->count, kept = 0;
	char what[96];

	waiting->given_up[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		struct errand *errand = waiting->at[i], *sealed = errand_seal(ui, errand);
		/* Whoever comes by may read what the lock screen says. */
		(void)errand_words(ui->environment.clock, errand, false, what, sizeof what);
		if (!sealed && errand->kind != ERRAND_FOLD)
			list_add(waiting->given_up, sizeof waiting->given_up, what);
		errand_destroy(errand);
		if (sealed)
			waiting->at[kept++] = sealed;
	}
	waiting->count = kept;
	waiting->due = ui->environment.moment.uptime + TRY_AGAIN;
	/* What could not be read is gone from the screen. */
	waiting->read_due = 0;
	waiting->lasts = false;
	count_settle(ui);
}

/* What views have that is stored nowhere. */
static void unsaved_note(const struct ui *ui, char *out, size_t size)
{
	for (size_t i = 0; i < ui->layer_count; i++) {
		const struct view *view = ui->layers[i].view;
		char what[96];
		if (view->ops->unsaved && view->ops->unsaved(view, what, sizeof what))
			list_add(out, size, what);
	}
}

void waiting_unsaved(struct ui *ui)
{
	struct waiting *waiting = &ui->waiting;

	waiting->kept[0] = '\0';
	for (size_t i = 0; i < ui->layer_count; i++) {
		const struct view *view = ui->layers[i].view;
		char what[96];
		if (view->ops->keep && view->ops->keep(view, what, sizeof what))
			list_add(waiting->kept, sizeof waiting->kept, what);
		else if (view->ops->unsaved && view->ops->unsaved(view, what, sizeof what))
			list_add(waiting->given_up, sizeof waiting->given_up, what);
	}
}

void waiting_tell_lock(struct ui *ui)
{
	if (ui->waiting.given_up[0] != '\0')
		ui_say(ui, MESSAGE_ERROR, "not saved: %s", ui->waiting.given_up);
	else if (ui->waiting.kept[0] != '\0')
		ui_say(ui, MESSAGE_NOTICE, "not saved yet, and kept: %s", ui->waiting.kept);
	else if (ui->waiting.count > 0)
		say(ui);
}

void waiting_tell_login(struct ui *ui)
{
	char other[sizeof ui->environment.message.text];

	memcpy(other, ui->environment.message.text, sizeof other);
	waiting_tell_lock(ui);
	if (ui->waiting.given_up[0] != '\0' && other[0] != '\0')
		ui_say(ui, MESSAGE_ERROR, "not saved: %s; and %.100s", ui->waiting.given_up, other);
	ui->waiting.given_up[0] = ui->waiting.kept[0] = '\0';
}

void ui_last_words(struct ui *ui, struct moment moment, char *out, size_t size)
{
	struct waiting *waiting = &ui->waiting;
	struct landed landed = { .done = 0 };
	char what[96];

	ui->environment.moment = moment;
	out[0] = '\0';
	if (waiting->count > 0) {
		waiting_last_turn(ui);
		(void)errands_run(ui, SIZE_MAX, &landed);
	}
	if (landed.failed > 0)
		list_add(out, size, landed.failure);
	for (size_t i = 0; i < waiting->count; i++)
		list_add(out, size,
		         errand_words(ui->environment.clock, waiting->at[i], ts_logged_in(ui->environment.store), what,
		                      sizeof what));
	unsaved_note(ui, out, size);
}
