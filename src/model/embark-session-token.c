/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-session-token.h"

#include "embark-json.h"
#include "embark-record-private.h"

#define DEFAULT_LIFE (24 * 60 * 60)
/* No server means more; it keeps the sums far from overflow. */
#define MAX_LIFE (G_GINT64_CONSTANT (20) * 366 * 24 * 60 * 60)

struct _EmbarkSessionToken
{
  GObject parent_instance;

  char *token; /* (owned) */
  gint64 expires_at;
};

G_DEFINE_FINAL_TYPE (EmbarkSessionToken, embark_session_token, G_TYPE_OBJECT)

static void
embark_session_token_finalize (GObject *object)
{
  EmbarkSessionToken *self = EMBARK_SESSION_TOKEN (object);

  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);

  G_OBJECT_CLASS (embark_session_token_parent_class)->finalize (object);
}

static void
embark_session_token_class_init (EmbarkSessionTokenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_session_token_finalize;
}

static void
embark_session_token_init (EmbarkSessionToken *self)
{
}

/* Returns: the exp claim, seconds since 1970; 0 when @token is no JWT or does not say */
static gint64
read_expiry (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree guchar *claims = NULL;
  g_autofree char *padded = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length;

  if (g_strv_length (parts) != 3)
    return 0;
  g_strdelimit (g_strdelimit (parts[1], "-", '+'), "_", '/');
  padded = g_strconcat (parts[1], &"==="[3 - (4 - strlen (parts[1]) % 4) % 4], NULL);
  claims = g_base64_decode (padded, &length);
  node = embark_json_parse_reply ((const char *) claims, (gssize) length, NULL);

  return embark_json_get_int (embark_json_node_object (node), "exp", 0);
}

/* A token goes into a header: nothing that ends or splits one may be in it. */
static gboolean
is_header_safe (const char *token)
{
  for (const char *c = token; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        return FALSE;
    }

  return TRUE;
}

EmbarkSessionToken *
embark_session_token_new_from_json (JsonNode *node, gint64 now, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a session token", error);
  const char *token;
  EmbarkSessionToken *self;
  gint64 life, expiry;

  if (object == NULL)
    return NULL;
  token = embark_json_get_id (object, "token");
  if (token == NULL || !is_header_safe (token))
    {
      embark_record_set_lacking (error, "a session token", "a usable token");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_SESSION_TOKEN, NULL);
  self->token = g_strdup (token);
  life = embark_json_get_int (object, "expires_in", 0);
  expiry = life > 0 ? 0 : read_expiry (token);
  if (expiry > 0)
    self->expires_at = MIN (expiry, now / G_USEC_PER_SEC + MAX_LIFE) * G_USEC_PER_SEC;
  else
    self->expires_at = now + (life > 0 ? MIN (life, MAX_LIFE) : DEFAULT_LIFE) * G_USEC_PER_SEC;

  return self;
}

const char *
embark_session_token_get_token (EmbarkSessionToken *self)
{
  g_return_val_if_fail (EMBARK_IS_SESSION_TOKEN (self), NULL);

  return self->token;
}

gint64
embark_session_token_get_expires_at (EmbarkSessionToken *self)
{
  g_return_val_if_fail (EMBARK_IS_SESSION_TOKEN (self), 0);

  return self->expires_at;
}
