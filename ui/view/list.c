/* A list's cursor and scroll; the cursor always shows. */
#include "ui/view/list.h"

static void list_settle(struct list *list)
{
	int last = list->count > 0 ? list->count - 1 : 0;
	int height = list->height > 0 ? list->height : 1;
	int top_most = list->count > height ? list->count - height : 0;

	if (list->cursor > last)
		list->cursor = last;
	if (list->cursor < 0)
		list->cursor = 0;
	if (list->top > list->cursor)
		list->top = list->cursor;
	if (list->top <= list->cursor - height)
		list->top = list->cursor - height + 1;
	if (list->top > top_most)
		list->top = top_most;
	if (list->top < 0)
		list->top = 0;
}

void list_set_count(struct list *list, int count)
{
	list->count = count > 0 ? count : 0;
	list_settle(list);
}

void list_set_height(struct list *list, int height)
{
	list->height = height > 0 ? height : 0;
	list_settle(list);
}

void list_select(struct list *list, int cursor)
{
	list->cursor = cursor;
	list_settle(list);
}

bool list_action(struct list *list, enum action action)
{
	int page = list->height > 1 ? list->height - 1 : 1;

	switch (action) {
	case ACTION_UP:
		list_select(list, list->cursor - 1);
		return true;
	case ACTION_DOWN:
		list_select(list, list->cursor + 1);
		return true;
	case ACTION_FIRST:
		list_select(list, 0);
		return true;
	case ACTION_LAST:
		list_select(list, list->count - 1);
		return true;
	case ACTION_PAGE_UP:
		list_select(list, list->cursor - page);
		return true;
	case ACTION_PAGE_DOWN:
		list_select(list, list->cursor + page);
		return true;
	default:
		return false;
	}
}
