/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One run: every question at once, each answer taken as it comes. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json.h"
#include "embark-preflight-private.h"
#include "embark-redact.h"
#include "embark-workspace-private.h"

struct _EmbarkPreflight
{
  GObject parent_instance;

  EmbarkWorkspace *workspace;                     /* (owned) */
  char *account_id;                               /* (owned) */
  EmbarkPreflightLine *lines[EMBARK_N_PREFLIGHT]; /* (owned) */
  EmbarkAuthorize *authorize;                     /* (owned) (nullable) */
  EmbarkPreflightState verdict;
  gint64 finished_at;

  /* The run under way. */
  GPtrArray *waiting;        /* (owned) (element-type Waiter): who wants to know; without any nothing runs */
  GCancellable *cancellable; /* (owned) (nullable): of its calls */
  char *portal;              /* (owned) (nullable): the origin that is asked */
  guint pending;             /* answers still to come */
  gint64 server_time;        /* of the first answer that told it */
  gint64 told_at;            /* our time at that moment */
};

/* One of those who asked for the run under way. */
typedef struct
{
  GTask *task;   /* (owned) */
  GSource *gone; /* (owned) (nullable): that caller is not interested any more */
} Waiter;

enum
{
  PROP_0,
  PROP_RUNNING,
  PROP_VERDICT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void embark_preflight_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkPreflight,
                               embark_preflight,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_preflight_list_model_init))

static GType
embark_preflight_get_item_type (GListModel *model)
{
  return EMBARK_TYPE_PREFLIGHT_LINE;
}

static guint
embark_preflight_get_n_items (GListModel *model)
{
  return EMBARK_N_PREFLIGHT;
}

static gpointer
embark_preflight_get_item (GListModel *model, guint position)
{
  return position < EMBARK_N_PREFLIGHT ? g_object_ref (EMBARK_PREFLIGHT (model)->lines[position]) : NULL;
}

static void
embark_preflight_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_preflight_get_item_type;
  iface->get_n_items = embark_preflight_get_n_items;
  iface->get_item = embark_preflight_get_item;
}

static void
embark_preflight_finalize (GObject *object)
{
  EmbarkPreflight *self = EMBARK_PREFLIGHT (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->account_id, g_free);
  for (gsize i = 0; i < EMBARK_N_PREFLIGHT; i++)
    g_clear_object (&self->lines[i]);
  g_clear_pointer (&self->authorize, embark_authorize_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->portal, g_free);

  G_OBJECT_CLASS (embark_preflight_parent_class)->finalize (object);
}

static void
embark_preflight_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPreflight *self = EMBARK_PREFLIGHT (object);

  switch (prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->waiting->len > 0);
      break;
    case PROP_VERDICT:
      g_value_set_int (value, (int) self->verdict);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_preflight_class_init (EmbarkPreflightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = embark_preflight_finalize;
  object_class->get_property = embark_preflight_get_property;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, read);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, EMBARK_PREFLIGHT_PENDING,
                                               EMBARK_PREFLIGHT_SKIPPED, EMBARK_PREFLIGHT_PENDING, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->gone != NULL)
    {
      g_source_destroy (waiter->gone);
      g_source_unref (waiter->gone);
    }
  g_object_unref (waiter->task);
  g_free (waiter);
}

static void
embark_preflight_init (EmbarkPreflight *self)
{
  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
  for (int i = 0; i < EMBARK_N_PREFLIGHT; i++)
    self->lines[i] = embark_preflight_line_new ((EmbarkPreflightCheck) i);
}

EmbarkPreflight *
embark_preflight_new (EmbarkWorkspace *workspace, const char *account_id)
{
  EmbarkPreflight *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_PREFLIGHT, NULL);
  self->workspace = g_object_ref (workspace);
  self->account_id = g_strdup (account_id);
  return self;
}

EmbarkPreflightLine *
embark_preflight_get_line (EmbarkPreflight *self, EmbarkPreflightCheck check)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), NULL);
  g_return_val_if_fail (check < EMBARK_N_PREFLIGHT, NULL);

  return self->lines[check];
}

gboolean
embark_preflight_get_running (EmbarkPreflight *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), FALSE);

  return self->waiting->len > 0;
}

EmbarkPreflightState
embark_preflight_get_verdict (EmbarkPreflight *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), EMBARK_PREFLIGHT_PENDING);

  return self->verdict;
}

guint
embark_preflight_count (EmbarkPreflight *self, EmbarkPreflightState state)
{
  guint n = 0;

  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), 0);

  for (gsize i = 0; i < EMBARK_N_PREFLIGHT; i++)
    n += embark_preflight_line_get_state (self->lines[i]) == state ? 1 : 0;
  return n;
}

gint64
embark_preflight_get_finished_at (EmbarkPreflight *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), 0);

  return self->finished_at;
}

