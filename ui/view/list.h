/* Cursor and scroll of a list: numbers only. */
#ifndef TIMESHEET_UI_LIST_H
#define TIMESHEET_UI_LIST_H

#include "ui/keys/action.h"

#include <stdbool.h>

struct list {
	int count, cursor, top, height; /* cursor is 0 when count is 0 */
};

void list_set_count(struct list *list, int count);
void list_set_height(struct list *list, int height);
void list_select(struct list *list, int cursor);
/* UP DOWN FIRST LAST PAGE_UP PAGE_DOWN; false: not a movement. */
bool list_action(struct list *list, enum action action);

#endif
