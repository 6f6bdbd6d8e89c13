/* Finding text in the editor: all places at once, so that it can say which of how many. */
#include "ui/type/editor_inside.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <stdlib.h>
#include <string.h>

void looked_release(struct looked *looked)
{
	if (looked->needle)
		ts_wipe(looked->needle, strlen(looked->needle));
	free(looked->needle);
	ts_places_release(&looked->places);
	*looked = (struct looked){ 0 };
}

/* The cursor stands at borders only, so nothing else can be found. */
static void borders_keep(const struct editor *editor, struct ts_places *places)
{
	size_t kept = 0;

	for (size_t i = 0; i < places->count; i++) {
		if (grapheme_floor(editor->text, editor->size, places->at[i].offset) == places->at[i].offset)
			places->at[kept++] = places->at[i];
	}
	places->count = kept;
}

static void places_find(struct editor *editor)
{
	struct looked *looked = &editor->looked;

	ts_places_release(&looked->places);
	looked->revision = editor->revision;
	if (!looked->needle || looked->needle[0] == '\0')
		return;
	/* Nothing to look for is nothing found. */
	if (ts_text_find(editor->text, editor->size, looked->needle, looked->words, &looked->places) == TS_OK)
		borders_keep(editor, &looked->places);
}

void editor_look_for(struct editor *editor, const char *needle, bool words)
{
	looked_release(&editor->looked);
	editor->looked.needle = copy_text(needle);
	editor->looked.words = words;
	places_find(editor);
}

const struct ts_places *looked_places(const struct editor *editor)
{
	return editor->looked.needle && editor->looked.revision == editor->revision ? &editor->looked.places : NULL;
}

/* The first place at or after an offset; the count: none. */
static size_t place_from(const struct ts_places *places, size_t offset)
{
	size_t low = 0, high = places->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (places->at[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool editor_find(struct editor *editor, enum editor_find which, struct editor_found *out)
{
	if (!looked_places(editor))
		places_find(editor);
	const struct ts_places *places = &editor->looked.places;
	size_t count = places->count;
	size_t at = place_from(places, editor->cursor + (which == EDITOR_FIND_NEXT));

	*out = (struct editor_found){ .count = count };
	if (count == 0)
		return false;
	if (which == EDITOR_FIND_PREVIOUS) {
		out->wrapped = at == 0;
		at = at == 0 ? count - 1 : at - 1;
	} else if (at == count) {
		out->wrapped = true;
		at = 0;
	}
	out->number = at + 1;
	editor_set_cursor(editor, places->at[at].offset);
	return true;
}
