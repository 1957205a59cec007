/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of EmbarkJsonSchema alone. */

#pragma once

#include "embark-json-schema.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *faults; /* (owned) (element-type EmbarkSchemaFault) */
  GString *path;     /* (owned) */
} EmbarkSchemaCheck;

/* @words: (transfer full) */
void embark_schema_fault (EmbarkSchemaCheck *check, char *words);
void embark_schema_check_number (EmbarkSchemaCheck *check, JsonObject *schema, double value);
void embark_schema_check_string (EmbarkSchemaCheck *check, JsonObject *schema, const char *value);
/* Returns: whether a format of that name is looked at */
gboolean embark_schema_knows_format (const char *format);
/* Returns: whether @pattern is a regular expression that is tried; one that is not, or is a trap, is a gap */
gboolean embark_schema_knows_pattern (const char *pattern);
/* Returns: whether the two are equal, numbers by their value */
gboolean embark_schema_equal (JsonNode *a, JsonNode *b);

G_END_DECLS
