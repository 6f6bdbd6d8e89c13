/*
 * The tables of escape sequences: xterm's ctlseqs, the Linux console's console_codes(4), and what rxvt does its own
 * way.
 */
#include "ui/terminal/input_sequence.h"

#include <string.h>

enum { PARAMETERS_MOST = 4, PARAMETER_LIMIT = 0x10ffff, COORDINATE_MOST = 16384 };

struct parameters {
	unsigned at[PARAMETERS_MOST]; /* 0: left out */
	size_t count;
};

static struct sequence_meaning key_meaning(enum key_name name, unsigned modifiers)
{
	return (struct sequence_meaning){ .type = SEQUENCE_KEY, .key = { .name = name, .modifiers = modifiers } };
}

static struct sequence_meaning unknown(void)
{
	return (struct sequence_meaning){ .type = SEQUENCE_UNKNOWN };
}

/* xterm sends 1 plus a sum of Shift 1, Alt 2, Control 4, Meta 8; no parameter is no modifier. */
static unsigned modifiers_of(unsigned parameter)
{
	unsigned bits = parameter == 0 ? 0 : parameter - 1;
	unsigned modifiers = 0;

	if ((bits & 1) != 0)
		modifiers |= MODIFIER_SHIFT;
	if ((bits & (2 | 8)) != 0)
		modifiers |= MODIFIER_ALT;
	if ((bits & 4) != 0)
		modifiers |= MODIFIER_CONTROL;
	return modifiers;
}

/* Numbers between semicolons; what follows a colon in one is a refinement we do not need. False: something else stands
 * there. */
static bool parameters_read(const char *bytes, size_t size, struct parameters *out)
{
	bool refined = false;

	*out = (struct parameters){ .count = size > 0 ? 1 : 0 };
	for (size_t i = 0; i < size; i++) {
		unsigned *number = &out->at[out->count - 1];

		if (bytes[i] == ';') {
			if (out->count == PARAMETERS_MOST)
				return false;
			out->count++;
			refined = false;
		} else if (bytes[i] == ':') {
			refined = true;
		} else if (bytes[i] < '0' || bytes[i] > '9') {
			return false;
		} else if (!refined) {
			*number = *number * 10 + (unsigned)(bytes[i] - '0');
			if (*number > PARAMETER_LIMIT)
				return false;
		}
	}
	return true;
}

/* CSI number ~ */
static enum key_name tilde_key(unsigned number, unsigned *modifiers)
{
	static const struct {
		unsigned char number, name, modifiers;
	} keys[] = {
		{ 1, KEYNAME_HOME, 0 },
		{ 2, KEYNAME_INSERT, 0 },
		{ 3, KEYNAME_DELETE, 0 },
		{ 4, KEYNAME_END, 0 },
		{ 5, KEYNAME_PAGE_UP, 0 },
		{ 6, KEYNAME_PAGE_DOWN, 0 },
		{ 7, KEYNAME_HOME, 0 },
		{ 8, KEYNAME_END, 0 },
		{ 11, KEYNAME_F1, 0 },
		{ 12, KEYNAME_F2, 0 },
		{ 13, KEYNAME_F3, 0 },
		{ 14, KEYNAME_F4, 0 },
		{ 15, KEYNAME_F5, 0 },
		{ 17, KEYNAME_F6, 0 },
		{ 18, KEYNAME_F7, 0 },
		{ 19, KEYNAME_F8, 0 },
		{ 20, KEYNAME_F9, 0 },
		{ 21, KEYNAME_F10, 0 },
		{ 23, KEYNAME_F11, 0 },
		{ 24, KEYNAME_F12, 0 },
		{ 25, KEYNAME_F1, MODIFIER_SHIFT },
		{ 26, KEYNAME_F2, MODIFIER_SHIFT },
		{ 28, KEYNAME_F3, MODIFIER_SHIFT },
		{ 29, KEYNAME_F4, MODIFIER_SHIFT },
		{ 31, KEYNAME_F5, MODIFIER_SHIFT },
		{ 32, KEYNAME_F6, MODIFIER_SHIFT },
		{ 33, KEYNAME_F7, MODIFIER_SHIFT },
		{ 34, KEYNAME_F8, MODIFIER_SHIFT },
	};

#ifdef TIMESHEET_TEST_BUILD
	if (number == 7771)
		return KEYNAME_FENCE;
#endif
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (keys[i].number == number) {
			*modifiers |= keys[i].modifiers;
			return (enum key_name)keys[i].name;
		}
	}
	return KEYNAME_NONE;
}

