/* Finding text in the editor, without regard to case. */
#include "ui/type/editor_inside.h"

#include "ui/draw/grapheme.h"

#include <string.h>
#include <utf8proc.h>

static uint32_t lower(uint32_t character)
{
	if (character < 0x80)
		return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)character);
}

size_t match_at(const struct editor *editor, size_t at, const char *needle)
{
	size_t needle_size = strlen(needle);
	size_t begin = at;

	for (size_t i = 0; i < needle_size;) {
		size_t needle_length = 0;
		size_t length = 0;

		if (at >= editor->size || lower(character_read(needle, needle_size, i, &needle_length)) !=
		                                  lower(character_read(editor->text, editor->size, at, &length)))
			return 0;
		i += needle_length;
		at += length;
	}
	return at - begin;
}

/* The first match that begins at a grapheme's border in [from, until); false: none. */
static bool find_between(const struct editor *editor, const char *needle, size_t from, size_t until, size_t *out)
{
	while (from < until) {
		if (match_at(editor, from, needle) > 0) {
			*out = from;
			return true;
		}
		from = grapheme_next(editor->text, editor->size, from);
	}
	return false;
}

bool editor_find(struct editor *editor, const char *needle, bool from_here)
{
	size_t from = editor->cursor;
	size_t found = 0;

	if (!from_here)
		from = grapheme_next(editor->text, editor->size, from);
	if (!find_between(editor, needle, from, editor->size, &found) && !find_between(editor, needle, 0, from, &found))
		return false;
	editor_set_cursor(editor, found);
	return true;
}
