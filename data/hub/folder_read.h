/* Reading the files of a hub in a folder, which may change under who reads them. */
#ifndef TIMESHEET_DATA_HUB_FOLDER_READ_H
#define TIMESHEET_DATA_HUB_FOLDER_READ_H

#include "data/hub/folder.h"

/* Names in a directory, sorted; those that the filter takes, and no more than FOLDER_FILES_MOST. A directory that is
 * not there has none. TS_IO, TS_NO_MEMORY. Freed by folder_names_release. */
struct folder_names {
	char **at;
	size_t count, room;
};
typedef bool folder_filter(const char *name);
enum ts_status folder_names_read(struct hub_folder *folder, const char *directory, folder_filter *filter,
                                 struct folder_names *out) TS_MUST_CHECK;
void folder_names_release(struct folder_names *names);
/* "NAME.ts". */
bool folder_name_is_frames(const char *name);

/* Opens a regular file, no link, for reading: a descriptor, or -1. size: its bytes. */
int folder_open(const char *directory, const char *name, off_t *size);
/* Whether a file has the bytes before offset that the hash tells. */
bool folder_tail_matches(int descriptor, off_t offset, const unsigned char tail[FOLDER_HASH_SIZE]);
/* That hash, of the last bytes before offset, or of fewer if there are fewer. False: they cannot be read. */
bool folder_tail_read(int descriptor, off_t offset, unsigned char tail[FOLDER_HASH_SIZE]);

/* Hands on what each file has behind its place, and moves the place. False in `all`: the sink takes no more. */
enum ts_status folder_read(struct hub_folder *folder, hub_sink *sink, void *context, bool *all) TS_MUST_CHECK;

#endif
