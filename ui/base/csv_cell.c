/* CSV: RFC 4180, and nothing in it that a spreadsheet would run (OWASP, "CSV injection"). */
#include "ui/base/csv_cell.h"

#include <string.h>

struct csv_cell csv_cell_of(const char *text)
{
	return (struct csv_cell){ .formula = text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL,
		                  .quoted = strpbrk(text, ",\"\r\n") != NULL };
}
