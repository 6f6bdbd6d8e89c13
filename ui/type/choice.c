/* Choosing among activities, or users, by typing. */
#include "ui/type/choice.h"

#include "ui/base/alloc.h"

#include <stdint.h>

/* Ends as any failed allocation does. */
static void check(enum ts_status status)
{
	if (status != TS_OK)
		(void)allocate(SIZE_MAX, 1);
}

ts_choice *choice_of_activities(const struct ts_activities *activities)
{
	ts_choice *choice = NULL;

	check(ts_choice_create(&choice));
	for (size_t i = 0; i < activities->count; i++)
		check(ts_choice_add(choice, activities->at[i].text));
	return choice;
}

ts_choice *choice_of_names(const struct ts_users *users)
{
	ts_choice *choice = NULL;

	check(ts_choice_create(&choice));
	for (size_t i = 0; i < users->count; i++)
		check(ts_choice_add(choice, users->names[i]));
	return choice;
}

void choice_type(ts_choice *choice, const char *typed)
{
	check(ts_choice_type(choice, typed));
}

void choice_marks(const struct ts_fit *fit, const char *text, struct ts_marks *out)
{
	*out = (struct ts_marks){ 0 };
	for (size_t i = 0; i < fit->count; i++) {
		size_t at = fit->letters[i], size = 1;
		while (((unsigned char)text[at + size] & 0xC0) == 0x80)
			size++;
		struct ts_mark *last = out->count > 0 ? &out->at[out->count - 1] : NULL;
		if (last && (size_t)last->offset + last->size == at)
			last->size = (uint16_t)(last->size + size);
		else if (out->count < TS_MARKS)
			out->at[out->count++] = (struct ts_mark){ (uint16_t)at, (uint16_t)size };
	}
}
