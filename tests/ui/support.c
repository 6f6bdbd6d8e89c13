/* Events as a person makes them. Golden screens stand in support_golden.c. */
#include "tests/ui/support.h"

#include "ui/keys/keymap.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

const struct keymap *test_keymap(void)
{
	static struct keymap *keymap;

	if (!keymap)
		keymap = keymap_create(bindings, binding_count);
	return keymap;
}

struct environment test_environment(ts_store *store, ts_time now)
{
	struct environment environment = {
		.store = store,
		.moment = { .now = now, .uptime = 1000000 },
		.width = 100,
		.height = 30,
		.half_blocks = true,
		.settings = ts_settings_default(),
		.host = "laptop",
		.theme = "dark",
		.keymap = test_keymap(),
	};

	return environment;
}

void test_pass(struct environment *environment, int64_t milliseconds)
{
	environment->moment.now += milliseconds;
	environment->moment.uptime += milliseconds;
}

/* What a view asks of the environment it stands in is done, as by the front end; the test owns that environment. */
static void environment_carry_out(const struct view *view, struct effects *effects)
{
	const union {
		const struct environment *read;
		struct environment *owned;
	} environment = { view->environment };
	size_t kept = 0;

	for (size_t i = 0; i < effects->count; i++) {
		if (!environment_take(environment.owned, &effects->at[i]))
			effects->at[kept++] = effects->at[i];
	}
	effects->count = kept;
}

static struct effects send(struct view *view, const struct event *event)
{
	struct effects effects = { .count = 0 };

	view->ops->update(view, event, &effects);
	environment_carry_out(view, &effects);
	return effects;
}

static void effects_append(struct effects *effects, const struct effects *more)
{
	assert_true(effects->count + more->count <= EFFECTS_MOST);
	for (size_t i = 0; i < more->count; i++)
		effects->at[effects->count++] = more->at[i];
}

static struct effects press_key(struct view *view, struct key key)
{
	struct event event = { .type = EVENT_ACTION };

	event.as.action.action = keymap_lookup(view->environment->keymap, view->ops->context, key);
	event.as.action.key = key;
	if (event.as.action.action == ACTION_NONE) {
		bool space = key.name == KEYNAME_SPACE;

		if ((key.name != KEYNAME_NONE && !space) || key.modifiers != 0)
			return (struct effects){ .count = 0 };
		event = (struct event){ .type = EVENT_TEXT };
		event.as.character = space ? ' ' : key.character;
	}
	return send(view, &event);
}

struct effects press(struct view *view, struct environment *environment, const char *text)
{
	struct key key;

	(void)environment;
	if (!key_parse(text, &key))
		fail_msg("no key is called '%s'", text);
	return press_key(view, key);
}

struct effects type_text(struct view *view, struct environment *environment, const char *text)
{
	struct effects all = { .count = 0 };

	(void)environment;
	while (*text != '\0') {
		utf8proc_int32_t character;
		utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &character);
		struct key key = { .name = character == ' ' ? KEYNAME_SPACE : KEYNAME_NONE };
		struct effects effects;

		assert_true(size > 0);
		if (character != ' ')
			key.character = (uint32_t)character;
		effects = press_key(view, key);
		effects_append(&all, &effects);
		text += size;
	}
	return all;
}

struct effects paste_text(struct view *view, struct environment *environment, const char *text)
{
	struct event event = { .type = EVENT_PASTE };

	(void)environment;
	event.as.paste.text = text;
	event.as.paste.size = strlen(text);
	return send(view, &event);
}

struct effects click(struct view *view, struct environment *environment, int x, int y)
{
	struct event event = { .type = EVENT_MOUSE };

	(void)environment;
	event.as.mouse = (struct mouse){ .action = MOUSE_PRESS, .x = x, .y = y, .button = 1 };
	return send(view, &event);
}

struct effects send_event(struct view *view, enum event_type type)
{
	struct event event = { .type = type };

	return send(view, &event);
}

struct effects send_answer(struct view *view, const struct answer *answer)
{
	struct event event = { .type = EVENT_ANSWER };

	event.as.answer = *answer;
	return send(view, &event);
}

const struct effect *effect_find(const struct effects *effects, enum effect_type type)
{
	for (size_t i = 0; i < effects->count; i++) {
		if (effects->at[i].type == type)
			return &effects->at[i];
	}
	return NULL;
}

struct surface *draw_view(const struct view *view)
{
	struct surface *surface = surface_create(view->environment->width, view->environment->height);

	surface_set_tints(surface, view->environment->half_blocks);
	view->ops->draw(view, surface);
	return surface;
}

void draw_at_all_sizes(struct view *view, struct environment *environment)
{
	int width = environment->width, height = environment->height;

	for (int y = 0; y <= 40; y += y < 12 ? 1 : 4) {
		for (int x = 0; x <= 120; x += x < 24 ? 1 : 7) {
			struct surface *surface;

			environment->width = x;
			environment->height = y;
			(void)send_event(view, EVENT_RESIZE);
			surface = draw_view(view);
			surface_destroy(surface);
		}
	}
	environment->width = width;
	environment->height = height;
	(void)send_event(view, EVENT_RESIZE);
}

void view_end(struct view *view)
{
	if (view != NULL)
		view->ops->destroy(view);
}
