/* The questions about a file that is not whole: an older copy stands in its place, or rows of it are not as they were
 * written. Nothing is lost by putting them off: they come again with the next login. */
#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is asked about: an older copy, what an audit has found, a file that was put in this one's place. */
enum check_kind { CHECK_OLDER, CHECK_UNSOUND, CHECK_REPLACED };

enum { WIDTH = 66, MARGIN = 1, MOST_ROWS = 9, FRAME_ROWS = 2, PAUSE = 1000 /* milliseconds */ };

struct view_check {
	struct view view;
	enum check_kind kind;
	bool keeps;                       /* K does something */
	int64_t quiet_until;              /* uptime: before it keys were meant for something else */
	const char *title, *words, *kept; /* static: what is asked, what it means, what is said once it is kept */
	char finding[TS_REASON_SIZE];
	char error[192]; /* why it could not be kept; "" */
};

static struct view_check *check_of(struct view *view)
{
	return (struct view_check *)view;
}

static const struct view_check *check_of_const(const struct view *view)
{
	return (const struct view_check *)view;
}

/* ---- keys */

static enum ts_status accept(const struct view_check *check)
{
	const struct environment *environment = check->view.environment;
	if (check->kind == CHECK_REPLACED)
		return ts_replaced_accept(environment->store);
	if (ts_read_only(environment->store))
		return TS_READ_ONLY;
	return check->kind == CHECK_OLDER ? ts_anchor_accept(environment->store)
	                                  : ts_audit_accept(environment->store, environment->moment.now);
}

static void keep(struct view_check *check, struct effects *effects)
{
	const struct environment *environment = check->view.environment;
	if (check->kind == CHECK_REPLACED && !check->keeps) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	enum ts_status status = accept(check);
	if (status != TS_OK && status != TS_UNCHANGED) {
		(void)snprintf(check->error, sizeof check->error, "not kept: %s",
		               failure_words(environment->store, status));
		return;
	}
	effects_message(effects, MESSAGE_GOOD, "%s", check->kept);
	effects_close(effects, NULL);
}

/* It comes over whatever is being typed: keys count once there was a pause before them. None of them loses a text. */
static bool comes_too_soon(struct view_check *check, const struct event *event)
{
	int64_t uptime = check->view.environment->moment.uptime;
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;
	bool soon = uptime < check->quiet_until;
	if (check->kind != CHECK_REPLACED || (event->type != EVENT_ACTION && event->type != EVENT_TEXT))
		return false;
	check->quiet_until = soon ? uptime + PAUSE : check->quiet_until;
	return soon || (action != ACTION_KEEP && action != ACTION_CANCEL && action != ACTION_HELP);
}

/* The right file is back, or another one was taken. */
static void over_look(const struct view_check *check, struct effects *effects)
{
	struct ts_replaced now;
	if (check->kind != CHECK_REPLACED)
		return;
	ts_replaced_read(check->view.environment->store, &now);
	if (now.by == TS_REPLACED_NOT)
		effects_message(effects, MESSAGE_GOOD, "the file that was open is there again");
	if (now.by == TS_REPLACED_NOT || now.by == TS_REPLACED_TAKEN)
		effects_close(effects, NULL);
}

static void check_update(struct view *view, const struct event *event, struct effects *effects)
{
	if (event->type == EVENT_CHANGED || event->type == EVENT_TICK)
		over_look(check_of(view), effects);
	if (comes_too_soon(check_of(view), event)) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	if (event->type != EVENT_ACTION)
		return;
	const struct answer pressed = { .type = ANSWER_KEY, .key = event->as.action.key };
	switch (event->as.action.action) {
	case ACTION_KEEP:
		keep(check_of(view), effects);
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	case ACTION_LOG_SLOT:
	case ACTION_LOG_OFF:
		effects_close(effects, &pressed);
		break;
	case ACTION_LOCK:
		effects_add(effects, EFFECT_LOCK);
		break;
	case ACTION_QUIT:
		effects_add(effects, EFFECT_QUIT);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(view->environment, CONTEXT_CHECK));
		break;
	default:
		break;
	}
}

/* ---- drawing */

/* Beside the database. */
static void backups_name(const ts_store *store, char out[TS_PATH_SIZE])
{
	const char *path = ts_path(store), *name = strrchr(path, '/');
	int size = name ? (int)(name + 1 - path) : 0;
	(void)snprintf(out, TS_PATH_SIZE, "%.*sbackups", size, path);
}

/* Lines that a text takes in that width. */
static int lines_of(const char *text, int width)
{
	struct rect rect = { 0, 0, width > 0 ? width : 1, MOST_ROWS };
	return paragraph_draw(NULL, rect, text, look_of(STYLE_DIALOG), PARAGRAPH_LEFT);
}

static void hints_draw(const struct view_check *check, struct surface *surface, struct rect line)
{
	static const struct card_hint hints[] = { { ACTION_KEEP, "keep it as it is" },
		                                  { ACTION_CANCEL, "ask again next time" },
		                                  { ACTION_QUIT, NULL } };
	static const struct card_hint replaced[] = { { ACTION_KEEP, "use this one" },
		                                     { ACTION_CANCEL, "back to the screen" } };
	size_t first = check->keeps ? 0 : 1;
	if (check->kind == CHECK_REPLACED)
		card_hints(surface, line, check->view.environment->keymap, CONTEXT_CHECK, replaced + first, 2 - first);
	else
		card_hints(surface, line, check->view.environment->keymap, CONTEXT_CHECK, hints + first, 3 - first);
}

