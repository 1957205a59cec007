/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EmbarkJsonEntry:
 *
 * A JSON object to be written: a card with its title, whether it is right and where it is not ("Line 4: …"), and the
 * text. Properties: `title` (string), `optional` (boolean: nothing is right too), `valid` (boolean, read-only).
 * Signal `changed`: the text changed.
 */
#define EMBARK_TYPE_JSON_ENTRY (embark_json_entry_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJsonEntry, embark_json_entry, EMBARK, JSON_ENTRY, AdwBin)

/* @text: (nullable) */
void embark_json_entry_set_text (EmbarkJsonEntry *self, const char *text);
/* Returns: (transfer full): what was typed, byte for byte */
char *embark_json_entry_dup_text (EmbarkJsonEntry *self);
gboolean embark_json_entry_get_valid (EmbarkJsonEntry *self);
/* @words: (nullable): why the server refused it, until the text changes */
void embark_json_entry_set_refusal (EmbarkJsonEntry *self, const char *words);
/* Puts the cursor where the text is wrong, or at its beginning. */
void embark_json_entry_go_to_fault (EmbarkJsonEntry *self);

G_END_DECLS
