/*
 * Bytes to keys. One byte at a time goes through a small state machine, so that it does not matter where reads cut a
 * sequence. Whole sequences are read in input_sequence.c, pastes collected in input_paste.c.
 */
#include "ui/terminal/input.h"

#include "ui/base/alloc.h"
#include "ui/terminal/input_character.h"
#include "ui/terminal/input_paste.h"
#include "ui/terminal/input_reply.h"
#include "ui/terminal/input_sequence.h"

#include <stdlib.h>
#include <string.h>

enum {
	BYTE_ESCAPE = 0x1b,
	BYTE_BELL = 0x07,
	BYTE_CANCEL = 0x18,
	BYTE_SUBSTITUTE = 0x1a,
	BYTE_DELETE = 0x7f,
	DEFINED_MOST = 256,
	MOUSE_BYTES = 3
};

enum state {
	STATE_GROUND,
	STATE_ESCAPE,        /* after ESC */
	STATE_SEQUENCE,      /* after ESC [ or ESC O, up to the final byte */
	STATE_STRING,        /* OSC, DCS, APC, PM, SOS: up to BEL or ESC \ */
	STATE_STRING_ESCAPE, /* after an ESC in there */
	STATE_REPLY,         /* after ESC ] while an answer is expected: it may be that */
	STATE_MOUSE_BYTES    /* after ESC [ M: a mouse report of a kind we did not ask for */
};

struct defined {
	char sequence[SEQUENCE_MOST + 1];
	struct key key;
};

struct decoder {
	input_callback *callback;
	void *context;
	enum state state;
	char sequence[SEQUENCE_MOST]; /* what came since ESC, ESC not included */
	size_t sequence_size;         /* SEQUENCE_MOST + 1: too long to mean anything */
	bool alt;                     /* ESC came before this character */
	unsigned mouse_bytes;         /* still to be dropped in STATE_MOUSE_BYTES */
	struct character_reader reader;
	bool pasting;
	size_t late; /* bytes of a paste's end seen after Escape had ended it, with that Escape; 0: none is expected */
	struct paste paste;
	bool expects;       /* an answer about the terminal's ground */
	bool escaped;       /* its Escape may have been taken for a key */
	bool reply_is_late; /* it was */
	struct reply reply;
	struct defined *defined;
	size_t defined_count;
};

struct decoder *decoder_create(input_callback *callback, void *context)
{
	struct decoder *decoder = allocate(1, sizeof *decoder);

	decoder->callback = callback;
	decoder->context = context;
	return decoder;
}

void decoder_use_locale(struct decoder *decoder)
{
	decoder->reader.by_locale = true;
}

void decoder_destroy(struct decoder *decoder)
{
	if (!decoder)
		return;
	paste_release(&decoder->paste);
	free(decoder->defined);
	free(decoder);
}

void decoder_define(struct decoder *decoder, const char *sequence, struct key key)
{
	size_t size = sequence ? strlen(sequence) : 0;
	struct defined *defined;

	/* Only whole escape sequences: a single byte of terminfo (backspace, return) is ambiguous, and known already.
	 */
	if (size < 3 || size > SEQUENCE_MOST || sequence[0] != BYTE_ESCAPE || decoder->defined_count == DEFINED_MOST)
		return;
	decoder->defined = reallocate(decoder->defined, decoder->defined_count + 1, sizeof *decoder->defined);
	defined = &decoder->defined[decoder->defined_count++];
	*defined = (struct defined){ .key = key };
	memcpy(defined->sequence, sequence + 1, size);
}

static void deliver_key(struct decoder *decoder, struct key key)
{
	struct input input = { .type = INPUT_KEY };

	if (decoder->alt)
		key.modifiers |= MODIFIER_ALT;
	decoder->alt = false;
	input.as.key = key;
	decoder->callback(decoder->context, &input);
}

static void deliver_character(struct decoder *decoder, uint32_t character)
{
	deliver_key(decoder, (struct key){ .name = KEYNAME_NONE, .character = character });
}

static void deliver_named(struct decoder *decoder, enum key_name name, unsigned modifiers)
{
	deliver_key(decoder, (struct key){ .name = name, .modifiers = modifiers });
}

static void deliver_refusal(struct decoder *decoder, bool pasted)
{
	const struct input input = { .type = INPUT_REFUSED, .as.pasted = pasted };

	decoder->alt = false;
	decoder->callback(decoder->context, &input);
}

