/* Numbers rounded so that they still add up to their sum, rounded. */
#include "data/timesheet.h"

/* So that they add up to their sum, rounded or cut. */
static int64_t parts_round(int64_t *parts, size_t count, int64_t unit, bool nearest)
{
	int64_t sum = 0, cut = 0;

	for (size_t i = 0; i < count; i++) {
		sum += parts[i];
		cut += parts[i] / unit;
	}
	int64_t rounded = sum / unit + (nearest && sum % unit >= unit - sum % unit ? 1 : 0);
	int64_t left = rounded - cut;
	/* left is less than the number of parts that lose something, plus one. The threshold falls from unit - 1 on:
	 * found by picking the greatest remainder each time would be slow for many parts, so the remainders are halved
	 * in on. */
	int64_t low = 0, high = unit;
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2, above = 0;
		for (size_t i = 0; i < count; i++)
			above += parts[i] % unit >= middle;
		if (above > left)
			low = middle;
		else
			high = middle;
	}
	/* All with a remainder of high or more get one; then of those with low, the first. */
	for (size_t i = 0; i < count; i++)
		left -= parts[i] % unit >= high;
	for (size_t i = 0; i < count; i++) {
		int64_t remainder = parts[i] % unit;
		bool up = remainder >= high;
		if (!up && remainder == low && left > 0) {
			up = true;
			left--;
		}
		parts[i] = (parts[i] / unit + (up ? 1 : 0)) * unit;
	}
	return rounded * unit;
}

int64_t ts_round_parts(int64_t *parts, size_t count, int64_t unit, enum ts_rounding how)
{
	int64_t sum = 0;

	if (how == TS_ROUND_NEAREST || how == TS_ROUND_CUT)
		return parts_round(parts, count, unit, how == TS_ROUND_NEAREST);
	for (size_t i = 0; i < count; i++) {
		parts[i] = (parts[i] + (how == TS_ROUND_UP ? unit - 1 : 0)) / unit * unit;
		sum += parts[i];
	}
	return sum;
}
