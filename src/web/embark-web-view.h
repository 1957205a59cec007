/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-web-page.h"

G_BEGIN_DECLS

/* An EmbarkWebHost: one visit, in a session of its own, with the windows that its pages open. */
#define EMBARK_TYPE_WEB_VIEW (embark_web_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebView, embark_web_view, EMBARK, WEB_VIEW, AdwBin)

GtkWidget *embark_web_view_new (const char *folder);
/* For tests. Returns: (transfer none): the view's own page; popup @index, the oldest first (%NULL: no such)
 */
EmbarkWebPage *embark_web_view_get_page (EmbarkWebView *self);
EmbarkWebPage *embark_web_view_get_popup (EmbarkWebView *self, unsigned int index);

G_END_DECLS
