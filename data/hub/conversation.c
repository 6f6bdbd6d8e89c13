/* What a hub answers in a conversation. */
#include "data/hub/conversation.h"

#include <string.h>

void conversation_end(struct serve *serve, const char *why)
{
	serve->over = why;
	serve->input.size = 0;
}

void conversation_end_misspoken(struct serve *serve, const char *why)
{
	conversation_end(serve, why);
	serve->misspoken = true;
}

void conversation_answer(struct serve *serve, const struct packet *packet)
{
	size_t size = packet_write(packet, PACKET_HUB, NULL, 0);
	unsigned char *room = size > 0 ? queue_room(&serve->output, size) : NULL;

	if (!room) {
		conversation_end(serve, ts_status_text(TS_NO_MEMORY));
		return;
	}
	serve->output.size += packet_write(packet, PACKET_HUB, room, size);
}

void conversation_refuse(struct serve *serve, enum packet_refusal code, const char *text)
{
	conversation_answer(
	        serve,
	        &(struct packet){ .kind = PACKET_REFUSED, .code = (uint8_t)code, .text = { text, strlen(text) } });
}

void conversation_refuse_failure(struct serve *serve, enum ts_status status)
{
	const char *reason = serve->hub->reason[0] ? serve->hub->reason : ts_status_text(status);

	switch (status) {
	case TS_TOO_LONG:
		conversation_refuse(serve, PACKET_REFUSED_QUOTA, reason);
		break;
	case TS_READ_ONLY:
		conversation_refuse(serve, PACKET_REFUSED_READ_ONLY, reason);
		break;
	case TS_FULL:
		conversation_refuse(serve, PACKET_REFUSED_FULL, reason);
		break;
	case TS_NOT_FOUND:
	case TS_INVALID:
		conversation_refuse(serve, PACKET_REFUSED_NOT_ALLOWED, reason);
		break;
	default:
		conversation_refuse(serve, PACKET_REFUSED_FAILED, reason);
		conversation_end(serve, reason);
		break;
	}
}
