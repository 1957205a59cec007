/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The processes that WebKit starts for a test. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (element-type GPid): the web processes below this one */
GArray *web_process_find (void);
/* Returns: whether an argument of a process below this one contains @text */
gboolean web_process_has_argument (const char *text);
/* Waits until @pid has ended. */
void web_process_wait (GPid pid);

G_END_DECLS
