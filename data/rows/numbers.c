/* Numbers of as many bytes as they need. */
#include "data/rows/numbers.h"

void number_put(struct bytes_writer *writer, uint64_t value)
{
	unsigned char bytes[NUMBER_SIZE];
	size_t size = 0;

	for (; value >= NUMBER_MORE; value >>= NUMBER_BITS)
		bytes[size++] = (unsigned char)(value | NUMBER_MORE);
	bytes[size++] = (unsigned char)value;
	bytes_put(writer, bytes, size);
}

void number_put_signed(struct bytes_writer *writer, int64_t value)
{
	number_put(writer, value < 0 ? ~(uint64_t)value << 1 | 1 : (uint64_t)value << 1);
}

uint64_t number_take_long(struct numbers *numbers)
{
	uint64_t value = 0;

	for (unsigned bits = 0; bits < 64 && numbers->at < numbers->end; bits += NUMBER_BITS) {
		const unsigned char byte = *numbers->at++;
		value |= (uint64_t)(byte & (NUMBER_MORE - 1)) << bits;
		if (!(byte & NUMBER_MORE))
			return value;
	}
	numbers->failed = true;
	return 0;
}

int64_t number_take_signed(struct numbers *numbers)
{
	const uint64_t value = number_take(numbers);

	return value & 1 ? (int64_t) ~(value >> 1) : (int64_t)(value >> 1);
}

const unsigned char *numbers_bytes(struct numbers *numbers, uint64_t size)
{
	const unsigned char *taken = numbers->at;

	if (numbers->failed || size > (uint64_t)(numbers->end - numbers->at)) {
		numbers->failed = true;
		return NULL;
	}
	numbers->at += size;
	return taken;
}
