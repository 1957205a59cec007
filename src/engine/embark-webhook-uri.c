/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-webhook-book.h"

#include "embark-text.h"

/* A name has no more (RFC 1035); what has more is shown in part. */
#define MAX_HOST 255

EmbarkWebhookUriState
embark_webhook_uri_check (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;

  g_return_val_if_fail (uri != NULL, EMBARK_WEBHOOK_URI_EMPTY);

  if (*uri == '\0')
    return EMBARK_WEBHOOK_URI_EMPTY;
  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    return EMBARK_WEBHOOK_URI_WRONG;
  if (g_str_equal (g_uri_get_scheme (parsed), "https"))
    return EMBARK_WEBHOOK_URI_GOOD;
  return g_str_equal (g_uri_get_scheme (parsed), "http") ? EMBARK_WEBHOOK_URI_PLAIN
                                                         : EMBARK_WEBHOOK_URI_WRONG;
}

char *
embark_webhook_uri_dup_host (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_autofree char *host = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return g_strdup ("");
  host = embark_text_clean (g_uri_get_host (parsed), MAX_HOST);
  if (host == NULL)
    return g_strdup ("");
  if (g_uri_get_port (parsed) > 0)
    return g_strdup_printf ("%s:%d", host, g_uri_get_port (parsed));
  return g_steal_pointer (&host);
}

const char *const *
embark_webhook_known_events (void)
{
  static const char *const events[] = {
    "Connection Created", "Connection Expired", "Connection Deleted", "Workflow Completed",
    "Workflow Errored",   "Workflow Stopped",   "Workflow Timed Out", NULL,
  };

  return events;
}
