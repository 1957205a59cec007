/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where each value stands in a JSON text, so that one of them can be changed and everything else stays byte for byte. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* There is no such span. */
#define EMBARK_JSON_SPAN_NONE G_MAXUINT

typedef enum
{
  EMBARK_JSON_SPAN_OBJECT,
  EMBARK_JSON_SPAN_ARRAY,
  EMBARK_JSON_SPAN_STRING,
  EMBARK_JSON_SPAN_INTEGER, /* a number without fraction and exponent */
  EMBARK_JSON_SPAN_NUMBER,
  EMBARK_JSON_SPAN_BOOLEAN,
  EMBARK_JSON_SPAN_NULL,
} EmbarkJsonSpanKind;

/* A value. Positions are bytes from the start of the text; an end is behind the last byte. */
typedef struct
{
  EmbarkJsonSpanKind kind;
  guint parent; /* index of the object or array that it is in, EMBARK_JSON_SPAN_NONE for the whole */
  guint depth;  /* 0 for the whole */
  guint index;  /* which one of its parent, from 0 */
  guint n;      /* how many values are in it */
  guint next;   /* index of the first span behind it and all in it */
  gsize key_start; /* of a member's name with its quotes; key_end is the same where there is none */
  gsize key_end;
  gsize start;
  gsize end;
} EmbarkJsonSpan;

/**
 * embark_json_spans_scan:
 * @text: valid JSON: what embark_json_check() accepted
 *
 * Returns: (transfer full) (element-type EmbarkJsonSpan): every value, in the order in which they begin; empty when
 * @text is no JSON after all. Nothing is recursive, and the time is that of reading the text once.
 */
GArray *embark_json_spans_scan (const char *text, gsize length);
/* Returns: (transfer full): what the JSON string @text, with its quotes, means; U+FFFD for what is no character */
char *embark_json_spans_decode (const char *text, gsize length);

G_END_DECLS
