/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkEvent:
 *
 * The definition of an event that the company can fire (contract section 11). Immutable. Properties: `id`, `name`.
 */
#define EMBARK_TYPE_EVENT (embark_event_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEvent, embark_event, EMBARK, EVENT, GObject)

/* A definition without a name is refused; without an id it is not. */
EmbarkEvent *embark_event_new_from_json (JsonNode *node, GError **error);
/* Returns: (nullable) */
const char *embark_event_get_id (EmbarkEvent *self);
const char *embark_event_get_name (EmbarkEvent *self);
/* Returns: (transfer full): a payload to start from, as indented JSON: the sample where the record has one
 * (raw_response, or a response that is an object or the text of one), else made of the {key,type} list with dotted keys
 * nested ("contact.email"), of which only what is under "payload" counts where there are "event" and "payload"; "{}" when
 * there is neither */
char *embark_event_dup_sample (EmbarkEvent *self);
JsonNode *embark_event_get_json (EmbarkEvent *self);

G_END_DECLS
