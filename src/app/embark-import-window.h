/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-import.h"

G_BEGIN_DECLS

/**
 * EmbarkImportWindow:
 *
 * Linked accounts from a CSV file: choose it, look at the columns, see what would happen, let it happen.
 */
#define EMBARK_TYPE_IMPORT_WINDOW (embark_import_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkImportWindow, embark_import_window, EMBARK, IMPORT_WINDOW, AdwWindow)

EmbarkImportWindow *embark_import_window_new (GtkWindow *parent, EmbarkWorkspace *workspace);
EmbarkImport *embark_import_window_get_import (EmbarkImportWindow *self);
/* Reads @file, as if it had been chosen. */
void embark_import_window_load (EmbarkImportWindow *self, GFile *file);

G_END_DECLS
