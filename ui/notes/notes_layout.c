/* Where things stand on the notes view: drawing, the mouse and the editor's size ask the same numbers. */
#include "ui/notes/notes_inside.h"

enum { LEAST_WITH_TITLE = 3, LEAST_WITH_STATUS = 6 };

struct notes_layout notes_layout(const struct environment *environment)
{
	const int width = environment->width, height = environment->height;
	struct notes_layout layout = { .title = -1, .status = -1, .event = -1, .hints = -1 };
	int top = 0;
	int bottom = height;

	if (height >= LEAST_WITH_TITLE) {
		layout.title = top++;
		layout.event = --bottom;
	}
	if (height >= LEAST_WITH_STATUS) {
		if (environment_hints(environment, 1) > 0) {
			layout.hints = bottom;
			layout.event = --bottom;
		}
		layout.status = --bottom;
	}
	/* A blank column at each side, but no less than a few columns of text. */
	layout.text =
	        (struct rect){ width > 8 ? 1 : 0, top, width > 8 ? width - 2 : width, bottom > top ? bottom - top : 0 };
	return layout;
}
