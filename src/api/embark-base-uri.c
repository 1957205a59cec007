/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-client.h"

#include "embark-host.h"

static gboolean
is_loopback (const char *host)
{
  return embark_host_is_loopback (host) || g_str_has_suffix (host, ".localhost");
}

static char *
refuse (GError **error, const char *message)
{
  g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_INVALID, 0, NULL, NULL, message));

  return NULL;
}

/* Returns: (transfer full) (nullable): the host in lower case and ASCII, an IPv6 address in brackets */
static char *
normalize_host (const char *host)
{
  g_autofree char *ascii = NULL;

  if (strchr (host, ':') != NULL)
    return g_strdup_printf ("[%s]", host);
  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL || *ascii == '\0')
    return NULL;
  for (const char *c = ascii; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr (".-_", *c) == NULL)
        return NULL;
    }

  return g_ascii_strdown (ascii, -1);
}

char *
embark_client_normalize_base_uri (const char *text, GError **error)
{
  g_autofree char *stripped = NULL, *full = NULL, *host = NULL, *path = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;
  int port;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return refuse (error, "The address is empty.");
  full = strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return refuse (error, "This is not a web address.");

  scheme = g_uri_get_scheme (uri);
  if (g_ascii_strcasecmp (scheme, "https") != 0 && g_ascii_strcasecmp (scheme, "http") != 0)
    return refuse (error, "The address has to begin with https://.");
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, "The address must have no user, query or fragment.");
  host = normalize_host (g_uri_get_host (uri));
  if (host == NULL)
    return refuse (error, "This is not a web address.");
  if (g_ascii_strcasecmp (scheme, "http") == 0 && !is_loopback (g_uri_get_host (uri)))
    return refuse (error, "The API key would be sent unencrypted: the address has to begin with https://.");

  path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  port = g_uri_get_port (uri);
  if (port <= 0 || port == (g_ascii_strcasecmp (scheme, "https") == 0 ? 443 : 80))
    return g_strdup_printf ("%s://%s%s", scheme, host, path);

  return g_strdup_printf ("%s://%s:%d%s", scheme, host, port, path);
}
