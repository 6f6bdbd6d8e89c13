# Reads C files named from the tree's top and complains of what the layers forbid: who may include what, and what neither the
# data module nor the front end may call, and which files know the operating system. Comments and literals are not read, but for names of
# the system's own files.

function complain(rule)
{
	printf "%s:%d: %s\n", FILENAME, FNR, rule
	found = 1
}

# Code without comments, strings and characters; a comment may go on over lines. The strings are in "texts" then.
function code_of(line,    code, at, mark)
{
	code = texts = ""
	while (line != "") {
		if (comment) {
			at = index(line, "*/")
			if (!at)
				return code
			line = substr(line, at + 2)
			comment = 0
			continue
		}
		if (!match(line, /["']|\/\*|\/\//))
			return code line
		mark = substr(line, RSTART, RLENGTH)
		code = code substr(line, 1, RSTART - 1) " "
		line = substr(line, RSTART)
		if (mark == "//")
			return code
		if (mark == "/*") {
			line = substr(line, 3)
			comment = 1
			continue
		}
		if (mark == "\"")
			match(line, /^"([^"\\]|\\.)*"/)
		else
			match(line, /^'([^'\\]|\\.)*'/)
		if (RSTART == 0)
			return code
		if (mark == "\"")
			texts = texts substr(line, 1, RLENGTH) " "
		line = substr(line, RLENGTH + 1)
	}
	return code
}

function check_system(header)
{
	if (header ~ /^(ncursesw?\/)?(n?curses|term|panel|form|menu)\.h$/ && FILENAME !~ /^ui\/terminal\/curses\//)
		complain("only ui/terminal/curses knows curses: <" header ">")
	if (header == "libpq-fe.h" && layer == "data" && FILENAME !~ /^data\/hub\/(hub_postgres|postgres_[a-z]+)\.[ch]$/)
		complain("only the hub at a server knows PostgreSQL: <" header ">")
	else if (header ~ /^mysql/ && FILENAME !~ /^data\/hub\/mariadb_[a-z]+\.[ch]$/)
		complain("only the hub at a server knows MariaDB: <" header ">")
	else if (header ~ /^uv(\/.*)?\.h$/ && layer != "src")
		complain("only src/ knows libuv: <" header ">")
	if (header ~ /^(sqlite3(ext)?|sodium|sodium\/.*|libpq-fe)\.h$/) {
		if (layer != "data")
			complain("only data/ knows the database and the cryptography: <" header ">")
		else if (pure)
			complain("data/pure/, data/sums/ and data/when/ know neither database nor cryptography: <" header ">")
	}
}

# What only Linux has, or has by that name: a port looks in src/system/, and in the data module at two files.
function check_linux_header(header)
{
	if (!linux && header ~ /^(malloc|sys\/(auxv|epoll|eventfd|fanotify|inotify|mount|pidfd|prctl|ptrace|sendfile|signalfd|statfs|syscall|sysinfo|timerfd|vfs|xattr)|(asm|gnu|linux)\/.*)\.h$/)
		complain("only src/system/, data/file/system.c and data/keyring/free_memory.c know Linux: <" header ">")
}

function check_linux(code)
{
	if (linux)
		return
	if (calls(code, "accept4|add_key|clone|close_range|copy_file_range|dup3|f?statfs|get_current_dir_name|getauxval|getrandom|gettid|keyctl|mallinfo2?|malloc_(trim|usable_size)|mallopt|memfd_create|mremap|personality|pidfd_[a-z_]+|pipe2|prctl|process_vm_readv|renameat2|request_key|sched_setaffinity|sendfile|setns|splice|statx|sync_file_range|syncfs|syscall|sysinfo|tee|unshare|(epoll|eventfd|fanotify|inotify|signalfd|timerfd)(_[a-z0-9_]+)?"))
		complain("only src/system/, data/file/system.c and data/keyring/free_memory.c call what only Linux has")
	else if (code ~ /(^|[^A-Za-z0-9_])(F_OFD_[A-Z]+|PR_[A-Z_]+|SYS_[a-z0-9_]+|__NR_[a-z0-9_]+|O_(PATH|TMPFILE|DIRECT|NOATIME)|RENAME_(NOREPLACE|EXCHANGE)|CLOCK_(BOOTTIME|TAI)|EPOLL[A-Z_]+|EFD_[A-Z]+|TFD_[A-Z_]+|SFD_[A-Z]+|MFD_[A-Z]+|MADV_(DONT|DO)DUMP|MADV_WIPEONFORK|MAP_(POPULATE|LOCKED)|SO_(PEERCRED|DOMAIN)|AT_EMPTY_PATH|__(gnu_)?linux(__)?|__GLIBC__|__(USE_)?MUSL(__)?)([^A-Za-z0-9_]|$)/)
		complain("only src/system/, data/file/system.c and data/keyring/free_memory.c name what only Linux has")
	else if (texts ~ /(^|%s|[^A-Za-z0-9_])\/(proc|sys)\// || texts ~ /\/dev\/shm/)
		complain("only src/system/, data/file/system.c and data/keyring/free_memory.c read what Linux says in files")
}

function check_own(header)
{
	if (header !~ /^(data|ui|src)\//)
		complain("a header is named from the tree's top: \"" header "\"")
	else if (header == "data/timesheet.h")
		return
	else if (layer == "ui" && header !~ /^ui\//)
		complain("ui/ includes its own headers and of data/ only timesheet.h: \"" header "\"")
	else if (pure && header !~ /^data\/(pure|sums|when)\//)
		complain("data/pure/, data/sums/ and data/when/ include their own headers and timesheet.h: \"" header "\"")
	else if (exchange && header !~ /^data\/(exchange|pure)\//)
		complain("data/exchange/ includes its own headers, those of pure/ and timesheet.h: \"" header "\"")
	else if (hub && header !~ /^data\/(hub|pure)\/|^data\/file\/(file|place|safe|system)\.h$|^data\/seal\/bytes\.h$/)
		complain("data/hub/ has neither keys nor rows: \"" header "\"")
	else if (layer == "data" && header !~ /^data\//)
		complain("data/ includes nothing of other layers: \"" header "\"")
	else if (layer == "src" && header ~ /^data\// && header !~ /^data\/hub\/(hub|serve)\.h$/)
		complain("src/ includes of data/ only timesheet.h, and hub.h and serve.h of hub/: \"" header "\"")
}

function calls(code, names)
{
	return code ~ ("(^|[^A-Za-z0-9_])(" names ")[ \t]*\\(")
}

function check_calls(code)
{
	if (layer != "ui" && layer != "data")
		return
	if (calls(code, "time|clock|clock_gettime|gettimeofday|timespec_get|ftime"))
		complain("the time is an argument in ui/ and data/")
	if (calls(code, "v?f?printf|v?dprintf|f?puts|f?putc|putchar|perror"))
		complain("ui/ and data/ write to no stream")
	if (calls(code, "_?[Ee]xit|quick_exit"))
		complain("ui/ and data/ do not end the program")
	if (calls(code, "abort") && FILENAME != "ui/base/alloc.c")
		complain("only ui/base/alloc.c aborts")
	if (calls(code, "(secure_)?getenv") && FILENAME !~ /^ui\/terminal\/curses\//)
		complain("only ui/terminal/curses reads the environment, outside of src/")
	if (layer == "ui" && FILENAME != "ui/view/errand.c" &&
	    calls(code, "ts_(undo|redo|log_(text|slot|previous|insert|change|shift|delete)|activity_change|settings_write|inbox_log)"))
		complain("what a key writes is an errand (ui/view/errand.h), which may have to wait for a lock")
}

FNR == 1 {
	comment = 0
	layer = FILENAME
	sub(/\/.*/, "", layer)
	pure = FILENAME ~ /^data\/(pure|sums|when)\//
	exchange = FILENAME ~ /^data\/exchange\//
	hub = FILENAME ~ /^data\/hub\//
	linux = FILENAME ~ /^src\/system\/|^data\/(file\/system|keyring\/free_memory)\.c$/
}

!comment && /^[ \t]*#[ \t]*include[ \t]*[<"]/ {
	header = $0
	sub(/^[^<"]*[<"]/, "", header)
	sub(/[>"].*/, "", header)
	if ($0 ~ /include[ \t]*</) {
		check_system(header)
		check_linux_header(header)
	} else
		check_own(header)
	next
}

{
	code = code_of($0)
	check_calls(code)
	check_linux(code)
}

END {
	exit found
}
