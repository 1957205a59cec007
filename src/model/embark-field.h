/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkField:
 *
 * A field of a config (contract section 14). Immutable; what this record does not name is in its JSON, untouched.
 */
#define EMBARK_TYPE_FIELD (embark_field_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkField, embark_field, EMBARK, FIELD, GObject)

EmbarkField *embark_field_new_from_json (JsonNode *node, GError **error);
const char *embark_field_get_id (EmbarkField *self);
const char *embark_field_get_name (EmbarkField *self);
/* Returns: the field_type as it came ("text", "select", …) */
const char *embark_field_get_field_type (EmbarkField *self);
gboolean embark_field_get_required (EmbarkField *self);
gboolean embark_field_get_hidden (EmbarkField *self);
/* Returns: (transfer none) (nullable): the value in its own JSON type, else the default value */
JsonNode *embark_field_get_value (EmbarkField *self);
/* Returns: whether it is required, visible, and null, absent, "", [] or {} */
gboolean embark_field_get_missing (EmbarkField *self);
JsonNode *embark_field_get_json (EmbarkField *self);

G_END_DECLS
