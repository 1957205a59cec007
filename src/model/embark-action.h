/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkAction:
 *
 * What an integration can do by itself (contract section 13, Actions). Immutable.
 */
#define EMBARK_TYPE_ACTION (embark_action_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkAction, embark_action, EMBARK, ACTION, GObject)

EmbarkAction *embark_action_new_from_json (JsonNode *node, GError **error);
const char *embark_action_get_id (EmbarkAction *self);
/* Returns: the name, else the id */
const char *embark_action_get_name (EmbarkAction *self);
/* Returns: (nullable) */
const char *embark_action_get_description (EmbarkAction *self);
/* Returns: (nullable) */
const char *embark_action_get_tag (EmbarkAction *self);

G_END_DECLS
