/* How far two words are apart, for "did you mean". */
#include "ui/base/distance.h"

#include <stdbool.h>
#include <string.h>

/* Damerau's four kinds of typing error, counted by the usual table (optimal string alignment distance). */
size_t text_distance(const char *left, const char *right)
{
	enum { MOST = 20 };
	size_t rows = strlen(left), columns = strlen(right);
	size_t table[MOST + 1][MOST + 1];
	if (rows > MOST || columns > MOST)
		return MOST;
	for (size_t i = 0; i <= rows; i++)
		table[i][0] = i;
	for (size_t j = 0; j <= columns; j++)
		table[0][j] = j;
	for (size_t i = 1; i <= rows; i++) {
		for (size_t j = 1; j <= columns; j++) {
			size_t best = table[i - 1][j - 1] + (left[i - 1] != right[j - 1]);
			if (table[i - 1][j] + 1 < best)
				best = table[i - 1][j] + 1;
			if (table[i][j - 1] + 1 < best)
				best = table[i][j - 1] + 1;
			bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
			if (swapped && table[i - 2][j - 2] + 1 < best)
				best = table[i - 2][j - 2] + 1;
			table[i][j] = best;
		}
	}
	return table[rows][columns];
}

const char *text_near(const char *word, const char *(*word_at)(const void *context, size_t index), const void *context)
{
	const char *nearest = NULL, *each;
	size_t least = NEAR_MOST + 1;
	for (size_t i = 0; (each = word_at(context, i)) != NULL; i++) {
		size_t distance = text_distance(word, each);
		/* All letters of a short word exchanged is another word. */
		if (distance < least && distance < strlen(each)) {
			least = distance;
			nearest = each;
		}
	}
	return nearest;
}
