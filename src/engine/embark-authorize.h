/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be read of an authorize address without opening it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EMBARK_LOGIN_UNKNOWN,
  EMBARK_LOGIN_PRODUCTION,        /* login.salesforce.com: production and Developer Edition */
  EMBARK_LOGIN_SANDBOX,           /* test.salesforce.com */
  EMBARK_LOGIN_MY_DOMAIN,         /* acme.my.salesforce.com */
  EMBARK_LOGIN_MY_DOMAIN_SANDBOX, /* acme--uat.sandbox.my.salesforce.com */
  EMBARK_LOGIN_STAND_IN,          /* loopback: the Demo, the sandbox */
  EMBARK_LOGIN_FOREIGN,           /* no host of Salesforce */
} EmbarkLoginKind;

EmbarkLoginKind embark_login_kind_of_host (const char *host);

typedef enum
{
  EMBARK_PKCE_UNKNOWN,
  EMBARK_PKCE_NONE,
  EMBARK_PKCE_PLAIN,
  EMBARK_PKCE_S256,
} EmbarkPkce;

/**
 * EmbarkAuthorize:
 *
 * The parts of an authorize address that are no secret: neither its state nor its challenge, and of the redirect address
 * what has no query. Plain data.
 */
typedef struct
{
  char *login_host; /* host, with a port that is not the usual one */
  EmbarkLoginKind login_kind;
  gboolean encrypted;       /* https */
  gboolean has_client_id;   /* and neither empty nor "undefined" */
  char *redirect_uri;       /* (nullable): without query and fragment; for comparing and showing */
  char *redirect_host;      /* (nullable) */
  gboolean redirect_is_odd; /* it has a query, a fragment or a user, which are left out above */
  char **scopes;            /* (array zero-terminated=1): empty when none are asked for */
  EmbarkPkce pkce;
} EmbarkAuthorize;

/* Returns: (transfer full) (nullable): %NULL when @address is no http(s) address with a host */
EmbarkAuthorize *embark_authorize_new (const char *address);
EmbarkAuthorize *embark_authorize_copy (const EmbarkAuthorize *self);
void embark_authorize_free (EmbarkAuthorize *self);
gboolean embark_authorize_has_scope (const EmbarkAuthorize *self, const char *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkAuthorize, embark_authorize_free)

G_END_DECLS
