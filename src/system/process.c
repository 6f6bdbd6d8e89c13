/* What the operating system gives and takes: descriptors, limits, locale, names. Knows nothing of timesheets. */
#include "src/system/process.h"

#include "src/system/user_keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <uv.h>

enum { LARGE = 1 << 20 };

/* Were one of them closed, the database could become "standard output" and be written over with escape sequences. What
 * is opened in its place is open the wrong way: using it fails, as it should. */
static bool open_standard_descriptors(void)
{
	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
		if (fcntl(descriptor, F_GETFD) >= 0)
			continue;
		/* The lowest free number is taken: this one. */
		if (open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor)
			return false;
	}
	return true;
}

bool process_harden(void)
{
	const struct rlimit none = { 0, 0 };
	struct sigaction ignore;

	if (!open_standard_descriptors())
		return false;
	umask(077);
#ifdef M_MMAP_THRESHOLD
	/* What is large is the system's again when it is given back: an array that grows leaves no holes behind. The
	 * library's own threshold rises up to 32 MiB. */
	(void)mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return false;
	memset(&ignore, 0, sizeof ignore);
	ignore.sa_handler = SIG_IGN;
	/* A closed pipe and a file that may not grow (ulimit -f) are errors of the write, which are told. */
	return sigaction(SIGPIPE, &ignore, NULL) == 0 && sigaction(SIGXFSZ, &ignore, NULL) == 0;
}

void process_give_back_memory(void)
{
#ifdef __GLIBC__
	(void)malloc_trim(0);
#endif
}

int process_pipe(int ends[2], bool waits)
{
	return pipe2(ends, O_CLOEXEC | (waits ? 0 : O_NONBLOCK)) == 0 ? 0 : errno;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

const char *process_account(void)
{
	return is_set("USER") ? getenv("USER") : is_set("LOGNAME") ? getenv("LOGNAME") : NULL;
}

void process_set_locale(void)
{
	bool known = setlocale(LC_CTYPE, "") != NULL;

	/* A name the system does not have leaves "C", and so does no name at all; only the latter is not a choice. */
	if (!known || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
		if (!known || (!is_set("LC_ALL") && !is_set("LC_CTYPE") && !is_set("LANG")))
			(void)!setlocale(LC_CTYPE, "C.UTF-8");
	}
}

enum ts_date_order process_date_order(void)
{
	/* Asked for here: most commands read no date, and its file takes as long to load as a query. */
	(void)!setlocale(LC_TIME, "");
	const char *locale = setlocale(LC_TIME, NULL);

	/* Its format of dates is America's, which nobody has chosen. */
	if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0 || strncmp(locale, "C.", 2) == 0)
		return TS_DATES_UNKNOWN;
	return ts_date_order_of(nl_langinfo(D_FMT));
}

const char *process_theme(void)
{
	const char *colours = getenv("COLORFGBG"), *ground, *end;
	long number = 0;

	/* "15;0" or "0;default;15": the last field is the ground, as rxvt sets it. */
	if (!colours || !(ground = strrchr(colours, ';')) || !ground[1])
		return NULL;
	for (end = ++ground; *end; end++) {
		if (*end < '0' || *end > '9' || end - ground >= 2)
			return NULL;
		number = number * 10 + (*end - '0');
	}
	return number == 7 || number > 8 ? "light" : "dark";
}

void process_own_path(char *out, size_t size)
{
	size_t length = size;

	if (uv_exepath(out, &length) != 0 || access(out, X_OK) != 0)
		(void)snprintf(out, size, "/proc/self/exe");
}

void process_host_name(char *out, size_t size)
{
#ifdef TIMESHEET_TEST_BUILD
	const char *stand_in = getenv("TIMESHEET_HOST"); /* so that pictures are the same on every machine */

	if (stand_in) {
		(void)snprintf(out, size, "%s", stand_in);
		return;
	}
#endif
	if (gethostname(out, size) != 0)
		out[0] = '\0';
	out[size - 1] = '\0';
	out[strcspn(out, ".")] = '\0';
	if (!out[0])
		strncat(out, "localhost", size - 1);
}

/* Of a long host name the begin, so that the rest has room. */
enum { HOST_SHOWN = 16 };

void process_origin_screen(char out[TS_ORIGIN_SIZE])
{
	char host[64], path[64];
	const char *pane = getenv("TMUX_PANE"), *window = getenv("STY") ? getenv("WINDOW") : NULL;

	process_host_name(host, sizeof host);
	if (pane && *pane)
		(void)snprintf(out, TS_ORIGIN_SIZE, "%.*s tmux %.8s", HOST_SHOWN, host, pane);
	else if (window && *window)
		(void)snprintf(out, TS_ORIGIN_SIZE, "%.*s screen %.6s", HOST_SHOWN, host, window);
	else if (ttyname_r(STDIN_FILENO, path, sizeof path) == 0 && strncmp(path, "/dev/", 5) == 0)
		(void)snprintf(out, TS_ORIGIN_SIZE, "%.*s %.14s", HOST_SHOWN, host, path + 5);
	else
		(void)snprintf(out, TS_ORIGIN_SIZE, "%.*s", HOST_SHOWN, host);
}

void process_origin_command(char out[TS_ORIGIN_SIZE])
{
	char host[64];

	process_host_name(host, sizeof host);
	(void)snprintf(out, TS_ORIGIN_SIZE, "%.*s command", HOST_SHOWN, host);
}

int process_descriptor(pid_t process)
{
#ifdef SYS_pidfd_open
	return (int)syscall(SYS_pidfd_open, process, 0);
#else
	(void)process;
	return -1;
#endif
}

const char *process_boot_file(void)
{
	return "/proc/sys/kernel/random/boot_id";
}

void process_describe_machine(struct ts_machine *out, int64_t uptime)
{
	int descriptor = open(process_boot_file(), O_RDONLY | O_CLOEXEC);
	ssize_t size;

	*out = (struct ts_machine){ .uptime = uptime,
		                    .vault = user_keyring(),
		                    .runtime_directory = getenv("XDG_RUNTIME_DIR") };
	if (descriptor < 0)
		return;
	/* Without a boot id (no /proc) no session is kept. */
	size = read(descriptor, out->boot, sizeof out->boot - 1);
	out->boot[size > 0 ? size : 0] = '\0';
	out->boot[strcspn(out->boot, "\n")] = '\0';
	(void)close(descriptor);
}
