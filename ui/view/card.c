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

void card_hints(struct surface *surface, struct rect line, const struct keymap *keymap, enum context context,
                const struct card_hint *hints, size_t count)
{
	int width = 0;
	size_t fitting = 0;
	while (fitting < count) {
		int more = hint_width(&hints[fitting], keymap, context) + (fitting > 0 ? HINT_GAP : 0);
		if (width + more > line.width)
			break;
		width += more;
		fitting++;
	}
	int x = line.x + (line.width - width) / 2;
	for (size_t i = 0; i < fitting; i++) {
		const char *key = keymap_key(keymap, context, hints[i].action);
		x += surface_text(surface, x, line.y, -1, key, look_of(STYLE_KEY)) + 1;
		x += surface_text(surface, x, line.y, -1, hint_word(&hints[i]), look_of(STYLE_HINT)) + HINT_GAP;
	}
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