/* A key by its code point, as modifyOtherKeys and CSI u send it. */
static struct sequence_meaning code_key(unsigned code, unsigned modifiers)
{
	struct sequence_meaning meaning = { .type = SEQUENCE_KEY };

	switch (code) {
	case '\t':
		return key_meaning(KEYNAME_TAB, modifiers);
	case '\r':
		return key_meaning(KEYNAME_ENTER, modifiers);
	case 0x1b:
		return key_meaning(KEYNAME_ESCAPE, modifiers);
	case 0x7f:
		return key_meaning(KEYNAME_BACKSPACE, modifiers);
	case ' ':
		/* Shift makes no other character of it. */
		return key_meaning(KEYNAME_SPACE, modifiers & ~(unsigned)MODIFIER_SHIFT);
	default:
		break;
	}
	/* Surrogates are no characters; the private ones from U+E000 are kitty's names of keys we have no use for. */
	if (code < 0xa0 ? code < ' ' || code > '~' : code >= 0xd800 && code <= 0xf8ff)
		return unknown();
	if ((modifiers & MODIFIER_CONTROL) != 0 && code >= 'A' && code <= 'Z')
		code += 'a' - 'A';
	else if ((modifiers & (MODIFIER_SHIFT | MODIFIER_CONTROL)) == MODIFIER_SHIFT && code >= 'a' && code <= 'z')
		code -= 'a' - 'A';
	meaning.key.character = code;
	meaning.key.modifiers = modifiers & ~(unsigned)MODIFIER_SHIFT;
	return meaning;
}

/* Letters that mean the same after CSI and SS3. */
static enum key_name letter_key(char letter)
{
	switch (letter) {
	case 'A':
		return KEYNAME_UP;
	case 'B':
		return KEYNAME_DOWN;
	case 'C':
		return KEYNAME_RIGHT;
	case 'D':
		return KEYNAME_LEFT;
	case 'H':
		return KEYNAME_HOME;
	case 'F':
		return KEYNAME_END;
	case 'P':
		return KEYNAME_F1;
	case 'Q':
		return KEYNAME_F2;
	case 'R':
		return KEYNAME_F3;
	case 'S':
		return KEYNAME_F4;
	default:
		return KEYNAME_NONE;
	}
}

/* rxvt's arrows with a modifier are lower case. */
static struct sequence_meaning rxvt_arrow(char letter, unsigned modifier)
{
	return key_meaning(letter_key((char)(letter - 'a' + 'A')), modifier);
}

static struct sequence_meaning mouse_read(const char *bytes, size_t size, bool pressed)
{
	struct sequence_meaning meaning = { .type = SEQUENCE_MOUSE };
	struct parameters parameters;
	unsigned code;

	if (!parameters_read(bytes, size, &parameters) || parameters.count != 3 || parameters.at[1] == 0 ||
	    parameters.at[2] == 0 || parameters.at[1] > COORDINATE_MOST || parameters.at[2] > COORDINATE_MOST)
		return unknown();
	meaning.mouse.x = (int)parameters.at[1] - 1;
	meaning.mouse.y = (int)parameters.at[2] - 1;
	/* Bits: 0-1 button, 2-4 Shift, Meta, Control, 5 motion, 6 wheel. */
	code = parameters.at[0] & ~0x1cu;
	if (pressed && (code == 64 || code == 65)) {
		meaning.mouse.action = code == 64 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
		return meaning;
	}
	/* Motion without a button, sideways wheels, buttons that a mouse with wings has. */
	if ((code & 3u) == 3 || code > 34)
		return unknown();
	meaning.mouse.button = (int)(code & 3u) + 1;
	if (!pressed)
		meaning.mouse.action = MOUSE_RELEASE;
	else
		meaning.mouse.action = code >= 32 ? MOUSE_DRAG : MOUSE_PRESS;
	return meaning;
}

