/* What the columns of other programs' CSV are for. */
#include "data/exchange/columns.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Lower case; the first of a role that a header has is taken. */
static const struct {
	const char *name;
	enum column_role role;
	enum duration_unit unit;
} names[] = {
	{ "start", COLUMN_START, 0 },
	{ "start time", COLUMN_START, 0 },
	{ "started at", COLUMN_START, 0 },
	{ "time started", COLUMN_START, 0 },
	{ "started", COLUMN_START, 0 },
	{ "begin", COLUMN_START, 0 },
	{ "begin time", COLUMN_START, 0 },
	{ "from", COLUMN_START, 0 },
	{ "from time", COLUMN_START, 0 },
	{ "time in", COLUMN_START, 0 },
	{ "clock in", COLUMN_START, 0 },
	{ "start datetime", COLUMN_START, 0 },
	{ "start date time", COLUMN_START, 0 },
	{ "date start", COLUMN_START, 0 },
	{ "beginn", COLUMN_START, 0 },
	{ "von", COLUMN_START, 0 },
	{ "startzeit", COLUMN_START, 0 },
	{ "d\xC3\xA9"
	  "but",
	  COLUMN_START, 0 },
	{ "heure de d\xC3\xA9"
	  "but",
	  COLUMN_START, 0 },
	{ "inicio", COLUMN_START, 0 },
	{ "end", COLUMN_END, 0 },
	{ "end time", COLUMN_END, 0 },
	{ "stop", COLUMN_END, 0 },
	{ "stop time", COLUMN_END, 0 },
	{ "ended at", COLUMN_END, 0 },
	{ "time ended", COLUMN_END, 0 },
	{ "ended", COLUMN_END, 0 },
	{ "stopped at", COLUMN_END, 0 },
	{ "finish", COLUMN_END, 0 },
	{ "finish time", COLUMN_END, 0 },
	{ "finished at", COLUMN_END, 0 },
	{ "until", COLUMN_END, 0 },
	{ "to", COLUMN_END, 0 },
	{ "to time", COLUMN_END, 0 },
	{ "time out", COLUMN_END, 0 },
	{ "clock out", COLUMN_END, 0 },
	{ "end datetime", COLUMN_END, 0 },
	{ "end date time", COLUMN_END, 0 },
	{ "date end", COLUMN_END, 0 },
	{ "ende", COLUMN_END, 0 },
	{ "bis", COLUMN_END, 0 },
	{ "endzeit", COLUMN_END, 0 },
	{ "fin", COLUMN_END, 0 },
	{ "heure de fin", COLUMN_END, 0 },
	{ "start date", COLUMN_DATE, 0 },
	{ "date", COLUMN_DATE, 0 },
	{ "day", COLUMN_DATE, 0 },
	{ "spent date", COLUMN_DATE, 0 },
	{ "from date", COLUMN_DATE, 0 },
	{ "begin date", COLUMN_DATE, 0 },
	{ "datum", COLUMN_DATE, 0 },
	{ "startdatum", COLUMN_DATE, 0 },
	{ "date de d\xC3\xA9"
	  "but",
	  COLUMN_DATE, 0 },
	{ "fecha", COLUMN_DATE, 0 },
	{ "end date", COLUMN_END_DATE, 0 },
	{ "stop date", COLUMN_END_DATE, 0 },
	{ "to date", COLUMN_END_DATE, 0 },
	{ "finish date", COLUMN_END_DATE, 0 },
	{ "enddatum", COLUMN_END_DATE, 0 },
	{ "date de fin", COLUMN_END_DATE, 0 },
	{ "duration", COLUMN_DURATION, DURATION_UNSAID },
	{ "duration minutes", COLUMN_DURATION, DURATION_MINUTES },
	{ "duration seconds", COLUMN_DURATION, DURATION_SECONDS },
	{ "duration hours", COLUMN_DURATION, DURATION_HOURS },
	{ "duration decimal", COLUMN_DURATION, DURATION_HOURS },
	{ "seconds", COLUMN_DURATION, DURATION_SECONDS },
	{ "minutes", COLUMN_DURATION, DURATION_MINUTES },
	{ "hours", COLUMN_DURATION, DURATION_HOURS },
	{ "length", COLUMN_DURATION, DURATION_UNSAID },
	{ "time spent", COLUMN_DURATION, DURATION_UNSAID },
	{ "dauer", COLUMN_DURATION, DURATION_UNSAID },
	{ "stunden", COLUMN_DURATION, DURATION_HOURS },
	{ "dur\xC3\xA9"
	  "e",
	  COLUMN_DURATION, DURATION_UNSAID },
	{ "duraci\xC3\xB3n", COLUMN_DURATION, DURATION_UNSAID },
	{ "break", COLUMN_BREAK, 0 },
	{ "breaks", COLUMN_BREAK, 0 },
	{ "break time", COLUMN_BREAK, 0 },
	{ "break duration", COLUMN_BREAK, 0 },
	{ "break minutes", COLUMN_BREAK, 0 },
	{ "lunch", COLUMN_BREAK, 0 },
	{ "lunch break", COLUMN_BREAK, 0 },
	{ "pause", COLUMN_BREAK, 0 },
	{ "pausen", COLUMN_BREAK, 0 },
	{ "pausa", COLUMN_BREAK, 0 },
	{ "activity", COLUMN_ACTIVITY, 0 },
	{ "activity name", COLUMN_ACTIVITY, 0 },
	{ "sheet", COLUMN_ACTIVITY, 0 },
	{ "text", COLUMN_ACTIVITY, 0 },
	{ "what", COLUMN_ACTIVITY, 0 },
	{ "t\xC3\xA4tigkeit", COLUMN_ACTIVITY, 0 },
	{ "aktivit\xC3\xA4t", COLUMN_ACTIVITY, 0 },
	{ "activit\xC3\xA9", COLUMN_ACTIVITY, 0 },
	{ "actividad", COLUMN_ACTIVITY, 0 },
	{ "task", COLUMN_TASK, 0 },
	{ "task name", COLUMN_TASK, 0 },
	{ "aufgabe", COLUMN_TASK, 0 },
	{ "t\xC3\xA2"
	  "che",
	  COLUMN_TASK, 0 },
	{ "tarea", COLUMN_TASK, 0 },
	{ "name", COLUMN_TITLE, 0 },
	{ "title", COLUMN_TITLE, 0 },
	{ "description", COLUMN_DESCRIPTION, 0 },
	{ "beschreibung", COLUMN_DESCRIPTION, 0 },
	{ "descripci\xC3\xB3n", COLUMN_DESCRIPTION, 0 },
	{ "project", COLUMN_PROJECT, 0 },
	{ "project name", COLUMN_PROJECT, 0 },
	{ "category", COLUMN_PROJECT, 0 },
	{ "projekt", COLUMN_PROJECT, 0 },
	{ "projet", COLUMN_PROJECT, 0 },
	{ "proyecto", COLUMN_PROJECT, 0 },
	{ "client", COLUMN_CLIENT, 0 },
	{ "customer", COLUMN_CLIENT, 0 },
	{ "kunde", COLUMN_CLIENT, 0 },
	{ "cliente", COLUMN_CLIENT, 0 },
	{ "comment", COLUMN_COMMENT, 0 },
	{ "note", COLUMN_COMMENT, 0 },
	{ "notes", COLUMN_COMMENT, 0 },
	{ "annotation", COLUMN_COMMENT, 0 },
	{ "comments", COLUMN_COMMENT, 0 },
	{ "kommentar", COLUMN_COMMENT, 0 },
	{ "bemerkung", COLUMN_COMMENT, 0 },
	{ "notiz", COLUMN_COMMENT, 0 },
	{ "commentaire", COLUMN_COMMENT, 0 },
	{ "tags", COLUMN_TAGS, 0 },
	{ "tag", COLUMN_TAGS, 0 },
	{ "record tags", COLUMN_TAGS, 0 },
	{ "labels", COLUMN_TAGS, 0 },
	{ "email", COLUMN_PERSON, 0 },
	{ "e-mail", COLUMN_PERSON, 0 },
	{ "user", COLUMN_PERSON, 0 },
	{ "username", COLUMN_PERSON, 0 },
	{ "user name", COLUMN_PERSON, 0 },
	{ "member", COLUMN_PERSON, 0 },
	{ "person", COLUMN_PERSON, 0 },
	{ "employee", COLUMN_PERSON, 0 },
	{ "employee name", COLUMN_PERSON, 0 },
	{ "team member", COLUMN_PERSON, 0 },
	{ "last name", COLUMN_PERSON, 0 },
	{ "benutzer", COLUMN_PERSON, 0 },
	{ "mitarbeiter", COLUMN_PERSON, 0 },
	{ "utilisateur", COLUMN_PERSON, 0 },
};

