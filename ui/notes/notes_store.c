/* The note's way from and to the store: reading, drafts, saving, and joining what was written elsewhere meanwhile. */
#include "ui/notes/notes_inside.h"

#include "ui/base/format.h"
#include "ui/draw/grapheme.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void notes_say(struct notes *notes, enum message_kind kind, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(notes->notice, sizeof notes->notice, format, arguments);
	va_end(arguments);
	notes->kind = kind;
}

static bool same_text(const struct ts_note *note, const char *text, size_t size)
{
	return note->size == size && (size == 0 || memcmp(note->text, text, size) == 0);
}

static bool same_heads(const struct ts_note *left, const struct ts_note *right)
{
	if (left->head_count != right->head_count)
		return false;
	for (size_t i = 0; i < left->head_count; i++) {
		bool found = false;

		for (size_t j = 0; j < right->head_count; j++)
			found = found || ts_id_equal(left->heads[i], right->heads[j]);
		if (!found)
			return false;
	}
	return true;
}

bool notes_changed(const struct notes *notes)
{
	size_t size = 0;
	const char *text = editor_text(notes->editor, &size);

	return !same_text(&notes->stored, text, size);
}

static void base_take(struct notes *notes, const struct ts_note *note)
{
	notes->base = (struct ts_note){ .day = notes->day, .head_count = note->head_count };
	memcpy(notes->base.heads, note->heads, sizeof note->heads);
}

/* Whatever is in the editor gives way to text, as one step of undo; the cursor stays at what it stood at. */
static void text_take(struct notes *notes, const char *text, size_t size)
{
	const struct environment *environment = notes->view.environment;
	struct notes_layout layout = notes_layout(environment);

	if (notes->editor) {
		editor_replace_all(notes->editor, text, size);
	} else {
		notes->editor = editor_create(text, size, TS_NOTE_LIMIT);
		editor_share_cut(notes->editor, environment->cut);
		editor_resize(notes->editor, layout.text.width, layout.text.height);
		editor_set_cursor(notes->editor, size);
	}
	notes->revision = notes->kept = editor_revision(notes->editor);
	notes->unkept_since = 0;
	notes->read = true;
}

static void stored_take(struct notes *notes, struct ts_note *note)
{
	ts_note_release(&notes->stored);
	notes->stored = *note;
	*note = (struct ts_note){ 0 };
}

/* Where versions differ, they stand between lines that begin with this: there is something to look at. */
static void go_to_mark(struct notes *notes)
{
	static const char mark[] = "~~~ ";
	size_t size = 0;
	const char *text = editor_text(notes->editor, &size), *found = text;

	while ((found = memmem(found, size - (size_t)(found - text), mark, sizeof mark - 1))) {
		if (found == text || found[-1] == '\n') {
			editor_set_cursor(notes->editor, (size_t)(found - text));
			return;
		}
		found++;
	}
}

static void say_joined(struct notes *notes)
{
	go_to_mark(notes);
	notes_say(notes, MESSAGE_NOTICE, "%zu versions were joined: look for the marked lines",
	          notes->stored.head_count);
}

static void draft_take(struct notes *notes, const struct ts_draft *draft)
{
	const struct environment *environment = notes->view.environment;
	int day_start = environment->settings.day_start;
	bool today = ts_day_of(draft->saved, day_start) == ts_day_of(environment->moment.now, day_start);
	bool moved = !same_heads(&draft->note, &notes->stored);
	char clock[FORMAT_SIZE];
	char day[FORMAT_SIZE];

	base_take(notes, &draft->note);
	text_take(notes, draft->note.text, draft->note.size);
	editor_set_cursor(notes->editor, draft->cursor);
	notes->drafted_at = draft->saved;
	if (draft->in_memory) {
		notes->kept = NOTES_NOTHING_KEPT;
		notes->unkept_since = environment->moment.uptime;
	}
	notes_say(notes, MESSAGE_NOTICE, "unsaved text of %s%s%s is back%s",
	          today ? "" : format_day_short(ts_day_of(draft->saved, day_start), day), today ? "" : " ",
	          format_clock_local(notes->view.environment->clock, draft->saved, clock),
	          moved ? "; the note was changed since: saving joins both" : "");
}

