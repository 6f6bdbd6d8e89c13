/* How many rows each pane of the day view has for what it lists. */
#include "ui/day/day_inside.h"

void day_layout(const struct day *day, struct day_layout *out)
{
	const struct environment *environment = day->view.environment;
	day_layout_fit(environment->width, environment->height, environment_hints(environment, 2), day->pane, out);
	day_layout_grow_week(out, out->totals.height - (int)day->content.total_count - DAY_TARGET_ROWS);
}

int day_logs_rows(const struct day *day, struct rect rect)
{
	int notice = day->content.damaged > 0 ? 1 : 0;
	return rect.height > notice ? rect.height - notice : 0;
}

int day_target_rows(const struct day *day, int height)
{
	/* Whom nobody has asked for hours is not told how many are to go. */
	bool nothing = (day->content.target <= 0 && day->content.work == 0) || day_is_new(day);
	if (nothing || height < 4)
		return 0;
	return height >= (int)day->content.total_count + DAY_TARGET_ROWS ? DAY_TARGET_ROWS : DAY_TARGET_ROWS - 1;
}

int day_totals_rows(const struct day *day, struct rect rect)
{
	return rect.height - day_target_rows(day, rect.height);
}

void day_fit(struct day *day)
{
	struct day_layout layout;
	day_layout(day, &layout);
	list_set_height(&day->logs, day_logs_rows(day, layout.logs));
	list_set_height(&day->totals, day_totals_rows(day, layout.totals));
}
