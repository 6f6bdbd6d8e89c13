/* What src/ calls: keys, ticks and resizes on their way to the views, and the picture on its way back. */
#include "ui/ui.h"

#include "ui/base/alloc.h"
#include "ui/ui_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text_take(char *out, size_t size, const char *text)
{
	(void)snprintf(out, size, "%s", text ? text : "");
}

/* The name to offer: the one asked for, that of the only user, or to the first one what the machine calls them. */
static void user_offer(struct ui *ui, const char *user, const char *account)
{
	struct environment *environment = &ui->environment;
	text_take(environment->user, sizeof environment->user, user);
	if (environment->user[0] != '\0')
		return;
	struct ts_users users = { 0 };
	enum ts_status status = ts_users_read(environment->store, &users);
	if (status != TS_OK)
		ui_say(ui, MESSAGE_ERROR, "the users cannot be read: %s", ts_status_text(status));
	else if (users.count <= 1)
		text_take(environment->user, sizeof environment->user, users.count == 1 ? users.names[0] : account);
	ts_users_release(&users);
}

static struct keymap *keymap_of(const struct config *config)
{
	size_t count = binding_count;
	const struct binding *rows = config ? bind_table_rows(config->keys, &count) : bindings;
	return keymap_create(rows, count);
}

struct ui *ui_create(ts_store *store, const struct ui_options *options, struct moment moment, int width, int height)
{
	struct ui *ui = allocate(1, sizeof *ui);
	struct environment *environment = &ui->environment;
	environment->store = store;
	environment->cut = &ui->cut;
	environment->left = &ui->left;
	environment->moment = moment;
	environment->width = width;
	environment->height = height;
	environment->half_blocks = options->half_blocks;
	environment->date_order = options->date_order;
	environment->settings = ts_settings_default();
	text_take(environment->host, sizeof environment->host, options->host);
	if (options->theme && options->theme[0] != '\0')
		text_take(environment->settings.theme, sizeof environment->settings.theme, options->theme);
	environment->config = options->config;
	static const int weekdays[] = { 0, 6, 5 }; /* by CONFIG_FIRST_WEEKDAY's words */
	environment->first_weekday = weekdays[config_value(options->config, CONFIG_FIRST_WEEKDAY)];
	environment->clock = config_value(options->config, CONFIG_CLOCK) == 0 ? CLOCK_24 : CLOCK_12;
	settings_theme(ui);
	environment->has_machine = options->machine != NULL;
	if (options->machine)
		environment->machine = *options->machine;
	ui->keymap = keymap_of(options->config);
	environment->keymap = ui->keymap;
	settings_keys(ui);
	ui->last_input = moment.uptime;
	ui->asleep = moment.asleep;
	waiting_last_turn(ui);
	user_offer(ui, options->user, options->account);
	if (ts_read_only(store))
		ui_say(ui, MESSAGE_NOTICE, "%s can only be read: nothing can be logged", ts_path(store));
	if ((options->logged_in && session_shown(ui)) || session_resume(ui))
		check_ask(ui);
	else
		stack_push(ui, view_login_create(environment));
	return ui;
}

void ui_destroy(struct ui *ui)
{
	if (!ui)
		return;
	stack_clear(ui);
	piece_release(&ui->cut);
	ts_wipe(&ui->left, sizeof ui->left);
	check_end(ui);
	waiting_release(ui);
	for (size_t i = 0; i < ui->pending_count; i++) {
		if (ui->pending[i].type == EFFECT_AUTH)
			ts_auth_destroy(ui->pending[i].auth);
	}
	keymap_destroy(ui->keymap);
	announce_forget(ui);
	copied_forget(ui);
	free(ui->layers);
	free(ui->jobs);
	free(ui->pending);
	ts_wipe(ui, sizeof *ui);
	free(ui);
}

/* ---- what happens */

/* To one view, or to all; and what comes of it for the session. */
static void send(struct ui *ui, struct layer layer, const struct event *event)
{
	stack_send(ui, layer, event);
	session_look(ui);
}

static void broadcast(struct ui *ui, enum event_type type)
{
	stack_broadcast(ui, type);
	session_look(ui);
}

static bool context_is_text(enum context context)
{
	while (context != CONTEXT_GLOBAL && context != CONTEXT_FIELD)
		context = context_parent(context);
	return context == CONTEXT_FIELD;
}

