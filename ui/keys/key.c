/* Names of keys, both ways. */
#include "ui/keys/key.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

static const char *const key_names[KEYNAME_COUNT] = {
	[KEYNAME_ENTER] = "Enter",    [KEYNAME_TAB] = "Tab",
	[KEYNAME_ESCAPE] = "Escape",  [KEYNAME_BACKSPACE] = "Backspace",
	[KEYNAME_SPACE] = "Space",    [KEYNAME_UP] = "Up",
	[KEYNAME_DOWN] = "Down",      [KEYNAME_LEFT] = "Left",
	[KEYNAME_RIGHT] = "Right",    [KEYNAME_HOME] = "Home",
	[KEYNAME_END] = "End",        [KEYNAME_PAGE_UP] = "PgUp",
	[KEYNAME_PAGE_DOWN] = "PgDn", [KEYNAME_INSERT] = "Insert",
	[KEYNAME_DELETE] = "Delete",  [KEYNAME_F1] = "F1",
	[KEYNAME_F2] = "F2",          [KEYNAME_F3] = "F3",
	[KEYNAME_F4] = "F4",          [KEYNAME_F5] = "F5",
	[KEYNAME_F6] = "F6",          [KEYNAME_F7] = "F7",
	[KEYNAME_F8] = "F8",          [KEYNAME_F9] = "F9",
	[KEYNAME_F10] = "F10",        [KEYNAME_F11] = "F11",
	[KEYNAME_F12] = "F12",        [KEYNAME_FENCE] = "Fence",
};

static const struct {
	char letter;
	unsigned modifier;
} modifier_letters[] = {
	{ 'C', MODIFIER_CONTROL },
	{ 'M', MODIFIER_ALT },
	{ 'S', MODIFIER_SHIFT },
};

bool key_equal(struct key left, struct key right)
{
	return left.name == right.name && left.modifiers == right.modifiers &&
	       (left.name != KEYNAME_NONE || left.character == right.character);
}

/* The modifier that "C-", "M-" or "S-" before a key stands for; 0: this is the key. */
static unsigned modifier_of(const char *text)
{
	if (text[0] == '\0' || text[1] != '-' || text[2] == '\0')
		return 0;
	for (size_t i = 0; i < sizeof modifier_letters / sizeof modifier_letters[0]; i++) {
		if (text[0] == modifier_letters[i].letter)
			return modifier_letters[i].modifier;
	}
	return 0;
}

bool key_parse(const char *text, struct key *out)
{
	struct key key = { .name = KEYNAME_NONE };
	utf8proc_int32_t character;
	utf8proc_ssize_t size;
	unsigned modifier;

	while ((modifier = modifier_of(text)) != 0) {
		if ((key.modifiers & modifier) != 0)
			return false;
		key.modifiers |= modifier;
		text += 2;
	}
	for (int i = KEYNAME_NONE + 1; i < KEYNAME_COUNT; i++) {
		if (strcmp(text, key_names[i]) == 0) {
			key.name = (enum key_name)i;
			*out = key;
			return true;
		}
	}
	size = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &character);
	/* Space has a name, and Shift makes another character. */
	if (size < 1 || character <= ' ' || character == 0x7f || text[size] != '\0' ||
	    (key.modifiers & MODIFIER_SHIFT) != 0)
		return false;
	key.character = (uint32_t)character;
	*out = key;
	return true;
}

void key_print(struct key key, char *out, size_t size)
{
	char name[16] = "";
	char prefix[8] = "";
	size_t used = 0;

	for (size_t i = 0; i < sizeof modifier_letters / sizeof modifier_letters[0]; i++) {
		if ((key.modifiers & modifier_letters[i].modifier) != 0) {
			prefix[used++] = modifier_letters[i].letter;
			prefix[used++] = '-';
		}
	}
	if (key.name > KEYNAME_NONE && key.name < KEYNAME_COUNT)
		(void)snprintf(name, sizeof name, "%s", key_names[key.name]);
	else if (utf8proc_codepoint_valid((utf8proc_int32_t)key.character))
		name[utf8proc_encode_char((utf8proc_int32_t)key.character, (utf8proc_uint8_t *)name)] = '\0';
	(void)snprintf(out, size, "%s%s", prefix, name);
}
