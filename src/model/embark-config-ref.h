/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkConfigRef:
 *
 * One of the configs of a linked account, as their list names it (contract section 9). Immutable.
 */
#define EMBARK_TYPE_CONFIG_REF (embark_config_ref_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfigRef, embark_config_ref, EMBARK, CONFIG_REF, GObject)

EmbarkConfigRef *embark_config_ref_new_from_json (JsonNode *node, GError **error);
const char *embark_config_ref_get_id (EmbarkConfigRef *self);
/* Returns: whether it is a tenant config */
gboolean embark_config_ref_get_tenant (EmbarkConfigRef *self);

G_END_DECLS
