/* What others have done, as it comes: how many things, and what the last of them was. */
#include "data/sync/turn.h"

#include "data/rows/version.h"

#include <string.h>

void turn_count(struct turn *turn, uint64_t version)
{
	/* What one deed writes has one version, as a rule. */
	turn->deeds += version != turn->version;
	turn->version = version;
	turn->newest = version > turn->newest ? version : turn->newest;
}

void turn_arrived(struct turn *turn, const struct frame_head *head)
{
	struct hub_row *hub = &turn->hub;
	struct arrival arrival = { .deed = head->deed,
		                   .known = head->deed.stamp == turn->newest,
		                   .received = turn->now,
		                   .changes = hub->last.stamp == 0 ? hub->last.changes : 0 };

	if (turn->newest == 0)
		return;
	arrival.deed.stamp = turn->newest;
	memcpy(arrival.device, head->name, sizeof arrival.device);
	hub->last = arrival;
	/* After a while without a link, what came last is not what was done last. */
	if (arrival.deed.stamp >= hub->newest.deed.stamp)
		hub->newest = arrival;
}

void turn_arrive(struct turn *turn, bool all)
{
	struct arrival *last = &turn->hub.last, *newest = &turn->hub.newest;
	uint16_t random;

	last->changes += turn->deeds;
	turn->hub_dirty = turn->hub_dirty || turn->deeds > 0;
	turn->deeds = 0;
	if (newest->deed.stamp == last->deed.stamp)
		newest->changes = last->changes;
	if (!all || last->changes == 0 || last->stamp > 0)
		return;
	crypt_random(&random, sizeof random);
	last->stamp = version_next(&turn->state.clock, turn->now, random);
	turn->hub_dirty = true;
}
