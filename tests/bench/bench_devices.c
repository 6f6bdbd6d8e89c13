/*
 * Two devices of one user and a hub between them: how soon a key on one is drawn on the other, how long all that there
 * is takes to a new one, what a hub costs a log, and what runs beside the screen. BENCH_HUB names a hub of another kind
 * than a directory on this machine, ssh://HOST say.
 */
#include "bench.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	QUIET = 8,
	SETTLED = 1500,   /* milliseconds without a byte after which a screen has nothing more to say */
	CATCH_UP = 60000, /* what is waited for one that catches up */
	IDLE = 20000,
	BETWEEN = 150, /* two keys whose way is measured do not meet */
	BETWEEN_KEYS = 30,
	DONE_AFTER = 2000
};

/* Seconds: the history that is caught up ends before the first one begins. */
#define YEARS_BEFORE (INT64_C(21) * 366 * 86400)

struct devices {
	char root[BENCH_PATH + 16], hub[2 * BENCH_PATH + 64];
};

/* A device's home; nobody else knows anything there. */
static void device_enter(const struct devices *devices, const char *name)
{
	static const char *const variables[][2] = { { "HOME", "home" },
		                                    { "XDG_STATE_HOME", "state" },
		                                    { "XDG_RUNTIME_DIR", "run" },
		                                    { "TIMESHEET_DB", "t.db" } };
	char path[2 * BENCH_PATH];

	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		(void)snprintf(path, sizeof path, "%s/%s/%s", devices->root, name, variables[i][1]);
		(void)setenv(variables[i][0], path, 1);
	}
}

/* Both devices are on one machine, which keeps one ticket of a user: whoever acts has the password at hand. */
__attribute__((format(printf, 2, 3))) static bool with_password(const struct devices *devices, const char *format, ...)
{
	char path[2 * BENCH_PATH], line[4 * BENCH_PATH];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	(void)snprintf(path, sizeof path, "%s/password", devices->root);
	(void)setenv("TIMESHEET_PASSWORD_FILE", path, 1);
	bool done = bench_line(NULL, BENCH_PROGRAM " %s", line);
	(void)unsetenv("TIMESHEET_PASSWORD_FILE");
	return done;
}

static bool home_make(const struct devices *devices, const char *name)
{
	return bench_line(NULL, "mkdir -p %s/%s/home %s/%s/state", devices->root, name, devices->root, name) &&
	       bench_line(NULL, "mkdir -m 700 %s/%s/run", devices->root, name);
}

