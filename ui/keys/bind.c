/* Keys of one's own, applied to the table of bindings line by line. */
#include "ui/keys/bind.h"

#include "ui/base/alloc.h"
#include "ui/base/distance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 24 };

static const char no_action[] = "none";

/* What lines have made of a row. */
struct origin {
	int line;           /* 0: none */
	enum action before; /* what the key meant without it; ACTION_NONE with made */
	bool made;          /* the row was not there */
};

struct bind_table {
	struct binding *rows;
	struct origin *origins; /* for each row */
	size_t count;
	char **keys; /* names of keys that are not in the usual table */
	size_t key_count;
};

struct bind_table *bind_table_create(void)
{
	struct bind_table *table = allocate(1, sizeof *table);

	table->count = binding_count;
	table->rows = allocate(binding_count, sizeof *table->rows);
	table->origins = allocate(binding_count, sizeof *table->origins);
	memcpy(table->rows, bindings, binding_count * sizeof *bindings);
	return table;
}

void bind_table_destroy(struct bind_table *table)
{
	if (!table)
		return;
	for (size_t i = 0; i < table->key_count; i++)
		free(table->keys[i]);
	free(table->keys);
	free(table->origins);
	free(table->rows);
	free(table);
}

/* ---- words */

static const char *screen_at(const void *context, size_t index)
{
	(void)context;
	return index < CONTEXT_COUNT ? context_name((enum context)index) : NULL;
}

static const char *action_at(const void *context, size_t index)
{
	(void)context;
	if (index == 0)
		return no_action;
	return index < ACTION_COUNT ? action_name((enum action)index) : NULL;
}

/* The place of a word among those; -1: it is none, and why says so. */
static int word_find(const char *word, const char *(*word_at)(const void *context, size_t index), const char *what,
                     char *why, size_t size)
{
	const char *near;

	for (size_t i = 0; word_at(NULL, i); i++) {
		if (strcmp(word_at(NULL, i), word) == 0)
			return (int)i;
	}
	near = text_near(word, word_at, NULL);
	(void)snprintf(why, size, "'%s' is no %s%s%s%s", word, what, near ? ", did you mean '" : "", near ? near : "",
	               near ? "'?" : "");
	return -1;
}

/* ---- what a line may do */

static bool types_text(enum context context)
{
	while (context != CONTEXT_GLOBAL && context != CONTEXT_FIELD)
		context = context_parent(context);
	return context == CONTEXT_FIELD;
}

/* A screen does what its own keys do, and those that hold on it besides. */
static bool screen_does(enum context context, enum action action)
{
	for (;;) {
		for (size_t i = 0; i < binding_count; i++) {
			if (bindings[i].context == context && bindings[i].action == action)
				return true;
		}
		if (context == CONTEXT_GLOBAL)
			return false;
		context = context_parent(context);
	}
}

static bool logs_by_digits(enum context context, struct key key)
{
	bool digit = key.name == KEYNAME_NONE && key.modifiers == 0 && key.character >= '1' && key.character <= '9';

	for (size_t i = 0; digit && i < binding_count; i++) {
		if (bindings[i].context == context && bindings[i].key[0] == '1' && bindings[i].key[1] == '.')
			return true;
	}
	return false;
}

/* False: why says what speaks against it. */
static bool line_allowed(enum context context, struct key key, const char *name, enum action action, char *why,
                         size_t size)
{
	bool letter = key.name == KEYNAME_SPACE || key.name == KEYNAME_NONE;

	if (key.name == KEYNAME_FENCE)
		(void)snprintf(why, size, "'%s' is no key", name);
	else if (action != ACTION_NONE && !screen_does(context, action))
		(void)snprintf(why, size, "'%s' does nothing on %s", action_name(action), context_name(context));
	else if (types_text(context) && letter && key.modifiers == 0)
		(void)snprintf(why, size, "'%s' is text on %s: add C- or M-", name, context_name(context));
	else if (logs_by_digits(context, key))
		(void)snprintf(why, size, "'%s' is a slot on %s", name, context_name(context));
	else
		return true;
	return false;
}

/* ---- the table */

static bool row_takes(const struct binding *row, enum context context, struct key key)
{
	struct key own;

	return row->context == context && key_parse(row->key, &own) && key_equal(own, key);
}

