/* The formats of other programs by name, each with its reader. */
#include "data/exchange/formats.h"

#include <string.h>

static const struct {
	const char *name;
	exchange_reader *read;
} formats[] = {
	[TS_FORMAT_TIMEWARRIOR] = { "timewarrior", read_timewarrior },
	[TS_FORMAT_WATSON] = { "watson", read_watson },
	[TS_FORMAT_KLOG] = { "klog", read_klog },
	[TS_FORMAT_GTIMELOG] = { "gtimelog", read_gtimelog },
	[TS_FORMAT_TIMETRAP] = { "timetrap", read_timetrap },
	[TS_FORMAT_TIMECLOCK] = { "timeclock", read_timeclock },
	[TS_FORMAT_TOGGL] = { "toggl", read_toggl },
	[TS_FORMAT_CSV] = { "csv", read_csv },
	[TS_FORMAT_JSON] = { "json", read_own_json },
	[TS_FORMAT_ICAL] = { "ical", read_ical },
	[TS_FORMAT_BARTIB] = { "bartib", read_bartib },
	[TS_FORMAT_ORG] = { "org", read_org },
};
enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

const char *ts_format_name(enum ts_format format)
{
	return (size_t)format < FORMAT_COUNT ? formats[format].name : NULL;
}

bool ts_format_find(const char *name, enum ts_format *out)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*out = (enum ts_format)i;
			return true;
		}
	}
	return false;
}

exchange_reader *exchange_reader_of(enum ts_format format)
{
	return formats[format].read;
}

bool exchange_has_lines(enum ts_format format, const char *bytes, size_t size)
{
	size_t at = 0;

	if (format != TS_FORMAT_TIMEWARRIOR && format != TS_FORMAT_BARTIB)
		return false;
	while (at < size && strchr(" \t\r\n\xEF\xBB\xBF", bytes[at]) && bytes[at])
		at++;
	/* UTF-16 begins with its mark, and timewarrior's export is JSON. */
	return at < size && (unsigned char)bytes[at] < 0xFE && bytes[at] != '[';
}

struct ts_done exchange_done(enum ts_format format, ts_day day)
{
	struct ts_done done = { .deed = TS_DEED_IMPORT, .day = day };
	const char *name = ts_format_name(format);

	if (name)
		memcpy(done.text, name, strlen(name) + 1);
	return done;
}
