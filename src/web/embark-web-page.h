/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One page of a visit, the view's own or a popup's: a WebKitWebView with every question that a page can ask
 * answered. */

#pragma once

#include <adwaita.h>

#include "embark-web-host.h"

G_BEGIN_DECLS

#define EMBARK_TYPE_WEB_PAGE (embark_web_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebPage, embark_web_page, EMBARK, WEB_PAGE, AdwBin)

/* @folder: (nullable): where the session is kept; without it nothing is */
GtkWidget *embark_web_page_new (const char *folder);
GtkWidget *embark_web_page_new_popup (EmbarkWebPage *opener);

void embark_web_page_load (EmbarkWebPage *self, const char *uri);
void embark_web_page_reload (EmbarkWebPage *self);
void embark_web_page_end (EmbarkWebPage *self);

const char *embark_web_page_get_host (EmbarkWebPage *self);
EmbarkWebSecurity embark_web_page_get_security (EmbarkWebPage *self);
gboolean embark_web_page_get_loading (EmbarkWebPage *self);
gboolean embark_web_page_get_slow (EmbarkWebPage *self);
unsigned int embark_web_page_get_depth (EmbarkWebPage *self);

G_END_DECLS
