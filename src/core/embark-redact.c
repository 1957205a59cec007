/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is a secret: the names of headers, members and parameters, and the addresses and keys that are shown
 * in part. The search through free text is in embark-redact-text.c. */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "embark-redact.h"

/* Lower case, without "_", "-" and ".", so that client_secret, clientSecret and Client-Secret are one name.
 */
static const char *const secret_names[] = {
  "apikey",  "assertion", "auth",         "authcode",    "authheader",   "authorization", "authorizationcode",
  "authurl", "bearer",    "clientsecret", "code",        "codeverifier", "connecturl",    "consumersecret",
  "cookie",  "cookies",   "credential",   "credentials", "hostedurl",    "jwt",           "nonce",
  "otp",     "passcode",  "passphrase",   "passwd",      "password",     "pin",           "privatekey",
  "pwd",     "secret",    "secretkey",    "sessionid",   "setcookie",    "sid",           "signature",
  "state",   "token",     "xapikey",
};

/* A name that ends so is one as well: refresh_token, aws_secret_access_key… */
static const char *const secret_endings[] = {
  "token",  "tokens",    "secret",     "secrets",     "password",
  "apikey", "accesskey", "privatekey", "credentials", "hostedurl",
};

static const char *const secret_headers[] = {
  "authorization",
  "proxy-authorization",
  "x-api-key",
  "cookie",
  "set-cookie",
  "location",
  "content-location",
  "referer",
  "x-amz-security-token",
};

/* "…tokens" that count something are no secrets: they stay readable in a payload. */
static const char *const harmless_names[] = {
  "maxtokens", "totaltokens", "prompttokens", "completiontokens", "inputtokens", "outputtokens",
};

static gboolean
contains (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; i < n_names; i++)
    {
      if (strcmp (names[i], name) == 0)
        return TRUE;
    }

  return FALSE;
}

char *
embark_redact_uri (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *shown = NULL;
  const char *host;
  gboolean v6;

  if (uri == NULL)
    return g_strdup (EMBARK_REDACTED);
  parsed =
      g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, NULL);
  host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  if (host == NULL || *host == '\0')
    return g_strdup (EMBARK_REDACTED);
  /* An escape in a host is nothing that a server of ours has: whatever it hides is not shown. */
  for (const char *c = host; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr (".-_:", *c) == NULL)
        return g_strdup (EMBARK_REDACTED);
    }

  v6 = strchr (host, ':') != NULL;
  if (g_uri_get_port (parsed) > 0)
    shown = g_strdup_printf ("%s://%s%s%s:%d", g_uri_get_scheme (parsed), v6 ? "[" : "", host, v6 ? "]" : "",
                             g_uri_get_port (parsed));
  else
    shown = g_strdup_printf ("%s://%s%s%s", g_uri_get_scheme (parsed), v6 ? "[" : "", host, v6 ? "]" : "");

  return embark_redact_text (shown);
}

gboolean
embark_redact_is_secret_header (const char *name)
{
  g_autofree char *lower = NULL;

  if (name == NULL)
    return FALSE;
  lower = g_ascii_strdown (name, -1);

  return contains (secret_headers, G_N_ELEMENTS (secret_headers), lower)
         || embark_redact_is_secret_name (name);
}

gboolean
embark_redact_is_secret_name (const char *name)
{
  char plain[64];
  gsize length = 0;

  if (name == NULL)
    return FALSE;
  /* The end of a long name decides: keep that. */
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '_' || *c == '-' || *c == '.' || *c == ' ')
        continue;
      if (length == sizeof plain - 1)
        {
          memmove (plain, plain + 1, length - 1);
          length--;
        }
      plain[length++] = g_ascii_tolower (*c);
    }
  plain[length] = '\0';

  if (contains (harmless_names, G_N_ELEMENTS (harmless_names), plain))
    return FALSE;
  if (contains (secret_names, G_N_ELEMENTS (secret_names), plain))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (secret_endings); i++)
    {
      if (g_str_has_suffix (plain, secret_endings[i]))
        return TRUE;
    }

  return FALSE;
}

char *
embark_redact_key (const char *key)
{
  const char *tail;
  gsize length, prefix = 0;

  if (key == NULL || *key == '\0')
    return g_strdup ("");

  length = strlen (key);
  if (g_str_has_prefix (key, "tk") || g_str_has_prefix (key, "pk"))
    prefix = key[2] == '_' || key[2] == '-' ? 3 : 2;
  /* Of a short key four characters are too much, and a character must not be cut in two. */
  tail = length >= 16 && g_str_is_ascii (key) ? key + length - 4 : "";

  return g_strdup_printf ("%.*s••••%s", (int) prefix, key, tail);
}
