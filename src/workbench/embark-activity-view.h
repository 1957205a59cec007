/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* EmbarkActivityView: every call to the platform: when, what, how it ended, how long it took, the id to quote. */
#define EMBARK_TYPE_ACTIVITY_VIEW (embark_activity_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkActivityView, embark_activity_view, EMBARK, ACTIVITY_VIEW, AdwBin)

/* @exchanges: (nullable): a list of EmbarkExchange, newest first */
void embark_activity_view_set_exchanges (EmbarkActivityView *self, GListModel *exchanges);
void embark_activity_view_set_narrow (EmbarkActivityView *self, gboolean narrow);

G_END_DECLS