static void paste_deliver(struct decoder *decoder)
{
	struct input input = { .type = INPUT_PASTE };
	size_t size;
	char *text;

	decoder->pasting = false;
	text = paste_take(&decoder->paste, decoder->reader.by_locale, &size);
	if (!text) {
		deliver_refusal(decoder, true);
		return;
	}
	input.as.paste.text = text;
	input.as.paste.size = size;
	input.cut = decoder->paste.cut;
	if (size > 0)
		decoder->callback(decoder->context, &input);
	paste_free(text, size);
}

static void paste_byte(struct decoder *decoder, unsigned char byte)
{
	if (paste_feed(&decoder->paste, byte))
		paste_deliver(decoder);
}

static void control_byte(struct decoder *decoder, unsigned char byte)
{
	switch (byte) {
	case 0x00:
		deliver_named(decoder, KEYNAME_SPACE, MODIFIER_CONTROL);
		break;
	case '\t':
		deliver_named(decoder, KEYNAME_TAB, 0);
		break;
	case '\r':
	case '\n':
		deliver_named(decoder, KEYNAME_ENTER, 0);
		break;
	case ' ':
		deliver_named(decoder, KEYNAME_SPACE, 0);
		break;
	case BYTE_DELETE:
		deliver_named(decoder, KEYNAME_BACKSPACE, 0);
		break;
	default: {
		/* 1..26 are letters, 28..31 are \ ] ^ _ */
		uint32_t character = byte < 0x1b ? byte + 0x60u : byte + 0x40u;

		deliver_key(decoder, (struct key){ .character = character, .modifiers = MODIFIER_CONTROL });
	}
	}
}

/* True: the byte was part of a character, or is none. */
static bool character_byte(struct decoder *decoder, unsigned char byte)
{
	uint32_t character = 0;

	switch (character_feed(&decoder->reader, byte, &character)) {
	case CHARACTER_WHOLE:
		/* In some code sets a single byte below them all means another one than ASCII's. */
		if (character < 0x80)
			return false;
		/* Controls above ASCII are sent by no key. */
		if (character < 0xa0)
			deliver_refusal(decoder, false);
		else
			deliver_character(decoder, character);
		return true;
	case CHARACTER_NONE:
		deliver_refusal(decoder, false);
		return true;
	case CHARACTER_BROKEN:
		deliver_refusal(decoder, false);
		return false;
	case CHARACTER_INSIDE:
		break;
	}
	return true;
}

static void reply_begin(struct decoder *decoder, bool late)
{
	decoder->state = STATE_REPLY;
	decoder->reply = (struct reply){ 0 };
	decoder->reply_is_late = late;
	decoder->escaped = false;
}

void decoder_expect_ground(struct decoder *decoder)
{
	decoder->expects = true;
}

static void ground_byte(struct decoder *decoder, unsigned char byte)
{
	if (decoder->escaped && byte == ']') {
		reply_begin(decoder, true);
		return;
	}
	decoder->escaped = false;
	/* The second byte of some code sets looks like ASCII. */
	if (decoder->reader.inside && character_byte(decoder, byte))
		return;
	if (byte == BYTE_ESCAPE) {
		decoder->state = STATE_ESCAPE;
		decoder->sequence_size = 0;
	} else if (byte <= ' ' || byte == BYTE_DELETE) {
		control_byte(decoder, byte);
	} else if (byte < 0x80) {
		deliver_character(decoder, byte);
	} else {
		(void)character_byte(decoder, byte);
	}
}

static void sequence_append(struct decoder *decoder, unsigned char byte)
{
	if (decoder->sequence_size < SEQUENCE_MOST)
		decoder->sequence[decoder->sequence_size] = (char)byte;
	if (decoder->sequence_size <= SEQUENCE_MOST)
		decoder->sequence_size++;
}

static bool sequence_defined(const struct decoder *decoder, struct key *key)
{
	for (size_t i = 0; i < decoder->defined_count; i++) {
		const struct defined *defined = &decoder->defined[i];

		if (strlen(defined->sequence) == decoder->sequence_size &&
		    memcmp(defined->sequence, decoder->sequence, decoder->sequence_size) == 0) {
			*key = defined->key;
			return true;
		}
	}
	return false;
}

