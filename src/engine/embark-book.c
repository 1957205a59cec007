/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-book-private.h"
#include "embark-workspace-private.h"

typedef struct
{
  EmbarkWorkspace *workspace; /* (owned) */
  GListStore *records;        /* (owned) */
  GError *error;              /* (owned) (nullable): of the last load */
  guint n_loads;              /* under way */
  guint n_changes;            /* that were answered */
  gboolean loaded;
} EmbarkBookPrivate;

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_LOADING,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void embark_book_list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (EmbarkBook,
                                  embark_book,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (EmbarkBook)
                                      G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_book_list_model_init))

static EmbarkBookPrivate *
get_private (gpointer self)
{
  return embark_book_get_instance_private (EMBARK_BOOK (self));
}

/* ---- a list of records ---- */

static GType
embark_book_get_item_type (GListModel *model)
{
  return EMBARK_BOOK_GET_CLASS (model)->get_record_type ();
}

static guint
embark_book_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_private (model)->records));
}

static gpointer
embark_book_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (get_private (model)->records), position);
}

static void
embark_book_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_book_get_item_type;
  iface->get_n_items = embark_book_get_n_items;
  iface->get_item = embark_book_get_item;
}

/* ---- the class ---- */

static void
embark_book_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkBookPrivate *priv = get_private (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, priv->workspace);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, priv->n_loads > 0);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, priv->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_book_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WORKSPACE:
      get_private (object)->workspace = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
items_changed_cb (EmbarkBook *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
embark_book_constructed (GObject *object)
{
  EmbarkBookPrivate *priv = get_private (object);

  G_OBJECT_CLASS (embark_book_parent_class)->constructed (object);

  priv->records = g_list_store_new (EMBARK_BOOK_GET_CLASS (object)->get_record_type ());
  g_signal_connect_object (priv->records, "items-changed", G_CALLBACK (items_changed_cb), object,
                           G_CONNECT_SWAPPED);
}

static void
embark_book_finalize (GObject *object)
{
  EmbarkBookPrivate *priv = get_private (object);

  g_clear_object (&priv->records);
  g_clear_object (&priv->workspace);
  g_clear_error (&priv->error);

  G_OBJECT_CLASS (embark_book_parent_class)->finalize (object);
}

static void
embark_book_class_init (EmbarkBookClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_book_get_property;
  object_class->set_property = embark_book_set_property;
  object_class->constructed = embark_book_constructed;
  object_class->finalize = embark_book_finalize;

  properties[PROP_WORKSPACE] =
      g_param_spec_object ("workspace", NULL, NULL, EMBARK_TYPE_WORKSPACE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_book_init (EmbarkBook *self)
{
}

EmbarkWorkspace *
embark_book_get_workspace (EmbarkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_BOOK (self), NULL);

  return get_private (self)->workspace;
}

gboolean
embark_book_get_loading (EmbarkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_BOOK (self), FALSE);

  return get_private (self)->n_loads > 0;
}

gboolean
embark_book_get_loaded (EmbarkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_BOOK (self), FALSE);

  return get_private (self)->loaded;
}

const GError *
embark_book_get_error (EmbarkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_BOOK (self), NULL);

  return get_private (self)->error;
}

gpointer
embark_book_find (EmbarkBook *self, const char *id, guint *position)
{
  EmbarkBookClass *klass;
  guint n, i;
  gpointer found = NULL;

  g_return_val_if_fail (EMBARK_IS_BOOK (self), NULL);

  klass = EMBARK_BOOK_GET_CLASS (self);
  n = embark_book_get_n_items (G_LIST_MODEL (self));
  for (i = 0; id != NULL && i < n && found == NULL; i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (g_strcmp0 (klass->get_id (record), id) == 0)
        found = record; /* the list holds it */
    }
  if (position != NULL)
    *position = found != NULL ? i - 1 : n;
  return found;
}

/* ---- what the server has ---- */

static gboolean
is_same (EmbarkBook *self, GPtrArray *records)
{
  EmbarkBookClass *klass = EMBARK_BOOK_GET_CLASS (self);

  if (embark_book_get_n_items (G_LIST_MODEL (self)) != records->len)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (!json_node_equal (klass->get_json (record), klass->get_json (records->pdata[i])))
        return FALSE;
    }
  return TRUE;
}

void
embark_book_take (EmbarkBook *self, GPtrArray *answer)
{
  EmbarkBookPrivate *priv = get_private (self);
  EmbarkBookClass *klass = EMBARK_BOOK_GET_CLASS (self);
  g_autoptr (GPtrArray) records = klass->choose != NULL ? klass->choose (answer) : g_ptr_array_ref (answer);

  embark_workspace_note_answer (priv->workspace, NULL);
  /* What is shown of a list that did not change stays as it is, with its selection and where it is scrolled
   * to. */
  if (!is_same (self, records))
    g_list_store_splice (priv->records, 0, embark_book_get_n_items (G_LIST_MODEL (self)), records->pdata,
                         records->len);
  g_clear_error (&priv->error);
  if (priv->loaded)
    return;
  priv->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

void
embark_book_put (EmbarkBook *self, gpointer record)
{
  guint position;
  gboolean there = embark_book_find (self, EMBARK_BOOK_GET_CLASS (self)->get_id (record), &position) != NULL;

  g_list_store_splice (get_private (self)->records, position, there ? 1 : 0, &record, 1);
}

void
embark_book_send (EmbarkBook *self, EmbarkCall *call, GAsyncReadyCallback callback, GTask *task)
{
  embark_client_send_async (embark_workspace_get_client (get_private (self)->workspace), call,
                            g_task_get_cancellable (task), callback, task);
}

EmbarkReply *
embark_book_take_answer (EmbarkBook *self, GObject *source, GAsyncResult *result, GError **error)
{
  EmbarkBookPrivate *priv = get_private (self);
  g_autoptr (GError) local = NULL;
  EmbarkReply *reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &local);

  priv->n_changes++;
  if (local == NULL)
    return reply;
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_workspace_note_answer (priv->workspace, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void send_load (EmbarkBook *self, GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkBook *self = g_task_get_source_object (task);
  EmbarkBookPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  GPtrArray *records = reply != NULL ? embark_reply_get_records (reply) : NULL;

  if (reply != NULL && GPOINTER_TO_UINT (g_task_get_task_data (task)) != priv->n_changes)
    {
      send_load (self, g_steal_pointer (&task));
      return;
    }

  priv->n_loads--;
  if (records != NULL)
    embark_book_take (self, records);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      embark_workspace_note_answer (priv->workspace, error);
      g_clear_error (&priv->error);
      priv->error = error != NULL ? g_error_copy (error) : NULL;
    }
  if (priv->n_loads == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
send_load (EmbarkBook *self, GTask *task)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_BOOK_GET_CLASS (self)->list_operation);

  g_task_set_task_data (task, GUINT_TO_POINTER (get_private (self)->n_changes), NULL);
  embark_book_send (self, call, loaded_cb, task);
}

void
embark_book_load_async (EmbarkBook *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_BOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_book_load_async);
  if (get_private (self)->n_loads++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  send_load (self, task);
}

gboolean
embark_book_load_finish (EmbarkBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_book_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