static void check_draw(const struct view *view, struct surface *surface)
{
	static const char label[] = "backups  ";
	const struct view_check *check = check_of_const(view);
	char backups[TS_PATH_SIZE];
	int width =
	        dialog_inside(surface_width(surface), surface_height(surface), WIDTH, FRAME_ROWS).width - 2 * MARGIN;
	int finding = lines_of(check->finding, width), words = lines_of(check->words, width);
	/* What was found, what it means, the backups and the keys, a blank row around each. */
	struct rect inside = draw_dialog(surface, WIDTH, FRAME_ROWS + finding + words + 6, check->title);
	struct rect rect = { inside.x + MARGIN, inside.y + 1, width, finding };
	int end = inside.y + inside.height - 1; /* the keys' row */

	if (width <= 0 || inside.height < 3)
		return;
	(void)paragraph_draw(surface, rect, check->finding, look_of(STYLE_NOTICE), PARAGRAPH_LEFT);
	rect.y += finding + 1;
	rect.height = words < end - rect.y ? words : end - rect.y;
	(void)paragraph_draw(surface, rect, check->words, look_of(STYLE_DIALOG), PARAGRAPH_LEFT);
	rect.y += words + 1;
	if (rect.y < end && check->error[0] != '\0') {
		/* It may name a file, and there is a blank row. */
		rect.height = end - rect.y;
		(void)paragraph_draw(surface, rect, check->error, look_of(STYLE_ERROR), PARAGRAPH_LEFT);
	} else if (rect.y < end) {
		backups_name(view->environment->store, backups);
		int x = surface_text_cut(surface, rect.x, rect.y, width, label, look_of(STYLE_DIM));
		surface_text_cut(surface, rect.x + x, rect.y, width - x, backups, look_of(STYLE_EMPHASIS));
	}
	hints_draw(check, surface, (struct rect){ inside.x, end, inside.width, 1 });
}

static void check_destroy(struct view *view)
{
	free(view);
}

static const struct view_ops check_ops = {
	.title = "Is the file whole?",
	.context = CONTEXT_CHECK,
	.overlay = true,
	.update = check_update,
	.draw = check_draw,
	.destroy = check_destroy,
};

/* ---- words */

static struct view_check *check_create(const struct environment *environment, enum check_kind kind)
{
	struct view_check *check = allocate(1, sizeof *check);
	check->view = (struct view){ &check_ops, environment };
	check->kind = kind;
	check->keeps = !ts_read_only(environment->store);
	return check;
}

struct view *view_older_create(const struct environment *environment, int64_t behind)
{
	struct view_check *check = check_create(environment, CHECK_OLDER);
	check->title = "is this the right file?";
	check->words =
	        "A backup that was put back is like that, and so is an old copy that came back by itself or by "
	        "somebody else. If it was you, keep it. If not, quit, and look for the newer file before you log "
	        "into this one.";
	check->kept = "kept: from now on this is the right file";
	if (behind == 1)
		(void)snprintf(check->finding, sizeof check->finding, "It lacks the last change seen on this machine.");
	else
		(void)snprintf(check->finding, sizeof check->finding,
		               "It lacks the last %lld changes seen on this machine.", (long long)behind);
	return &check->view;
}

static void rows_print(char *out, size_t size, int64_t rows, const char *which)
{
	(void)snprintf(out, size, "%lld row%s %s", (long long)rows, rows == 1 ? "" : "s", which);
}

struct view *view_unsound_create(const struct environment *environment, const struct ts_audit_result *found)
{
	struct view_check *check = check_create(environment, CHECK_UNSOUND);
	char fewer[64], more[64];
	rows_print(fewer, sizeof fewer, found->missing, "fewer");
	rows_print(more, sizeof more, found->surplus, "more");
	check->title = "is the file whole?";
	check->words =
	        "Something other than timesheet has changed the file: logs, notes, activities, settings or steps of "
	        "undo. What they were may be in a backup. Keep it as it is only if you know why.";
	check->kept = "kept: from now on these rows are the right ones";
	if (found->missing == 0 && found->surplus == 0 && found->slots > 0)
		(void)snprintf(
		        check->finding, sizeof check->finding,
		        "A wrap of the key stands in it that is not the one that was set last: an older password "
		        "or recovery code may open it.");
	else if (found->missing > 0 || found->surplus > 0)
		(void)snprintf(check->finding, sizeof check->finding, "It has %s%s%s than were written.",
		               found->missing > 0 ? fewer : "", found->missing > 0 && found->surplus > 0 ? " and " : "",
		               found->surplus > 0 ? more : "");
	else
		(void)snprintf(check->finding, sizeof check->finding,
		               "Older versions of rows stand in it in place of the last ones.");
	return &check->view;
}

struct view *view_replaced_create(const struct environment *environment, const struct ts_replaced *found)
{
	struct view_check *check = check_create(environment, CHECK_REPLACED);
	check->keeps = found->by == TS_REPLACED_OLDER;
	check->title = "this is not the file that was open";
	check->kept = "kept: from now on this is the right file";
	check->quiet_until = environment->moment.uptime + PAUSE;
	(void)snprintf(check->finding, sizeof check->finding, "%s", found->reason);
	/* Nothing but the screen holds it. */
#define KEPT "What you see is what was open; text that is not saved stays here until the screen locks. "
	switch (found->by) {
	case TS_REPLACED_OLDER:
		check->words =
		        "Nothing is written to it. " KEPT
		        "Put the newer file back, and all goes on by itself; or use this one, if it is the backup "
		        "that you put there.";
		break;
	case TS_REPLACED_OTHER:
		check->words = "Nothing is written to it. " KEPT
		               "Put the right file back, and all goes on by itself; to log into this one, lock.";
		break;
	default:
		check->words = KEPT "Put the right file back, from a backup if need be, and all goes on by itself.";
		break;
	}
#undef KEPT
	return &check->view;
}
