/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): "6 d 22 h left", "23 h 41 min left", "41 min left", "59 s left", "No longer works"; @left in
 * microseconds */
char *embark_link_life_dup (gint64 left);

G_END_DECLS
