/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-call-private.h"

#include "embark-glib.h"
#include "embark-json.h"

struct _EmbarkCall
{
  GObject parent_instance;

  EmbarkOperation operation;
  char *account;             /* (owned) (nullable) */
  GTree *path;               /* (owned) (element-type utf8 utf8) */
  GTree *query;              /* (owned) (element-type utf8 utf8) */
  GTree *headers;            /* (owned) (element-type utf8 utf8) */
  GBytes *body;              /* (owned) (nullable) */
  EmbarkSessionToken *token; /* (owned) (nullable) */
  gboolean only_reads;
};

G_DEFINE_FINAL_TYPE (EmbarkCall, embark_call, G_TYPE_OBJECT)

static void
embark_call_finalize (GObject *object)
{
  EmbarkCall *self = EMBARK_CALL (object);

  g_free (self->account);
  g_clear_pointer (&self->path, g_tree_unref);
  g_clear_pointer (&self->query, g_tree_unref);
  g_clear_pointer (&self->headers, g_tree_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->token);

  G_OBJECT_CLASS (embark_call_parent_class)->finalize (object);
}

static void
embark_call_class_init (EmbarkCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_call_finalize;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_strcmp0 (a, b);
}

static void
embark_call_init (EmbarkCall *self)
{
  self->path = g_tree_new_full (compare_names, NULL, g_free, g_free);
  self->query = g_tree_new_full (compare_names, NULL, g_free, g_free);
  self->headers = g_tree_new_full (compare_names, NULL, g_free, g_free);
}

static void
set_value (GTree *tree, const char *name, const char *value)
{
  if (value != NULL)
    g_tree_replace (tree, g_strdup (name), g_strdup (value));
  else
    g_tree_remove (tree, name);
}

EmbarkCall *
embark_call_new (EmbarkOperation operation)
{
  EmbarkCall *self;

  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, NULL);

  self = g_object_new (EMBARK_TYPE_CALL, NULL);
  self->operation = operation;

  return self;
}

EmbarkOperation
embark_call_get_operation (EmbarkCall *self)
{
  g_return_val_if_fail (EMBARK_IS_CALL (self), EMBARK_N_OPERATIONS);

  return self->operation;
}

void
embark_call_set_account (EmbarkCall *self, const char *account_id)
{
  g_return_if_fail (EMBARK_IS_CALL (self));

  embark_set_str (&self->account, account_id);
}

void
embark_call_set_path (EmbarkCall *self, const char *name, const char *value)
{
  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (name != NULL);

  set_value (self->path, name, value);
}

void
embark_call_set_query (EmbarkCall *self, const char *name, const char *value)
{
  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (name != NULL);

  set_value (self->query, name, value);
}

void
embark_call_set_query_int (EmbarkCall *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  embark_call_set_query (self, name, text);
}

void
embark_call_set_header (EmbarkCall *self, const char *name, const char *value)
{
  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (name != NULL);

  set_value (self->headers, name, value);
}

void
embark_call_set_body (EmbarkCall *self, JsonNode *body)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (body != NULL);

  text = embark_json_to_string (body, FALSE);
  embark_call_set_body_text (self, text);
}

void
embark_call_set_body_text (EmbarkCall *self, const char *json)
{
  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (json != NULL);

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new (json, strlen (json));
}

void
embark_call_set_only_reads (EmbarkCall *self, gboolean only_reads)
{
  g_return_if_fail (EMBARK_IS_CALL (self));

  self->only_reads = only_reads;
}

gboolean
embark_call_changes (EmbarkCall *self)
{
  g_return_val_if_fail (EMBARK_IS_CALL (self), TRUE);

  return !self->only_reads && embark_operation_changes (self->operation);
}

void
embark_call_set_token (EmbarkCall *self, EmbarkSessionToken *token)
{
  g_return_if_fail (EMBARK_IS_CALL (self));
  g_return_if_fail (token == NULL || EMBARK_IS_SESSION_TOKEN (token));

  g_set_object (&self->token, token);
}

const char *
embark_call_get_account (EmbarkCall *self)
{
  return self->account;
}

const char *
embark_call_get_path (EmbarkCall *self, const char *name)
{
  const char *value = g_tree_lookup (self->path, name);

  if (value != NULL)
    return value;
  if (g_str_equal (name, "account") || g_str_equal (name, "config"))
    return self->account;

  return self->operation == EMBARK_OPERATION_EVENT_FIRE && g_str_equal (name, "slug") ? "trigger" : NULL;
}

GTree *
embark_call_get_query (EmbarkCall *self)
{
  return self->query;
}

GTree *
embark_call_get_headers (EmbarkCall *self)
{
  return self->headers;
}

GBytes *
embark_call_get_body (EmbarkCall *self)
{
  return self->body;
}

const char *
embark_call_get_token (EmbarkCall *self)
{
  return self->token != NULL ? embark_session_token_get_token (self->token) : NULL;
}
