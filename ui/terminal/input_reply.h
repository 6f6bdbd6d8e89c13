/* A terminal's answer to the question which colour its ground has, byte by byte: "11;rgb:ffff/ffff/ffff" behind ESC ],
 * ended by BEL or ESC \ (xterm's ctlseqs, OSC 10 to 19). */
#ifndef TIMESHEET_UI_INPUT_REPLY_H
#define TIMESHEET_UI_INPUT_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REPLY_CHANNELS = 4 /* some tell how much shines through, too */ };

struct reply {
	size_t named;  /* bytes of what every answer begins with */
	size_t digits; /* of the present channel */
	size_t channel;
	uint32_t channels[REPLY_CHANNELS];
	bool escaped; /* the Escape of its end has come */
};

enum reply_step {
	REPLY_INSIDE,
	REPLY_WHOLE,
	REPLY_OTHER, /* nothing that begins so far is an answer; the byte is not taken */
	REPLY_BROKEN /* it was one, and this byte does not belong to it; the byte is not taken */
};

/* *reply begins zeroed, behind ESC ]. */
enum reply_step reply_feed(struct reply *reply, unsigned char byte);
/* The byte at a place of what every answer begins with. */
unsigned char reply_name_byte(size_t at);
/* WHOLE: 0xRRGGBB. */
int32_t reply_colour(const struct reply *reply);

#endif
