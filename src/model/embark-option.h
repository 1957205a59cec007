/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkOption:
 *
 * A choice of a field: what is shown, and the value in its own JSON type (contract section 14). Immutable.
 */
#define EMBARK_TYPE_OPTION (embark_option_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkOption, embark_option, EMBARK, OPTION, GObject)

/* @node: {name, value}, or the value alone */
EmbarkOption *embark_option_new_from_json (JsonNode *node, GError **error);
/* Returns: the name, else the value as text */
const char *embark_option_get_name (EmbarkOption *self);
/* Returns: (transfer none): a string, number or boolean; never %NULL */
JsonNode *embark_option_get_value (EmbarkOption *self);

G_END_DECLS
