/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Waiting for one asynchronous answer, with the main loop turning. */

#pragma once

#include <gio/gio.h>

typedef struct
{
  GAsyncResult *result; /* (owned) */
} Wait;

static inline void
wait_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

/* Returns: (transfer none): valid until the next call with the same @wait */
static inline GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

static inline void
wait_reset (Wait *wait)
{
  g_clear_object (&wait->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wait, wait_reset)
