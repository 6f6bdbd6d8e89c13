/*
 * What views share that show a card in the middle of the screen: where it stands, its hints, its lines.
 */
#ifndef TIMESHEET_UI_CARD_H
#define TIMESHEET_UI_CARD_H

#include "ui/view/view.h"

/* A key by what it does here; word NULL: the action's own hint. */
struct card_hint {
	enum action action;
	const char *word;
};
/* Centred in one line, as many as fit. */
void card_hints(struct surface *surface, struct rect line, const struct keymap *keymap, enum context context,
                const struct card_hint *hints, size_t count);
enum style message_style(enum message_kind kind);
/* The message of the event line, on the last line of the screen. */
void card_message(const struct environment *environment, struct surface *surface);
void card_centred(struct surface *surface, struct rect rect, int y, const char *text, enum style style);

/* The inside of draw_dialog's box of that size on the whole screen: where a view that drew its card there finds the
 * mouse. */
struct rect card_inside(const struct environment *environment, int width, int height);

#endif
