/* Adds up a report from pieces of days. Pure arithmetic. Private to data/; the tests' fake adds up the same way. */
#ifndef TIMESHEET_DATA_SUMS_REPORT_H
#define TIMESHEET_DATA_SUMS_REPORT_H

#include "data/pure/ledger.h"
#include "data/pure/text.h"
#include "data/sums/breaks.h"

struct report_sum {
	struct ts_report report;
	bool partless; /* nobody asks for parts */
	size_t activity_room, part_room, tag_room, by_tag_room;
	size_t *latest; /* by place of an activity: behind its last part; 0: none */
	size_t latest_count, latest_room;
	/* By the first byte of an id, which is random: behind the place of the activity that was looked for last. */
	size_t looked[256];
	ts_day day; /* of the last span, and its bounds: most spans begin on the day of the one before */
	ts_time day_from, day_until;
};

/* Every day of the range, nothing on it. TS_INVALID: too many days, or none. */
enum ts_status report_begin(struct report_sum *sum, struct ts_range range) TS_MUST_CHECK;
/* The same without days, for report_add_total. */
enum ts_status report_begin_totals(struct report_sum *sum, struct ts_range range) TS_MUST_CHECK;
enum ts_status report_add_total(struct report_sum *sum, const struct ts_activity *activity, int64_t length,
                                const struct ts_forgotten *forgotten) TS_MUST_CHECK;
/* A length of time on a day of the range, and what of it is forgotten; days come in order. Lengths of nothing are left
 * out. */
enum ts_status report_add(struct report_sum *sum, ts_day day, const struct ts_activity *activity, int64_t length,
                          const struct ts_forgotten *forgotten) TS_MUST_CHECK;
/* The place of an activity's total, made if there is none; the count when there is no memory for it. */
size_t report_activity(struct report_sum *sum, const struct ts_activity *activity);
/* report_add for who knows the place: it is not looked for. Of what is off it is ignored. */
enum ts_status report_add_at(struct report_sum *sum, ts_day day, const struct ts_activity *activity, size_t place,
                             int64_t length, const struct ts_forgotten *forgotten) TS_MUST_CHECK;
#define REPORT_NO_TAG SIZE_MAX /* in by_tags, until it is finished: no tag */
/* A length of time on a day of the range, and the tags of the activity and of a comment. */
enum ts_status report_add_tagged(struct report_sum *sum, ts_day day, const struct ts_activity *activity,
                                 const char *comment, int64_t length,
                                 const struct ts_forgotten *forgotten) TS_MUST_CHECK;
/* A span that lies in the range, cut at its days, and the tags of its texts. */
enum ts_status report_add_span(struct report_sum *sum, const struct ts_span *span, int day_start) TS_MUST_CHECK;
/* What the breaks of a day come to, as far as they were added. */
void report_pause(struct report_sum *sum, ts_day day, const struct breaks_sum *breaks);
/* Once all lengths are added: what each day owes, its mark, and what it adds to the balance. */
void report_owe(struct report_sum *sum, const struct owing *owing);
/* Sorts and groups; out is then the caller's. Whatever happens, the sum is empty. */
enum ts_status report_finish(struct report_sum *sum, struct ts_report *out) TS_MUST_CHECK;
void report_drop(struct report_sum *sum);

/* A project as it is typed, and as it is compared. */
struct report_project {
	char name[TS_TEXT_SIZE], normal[TEXT_NORMAL_SIZE];
};
void report_project_read(const char *text, struct report_project *out);

void report_row_of_total(const struct ts_total *total, struct ts_report_row *out);
/* Days, weeks, months or years of a report in order: all of them, or those with anything to be told. places, if it is
 * not NULL, has a number for each day of the report, which becomes that of its row. */
enum ts_status report_stretches(const struct ts_report *report, enum ts_report_by by, bool all,
                                struct ts_report_rows *out, size_t *places) TS_MUST_CHECK;
/* How many there are, whether there is anything to be told of them or not. */
size_t report_stretch_count(const struct ts_report *report, enum ts_report_by by);

#endif
