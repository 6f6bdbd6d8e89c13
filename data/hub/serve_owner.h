/* Whose device it is: greetings, names, keyrings. Private to data/hub/serve*.c. */
#ifndef TIMESHEET_DATA_HUB_SERVE_OWNER_H
#define TIMESHEET_DATA_HUB_SERVE_OWNER_H

#include "data/hub/conversation.h"

void serve_hello_answer(struct serve *serve, const struct hub_about *about);
void serve_hello_take(struct serve *serve, const struct packet *packet);
void serve_who_take(struct serve *serve, const struct packet *packet);
void serve_wipe_take(struct serve *serve, const struct packet *packet);
void serve_keyring_take(struct serve *serve, const struct packet *packet);

#endif
