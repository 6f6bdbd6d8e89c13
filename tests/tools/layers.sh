#!/bin/sh
# usage: layers.sh TREE
# Checks the layers of the tree (see layers.awk), then on a copy that every rule notices its violation, and none that is not one.
set -eu
LC_ALL=C
export LC_ALL

tools=$(cd "$(dirname "$0")" && pwd)
tree=${1:?usage: layers.sh TREE}

# check TREE [FILE]: of all files of ours, or of the one that changed.
check() {
	# File names of ours have no spaces.
	# shellcheck disable=SC2046
	# shellcheck disable=SC2046,SC2086 # lists of names are meant
	(cd "$1" && awk -f "$tools/layers.awk" ${2:-$(find data ui src -name '*.[ch]' | sort)})
}

check "$tree" || exit 1

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' HUP INT TERM
cp -R "$tree/data" "$tree/ui" "$tree/src" "$copy"
failures=0

# violation FILE LINE RULE: with LINE added to FILE, the check complains of RULE there and of nothing else.
violation() {
	printf '%s\n' "$2" >"$copy/$1.plant"
	[ ! -e "$copy/$1" ] || cp "$copy/$1" "$copy/saved"
	cat "$copy/$1.plant" >>"$copy/$1"
	said=$(check "$copy" "$1") && said="nothing (exit 0)"
	case $said in
	*"
"*) echo "'$2' in $1: more than one complaint: $said" && failures=1 ;;
	"$1":*"$3"*) ;;
	*) echo "'$2' in $1: expected '$3', got: $said" && failures=1 ;;
	esac
	rm -f "$copy/$1" "$copy/$1.plant"
	[ ! -e "$copy/saved" ] || mv "$copy/saved" "$copy/$1"
}

# harmless FILE LINE: the check says nothing.
harmless() {
	printf '%s\n' "$2" >"$copy/$1"
	said=$(check "$copy" "$1") || { echo "'$2' in $1: should be allowed: $said" && failures=1; }
	rm -f "$copy/$1"
}

