/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-qr-view.h"

G_BEGIN_DECLS

/* Shows what @qr shows, as large as there is room, for a phone across the table. */
void embark_qr_window_present (GtkWindow *parent, EmbarkQrView *qr);

G_END_DECLS
