/* AddressSanitizer's options for tests, unless ASAN_OPTIONS says others. */

__attribute__((visibility("default"), weak)) const char *__asan_default_options(void);

/* What is freed is watched for a while, and where it was made is told as deep as anybody reads: with the sanitizer's
 * own numbers (256 MB, 30 frames) some tests take twice as long. Weak: a program of tests may want more. */
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=16:malloc_context_size=8";
}
