/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* EmbarkRecordWindow: a record in the stand-in Salesforce on this machine, which no browser session knows. */
#define EMBARK_TYPE_RECORD_WINDOW (embark_record_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRecordWindow, embark_record_window, EMBARK, RECORD_WINDOW, AdwWindow)

void embark_record_window_present (GtkWindow *parent, const char *uri);

G_END_DECLS
