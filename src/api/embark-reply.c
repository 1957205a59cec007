/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-reply-private.h"

#include "embark-api-error.h"
#include "embark-json.h"

struct _EmbarkReply
{
  GObject parent_instance;

  guint status;
  char *trace_id; /* (owned) (nullable) */
  gint64 server_time;
  JsonNode *json;     /* (owned) (nullable) */
  GObject *record;    /* (owned) (nullable) */
  GPtrArray *records; /* (owned) (nullable) (element-type GObject) */
  guint n_skipped;
  gboolean has_more;
  gint64 total;
};

G_DEFINE_FINAL_TYPE (EmbarkReply, embark_reply, G_TYPE_OBJECT)

static void
embark_reply_finalize (GObject *object)
{
  EmbarkReply *self = EMBARK_REPLY (object);

  g_free (self->trace_id);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_object (&self->record);
  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (embark_reply_parent_class)->finalize (object);
}

static void
embark_reply_class_init (EmbarkReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_reply_finalize;
}

static void
embark_reply_init (EmbarkReply *self)
{
  self->total = -1;
}

static void
read_records (
    EmbarkReply *self, JsonArray *array, const EmbarkOperationRow *row, EmbarkCall *call, gint64 now)
{
  guint length = json_array_get_length (array);

  self->records = g_ptr_array_new_full (length, g_object_unref);
  for (guint i = 0; i < length; i++)
    {
      gpointer record = row->make (json_array_get_element (array, i), call, now, NULL);

      if (record != NULL)
        g_ptr_array_add (self->records, record);
      else
        self->n_skipped++;
    }
}

/* Both forms of a list are taken for both kinds of operation: documented pages came as arrays and the other
 * way round. */
static gboolean
read_list (EmbarkReply *self, const EmbarkOperationRow *row, EmbarkCall *call, gint64 now)
{
  JsonObject *object = embark_json_node_object (self->json);
  JsonArray *array = embark_json_get_array (object, "docs");

  if (array != NULL)
    {
      self->has_more =
          embark_json_get_boolean (object, "hasNextPage", FALSE) && json_array_get_length (array) > 0;
      self->total = MAX (embark_json_get_int (object, "totalDocs", -1), -1);
    }
  else if (self->json != NULL && JSON_NODE_HOLDS_ARRAY (self->json))
    {
      array = json_node_get_array (self->json);
      self->total = json_array_get_length (array);
    }
  else if (object != NULL && (row->flags & EMBARK_OPERATION_FLAG_ONE_OR_MANY) != 0)
    {
      g_autoptr (JsonArray) one = json_array_new ();

      json_array_add_element (one, json_node_copy (self->json));
      self->total = 1;
      read_records (self, one, row, call, now);
      return TRUE;
    }
  else
    {
      return FALSE;
    }
  read_records (self, array, row, call, now);

  return TRUE;
}

EmbarkReply *
embark_reply_new (guint status,
                  const char *trace_id,
                  gint64 server_time,
                  JsonNode *json,
                  EmbarkCall *call,
                  gint64 now,
                  GError **error)
{
  g_autoptr (EmbarkReply) self = g_object_new (EMBARK_TYPE_REPLY, NULL);
  const EmbarkOperationRow *row = embark_operation_get_row (embark_call_get_operation (call));

  self->status = status;
  self->trace_id = g_strdup (trace_id);
  self->server_time = server_time;
  self->json = json;

  switch (row->kind)
    {
    case EMBARK_RESULT_RECORD:
      self->record = row->make (json, call, now, error);
      if (self->record == NULL)
        return NULL;
      break;
    case EMBARK_RESULT_LIST:
    case EMBARK_RESULT_PAGE:
      if (!read_list (self, row, call, now))
        {
          g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, status, NULL, trace_id,
                                                          "the answer is not a list"));
          return NULL;
        }
      break;
    case EMBARK_RESULT_NODE:
    default:
      break;
    }

  return g_steal_pointer (&self);
}

guint
embark_reply_get_status (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), 0);

  return self->status;
}

const char *
embark_reply_get_trace_id (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), NULL);

  return self->trace_id;
}

gint64
embark_reply_get_server_time (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), 0);

  return self->server_time;
}

JsonNode *
embark_reply_get_json (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), NULL);

  return self->json;
}

gpointer
embark_reply_get_record (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), NULL);

  return self->record;
}

GPtrArray *
embark_reply_get_records (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), NULL);

  return self->records;
}

guint
embark_reply_get_n_skipped (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), 0);

  return self->n_skipped;
}

const char *
embark_reply_get_run_id (EmbarkReply *self)
{
  static const char *const names[] = { "id", "instanceId", "execution_id", NULL };
  JsonObject *object;
  const char *id = NULL;

  g_return_val_if_fail (EMBARK_IS_REPLY (self), NULL);

  object = embark_json_node_object (self->json);
  for (const char *const *name = names; *name != NULL && id == NULL; name++)
    id = embark_json_get_id (object, *name);

  return id;
}

gboolean
embark_reply_get_has_more (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), FALSE);

  return self->has_more;
}

gint64
embark_reply_get_total (EmbarkReply *self)
{
  g_return_val_if_fail (EMBARK_IS_REPLY (self), -1);

  return self->total;
}

EmbarkPage *
embark_reply_to_page (EmbarkReply *self)
{
  EmbarkPage *page;

  g_return_val_if_fail (EMBARK_IS_REPLY (self), NULL);

  page = g_new0 (EmbarkPage, 1);
  page->items = self->records != NULL ? g_ptr_array_ref (self->records)
                                      : g_ptr_array_new_with_free_func (g_object_unref);
  page->has_more = self->has_more;
  page->total = self->total;

  return page;
}
