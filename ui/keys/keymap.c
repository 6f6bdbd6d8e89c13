/* Looks keys up in a table of bindings. */
#include "ui/keys/keymap.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *title;
	enum context parent;
} contexts[CONTEXT_COUNT] = {
	[CONTEXT_GLOBAL] = { "everywhere", "Everywhere", CONTEXT_GLOBAL },
	[CONTEXT_FIELD] = { "text", "Text", CONTEXT_GLOBAL },
	[CONTEXT_LOGIN] = { "login", "Login", CONTEXT_FIELD },
	[CONTEXT_LOCK] = { "lock", "Locked", CONTEXT_FIELD },
	[CONTEXT_FORM] = { "form", "Form", CONTEXT_FIELD },
	[CONTEXT_RECOVERY] = { "recovery", "Recovery code", CONTEXT_FORM },
	[CONTEXT_PICKER] = { "picker", "Picker", CONTEXT_FIELD },
	[CONTEXT_NOTES] = { "notes", "Notes", CONTEXT_FIELD },
	[CONTEXT_DAY] = { "day", "Day", CONTEXT_GLOBAL },
	[CONTEXT_SEARCH] = { "search", "Search", CONTEXT_FIELD },
	[CONTEXT_OWED] = { "owed", "Targets and bookings", CONTEXT_GLOBAL },
	[CONTEXT_ACTIVITIES] = { "activities", "Activities", CONTEXT_GLOBAL },
	[CONTEXT_REPORT] = { "report", "Reports", CONTEXT_GLOBAL },
	[CONTEXT_LOGS] = { "logs", "Logs of a report", CONTEXT_GLOBAL },
	[CONTEXT_CHECK] = { "check", "A file that is not whole", CONTEXT_GLOBAL },
	[CONTEXT_AWAY] = { "away", "Away", CONTEXT_GLOBAL },
	[CONTEXT_HELP] = { "help", "Help", CONTEXT_FIELD },
};

static const char nine_digits[] = "1..9";

enum context context_parent(enum context context)
{
	return contexts[context].parent;
}

const char *context_name(enum context context)
{
	return contexts[context].name;
}

const char *context_title(enum context context)
{
	return contexts[context].title;
}

struct keymap {
	const struct binding *table;
	struct bound {
		struct key key; /* a name out of range: it takes nothing */
		uint32_t last;  /* the last of the characters it takes, from key's on */
	} * bound;              /* for each of the table */
	size_t count;
	bool azerty;
	bool digits[CONTEXT_COUNT]; /* contexts in which digits are bound */
};

/* The unshifted keys of the number row, from the digit 0 on (ISO 9995-2, French). */
static const uint32_t azerty_row[] = { 0xe0, '&', 0xe9, '"', '\'', '(', '-', 0xe8, '_', 0xe7 };

static struct bound bound_of(const char *text)
{
	struct bound bound;

	/* Nine keys in one line of help. */
	if (strcmp(text, nine_digits) == 0)
		return (struct bound){ { .character = '1' }, '9' };
	if (!key_parse(text, &bound.key))
		bound.key = (struct key){ .name = KEYNAME_COUNT };
	bound.last = bound.key.character;
	return bound;
}

struct keymap *keymap_create(const struct binding *table, size_t count)
{
	struct keymap *keymap = allocate(1, sizeof *keymap);

	keymap->table = table;
	keymap->count = count;
	keymap->bound = allocate(count, sizeof *keymap->bound);
	for (size_t i = 0; i < count; i++) {
		keymap->bound[i] = bound_of(table[i].key);
		if (strcmp(table[i].key, nine_digits) == 0)
			keymap->digits[table[i].context] = true;
	}
	return keymap;
}

void keymap_destroy(struct keymap *keymap)
{
	if (!keymap)
		return;
	free(keymap->bound);
	free(keymap);
}

const struct binding *keymap_bindings(const struct keymap *keymap, size_t *count)
{
	*count = keymap->count;
	return keymap->table;
}

static bool bound_takes(const struct bound *bound, struct key key)
{
	if (key.name == KEYNAME_NONE && key.character > bound->key.character && key.character <= bound->last)
		key.character = bound->key.character;
	return key_equal(bound->key, key);
}

void keymap_set_azerty(struct keymap *keymap, bool azerty)
{
	keymap->azerty = azerty;
}

int keymap_digit(const struct keymap *keymap, struct key key)
{
	if (key.name != KEYNAME_NONE || key.modifiers != 0)
		return -1;
	if (key.character >= '0' && key.character <= '9')
		return (int)(key.character - '0');
	for (int digit = 0; keymap->azerty && digit < 10; digit++) {
		if (azerty_row[digit] == key.character)
			return digit;
	}
	return -1;
}

const char *keymap_row(const struct keymap *keymap, const struct binding *binding)
{
	if (!keymap->azerty || !keymap->digits[binding->context])
		return "";
	if (strcmp(binding->key, nine_digits) == 0)
		return "& \u00e9 \" ' ( - \u00e8 _ \u00e7";
	return strcmp(binding->key, "0") == 0 ? "\u00e0" : "";
}

/* A digit's own character, where digits are bound. */
static struct key key_meant(const struct keymap *keymap, enum context context, struct key key)
{
	int digit = keymap->digits[context] ? keymap_digit(keymap, key) : -1;

	if (digit >= 0)
		key.character = (uint32_t)('0' + digit);
	return key;
}

enum action keymap_lookup(const struct keymap *keymap, enum context context, struct key key)
{
	key = key_meant(keymap, context, key);
	for (;;) {
		for (size_t i = 0; i < keymap->count; i++) {
			if (keymap->table[i].context == context && bound_takes(&keymap->bound[i], key))
				return keymap->table[i].action;
		}
		if (context == CONTEXT_GLOBAL)
			return ACTION_NONE;
		context = context_parent(context);
	}
}

const char *keymap_key(const struct keymap *keymap, enum context context, enum action action)
{
	for (;;) {
		for (size_t i = 0; i < keymap->count; i++) {
			struct key key = keymap->bound[i].key;
			bool taken = !key_equal(key_meant(keymap, context, key), key);
			if (keymap->table[i].context == context && keymap->table[i].action == action && !taken)
				return keymap->table[i].key;
		}
		if (context == CONTEXT_GLOBAL)
			return "";
		context = context_parent(context);
	}
}
