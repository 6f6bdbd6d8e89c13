/* Text in columns of a terminal. */
#include "src/output/columns.h"

#include "ui/draw/surface.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_SIZE = 1024 };

/* As much of a text as fits, with a sign of what is left out. Returns its columns. */
static int cut(const char *text, int width, bool ellipsis, char out[SHOWN_SIZE])
{
	const char *sign = ellipsis ? "\xe2\x80\xa6" : "~";
	size_t size = strlen(text);

	if (size < SHOWN_SIZE && text_width(text) <= width) {
		memcpy(out, text, size + 1);
		return text_width(out);
	}
	for (size = size < SHOWN_SIZE - 4 ? size : SHOWN_SIZE - 4; size > 0; size--) {
		if (((unsigned char)text[size] & 0xc0) == 0x80)
			continue;
		memcpy(out, text, size);
		out[size] = '\0';
		if (text_width(out) < width)
			break;
	}
	memcpy(out + size, sign, strlen(sign) + 1);
	return text_width(out);
}

void columns_left(const char *text, int width, bool ellipsis)
{
	char shown[SHOWN_SIZE];
	const int taken = cut(text, width, ellipsis, shown);

	(void)printf("%s%*s", shown, width > taken ? width - taken : 0, "");
}

void columns_right(const char *text, int width, bool ellipsis)
{
	char shown[SHOWN_SIZE];
	const int taken = cut(text, width, ellipsis, shown);

	(void)printf("%*s%s", width > taken ? width - taken : 0, "", shown);
}
