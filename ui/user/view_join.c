/* Where the user's other devices meet: the address of their hub. What follows happens outside of the screen, where ssh
 * can ask what it has to. */
#include "ui/base/alloc.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/type/form.h"
#include "ui/view/card.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_HUB };
enum { CARD_WIDTH = 64, CARD_HEIGHT = 13, WORDS_LINES = 4, HUB_SIZE = 256 };

struct view_join {
	struct view view;
	struct form form;
};

static const char words[] = "Where your other device sends to:\n"
                            "ssh://HOST, a folder's path, or postgres://HOST/DATABASE.\n"
                            "Your name and password are asked for next.";

static struct view_join *join_of(struct view *view)
{
	return (struct view_join *)view;
}

static int card_height(const struct environment *environment)
{
	return environment->height - 1 < CARD_HEIGHT ? environment->height - 1 : CARD_HEIGHT;
}

/* Below the words, where there is room for them. */
static struct rect form_rect(struct rect inside)
{
	int top = inside.height >= CARD_HEIGHT - 2 ? WORDS_LINES + 2 : 0, height = inside.height - top - 2;

	return (struct rect){ inside.x + 2, inside.y + top, inside.width - 4, height > 0 ? height : 0 };
}

static void submit(struct view_join *join, struct effects *effects)
{
	const char *hub = form_text(&join->form, ROW_HUB);

	if (hub[strspn(hub, " ")] == '\0') {
		form_error(&join->form, ROW_HUB, "the hub's address, please");
		return;
	}
	effects_text(effects, EFFECT_JOIN, hub);
	effects_close(effects, NULL);
}

static void join_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_join *join = join_of(view);
	struct rect inside = card_inside(view->environment, CARD_WIDTH, card_height(view->environment));

	if (form_update(&join->form, event, form_rect(inside), effects) != FORM_IGNORED || event->type != EVENT_ACTION)
		return;
	if (event->as.action.action == ACTION_ACCEPT)
		submit(join, effects);
	else if (event->as.action.action == ACTION_CANCEL)
		effects_close(effects, NULL);
	else if (event->as.action.action == ACTION_HELP)
		effects_open(effects, view_help_create(view->environment, CONTEXT_FORM));
}

static void join_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "join" }, { ACTION_CANCEL, NULL } };
	const struct view_join *join = (const struct view_join *)view;
	const struct environment *environment = view->environment;
	struct rect inside =
	        draw_dialog(surface, CARD_WIDTH, card_height(environment), "this is another device of mine");
	struct rect rect = form_rect(inside);

	if (rect.y > inside.y)
		(void)paragraph_draw(surface, (struct rect){ rect.x, inside.y + 1, rect.width, WORDS_LINES }, words,
		                     look_of(STYLE_DIM), PARAGRAPH_LEFT);
	form_draw(&join->form, surface, rect);
	struct rect line = { inside.x, inside.y + inside.height - 1, inside.width, 1 };
	card_hints(surface, line, environment->keymap, CONTEXT_FORM, hints, sizeof hints / sizeof hints[0]);
	card_message(environment, surface);
}

static void join_destroy(struct view *view)
{
	form_release(&join_of(view)->form);
	free(view);
}

static const struct view_ops join_ops = {
	.title = "Join",
	.context = CONTEXT_FORM,
	.update = join_update,
	.draw = join_draw,
	.destroy = join_destroy,
};

struct view *view_join_create(const struct environment *environment)
{
	struct view_join *join = allocate(1, sizeof *join);

	join->view = (struct view){ &join_ops, environment };
	form_init(&join->form);
	(void)form_add_text(&join->form, "hub", HUB_SIZE, "");
	return &join->view;
}
