/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-onboarding.h"
#include "embark-payload-form.h"

G_BEGIN_DECLS

/**
 * EmbarkPayloadPane:
 *
 * A payload as fields and as JSON, side by side over one text. The line in which the JSON is wrong is marked while one
 * types; what the schema has against it, and what of the schema is not looked at, is said. Actions: `payload.format`,
 * `payload.new-values`. Signal `changed`: the text, or what is wrong with it.
 */
#define EMBARK_TYPE_PAYLOAD_PANE (embark_payload_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadPane, embark_payload_pane, EMBARK, PAYLOAD_PANE, AdwBin)

/* Shows another payload: a new undo history. @schema: (nullable) */
void embark_payload_pane_set_text (EmbarkPayloadPane *self, const char *text, EmbarkJsonSchema *schema);
/* Puts @text in the place of all: one step to be undone. */
void embark_payload_pane_replace (EmbarkPayloadPane *self, const char *text);
/* Puts @text where the cursor is, in the place of what is selected. */
void embark_payload_pane_insert (EmbarkPayloadPane *self, const char *text);
/* Returns: (transfer full): what was typed, byte for byte */
char *embark_payload_pane_dup_text (EmbarkPayloadPane *self);
/* Returns: whether the text is JSON with variables, and can be sent */
gboolean embark_payload_pane_get_valid (EmbarkPayloadPane *self);
EmbarkPayloadForm *embark_payload_pane_get_form (EmbarkPayloadPane *self);
/* Returns: (transfer full): what is sent for @onboarding (nullable): variables have their values, the same ones until they
 * are made anew; %NULL with @error */
char *embark_payload_pane_expand (EmbarkPayloadPane *self, EmbarkOnboarding *onboarding, GError **error);
/* What is expanded next is another one: values that a duplicate would be told by are made anew. */
void embark_payload_pane_renew_values (EmbarkPayloadPane *self);
/* Returns: (transfer full) (nullable): what the schema has against @payload, one that was expanded, in a paragraph */
char *embark_payload_pane_dup_objection (EmbarkPayloadPane *self, const char *payload);
void embark_payload_pane_set_stacked (EmbarkPayloadPane *self, gboolean stacked);

G_END_DECLS
