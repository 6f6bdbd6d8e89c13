/*
 * Random days: logs, insertions, changes, moves, deletions, notes, undo and redo against a simple model in memory,
 * closing and opening the file in between. The model keeps a copy of everything for each step, so undo cannot be wrong
 * in it.
 */
#include "support_rows.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ts_time now = SUPPORT_NOW;

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

enum { MOST_LOGS = 128, MOST_STEPS = 128, MOST_TEXTS = 12 };

struct model_log {
	ts_time at;
	int text; /* -1: off */
	int comment;
};

/* What a user sees, all of it. */
struct model_state {
	struct model_log logs[MOST_LOGS]; /* in order of time, no two at one moment */
	int log_count;
	int slots[MOST_TEXTS]; /* -1: not made yet */
	int note;
};

struct model {
	struct model_state steps[MOST_STEPS];
	int done, made; /* steps[done] is now; up to steps[made] can be done again */
};

static struct model_state *model_now(struct model *model)
{
	return &model->steps[model->done];
}

/* Opens a new step as a copy of now. */
static struct model_state *model_step(struct model *model)
{
	model->steps[model->done + 1] = model->steps[model->done];
	model->made = ++model->done;
	return model_now(model);
}

static int model_before(const struct model_state *seen, ts_time moment)
{
	int index = -1;

	while (index + 1 < seen->log_count && seen->logs[index + 1].at <= moment)
		index++;
	return index;
}

static bool model_taken(const struct model_state *seen, ts_time moment)
{
	int index = model_before(seen, moment);

	return index >= 0 && seen->logs[index].at == moment;
}

static void model_make(struct model_state *seen, int text)
{
	bool used[TS_SLOTS + 1] = { false };

	if (text < 0 || seen->slots[text] >= 0)
		return;
	for (int i = 0; i < MOST_TEXTS; i++) {
		if (seen->slots[i] > 0)
			used[seen->slots[i]] = true;
	}
	seen->slots[text] = 0;
	for (int slot = TS_SLOTS; slot >= 1; slot--)
		seen->slots[text] = used[slot] ? seen->slots[text] : slot;
}

static void model_add(struct model_state *seen, struct model_log log)
{
	int index = model_before(seen, log.at) + 1;

	memmove(&seen->logs[index + 1], &seen->logs[index], (size_t)(seen->log_count - index) * sizeof log);
	seen->logs[index] = log;
	seen->log_count++;
	model_make(seen, log.text);
}

static void model_remove(struct model_state *seen, int index)
{
	seen->log_count--;
	memmove(&seen->logs[index], &seen->logs[index + 1], (size_t)(seen->log_count - index) * sizeof seen->logs[0]);
}

static void model_drop(struct model_state *seen, ts_time from, ts_time until)
{
	for (int i = seen->log_count - 1; i >= 0; i--) {
		if (seen->logs[i].at >= from && seen->logs[i].at < until)
			model_remove(seen, i);
	}
}

static const char *text_of(int text)
{
	static const char *const texts[MOST_TEXTS] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };

	return text < 0 ? "off" : texts[text];
}

static const char *comment_of(int comment)
{
	static const char *const comments[] = { "", "x", "y" };

	return comments[comment];
}

static const char *note_of(int note)
{
	static const char *const notes[] = { "", "one\ntwo\n", "three", "one\nfour\n" };

	return notes[note];
}

/* A moment of the last days, over the end of a month, on a minute. */
static ts_time random_moment(uint64_t *chance)
{
	return now - TS_MINUTE * rows_random_below(chance, 4 * 24 * 60);
}

/* The id of the log at a moment, as the days show it. */
static struct ts_id id_at(ts_store *store, ts_time moment)
{
	struct ts_span span;

	assert_int_equal(ts_current_read(store, moment, &span), TS_OK);
	assert_int_equal(span.logged, moment);
	return span.id;
}

static void play_log(ts_store *store, struct model *model, uint64_t *chance)
{
	const struct model_state *seen = model_now(model);
	struct model_log log = { random_moment(chance), rows_random_below(chance, MOST_TEXTS + 1) - 1,
		                 rows_random_below(chance, 3) };
	struct ts_done done;

	if (model_taken(seen, log.at))
		return;
	int before = model_before(seen, log.at);
	bool same = before >= 0 && seen->logs[before].text == log.text &&
	            (log.comment == 0 || seen->logs[before].comment == log.comment);
	enum ts_status status = ts_log_text(store, text_of(log.text), comment_of(log.comment), log.at, now, &done);
	assert_int_equal(status, same ? TS_UNCHANGED : TS_OK);
	if (!same)
		model_add(model_step(model), log);
}

