/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-onboarding.h"
#include "embark-qr-view.h"

G_BEGIN_DECLS

/* Shows what @qr shows, as large as there is room, for a phone across the table: for whom it is (the account of @onboarding,
 * and the recipient), and how long @record lives. It goes when @record cannot be used any more. */
void embark_qr_window_present (GtkWindow *parent, EmbarkOnboarding *onboarding, EmbarkQrView *qr,
                               EmbarkLinkRecord *record);

G_END_DECLS
