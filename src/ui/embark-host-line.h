/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-web-host.h"

G_BEGIN_DECLS

/* Says whose page @web (nullable) shows, and how far that can be trusted: the host in @host, an icon with its words in
 * @lock. Both are ours and stand outside the page, which can change neither. */
void embark_host_line_show (EmbarkWebHost *web, GtkLabel *host, GtkImage *lock);

G_END_DECLS