/* The desk has the history of a world; the laptop has nothing yet. */
static bool devices_make(struct devices *devices, const struct bench_world *world)
{
	const char *hub = getenv("BENCH_HUB"), *root = getenv("BENCH_DEVICES");
	char path[2 * BENCH_PATH];

	(void)snprintf(devices->root, sizeof devices->root, "%s/devices", root ? root : world->directory);
	(void)snprintf(devices->hub, sizeof devices->hub, "%s%s%s%s",
	               hub ? hub : "exec:", hub ? "" : BENCH_PROGRAM " hub --stdio ", hub ? "" : devices->root,
	               hub ? "" : "/hub");
	if (!bench_line(NULL, "rm -rf %s", devices->root) || !bench_line(NULL, "mkdir -p %s/hub", devices->root) ||
	    !home_make(devices, "desk") || !home_make(devices, "laptop"))
		return false;
	(void)snprintf(path, sizeof path, "%s/password", devices->root);
	FILE *file = fopen(path, "we");
	if (!file || fputs("correct horse battery\n", file) < 0 || fclose(file) != 0)
		return false;
	device_enter(devices, "desk");
	return bench_line(NULL, "chmod 600 %s", path) && with_password(devices, "register ada") &&
	       with_password(devices, "import --format timewarrior %s/history.data", world->directory) &&
	       with_password(devices, "backup --daily");
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Wall and processor seconds of a line and its children. */
static bool line_measure(const struct devices *devices, double *wall, double *processor, const char *words)
{
	struct rusage before, after;
	double begin = bench_now();

	(void)getrusage(RUSAGE_CHILDREN, &before);
	bool done = with_password(devices, "%s \"%s\"", words, devices->hub);
	(void)getrusage(RUSAGE_CHILDREN, &after);
	*wall = (bench_now() - begin) / 1e3;
	*processor = seconds_of(after.ru_utime) - seconds_of(before.ru_utime) + seconds_of(after.ru_stime) -
	             seconds_of(before.ru_stime);
	return done;
}

/* ---- a log with a hub and without */

enum { BLOCKS = 6 };

/* A ticket is made for each block: of one user there is one. */
static void logs_block(const struct devices *devices, const char *name, size_t count, struct bench_samples *samples)
{
	char *words[2][4] = { { (char[]){ BENCH_PROGRAM }, (char[]){ "log" }, (char[]){ "one" }, NULL },
		              { (char[]){ BENCH_PROGRAM }, (char[]){ "log" }, (char[]){ "two" }, NULL } };
	double milliseconds;
	long memory;

	device_enter(devices, name);
	samples->failed |= !with_password(devices, "--user ada login");
	for (size_t i = 0; i < count; i++) {
		bench_flush();
		samples->failed |= !bench_process(words[i % 2], NULL, &milliseconds, &memory);
		bench_add(samples, milliseconds, memory);
	}
}

/* Paused: it is queued, and nothing beside it takes the processor. */
static void logs_measure(const struct bench_options *options, const struct devices *devices)
{
	struct bench_samples without = { .count = 0 }, with = { .count = 0 };

	device_enter(devices, "desk");
	if (!with_password(devices, "sync pause") ||
	    !bench_line(NULL, "cp -r %s/desk %s/alone", devices->root, devices->root))
		return;
	device_enter(devices, "alone");
	(void)with_password(devices, "sync remove");
	for (size_t block = 0; block < BLOCKS; block++) {
		logs_block(devices, "alone", options->keys / BLOCKS + 1, &without);
		logs_block(devices, "desk", options->keys / BLOCKS + 1, &with);
	}
	(void)with_password(devices, "sync resume");
	double alone = bench_quantile(&without, 0.5), queued = bench_quantile(&with, 0.5);
	(void)printf("| a log, with a hub and without | %.2f and %.2f ms, %.2fx |\n", queued, alone,
	             alone > 0 ? queued / alone : 0);
}

/* ---- two screens */

struct pair {
	struct bench_terminal desk, laptop;
};

/* Logged in by its password. */
static bool screen_start(const struct devices *devices, const char *name, struct bench_terminal *terminal)
{
	static const char password[] = "correct horse battery\r";

	device_enter(devices, name);
	if (!bench_terminal_start(terminal))
		return false;
	(void)bench_burst_wait(terminal, bench_now(), SETTLED / 3, SETTLED);
	return write(terminal->terminal, password, sizeof password - 1) == (ssize_t)sizeof password - 1;
}

static bool pair_start(const struct devices *devices, struct pair *pair)
{
	if (!screen_start(devices, "desk", &pair->desk) || !screen_start(devices, "laptop", &pair->laptop))
		return false;
	(void)bench_burst_wait(&pair->desk, bench_now(), SETTLED, SETTLED);
	(void)bench_burst_wait(&pair->laptop, bench_now(), SETTLED, SETTLED);
	(void)bench_burst_wait(&pair->desk, bench_now(), SETTLED, SETTLED);
	return true;
}

static void keys_measure(const struct bench_options *options, const struct pair *pair)
{
	struct bench_samples here = { .count = 0 }, there = { .count = 0 };

	for (size_t i = 0; i < options->keys; i++) {
		double begin = bench_now();
		if (write(pair->desk.terminal, i % 2 == 0 ? "1" : "2", 1) != 1)
			here.failed = true;
		/* The other one first: what this one draws waits in its terminal. */
		struct bench_burst other = bench_burst_wait(&pair->laptop, begin, QUIET, 4000);
		there.failed |= other.bytes == 0;
		bench_add(&there, other.last, 0);
		(void)bench_burst_wait(&pair->laptop, bench_now(), BETWEEN, BETWEEN);
		(void)bench_burst_wait(&pair->desk, bench_now(), BETWEEN, BETWEEN);
	}
	for (size_t i = 0; i < options->keys; i++) {
		double begin = bench_now();
		if (write(pair->desk.terminal, i % 2 == 0 ? "2" : "1", 1) != 1)
			here.failed = true;
		struct bench_burst own = bench_burst_wait(&pair->desk, begin, QUIET, 4000);
		here.failed |= own.bytes == 0;
		bench_add(&here, own.last, 0);
		(void)bench_burst_wait(&pair->desk, bench_now(), BETWEEN, BETWEEN);
		(void)bench_burst_wait(&pair->laptop, bench_now(), BETWEEN, BETWEEN);
	}
	(void)printf("| a key here, drawn here: p50, p99 | %.1f, %.1f ms%s |\n", bench_quantile(&here, 0.5),
	             bench_quantile(&here, 0.99), here.failed ? " (failed)" : "");
	(void)printf("| drawn on the other device: p50, p99 | %.1f, %.1f ms%s |\n", bench_quantile(&there, 0.5),
	             bench_quantile(&there, 0.99), there.failed ? " (failed)" : "");
}

/* The most that a child of a process has in memory, in KiB, and its name. */
static long child_memory(pid_t parent, char name[32])
{
	DIR *processes = opendir("/proc");
	long most = 0;

	for (struct dirent *entry; processes && (entry = readdir(processes));) {
		pid_t process = (pid_t)strtol(entry->d_name, NULL, 10);
		if (process <= 0 || bench_process_number(process, "PPid:") != parent)
			continue;
		long memory = bench_process_number(process, "VmRSS:");
		most = memory > most ? memory : most;
		(void)snprintf(name, 32, "%d", (int)process);
	}
	if (processes)
		(void)closedir(processes);
	return most;
}

static void idle_measure(const struct pair *pair)
{
	char name[32] = "";

	/* What the keys before have set going comes to its end first. */
	for (long last = -1, now = 0; last != now;) {
		last = now;
		(void)bench_burst_wait(&pair->laptop, bench_now(), IDLE / 4, IDLE / 4);
		now = bench_process_number(pair->laptop.process, "voluntary_ctxt_switches:");
	}
	long before = bench_process_number(pair->laptop.process, "voluntary_ctxt_switches:");

	(void)bench_burst_wait(&pair->laptop, bench_now(), IDLE, IDLE);
	(void)printf("| wake-ups of a linked screen in 20 idle seconds | %ld |\n",
	             bench_process_number(pair->laptop.process, "voluntary_ctxt_switches:") - before);
	(void)printf("| the child beside it | %.1f MiB |\n", (double)child_memory(pair->laptop.process, name) / 1024);
}

/* ---- catching up */

/* Hundredths of a second of the processor that a process has used. */
static long processor_ticks(pid_t process)
{
	char path[64], line[1024] = "";
	unsigned long user = 0, system = 0;

	(void)snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
	FILE *file = fopen(path, "re");
	if (file && fgets(line, sizeof line, file)) {
		const char *behind = strrchr(line, ')');
		(void)!(behind &&
		        sscanf(behind, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system));
	}
	if (file)
		(void)fclose(file);
	return (long)(user + system);
}

/* What the desk has done comes to a laptop whose user goes on pressing keys. */
static void catch_up_measure(const struct devices *devices, const struct bench_world *world)
{
	struct bench_samples keys = { .count = 0 };
	struct bench_terminal laptop;

	device_enter(devices, "laptop");
	(void)with_password(devices, "sync pause");
	device_enter(devices, "desk");
	(void)bench_line(NULL, "mkdir -p %s/more", devices->root);
	(void)bench_line(NULL, BENCH_GENERATE " %ld %lld %s/more", world->size, (long long)(world->now - YEARS_BEFORE),
	                 devices->root);
	(void)with_password(devices, "import --format timewarrior %s/more/history.data", devices->root);
	(void)with_password(devices, "sync now");
	if (!screen_start(devices, "laptop", &laptop))
		return;
	(void)bench_burst_wait(&laptop, bench_now(), SETTLED, SETTLED);
	double begin = bench_now(), busy = begin;
	long ticks = processor_ticks(laptop.process), now = ticks;
	(void)with_password(devices, "sync resume");
	/* It is done when the keys are all that takes time. */
	for (size_t i = 0; bench_now() - busy < DONE_AFTER && bench_now() - begin < CATCH_UP; i++) {
		double pressed = bench_now();
		(void)!write(laptop.terminal, i % 2 == 0 ? "j" : "k", 1);
		struct bench_burst drawn = bench_burst_wait(&laptop, pressed, 1, 1000);
		if (drawn.bytes > 0)
			bench_add(&keys, drawn.first, 0);
		(void)bench_burst_wait(&laptop, bench_now(), BETWEEN_KEYS, BETWEEN_KEYS);
		now = processor_ticks(laptop.process);
		busy = now - ticks > 1 ? bench_now() : busy;
		ticks = now;
	}
	double synced = busy - begin;
	(void)printf("| as many again to an open screen | %.1f s%s |\n", synced / 1e3,
	             synced == 0 ? " (not done)" : "");
	(void)printf("| a key there meanwhile: p50, p99 | %.1f, %.1f ms |\n", bench_quantile(&keys, 0.5),
	             bench_quantile(&keys, 0.99));
	bench_terminal_end(&laptop);
}

void bench_devices(const struct bench_options *options, const struct bench_world *world)
{
	struct devices devices;
	struct pair pair;
	double wall, processor;

	(void)fprintf(stderr, "two devices with %ld intervals\n", world->size);
	if (!devices_make(&devices, world))
		return;
	(void)printf("\n| two devices, %ld intervals | %s |\n|---|--:|\n", world->size,
	             getenv("BENCH_HUB") ? getenv("BENCH_HUB") : "a hub over a pipe");
	if (line_measure(&devices, &wall, &processor, "sync add"))
		(void)printf("| all of it sent, wall and processor | %.1f, %.1f s |\n", wall, processor);
	device_enter(&devices, "laptop");
	if (line_measure(&devices, &wall, &processor, "--user ada join"))
		(void)printf("| all of it to a new device, wall and processor | %.1f, %.1f s |\n", wall, processor);
	if (!with_password(&devices, "backup --daily"))
		return;
	logs_measure(options, &devices);
	if (pair_start(&devices, &pair)) {
		keys_measure(options, &pair);
		idle_measure(&pair);
		bench_terminal_end(&pair.desk);
		bench_terminal_end(&pair.laptop);
	}
	catch_up_measure(&devices, world);
	bench_world_enter(world);
}
