/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a script says or asks, over its page. WebKit's own dialog puts the whole address above it, and the
 * addresses of a sign-in are secrets: this one names the host. It covers its page only, so that no page holds
 * the window. */

#pragma once

#include <adwaita.h>
#include <webkit/webkit.h>

G_BEGIN_DECLS

#define EMBARK_TYPE_WEB_DIALOG (embark_web_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebDialog, embark_web_dialog, EMBARK, WEB_DIALOG, AdwBin)

GtkWidget *embark_web_dialog_new (WebKitScriptDialog *script_dialog, const char *host);
void embark_web_dialog_answer (EmbarkWebDialog *self, gboolean confirmed);

G_END_DECLS
