/* Which capabilities of terminfo are which keys. Asks for them by name, so that it needs no ncurses. */
#include "ui/terminal/terminal_keys.h"

#include <stdio.h>

static const struct {
	const char *capability;
	struct key key;
} terminal_keys[] = {
	{ "kcuu1", { KEYNAME_UP, 0, 0 } },
	{ "kcud1", { KEYNAME_DOWN, 0, 0 } },
	{ "kcub1", { KEYNAME_LEFT, 0, 0 } },
	{ "kcuf1", { KEYNAME_RIGHT, 0, 0 } },
	{ "khome", { KEYNAME_HOME, 0, 0 } },
	{ "kend", { KEYNAME_END, 0, 0 } },
	{ "kpp", { KEYNAME_PAGE_UP, 0, 0 } },
	{ "knp", { KEYNAME_PAGE_DOWN, 0, 0 } },
	{ "kich1", { KEYNAME_INSERT, 0, 0 } },
	{ "kdch1", { KEYNAME_DELETE, 0, 0 } },
	{ "kcbt", { KEYNAME_TAB, 0, MODIFIER_SHIFT } },
	{ "kf1", { KEYNAME_F1, 0, 0 } },
	{ "kf2", { KEYNAME_F2, 0, 0 } },
	{ "kf3", { KEYNAME_F3, 0, 0 } },
	{ "kf4", { KEYNAME_F4, 0, 0 } },
	{ "kf5", { KEYNAME_F5, 0, 0 } },
	{ "kf6", { KEYNAME_F6, 0, 0 } },
	{ "kf7", { KEYNAME_F7, 0, 0 } },
	{ "kf8", { KEYNAME_F8, 0, 0 } },
	{ "kf9", { KEYNAME_F9, 0, 0 } },
	{ "kf10", { KEYNAME_F10, 0, 0 } },
	{ "kf11", { KEYNAME_F11, 0, 0 } },
	{ "kf12", { KEYNAME_F12, 0, 0 } },
};

/* Names that take a digit for the modifiers: kLFT5 is Control-Left. Without a digit it is Shift. */
static const struct {
	const char *capability;
	enum key_name name;
} modified_keys[] = {
	{ "kUP", KEYNAME_UP },       { "kDN", KEYNAME_DOWN },       { "kLFT", KEYNAME_LEFT },
	{ "kRIT", KEYNAME_RIGHT },   { "kHOM", KEYNAME_HOME },      { "kEND", KEYNAME_END },
	{ "kPRV", KEYNAME_PAGE_UP }, { "kNXT", KEYNAME_PAGE_DOWN }, { "kIC", KEYNAME_INSERT },
	{ "kDC", KEYNAME_DELETE },
};

void terminal_keys_define(struct decoder *decoder, const char *(*capability)(const char *name))
{
	for (size_t i = 0; i < sizeof modified_keys / sizeof modified_keys[0]; i++) {
		/* As xterm numbers them: 2 Shift, 3 Alt, 4 both, 5 Control ... 8 all. */
		for (unsigned digit = 2; digit <= 8; digit++) {
			struct key key = { .name = modified_keys[i].name };
			char name[16];

			(void)snprintf(name, sizeof name, digit == 2 ? "%s" : "%s%u", modified_keys[i].capability,
			               digit);
			key.modifiers |= ((digit - 1) & 1) != 0 ? MODIFIER_SHIFT : 0;
			key.modifiers |= ((digit - 1) & 2) != 0 ? MODIFIER_ALT : 0;
			key.modifiers |= ((digit - 1) & 4) != 0 ? MODIFIER_CONTROL : 0;
			decoder_define(decoder, capability(name), key);
		}
	}
	for (size_t i = 0; i < sizeof terminal_keys / sizeof terminal_keys[0]; i++)
		decoder_define(decoder, capability(terminal_keys[i].capability), terminal_keys[i].key);
}
