/* What stands on a card: hints, a message, centred lines. */
#include "ui/view/card.h"

#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

enum { HINT_GAP = 3 };

static const char *hint_word(const struct card_hint *hint)
{
	return hint->word ? hint->word : action_hint(hint->action);
}

static int hint_width(const struct card_hint *hint, const struct keymap *keymap, enum context context)
{
	return text_width(keymap_key(keymap, context, hint->action)) + 1 + text_width(hint_word(hint));
}

/* What leads back is the last to be left out, but for what comes first. */
static bool last_stays(const struct card_hint *hints, size_t count, int room, const struct keymap *keymap,
                       enum context context)
{
	const struct card_hint *last = &hints[count - 1];
	return count > 1 && last->action == ACTION_CANCEL &&
	       hint_width(&hints[0], keymap, context) + HINT_GAP + hint_width(last, keymap, context) <= room;
}

static int hint_draw(struct surface *surface, int x, int y, const struct card_hint *hint, const struct keymap *keymap,
                     enum context context)
{
	const char *key = keymap_key(keymap, context, hint->action);
	x += surface_text(surface, x, y, -1, key, look_of(STYLE_KEY)) + 1;
	return x + surface_text(surface, x, y, -1, hint_word(hint), look_of(STYLE_HINT)) + HINT_GAP;
}

void card_hints(struct surface *surface, struct rect line, const struct keymap *keymap, enum context context,
                const struct card_hint *hints, size_t count)
{
	const bool stays = last_stays(hints, count, line.width, keymap, context);
	const size_t others = stays ? count - 1 : count;
	int width = stays ? hint_width(&hints[others], keymap, context) : 0;
	size_t fitting = 0;
	while (fitting < others) {
		int more = hint_width(&hints[fitting], keymap, context) + (width > 0 ? HINT_GAP : 0);
		if (width + more > line.width)
			break;
		width += more;
		fitting++;
	}
	int x = line.x + (line.width - width) / 2;
	for (size_t i = 0; i < fitting; i++)
		x = hint_draw(surface, x, line.y, &hints[i], keymap, context);
	if (stays)
		(void)hint_draw(surface, x, line.y, &hints[others], keymap, context);
}

enum style message_style(enum message_kind kind)
{
	switch (kind) {
	case MESSAGE_PLAIN:
		return STYLE_PLAIN;
	case MESSAGE_GOOD:
		return STYLE_GOOD;
	case MESSAGE_NOTICE:
		return STYLE_NOTICE;
	case MESSAGE_ERROR:
		return STYLE_ERROR;
	}
	return STYLE_PLAIN;
}

void card_message(const struct environment *environment, struct surface *surface)
{
	const struct message *message = &environment->message;
	surface_text_cut(surface, 1, surface_height(surface) - 1, surface_width(surface) - 2, message->text,
	                 look_of(message_style(message->kind)));
}

void card_centred(struct surface *surface, struct rect rect, int y, const char *text, enum style style)
{
	int spare = rect.width - text_width(text);
	int x = rect.x + (spare > 0 ? spare / 2 : 0);
	surface_text_cut(surface, x, rect.y + y, rect.x + rect.width - x, text, look_of(style));
}

struct rect card_inside(const struct environment *environment, int width, int height)
{
	return dialog_inside(environment->width, environment->height, width, height);
}