/* Where a new row belongs: behind the others of its action, else behind those of its screen. */
static size_t place_of(const struct bind_table *table, enum context context, enum action action)
{
	size_t last_of_screen = table->count, last_of_action = table->count;

	for (size_t i = 0; i < table->count; i++) {
		if (table->rows[i].context != context)
			continue;
		last_of_screen = i + 1;
		if (table->rows[i].action == action)
			last_of_action = i + 1;
	}
	return last_of_action < table->count ? last_of_action : last_of_screen;
}

static void row_insert(struct bind_table *table, enum context context, struct key key, enum action action, int line)
{
	size_t place = place_of(table, context, action), behind = table->count - place;
	char name[KEY_SIZE];

	key_print(key, name, sizeof name);
	table->keys = reallocate(table->keys, table->key_count + 1, sizeof *table->keys);
	table->keys[table->key_count] = copy_text(name);
	table->rows = reallocate(table->rows, table->count + 1, sizeof *table->rows);
	table->origins = reallocate(table->origins, table->count + 1, sizeof *table->origins);
	memmove(table->rows + place + 1, table->rows + place, behind * sizeof *table->rows);
	memmove(table->origins + place + 1, table->origins + place, behind * sizeof *table->origins);
	table->rows[place] = (struct binding){ context, table->keys[table->key_count++], action };
	table->origins[place] = (struct origin){ .line = line, .made = true };
	table->count++;
}

bool bind_table_add(struct bind_table *table, const char *const words[3], int line, char *why, size_t size)
{
	int context = word_find(words[0], screen_at, "screen", why, size), action;
	struct key key;

	if (context < 0)
		return false;
	if (!key_parse(words[1], &key)) {
		(void)snprintf(why, size, "'%s' is no key; keys are written as help (?) shows them", words[1]);
		return false;
	}
	action = word_find(words[2], action_at, "action", why, size);
	if (action < 0 || !line_allowed((enum context)context, key, words[1], (enum action)action, why, size))
		return false;
	for (size_t i = 0; i < table->count; i++) {
		struct origin *origin = &table->origins[i];

		if (!row_takes(&table->rows[i], (enum context)context, key))
			continue;
		if (origin->line != 0) {
			(void)snprintf(why, size, "'%s' on %s is bound in line %d already", words[1], words[0],
			               origin->line);
			return false;
		}
		*origin = (struct origin){ .line = line, .before = table->rows[i].action };
		table->rows[i].action = (enum action)action;
		return true;
	}
	row_insert(table, (enum context)context, key, (enum action)action, line);
	return true;
}

/* What a screen must not be without, if it has a key for it at all. */
static const enum action needed[] = { ACTION_QUIT, ACTION_HELP, ACTION_CANCEL, ACTION_LEAVE, ACTION_ACCEPT };

static bool has_key(const struct binding *rows, size_t count, enum context context, enum action action)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].context == context && rows[i].action == action)
			return true;
	}
	return false;
}

/* Gives the last key that lines have taken from an action its meaning back. Returns the line's number. */
static int take_back(struct bind_table *table, enum context context, enum action action)
{
	size_t last = table->count;

	for (size_t i = 0; i < table->count; i++) {
		const struct origin *origin = &table->origins[i];

		if (table->rows[i].context == context && origin->line != 0 && !origin->made &&
		    origin->before == action && (last == table->count || origin->line > table->origins[last].line))
			last = i;
	}
	if (last == table->count)
		return 0;
	int line = table->origins[last].line;
	table->rows[last].action = action;
	table->origins[last] = (struct origin){ 0 };
	return line;
}

int bind_table_settle(struct bind_table *table, char *why, size_t size)
{
	for (int context = 0; context < CONTEXT_COUNT; context++) {
		for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
			if (!has_key(bindings, binding_count, (enum context)context, needed[i]) ||
			    has_key(table->rows, table->count, (enum context)context, needed[i]))
				continue;
			(void)snprintf(why, size, "that leaves no key for '%s' on %s", action_name(needed[i]),
			               context_name((enum context)context));
			return take_back(table, (enum context)context, needed[i]);
		}
	}
	return 0;
}

const struct binding *bind_table_rows(const struct bind_table *table, size_t *count)
{
	*count = table->count;
	return table->rows;
}

int bind_table_line(const struct bind_table *table, size_t row)
{
	return table->origins[row].line;
}
