/* The picture: the views of the stack over each other, or word that the screen is too small for them. */
#include "ui/draw/paragraph.h"
#include "ui/ui.h"
#include "ui/ui_state.h"

#include <stdio.h>

enum { LEAST_WIDTH = 45, LEAST_HEIGHT = 12 /* a phone upright */ };

bool picture_too_small(const struct ui *ui)
{
	return ui->environment.width < LEAST_WIDTH || ui->environment.height < LEAST_HEIGHT;
}

static void draw_too_small(const struct ui *ui, struct surface *surface)
{
	char text[96];
	(void)snprintf(text, sizeof text, "timesheet needs %dx%d, this is %dx%d: what you typed is kept", LEAST_WIDTH,
	               LEAST_HEIGHT, ui->environment.width, ui->environment.height);
	struct rect rect = { 0, 0, surface_width(surface), surface_height(surface) };
	struct look look = look_of(STYLE_PLAIN);
	int lines = paragraph_draw(NULL, rect, text, look, PARAGRAPH_CENTRED);
	rect.y = (rect.height - lines) / 2;
	(void)paragraph_draw(surface, rect, text, look, PARAGRAPH_CENTRED);
}

void ui_draw(struct ui *ui, struct surface *surface, struct moment moment)
{
	ui->environment.moment = moment;
	surface_clear(surface);
	surface_cursor(surface, -1, -1);
	if (picture_too_small(ui)) {
		draw_too_small(ui, surface);
		return;
	}
	size_t first = ui->layer_count - 1;
	while (first > 0 && ui->layers[first].view->ops->overlay)
		first--;
	for (size_t i = first; i < ui->layer_count; i++) {
		const struct view *view = ui->layers[i].view;
		surface_cursor(surface, -1, -1);
		view->ops->draw(view, surface);
	}
}
