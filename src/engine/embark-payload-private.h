/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of a payload's form alone. */

#pragma once

#include "embark-json-spans.h"
#include "embark-payload-form.h"

G_BEGIN_DECLS

/* What the schema says of one place, as far as a form needs it at once. */
typedef struct
{
  EmbarkPayloadType type; /* %EMBARK_PAYLOAD_ANY: it says none, or several */
  gboolean several;       /* it allows several */
  gboolean nullable;
} EmbarkPayloadWish;

/* A field to be. */
typedef struct
{
  char *name;  /* (owned) (nullable): of a member */
  guint span;  /* EMBARK_JSON_SPAN_NONE: absent */
  guint after; /* of an absent one: span of the member that it comes behind, EMBARK_JSON_SPAN_NONE: it is the first */
  guint parent; /* the node that it is in, EMBARK_JSON_SPAN_NONE for the whole */
  guint depth;
  guint index;   /* of an item */
  guint64 hash;  /* of its path */
  JsonObject *schema; /* (unowned) (nullable): lives as long as the reading */
  EmbarkPayloadType type;
  gboolean guessed; /* nothing but the value tells the type, and it tells none: null or a variable */
  gboolean required;
  gboolean nullable;
  const char *fault; /* (unowned) (nullable): of the reading's faults */
} EmbarkPayloadNode;

/**
 * EmbarkPayloadReading:
 *
 * What a text is. Made in any thread; does not change afterwards, but for types that fields remember.
 */
typedef struct
{
  char *text;               /* (owned) */
  gsize length;
  char *masked;             /* (owned) (nullable): the same without variables */
  EmbarkJsonSchema *schema; /* (owned) (nullable) */
  GArray *spans;            /* (owned) (nullable) (element-type EmbarkJsonSpan) */
  GArray *nodes;            /* (owned) (nullable) (element-type EmbarkPayloadNode) */
  GPtrArray *faults;        /* (owned) (element-type EmbarkSchemaFault) */
  gboolean truncated;
  GError *error; /* (owned) (nullable): it is no JSON */
  guint line;
  guint column;
} EmbarkPayloadReading;

/* @schema: (nullable) */
EmbarkPayloadReading *embark_payload_reading_new (const char *text, EmbarkJsonSchema *schema);
EmbarkPayloadReading *embark_payload_reading_ref (EmbarkPayloadReading *self);
void embark_payload_reading_unref (EmbarkPayloadReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkPayloadReading, embark_payload_reading_unref)
EmbarkPayloadNode *embark_payload_reading_get_node (EmbarkPayloadReading *self, guint i);
/* Returns: (nullable): where the value of a node stands */
const EmbarkJsonSpan *embark_payload_reading_get_span (EmbarkPayloadReading *self, guint i);
/* Returns: whether the value is in the text and holds others */
gboolean embark_payload_reading_is_container (EmbarkPayloadReading *self, guint i);

/* In embark-payload-text.c. Returns: (transfer full) (nullable): @text without variables, when it is JSON without them */
char *embark_payload_mask (const char *text, guint *line, guint *column, GError **error);
/* Returns: (transfer full): what a string of JSON, quotes included, means, its variables as they are; and back */
char *embark_payload_decode (const char *json, gsize length);
char *embark_payload_encode (const char *text);
/* Returns: whether a variable, or what looks like one, is in the bytes */
gboolean embark_payload_has_variables (const char *text, gsize length);
/* FNV-1a, continued from @hash; the path of the whole begins with embark_payload_hash (0, "$") */
guint64 embark_payload_hash (guint64 hash, const char *text);

/* In embark-payload-schema.c. @schema: (nullable) */
EmbarkPayloadWish embark_payload_wish (JsonObject *schema);
/* Returns: (transfer none) (nullable): what the schema says of a member or of the items */
JsonObject *embark_payload_schema_of_member (JsonObject *schema, const char *name);
JsonObject *embark_payload_schema_of_items (JsonObject *schema);
/* Returns: (transfer full) (nullable) */
GStrv embark_payload_schema_dup_choices (JsonObject *schema);
char *embark_payload_schema_dup_constant (JsonObject *schema);
char *embark_payload_schema_dup_bounds (JsonObject *schema);
/* @upper: the other one. Returns: whether there is a limit */
gboolean embark_payload_schema_get_limit (JsonObject *schema, gboolean upper, double *limit);
/* Returns: (transfer full): the least that is allowed, as compact JSON with variables */
char *embark_payload_schema_make (JsonObject *schema);

/* In embark-payload-field.c. */
EmbarkPayloadField *embark_payload_field_new (EmbarkPayloadReading *reading, guint node);
/* Returns: whether the node is the field's place, so that the field stays */
gboolean embark_payload_field_fits (EmbarkPayloadField *self, EmbarkPayloadReading *reading, guint node);
/* Takes what is new of it, and notifies. */
void embark_payload_field_update (EmbarkPayloadField *self, EmbarkPayloadReading *reading, guint node);
EmbarkPayloadReading *embark_payload_field_get_reading (EmbarkPayloadField *self);
guint embark_payload_field_get_node (EmbarkPayloadField *self);

/* In embark-payload-form.c: replaces bytes of the text when it is still JSON with variables then. */
gboolean embark_payload_form_replace (EmbarkPayloadForm *self, gsize start, gsize end, const char *replacement,
                                      GError **error);
/* Returns: (nullable): the reading in force, when @field is of it and the form can be set */
EmbarkPayloadReading *embark_payload_form_get_reading (EmbarkPayloadForm *self, EmbarkPayloadField *field,
                                                       GError **error);

G_END_DECLS
