/* Other code sets to UTF-8, by iconv(3). */
#include "src/system/charset.h"

#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BYTES_MOST = 4 /* of UTF-8 for what was a byte or more */ };

const char *charset_name(void)
{
	return nl_langinfo(CODESET);
}

bool charset_is_utf8(void)
{
	const char *name = charset_name();

	return strcmp(name, "UTF-8") == 0 || strcmp(name, "ANSI_X3.4-1968") == 0 || strcmp(name, "US-ASCII") == 0;
}

static bool copy(const char *bytes, size_t size, char *out, size_t room, size_t *written)
{
	if (size >= room) {
		errno = E2BIG;
		return false;
	}
	memcpy(out, bytes, size);
	out[size] = '\0';
	*written = size;
	return true;
}

bool charset_decode(const char *bytes, size_t size, char *out, size_t room, size_t *written)
{
	char *from = (char *)(size_t)bytes, *to = out; /* iconv promises not to write there, but not by its type */
	size_t left = room - 1;
	iconv_t conversion;

	if (charset_is_utf8())
		return copy(bytes, size, out, room, written);
	conversion = iconv_open("UTF-8", charset_name());
	if (conversion == (iconv_t)-1) {
		errno = EILSEQ;
		return false;
	}
	size_t failed = iconv(conversion, &from, &size, &to, &left);
	/* EINVAL: it ends inside of a character. */
	int error = failed == (size_t)-1 ? (errno == E2BIG ? E2BIG : EILSEQ) : 0;
	(void)iconv_close(conversion);
	*written = (size_t)(to - out);
	*to = '\0';
	errno = error;
	return error == 0;
}

char *charset_decode_text(const char *text)
{
	size_t size = strlen(text), written;
	char *decoded = malloc(BYTES_MOST * size + 1);

	if (!decoded)
		return NULL;
	if (charset_decode(text, size, decoded, BYTES_MOST * size + 1, &written))
		return decoded;
	free(decoded);
	errno = EILSEQ;
	return NULL;
}

/* ---- output ---- */

#ifdef __GLIBC__ /* elsewhere standard streams cannot be exchanged; musl has no other code set than UTF-8 */
/* Of one stream. */
struct translation {
	iconv_t conversion;
	int descriptor;
	size_t left; /* bytes of a character whose end is still to come */
	char begun[BYTES_MOST];
};

static bool write_all(int descriptor, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(descriptor, bytes, size);
		if (written < 0 && errno != EINTR)
			return false;
		bytes += written > 0 ? written : 0;
		size -= written > 0 ? (size_t)written : 0;
	}
	return true;
}

/* All of from but a begun character, in pieces. A byte that has no translation is a question mark. */
static bool translate(struct translation *translation, char *from, size_t size)
{
	char piece[256];

	while (size > 0) {
		char *to = piece;
		size_t room = sizeof piece - 1;
		bool failed = iconv(translation->conversion, &from, &size, &to, &room) == (size_t)-1;
		int error = failed ? errno : 0;
		if (error == EILSEQ) {
			*to++ = '?';
			from++;
			size--;
		}
		if (!write_all(translation->descriptor, piece, (size_t)(to - piece)))
			return false;
		if (error == EINVAL) {
			memmove(translation->begun, from, size);
			translation->left = size;
			return true;
		}
	}
	translation->left = 0;
	return true;
}

static ssize_t translated_write(void *cookie, const char *bytes, size_t size)
{
	struct translation *translation = cookie;
	char *all = malloc(translation->left + size);

	if (!all)
		return 0;
	memcpy(all, translation->begun, translation->left);
	memcpy(all + translation->left, bytes, size);
	bool written = translate(translation, all, translation->left + size);
	free(all);
	return written ? (ssize_t)size : 0; /* fopencookie(3): 0 is the error */
}

static int translated_close(void *cookie)
{
	struct translation *translation = cookie;

	(void)iconv_close(translation->conversion);
	free(translation);
	return 0;
}

/* NULL: it stays as it is. */
static FILE *translated(int descriptor, int buffering)
{
	struct translation *translation = isatty(descriptor) == 1 ? calloc(1, sizeof *translation) : NULL;
	char target[64];
	FILE *stream = NULL;

	if (!translation)
		return NULL;
	(void)snprintf(target, sizeof target, "%s//TRANSLIT", charset_name());
	translation->descriptor = descriptor;
	translation->conversion = iconv_open(target, "UTF-8");
	if (translation->conversion == (iconv_t)-1) {
		free(translation);
		return NULL;
	}
	stream = fopencookie(translation, "w",
	                     (cookie_io_functions_t){ .write = translated_write, .close = translated_close });
	if (stream)
		(void)setvbuf(stream, NULL, buffering, 0);
	else
		(void)translated_close(translation);
	return stream;
}

struct charset_output charset_output_begin(void)
{
	struct charset_output plain = { 0 };
	FILE *output = NULL, *error = NULL;

	if (charset_is_utf8())
		return plain;
	output = translated(STDOUT_FILENO, _IOLBF);
	error = translated(STDERR_FILENO, _IONBF);
	if (output) {
		plain.output = stdout;
		stdout = output;
	}
	if (error) {
		plain.error = stderr;
		stderr = error;
	}
	return plain;
}

void charset_output_end(const struct charset_output *plain)
{
	FILE *output = stdout, *error = stderr;

	if (plain->output) {
		stdout = plain->output;
		(void)fclose(output);
	}
	if (plain->error) {
		stderr = plain->error;
		(void)fclose(error);
	}
}
#else
struct charset_output charset_output_begin(void)
{
	return (struct charset_output){ 0 };
}

void charset_output_end(const struct charset_output *plain)
{
	(void)plain;
}
#endif
