/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-linked-account.h"

G_BEGIN_DECLS

/* EmbarkAccountRow: one linked account in the list. Its state is said three times: colour, shape and words. */
#define EMBARK_TYPE_ACCOUNT_ROW (embark_account_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkAccountRow, embark_account_row, EMBARK, ACCOUNT_ROW, AdwBin)

GtkWidget *embark_account_row_new (void);
/* @account: (nullable) */
void embark_account_row_set_account (EmbarkAccountRow *self, EmbarkLinkedAccount *account);

/* Returns: the state of the account, as the row says it */
const char *embark_account_row_get_words (EmbarkAccountRow *self);

/* @n_done: how many of the seven steps are done, negative when that is not known */
void embark_account_row_set_progress (EmbarkAccountRow *self, int n_done);

G_END_DECLS
