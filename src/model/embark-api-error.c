/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-api-error.h"

#include "embark-redact.h"
#include "embark-text.h"

#define MAX_MESSAGE 500
#define MAX_CODE    100

typedef struct
{
  guint status;
  char *server_code;  /* (owned) (nullable) */
  char *request_id;   /* (owned) (nullable) */
  gboolean words;     /* whether the message is the server's */
  gint64 retry_after; /* seconds, -1: not said */
  JsonNode *answer;   /* (owned) (nullable) */
} EmbarkApiErrorPrivate;

static void
embark_api_error_private_init (EmbarkApiErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static void
embark_api_error_private_copy (const EmbarkApiErrorPrivate *source, EmbarkApiErrorPrivate *copy)
{
  copy->status = source->status;
  copy->server_code = g_strdup (source->server_code);
  copy->request_id = g_strdup (source->request_id);
  copy->words = source->words;
  copy->retry_after = source->retry_after;
  copy->answer = source->answer != NULL ? json_node_ref (source->answer) : NULL;
}

static void
embark_api_error_private_clear (EmbarkApiErrorPrivate *priv)
{
  g_free (priv->server_code);
  g_free (priv->request_id);
  g_clear_pointer (&priv->answer, json_node_unref);
}

/* The macro finds the private part by byte arithmetic, which clang takes for a cast that needs more
 * alignment. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (EmbarkApiError, embark_api_error)
#pragma GCC diagnostic pop

/* Returns: (transfer full) (nullable): fit to be shown, with nothing secret in it */
static char *
clean (const char *text, gsize max_chars)
{
  g_autofree char *safe = embark_redact_text (text);

  return embark_text_clean (safe, max_chars);
}

const char *
embark_api_error_get_request_id (const GError *error)
{
  return error != NULL && error->domain == EMBARK_API_ERROR ? embark_api_error_get_private (error)->request_id
                                                            : NULL;
}

guint
embark_api_error_get_status (const GError *error)
{
  return error != NULL && error->domain == EMBARK_API_ERROR ? embark_api_error_get_private (error)->status
                                                            : 0;
}

const char *
embark_api_error_get_server_code (const GError *error)
{
  return error != NULL && error->domain == EMBARK_API_ERROR
             ? embark_api_error_get_private (error)->server_code
             : NULL;
}

gboolean
embark_api_error_has_server_words (const GError *error)
{
  return error != NULL && error->domain == EMBARK_API_ERROR && embark_api_error_get_private (error)->words;
}

gint64
embark_api_error_get_retry_after (const GError *error)
{
  return error != NULL && error->domain == EMBARK_API_ERROR
             ? embark_api_error_get_private (error)->retry_after
             : -1;
}

void
embark_api_error_set_retry_after (GError *error, gint64 seconds)
{
  g_return_if_fail (error != NULL && error->domain == EMBARK_API_ERROR);

  embark_api_error_get_private (error)->retry_after = seconds;
}

JsonNode *
embark_api_error_get_answer (const GError *error)
{
  return error != NULL && error->domain == EMBARK_API_ERROR ? embark_api_error_get_private (error)->answer
                                                            : NULL;
}

void
embark_api_error_set_answer (GError *error, JsonNode *answer)
{
  EmbarkApiErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == EMBARK_API_ERROR);

  priv = embark_api_error_get_private (error);
  g_clear_pointer (&priv->answer, json_node_unref);
  priv->answer = answer != NULL ? json_node_ref (answer) : NULL;
}

GError *
embark_api_error_new (
    EmbarkApiError code, guint status, const char *server_code, const char *request_id, const char *message)
{
  g_autofree char *text = clean (message, MAX_MESSAGE);
  GError *error = g_error_new_literal (EMBARK_API_ERROR, (int) code, text != NULL ? text : "no description");
  EmbarkApiErrorPrivate *priv = embark_api_error_get_private (error);

  priv->status = status;
  priv->server_code = clean (server_code, MAX_CODE);
  priv->request_id = clean (request_id, MAX_CODE);
  /* Without a status nobody answered, and what cannot be read cannot be quoted. */
  priv->words = text != NULL && status != 0 && code != EMBARK_API_ERROR_PROTOCOL;

  return error;
}

GError *
embark_api_error_new_described (EmbarkApiError code,
                                guint status,
                                const char *server_code,
                                const char *request_id,
                                const char *description)
{
  GError *error = embark_api_error_new (code, status, server_code, request_id, description);

  embark_api_error_get_private (error)->words = FALSE;

  return error;
}
