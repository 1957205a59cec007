/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkPayloadType: what a field wants, or is where nothing is wanted
 */
typedef enum
{
  EMBARK_PAYLOAD_OBJECT,
  EMBARK_PAYLOAD_ARRAY,
  EMBARK_PAYLOAD_STRING,
  EMBARK_PAYLOAD_INTEGER,
  EMBARK_PAYLOAD_NUMBER,
  EMBARK_PAYLOAD_BOOLEAN,
  EMBARK_PAYLOAD_NULL,
  EMBARK_PAYLOAD_ANY, /* several types are allowed, or nothing is known: to be entered as JSON */
} EmbarkPayloadType;

/**
 * EmbarkPayloadField:
 *
 * One place in a payload: a value, an object or array that others are in, or a member that the schema names and the
 * payload lacks. Made and kept up to date by its EmbarkPayloadForm, and changed through it. As long as it is in the
 * form's list its path, depth and type stay the same, and whether others are in it. Properties (read-only, notify):
 * `json` (utf8, nullable), `text` (utf8), `fault` (utf8, nullable), `n-items` (uint), `has-variables` (boolean),
 * `absent` (boolean).
 */
#define EMBARK_TYPE_PAYLOAD_FIELD (embark_payload_field_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadField, embark_payload_field, EMBARK, PAYLOAD_FIELD, GObject)

/* Returns: a JSONPath, as faults of a schema name it: "$", "$.contacts[2].email" */
const char *embark_payload_field_get_path (EmbarkPayloadField *self);
/* Returns: (nullable): the member's name as it is; %NULL for an item of an array and for the whole */
const char *embark_payload_field_get_name (EmbarkPayloadField *self);
/* Returns: what to call it: the schema's title, else the name, else "Item 3", "Payload" for the whole. One line. */
const char *embark_payload_field_get_label (EmbarkPayloadField *self);
/* Returns: (nullable): what the schema says of it, for people; one line */
const char *embark_payload_field_get_description (EmbarkPayloadField *self);
/* Returns: 0 for the whole, 1 for what is directly in it… */
guint embark_payload_field_get_depth (EmbarkPayloadField *self);
/* Returns: what to offer: the schema's type, else that of the value */
EmbarkPayloadType embark_payload_field_get_payload_type (EmbarkPayloadField *self);
/* Returns: what the value is, whatever is wanted; %EMBARK_PAYLOAD_ANY for one that is absent or a variable without quotes */
EmbarkPayloadType embark_payload_field_get_kind (EmbarkPayloadField *self);
/* Returns: whether the payload has no such member yet: setting or adding it puts it in */
gboolean embark_payload_field_get_absent (EmbarkPayloadField *self);
/* Returns: whether the schema requires it */
gboolean embark_payload_field_get_required (EmbarkPayloadField *self);
/* Returns: whether it can be taken out: a member that is there, or the last item of an array */
gboolean embark_payload_field_get_removable (EmbarkPayloadField *self);
/* Returns: whether "null" is among the types that the schema allows */
gboolean embark_payload_field_get_nullable (EmbarkPayloadField *self);
/* Returns: (transfer none) (nullable): what the schema allows, each as JSON text; the text of a choice that is a string
 * for people: embark_payload_choice_dup_label() */
const char *const *embark_payload_field_get_choices (EmbarkPayloadField *self);
/* Returns: the choice that the value is; -1 when it is none */
int embark_payload_field_get_choice (EmbarkPayloadField *self);
/* Returns: (transfer full): a choice or constant as one line for people: a string without its quotes, else the JSON */
char *embark_payload_choice_dup_label (const char *json);
/* Returns: (nullable): the only value that the schema allows, as JSON text */
const char *embark_payload_field_get_constant (EmbarkPayloadField *self);
/* Returns: (nullable): "date", "date-time", "email", "uri"… as the schema has it */
const char *embark_payload_field_get_format (EmbarkPayloadField *self);
/* Returns: (nullable): the limits of the schema as one line: "1 to 100", "at least 2 characters", "at most 5 items" */
const char *embark_payload_field_get_bounds (EmbarkPayloadField *self);
/* Returns: whether the schema has that limit (minimum or exclusiveMinimum; maximum or exclusiveMaximum) */
gboolean embark_payload_field_get_minimum (EmbarkPayloadField *self, double *minimum);
gboolean embark_payload_field_get_maximum (EmbarkPayloadField *self, double *maximum);
/* Returns: (nullable): the bytes of the value in the payload, exactly; %NULL when it is absent, and for an object or
 * array: see embark_payload_form_dup_json() */
const char *embark_payload_field_get_json (EmbarkPayloadField *self);
/* Returns: what to show in an entry: of a string what it means, without quotes and escapes and with its variables; of
 * anything else its JSON; "" when it is absent, and for an object or array */
const char *embark_payload_field_get_text (EmbarkPayloadField *self);
/* Returns: whether a variable is in the value, so that what is sent is known only then and the schema cannot judge it */
gboolean embark_payload_field_get_has_variables (EmbarkPayloadField *self);
/* Returns: how many values are in the object or array; 0 for anything else */
guint embark_payload_field_get_n_items (EmbarkPayloadField *self);
/* Returns: (nullable): what the schema has against it, in a sentence */
const char *embark_payload_field_get_fault (EmbarkPayloadField *self);

G_END_DECLS
