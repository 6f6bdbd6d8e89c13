/* Text as it is compared and stored: UTF-8, Unicode normal form C. Private to data/. */
#ifndef TIMESHEET_DATA_PURE_TEXT_H
#define TIMESHEET_DATA_PURE_TEXT_H

#include "data/timesheet.h"

/* Room for text_normalise of any text shorter than TS_TEXT_SIZE: folding and composing make no character longer than
 * three times itself (Unicode TR15 for NFC, TR21 for case folding). */
enum { TEXT_NORMAL_SIZE = 3 * TS_TEXT_SIZE };

/* True when the bytes are UTF-8 without a NUL among them. */
bool text_valid(const char *text, size_t size);

/* True when ts_text_clean would drop or change nothing of the text: it is UTF-8 without control and bidi characters. */
bool text_plain(const char *text, size_t size);

/* What a text is shown and stored as: NFC, trimmed, a run of white space one space, without what ts_text_clean drops.
 * Case stays. TS_INVALID: not UTF-8; TS_TOO_LONG: no room in out, which then holds nothing of use; TS_NO_MEMORY. */
enum ts_status text_compose(const char *text, char *out, size_t size) TS_MUST_CHECK;

/* What a text is known by: text_compose, and case folded. Fails like text_compose. */
enum ts_status text_normalise(const char *text, char *out, size_t size) TS_MUST_CHECK;

/* What a password is derived from: NFKC, so that the same letters are the same bytes whatever keyboard, system or form
 * they come from (RFC 8265 asks for less: NFC). Everything it needs lies in scratch, which the caller wipes. out has
 * TS_PASSWORD_MOST + 1 bytes. False: it is not UTF-8, or longer then; out is unfit for use. */
enum { TEXT_SCRATCH = 18 * (TS_PASSWORD_MOST + 1) }; /* code points: none becomes more than 18 (Unicode TR15) */
bool text_password(const char *password, int32_t scratch[TEXT_SCRATCH], char out[TS_PASSWORD_MOST + 1]);

#endif
