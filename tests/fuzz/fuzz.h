/*
 * What every fuzzer offers, to libFuzzer and to replay.c alike. A fault is an assertion, or what the sanitizers find.
 */
#ifndef TIMESHEET_TESTS_FUZZ_H
#define TIMESHEET_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* The name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size); /* NOLINT(readability-identifier-naming) */

/* Decodes one UTF-8 character of size bytes; 0 if it is not a valid one. Written apart from the code under test. */
size_t fuzz_character(const uint8_t *bytes, size_t size, uint32_t *out);

#endif