/* The character a key stands for when no binding takes it; 0: none. */
static uint32_t key_character(struct key key)
{
	if (key.name == KEYNAME_SPACE && key.modifiers == 0)
		return ' ';
	bool printable = key.character >= 0x20 && (key.character < 0x7f || key.character >= 0xa0);
	return key.name == KEYNAME_NONE && key.modifiers == 0 && printable ? key.character : 0;
}

static void suspend_or_quit(struct ui *ui, enum effect_type type)
{
	waiting_last_turn(ui);
	broadcast(ui, EVENT_SAVE);
	if (type == EFFECT_QUIT)
		stay_leave(ui);
	stack_pend(ui, type);
}

/* True: something comes of the key, if only word that nothing does. */
static bool key_acts(const struct ui *ui, enum action action, struct key key)
{
	if (picture_too_small(ui) || action == ACTION_REDRAW || action == ACTION_SUSPEND)
		return false;
	return action != ACTION_NONE || key.name != KEYNAME_ESCAPE;
}

/* No key is met with silence: one that does nothing says so, and where to look. Escape alone asks for no answer. */
static void say_unbound(struct ui *ui, enum context context, struct key key)
{
	const char *help = keymap_key(ui->environment.keymap, context, ACTION_HELP);
	char name[32];
	if (key.name == KEYNAME_ESCAPE || ui->environment.message.text[0] != '\0' || help[0] == '\0')
		return;
	key_print(key, name, sizeof name);
	const char *quit = keymap_key(ui->environment.keymap, context, ACTION_QUIT);
	if (strcmp(name, "C-c") == 0 && quit[0] != '\0')
		ui_say(ui, MESSAGE_NOTICE, "%s does nothing here   %s quits", name, quit);
	else
		ui_say(ui, MESSAGE_NOTICE, "%s does nothing here   %s shows the keys", name, help);
}

/* The same key that closed a screen leaves the day: pressed once too often, it is to be known for what it is. */
static void left_note(struct ui *ui, struct layer top, struct key key)
{
	struct environment *environment = &ui->environment;
	if (keymap_lookup(ui->keymap, CONTEXT_DAY, key) != ACTION_QUIT)
		environment->left_at = 0;
	else if (!stack_holds(ui, top.serial))
		environment->left_at = environment->moment.uptime;
}

/* read: what stands on the event line stood there before the key, and goes when that acts. */
static void key_press(struct ui *ui, struct key key, bool read)
{
	struct layer top = stack_top(ui);
	enum context context = top.view->ops->context;
	enum action action = keymap_lookup(ui->environment.keymap, context, key);
	session_key(ui, context, key);
	if (action == ACTION_GIVE_UP && waiting_give_up(ui))
		return;
	/* Nothing waits: it is the key alone. */
	if (action == ACTION_GIVE_UP)
		action = ACTION_NONE;
	if (read && key_acts(ui, action, key))
		ui->environment.message.text[0] = '\0';
	if (action == ACTION_REDRAW) {
		stack_pend(ui, EFFECT_REDRAW);
	} else if (action == ACTION_SUSPEND) {
		suspend_or_quit(ui, EFFECT_SUSPEND);
	} else if (picture_too_small(ui)) {
		if (action == ACTION_QUIT)
			suspend_or_quit(ui, EFFECT_QUIT);
	} else if (action != ACTION_NONE) {
		send(ui, top, &(struct event){ .type = EVENT_ACTION, .as.action = { action, key } });
		left_note(ui, top, key);
	} else if (key_character(key) != 0) {
		send(ui, top, &(struct event){ .type = EVENT_TEXT, .as.character = key_character(key) });
		if (!context_is_text(context))
			say_unbound(ui, context, key);
	} else if (key.name == KEYNAME_ESCAPE && key.modifiers == 0) {
		/* Where nothing can be left there may still be a question. */
		send(ui, top, &(struct event){ .type = EVENT_TEXT, .as.character = TEXT_ESCAPE });
	} else {
		say_unbound(ui, context, key);
	}
}

/* Escape and a key that came in one read are what Alt and that key send: tmux and slow lines join them. */
static bool is_escape_and_key(const struct ui *ui, struct key key)
{
	bool one_byte = key.name == KEYNAME_NONE || key.name == KEYNAME_ENTER || key.name == KEYNAME_TAB ||
	                key.name == KEYNAME_BACKSPACE || key.name == KEYNAME_SPACE;
	return one_byte && (key.modifiers & MODIFIER_ALT) != 0 &&
	       keymap_lookup(ui->environment.keymap, stack_top(ui).view->ops->context, key) == ACTION_NONE;
}

