/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a web server answers at all. */

#pragma once

#include <gio/gio.h>
#include "embark-clock.h"

G_BEGIN_DECLS

/* What came of knocking. */
typedef struct
{
  guint status;       /* 0: nobody answered */
  gint64 server_time; /* microseconds since 1970 by its Date header, 0 without one */
  gboolean tls;       /* its certificate was not accepted */
  char *words;        /* (nullable): why nobody answered */
} EmbarkReach;

void embark_reach_free (EmbarkReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkReach, embark_reach_free)

/* Asks for @address (nothing secret in it), without a key, a cookie or a token; no redirect is followed, no body read,
 * and after 15 s it is given up. */
void embark_reach_async (const char *address, EmbarkClock *clock, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL only when cancelled */
EmbarkReach *embark_reach_finish (GAsyncResult *result, GError **error);

G_END_DECLS
