/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "embark-option.h"

G_BEGIN_DECLS

/**
 * EmbarkFieldKind:
 * @EMBARK_FIELD_KIND_UNKNOWN: a type this version does not know: shown as JSON, passed through untouched
 */
typedef enum
{
  EMBARK_FIELD_KIND_UNKNOWN,
  EMBARK_FIELD_KIND_TEXT,
  EMBARK_FIELD_KIND_TEXTAREA,
  EMBARK_FIELD_KIND_EMAIL,
  EMBARK_FIELD_KIND_URL,
  EMBARK_FIELD_KIND_NUMBER,
  EMBARK_FIELD_KIND_DATE,
  EMBARK_FIELD_KIND_JSON,
  EMBARK_FIELD_KIND_SELECT,
  EMBARK_FIELD_KIND_MAP,
  EMBARK_FIELD_KIND_MAP_V2,
  EMBARK_FIELD_KIND_RULE_ENGINE,
} EmbarkFieldKind;

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
EmbarkFieldKind embark_field_get_kind (EmbarkField *self);
/* Returns: (nullable) */
const char *embark_field_get_help_text (EmbarkField *self);
/* Returns: (nullable) */
const char *embark_field_get_placeholder (EmbarkField *self);
/* Returns: (nullable): the id of the field whose saved value this one's options depend on */
const char *embark_field_get_parent (EmbarkField *self);
/* Returns: (nullable): the id of the page it belongs to; pages have no names */
const char *embark_field_get_page (EmbarkField *self);
gboolean embark_field_get_multiple (EmbarkField *self);
/* Returns: (transfer none) (element-type EmbarkOption) */
GPtrArray *embark_field_get_options (EmbarkField *self);
/* Returns: whether options were sent at all; a dependent field has none until its parent has a value */
gboolean embark_field_get_has_options (EmbarkField *self);
/* Returns: (transfer none) (nullable): the saved value in its own JSON type, without the default */
JsonNode *embark_field_get_saved_value (EmbarkField *self);
/* Returns: (transfer none) (nullable) */
JsonNode *embark_field_get_default_value (EmbarkField *self);
/* Returns: (transfer full) (element-type EmbarkOption): what stands on the left of a map: {name, value, multiple}, from
 * an array or an object (register 30) */
GPtrArray *embark_field_dup_labels (EmbarkField *self);
/* Returns: whether the label at @index of embark_field_dup_labels() takes several values */
gboolean embark_field_get_label_multiple (EmbarkField *self, guint index);
/* Returns: (transfer none) (nullable): one side of a map_v2, {name, options?, multiple?}. @side: "lhs" or "rhs" */
JsonObject *embark_field_get_mapping (EmbarkField *self, const char *side);
/* Returns: (transfer full) (element-type EmbarkOption): the options of a side of a mapping or of a rule's column */
GPtrArray *embark_field_dup_options_of (JsonObject *side);
/* Returns: (transfer none) (nullable): what the field itself says of the column @lhs of a rule, in an object by the
 * column's value or in an array (register 30) */
JsonObject *embark_field_get_rule_column (EmbarkField *self, const char *lhs);
gboolean embark_field_get_required (EmbarkField *self);
gboolean embark_field_get_hidden (EmbarkField *self);
/* Returns: (transfer none) (nullable): the value in its own JSON type, else the default value */
JsonNode *embark_field_get_value (EmbarkField *self);
/* Returns: whether it is required, visible, and null, absent, "", [] or {} */
gboolean embark_field_get_missing (EmbarkField *self);
JsonNode *embark_field_get_json (EmbarkField *self);

G_END_DECLS
