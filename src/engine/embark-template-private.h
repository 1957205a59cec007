/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of the payload's variables alone. */

#pragma once

#include "embark-template.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;      /* (owned) */
  gboolean is_raw; /* a JSON value as it is: a number, true; else the characters of a string */
} EmbarkTemplateValue;

/* @name: without its arguments; @arguments: (nullable): what stands behind the first colon
 * Returns: whether there is one, and its arguments fit */
gboolean embark_template_make (const char *name, const char *arguments, const EmbarkTemplateContext *context,
                               GRand *random, EmbarkTemplateValue *value, GError **error);

G_END_DECLS
