/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-webhook-book-private.h"
#include "embark-workspace-private.h"

struct _EmbarkWebhookBook
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  GListStore *webhooks;       /* (owned) (element-type EmbarkWebhook) */
  GError *error;              /* (owned) (nullable): of the last load */
  guint n_loads;              /* under way */
  guint n_changes;            /* that were answered */
  gboolean loaded;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* ---- a list of webhooks ---- */

static GType
embark_webhook_book_get_item_type (GListModel *model)
{
  return EMBARK_TYPE_WEBHOOK;
}

static guint
embark_webhook_book_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (EMBARK_WEBHOOK_BOOK (model)->webhooks));
}

static gpointer
embark_webhook_book_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (EMBARK_WEBHOOK_BOOK (model)->webhooks), position);
}

static void
embark_webhook_book_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_webhook_book_get_item_type;
  iface->get_n_items = embark_webhook_book_get_n_items;
  iface->get_item = embark_webhook_book_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkWebhookBook,
                               embark_webhook_book,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_webhook_book_list_model_init))

/* ---- the class ---- */

static void
embark_webhook_book_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkWebhookBook *self = EMBARK_WEBHOOK_BOOK (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->n_loads > 0);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_webhook_book_finalize (GObject *object)
{
  EmbarkWebhookBook *self = EMBARK_WEBHOOK_BOOK (object);

  g_clear_object (&self->webhooks);
  g_clear_object (&self->workspace);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (embark_webhook_book_parent_class)->finalize (object);
}

static void
embark_webhook_book_class_init (EmbarkWebhookBookClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_webhook_book_get_property;
  object_class->finalize = embark_webhook_book_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
items_changed_cb (EmbarkWebhookBook *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
embark_webhook_book_init (EmbarkWebhookBook *self)
{
  self->webhooks = g_list_store_new (EMBARK_TYPE_WEBHOOK);
  g_signal_connect_object (self->webhooks, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

EmbarkWebhookBook *
embark_webhook_book_new (EmbarkWorkspace *workspace)
{
  EmbarkWebhookBook *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (EMBARK_TYPE_WEBHOOK_BOOK, NULL);
  self->workspace = g_object_ref (workspace);
  return self;
}

EmbarkWorkspace *
embark_webhook_book_get_workspace (EmbarkWebhookBook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_BOOK (self), NULL);

  return self->workspace;
}

gboolean
embark_webhook_book_get_loading (EmbarkWebhookBook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_BOOK (self), FALSE);

  return self->n_loads > 0;
}

gboolean
embark_webhook_book_get_loaded (EmbarkWebhookBook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_BOOK (self), FALSE);

  return self->loaded;
}

const GError *
embark_webhook_book_get_error (EmbarkWebhookBook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_BOOK (self), NULL);

  return self->error;
}

EmbarkWebhook *
embark_webhook_book_find (EmbarkWebhookBook *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_BOOK (self), NULL);

  for (guint i = 0; id != NULL && i < embark_webhook_book_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (g_strcmp0 (embark_webhook_get_id (webhook), id) == 0)
        return webhook; /* the list holds it */
    }
  return NULL;
}

/* ---- what the server has ---- */

static gboolean
is_same (EmbarkWebhookBook *self, GPtrArray *webhooks)
{
  if (embark_webhook_book_get_n_items (G_LIST_MODEL (self)) != webhooks->len)
    return FALSE;
  for (guint i = 0; i < webhooks->len; i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (!json_node_equal (embark_webhook_get_json (webhook), embark_webhook_get_json (webhooks->pdata[i])))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer full): @webhooks without those whose id another one has already: what is shown and
 * changed is found by it */
static GPtrArray *
dup_distinct (GPtrArray *webhooks)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *distinct = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < webhooks->len; i++)
    if (g_hash_table_add (seen, (gpointer) embark_webhook_get_id (webhooks->pdata[i])))
      g_ptr_array_add (distinct, g_object_ref (webhooks->pdata[i]));
  return distinct;
}

static void
take (EmbarkWebhookBook *self, GPtrArray *answer)
{
  g_autoptr (GPtrArray) webhooks = dup_distinct (answer);

  embark_workspace_note_answer (self->workspace, NULL);
  /* What is shown of a list that did not change stays as it is, with its selection and where it is scrolled
   * to. */
  if (!is_same (self, webhooks))
    g_list_store_splice (self->webhooks, 0, embark_webhook_book_get_n_items (G_LIST_MODEL (self)),
                         webhooks->pdata, webhooks->len);
  g_clear_error (&self->error);
  if (self->loaded)
    return;
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

void
embark_webhook_book_put (EmbarkWebhookBook *self, EmbarkWebhook *webhook)
{
  gpointer item = webhook;
  guint position;
  const guint n = embark_webhook_book_get_n_items (G_LIST_MODEL (self));

  for (position = 0; position < n; position++)
    {
      g_autoptr (EmbarkWebhook) old = g_list_model_get_item (G_LIST_MODEL (self), position);

      if (g_strcmp0 (embark_webhook_get_id (old), embark_webhook_get_id (webhook)) == 0)
        break;
    }
  g_list_store_splice (self->webhooks, position, position < n ? 1 : 0, &item, 1);
}

void
embark_webhook_book_note_change (EmbarkWebhookBook *self)
{
  self->n_changes++;
}

static void send_load (EmbarkWebhookBook *self, GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWebhookBook *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  GPtrArray *webhooks = reply != NULL ? embark_reply_get_records (reply) : NULL;

  if (reply != NULL && GPOINTER_TO_UINT (g_task_get_task_data (task)) != self->n_changes)
    {
      send_load (self, g_steal_pointer (&task));
      return;
    }

  self->n_loads--;
  if (webhooks != NULL)
    take (self, webhooks);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      embark_workspace_note_answer (self->workspace, error);
      g_clear_error (&self->error);
      self->error = error != NULL ? g_error_copy (error) : NULL;
    }
  if (self->n_loads == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
send_load (EmbarkWebhookBook *self, GTask *task)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_WEBHOOK_LIST);

  g_task_set_task_data (task, GUINT_TO_POINTER (self->n_changes), NULL);
  embark_client_send_async (embark_workspace_get_client (self->workspace), call,
                            g_task_get_cancellable (task), loaded_cb, task);
}

void
embark_webhook_book_load_async (EmbarkWebhookBook *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_WEBHOOK_BOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_webhook_book_load_async);
  if (self->n_loads++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  send_load (self, task);
}

gboolean
embark_webhook_book_load_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_webhook_book_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