static void play_insert(ts_store *store, struct model *model, uint64_t *chance)
{
	const struct model_state *seen = model_now(model);
	struct model_log log = { random_moment(chance), rows_random_below(chance, MOST_TEXTS), 0 };
	ts_time until = log.at + TS_MINUTE * (1 + rows_random_below(chance, 90));
	struct ts_done done;

	if (model_taken(seen, log.at) || until > now)
		return;
	/* Painted over: outside of the stretch nothing changes. */
	int before = model_before(seen, log.at), last = model_before(seen, until);
	bool same = before >= 0 && seen->logs[before].text == log.text;
	bool covers = last > before && !(last == before + 1 && seen->logs[last].at == until);
	enum ts_status status = ts_log_insert(store, text_of(log.text), NULL, log.at, until, now, &done);
	assert_int_equal(status, same && !covers ? TS_UNCHANGED : TS_OK);
	if (status == TS_UNCHANGED)
		return;
	struct model_log resumed = last >= 0 ? seen->logs[last] : (struct model_log){ 0, -1, 0 };
	bool taken = model_taken(seen, until);
	struct model_log within = same ? seen->logs[before] : log;
	bool goes_on = resumed.text == within.text && resumed.comment == within.comment;
	struct model_state *next = model_step(model);
	model_drop(next, log.at, until);
	if (!same)
		model_add(next, log);
	resumed.at = until;
	if (!taken && !(covers && goes_on))
		model_add(next, resumed);
}

static void play_change(ts_store *store, struct model *model, uint64_t *chance)
{
	const struct model_state *seen = model_now(model);
	struct ts_log_change change = { .text = NULL };
	struct ts_done done;

	if (seen->log_count == 0)
		return;
	int index = rows_random_below(chance, seen->log_count);
	struct model_log log = seen->logs[index], old = log;
	if (rows_random_below(chance, 2)) {
		log.text = rows_random_below(chance, MOST_TEXTS + 1) - 1;
		change.text = text_of(log.text);
	}
	if (rows_random_below(chance, 2)) {
		log.comment = rows_random_below(chance, 3);
		change.comment = comment_of(log.comment);
	}
	if (rows_random_below(chance, 2)) {
		ts_time moment = random_moment(chance);
		if (!model_taken(seen, moment)) {
			log.at = change.at = moment;
			change.move = true;
		}
	}
	bool same = log.at == old.at && log.text == old.text && log.comment == old.comment;
	enum ts_status status = ts_log_change(store, id_at(store, old.at), &change, now, &done);
	assert_int_equal(status, same ? TS_UNCHANGED : TS_OK);
	if (same)
		return;
	struct model_state *next = model_step(model);
	model_remove(next, index);
	model_add(next, log);
}

static void play_shift(ts_store *store, struct model *model, uint64_t *chance)
{
	const struct model_state *seen = model_now(model);
	struct ts_done done;

	if (seen->log_count == 0)
		return;
	int index = rows_random_below(chance, seen->log_count);
	int64_t by = TS_MINUTE * (rows_random_below(chance, 21) - 10);
	ts_time target = seen->logs[index].at + by, most = now;
	if (index + 1 < seen->log_count)
		most = seen->logs[index + 1].at - TS_MINUTE;
	target = target > most ? most : target;
	if (index > 0 && target < seen->logs[index - 1].at + TS_MINUTE)
		target = seen->logs[index - 1].at + TS_MINUTE;
	/* Shifts of one log within seconds would be one step. */
	now += TS_MINUTE;
	bool same = by < 0 ? target >= seen->logs[index].at : target <= seen->logs[index].at;
	enum ts_status status = ts_log_shift(store, id_at(store, seen->logs[index].at), by, now, &done);
	assert_int_equal(status, same ? TS_UNCHANGED : TS_OK);
	if (!same)
		model_step(model)->logs[index].at = target;
}

static void play_delete(ts_store *store, struct model *model, uint64_t *chance)
{
	const struct model_state *seen = model_now(model);
	struct ts_done done;

	if (seen->log_count == 0)
		return;
	int index = rows_random_below(chance, seen->log_count);
	assert_int_equal(ts_log_delete(store, id_at(store, seen->logs[index].at), now, &done), TS_OK);
	model_remove(model_step(model), index);
}

static void play_note(ts_store *store, struct model *model, uint64_t *chance)
{
	int note = rows_random_below(chance, 4);
	bool same = note == model_now(model)->note;
	struct ts_note present;
	struct ts_done done;

	assert_int_equal(ts_note_read(store, today(), &present), TS_OK);
	enum ts_status status = ts_note_save(store, &present, note_of(note), strlen(note_of(note)), now, &done);
	assert_int_equal(status, same ? TS_UNCHANGED : TS_OK);
	ts_note_release(&present);
	if (!same)
		model_step(model)->note = note;
}

static void play_undo(ts_store *store, struct model *model)
{
	struct ts_done done;

	assert_int_equal(ts_undo(store, now, &done), model->done > 0 ? TS_OK : TS_NOT_FOUND);
	model->done -= model->done > 0;
}

