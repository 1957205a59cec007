/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkClientCard:
 *
 * Client ID and Secret of the company's Salesforce app: typed, checked, kept in the keyring, copied, proved, forgotten.
 */
#define EMBARK_TYPE_CLIENT_CARD (embark_client_card_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkClientCard, embark_client_card, EMBARK, CLIENT_CARD, AdwBin)

/* @workspace: whose pair it is. Given once. */
void embark_client_card_set_workspace (EmbarkClientCard *self, EmbarkWorkspace *workspace);
/* Fetches the pair when that was not done yet, or when the environment is another one by now. */
void embark_client_card_refresh (EmbarkClientCard *self);
void embark_client_card_set_narrow (EmbarkClientCard *self, gboolean narrow);

G_END_DECLS
