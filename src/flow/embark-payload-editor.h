/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-event.h"

G_BEGIN_DECLS

/**
 * EmbarkPayloadEditor:
 *
 * The payload of an event, as JSON. It begins with the sample of the event; what was changed is kept for each
 * event while the editor lives. Properties: `valid` (boolean, read-only): whether the text is JSON that can
 * be sent.
 */
#define EMBARK_TYPE_PAYLOAD_EDITOR (embark_payload_editor_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadEditor, embark_payload_editor, EMBARK, PAYLOAD_EDITOR, AdwBin)

GtkWidget *embark_payload_editor_new (void);
/* Shows the payload of @event, as it was left. A newer record of the same event leaves what is being typed
 * alone. */
void embark_payload_editor_set_event (EmbarkPayloadEditor *self, EmbarkEvent *event);
/* Returns: (nullable): the name of the event */
const char *embark_payload_editor_get_event_name (EmbarkPayloadEditor *self);
gboolean embark_payload_editor_get_valid (EmbarkPayloadEditor *self);
/* Returns: (transfer full): what was typed, byte for byte */
char *embark_payload_editor_dup_text (EmbarkPayloadEditor *self);
void embark_payload_editor_set_text (EmbarkPayloadEditor *self, const char *text);

G_END_DECLS
