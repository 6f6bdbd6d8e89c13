/*
 * Other programs' tags in a text: each as #word, or in quotes where it is none: #"two words". A list of them is a text
 * in which TAG_BETWEEN stands between two, which no file has in a tag. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_TAGS_H
#define TIMESHEET_DATA_EXCHANGE_TAGS_H

#include "data/exchange/rows.h"

#define TAG_BETWEEN '\x1f'

/* "#a #b"; "" when there are none. NULL: they are too long. */
const char *exchange_tags(struct exchange_rows *rows, const char *list);
/* The same where tags are all there is: the first is the text, the others follow it ("a #b #c"). ts_text_tags gives the
 * list back. */
const char *exchange_tags_text(struct exchange_rows *rows, const char *list);
/* A list out of names with commas between them; "-" is Toggl's for none. Kept by rows. */
const char *exchange_tags_list(struct exchange_rows *rows, const char *names);

#endif
