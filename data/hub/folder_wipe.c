/* All that a folder keeps of one owner, removed. */
#include "data/hub/folder_wipe.h"

#include "data/file/file.h"
#include "data/hub/folder_keyring.h"
#include "data/hub/folder_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a syncer has beside ours is its own. */
static bool is_ours(const char *name)
{
	return folder_name_is_frames(name) || folder_name_is_keyring(name);
}

static enum ts_status file_remove_in(struct hub_folder *folder, const char *name)
{
	enum ts_status status = TS_OK;
	char *path;

	if (asprintf(&path, "%s/%s", folder->directory, name) < 0)
		return hub_fail(&folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	if (unlink(path) != 0 && errno != ENOENT) {
		int error = errno;
		status = hub_fail(&folder->hub, file_system_status(error), "cannot remove '%s': %s", path,
		                  strerror(error));
	}
	free(path);
	return status;
}

enum ts_status folder_wipe(struct hub *hub)
{
	struct hub_folder *folder = (struct hub_folder *)hub;
	enum ts_status status = TS_OK;
	size_t removed = FOLDER_FILES_MOST;

	/* So many names are told of at once. */
	while (status == TS_OK && removed == FOLDER_FILES_MOST) {
		struct folder_names names;
		status = folder_names_read(folder, folder->directory, is_ours, &names);
		for (removed = 0; status == TS_OK && removed < names.count; removed++)
			status = file_remove_in(folder, names.at[removed]);
		folder_names_release(&names);
	}
	folder_cursor_forget(folder);
	return status;
}
