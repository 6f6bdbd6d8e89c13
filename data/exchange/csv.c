/* Reading CSV. */
#include "data/exchange/csv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char separator_sniff(const char *at, const char *end)
{
	static const char offered[] = { ',', ';', '\t' };
	size_t counts[sizeof offered] = { 0 }, best = 0;
	bool quoted = false;

	for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
		quoted = quoted != (*at == '"');
		for (size_t i = 0; i < sizeof offered; i++)
			counts[i] += !quoted && *at == offered[i];
	}
	for (size_t i = 1; i < sizeof offered; i++)
		best = counts[i] > counts[best] ? i : best;
	return offered[best];
}

struct csv exchange_csv_of(struct exchange_rows *rows, const char *bytes, size_t size)
{
	struct exchange_lines lines = exchange_lines_of(bytes, size);

	return (struct csv){ .rows = rows,
		             .at = lines.at,
		             .end = lines.end,
		             .separator = separator_sniff(lines.at, lines.end),
		             .next_line = 1 };
}

/* Takes a field in quotes; what follows the closing one up to the separator is part of it, as spreadsheets read it. */
static const char *field_quoted(struct csv *csv)
{
	size_t size = 0;
	const char *at = csv->at + 1;
	bool quoted = true;

	/* Where it ends, before anything is copied: a field is not as long as all that is left of the file. */
	const char *scan = at;
	for (bool inside = true; scan < csv->end; scan++) {
		if (*scan == '"')
			inside = !inside;
		else if (!inside && (*scan == csv->separator || *scan == '\n' || *scan == '\r'))
			break;
	}
	char *text = malloc((size_t)(scan - at) + 1);
	if (!text) {
		csv->rows->failed = true;
		csv->at = csv->end;
		return "";
	}
	for (; at < scan; at++) {
		if (*at == '"' && quoted && at + 1 < scan && at[1] == '"') {
			text[size++] = *at++;
		} else if (*at == '"') {
			quoted = !quoted;
		} else {
			csv->next_line += *at == '\n';
			text[size++] = *at;
		}
	}
	csv->open = quoted;
	csv->at = scan;
	const char *kept = exchange_keep(csv->rows, text, size);
	free(text);
	return kept;
}

static const char *field_bare(struct csv *csv)
{
	const char *from = csv->at;

	while (csv->at < csv->end && *csv->at != csv->separator && *csv->at != '\n' && *csv->at != '\r')
		csv->at++;
	return exchange_keep(csv->rows, from, (size_t)(csv->at - from));
}

static void line_ends_skip(struct csv *csv)
{
	while (csv->at < csv->end && (*csv->at == '\n' || *csv->at == '\r')) {
		csv->next_line += *csv->at == '\n';
		csv->at++;
	}
}

bool exchange_csv_record(struct csv *csv)
{
	line_ends_skip(csv);
	csv->count = 0;
	csv->open = false;
	csv->line = csv->next_line;
	if (csv->at >= csv->end || csv->rows->failed)
		return false;
	for (;;) {
		bool quote = csv->at < csv->end && *csv->at == '"';
		const char *field = quote ? field_quoted(csv) : field_bare(csv);
		if (csv->count < CSV_FIELDS)
			csv->fields[csv->count++] = field;
		if (csv->at >= csv->end || *csv->at != csv->separator)
			return true;
		csv->at++;
	}
}

/* Compares a column's name, "Amount (EUR)", with "amount". */
static bool name_is(const char *column, const char *name)
{
	size_t size = strlen(name);

	while (*column == ' ')
		column++;
	if (strncasecmp(column, name, size) != 0)
		return false;
	for (column += size; *column == ' ';)
		column++;
	return *column == '\0' || *column == '(';
}

int exchange_csv_column(const struct csv *csv, const char *name)
{
	for (size_t i = 0; i < csv->count; i++) {
		if (name_is(csv->fields[i], name))
			return (int)i;
	}
	return -1;
}

const char *exchange_csv_field(const struct csv *csv, int column)
{
	return column >= 0 && (size_t)column < csv->count ? csv->fields[column] : "";
}