static void load_draft(struct notes *notes)
{
	ts_store *store = notes->view.environment->store;
	struct ts_draft draft = { 0 };
	enum ts_status status = ts_draft_read(store, notes->day, &draft);

	if (status == TS_OK && same_text(&notes->stored, draft.note.text, draft.note.size)) {
		/* Typed and taken back, or saved elsewhere: there is nothing in it to bring back. */
		if (ts_draft_drop(store, notes->day) != TS_OK)
			notes->drafted_at = draft.saved;
	} else if (status == TS_OK) {
		draft_take(notes, &draft);
	} else if (status != TS_NOT_FOUND) {
		notes_say(notes, MESSAGE_ERROR, "the draft of this note cannot be read: %s", ts_status_text(status));
	}
	ts_draft_release(&draft);
}

void notes_load(struct notes *notes)
{
	struct ts_note note = { 0 };

	notes->files = notes->view.environment->files;
	notes->failure = ts_note_read(notes->view.environment->store, notes->day, &note);
	if (notes->failure != TS_OK)
		return;
	stored_take(notes, &note);
	base_take(notes, &notes->stored);
	text_take(notes, notes->stored.text, notes->stored.size);
	if (ts_read_only(notes->view.environment->store))
		notes_say(notes, MESSAGE_ERROR, "the database can only be read: what you type here cannot be saved");
	else if (notes->stored.head_count > 1)
		say_joined(notes);
	load_draft(notes);
}

void notes_look(struct notes *notes)
{
	struct ts_note note = { 0 };
	bool changed = false;
	enum ts_status status = ts_note_read(notes->view.environment->store, notes->day, &note);

	if (status != TS_OK) {
		notes_say(notes, MESSAGE_ERROR, "the note cannot be read again: %s", ts_status_text(status));
		return;
	}
	changed = notes_changed(notes);
	bool other_file = notes->files != notes->view.environment->files;
	notes->files = notes->view.environment->files;
	/* A draft went with the file that it was in. */
	if (changed && other_file)
		notes->kept = NOTES_NOTHING_KEPT;
	if (same_heads(&note, &notes->stored)) {
		ts_note_release(&note);
		notes_draft(notes);
		return;
	}
	stored_take(notes, &note);
	if (changed) {
		/* Whoever opened this note elsewhere has taken over what was drafted here, and dropped it by saving. */
		notes->kept = NOTES_NOTHING_KEPT;
		notes_draft(notes);
		notes_say(notes, MESSAGE_NOTICE, "this note was changed elsewhere: saving joins both");
		return;
	}
	base_take(notes, &notes->stored);
	text_take(notes, notes->stored.text, notes->stored.size);
	if (notes->stored.head_count > 1)
		say_joined(notes);
	else
		notes_say(notes, MESSAGE_NOTICE,
		          "this note was changed elsewhere: this is how it is now, %s takes it back",
		          keymap_key(notes->view.environment->keymap, CONTEXT_NOTES, ACTION_TEXT_UNDO));
}

/* As the store does it; but a draft is no reason to ask about another file again and again. */
static enum ts_status draft_save(struct notes *notes)
{
	ts_store *store = notes->view.environment->store;
	size_t size = 0;
	const char *text = editor_text(notes->editor, &size);
	struct ts_replaced replaced;

	ts_replaced_read(store, &replaced);
	if (replaced.by != TS_REPLACED_NOT && replaced.by != TS_REPLACED_TAKEN)
		return TS_REPLACED;
	return ts_draft_save(store, &notes->base, text, size, editor_cursor(notes->editor),
	                     notes->view.environment->moment.now);
}

bool notes_draft_keep(const struct notes *notes)
{
	const struct environment *environment = notes->view.environment;
	size_t size = 0;
	const char *text = editor_text(notes->editor, &size);

	return ts_draft_keep(environment->store, &notes->base, text, size, editor_cursor(notes->editor),
	                     environment->moment.now) == TS_OK;
}

void notes_draft(struct notes *notes)
{
	const struct moment *moment = &notes->view.environment->moment;
	enum ts_status status = TS_OK;

	if (!notes->read || editor_revision(notes->editor) == notes->kept)
		return;
	status = draft_save(notes);
	if (status != TS_OK) {
		/* Tried again as soon as after a change. */
		notes->unkept_since = moment->uptime;
		notes->draft_failed = true;
		notes_say(notes, MESSAGE_ERROR, "no draft is kept: %s", ts_status_text(status));
		return;
	}
	if (notes->draft_failed)
		notes->notice[0] = '\0';
	notes->draft_failed = false;
	notes->kept = editor_revision(notes->editor);
	notes->unkept_since = 0;
	notes->drafted_at = moment->now;
}

