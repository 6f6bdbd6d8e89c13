/* Keyrings of a hub in a folder. */
#ifndef TIMESHEET_DATA_HUB_FOLDER_KEYRING_H
#define TIMESHEET_DATA_HUB_FOLDER_KEYRING_H

#include "data/hub/folder.h"

/*
 * A keyring is a file of its own, "keyring-GENERATION-CHECK" (16 hexadecimal digits each): the hash of the name (16
 * bytes), then the blob; CHECK is the BLAKE2b of both, so that one that is not whole is none. The greatest name holds,
 * on all machines: of two that were put apart as the same generation one wins.
 */
enum ts_status folder_keyring_read(struct hub *hub, const unsigned char *name, struct hub_keyring *out);
enum ts_status folder_keyring_write(struct hub *hub, const unsigned char *name, uint64_t expected,
                                    struct packet_view blob);

/* "keyring-..." */
bool folder_name_is_keyring(const char *name);

#endif
