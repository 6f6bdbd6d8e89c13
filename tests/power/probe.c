/* What must hold of a database. */
#include "probe.h"

#include "act.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNDONE = 2, AUDIT_ROWS = 10000, YEARS = 3000 /* days */ };

struct probe {
	ts_store *store;
	FILE *text;
};

/* Says what failed; true: nothing did. */
static bool fine(const struct probe *probe, const char *what, enum ts_status status)
{
	if (status != TS_OK)
		(void)fprintf(probe->text, "!%s: %s %s\n", what, ts_status_text(status),
		              probe->store ? ts_detail(probe->store) : "");
	return status == TS_OK;
}

static void span_tell(struct probe *probe, const struct ts_span *span)
{
	struct ts_civil civil;

	ts_civil_offset(span->logged, span->offset, &civil);
	(void)fprintf(probe->text, "%02d-%02d %02d:%02d:%02d %s (%s)%s\n", civil.month, civil.day, civil.hour,
	              civil.minute, civil.second, span->text, span->comment, span->locked ? " locked" : "");
}

static void day_tell(struct probe *probe, ts_day day)
{
	struct ts_day_view view;
	struct ts_note note;

	if (fine(probe, "day", ts_day_read(probe->store, day, act_now, &view))) {
		for (size_t i = 0; i < view.span_count; i++)
			span_tell(probe, &view.spans[i]);
		if (view.damaged > 0)
			(void)fprintf(probe->text, "!%zu logs damaged\n", view.damaged);
		ts_day_release(&view);
	}
	if (fine(probe, "note", ts_note_read(probe->store, day, &note))) {
		(void)fprintf(probe->text, "note of %d: %s%s\n", day, note.text, note.damaged ? " !damaged" : "");
		ts_note_release(&note);
	}
}

static void drafts_tell(struct probe *probe, ts_day first, ts_day last)
{
	for (ts_day day = first; day <= last; day++) {
		struct ts_draft draft;
		enum ts_status status = ts_draft_read(probe->store, day, &draft);
		if (status == TS_NOT_FOUND || !fine(probe, "draft", status))
			continue;
		(void)fprintf(probe->text, "draft of %d: %s\n", day, draft.note.text);
		ts_draft_release(&draft);
	}
}

static void activities_tell(struct probe *probe)
{
	struct ts_activities activities;

	if (!fine(probe, "activities", ts_activities_read(probe->store, act_now, &activities)))
		return;
	for (size_t i = 0; i < activities.count; i++)
		(void)fprintf(probe->text, "%s=%d ", activities.at[i].text, activities.at[i].slot);
	(void)fprintf(probe->text, "%s\n", activities.damaged ? "!damaged" : "");
	ts_activities_release(&activities);
}

/* Of years, most of which stand added up in the file. */
static void totals_tell(struct probe *probe, ts_day last)
{
	struct ts_report report;

	if (!fine(probe, "totals",
	          ts_totals_read(probe->store, (struct ts_range){ last - YEARS, last }, act_now, &report)))
		return;
	for (size_t i = 0; i < report.activity_count; i++)
		(void)fprintf(probe->text, "%s %lld, ", report.activities[i].text,
		              (long long)report.activities[i].milliseconds);
	(void)fprintf(probe->text, "%s\n", report.damaged ? "!damaged" : "in all");
	ts_report_release(&report);
}

/* What a user sees. */
static void rows_tell(struct probe *probe)
{
	const ts_day today = ts_day_of(act_now, 0);
	struct ts_settings settings;

	activities_tell(probe);
	for (ts_day day = today - ACT_DAYS - 1; day <= today; day++)
		day_tell(probe, day);
	totals_tell(probe, today);
	drafts_tell(probe, today - ACT_DAYS, today);
	if (fine(probe, "settings", ts_settings_read(probe->store, &settings)))
		(void)fprintf(probe->text, "days start at %d\n", settings.day_start);
}

static void check_tell(struct probe *probe)
{
	struct ts_check check;

	if (!fine(probe, "check", ts_check(probe->store, true, &check)))
		return;
	(void)fprintf(probe->text,
	              "%lld users, %lld activities, %lld logs, %lld notes, %lld steps, %lld in the inbox\n",
	              (long long)check.users, (long long)check.activities, (long long)check.logs,
	              (long long)check.notes, (long long)check.steps, (long long)check.inbox);
	if (check.damaged > 0 || (ts_logged_in(probe->store) && !check.seals_checked))
		(void)fprintf(probe->text, "!%lld seals do not open\n", (long long)check.damaged);
}