const EmbarkAuthorize *
embark_preflight_get_authorize (EmbarkPreflight *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), NULL);

  return self->authorize;
}

/* ---- the run ---- */

static void
set_verdict (EmbarkPreflight *self, EmbarkPreflightState verdict)
{
  if (self->verdict == verdict)
    return;
  self->verdict = verdict;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
}

static gint64
now_of (EmbarkPreflight *self)
{
  return embark_clock_get_real_time (embark_workspace_get_clock (self->workspace));
}

static void
judge_all (EmbarkPreflight *self)
{
  embark_preflight_judge_clock (self->lines, self->server_time, self->told_at);
  self->finished_at = now_of (self);
  if (embark_preflight_count (self, EMBARK_PREFLIGHT_BLOCKER) > 0)
    set_verdict (self, EMBARK_PREFLIGHT_BLOCKER);
  else if (embark_preflight_count (self, EMBARK_PREFLIGHT_WARN) > 0)
    set_verdict (self, EMBARK_PREFLIGHT_WARN);
  else
    set_verdict (self, EMBARK_PREFLIGHT_OK);
}

static void ask_all (EmbarkPreflight *self);

static void
finish_run (EmbarkPreflight *self)
{
  g_autoptr (GPtrArray) waiting = NULL;
  const gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  g_clear_object (&self->cancellable);
  if (cancelled)
    {
      /* Everybody went, and somebody came since. */
      if (self->waiting->len > 0)
        ask_all (self);
      return;
    }
  judge_all (self);
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (((Waiter *) g_ptr_array_index (waiting, i))->task, TRUE);
}

static void
answered (EmbarkPreflight *self)
{
  if (--self->pending == 0)
    finish_run (self);
}

static void
take_time (EmbarkPreflight *self, gint64 server_time)
{
  if (self->server_time != 0 || server_time == 0)
    return;
  self->server_time = server_time;
  self->told_at = now_of (self);
  embark_preflight_judge_clock (self->lines, server_time, self->told_at);
}

/* What holds for every answer of the API. Returns: (transfer full) (nullable): the reply; with neither reply
 * nor @error the run was cancelled, and the lines are left alone */
static EmbarkReply *
take_answer (EmbarkPreflight *self, GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  EmbarkReply *reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &local);

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_object (&reply);
      return NULL;
    }
  embark_workspace_note_answer (self->workspace, local);
  if (reply != NULL)
    take_time (self, embark_reply_get_server_time (reply));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return reply;
}

static void
account_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPreflight) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, &error);

  if (reply != NULL || error != NULL)
    embark_preflight_judge_account (self->lines, embark_workspace_get_environment (self->workspace),
                                    reply != NULL ? embark_reply_get_record (reply) : NULL, error);
  answered (self);
}

static void
app_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPreflight) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, &error);

  if (reply != NULL || error != NULL)
    embark_preflight_judge_app (self->lines, error);
  answered (self);
}

static void
authorize_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPreflight) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, &error);

  if (reply != NULL)
    {
      JsonObject *object = embark_json_node_object (embark_reply_get_json (reply));

      self->authorize = embark_authorize_new (embark_json_get_string (object, "auth_url", NULL));
    }
  if (reply != NULL || error != NULL)
    embark_preflight_judge_authorize (self->lines, self->workspace, self->authorize, error);
  answered (self);
}

static void
portal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPreflight) self = user_data;
  g_autoptr (EmbarkReach) reach = embark_reach_finish (result, NULL);

  if (reach != NULL)
    {
      embark_preflight_judge_portal (self->lines, self->portal, reach);
      take_time (self, reach->server_time);
    }
  answered (self);
}

/* Where the portal is, the newest link tells; before there is any, it is looked for where the API is. */
static void
links_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPreflight) self = user_data;
  g_autoptr (GPtrArray) links = embark_journal_list_links_finish (EMBARK_JOURNAL (source), result, NULL);
  g_autofree char *address = NULL;
  const EmbarkLinkEntry *newest = links != NULL && links->len > 0 ? g_ptr_array_index (links, 0) : NULL;

  g_free (self->portal);
  if (newest != NULL && newest->portal != NULL)
    self->portal = g_strdup (newest->portal);
  else
    self->portal =
        embark_redact_uri (embark_client_get_base_uri (embark_workspace_get_client (self->workspace)));
  /* A page of the portal that no token opens; its front door may be somebody else's. */
  address = g_strconcat (self->portal, "/connect/preflight", NULL);
  embark_reach_async (address, embark_workspace_get_clock (self->workspace), self->cancellable, portal_cb,
                      g_object_ref (self));
}

static void
ask (EmbarkPreflight *self, EmbarkOperation operation, GAsyncReadyCallback callback)
{
  g_autoptr (EmbarkCall) call = embark_call_new (operation);

  embark_call_set_account (call, self->account_id);
  if (operation != EMBARK_OPERATION_ACCOUNT_GET)
    embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  self->pending++;
  embark_client_send_async (embark_workspace_get_client (self->workspace), call, self->cancellable, callback,
                            g_object_ref (self));
}

