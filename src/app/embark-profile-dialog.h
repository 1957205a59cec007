/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-app.h"

G_BEGIN_DECLS

/**
 * EmbarkProfileDialog:
 *
 * Makes a profile or edits one: name, base address, key. The key is tried before anything is kept. Signal `saved`
 * (EmbarkProfile).
 */
#define EMBARK_TYPE_PROFILE_DIALOG (embark_profile_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkProfileDialog, embark_profile_dialog, EMBARK, PROFILE_DIALOG, AdwWindow)

/* @profile: (nullable): the one to edit, %NULL for a new one */
EmbarkProfileDialog *embark_profile_dialog_new (EmbarkApp *app, GtkWindow *parent, EmbarkProfile *profile);
/* Puts the cursor into the key: that is what is to be replaced. */
void embark_profile_dialog_focus_key (EmbarkProfileDialog *self);

G_END_DECLS