static void input_key(struct ui *ui, struct key key, bool read)
{
	if (refusal_holds(ui, key))
		return;
	if (is_escape_and_key(ui, key)) {
		key_press(ui, (struct key){ .name = KEYNAME_ESCAPE }, read);
		key.modifiers &= ~(unsigned)MODIFIER_ALT;
	}
	key_press(ui, key, read);
}

/* While a password is tried nobody can take keys, but whoever knows it right types on: "password, Enter, 3". */
static bool is_trying(const struct ui *ui)
{
	struct layer top = stack_top(ui);
	enum context context = top.view->ops->context;
	if (context != CONTEXT_LOGIN && context != CONTEXT_LOCK)
		return false;
	for (size_t i = 0; i < ui->job_count; i++) {
		if (ui->jobs[i].owner == top.serial)
			return true;
	}
	return false;
}

/* Keys that could be meant for the day. Enter is often pressed twice: it does not count before another. */
static void ahead_keep(struct ui *ui, struct key key)
{
	bool enter = key.name == KEYNAME_ENTER;
	if (picture_too_small(ui) || (key_character(key) == 0 && !enter) || (enter && ui->ahead_count == 0))
		return;
	if (ui->ahead_count < AHEAD_MOST)
		ui->ahead[ui->ahead_count] = key;
	ui->ahead_count++;
}

/* Only the day takes what was typed ahead of it, and only a few keys: after a wrong password, or when there are many,
 * they may be the password once more. */
static void ahead_take(struct ui *ui)
{
	bool day = stack_top(ui).view->ops->context == CONTEXT_DAY;
	for (size_t i = 0; day && ui->ahead_count <= AHEAD_MOST && i < ui->ahead_count; i++)
		input_key(ui, ui->ahead[i], false);
	if (day && ui->ahead_count > AHEAD_MOST)
		ui_say(ui, MESSAGE_NOTICE, "the %zu keys typed before the day was open were dropped", ui->ahead_count);
	ts_wipe(ui->ahead, sizeof ui->ahead);
	ui->ahead_count = 0;
}

static void input_paste(struct ui *ui, const struct input *input)
{
	struct layer top = stack_top(ui);
	if (picture_too_small(ui))
		return;
	if (!context_is_text(top.view->ops->context)) {
		ui_say(ui, MESSAGE_NOTICE, "pasted text was dropped: it would have logged digits");
		return;
	}
	struct event event = { .type = EVENT_PASTE, .as.paste = { input->as.paste.text, input->as.paste.size } };
	send(ui, top, &event);
	if (input->cut)
		ui_say(ui, MESSAGE_NOTICE, "the pasted text was too long: its end is missing");
}

static void changed_take(struct ui *ui)
{
	(void)replaced_look(ui);
	settings_changed(ui);
	if (session_key_look(ui))
		return;
	stay_look(ui);
	broadcast(ui, EVENT_CHANGED);
	replaced_tell(ui);
}

static void look_for_changes(struct ui *ui)
{
	if (ts_changed(ui->environment.store))
		changed_take(ui);
}

/* What was asked for may have come upon another file. */
static void look_at_file(struct ui *ui)
{
	if (replaced_look(ui))
		changed_take(ui);
	replaced_tell(ui);
}

static void input_take(struct ui *ui, const struct input *input)
{
	struct moment moment = ui->environment.moment;
	/* The key that finds the screen overdue for its lock only locks it: it was meant for something nobody may see
	 * now. */
	if (session_idle_lock(ui))
		return;
	/* What the look for changes says is new, and stays. */
	uint64_t said = ui->said;
	look_for_changes(ui);
	bool read = ui->said == said;
	/* The key that finds that the machine slept only leads to the question. */
	bool slept = away_look(ui, input->type != INPUT_GROUND);
	if ((input->type == INPUT_FOCUS || input->type == INPUT_GROUND) && !slept)
		return;
	ui->last_input = moment.uptime;
	if (slept)
		return;
	check_put_off(ui);
	if (input->type == INPUT_KEY && is_trying(ui))
		ahead_keep(ui, input->as.key);
	if (input->type == INPUT_KEY) {
		input_key(ui, input->as.key, read);
		refusal_repeat(ui);
	} else if (input->type == INPUT_PASTE)
		input_paste(ui, input);
	else if (input->type == INPUT_REFUSED)
		refusal_take(ui, input->as.pasted);
	else if (!picture_too_small(ui))
		send(ui, stack_top(ui), &(struct event){ .type = EVENT_MOUSE, .as.mouse = input->as.mouse });
	if (ui->has_pressed) {
		ui->has_pressed = false;
		key_press(ui, ui->pressed, false);
	}
	look_at_file(ui);
	check_ask(ui);
}

