/* What stands in the top line of several screens. */
#include "ui/view/title_bar.h"

#include "ui/base/format.h"

#include <stdio.h>

int draw_title_bar(struct surface *surface, int y, const struct environment *environment)
{
	char who[TS_NAME_SIZE + sizeof environment->host + 2];
	int x = 1;

	surface_fill(surface, (struct rect){ 0, y, surface_width(surface), 1 }, ' ', look_of(STYLE_TITLE_BAR));
	x += surface_text(surface, x, y, -1, "timesheet", look_of(STYLE_TITLE)) + 2;
	(void)snprintf(who, sizeof who, "%s@%s", ts_user_name(environment->store), environment->host);
	return x + surface_text(surface, x, y, -1, who, look_of(STYLE_TITLE_BAR)) + 3;
}

void draw_title_clock(struct surface *surface, int x, int y, const struct environment *environment)
{
	int width = surface_width(surface);
	char clock[FORMAT_SIZE];

	if (width - x > 7)
		surface_text_right(surface, x, y, width - x - 1,
		                   format_clock_local(environment->clock, environment->moment.now, clock),
		                   look_of(STYLE_TITLE_BAR));
}
