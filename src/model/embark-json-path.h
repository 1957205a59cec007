/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing a JSONPath while walking a value: each push says how long the path was, to truncate it to on the way back. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A member: ".name", or "['odd name']" where that is no plain word. Returns: the length before */
gsize embark_json_path_push_name (GString *path, const char *name);
/* An element: "[3]". Returns: the length before */
gsize embark_json_path_push_index (GString *path, guint index);

G_END_DECLS
