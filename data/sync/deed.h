/*
 * What a device did last, in few words: sent in the head of a frame, and kept of what came last. Bytes and structs;
 * what it was done to stands in rows. Private to data/.
 */
#ifndef TIMESHEET_DATA_SYNC_DEED_H
#define TIMESHEET_DATA_SYNC_DEED_H

#include "data/rows/step.h"
#include "data/seal/bytes.h"

struct deed {
	uint64_t stamp; /* the version under which it was done or taken back; 0: it is not known what it was */
	enum ts_deed deed;
	bool back; /* it was taken back */
	bool created;
	struct ts_id log, activity; /* as in a step */
	ts_day day;
	char text[TS_TEXT_SIZE]; /* of settings, marks, targets, bookings: which */
};

enum { DEED_SIZE = 64 + TS_TEXT_SIZE };
/* At most DEED_SIZE bytes. */
void deed_put(struct bytes_writer *writer, const struct deed *deed);
/* Fails the reader on a value out of its range. */
void deed_take(struct bytes_reader *reader, struct deed *out);

/* What a step did, the last time that it was done or taken back. */
struct deed deed_of_step(const struct step *step, bool back);
/* And back again: as much of a step as is needed to word it. */
void deed_to_step(const struct deed *deed, struct step *out);

/* What came from other devices. */
struct arrival {
	struct deed deed; /* its last one; the stamp is that of what came also where it is not known what it was */
	bool known;       /* it is */
	char device[TS_ORIGIN_SIZE];
	ts_time received;
	int64_t changes; /* how many things were done there, at least; 0: nothing has ever come */
	uint64_t stamp;  /* of its being told of here; 0: it is not yet, since more is coming */
};
enum { ARRIVAL_SIZE = DEED_SIZE + TS_ORIGIN_SIZE + 32 };
void arrival_put(struct bytes_writer *writer, const struct arrival *arrival);
void arrival_take(struct bytes_reader *reader, struct arrival *out);

#endif