violation ui/view/list.c '#include "data/file/store.h"' 'of data/ only timesheet.h'
violation ui/view/list.h '#include "data/rows/row.h"' 'of data/ only timesheet.h'
violation ui/new.c '#include "src/screen/loop.h"' 'ui/ includes its own headers'
violation ui/draw/surface.c '#include <curses.h>' 'only ui/terminal/curses knows curses'
violation src/main.c '#include <ncursesw/ncurses.h>' 'only ui/terminal/curses knows curses'
violation data/new.h '# include <ncurses.h>' 'only ui/terminal/curses knows curses'
violation ui/terminal/curses/term.c '#include <uv.h>' 'only src/ knows libuv'
violation data/file/store.c '#include <uv/unix.h>' 'only src/ knows libuv'
violation ui/new.c '#include <sqlite3.h>' 'only data/ knows the database'
violation src/main.c '#include <sodium.h>' 'only data/ knows the database'
violation src/main.c '#include <libpq-fe.h>' 'only data/ knows the database'
violation data/hub/hub_sqlite.c '#include <libpq-fe.h>' 'only the hub at a server'
violation data/file/store.c '#include <libpq-fe.h>' 'only the hub at a server'
violation src/main.c '#include <mysql.h>' 'only the hub at a server'
violation data/hub/hub_mariadb.c '#include <mysql.h>' 'only the hub at a server'
violation data/pure/calendar.c '#include <sqlite3.h>' 'know neither'
violation data/when/when.c '#include <sodium.h>' 'know neither'
violation data/sums/forgotten.c '#include <sqlite3.h>' 'know neither'
violation data/pure/text.c '#include "data/file/store.h"' 'include their own headers'
violation data/file/store.c '#include "ui/view/list.h"' 'data/ includes nothing of other layers'
violation data/file/store.h '#include "src/screen/loop.h"' 'data/ includes nothing of other layers'
violation data/exchange/new.c '#include "data/file/store.h"' 'data/exchange/ includes its own headers'
violation data/hub/packet.c '#include "data/file/store.h"' 'neither keys nor rows'
violation data/hub/new.h '#include "data/seal/crypt.h"' 'neither keys nor rows'
violation src/main.c '#include "data/file/store.h"' 'src/ includes of data/ only timesheet.h'
violation src/main.c '#include "data/hub/packet.h"' 'src/ includes of data/ only timesheet.h'
violation ui/view/list.c '#include "surface.h"' 'named from the tree'
violation data/pure/new.c '#include "../timesheet.h"' 'named from the tree'
violation data/new.c 'long now(void) { return time(NULL); }' 'the time is an argument'
violation ui/new.c 'int x = clock_gettime (CLOCK_REALTIME, &now);' 'the time is an argument'
violation ui/new.c '	gettimeofday(&now, NULL);' 'the time is an argument'
violation data/new.c '	printf("x");' 'write to no stream'
violation data/new.c '	(void)fprintf(stderr, "x");' 'write to no stream'
violation ui/new.c 'puts("x");' 'write to no stream'
violation ui/new.c '/* why */ exit(1);' 'do not end the program'
violation data/new.c 'if (x) _exit(1);' 'do not end the program'
violation data/new.c '	abort();' 'only ui/base/alloc.c aborts'
violation ui/new.c '	abort();' 'only ui/base/alloc.c aborts'
violation ui/new.c 'x = getenv("HOME");' 'only ui/terminal/curses reads the environment'
violation data/new.c 'x = secure_getenv("HOME");' 'only ui/terminal/curses reads the environment'
violation ui/new.c 'status = ts_log_slot(store, slot, at, now, &done);' 'is an errand'
violation ui/day/day_keys.c 'status = again ? ts_redo(store, now, &done) : TS_OK;' 'is an errand'
violation data/new.c 'char quote = '\''"'\''; exit(1);' 'do not end the program'
violation src/screen/loop.c '#include <sys/timerfd.h>' 'know Linux'
violation ui/terminal/curses/term.c '#include <linux/vt.h>' 'know Linux'
violation data/hub/hub_folder.c '#include <sys/vfs.h>' 'know Linux'
violation src/screen/loop.c '	(void)malloc_trim(0);' 'call what only Linux has'
violation src/sync/new.c 'if (pipe2(ends, O_CLOEXEC) != 0)' 'call what only Linux has'
violation data/file/file.c 'int descriptor = memfd_create("x", 0);' 'call what only Linux has'
violation src/main.c 'int queue = epoll_create1(0);' 'call what only Linux has'
violation src/sync/holder.c 'x = fcntl(descriptor, F_OFD_SETLK, &lock);' 'name what only Linux has'
violation data/file/file.c 'x = open(path, O_RDWR | O_TMPFILE, 0600);' 'name what only Linux has'
violation ui/new.c '#ifdef __linux__' 'name what only Linux has'
violation data/new.c '#if defined(__GLIBC__)' 'name what only Linux has'
violation src/commands/new.c 'file = fopen("/proc/self/status", "re");' 'read what Linux says'
violation data/file/holder.c '(void)snprintf(path, size, "%s/sys/class/x", root);' 'read what Linux says'

harmless src/system/new.c '#include <sys/timerfd.h>'
harmless src/system/new.c 'x = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) + fcntl(descriptor, F_OFD_SETLK, &lock);'
harmless src/new.c 'send_tee(1); x.pipe2 = INT_MAX; /* epoll_wait(), /proc/self/exe and F_OFD_SETLK */'
harmless src/new.c 'const char *words = "statx(2) of F_OFD_SETLK; see data/proc/x";'
harmless ui/new.c '#include "data/timesheet.h"'
harmless src/new.c '#include "data/timesheet.h"'
harmless src/new.c '#include "data/hub/serve.h"'
harmless src/new.c 'status = ts_log_slot(store, slot, at, now, &done);'
harmless data/new.c '#include "data/pure/text.h"'
harmless data/pure/new.c '#include "data/timesheet.h"'
harmless data/exchange/new.c '#include "data/timesheet.h"'
harmless data/exchange/new.c '#include "data/pure/array.h"'
harmless data/new.c '#include "data/exchange/plan.h"'
harmless data/hub/new.c '#include "data/seal/bytes.h"'
harmless data/hub/new.c '#include "data/file/file.h"'
harmless data/new.c '#include "data/hub/packet.h"'
harmless ui/new.c '/* printf(x), exit(1) and time(NULL) are
 * for others: abort(). */ // getenv("x")'
harmless ui/new.c 'const char *text = "exit(1) \" /* time(NULL)"; snprintf(x); list_exit(); runtime(1);'

[ "$failures" -eq 0 ] && echo 'every rule holds, and notices what breaks it'
exit "$failures"
