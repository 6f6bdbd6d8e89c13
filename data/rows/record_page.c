/* Rows that are taken out of a look at all of them. */
#include "data/rows/record_page.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

enum ts_status record_page_keep(struct record_page *page, const struct tally_row *row)
{
	if (!array_room(&page->rows, &page->room, page->count + 1, sizeof *page->rows))
		return TS_NO_MEMORY;
	unsigned char *blob = malloc(row->size > 0 ? row->size : 1);
	if (!blob)
		return TS_NO_MEMORY;
	if (row->size > 0)
		memcpy(blob, row->blob, row->size);
	struct record_kept *kept = &page->rows[page->count++];
	*kept = (struct record_kept){ *row, blob };
	kept->row.blob = blob;
	return TS_OK;
}

void record_page_clear(struct record_page *page)
{
	for (size_t i = 0; i < page->count; i++)
		free(page->rows[i].blob);
	page->count = 0;
}

void record_page_release(struct record_page *page)
{
	record_page_clear(page);
	free(page->rows);
	*page = (struct record_page){ 0 };
}