/* SS3, as the keypad and function keys send it in application mode. */
static struct sequence_meaning application_read(const struct parameters *parameters, char final)
{
	static const char keypad[] = "*+,-./0123456789"; /* from 'j' */
	unsigned modifiers = modifiers_of(parameters->count > 1 ? parameters->at[1] : parameters->at[0]);
	enum key_name name = letter_key(final);

	if (name != KEYNAME_NONE)
		return key_meaning(name, modifiers);
	if (final >= 'a' && final <= 'd')
		return rxvt_arrow(final, MODIFIER_CONTROL);
	if (final >= 'j' && final <= 'y')
		return code_key((unsigned char)keypad[final - 'j'], 0);
	if (final == 'M')
		return key_meaning(KEYNAME_ENTER, modifiers);
	if (final == 'I')
		return key_meaning(KEYNAME_TAB, modifiers);
	if (final == 'X')
		return code_key('=', 0);
	return unknown();
}

static struct sequence_meaning numbered_key(unsigned number, unsigned modifiers)
{
	enum key_name name = tilde_key(number, &modifiers);

	return name == KEYNAME_NONE ? unknown() : key_meaning(name, modifiers);
}

static struct sequence_meaning control_read(const struct parameters *parameters, char final)
{
	unsigned first = parameters->at[0], modifiers = modifiers_of(parameters->at[1]);
	/* CSI 5;7R is a report of the cursor's place, CSI 1;2R is Shift-F3. */
	enum key_name name = first <= 1 && parameters->count <= 2 ? letter_key(final) : KEYNAME_NONE;

	if (name != KEYNAME_NONE)
		return key_meaning(name, modifiers);
	switch (final) {
	case '~':
		if (first == 27 && parameters->count == 3)
			return code_key(parameters->at[2], modifiers);
		if (first == 200 && parameters->count == 1)
			return (struct sequence_meaning){ .type = SEQUENCE_PASTE };
		return numbered_key(first, modifiers);
	case 'u':
		return code_key(first, modifiers);
	case 'Z':
		return key_meaning(KEYNAME_TAB, modifiers | MODIFIER_SHIFT);
	case 'I':
	case 'O':
		if (parameters->count == 0)
			return (struct sequence_meaning){ .type = final == 'I' ? SEQUENCE_FOCUS_IN
				                                               : SEQUENCE_FOCUS_OUT };
		return unknown();
	case '^':
		return numbered_key(first, MODIFIER_CONTROL);
	case '$':
		return numbered_key(first, MODIFIER_SHIFT);
	case '@':
		return numbered_key(first, MODIFIER_CONTROL | MODIFIER_SHIFT);
	case 'a':
	case 'b':
	case 'c':
	case 'd':
		return rxvt_arrow(final, MODIFIER_SHIFT);
	default:
		return unknown();
	}
}

struct sequence_meaning sequence_read(const char *bytes, size_t size)
{
	struct parameters parameters;
	char final;

	if (size < 2)
		return unknown();
	final = bytes[size - 1];
	if (size == 3 && memcmp(bytes, "[[", 2) == 0 && final >= 'A' && final <= 'E')
		return key_meaning((enum key_name)(KEYNAME_F1 + (final - 'A')), 0);
	if (bytes[0] == '[' && bytes[1] == '<' && (final == 'M' || final == 'm'))
		return mouse_read(bytes + 2, size - 3, final == 'M');
	if (!parameters_read(bytes + 1, size - 2, &parameters))
		return unknown();
	return bytes[0] == 'O' ? application_read(&parameters, final) : control_read(&parameters, final);
}
