/* Reading CSV. */
#include "data/exchange/csv.h"

#include "data/pure/array.h"

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

/* "sep=;": the separator that a spreadsheet names before the header. */
static bool separator_take(struct csv *csv)
{
	static const char word[] = "sep=";
	const size_t size = sizeof word - 1;
	const char *at = csv->at;
	bool quoted = at < csv->end && *at == '"';

	at += quoted;
	if ((size_t)(csv->end - at) < size + 1 || strncasecmp(at, word, size) != 0 || !strchr(",;\t|", at[size]))
		return false;
	const char *after = at + size + 1 + quoted;
	if (after < csv->end && *after != '\n' && *after != '\r')
		return false;
	csv->separator = at[size];
	csv->at = after < csv->end ? after : csv->end;
	return true;
}

struct csv exchange_csv_of(struct exchange_rows *rows, const char *bytes, size_t size)
{
	struct exchange_lines lines = exchange_lines_of(bytes, size);
	struct csv csv = { .rows = rows, .at = lines.at, .end = lines.end, .next_line = 1 };

	if (!separator_take(&csv))
		csv.separator = separator_sniff(lines.at, lines.end);
	return csv;
}

static void byte_put(struct csv *csv, char byte)
{
	if (csv->rows->failed || !array_room(&csv->bytes, &csv->room, csv->size + 1, sizeof *csv->bytes)) {
		csv->rows->failed = true;
		return;
	}
	csv->bytes[csv->size++] = byte;
	csv->has_nul = csv->has_nul || byte == '\0';
}

/* A line ends with LF, CR LF, or CR alone. */
static bool is_line_end(const struct csv *csv)
{
	return *csv->at == '\n' || (*csv->at == '\r' && (csv->at + 1 == csv->end || csv->at[1] != '\n'));
}

/* Takes a field in quotes; what follows the closing one up to the separator is part of it, as spreadsheets read it. */
static void field_quoted(struct csv *csv)
{
	bool quoted = true;

	for (csv->at++; csv->at < csv->end; csv->at++) {
		char byte = *csv->at;
		if (byte == '"' && quoted && csv->at + 1 < csv->end && csv->at[1] == '"') {
			byte_put(csv, byte);
			csv->at++;
		} else if (byte == '"') {
			quoted = !quoted;
		} else if (!quoted && (byte == csv->separator || byte == '\n' || byte == '\r')) {
			break;
		} else {
			csv->next_line += is_line_end(csv);
			byte_put(csv, byte);
		}
	}
	csv->open = quoted;
}

static void field_bare(struct csv *csv)
{
	for (; csv->at < csv->end && *csv->at != csv->separator && *csv->at != '\n' && *csv->at != '\r'; csv->at++)
		byte_put(csv, *csv->at);
}

static void line_ends_skip(struct csv *csv)
{
	while (csv->at < csv->end && (*csv->at == '\n' || *csv->at == '\r')) {
		csv->next_line += is_line_end(csv);
		csv->at++;
	}
}

bool exchange_csv_record(struct csv *csv)
{
	size_t starts[CSV_FIELDS] = { 0 };

	line_ends_skip(csv);
	csv->count = csv->size = 0;
	csv->open = csv->has_nul = false;
	csv->line = csv->next_line;
	if (csv->at >= csv->end || csv->rows->failed || exchange_is_hopeless(csv->rows))
		return false;
	for (bool more = true; more;) {
		size_t start = csv->size;
		bool nul = csv->has_nul;
		if (csv->at < csv->end && *csv->at == '"')
			field_quoted(csv);
		else
			field_bare(csv);
		nul = csv->has_nul;
		byte_put(csv, '\0');
		csv->has_nul = nul;
		if (csv->count < CSV_FIELDS)
			starts[csv->count++] = start;
		more = csv->at < csv->end && *csv->at == csv->separator;
		csv->at += more;
	}
	for (size_t i = 0; i < csv->count && !csv->rows->failed; i++)
		csv->fields[i] = csv->bytes + starts[i];
	return !csv->rows->failed;
}

static bool is_empty(const struct csv *csv)
{
	for (size_t i = 0; i < csv->count; i++) {
		if (csv->fields[i][strspn(csv->fields[i], " ")])
			return false;
	}
	return true;
}

/* A comma in a number that no quotes hold moves all that follows into other columns. */
static bool is_too_wide(const struct csv *csv)
{
	for (size_t i = csv->width; csv->width > 0 && i < csv->count; i++) {
		if (csv->fields[i][0])
			return true;
	}
	return false;
}

static void record_refuse(struct csv *csv)
{
	struct exchange_rows *rows = csv->rows;
	const char *shown = exchange_shown(rows, exchange_text_of(csv->fields[0], strlen(csv->fields[0])));

	if (csv->open)
		exchange_refuse(rows, shown, "a quote is not closed");
	else if (csv->has_nul)
		exchange_refuse(rows, shown, "it holds a NUL byte: this is no text");
	else
		exchange_refuse(rows, shown, "it has %zu %s, and the header %zu", csv->count,
		                ts_counted((int64_t)csv->count, "field", "fields"), csv->width);
}

bool exchange_csv_next(struct csv *csv)
{
	while (exchange_csv_record(csv)) {
		csv->rows->line = csv->line;
		if (csv->open || csv->has_nul || is_too_wide(csv))
			record_refuse(csv);
		else if (!is_empty(csv))
			return true;
	}
	return false;
}

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

void exchange_csv_release(struct csv *csv)
{
	if (csv->bytes)
		ts_wipe(csv->bytes, csv->room);
	free(csv->bytes);
	csv->bytes = NULL;
}
