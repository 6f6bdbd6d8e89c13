/* Lines about links: which words of a text are the number of something elsewhere, and its address. */
#ifndef TIMESHEET_UI_CONFIG_LINKS_H
#define TIMESHEET_UI_CONFIG_LINKS_H

#include <stdbool.h>
#include <stddef.h>

enum { LINKS_MOST = 16, LINK_WORD_SIZE = 48, LINK_ADDRESS_SIZE = 256, LINK_DIGITS_MOST = 18 };

/* "link PROJ-%d = https://example.org/browse/PROJ-%d" */
struct config_link {
	char word[LINK_WORD_SIZE];       /* with one %d in it */
	char address[LINK_ADDRESS_SIZE]; /* with the same number in place of each */
	int line;
};
struct config_links {
	struct config_link at[LINKS_MOST];
	size_t count;
};

/* Takes what a line says. False: nothing is changed, and why (size bytes) says what is wrong; it may hold bytes of the
 * words. */
bool config_link_take(struct config_links *links, const char *word, const char *address, int line, char *why,
                      size_t size);

/* A word of a text that is one: its bytes from begin on, and its address, of visible ASCII alone. */
struct config_linked {
	size_t begin, size;
	char address[LINK_ADDRESS_SIZE + LINK_DIGITS_MOST];
};
/* The first. False: there is none. */
bool config_link_find(const struct config_links *links, const char *text, struct config_linked *out);

#endif
