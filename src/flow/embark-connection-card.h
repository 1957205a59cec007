/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkConnectionCard:
 *
 * What the connection of a linked account is at the moment: connected as whom and since when, worn out, or refused with
 * what that means and who must act. It hides itself where there is nothing to say. Signal `disconnect`: the button.
 */
#define EMBARK_TYPE_CONNECTION_CARD (embark_connection_card_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConnectionCard, embark_connection_card, EMBARK, CONNECTION_CARD, AdwBin)

void embark_connection_card_update (EmbarkConnectionCard *self, EmbarkOnboarding *onboarding);
void embark_connection_card_set_narrow (EmbarkConnectionCard *self, gboolean narrow);
/* Returns: (transfer full): "Connected as …", of the newest answer there is */
char *embark_connection_card_dup_sentence (EmbarkOnboarding *onboarding);

G_END_DECLS
