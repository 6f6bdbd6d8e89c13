/* The cheapest flow through a network whose arcs carry one or nothing: what rounds a table. */
#ifndef TIMESHEET_DATA_SUMS_FLOW_H
#define TIMESHEET_DATA_SUMS_FLOW_H

#include "data/timesheet.h"

struct flow_arc {
	size_t from, to; /* nodes */
	int64_t cost;    /* of carrying one */
	bool carries;
};

struct flow {
	struct flow_arc *arcs;
	size_t arc_count, node_count;
	int64_t *excess; /* by node: what comes in more than goes out, but for the arcs */
};

/*
 * Makes arcs carry so that what comes into each node goes out of it, at the least cost; what they carried before is not
 * read. Where that cannot be, some nodes keep an excess. Successive shortest paths with potentials (Ahuja, Magnanti and
 * Orlin, "Network Flows", 9.7), begun where each arc carries that gains by it: a few paths mend the rest. TS_NO_MEMORY.
 */
enum ts_status flow_settle(struct flow *flow) TS_MUST_CHECK;

#endif