static void play_redo(ts_store *store, struct model *model)
{
	struct ts_done done;

	assert_int_equal(ts_redo(store, now, &done), model->done < model->made ? TS_OK : TS_NOT_FOUND);
	model->done += model->done < model->made;
}

static void assert_day_is(ts_store *store, const struct model_state *seen, ts_day day)
{
	struct ts_day_view view;

	assert_int_equal(ts_day_read(store, day, now, &view), TS_OK);
	assert_int_equal(view.damaged, 0);
	int index = model_before(seen, view.from);
	size_t span = 0;
	if (index < 0 && seen->log_count > 0)
		index = 0;
	for (; index >= 0 && index < seen->log_count && seen->logs[index].at < view.until; index++, span++) {
		const struct model_log *log = &seen->logs[index];
		ts_time end = index + 1 < seen->log_count ? seen->logs[index + 1].at : now;
		assert_in_range(span, 0, view.span_count - 1);
		assert_int_equal(view.spans[span].logged, log->at);
		assert_string_equal(view.spans[span].text, text_of(log->text));
		assert_string_equal(view.spans[span].comment, comment_of(log->comment));
		assert_int_equal(view.spans[span].begin, log->at < view.from ? view.from : log->at);
		assert_int_equal(view.spans[span].end, end > view.until ? view.until : end);
	}
	assert_int_equal(view.span_count, span);
	ts_day_release(&view);
}

static void assert_model(ts_store *store, struct model *model)
{
	const struct model_state *seen = model_now(model);
	struct ts_activities activities;

	for (int i = 0; i <= 4; i++)
		assert_day_is(store, seen, today() - i);
	rows_assert_note(store, today(), note_of(seen->note));
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	size_t made = 1;
	for (int i = 0; i < MOST_TEXTS; i++)
		made += seen->slots[i] >= 0;
	assert_int_equal(activities.count, made);
	for (size_t i = 0; i < activities.count; i++) {
		const struct ts_activity *activity = &activities.at[i];
		if (!activity->off)
			assert_int_equal(activity->slot, seen->slots[activity->text[0] - 'a']);
	}
	ts_activities_release(&activities);
}

static void play(ts_store *store, struct model *model, uint64_t *chance)
{
	if (model->done + 2 >= MOST_STEPS || model_now(model)->log_count + 3 >= MOST_LOGS)
		return;
	switch (rows_random_below(chance, 12)) {
	case 0:
	case 1:
	case 2:
		play_log(store, model, chance);
		break;
	case 3:
		play_insert(store, model, chance);
		break;
	case 4:
	case 5:
		play_change(store, model, chance);
		break;
	case 6:
		play_shift(store, model, chance);
		break;
	case 7:
		play_delete(store, model, chance);
		break;
	case 8:
		play_note(store, model, chance);
		break;
	case 9:
	case 10:
		play_undo(store, model);
		break;
	default:
		play_redo(store, model);
	}
}

/* One user for each seed, all in one file: they must not meet either. */
static void random_days_are_what_the_model_says_there_and_back(void **state)
{
	enum { SEEDS_USUAL = 20, SEEDS_FULL = 500, PLAYS = 40 };
	const long seeds = campaign_rounds(SEEDS_USUAL, SEEDS_FULL);
	struct support *support = *state;
	struct model *model = calloc(1, sizeof *model);

	assert_non_null(model);
	for (long seed = 0; seed < seeds; seed++) {
		uint64_t chance = (uint64_t)seed * 7919 + 1;
		char name[32];
		(void)snprintf(name, sizeof name, "user %ld", seed);
		now = SUPPORT_NOW;
		memset(model, 0, sizeof *model);
		memset(model->steps[0].slots, -1, sizeof model->steps[0].slots);
		rows_hurry(support->store);
		assert_int_equal(support_register(support->store, name, SUPPORT_PASSWORD), TS_OK);
		for (int i = 0; i < PLAYS; i++) {
			play(support->store, model, &chance);
			if (i % 16 == 15) {
				(void)support_reopen(support);
				rows_hurry(support->store);
				assert_int_equal(support_login(support->store, name, SUPPORT_PASSWORD, now), TS_OK);
			}
			if (i % 4 == 3)
				assert_model(support->store, model);
			if (i % 8 == 7)
				rows_assert_sound(support->store);
		}
		while (model->done > 0)
			play_undo(support->store, model);
		assert_model(support->store, model);
		while (model->done < model->made)
			play_redo(support->store, model);
		assert_model(support->store, model);
		rows_assert_sound(support->store);
	}
	campaign_record("Random use", "days of random changes, undo and redo against a model", seeds * PLAYS, "changes",
	                0, "wrong");
	free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(random_days_are_what_the_model_says_there_and_back, support_setup_login,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
