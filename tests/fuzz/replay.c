/*
 * Drives a fuzzer without libFuzzer: every file of a corpus, then a fixed number of inputs made from them with a fixed
 * seed. The same on every machine, so it is a test like any other.
 *
 * usage: replay DIRECTORY ROUNDS
 */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { INPUT_MOST = 4096, INPUTS_MOST = 512 };

struct input {
	uint8_t bytes[INPUT_MOST];
	size_t size;
};

struct corpus {
	struct input inputs[INPUTS_MOST];
	size_t count;
};

static uint64_t random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static size_t random_below(uint64_t *state, size_t limit)
{
	return limit ? (size_t)(random_next(state) % limit) : 0;
}

static int input_load(const char *directory, const char *name, struct input *out)
{
	char path[INPUT_MOST];
	int length = snprintf(path, sizeof path, "%s/%s", directory, name);

	if (length < 0 || (size_t)length >= sizeof path)
		return -1;
	FILE *file = fopen(path, "rbe");
	if (!file) {
		fprintf(stderr, "cannot read %s: %s\n", path, strerror(errno));
		return -1;
	}
	out->size = fread(out->bytes, 1, sizeof out->bytes, file);
	int failed = ferror(file);
	fclose(file);
	return failed ? -1 : 0;
}

static int corpus_load(const char *directory, struct corpus *out)
{
	struct dirent **names;
	int count = scandir(directory, &names, NULL, alphasort), status = 0;

	if (count < 0) {
		fprintf(stderr, "cannot read %s: %s\n", directory, strerror(errno));
		return -1;
	}
	for (int i = 0; i < count; i++) {
		bool hidden = names[i]->d_name[0] == '.';
		if (!hidden && status == 0 && out->count < INPUTS_MOST) {
			status = input_load(directory, names[i]->d_name, &out->inputs[out->count]);
			out->count += status == 0;
		}
		free(names[i]);
	}
	free(names);
	if (status == 0 && out->count == 0) {
		fprintf(stderr, "%s is empty\n", directory);
		status = -1;
	}
	return status;
}

static void bytes_insert(struct input *input, size_t at, const uint8_t *bytes, size_t size)
{
	if (size > INPUT_MOST - input->size)
		size = INPUT_MOST - input->size;
	memmove(input->bytes + at + size, input->bytes + at, input->size - at);
	memcpy(input->bytes + at, bytes, size);
	input->size += size;
}

/* One small change: a byte flipped, replaced, dropped or put in, a piece of another input put in, the end cut off. */
static void input_mutate(struct input *input, const struct corpus *corpus, uint64_t *state)
{
	static const uint8_t telling[] = { 0, '\n', 0x1B, '0', '9', '-', ':', 0x7F, 0x80, 0xC2, 0xED, 0xF4, 0xFF };
	const struct input *other = &corpus->inputs[random_below(state, corpus->count)];
	size_t at = random_below(state, input->size + 1);
	uint8_t byte = telling[random_below(state, sizeof telling)];

	switch (random_below(state, 6)) {
	case 0:
		if (at < input->size)
			input->bytes[at] ^= (uint8_t)(1u << random_below(state, 8));
		break;
	case 1:
		if (at < input->size)
			input->bytes[at] = byte;
		break;
	case 2:
		if (at < input->size) {
			memmove(input->bytes + at, input->bytes + at + 1, input->size - at - 1);
			input->size--;
		}
		break;
	case 3:
		bytes_insert(input, at, &byte, 1);
		break;
	case 4:
		if (other->size > 0) {
			uint8_t piece[INPUT_MOST];
			size_t from = random_below(state, other->size);
			size_t size = 1 + random_below(state, other->size - from);
			memcpy(piece, other->bytes + from, size);
			bytes_insert(input, at, piece, size);
		}
		break;
	default:
		input->size = at;
		break;
	}
}

/* Run on a block of its own size, so that a sanitizer sees a read beyond it. */
static int input_run(const struct input *input)
{
	uint8_t *bytes = malloc(input->size ? input->size : 1);

	if (!bytes)
		return -1;
	memcpy(bytes, input->bytes, input->size);
	int status = LLVMFuzzerTestOneInput(bytes, input->size);
	free(bytes);
	return status;
}

int main(int count, char **arguments)
{
	struct corpus *corpus = calloc(1, sizeof *corpus);
	uint64_t state = 0x9E3779B97F4A7C15u;
	int status = -1;

	if (!corpus || count != 3) {
		fprintf(stderr, "usage: replay DIRECTORY ROUNDS\n");
		goto out;
	}
	long rounds = strtol(arguments[2], NULL, 10);
	status = corpus_load(arguments[1], corpus);
	for (size_t i = 0; status == 0 && i < corpus->count; i++)
		status = input_run(&corpus->inputs[i]);
	for (long i = 0; status == 0 && i < rounds; i++) {
		struct input input = corpus->inputs[random_below(&state, corpus->count)];
		size_t changes = 1 + random_below(&state, 6);
		while (changes-- > 0)
			input_mutate(&input, corpus, &state);
		status = input_run(&input);
	}
	if (status == 0)
		printf("%zu inputs, %ld made from them\n", corpus->count, rounds);
out:
	free(corpus);
	return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
