/* The list of rows that readers fill: what is kept in little room comes back as it was, whatever it says. */
#include "support_rows.h"

#include "data/exchange/rows.h"

#include <string.h>

static void assert_same(const struct exchange_row *row, const struct exchange_row *expected)
{
	assert_string_equal(row->text, expected->text);
	assert_string_equal(row->comment, expected->comment);
	assert_string_equal(row->reason, expected->reason);
	assert_true(row->key == expected->key);
	assert_true(row->begin == expected->begin && row->end == expected->end);
	assert_true(row->known_until == expected->known_until && row->sure == expected->sure);
	assert_true(ts_id_equal(row->id, expected->id));
	assert_int_equal(row->source, expected->source);
	assert_int_equal(row->line, expected->line);
	assert_int_equal(row->day, expected->day);
	assert_true(row->fate == expected->fate && row->kind == expected->kind && row->ending == expected->ending);
	assert_true(row->slot == expected->slot && row->colour == expected->colour && row->mark == expected->mark);
	assert_true(row->half == expected->half && row->archived == expected->archived);
	assert_true(row->project == expected->project && row->monthly == expected->monthly);
	assert_true(row->has_offset == expected->has_offset && row->has_id == expected->has_id);
	assert_true(row->locked == expected->locked && row->rest == expected->rest && row->minor == expected->minor);
	assert_true(row->carried == expected->carried && row->carried_unsaid == expected->carried_unsaid);
}

/* Mostly an interval as millions are, with one thing that others have not. */
static struct exchange_row row_make(uint64_t *chance)
{
	static const char *const texts[] = { "parser", "call", "", "a longer text" };
	struct exchange_row row = { .kind = EXCHANGE_INTERVAL, .reason = "" };

	row.begin = (ts_time)(rows_random(chance) >> 22) - (1LL << 40);
	row.end = row.begin + rows_random_below(chance, 1 << 30);
	row.text = texts[rows_random_below(chance, 4)];
	row.comment = texts[rows_random_below(chance, 4)];
	switch (rows_random_below(chance, 24)) {
	case 0:
		row.end = row.begin - 1;
		break;
	case 1:
		row.end = row.begin + UINT32_MAX;
		break;
	case 2:
		row.end = row.begin + UINT32_MAX + 1LL;
		break;
	case 3:
		row.end = INT64_MAX;
		row.ending = EXCHANGE_RUNS;
		break;
	case 4:
		row.ending = EXCHANGE_UNKNOWN;
		break;
	case 5:
		row.kind = EXCHANGE_LOG;
		break;
	case 6:
		row.key = "key";
		break;
	case 7:
		row.reason = "why";
		break;
	case 8:
		row.known_until = 1;
		break;
	case 9:
		row.sure = 1;
		break;
	case 10:
		row.id.bytes[15] = 1;
		break;
	case 11:
		row.day = 1;
		break;
	case 12:
		row.slot = 1;
		break;
	case 13:
		row.colour = 1;
		break;
	case 14:
		row.mark = 1;
		break;
	case 15:
		row.half = row.has_id = true;
		break;
	case 16:
		row.archived = row.locked = true;
		break;
	case 17:
		row.project = row.rest = true;
		break;
	case 18:
		row.monthly = row.carried = true;
		break;
	case 19:
		row.has_offset = true;
		break;
	case 20:
		row.minor = true;
		break;
	case 21:
		row.carried_unsaid = true;
		break;
	case 22:
		row.fate = TS_IMPORT_OVERLAPS;
		break;
	default:
		break;
	}
	return row;
}

static void rows_come_back_as_they_were_added_and_changed(void **state)
{
	enum { ROWS = 5000 };
	static struct exchange_row expected[ROWS];
	struct exchange_rows rows = { 0 };
	uint64_t chance = 24;

	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		struct exchange_row row = row_make(&chance);
		rows.source = i > ROWS / 2 ? 70000 : 1;
		rows.line = i / 2;
		struct exchange_row *added = exchange_add(&rows, &row);
		assert_non_null(added);
		expected[i] = row;
		expected[i].source = (uint32_t)rows.source;
		expected[i].line = (uint32_t)rows.line;
		/* Until the next one it may still be changed. */
		if (i % 7 == 0) {
			added->end = expected[i].end = added->begin;
			exchange_remark(&rows, added, "of no length");
			expected[i].reason = added->reason;
		}
	}
	assert_int_equal(rows.count, ROWS);
	for (size_t i = 0; i < ROWS; i++) {
		struct exchange_row row = exchange_get(&rows, i);
		assert_same(&row, &expected[i]);
	}
	for (size_t i = 0; i < ROWS; i += 3) {
		struct exchange_row row = row_make(&chance);
		row.line = expected[i].line;
		row.source = expected[i].source;
		assert_true(exchange_put(&rows, i, &row));
		expected[i] = row;
	}
	for (size_t i = 0; i < ROWS; i++) {
		struct exchange_row row = exchange_get(&rows, i);
		assert_same(&row, &expected[i]);
	}
	exchange_release(&rows);
}

static void they_are_told_by_file_and_line(void **state)
{
	static const struct {
		size_t source, line;
	} places[] = { { 1, 2 }, { 0, 9 }, { 1, 1 }, { 0, 3 }, { 70000, 1 }, { 2, 1 } },
	  sorted[] = { { 0, 3 }, { 0, 9 }, { 1, 1 }, { 1, 2 }, { 2, 1 }, { 70000, 1 } };
	struct exchange_rows rows = { 0 };

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		rows.source = places[i].source;
		rows.line = places[i].line;
		assert_non_null(exchange_interval(&rows, 0, (ts_time)places[i].line, "parser", i % 2 ? "x" : ""));
	}
	exchange_sort(&rows);
	for (size_t i = 0; i < 6; i++) {
		struct exchange_row row = exchange_get(&rows, i);
		assert_int_equal(row.source, sorted[i].source);
		assert_int_equal(row.line, sorted[i].line);
		assert_int_equal(row.end, sorted[i].line);
	}
	exchange_release(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_back_as_they_were_added_and_changed),
		cmocka_unit_test(they_are_told_by_file_and_line),
	};

	return cmocka_run_group_tests_name("rows of files", tests, NULL, NULL);
}