/* A whole sequence has come. What is not known means nothing. */
static void sequence_end(struct decoder *decoder)
{
	struct sequence_meaning meaning = { .type = SEQUENCE_UNKNOWN };
	struct input input = { .type = INPUT_FOCUS };

	decoder->state = STATE_GROUND;
	if (decoder->sequence_size > SEQUENCE_MOST)
		return;
	if (sequence_defined(decoder, &meaning.key))
		meaning.type = SEQUENCE_KEY;
	else
		meaning = sequence_read(decoder->sequence, decoder->sequence_size);
	switch (meaning.type) {
	case SEQUENCE_KEY:
		deliver_key(decoder, meaning.key);
		break;
	case SEQUENCE_MOUSE:
		input.type = INPUT_MOUSE;
		input.as.mouse = meaning.mouse;
		decoder->callback(decoder->context, &input);
		break;
	case SEQUENCE_PASTE:
		paste_begin(&decoder->paste);
		decoder->pasting = true;
		decoder->late = 0;
		break;
	case SEQUENCE_FOCUS_IN:
	case SEQUENCE_FOCUS_OUT:
		input.as.focus = meaning.type == SEQUENCE_FOCUS_IN;
		decoder->callback(decoder->context, &input);
		break;
	case SEQUENCE_UNKNOWN:
		break;
	}
}

bool decoder_pasting(const struct decoder *decoder)
{
	return decoder->pasting;
}

bool decoder_pending(const struct decoder *decoder)
{
	if (decoder->pasting)
		return paste_escaped(&decoder->paste);
	return (decoder->state != STATE_GROUND && decoder->state != STATE_REPLY) || decoder->late > 1;
}

/* What looked like the end of a paste were keys after all. */
static void late_give_back(struct decoder *decoder)
{
	size_t count = decoder->late;

	decoder->late = 0;
	for (size_t i = 1; i < count; i++)
		ground_byte(decoder, (unsigned char)paste_end_byte(i));
}

/* The rest of a paste's end that took longer than the Escape was waited for: its "201~" would be keys. True: taken. */
static bool late_byte(struct decoder *decoder, unsigned char byte)
{
	if (byte != (unsigned char)paste_end_byte(decoder->late)) {
		late_give_back(decoder);
		return false;
	}
	if (paste_end_byte(++decoder->late) == '\0')
		decoder->late = 0;
	return true;
}

/* The bytes so far will not go on as a sequence. */
void decoder_timeout(struct decoder *decoder)
{
	enum state state = decoder->state;

	if (decoder->pasting) {
		if (!paste_escaped(&decoder->paste))
			return;
		decoder->late = 1;
		paste_deliver(decoder);
		return;
	}
	/* The rest of an answer comes when it comes. */
	if (state == STATE_REPLY)
		return;
	if (decoder->late > 1)
		late_give_back(decoder);
	decoder->state = STATE_GROUND;
	if (state == STATE_ESCAPE) {
		deliver_named(decoder, KEYNAME_ESCAPE, 0);
		decoder->escaped = decoder->expects;
	} else if ((state == STATE_SEQUENCE || state == STATE_STRING) && decoder->sequence_size == 1) {
		/* ESC and one character more is what Alt sends, even if a sequence could have begun so. */
		decoder->alt = true;
		deliver_character(decoder, (unsigned char)decoder->sequence[0]);
	}
}

static void escape_byte(struct decoder *decoder, unsigned char byte)
{
	switch (byte) {
	case BYTE_ESCAPE:
		/* The first was a key of its own; the second may begin something. */
		deliver_named(decoder, KEYNAME_ESCAPE, 0);
		break;
	case '[':
	case 'O':
		decoder->state = STATE_SEQUENCE;
		sequence_append(decoder, byte);
		break;
	case ']':
		if (decoder->expects) {
			reply_begin(decoder, false);
			break;
		}
		__attribute__((fallthrough));
	case 'P':
	case '_':
	case '^':
	case 'X':
		decoder->state = STATE_STRING;
		sequence_append(decoder, byte);
		break;
	default:
		decoder->alt = true;
		decoder->state = STATE_GROUND;
		ground_byte(decoder, byte);
	}
}

