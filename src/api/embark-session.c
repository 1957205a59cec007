/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-client.h"

#include "embark-redact.h"
#include "embark-send-private.h"

/* Seconds without a byte, after which an answer is given up. */
#define TIMEOUT 30

static void
logger_printer_cb (
    SoupLogger *logger, SoupLoggerLogLevel level, char direction, const char *data, gpointer user_data)
{
  const char *colon = strchr (data, ':');
  g_autofree char *name = colon != NULL ? g_strndup (data, (gsize) (colon - data)) : NULL;
  g_autofree char *shown = NULL;

  if (name != NULL && embark_redact_is_secret_header (name))
    shown = g_strdup_printf ("%s: %s", name, EMBARK_REDACTED);
  else
    shown = embark_redact_text (data);
  g_debug ("%c %s", direction, shown);
}

static SoupSession *
make_session (guint all, guint per_host)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Embark/" EMBARK_VERSION, "timeout",
                                                        TIMEOUT, "idle-timeout", 60, "max-conns", all,
                                                        "max-conns-per-host", per_host, NULL);

  /* Nobody is to be asked for a password, and none is to be remembered. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  if (!g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, G_LOG_DOMAIN))
    {
      g_autoptr (SoupLogger) logger = soup_logger_new (SOUP_LOGGER_LOG_HEADERS);

      soup_logger_set_printer (logger, logger_printer_cb, NULL, NULL);
      soup_session_add_feature (session, SOUP_SESSION_FEATURE (logger));
    }

  return session;
}

SoupSession *
embark_session_new (void)
{
  return make_session (32, 16);
}

SoupSession *
embark_session_new_wide (guint connections)
{
  return make_session (connections, connections);
}