enum { NAME_ROOM = 64 };

/* A name of a column: what stands before the bracket, and inside of it. In lower case, underscores as spaces. */
struct title {
	char name[NAME_ROOM], bracket[NAME_ROOM];
};

static void lower_put(char out[NAME_ROOM], const char *at, size_t size)
{
	size_t written = 0;

	while (size > 0 && strchr(" ?:", at[size - 1]))
		size--;
	for (size_t i = 0; i < size && written < NAME_ROOM - 1; i++) {
		char letter = (char)(at[i] == '_' ? ' ' : at[i]);
		if (letter == ' ' && written == 0)
			continue;
		out[written++] = (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
	}
	out[written] = '\0';
}

static struct title title_of(const char *column)
{
	struct title title = { .bracket = "" };
	size_t size = strcspn(column, "([");

	lower_put(title.name, column, size);
	if (column[size])
		lower_put(title.bracket, column + size + 1, strcspn(column + size + 1, ")]"));
	return title;
}

static enum duration_unit unit_of(const char *bracket)
{
	if (strncmp(bracket, "dec", 3) == 0 || strcmp(bracket, "dezimal") == 0 || strcmp(bracket, "hours") == 0)
		return DURATION_HOURS;
	if (strcmp(bracket, "mm:ss") == 0 || strcmp(bracket, "m:ss") == 0)
		return DURATION_MINUTES_SECONDS;
	if (strncmp(bracket, "min", 3) == 0 || strcmp(bracket, "m") == 0)
		return DURATION_MINUTES;
	return strncmp(bracket, "sec", 3) == 0 || strcmp(bracket, "s") == 0 ? DURATION_SECONDS : DURATION_UNSAID;
}

/* "utc", "gmt", "utc+2", "+02:00". */
static bool zone_of(const char *bracket, int32_t *out)
{
	struct exchange_text text = exchange_text_of(bracket, strlen(bracket));
	int hours;

	bool named = exchange_take(&text, "utc") || exchange_take(&text, "gmt") || exchange_take(&text, "z");
	*out = 0;
	if (text.at == text.end)
		return named;
	if (exchange_offset(&text, out) && text.at == text.end)
		return true;
	bool west = exchange_take(&text, "-");
	if (!named || (!west && !exchange_take(&text, "+")) || !exchange_number(&text, 1, 2, &hours) || hours > 15)
		return false;
	*out = (west ? -1 : 1) * hours * 3600;
	return text.at == text.end;
}

/* "dd/mm/yyyy", "m/d/y": which comes first. */
static enum ts_date_order order_of(const char *bracket)
{
	char letters[4] = "";
	size_t count = 0;

	for (; *bracket && count < sizeof letters - 1; bracket++) {
		if (strchr("dmy", *bracket) && (count == 0 || letters[count - 1] != *bracket))
			letters[count++] = *bracket;
		else if (!strchr("dmy/-. ", *bracket))
			return TS_DATES_UNKNOWN;
	}
	return strcmp(letters, "dmy") == 0   ? TS_DATES_DMY
	       : strcmp(letters, "mdy") == 0 ? TS_DATES_MDY
	       : strcmp(letters, "ymd") == 0 ? TS_DATES_YMD
	                                     : TS_DATES_UNKNOWN;
}

static void column_take(struct columns *columns, size_t name, int column, const struct title *title)
{
	enum column_role role = names[name].role;
	enum ts_date_order dates = order_of(title->bracket);

	columns->at[role] = column;
	columns->has_zone[role] = zone_of(title->bracket, &columns->zone[role]);
	if (role == COLUMN_DURATION)
		columns->unit = names[name].unit != DURATION_UNSAID ? names[name].unit : unit_of(title->bracket);
	if (dates != TS_DATES_UNKNOWN)
		columns->dates = dates;
}

/* Two pairs of times in a row, of a morning and an afternoon: which are meant, and with them half of the time, would be
 * left to chance. */
static int twice_of(const struct columns *columns, const struct csv *csv)
{
	for (int role = COLUMN_DATE; role <= COLUMN_DURATION; role++) {
		for (size_t i = 0; columns->at[role] >= 0 && i < csv->count; i++) {
			if ((int)i != columns->at[role] &&
			    strcasecmp(csv->fields[i], csv->fields[columns->at[role]]) == 0)
				return (int)i;
		}
	}
	return -1;
}

struct columns exchange_columns_of(const struct csv *csv)
{
	struct columns columns = { .unit = DURATION_UNSAID };

	for (size_t i = 0; i < COLUMN_ROLES; i++)
		columns.at[i] = -1;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		for (size_t j = 0; j < csv->count && columns.at[names[i].role] < 0; j++) {
			struct title title = title_of(csv->fields[j]);
			if (strcmp(title.name, names[i].name) == 0)
				column_take(&columns, i, (int)j, &title);
		}
	}
	columns.twice = twice_of(&columns, csv);
	return columns;
}

const char *exchange_columns_shown(const struct csv *csv)
{
	char shown[TS_REASON_SIZE / 2] = "";
	size_t size = 0;

	for (size_t i = 0; i < csv->count; i++) {
		size_t length = strlen(csv->fields[i]);
		if (size + length + 8 > sizeof shown) {
			memcpy(shown + size, ", ...", sizeof ", ...");
			size += sizeof ", ..." - 1;
			break;
		}
		size += (size_t)snprintf(shown + size, sizeof shown - size, "%s%s", i > 0 ? ", " : "", csv->fields[i]);
	}
	return size > 0 ? exchange_keep(csv->rows, shown, size) : "none";
}
