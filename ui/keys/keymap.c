/* Looks keys up in the table of bindings.c. */
#include "ui/keys/keymap.h"

#include <string.h>

static const struct {
	const char *title;
	enum context parent;
} contexts[CONTEXT_COUNT] = {
	[CONTEXT_GLOBAL] = { "Everywhere", CONTEXT_GLOBAL },
	[CONTEXT_FIELD] = { "Text", CONTEXT_GLOBAL },
	[CONTEXT_LOGIN] = { "Login", CONTEXT_FIELD },
	[CONTEXT_LOCK] = { "Locked", CONTEXT_FIELD },
	[CONTEXT_FORM] = { "Form", CONTEXT_FIELD },
	[CONTEXT_PICKER] = { "Picker", CONTEXT_FIELD },
	[CONTEXT_NOTES] = { "Notes", CONTEXT_FIELD },
	[CONTEXT_DAY] = { "Day", CONTEXT_GLOBAL },
	[CONTEXT_SEARCH] = { "Search", CONTEXT_FIELD },
	[CONTEXT_ACTIVITIES] = { "Activities", CONTEXT_GLOBAL },
	[CONTEXT_REPORT] = { "Reports", CONTEXT_GLOBAL },
	[CONTEXT_WHOLE] = { "A file that is not whole", CONTEXT_GLOBAL },
	[CONTEXT_HELP] = { "Help", CONTEXT_GLOBAL },
};

static const char nine_digits[] = "1..9";

enum context context_parent(enum context context)
{
	return contexts[context].parent;
}

const char *context_title(enum context context)
{
	return contexts[context].title;
}

static bool binding_takes(const struct binding *binding, struct key key)
{
	struct key bound;

	if (strcmp(binding->key, nine_digits) == 0)
		return key.name == KEYNAME_NONE && key.modifiers == 0 && key.character >= '1' && key.character <= '9';
	return key_parse(binding->key, &bound) && key_equal(bound, key);
}

enum action keymap_lookup(enum context context, struct key key)
{
	for (;;) {
		for (size_t i = 0; i < binding_count; i++) {
			if (bindings[i].context == context && binding_takes(&bindings[i], key))
				return bindings[i].action;
		}
		if (context == CONTEXT_GLOBAL)
			return ACTION_NONE;
		context = context_parent(context);
	}
}

const char *keymap_key(enum context context, enum action action)
{
	for (;;) {
		for (size_t i = 0; i < binding_count; i++) {
			if (bindings[i].context == context && bindings[i].action == action)
				return bindings[i].key;
		}
		if (context == CONTEXT_GLOBAL)
			return "";
		context = context_parent(context);
	}
}
