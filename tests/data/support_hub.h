/* Devices that talk with a hub, packet by packet; and the rules that every kind of hub obeys. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_HUB_H
#define TIMESHEET_TESTS_DATA_SUPPORT_HUB_H

#include "data/hub/hub.h"
#include "data/hub/packet.h"
#include "data/hub/serve.h"
#include "support.h"

/* What a test of these rules is given as *state. */
struct hub_world {
	struct support *support; /* a fresh directory */
	char place[SUPPORT_PATH_SIZE + 64];
	bool numbered; /* the hub gives its frames numbers: it compacts, stores a frame once, and counts bytes exactly
	                */
};

struct device;

/* Another process of the hub, and a device that has not said anything. */
struct device *device_open(const struct hub_world *world, const struct serve_rules *rules, int64_t quota);
void device_close(struct device *device);
struct serve *device_serve(struct device *device);

/* Says a packet, and lets the hub do what there is to do. */
void device_say(struct device *device, const struct packet *packet);
void device_say_bytes(struct device *device, const void *bytes, size_t size);
/* The hub looks whether others have left something. */
void device_look(struct device *device);
/* The next answer, valid until the device is closed; it must be of that kind. */
struct packet device_hears(struct device *device, enum packet_kind kind);
/* The next answer, whatever it is; false: there is none. */
bool device_next(struct device *device, struct packet *out);
void device_hears_nothing(struct device *device);
/* All answers so far are forgotten. */
void device_deaf(struct device *device);

/* Owner and device are 16 times that byte. The hub's answer. */
struct packet device_greets(struct device *device, unsigned char owner, unsigned char self);
/* Opens and greets. */
struct device *device_of(const struct hub_world *world, unsigned char owner, unsigned char self);
/* Pushes a frame whose id is 16 times that byte, with that text; the answer. */
struct packet device_pushes(struct device *device, unsigned char id, const char *text);
void device_pulls(struct device *device, struct packet_view cursor);
/* Hears such a frame; the cursor behind it. */
struct packet_view device_hears_frame(struct device *device, unsigned char id, const char *text);
struct packet packet_push(unsigned char id, const char *text);
/* A keyring is put in the place of one of a generation; the answer. */
struct packet device_puts(struct device *device, const char *name, uint64_t generation, const char *blob);
struct packet device_asks(struct device *device, const char *name);
bool view_is(struct packet_view view, const char *text);

/* Each case as a test on a fresh hub of setup's. HUB_RULES: those of a hub at a server, too, which has its own disk and
 * its own quota. */
#define HUB_RULES(X)                                                                                                   \
	X(a_device_greets_first)                                                                                       \
	X(what_is_pushed_is_acknowledged_and_pulled)                                                                   \
	X(a_greeting_tells_how_much_is_kept)                                                                           \
	X(every_cursor_gives_the_rest)                                                                                 \
	X(an_answer_to_a_push_jumps_over_nobody)                                                                       \
	X(a_frame_that_comes_twice_is_acknowledged_twice)                                                              \
	X(news_go_out_by_themselves)                                                                                   \
	X(owners_do_not_see_each_other)                                                                                \
	X(a_keyring_is_put_by_who_knows_the_present_one)                                                               \
	X(a_name_belongs_to_one_owner)                                                                                 \
	X(only_one_user_is_served)                                                                                     \
	X(only_one_owner_is_served)                                                                                    \
	X(what_is_wiped_is_gone_and_nothing_else_is)                                                                   \
	X(a_hub_that_only_gives_takes_nothing)                                                                         \
	X(a_cut_push_leaves_nothing)                                                                                   \
	X(a_strange_cursor_begins_anew_with_a_word)                                                                    \
	X(who_does_not_read_is_not_written_to_for_ever)                                                                \
	X(the_greatest_frame_goes_through)
#define HUB_CASES(X) HUB_RULES(X) X(a_quota_refuses_and_loses_nothing) X(a_full_disk_is_said_and_costs_nothing)
#define HUB_CASE(name) void name(void **state);
HUB_CASES(HUB_CASE)
#undef HUB_CASE

#endif
