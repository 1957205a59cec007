/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-glib.h"
#include "embark-run-lineage.h"
#include "embark-run-query-private.h"

/* What is asked for again and again. */
#define NEWEST_SIZE 30
/* How long between two questions: while something runs, and while nothing happens. */
#define BUSY_MS     2000
#define IDLE_MS     5000
#define MAX_IDLE_MS 30000

struct _EmbarkRunList
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  EmbarkPagedList *runs;      /* (owned) */
  EmbarkRunQuery *source;     /* (unowned): of runs */
  EmbarkRunLineage *lineage;  /* (owned) */
  GCancellable *cancellable;  /* (owned) (nullable): of the question that is under way */
  GError *poll_error;         /* (owned) (nullable) */
  gint64 asked_at;
  gint64 total; /* by the last answer that was not of a page; -1: none */
  guint timeout;
  guint quiet; /* answers in a row with nothing new */
  gboolean live;
};

enum
{
  PROP_0,
  PROP_ASKED_AT,
  PROP_FILTER,
  PROP_POLL_ERROR,
  PROP_LINEAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkRunList, embark_run_list, G_TYPE_OBJECT)

static void ask (EmbarkRunList *self);

static gboolean
same_id (gconstpointer a, gconstpointer b)
{
  return g_str_equal (embark_execution_get_id ((EmbarkExecution *) a),
                      embark_execution_get_id ((EmbarkExecution *) b));
}

static guint
hash_id (gconstpointer run)
{
  return g_str_hash (embark_execution_get_id ((EmbarkExecution *) run));
}

/* ---- what is new ---- */

static gboolean
timeout_cb (gpointer user_data)
{
  EmbarkRunList *self = user_data;

  self->timeout = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static gboolean
something_runs (EmbarkRunList *self)
{
  GListModel *runs = G_LIST_MODEL (self->runs);

  for (guint i = 0; i < MIN (g_list_model_get_n_items (runs), NEWEST_SIZE); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (!embark_execution_status_is_terminal (embark_execution_get_status (run)))
        return TRUE;
    }
  return FALSE;
}

static void
schedule (EmbarkRunList *self)
{
  EmbarkClock *clock = self->source->clock;
  guint interval = MIN (IDLE_MS * (1 + self->quiet / 4), MAX_IDLE_MS);

  embark_clock_clear (clock, &self->timeout);
  if (!self->live)
    return;
  if (self->poll_error == NULL && something_runs (self))
    interval = BUSY_MS;
  self->timeout = embark_clock_add_timeout (clock, interval, timeout_cb, self, NULL);
}

static void
set_poll_error (EmbarkRunList *self, const GError *error)
{
  if (self->poll_error == NULL && error == NULL)
    return;
  g_clear_error (&self->poll_error);
  self->poll_error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POLL_ERROR]);
}

static void
set_asked_at (EmbarkRunList *self)
{
  self->asked_at = embark_clock_get_real_time (self->source->clock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKED_AT]);
}

/* Returns: whether @run, without its nodes, is another one than the list has */
static gboolean
take_run (EmbarkRunList *self, EmbarkExecution *run)
{
  EmbarkExecution *known = embark_paged_list_find (self->runs, run);
  g_autoptr (EmbarkExecution) merged = NULL;

  if (known == NULL)
    {
      embark_paged_list_prepend (self->runs, run);
      return TRUE;
    }
  merged = embark_execution_merge (known, run);
  if (json_node_equal (embark_execution_get_json (known), embark_execution_get_json (merged)))
    return FALSE;
  embark_paged_list_update (self->runs, merged);
  return TRUE;
}

static void
take_newest (EmbarkRunList *self, EmbarkReply *reply)
{
  GPtrArray *records = embark_reply_get_records (reply);
  guint n_known = 0;
  gboolean changed = FALSE;

  for (guint i = 0; i < records->len; i++)
    n_known += embark_paged_list_find (self->runs, g_ptr_array_index (records, i)) != NULL ? 1 : 0;
  self->total = embark_reply_get_total (reply);
  /* More is new than was asked for: what lies between is not known. */
  if (n_known == 0 && embark_reply_get_has_more (reply)
      && g_list_model_get_n_items (G_LIST_MODEL (self->runs)) > 0)
    {
      self->quiet = 0;
      embark_paged_list_reload (self->runs);
      return;
    }

  for (guint i = records->len; i > 0; i--)
    changed = take_run (self, g_ptr_array_index (records, i - 1)) || changed;
  self->quiet = changed ? 0 : self->quiet + 1;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  EmbarkRunList *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_RUN_LIST (user_data);
  g_clear_object (&self->cancellable);
  if (reply != NULL)
    take_newest (self, reply);
  else
    self->quiet++;
  set_poll_error (self, error);
  if (reply != NULL)
    set_asked_at (self);
  schedule (self);
}

