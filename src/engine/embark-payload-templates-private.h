/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of the saved payloads alone. */

#pragma once

#include "embark-payload-templates.h"

G_BEGIN_DECLS

EmbarkPayloadTemplate *embark_payload_template_new (const EmbarkKeptEntry *entry);
/* Returns: (transfer none) */
const EmbarkKeptEntry *embark_payload_template_get_entry (EmbarkPayloadTemplate *self);
/* Takes what changed, and notifies. */
void embark_payload_template_update (EmbarkPayloadTemplate *self, const EmbarkKeptEntry *entry);

G_END_DECLS
