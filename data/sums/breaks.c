/* Breaks, and the rule that a day is held against. */
#include "data/sums/breaks.h"

static const int64_t piece = TS_BREAK_PIECE * TS_MINUTE;

bool ts_breaks_ruled(const struct ts_breaks *rule)
{
	return rule->after[0] > 0 || rule->most > 0;
}

void breaks_add(struct breaks_sum *sum, ts_day day, ts_time begin, ts_time end)
{
	const bool other = !sum->begun || day != sum->day;
	const int64_t gap = sum->begun ? begin - sum->last : piece;

	if (other) {
		sum->today = (struct ts_pauses){ .stretch = 0 };
		sum->worked = false;
	}
	if (gap >= piece) {
		sum->stretch = 0;
		sum->today.breaks += sum->worked ? gap : 0;
	}
	sum->begun = sum->worked = true;
	sum->day = day;
	sum->last = end;
	sum->stretch += end - begin;
	sum->today.going = sum->stretch;
	if (sum->stretch > sum->today.stretch)
		sum->today.stretch = sum->stretch;
}

struct ts_pauses breaks_of(const struct breaks_sum *sum, ts_day day)
{
	return sum->begun && sum->day == day ? sum->today : (struct ts_pauses){ .stretch = 0 };
}

/* ---- the rule */

unsigned ts_breaks_passed(const struct ts_breaks *rule, int64_t work, const struct ts_pauses *pauses)
{
	unsigned passed = 0;

	if (rule->after[0] > 0 && pauses->stretch > rule->after[0] * TS_MINUTE)
		passed |= TS_PASSED_STRETCH;
	for (int i = 0; i < TS_BREAK_STEPS; i++) {
		if (rule->after[i] > 0 && work > rule->after[i] * TS_MINUTE &&
		    pauses->breaks < rule->least[i] * TS_MINUTE)
			passed |= TS_PASSED_BREAKS;
	}
	if (rule->most > 0 && work > rule->most * TS_MINUTE)
		passed |= TS_PASSED_DAY;
	return passed;
}

int ts_breaks_least(const struct ts_breaks *rule, int64_t work)
{
	int least = 0;

	for (int i = 0; i < TS_BREAK_STEPS; i++) {
		if (rule->after[i] > 0 && work > rule->after[i] * TS_MINUTE)
			least = rule->least[i];
	}
	return least;
}
