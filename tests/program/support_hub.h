/* A hub's process at the ends of two pipes, as a device has it. Each wait has a deadline. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_HUB_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_HUB_H

#include "data/hub/packet.h"
#include "support.h"

struct hub_process;

/* "timesheet hub --stdio" and more words, ending with NULL. */
struct hub_process *hub_start(const struct sandbox *sandbox, const char *const *words);
/* The same, and greets: owner and device are 16 times that byte. */
struct hub_process *hub_of(const struct sandbox *sandbox, const char *const *words, unsigned char owner,
                           unsigned char device);
/* Closes both pipes and waits: the exit status, or minus a signal. What it has said on standard error goes to error
 * (size bytes), which may be NULL. */
int hub_finish(struct hub_process *hub, char *error, size_t size);
pid_t hub_pid(const struct hub_process *hub);

void hub_say_bytes(struct hub_process *hub, const void *bytes, size_t size);
/* The device says nothing more. */
void hub_hang_up(struct hub_process *hub);
void hub_push(struct hub_process *hub, const unsigned char id[PACKET_ID_SIZE], const void *payload, size_t size);
void hub_pull(struct hub_process *hub, struct packet_view cursor);
void hub_ping(struct hub_process *hub);
/* The next packet, valid until the next call; false: it has ended. */
bool hub_hears(struct hub_process *hub, struct packet *out);
/* The next one must be of that kind. */
struct packet hub_expects(struct hub_process *hub, enum packet_kind kind);
/* An id out of a number. */
void hub_id(unsigned char out[PACKET_ID_SIZE], uint32_t number);

#endif
