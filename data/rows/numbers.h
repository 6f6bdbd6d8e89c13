/* Numbers that take seven bits a byte, the lowest first: small ones are short. What is read past its end, or is no
 * number, marks the whole as failed. Private to data/. */
#ifndef TIMESHEET_DATA_NUMBERS_H
#define TIMESHEET_DATA_NUMBERS_H

#include "data/seal/bytes.h"

enum { NUMBER_BITS = 7, NUMBER_MORE = 0x80, NUMBER_SIZE = 10 /* at most */ };

void number_put(struct bytes_writer *writer, uint64_t value);
/* With the sign in the lowest bit. */
void number_put_signed(struct bytes_writer *writer, int64_t value);

struct numbers {
	const unsigned char *at, *end; /* what is left; borrowed */
	bool failed;
};
uint64_t number_take_long(struct numbers *numbers);
int64_t number_take_signed(struct numbers *numbers);
/* As many bytes as they stand there; NULL: there are fewer, or it failed before. */
const unsigned char *numbers_bytes(struct numbers *numbers, uint64_t size);

/* 0 once failed. Most take a byte or two, and very many are read. */
static inline uint64_t number_take(struct numbers *numbers)
{
	const unsigned char *at = numbers->at;

	if (numbers->end - at < 2)
		return number_take_long(numbers);
	if (at[0] < NUMBER_MORE) {
		numbers->at = at + 1;
		return at[0];
	}
	if (at[1] >= NUMBER_MORE)
		return number_take_long(numbers);
	numbers->at = at + 2;
	return (uint64_t)(at[0] & (NUMBER_MORE - 1)) | (uint64_t)at[1] << NUMBER_BITS;
}

#endif
