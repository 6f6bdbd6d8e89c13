/* The words of a report, whatever it is written as. A row is named by the word of its key: a contract. */
#include "src/output/report_form.h"

#include <stdio.h>
#include <string.h>

const char *const report_words[] = {
	[TS_BY_ACTIVITY] = "activity", [TS_BY_PROJECT] = "project", [TS_BY_DAY] = "day", [TS_BY_WEEK] = "week",
	[TS_BY_MONTH] = "month",       [TS_BY_YEAR] = "year",       [TS_BY_TAG] = "tag", NULL
};

bool report_of_days(enum ts_report_by by)
{
	return by != TS_BY_ACTIVITY && by != TS_BY_PROJECT && by != TS_BY_TAG;
}

bool report_by_find(const char *word, enum ts_report_by *out)
{
	for (int i = 0; report_words[i]; i++) {
		if (strcmp(report_words[i], word) == 0) {
			*out = (enum ts_report_by)i;
			return true;
		}
	}
	return false;
}

const char *report_row_name(enum ts_report_by by, const struct ts_report_row *row, char out[REPORT_NAME_SIZE])
{
	char day[FORMAT_SIZE];
	if (by == TS_BY_DAY)
		(void)snprintf(out, REPORT_NAME_SIZE, "%s  %.3s%s%s%s", row->text, format_day_short(row->first, day),
		               row->mark != TS_MARK_NONE ? "  " : "", ts_mark_word(row->mark),
		               row->half ? ", half" : "");
	else
		(void)snprintf(out, REPORT_NAME_SIZE, "%s%s", row->text, row->rest ? " ~" : "");
	return out;
}

const char *report_hours(const struct report_print *print, int64_t milliseconds, char out[FORMAT_SIZE])
{
	return print->decimal ? format_decimal(milliseconds, out) : format_duration(milliseconds, out);
}

const char *report_hours_signed(const struct report_print *print, int64_t milliseconds, char out[FORMAT_SIZE])
{
	return print->decimal ? format_decimal_signed(milliseconds, out) : format_duration_signed(milliseconds, out);
}
