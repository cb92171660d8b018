// Base64 (RFC 4648, section 4), as texts of a document carry bytes.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Decodes text, blanks and line ends left out, into bytes; size: of bytes, then how many there are. False: it is no
// base64, or more than size bytes.
bool fl_base64_read(const char *text, uint8_t *bytes, size_t *size);
