/* Cursors of a hub in a folder: which file is whose, and how far each has been read. */
#ifndef TIMESHEET_DATA_HUB_FOLDER_CURSOR_H
#define TIMESHEET_DATA_HUB_FOLDER_CURSOR_H

#include "data/hub/folder.h"

/* Where the device stands now becomes hub.position. Of files beyond some 200 the place is not kept: they are read again
 * by the next process, which changes nothing for who merges them. */
void folder_cursor_write(struct hub_folder *folder);
/* The other way about. False: it is none; then nothing is known. */
bool folder_cursor_read(struct hub_folder *folder, struct packet_view cursor);
/* Nothing is known. */
void folder_cursor_forget(struct hub_folder *folder);

#endif
