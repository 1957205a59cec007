/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strict reader. Of its own, without json-glib: Jansson and json-glib both declare json_object_iter_next(). For the
 * same reason nothing in this program calls that function, which the linker would take from either of them. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint line;
  guint column;
  const char *problem; /* (unowned) (nullable): %NULL when there is none */
} EmbarkVerdict;

/* Returns: whether @text is JSON by the letter; if not, @verdict says what is wrong and where (0: unknown) */
gboolean embark_json_read_strictly (const char *text, gsize length, EmbarkVerdict *verdict);
/* Returns: where the string that begins at @p ends, behind its closing quote; @end when it does not */
const char *embark_json_skip_string (const char *p, const char *end);
/* Nesting beyond this is refused: neither parser is to be taken to the end of its stack. */
#define EMBARK_JSON_STRICT_DEPTH 128

G_END_DECLS
