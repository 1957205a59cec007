/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkAccountDialog:
 *
 * The name and the user-defined fields of a linked account. Signal `saved` (EmbarkLinkedAccount): they are as typed.
 */
#define EMBARK_TYPE_ACCOUNT_DIALOG (embark_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkAccountDialog, embark_account_dialog, EMBARK, ACCOUNT_DIALOG, AdwWindow)

EmbarkAccountDialog *embark_account_dialog_new (GtkWindow *parent, EmbarkWorkspace *workspace,
                                                EmbarkLinkedAccount *account);
/* Adds a field with that name, or goes to the one there is. Returns: whether there is such a field now */
gboolean embark_account_dialog_add_field (EmbarkAccountDialog *self, const char *key);

G_END_DECLS