/* Too long is said by how much: measured in bytes, told in letters. */
static const char *why_not_saved(const struct notes *notes, enum ts_status status, char *out, size_t size)
{
	size_t text_size = 0;
	const char *text = editor_text(notes->editor, &text_size);
	size_t most = notes->stored.size > TS_NOTE_LIMIT ? notes->stored.size : TS_NOTE_LIMIT;

	struct ts_holder holder;
	char whom[64];

	if (status == TS_TOO_LONG && text_size > most) {
		size_t letters = grapheme_count(text, text_size, most);
		(void)snprintf(out, size, "%zu %s too long", letters,
		               ts_counted((int64_t)letters, "letter", "letters"));
	} else if (status == TS_BUSY && ts_holder_read(notes->view.environment->store, &holder)) {
		ts_holder_words(&holder, whom, sizeof whom);
		(void)snprintf(out, size, "it waits for %s", whom);
	} else {
		(void)snprintf(out, size, "%s", ts_status_text(status));
	}
	return out;
}

/* The save failed: what is typed is kept as well as it can be, and said how. */
static void save_failed(struct notes *notes, enum ts_status status)
{
	char kept[FORMAT_SIZE], why[96];

	(void)why_not_saved(notes, status, why, sizeof why);
	notes_draft(notes);
	/* What is said below stays until a save works, not until a draft does. */
	notes->draft_failed = false;
	if (editor_revision(notes->editor) == notes->kept && notes->drafted_at != 0)
		notes_say(notes, MESSAGE_ERROR, "not saved: %s; the text stays here, a draft of %s is kept", why,
		          format_clock_local(notes->view.environment->clock, notes->drafted_at, kept));
	else
		notes_say(notes, MESSAGE_ERROR, "not saved: %s; the text is only here, no draft could be kept", why);
}

/* The text is stored: what stands there now is what it goes on from. False: it holds more than was written here. */
static bool saved(struct notes *notes)
{
	const struct environment *environment = notes->view.environment;
	struct ts_note note = { 0 };
	size_t size = 0;
	const char *text = editor_text(notes->editor, &size);
	bool alone = false;
	enum ts_status status = ts_note_read(environment->store, notes->day, &note);

	notes->saved_at = environment->moment.now;
	notes->drafted_at = 0;
	notes->kept = editor_revision(notes->editor);
	notes->unkept_since = 0;
	notes->notice[0] = '\0';
	if (status != TS_OK) {
		/* The next save names the old versions again: this one then stays beside it, and both are joined. */
		notes_say(notes, MESSAGE_ERROR, "saved, but it cannot be read again: %s", ts_status_text(status));
		return true;
	}
	alone = same_text(&note, text, size);
	stored_take(notes, &note);
	base_take(notes, &notes->stored);
	if (alone)
		return true;
	text_take(notes, notes->stored.text, notes->stored.size);
	if (notes->stored.head_count < 2)
		return true;
	go_to_mark(notes);
	notes_say(notes, MESSAGE_NOTICE, "saved, and joined with a change from elsewhere: look for the marked lines");
	return false;
}

bool notes_save(struct notes *notes, bool join, enum ts_status *status, struct ts_done *done)
{
	const struct environment *environment = notes->view.environment;
	size_t size = 0;
	const char *text = editor_text(notes->editor, &size);

	*status = TS_UNCHANGED;
	if (!notes_changed(notes) && (!join || notes->stored.head_count < 2)) {
		/* Typed and taken back: a draft of that must not come back. */
		if (notes->drafted_at != 0 && ts_draft_drop(environment->store, notes->day) == TS_OK)
			notes->drafted_at = 0;
		notes->kept = editor_revision(notes->editor);
		notes->unkept_since = 0;
		base_take(notes, &notes->stored);
		return true;
	}
	*status = ts_note_save(environment->store, &notes->base, text, size, environment->moment.now, done);
	if (*status == TS_OK || *status == TS_UNCHANGED)
		return saved(notes);
	save_failed(notes, *status);
	return false;
}
