/* CSV out: RFC 4180, and nothing in it that a spreadsheet would run (OWASP, "CSV injection"). */
#include "src/output/csv.h"

#include "ui/base/csv_cell.h"

#include <inttypes.h>
#include <stdio.h>

void csv_begin(struct csv *csv, FILE *stream)
{
	*csv = (struct csv){ .stream = stream };
}

static void lead(struct csv *csv)
{
	if (csv->filled)
		(void)fputc(',', csv->stream);
	csv->filled = true;
}

void csv_text(struct csv *csv, const char *text)
{
	const struct csv_cell cell = csv_cell_of(text);

	lead(csv);
	if (cell.quoted)
		(void)fputc('"', csv->stream);
	if (cell.formula)
		(void)fputc('\'', csv->stream);
	for (const char *at = text; *at; at++) {
		if (*at == '"')
			(void)fputc('"', csv->stream);
		(void)fputc(*at, csv->stream);
	}
	if (cell.quoted)
		(void)fputc('"', csv->stream);
}

void csv_integer(struct csv *csv, int64_t value)
{
	lead(csv);
	(void)fprintf(csv->stream, "%" PRId64, value);
}

void csv_end(struct csv *csv)
{
	(void)fputs("\r\n", csv->stream);
	csv->filled = false;
}
