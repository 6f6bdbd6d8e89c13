/* The bars of budgets, as they stand below totals. */
#ifndef TIMESHEET_UI_DRAW_BUDGETS_H
#define TIMESHEET_UI_DRAW_BUDGETS_H

#include "data/timesheet.h"
#include "ui/draw/surface.h"

/* Per cent of it that are told, by a colour and by words. */
enum { BUDGET_NEARLY = 80, BUDGET_ALL = 100 };

/* How much of it is used, in per cent. */
int budget_percent(const struct ts_budget *budget);
/* The same one, as read at two times, however much is used of it. */
bool budget_same(const struct ts_budget *left, const struct ts_budget *right);
/* A row each from y on, above bottom. */
void budgets_draw(const struct ts_budgets *budgets, struct surface *surface, int y, int width, int bottom);

#endif
