/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-chip.h"
#include "embark-import.h"

G_BEGIN_DECLS

/* EmbarkImportItem: one row of an import in a list: whose it is, how it stands, and why. */
#define EMBARK_TYPE_IMPORT_ITEM (embark_import_item_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkImportItem, embark_import_item, EMBARK, IMPORT_ITEM, AdwBin)

GtkWidget *embark_import_item_new (void);
/* Shows @row of @import and follows its state. @row: (nullable): shows nothing */
void embark_import_item_set_row (EmbarkImportItem *self, EmbarkImport *import, EmbarkImportRow *row);

/* Returns: the words for a state, and its tone */
const char *embark_import_state_get_words (EmbarkImportState state);
EmbarkTone embark_import_state_get_tone (EmbarkImportState state);

G_END_DECLS
