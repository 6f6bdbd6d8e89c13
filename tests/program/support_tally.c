/* Counts the texts of the logs that the program exports. */
#include "support_tally.h"

#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t tally_try(struct tally *tally)
{
	if (tally->count == tally->room) {
		tally->room = tally->room ? 2 * tally->room : 64;
		tally->at = realloc(tally->at, tally->room * sizeof *tally->at);
		assert_non_null(tally->at);
	}
	tally->at[tally->count].acknowledged = false;
	(void)snprintf(tally->at[tally->count].text, TALLY_TEXT, "task %zu.", tally->count);
	return tally->count++;
}

const char *tally_text(const struct tally *tally, size_t number)
{
	return tally->at[number].text;
}

void tally_acknowledge(struct tally *tally, size_t number)
{
	tally->at[number].acknowledged = true;
}

/* Of logs: the list of activities has each text once more. */
static int times_in(const char *bytes, const char *text)
{
	char wanted[TALLY_TEXT + 32];
	int times = 0;

	int size = snprintf(wanted, sizeof wanted, "\"activity\": \"%s\", \"comment\"", text);
	for (const char *at = bytes; (at = strstr(at, wanted)); at += size)
		times++;
	return times;
}

struct verdict tally_judge(const struct tally *tally, const struct sandbox *sandbox, const char *const *environment)
{
	const struct run_options options = { .environment = environment };
	struct run run = program_run(sandbox, &options, WORDS("check", "--full"));
	struct verdict verdict = { .sound = run.status == 0 && strstr(run.output, " 0 damaged") };

	run_release(&run);
	run = program_run(sandbox, &options, WORDS("export", "--format", "json"));
	for (size_t i = 0; i < tally->count; i++) {
		int times = times_in(run.output, tally->at[i].text);
		verdict.lost += tally->at[i].acknowledged && times == 0;
		verdict.doubled += times > 1;
	}
	run_release(&run);
	return verdict;
}

void tally_assert(const struct tally *tally, const struct sandbox *sandbox, const char *const *environment)
{
	struct verdict verdict = tally_judge(tally, sandbox, environment);

	if (!verdict.sound || verdict.lost != 0 || verdict.doubled != 0)
		fail_msg("%ld lost, %ld doubled, the database is %s", verdict.lost, verdict.doubled,
		         verdict.sound ? "sound" : "unsound");
}

void tally_release(struct tally *tally)
{
	free(tally->at);
	*tally = (struct tally){ 0 };
}
