/* The words of the one list in action.h. */
#include "ui/keys/action.h"

static const struct {
	const char *name, *hint, *help;
} actions[ACTION_COUNT] = {
#define ACTION_ROW(id, name_, hint_, help_) [ACTION_##id] = { (name_), (hint_), (help_) },
	ACTION_LIST(ACTION_ROW)
#undef ACTION_ROW
};

static enum action known(enum action action)
{
	return action > ACTION_NONE && action < ACTION_COUNT ? action : ACTION_NONE;
}

const char *action_name(enum action action)
{
	return known(action) == ACTION_NONE ? "" : actions[action].name;
}

const char *action_hint(enum action action)
{
	return known(action) == ACTION_NONE ? "" : actions[action].hint + (action_lesser(action) ? 1 : 0);
}

bool action_lesser(enum action action)
{
	return known(action) != ACTION_NONE && actions[action].hint[0] == '~';
}

const char *action_help(enum action action)
{
	return known(action) == ACTION_NONE ? "" : actions[action].help;
}
