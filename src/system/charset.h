/* The code set of the user's locale, in which terminals, arguments and files of passwords come; inside all is UTF-8. */
#ifndef TIMESHEET_SRC_SYSTEM_CHARSET_H
#define TIMESHEET_SRC_SYSTEM_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Its name, as "ISO-8859-1". */
const char *charset_name(void);
/* True for UTF-8, and for ASCII: what a plain "C" says nothing about is taken for UTF-8, as everywhere today. */
bool charset_is_utf8(void);
/* Brings size bytes into UTF-8; out (of room bytes) ends with a NUL, which is not counted in *written. Nothing of it is
 * left elsewhere in memory. False: a byte is no character (EILSEQ in errno), or there is no room (E2BIG). In UTF-8 the
 * bytes are taken as they are: whoever stores them looks at them. */
bool charset_decode(const char *bytes, size_t size, char *out, size_t room, size_t *written);
/* The same for a whole text; the caller frees. NULL: EILSEQ, or ENOMEM. */
char *charset_decode_text(const char *text);

/* The streams in whose place translating ones stand; NULL: it is its own. */
struct charset_output {
	FILE *output, *error;
};
/* From here on what is printed on a terminal that speaks another code set comes in it, as near as that has it. What
 * goes to files and other programs stays UTF-8. What was there before comes back by _end, at the end of the process. */
struct charset_output charset_output_begin(void);
void charset_output_end(const struct charset_output *plain);

#endif
