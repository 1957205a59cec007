/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-link-book.h"
#include "embark-qr-view.h"

G_BEGIN_DECLS

/* Shows what @qr shows, as large as there is room, for a phone across the table, as long as @record can be used. */
void embark_qr_window_present (GtkWindow *parent, EmbarkQrView *qr, EmbarkLinkRecord *record);

G_END_DECLS