static void
ask_all (EmbarkPreflight *self)
{
  self->cancellable = g_cancellable_new ();
  self->server_time = 0;
  self->pending = 1;
  embark_journal_list_links_async (embark_workspace_get_journal (self->workspace),
                                   embark_profile_get_id (embark_workspace_get_profile (self->workspace)),
                                   NULL, 1, NULL, links_cb, g_object_ref (self));
  if (embark_workspace_get_key_state (self->workspace) == EMBARK_KEY_MISSING)
    {
      embark_preflight_judge_no_key (self->lines);
      return;
    }
  ask (self, EMBARK_OPERATION_ACCOUNT_GET, account_cb);
  ask (self, EMBARK_OPERATION_APPLICATION_GET, app_cb);
  ask (self, EMBARK_OPERATION_OAUTH_URL, authorize_cb);
}

static gboolean
gone_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  g_autoptr (GTask) task = g_object_ref (waiter->task);
  g_autoptr (EmbarkPreflight) self = g_object_ref (g_task_get_source_object (task));

  g_ptr_array_remove (self->waiting, waiter);
  if (self->waiting->len == 0)
    {
      g_cancellable_cancel (self->cancellable);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  return G_SOURCE_REMOVE;
}

static void
add_waiter (EmbarkPreflight *self, GTask *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->task = g_object_ref (task);
  if (g_task_get_cancellable (task) != NULL)
    {
      /* A source, since nothing of a caller's can be let go of inside its own signal. */
      waiter->gone = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (waiter->gone, G_SOURCE_FUNC (gone_cb), waiter, NULL);
      g_source_attach (waiter->gone, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiting, waiter);
}

void
embark_preflight_run_async (EmbarkPreflight *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EMBARK_IS_PREFLIGHT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_preflight_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  add_waiter (self, task);
  if (self->waiting->len > 1)
    return;

  g_clear_pointer (&self->authorize, embark_authorize_free);
  for (gsize i = 0; i < EMBARK_N_PREFLIGHT; i++)
    embark_preflight_line_reset (self->lines[i]);
  set_verdict (self, EMBARK_PREFLIGHT_PENDING);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  /* Calls of a run that everybody left may be on their way still: it begins when they are over. */
  if (self->cancellable == NULL)
    ask_all (self);
}

gboolean
embark_preflight_run_finish (EmbarkPreflight *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_preflight_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- as text ---- */

static const char *
get_state_word (EmbarkPreflightState state)
{
  switch (state)
    {
    case EMBARK_PREFLIGHT_OK:
      return _ ("OK");
    case EMBARK_PREFLIGHT_WARN:
      return _ ("Warning");
    case EMBARK_PREFLIGHT_BLOCKER:
      return _ ("Blocker");
    case EMBARK_PREFLIGHT_SKIPPED:
      return _ ("Not checked");
    case EMBARK_PREFLIGHT_PENDING:
    default:
      return _ ("Pending");
    }
}

static void
append_line (GString *text, EmbarkPreflightLine *line)
{
  const EmbarkPreflightState state = embark_preflight_line_get_state (line);
  const char *detail = embark_preflight_line_get_detail (line);

  g_string_append_printf (text, "%s · %s", get_state_word (state), embark_preflight_line_get_title (line));
  if (detail != NULL)
    g_string_append_printf (text, " (%s)", detail);
  g_string_append_c (text, '\n');
  if (*embark_preflight_line_get_reason (line) != '\0')
    g_string_append_printf (text, "    %s\n", embark_preflight_line_get_reason (line));
  if (state == EMBARK_PREFLIGHT_WARN || state == EMBARK_PREFLIGHT_BLOCKER)
    {
      const char *owner = embark_owner_get_label (embark_preflight_line_get_owner (line));
      /* Translators: %s is a group of people */
      g_autofree char *sentence = g_strdup_printf (_ ("Who has to act: %s"), owner);

      g_string_append_printf (text, "    %s\n", sentence);
    }
}

char *
embark_preflight_dup_text (EmbarkPreflight *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *written = NULL;
  g_autofree char *head = NULL;

  g_return_val_if_fail (EMBARK_IS_PREFLIGHT (self), NULL);

  time = g_date_time_new_from_unix_utc (self->finished_at / G_USEC_PER_SEC);
  written = self->finished_at != 0 ? g_date_time_format_iso8601 (time) : g_strdup ("–");
  /* Translators: the first is the id of a linked account, the second a time */
  head = g_strdup_printf (_ ("Preflight of linked account %s, %s"), self->account_id, written);
  g_string_append_printf (text, "%s\n\n", head);
  for (gsize i = 0; i < EMBARK_N_PREFLIGHT; i++)
    append_line (text, self->lines[i]);
  return embark_redact_text (text->str);
}