static void
drop_question (EmbarkRunList *self)
{
  embark_clock_clear (self->source->clock, &self->timeout);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
ask (EmbarkRunList *self)
{
  g_autoptr (EmbarkCall) call = NULL;

  drop_question (self);
  if (!embark_paged_list_get_loaded (self->runs))
    {
      /* One that failed is tried again; what comes of it schedules the next. */
      if (!embark_paged_list_get_loading (self->runs))
        embark_paged_list_reload (self->runs);
      return;
    }
  if (embark_paged_list_get_loading (self->runs))
    {
      schedule (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  call = embark_run_query_new_call (self->source, 1, NEWEST_SIZE);
  embark_client_send_async (self->source->client, call, self->cancellable, asked_cb, self);
}

static void
loading_cb (EmbarkRunList *self)
{
  const GError *error = embark_paged_list_get_error (self->runs);

  if (embark_paged_list_get_loading (self->runs))
    return;
  if (embark_paged_list_get_loaded (self->runs) && error == NULL)
    {
      self->total = -1;
      set_poll_error (self, NULL);
      set_asked_at (self);
    }
  if (self->cancellable == NULL)
    schedule (self);
}

static void
lineage_cb (EmbarkRunList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINEAGE]);
}

/* ---- the class ---- */

static void
embark_run_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkRunList *self = EMBARK_RUN_LIST (object);

  switch (prop_id)
    {
    case PROP_ASKED_AT:
      g_value_set_int64 (value, self->asked_at);
      break;
    case PROP_FILTER:
      g_value_set_pointer (value, &self->source->filter);
      break;
    case PROP_LINEAGE:
      g_value_set_object (value, self->lineage);
      break;
    case PROP_POLL_ERROR:
      g_value_set_boxed (value, self->poll_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_run_list_dispose (GObject *object)
{
  EmbarkRunList *self = EMBARK_RUN_LIST (object);

  if (self->runs != NULL)
    {
      self->live = FALSE;
      drop_question (self);
      g_signal_handlers_disconnect_by_data (self->runs, self);
      embark_paged_list_clear (self->runs);
    }
  g_clear_object (&self->runs);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (embark_run_list_parent_class)->dispose (object);
}

static void
embark_run_list_finalize (GObject *object)
{
  EmbarkRunList *self = EMBARK_RUN_LIST (object);

  g_clear_object (&self->lineage);
  g_clear_error (&self->poll_error);
  G_OBJECT_CLASS (embark_run_list_parent_class)->finalize (object);
}

static void
embark_run_list_class_init (EmbarkRunListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_run_list_get_property;
  object_class->dispose = embark_run_list_dispose;
  object_class->finalize = embark_run_list_finalize;

  properties[PROP_ASKED_AT] = g_param_spec_int64 ("asked-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FILTER] = g_param_spec_pointer ("filter", NULL, NULL, flags);
  properties[PROP_POLL_ERROR] = g_param_spec_boxed ("poll-error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_LINEAGE] = g_param_spec_object ("lineage", NULL, NULL, EMBARK_TYPE_RUN_LINEAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_run_list_init (EmbarkRunList *self)
{
  self->total = -1;
}

EmbarkRunList *
embark_run_list_new (EmbarkWorkspace *workspace, const char *account_id)
{
  EmbarkRunList *self;
  EmbarkRunQuery *source;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (account_id != NULL && *account_id != '\0', NULL);

  source = g_new0 (EmbarkRunQuery, 1);
  source->client = g_object_ref (embark_workspace_get_client (workspace));
  source->clock = g_object_ref (embark_workspace_get_clock (workspace));
  source->account_id = g_strdup (account_id);

  self = g_object_new (EMBARK_TYPE_RUN_LIST, NULL);
  self->workspace = g_object_ref (workspace);
  self->source = source;
  self->lineage = embark_run_lineage_new (workspace);
  g_signal_connect_object (self->lineage, "changed", G_CALLBACK (lineage_cb), self, G_CONNECT_SWAPPED);
  self->runs = embark_paged_list_new (EMBARK_TYPE_EXECUTION, embark_run_query_load,
                                      embark_run_query_load_finish, source, embark_run_query_free);
  embark_paged_list_set_equal_func (self->runs, same_id);
  embark_paged_list_set_hash_func (self->runs, hash_id);
  g_signal_connect_object (self->runs, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  return self;
}

EmbarkWorkspace *
embark_run_list_get_workspace (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);

  return self->workspace;
}

const char *
embark_run_list_get_account_id (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);

  return self->source->account_id;
}

EmbarkPagedList *
embark_run_list_get_runs (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);

  return self->runs;
}

gint64
embark_run_list_get_total (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), -1);

  return self->total >= 0 ? self->total : embark_paged_list_get_total (self->runs);
}

/* What stood there is no answer to what is asked now. */
static void
begin_anew (EmbarkRunList *self)
{
  drop_question (self);
  self->quiet = 0;
  self->total = -1;
  embark_paged_list_clear (self->runs);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  embark_paged_list_reload (self->runs);
}

void
embark_run_list_set_filter (EmbarkRunList *self, const EmbarkRunFilter *filter)
{
  EmbarkRunQuery *source;

  g_return_if_fail (EMBARK_IS_RUN_LIST (self));
  g_return_if_fail (filter != NULL);

  source = self->source;
  if (filter->status == source->filter.status && filter->hours == source->filter.hours
      && g_strcmp0 (filter->source, source->source) == 0
      && g_strcmp0 (filter->workflow_id, source->workflow_id) == 0)
    return;
  embark_set_str (&source->source, filter->source);
  embark_set_str (&source->workflow_id, filter->workflow_id);
  source->filter = (EmbarkRunFilter){ filter->status, source->source, source->workflow_id, filter->hours };
  begin_anew (self);
}

void
embark_run_list_set_run_id (EmbarkRunList *self, const char *id)
{
  g_return_if_fail (EMBARK_IS_RUN_LIST (self));

  if (embark_set_str (&self->source->run_id, id))
    begin_anew (self);
}

gboolean
embark_run_list_matches (EmbarkRunList *self, EmbarkExecution *run)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_EXECUTION (run), FALSE);

  return embark_run_query_matches (self->source, run);
}

