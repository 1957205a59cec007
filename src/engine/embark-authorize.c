/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-authorize.h"
#include "embark-host.h"
#include "embark-redact.h"
#include "embark-text.h"

/* Longer than any host name, and than any address that a callback sensibly has. */
#define MAX_SHOWN 300

EmbarkLoginKind
embark_login_kind_of_host (const char *host)
{
  g_autofree char *lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;

  if (lower == NULL || *lower == '\0')
    return EMBARK_LOGIN_UNKNOWN;
  if (g_str_equal (lower, "login.salesforce.com"))
    return EMBARK_LOGIN_PRODUCTION;
  if (g_str_equal (lower, "test.salesforce.com"))
    return EMBARK_LOGIN_SANDBOX;
  if (g_str_has_suffix (lower, ".sandbox.my.salesforce.com"))
    return EMBARK_LOGIN_MY_DOMAIN_SANDBOX;
  if (g_str_has_suffix (lower, ".my.salesforce.com"))
    return EMBARK_LOGIN_MY_DOMAIN;
  return embark_host_is_loopback (lower) ? EMBARK_LOGIN_STAND_IN : EMBARK_LOGIN_FOREIGN;
}

/* Returns: (nullable): a parameter with something in it; what a broken template leaves behind is nothing */
static const char *
parameter (GHashTable *params, const char *name)
{
  const char *value = params != NULL ? g_hash_table_lookup (params, name) : NULL;

  if (value == NULL || *value == '\0' || g_str_equal (value, "undefined") || g_str_equal (value, "null"))
    return NULL;
  return value;
}

/* Returns: (transfer full): scheme, host and port, as they are compared and shown */
static char *
dup_host (GUri *uri)
{
  const int port = g_uri_get_port (uri);
  const gboolean usual = port <= 0 || port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80);
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  const gboolean v6 = strchr (host, ':') != NULL;
  g_autofree char *bare = g_strdup_printf (v6 ? "[%s]" : "%s", host);
  g_autofree char *full = usual ? g_strdup (bare) : g_strdup_printf ("%s:%d", bare, port);

  return embark_text_clean (full, MAX_SHOWN);
}

static GUri *
parse_web (const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return NULL;
  return g_steal_pointer (&uri);
}

static void
read_redirect (EmbarkAuthorize *self, const char *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *shown = NULL;

  if (address == NULL)
    return;
  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    {
      self->redirect_is_odd = TRUE;
      return;
    }
  self->redirect_is_odd =
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL;
  /* Character for character as it came, up to what may be a secret. */
  shown = g_strndup (address, strcspn (address, "?#"));
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_free (shown);
      shown = embark_redact_uri (address);
    }
  self->redirect_uri = embark_text_clean (shown, MAX_SHOWN);
  if (g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    self->redirect_host = dup_host (uri);
}

static char **
read_scopes (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", " +,\t\n", 64);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *scope = embark_text_clean (parts[i], 64);

      if (scope != NULL)
        g_strv_builder_add (builder, scope);
    }
  return g_strv_builder_end (builder);
}

EmbarkAuthorize *
embark_authorize_new (const char *address)
{
  g_autoptr (GUri) uri = parse_web (address);
  g_autoptr (GHashTable) params = NULL;
  EmbarkAuthorize *self;
  const char *query, *method;

  if (uri == NULL)
    return NULL;
  query = g_uri_get_query (uri);
  if (query != NULL)
    params = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  self = g_new0 (EmbarkAuthorize, 1);
  self->login_host = dup_host (uri);
  self->login_kind = embark_login_kind_of_host (g_uri_get_host (uri));
  self->encrypted = g_str_equal (g_uri_get_scheme (uri), "https");
  self->has_client_id = parameter (params, "client_id") != NULL;
  read_redirect (self, parameter (params, "redirect_uri"));
  self->scopes = read_scopes (parameter (params, "scope"));
  method = parameter (params, "code_challenge_method");
  /* Without a method the challenge is taken as plain (RFC 7636, 4.3). */
  if (parameter (params, "code_challenge") == NULL)
    self->pkce = EMBARK_PKCE_NONE;
  else
    self->pkce = g_strcmp0 (method, "S256") == 0 ? EMBARK_PKCE_S256 : EMBARK_PKCE_PLAIN;
  return self;
}

EmbarkAuthorize *
embark_authorize_copy (const EmbarkAuthorize *self)
{
  EmbarkAuthorize *copy = g_new0 (EmbarkAuthorize, 1);

  *copy = *self;
  copy->login_host = g_strdup (self->login_host);
  copy->redirect_uri = g_strdup (self->redirect_uri);
  copy->redirect_host = g_strdup (self->redirect_host);
  copy->scopes = g_strdupv (self->scopes);
  return copy;
}

void
embark_authorize_free (EmbarkAuthorize *self)
{
  g_free (self->login_host);
  g_free (self->redirect_uri);
  g_free (self->redirect_host);
  g_strfreev (self->scopes);
  g_free (self);
}

gboolean
embark_authorize_has_scope (const EmbarkAuthorize *self, const char *scope)
{
  return g_strv_contains ((const char *const *) self->scopes, scope);
}
