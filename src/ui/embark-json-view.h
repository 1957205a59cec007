/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Read-only text beyond this is cut, and the view says so. */
#define EMBARK_JSON_VIEW_MAX_BYTES (1024 * 1024)

/**
 * EmbarkJsonView:
 *
 * JSON to be read or written. Tab leaves it, as it does every other control. Properties: `text` (string;
 * while editable it is what the user typed, byte for byte), `editable` (boolean, default %FALSE), `label`
 * (string, nullable: its accessible name), `min-height`, `max-height` (int: px of the text before it scrolls;
 * -1: as high as the text).
 */
#define EMBARK_TYPE_JSON_VIEW (embark_json_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJsonView, embark_json_view, EMBARK, JSON_VIEW, AdwBin)

GtkWidget *embark_json_view_new (void);
/* @text: (nullable): any text; what is not UTF-8 is shown as replacement characters. Starts a new undo
 * history. */
void embark_json_view_set_text (EmbarkJsonView *self, const char *text);
/* Returns: (transfer full): the whole text, also where what is shown is cut */
char *embark_json_view_dup_text (EmbarkJsonView *self);
void embark_json_view_set_editable (EmbarkJsonView *self, gboolean editable);
gboolean embark_json_view_get_editable (EmbarkJsonView *self);
void embark_json_view_set_label (EmbarkJsonView *self, const char *label);
/* Returns: whether some of the text is not shown */
gboolean embark_json_view_get_cut (EmbarkJsonView *self);
/* Returns: the widget with the cursor in it, for who names or describes it */
GtkWidget *embark_json_view_get_text_view (EmbarkJsonView *self);
/* Moves the cursor to a line, from 1, and shows it. */
void embark_json_view_go_to_line (EmbarkJsonView *self, guint line);

G_END_DECLS
