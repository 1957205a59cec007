/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of a page that another page opened. Its title is the host and nothing that the page could
 * choose. */

#pragma once

#include "embark-web-page.h"

G_BEGIN_DECLS

#define EMBARK_TYPE_WEB_POPUP (embark_web_popup_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebPopup, embark_web_popup, EMBARK, WEB_POPUP, AdwWindow)

EmbarkWebPopup *embark_web_popup_new (EmbarkWebPage *opener, GtkWindow *parent);
EmbarkWebPage *embark_web_popup_get_page (EmbarkWebPopup *self);
EmbarkWebClosing embark_web_popup_get_closing (EmbarkWebPopup *self);

G_END_DECLS
