/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* So many faults are told. */
#define EMBARK_SCHEMA_MAX_FAULTS 100

/* Something that a value should be and is not. */
typedef struct
{
  char *path;  /* a JSONPath: "$.contacts[2].email" */
  char *words; /* a sentence in the user's language */
} EmbarkSchemaFault;

/* Something of a schema that is not looked at. */
typedef struct
{
  char *path;    /* where in the schema: "$.properties.email" */
  char *keyword; /* "oneOf" */
} EmbarkSchemaGap;

/**
 * EmbarkJsonSchema:
 *
 * The part of JSON Schema that a payload's form and check need: type, enum, const, required, properties,
 * additionalProperties, items, minItems, maxItems, uniqueItems, minimum, maximum, exclusiveMinimum, exclusiveMaximum,
 * multipleOf, minLength, maxLength, pattern and the formats email, uri, date, date-time, time and uuid. Everything else
 * is listed as a gap, so that it can be said that it was not checked. Immutable.
 */
#define EMBARK_TYPE_JSON_SCHEMA (embark_json_schema_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJsonSchema, embark_json_schema, EMBARK, JSON_SCHEMA, GObject)

/* @node: an object, or true or false; anything else is a schema that allows all, with a gap that says so */
EmbarkJsonSchema *embark_json_schema_new (JsonNode *node);
/* Returns: (transfer none): the schema itself */
JsonNode *embark_json_schema_get_json (EmbarkJsonSchema *self);
/* Returns: (transfer none) (element-type EmbarkSchemaGap) */
GPtrArray *embark_json_schema_get_gaps (EmbarkJsonSchema *self);
/* Returns: (transfer full) (element-type EmbarkSchemaFault): empty when @value is as it should be, in what is looked at */
GPtrArray *embark_json_schema_check (EmbarkJsonSchema *self, JsonNode *value);
/* Returns: whether @node looks like a schema rather than a sample: it has a type or properties, or names a draft */
gboolean embark_json_schema_is_one (JsonNode *node);

G_END_DECLS