void
embark_run_list_refresh (EmbarkRunList *self)
{
  g_return_if_fail (EMBARK_IS_RUN_LIST (self));

  self->quiet = 0;
  ask (self);
}

void
embark_run_list_set_live (EmbarkRunList *self, gboolean live)
{
  g_return_if_fail (EMBARK_IS_RUN_LIST (self));

  if (self->live == !!live)
    return;
  self->live = !!live;
  if (live)
    embark_run_list_refresh (self);
  else
    drop_question (self);
}

gboolean
embark_run_list_get_live (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), FALSE);

  return self->live;
}

gint64
embark_run_list_get_asked_at (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), 0);

  return self->asked_at;
}

const GError *
embark_run_list_get_poll_error (EmbarkRunList *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);

  return self->poll_error;
}

static EmbarkExecution *
without_nodes (EmbarkExecution *run)
{
  JsonNode *json = embark_execution_get_json (run);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GList) names = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return NULL;
  names = json_object_get_members (json_node_get_object (json));
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "nodes"))
      json_object_set_member (object, l->data,
                              json_node_copy (json_object_get_member (json_node_get_object (json), l->data)));
  node = json_node_init_object (json_node_alloc (), object);
  json_node_seal (node);
  return embark_execution_new_from_json (node, embark_execution_get_id (run), NULL);
}

void
embark_run_list_note (EmbarkRunList *self, EmbarkExecution *run)
{
  g_autoptr (EmbarkExecution) lean = NULL;

  g_return_if_fail (EMBARK_IS_RUN_LIST (self));
  g_return_if_fail (EMBARK_IS_EXECUTION (run));

  if (embark_paged_list_find (self->runs, run) == NULL)
    return;
  /* What its nodes read and wrote may be long, and no row of a list shows it. */
  lean = without_nodes (run);
  if (lean != NULL)
    take_run (self, lean);
}

void
embark_run_list_note_rerun (EmbarkRunList *self, const char *origin, const char *id)
{
  g_return_if_fail (EMBARK_IS_RUN_LIST (self));
  g_return_if_fail (origin != NULL && id != NULL);

  embark_run_lineage_note (self->lineage, origin, id);
}

const char *
embark_run_list_get_origin (EmbarkRunList *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);

  return embark_run_lineage_get_origin (self->lineage, id);
}

const char *
embark_run_list_get_rerun (EmbarkRunList *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);

  return embark_run_lineage_get_rerun (self->lineage, id);
}

static void
copy_member (JsonObject *to, JsonNode *from, const char *name)
{
  JsonNode *member =
      JSON_NODE_HOLDS_OBJECT (from) ? json_object_get_member (json_node_get_object (from), name) : NULL;

  if (member != NULL)
    json_object_set_member (to, name, json_node_copy (member));
}

/* Returns: (transfer full) (nullable): what is known of a run that is not listed yet */
static EmbarkExecution *
guess_run (EmbarkRunList *self, const char *id, EmbarkExecution *origin)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  const char *origin_id = embark_run_list_get_origin (self, id);

  json_object_set_string_member (object, "_id", id);
  if (origin_id != NULL && origin != NULL && g_str_equal (origin_id, embark_execution_get_id (origin)))
    {
      JsonNode *json = embark_execution_get_json (origin);

      json_object_set_string_member (object, "status", "QUEUED");
      copy_member (object, json, "associated_workflow");
      copy_member (object, json, "trigger_application_event");
    }
  node = json_node_init_object (json_node_alloc (), object);
  json_node_seal (node);
  return embark_execution_new_from_json (node, id, NULL);
}

EmbarkExecution *
embark_run_list_dup_run (EmbarkRunList *self, const char *id, EmbarkExecution *origin)
{
  g_autoptr (EmbarkExecution) guess = NULL;
  EmbarkExecution *listed;

  g_return_val_if_fail (EMBARK_IS_RUN_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  guess = guess_run (self, id, origin);
  listed = guess != NULL ? embark_paged_list_find (self->runs, guess) : NULL;
  return listed != NULL ? g_object_ref (listed) : g_steal_pointer (&guess);
}