/* rxvt ends Shift with a function key in a byte that elsewhere only stands inside: CSI 3 $. */
static bool is_rxvt_shift(const struct decoder *decoder, unsigned char byte)
{
	for (size_t i = 1; i + 1 < decoder->sequence_size && i < SEQUENCE_MOST; i++) {
		if (decoder->sequence[i] < '0' || decoder->sequence[i] > '9')
			return false;
	}
	return byte == '$' && decoder->sequence_size > 2 && decoder->sequence[0] == '[';
}

static void sequence_byte(struct decoder *decoder, unsigned char byte)
{
	bool first = decoder->sequence_size == 1 && decoder->sequence[0] == '[';

	if (byte < 0x20 || byte > 0x7e) {
		decoder_timeout(decoder);
		ground_byte(decoder, byte);
		return;
	}
	sequence_append(decoder, byte);
	/* ESC [ [ A is F1 on the Linux console. */
	if (first && byte == '[')
		return;
	if (first && byte == 'M') {
		decoder->state = STATE_MOUSE_BYTES;
		decoder->mouse_bytes = MOUSE_BYTES;
		return;
	}
	if (byte >= 0x40 || is_rxvt_shift(decoder, byte))
		sequence_end(decoder);
}

static void string_byte(struct decoder *decoder, unsigned char byte)
{
	if (decoder->state == STATE_STRING_ESCAPE && byte != '\\') {
		/* Cut off by another sequence. */
		decoder->state = STATE_ESCAPE;
		decoder->sequence_size = 0;
		escape_byte(decoder, byte);
	} else if (byte == BYTE_ESCAPE) {
		decoder->state = STATE_STRING_ESCAPE;
	} else if (decoder->state == STATE_STRING_ESCAPE || byte == BYTE_BELL || byte == BYTE_CANCEL ||
	           byte == BYTE_SUBSTITUTE) {
		decoder->state = STATE_GROUND;
	} else {
		sequence_append(decoder, byte);
	}
}

static void reply_deliver(struct decoder *decoder)
{
	const struct input input = { .type = INPUT_GROUND, .as.ground = reply_colour(&decoder->reply) };

	decoder->state = STATE_GROUND;
	decoder->expects = false;
	decoder->callback(decoder->context, &input);
}

/* What began like an answer was something else: keys if its Escape was one, else Alt and "]", or another string. */
static void reply_give_back(struct decoder *decoder, unsigned char byte)
{
	size_t named = decoder->reply.named;

	decoder->state = STATE_GROUND;
	if (!decoder->reply_is_late && named > 0) {
		decoder->state = STATE_STRING;
		decoder->sequence_size = named + 1;
		string_byte(decoder, byte);
		return;
	}
	decoder->alt = !decoder->reply_is_late;
	deliver_character(decoder, ']');
	for (size_t i = 0; i < named; i++)
		ground_byte(decoder, reply_name_byte(i));
	ground_byte(decoder, byte);
}

static void reply_byte(struct decoder *decoder, unsigned char byte)
{
	switch (reply_feed(&decoder->reply, byte)) {
	case REPLY_INSIDE:
		break;
	case REPLY_WHOLE:
		reply_deliver(decoder);
		break;
	case REPLY_OTHER:
		reply_give_back(decoder, byte);
		break;
	case REPLY_BROKEN:
		decoder->state = STATE_GROUND;
		if (decoder->reply.escaped) {
			decoder->state = STATE_ESCAPE;
			decoder->sequence_size = 0;
			escape_byte(decoder, byte);
		} else {
			ground_byte(decoder, byte);
		}
		break;
	}
}

static void decoder_byte(struct decoder *decoder, unsigned char byte)
{
	if (decoder->pasting) {
		paste_byte(decoder, byte);
		return;
	}
	if (decoder->late > 0 && late_byte(decoder, byte))
		return;
	switch (decoder->state) {
	case STATE_GROUND:
		ground_byte(decoder, byte);
		break;
	case STATE_ESCAPE:
		escape_byte(decoder, byte);
		break;
	case STATE_SEQUENCE:
		sequence_byte(decoder, byte);
		break;
	case STATE_STRING:
	case STATE_STRING_ESCAPE:
		string_byte(decoder, byte);
		break;
	case STATE_REPLY:
		reply_byte(decoder, byte);
		break;
	case STATE_MOUSE_BYTES:
		if (--decoder->mouse_bytes == 0)
			decoder->state = STATE_GROUND;
		break;
	}
}

void decoder_feed(struct decoder *decoder, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		decoder_byte(decoder, (unsigned char)bytes[i]);
}
