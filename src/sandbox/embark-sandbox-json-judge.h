/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns: whether @text is one JSON text that repeats no key; @error says where it is not. In a file of
 * its own, since the headers of Jansson and json-glib cannot be included together. */
gboolean sandbox_json_judge (const char *text, gsize length, GError **error);

G_END_DECLS
