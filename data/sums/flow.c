/* The cheapest flow through a network whose arcs carry one or nothing. */
#include "data/sums/flow.h"

#include <stdlib.h>

#define UNREACHED INT64_MAX

/* A node to be looked at, and how far it is. */
struct reached {
	int64_t distance;
	size_t node;
};

struct search {
	struct flow *flow;
	size_t *first, *arcs; /* those that touch a node: from arcs[first[node]] on, up to the next node's */
	int64_t *potentials, *distances;
	size_t *by; /* the arc by which a node was reached */
	bool *settled;
	size_t *touched; /* nodes that have a distance */
	size_t touched_count;
	struct reached *heap;
	size_t heap_count;
};

static void heap_push(struct search *search, struct reached reached)
{
	struct reached *heap = search->heap;
	size_t at = search->heap_count++;

	for (; at > 0 && heap[(at - 1) / 2].distance > reached.distance; at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = reached;
}

static struct reached heap_pop(struct search *search)
{
	struct reached *heap = search->heap, least = heap[0], last = heap[--search->heap_count];
	size_t at = 0;

	for (size_t child = 1; child < search->heap_count; child = 2 * at + 1) {
		if (child + 1 < search->heap_count && heap[child + 1].distance < heap[child].distance)
			child++;
		if (heap[child].distance >= last.distance)
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = last;
	return least;
}

static void reach(struct search *search, size_t node, int64_t distance, size_t by)
{
	if (distance >= search->distances[node])
		return;
	if (search->distances[node] == UNREACHED)
		search->touched[search->touched_count++] = node;
	search->distances[node] = distance;
	search->by[node] = by;
	heap_push(search, (struct reached){ distance, node });
}

/* Along each arc that can carry one more, or one less. */
static void settle(struct search *search, size_t node)
{
	search->settled[node] = true;
	for (size_t i = search->first[node]; i < search->first[node + 1]; i++) {
		const struct flow_arc *arc = &search->flow->arcs[search->arcs[i]];
		if (arc->carries == (arc->from == node))
			continue;
		const size_t other = arc->carries ? arc->from : arc->to;
		const int64_t cost = arc->carries ? -arc->cost : arc->cost;
		if (!search->settled[other])
			reach(search, other,
			      search->distances[node] + cost + search->potentials[node] - search->potentials[other],
			      search->arcs[i]);
	}
}

/* The nearest node that lacks something; the number of nodes: there is none. */
static size_t lack_find(struct search *search, size_t from)
{
	search->heap_count = 0;
	reach(search, from, 0, 0);
	while (search->heap_count > 0) {
		const struct reached nearest = heap_pop(search);
		if (search->settled[nearest.node])
			continue;
		if (search->flow->excess[nearest.node] < 0)
			return nearest.node;
		settle(search, nearest.node);
	}
	return search->flow->node_count;
}

static void search_forget(struct search *search, int64_t distance)
{
	for (size_t i = 0; i < search->touched_count; i++) {
		const size_t node = search->touched[i];
		if (search->settled[node])
			search->potentials[node] += search->distances[node] - distance;
		search->distances[node] = UNREACHED;
		search->settled[node] = false;
	}
	search->touched_count = 0;
}

/* One more goes the cheapest way from a node to one that lacks it. False: there is no way. */
static bool carry(struct search *search, size_t from)
{
	struct flow *flow = search->flow;
	const size_t to = lack_find(search, from);

	if (to == flow->node_count) {
		search_forget(search, 0);
		return false;
	}
	flow->excess[from]--;
	flow->excess[to]++;
	for (size_t node = to; node != from;) {
		struct flow_arc *arc = &flow->arcs[search->by[node]];
		arc->carries = !arc->carries;
		node = arc->from == node ? arc->to : arc->from;
	}
	search_forget(search, search->distances[to]);
	return true;
}

/* Which arcs touch each node. */
static void arcs_list(struct search *search)
{
	const struct flow *flow = search->flow;
	size_t *first = search->first;

	for (size_t i = 0; i < flow->arc_count; i++) {
		first[flow->arcs[i].from + 1]++;
		first[flow->arcs[i].to + 1]++;
	}
	for (size_t i = 0; i < flow->node_count; i++)
		first[i + 1] += first[i];
	for (size_t i = flow->arc_count; i-- > 0;) {
		const size_t ends[] = { flow->arcs[i].from, flow->arcs[i].to };
		for (size_t j = 0; j < 2; j++)
			search->arcs[first[ends[j]] + search->by[ends[j]]++] = i;
	}
}

static bool search_make(struct search *search, struct flow *flow)
{
	const size_t nodes = flow->node_count + 1;

	*search = (struct search){ .flow = flow };
	search->first = calloc(nodes + 1, sizeof *search->first);
	search->arcs = calloc(2 * flow->arc_count + 1, sizeof *search->arcs);
	search->potentials = calloc(nodes, sizeof *search->potentials);
	search->distances = calloc(nodes, sizeof *search->distances);
	search->by = calloc(nodes, sizeof *search->by);
	search->settled = calloc(nodes, sizeof *search->settled);
	search->touched = calloc(nodes, sizeof *search->touched);
	search->heap = calloc(2 * flow->arc_count + nodes, sizeof *search->heap);
	return search->first && search->arcs && search->potentials && search->distances && search->by &&
	       search->settled && search->touched && search->heap;
}

static void search_release(struct search *search)
{
	free(search->first);
	free(search->arcs);
	free(search->potentials);
	free(search->distances);
	free(search->by);
	free(search->settled);
	free(search->touched);
	free(search->heap);
}

enum ts_status flow_settle(struct flow *flow)
{
	struct search search;

	if (!search_make(&search, flow)) {
		search_release(&search);
		return TS_NO_MEMORY;
	}
	arcs_list(&search);
	for (size_t i = 0; i < flow->node_count; i++)
		search.distances[i] = UNREACHED;
	for (size_t i = 0; i < flow->arc_count; i++) {
		struct flow_arc *arc = &flow->arcs[i];
		arc->carries = arc->cost < 0;
		flow->excess[arc->from] -= arc->carries;
		flow->excess[arc->to] += arc->carries;
	}
	for (size_t i = 0; i < flow->node_count; i++) {
		while (flow->excess[i] > 0 && carry(&search, i))
			;
	}
	search_release(&search);
	return TS_OK;
}
