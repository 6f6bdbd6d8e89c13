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

/* The smallest rect that holds all cells on the ground of a dialog; without any, nothing. */
static struct rect dialog_bounds(const struct surface *surface)
{
	int left = surface_width(surface), top = surface_height(surface), right = 0, bottom = 0;

	for (int y = 0; y < surface_height(surface); y++) {
		for (int x = 0; x < surface_width(surface); x++) {
			if (surface_cell(surface, x, y)->ground != STYLE_DIALOG)
				continue;
			left = x < left ? x : left;
			top = y < top ? y : top;
			right = x >= right ? x + 1 : right;
			bottom = y + 1;
		}
	}
	return (struct rect){ left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0 };
}

static bool is_selected(const struct cell *cell)
{
	return cell->ground == STYLE_SELECTED || cell->look.style == STYLE_SELECTED;
}

/* Where nothing is typed the cursor stands at the begin of what is selected, in lists and in grids: what reads the
 * screen aloud, or shows a line of it in braille, follows the cursor and no colour. */
static void cursor_follow(struct surface *surface, bool dialog)
{
	struct rect rect = { 0, 0, surface_width(surface), surface_height(surface) };
	int x, y;

	surface_cursor_at(surface, &x, &y);
	if (x >= 0)
		return;
	if (dialog)
		rect = dialog_bounds(surface);
	for (y = rect.y; y < rect.y + rect.height; y++) {
		for (x = rect.x; x < rect.x + rect.width; x++) {
			if (is_selected(surface_cell(surface, x, y))) {
				surface_cursor(surface, x, y);
				return;
			}
		}
	}
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
	cursor_follow(surface, ui->layers[ui->layer_count - 1].view->ops->overlay);
}
