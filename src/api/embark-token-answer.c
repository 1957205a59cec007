/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer of the token endpoint says, and who may be asked. Pure. */

#include "config.h"

#include <string.h>

#include "embark-api-error.h"
#include "embark-client.h"
#include "embark-host.h"
#include "embark-json.h"
#include "embark-text.h"
#include "embark-token-probe.h"

/* Of each of the two texts. What is shown is less. */
#define MAX_READ 8192

void
embark_token_answer_free (EmbarkTokenAnswer *self)
{
  g_free (self->code);
  g_free (self->words);
  g_free (self);
}

static gboolean
mentions (const char *words, const char *what)
{
  g_autofree char *lower = words != NULL ? g_utf8_strdown (words, -1) : NULL;

  return lower != NULL && strstr (lower, what) != NULL;
}

/* Codes as Salesforce documents them, and as public threads show them. */
static EmbarkTokenVerdict
judge (const char *code, const char *words)
{
  if (code == NULL)
    return EMBARK_TOKEN_UNCLEAR;
  if (g_str_equal (code, "invalid_client_id"))
    return EMBARK_TOKEN_ID_UNKNOWN;
  if (g_str_equal (code, "invalid_client_credentials"))
    return EMBARK_TOKEN_SECRET_WRONG;
  if (g_str_equal (code, "invalid_client"))
    {
      if (mentions (words, "identifier"))
        return EMBARK_TOKEN_ID_UNKNOWN;
      return mentions (words, "credential") || mentions (words, "secret") ? EMBARK_TOKEN_SECRET_WRONG
                                                                          : EMBARK_TOKEN_UNCLEAR;
    }
  if (g_str_equal (code, "unsupported_grant_type"))
    return EMBARK_TOKEN_FLOW_OFF;
  /* The grant is refused for more reasons than the code (an address, an hour, a user). */
  if (g_str_equal (code, "invalid_grant") && (words == NULL || mentions (words, "code")))
    return EMBARK_TOKEN_ACCEPTED;
  return EMBARK_TOKEN_UNCLEAR;
}

EmbarkTokenAnswer *
embark_token_answer_new (guint status, const char *body, gsize length)
{
  EmbarkTokenAnswer *self = g_new0 (EmbarkTokenAnswer, 1);
  g_autoptr (JsonNode) node = embark_json_parse_reply (body, (gssize) length, NULL);
  JsonObject *object = embark_json_node_object (node);

  self->status = status;
  self->code = embark_text_clean (embark_json_get_string (object, "error", NULL), MAX_READ);
  self->words = embark_text_clean (embark_json_get_string (object, "error_description", NULL), MAX_READ);
  /* A refusal comes with 400 or 401; a page of a proxy that happens to be JSON does not. */
  if (status >= 400 && status < 500)
    self->verdict = judge (self->code, self->words);
  if (self->code == NULL && self->words == NULL)
    self->words = g_strdup_printf ("HTTP %u", status);
  return self;
}

/* The hosts that a login of Salesforce can have. */
static gboolean
is_salesforce (const char *host)
{
  static const char *const suffixes[] = {
    ".my.salesforce.com",
    ".my.salesforce.mil",
    ".my.sfcrmproducts.cn",
    ".my.site.com",
  };

  if (g_str_equal (host, "login.salesforce.com") || g_str_equal (host, "test.salesforce.com")
      || g_str_equal (host, "welcome.salesforce.com"))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (host, suffixes[i]) && strlen (host) > strlen (suffixes[i]))
      return TRUE;
  return FALSE;
}

static char *
refuse (GError **error, const char *message)
{
  g_propagate_error (error,
                     embark_api_error_new_described (EMBARK_API_ERROR_INVALID, 0, NULL, NULL, message));
  return NULL;
}

char *
embark_token_probe_check_host (const char *text, GError **error)
{
  g_autofree char *base = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *host;

  g_return_val_if_fail (text != NULL, NULL);

  base = embark_client_normalize_base_uri (text, error);
  if (base == NULL)
    return NULL;
  uri = g_uri_parse (base, G_URI_FLAGS_NONE, error);
  if (uri == NULL)
    return NULL;
  host = g_uri_get_host (uri);
  if (*g_uri_get_path (uri) != '\0')
    return refuse (error, "Only the host is wanted, without a path.");
  if (embark_host_is_loopback (host))
    return g_steal_pointer (&base);
  if (!is_salesforce (host) || g_uri_get_port (uri) > 0)
    return refuse (error, "This is no login host of Salesforce. A My Domain ends in .my.salesforce.com.");
  return g_steal_pointer (&base);
}