/* A password is worth a wait: trying it again takes longer. */
static bool hands_on_password(const struct ui *ui, const struct input *input)
{
	return input->type == INPUT_KEY && input->as.key.name == KEYNAME_ENTER && stack_top(ui).view->ops->secret;
}

static void turn_begin(struct ui *ui, struct moment moment)
{
	ui->environment.moment = moment;
	waiting_turn(ui);
}

void ui_input(struct ui *ui, const struct input *input, struct moment moment)
{
	turn_begin(ui, moment);
	if (hands_on_password(ui, input))
		waiting_password_turn(ui);
	input_take(ui, input);
	waiting_turn_end(ui);
}

static void tick_take(struct ui *ui)
{
	struct moment moment = ui->environment.moment;
	if (session_idle_lock(ui))
		return;
	(void)away_look(ui, false);
	/* Where changes are not heard of, the minute brings them. */
	look_for_changes(ui);
	struct message *message = &ui->environment.message;
	if (message->text[0] != '\0' && moment.uptime - message->moment.uptime >= MESSAGE_STAYS)
		message->text[0] = '\0';
	waiting_look(ui);
	stay_tick(ui);
	broadcast(ui, EVENT_TICK);
	check_look(ui);
	look_at_file(ui);
	check_ask(ui);
}

void ui_tick(struct ui *ui, struct moment moment)
{
	turn_begin(ui, moment);
	tick_take(ui);
	waiting_turn_end(ui);
}

void ui_resize(struct ui *ui, int width, int height, struct moment moment)
{
	ui->environment.moment = moment;
	ui->environment.width = width;
	ui->environment.height = height;
	broadcast(ui, EVENT_RESIZE);
}

void ui_changed(struct ui *ui, struct moment moment)
{
	turn_begin(ui, moment);
	changed_take(ui);
	waiting_turn_end(ui);
}

void ui_set_terminals(struct ui *ui, int terminals)
{
	ui->environment.terminals = terminals;
}

void ui_set_sync(struct ui *ui, const struct sync_view *sync)
{
	ui->environment.sync = *sync;
}

void ui_notice(struct ui *ui, struct moment moment, const char *text)
{
	ui->environment.moment = moment;
	ui_say(ui, MESSAGE_NOTICE, "%s", text);
}

void ui_auth_done(struct ui *ui, ts_auth *auth, struct moment moment)
{
	turn_begin(ui, moment);
	waiting_password_turn(ui);
	stack_job_done(ui, auth);
	session_look(ui);
	ahead_take(ui);
	look_at_file(ui);
	check_ask(ui);
	waiting_turn_end(ui);
}

void ui_resumed(struct ui *ui, struct moment moment)
{
	turn_begin(ui, moment);
	stack_pend(ui, EFFECT_REDRAW);
	if (session_idle_lock(ui))
		return;
	look_for_changes(ui);
	broadcast(ui, EVENT_TICK);
}

void ui_leaving(struct ui *ui, struct moment moment)
{
	turn_begin(ui, moment);
	waiting_last_turn(ui);
	broadcast(ui, EVENT_SAVE);
	stay_leave(ui);
}

/* ---- what src/ asks */

bool ui_next_effect(struct ui *ui, struct effect *out)
{
	return stack_next(ui, out);
}

char *ui_take_copied(struct ui *ui)
{
	char *copied = ui->copied;
	ui->copied = NULL;
	return copied;
}

int64_t ui_wake(const struct ui *ui)
{
	int64_t wake = session_idle_due(ui);
	const int64_t others[] = { check_due(ui), waiting_due(ui) };
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		if (others[i] != 0 && (wake == 0 || others[i] < wake))
			wake = others[i];
	}
	for (size_t i = 0; i < ui->layer_count; i++) {
		const struct view *view = ui->layers[i].view;
		int64_t wanted = view->ops->wake ? view->ops->wake(view) : 0;
		if (wanted != 0 && (wake == 0 || wanted < wake))
			wake = wanted;
	}
	return wake;
}

const char *ui_theme(const struct ui *ui)
{
	return ui->environment.theme;
}

bool ui_mouse(const struct ui *ui)
{
	int own = config_value(ui->environment.config, CONFIG_MOUSE);
	return own == CONFIG_UNSAID ? ui->environment.settings.mouse : own != 0;
}

bool ui_busy(const struct ui *ui)
{
	return ui->job_count > 0;
}
