/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the program finds when it opens the module: this function and nothing else. */

#include "config.h"

#include "embark-web-view.h"

EMBARK_EXPORT GtkWidget *embark_web_module_create_view (const char *folder);

/* @folder: (nullable): where the session is kept. Returns: (transfer floating): an EmbarkWebHost */
GtkWidget *
embark_web_module_create_view (const char *folder)
{
  return embark_web_view_new (folder);
}