/* No row is missing, and none put back to what it was before. */
static void audit_tell(struct probe *probe)
{
	struct ts_audit_result result = { .done = false };
	ts_audit *audit = NULL;

	if (!fine(probe, "audit", ts_audit_begin(probe->store, &audit)))
		return;
	while (!result.done && fine(probe, "audit", ts_audit_step(audit, AUDIT_ROWS, &result)))
		;
	ts_audit_end(audit);
	(void)fprintf(probe->text, "%s, %lld rows missing, %lld too many\n", result.sound ? "sound" : PROBE_UNSOUND,
	              (long long)result.missing, (long long)result.surplus);
}

/* Undo and redo fit what is there: back and forth is where it was. */
static void history_tell(struct probe *probe)
{
	struct ts_done done;
	int undone = 0;

	while (undone < UNDONE) {
		enum ts_status status = ts_undo(probe->store, act_now, &done);
		if (status == TS_NOT_FOUND || !fine(probe, "undo", status))
			break;
		undone++;
		(void)fprintf(probe->text, "undone %d %s\n", (int)done.deed, done.text);
	}
	if (undone > 0)
		rows_tell(probe);
	while (undone > 0 && fine(probe, "redo", ts_redo(probe->store, act_now, &done)))
		undone--;
	(void)fprintf(probe->text, "done again:\n");
	rows_tell(probe);
	enum ts_status status = ts_redo(probe->store, act_now, &done);
	if (status == TS_NOT_FOUND)
		return;
	if (fine(probe, "redo", status))
		(void)fprintf(probe->text, "done as well %d %s\n", (int)done.deed, done.text);
}

static void inbox_tell(struct probe *probe)
{
	size_t folded = 0, junk = 0;

	if (!fine(probe, "fold", ts_inbox_fold(probe->store, act_now, &folded, &junk)))
		return;
	(void)fprintf(probe->text, "folded %zu%s\n", folded, junk ? " !junk" : "");
	if (folded > 0)
		rows_tell(probe);
}

/* Which of them open; true: the user is logged in by one. */
static bool accounts_tell(struct probe *probe, const struct account *accounts, int count)
{
	bool in = false;

	for (int i = 0; i < count; i++) {
		const struct account *account = &accounts[i];
		if (i > 0 && account->password == accounts[i - 1].password)
			continue;
		if (account->password == 0 || !account_password_opens(probe->store, account->password, act_now))
			continue;
		(void)fprintf(probe->text, "password %d opens\n", account->password);
		in = fine(probe, "login", account_login(probe->store, account, act_now));
	}
	for (int i = 0; i < count; i++) {
		const struct account *account = &accounts[i];
		if (i > 0 && account->code == accounts[i - 1].code)
			continue;
		if (account->code > 0 && account_code_opens(probe->store, account->code_text, act_now))
			(void)fprintf(probe->text, "code %d opens\n", account->code);
	}
	return in;
}

static void users_tell(struct probe *probe)
{
	struct ts_users users;

	if (!fine(probe, "users", ts_users_read(probe->store, &users)))
		return;
	for (size_t i = 0; i < users.count; i++)
		(void)fprintf(probe->text, "user %s\n", users.names[i]);
	ts_users_release(&users);
}

char *probe(const char *path, const struct account *accounts, int count)
{
	char reason[TS_REASON_SIZE] = "", *text = NULL;
	size_t size = 0;
	struct probe probe = { .text = open_memstream(&text, &size) };

	if (!probe.text)
		abort();
	enum ts_status status = ts_open(path, false, act_now, reason, &probe.store);
	if (status == TS_NOT_FOUND) {
		(void)fprintf(probe.text, "absent\n");
	} else if (status != TS_OK) {
		(void)fprintf(probe.text, "!open: %s\n", reason);
	} else {
		users_tell(&probe);
		bool in = accounts_tell(&probe, accounts, count);
		check_tell(&probe);
		if (in) {
			audit_tell(&probe);
			rows_tell(&probe);
			history_tell(&probe);
			inbox_tell(&probe);
		}
	}
	ts_close(probe.store);
	if (fclose(probe.text) != 0)
		abort();
	return text;
}

bool probe_is_sound(const char *text)
{
	return !strchr(text, '!');
}

int probe_version(const char *path)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	int version = -1;

	if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(database, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		version = sqlite3_column_int(statement, 0);
	(void)sqlite3_finalize(statement);
	(void)sqlite3_close(database);
	return version;
}
