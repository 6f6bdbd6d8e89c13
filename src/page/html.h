/* Writes HTML to standard output: what people typed only through here. */
#ifndef TIMESHEET_SRC_PAGE_HTML_H
#define TIMESHEET_SRC_PAGE_HTML_H

#include "src/output/report_form.h"

/* The style of a page: page.css, as it stands in this folder. */
extern const char page_style[];

/* With nothing in it that would be markup, in a text or in an attribute. */
void html_text(const char *text);
/* A length as the page has it, with a true minus sign. */
void html_hours(const struct report_print *print, int64_t milliseconds);
void html_hours_signed(const struct report_print *print, int64_t milliseconds);
/* A bar from the left: so many hundredths of its width. */
void html_bar(int64_t value, int64_t most);

#endif
