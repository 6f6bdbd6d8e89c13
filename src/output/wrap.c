/* Running text broken between words. */
#include "src/output/wrap.h"

#include <ctype.h>
#include <string.h>

/* The column of what goes on, in a paragraph that begins here. */
static size_t hang_of(const char *text, bool usage)
{
	size_t indent = strspn(text, " "), capitals = indent;

	while (isupper((unsigned char)text[capitals]))
		capitals++;
	if (usage)
		capitals = indent + strcspn(text + indent, ": ");
	return capitals > indent && strncmp(text + capitals, ": ", 2) == 0 ? capitals + 2 : indent;
}

/* How good a place a space of a usage text is to break it, the less the better: outside of brackets, between what they
 * choose from, within one of them. */
static int usage_rank(const char *space, int depth)
{
	enum { BETWEEN = 1, WITHIN };

	return depth == 0 ? 0 : depth == 1 && space[1] == '|' ? BETWEEN : WITHIN + depth;
}

/* How much of text, up to its line's end, fits in room: up to a space, or its end. */
static size_t fitting(const char *text, size_t room, bool usage)
{
	size_t all = strcspn(text, "\n"), fits = 0;
	int depth = 0, best = 0;

	if (all <= room)
		return all;
	for (size_t i = 0; i < all && (i <= room || fits == 0); i++) {
		depth += text[i] == '[' || text[i] == '(';
		depth -= text[i] == ']' || text[i] == ')';
		int rank = usage ? usage_rank(text + i, depth) : 0;
		if (text[i] != ' ' || (fits > 0 && rank > best))
			continue;
		fits = i;
		best = rank;
	}
	return fits > 0 ? fits : all;
}

bool wrap_next(struct wrap *wrap, struct wrap_line *line)
{
	const char *text = wrap->text;

	if (!*text)
		return false;
	line->indent = wrap->inside ? wrap->hang : strspn(text, " ");
	if (!wrap->inside)
		wrap->hang = hang_of(text, wrap->usage);
	line->at = text + strspn(text, " ");
	line->size = fitting(line->at, wrap->width > line->indent ? wrap->width - line->indent : 1, wrap->usage);
	const char *rest = line->at + line->size;
	rest += strspn(rest, " ");
	wrap->inside = *rest && *rest != '\n';
	wrap->text = rest + (*rest == '\n');
	while (line->size > 0 && line->at[line->size - 1] == ' ')
		line->size--;
	return true;
}
