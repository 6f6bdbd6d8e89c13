/* The grammar of an answer about a colour: whatever does not fit it is somebody's key. */
#include "ui/terminal/input_reply.h"

enum { BYTE_BELL = 0x07, BYTE_ESCAPE = 0x1b, CHANNEL_DIGITS = 4, CHANNELS_LEAST = 3 };

static const char name[] = "11;rgb";
static const size_t name_size = sizeof name - 1;

unsigned char reply_name_byte(size_t at)
{
	return (unsigned char)(at < name_size ? name[at] : ':');
}

static int digit_of(unsigned char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* "11;rgb:" or "11;rgba:". */
static enum reply_step name_feed(struct reply *reply, unsigned char byte)
{
	if (reply->named == name_size && byte == 'a')
		return REPLY_INSIDE;
	if (byte != reply_name_byte(reply->named))
		return REPLY_OTHER;
	reply->named++;
	return REPLY_INSIDE;
}

/* Any number of digits stands for the whole range: "f" is "ffff". */
static uint32_t channel_whole(uint32_t value, size_t digits)
{
	for (size_t i = digits; i > 0 && i < CHANNEL_DIGITS; i++)
		value = value << 4 | (value & 0xf);
	return value;
}

static bool channel_end(struct reply *reply)
{
	if (reply->digits == 0)
		return false;
	reply->channels[reply->channel] = channel_whole(reply->channels[reply->channel], reply->digits);
	reply->channel++;
	reply->digits = 0;
	return true;
}

enum reply_step reply_feed(struct reply *reply, unsigned char byte)
{
	int digit = digit_of(byte);

	if (reply->named <= name_size)
		return name_feed(reply, byte);
	if (reply->escaped)
		return byte == '\\' ? REPLY_WHOLE : REPLY_BROKEN;
	if (digit >= 0 && reply->digits < CHANNEL_DIGITS && reply->channel < REPLY_CHANNELS) {
		reply->channels[reply->channel] = reply->channels[reply->channel] << 4 | (uint32_t)digit;
		reply->digits++;
		return REPLY_INSIDE;
	}
	if (byte == '/' && reply->channel + 1 < REPLY_CHANNELS && channel_end(reply))
		return REPLY_INSIDE;
	if ((byte == BYTE_BELL || byte == BYTE_ESCAPE) && reply->channel + 1 >= CHANNELS_LEAST && channel_end(reply)) {
		reply->escaped = byte == BYTE_ESCAPE;
		return reply->escaped ? REPLY_INSIDE : REPLY_WHOLE;
	}
	return REPLY_BROKEN;
}

int32_t reply_colour(const struct reply *reply)
{
	int32_t colour = 0;

	for (int i = 0; i < CHANNELS_LEAST; i++)
		colour = colour << 8 | (int32_t)(reply->channels[i] >> 8 & 0xff);
	return colour;
}
