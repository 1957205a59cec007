/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-glib.h"
#include "embark-problem.h"
#include "embark-secret-store-libsecret.h"
#include "embark-workspace-private.h"

#define PAGE_SIZE 50
/* What a person types in one go is one question; longer, and waiting would be felt. */
#define SEARCH_DELAY_MS 40
#define MAX_EXCHANGES   2000

/* What the list of accounts asks; the list's own, since a view may hold it longer than there is a workspace.
 */
typedef struct
{
  GWeakRef workspace;
  EmbarkClient *client; /* (owned) */
  char *search;         /* (owned): "" for none */
  guint page_size;
} AccountSource;

struct _EmbarkWorkspace
{
  GObject parent_instance;

  EmbarkProfile *profile; /* (owned) */
  EmbarkClient *client;   /* (owned) */
  EmbarkJournal *journal; /* (owned) */
  EmbarkClock *clock;     /* (owned) */

  EmbarkKeyState key_state;
  gboolean environment_differs;
  EmbarkProblem *problem; /* (owned) (nullable) */
  guint n_checks;         /* under way */
  guint generation;       /* counts keys: an answer to an older one says nothing of this one */

  EmbarkPagedList *accounts; /* (owned) */
  AccountSource *source;     /* (unowned): the list's */
  char *search;              /* (owned): "" for none */
  guint search_timeout;
  GListStore *exchanges; /* (owned) (element-type EmbarkExchange) */

  EmbarkSecretStore *keyring; /* (owned) (nullable): without one the app's credentials live in memory */
  EmbarkSecretStore *memory;  /* (owned) (nullable): made when needed */
  EmbarkClientCredentials *credentials; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_PROFILE,
  PROP_CLIENT,
  PROP_JOURNAL,
  PROP_CLOCK,
  PROP_KEY_STATE,
  PROP_ENVIRONMENT,
  PROP_PROBLEM,
  PROP_CHECKING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkWorkspace, embark_workspace, G_TYPE_OBJECT)

static void
set_key_state (EmbarkWorkspace *self, EmbarkKeyState state)
{
  if (self->key_state == state)
    return;
  self->key_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_STATE]);
}

static void
set_problem (EmbarkWorkspace *self, const GError *error)
{
  if (self->problem == NULL && error == NULL)
    return;
  g_clear_pointer (&self->problem, embark_problem_free);
  self->problem = embark_problem_new (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_environment_differs (EmbarkWorkspace *self, gboolean differs)
{
  if (self->environment_differs == differs)
    return;
  self->environment_differs = differs;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
}

static void
exchange_cb (EmbarkWorkspace *self, EmbarkExchange *exchange, EmbarkClient *client)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->exchanges));

  if (n >= MAX_EXCHANGES)
    g_list_store_remove (self->exchanges, n - 1);
  g_list_store_insert (self->exchanges, 0, exchange);
}

static AccountSource *
account_source_new (EmbarkWorkspace *self, guint page_size)
{
  AccountSource *source = g_new0 (AccountSource, 1);

  g_weak_ref_init (&source->workspace, self);
  source->client = g_object_ref (self->client);
  source->search = g_strdup ("");
  source->page_size = page_size;
  return source;
}

static void
account_source_free (gpointer data)
{
  AccountSource *source = data;

  g_weak_ref_clear (&source->workspace);
  g_object_unref (source->client);
  g_free (source->search);
  g_free (source);
}

static void
load_page (gpointer data,
           guint page,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer callback_data)
{
  AccountSource *source = data;
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACCOUNT_LIST);

  embark_call_set_query_int (call, "page", page);
  embark_call_set_query_int (call, "limit", source->page_size);
  if (*source->search != '\0')
    embark_call_set_query (call, "search", source->search);
  embark_client_send_async (source->client, call, cancellable, callback, callback_data);
}

static gboolean
compact_cb (gpointer data)
{
  g_ptr_array_foreach (data, (GFunc) embark_linked_account_compact, NULL);

  return G_SOURCE_REMOVE;
}

/* Once nothing else is to be done: the rows are shown first. */
static void
compact_later (GPtrArray *accounts)
{
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_priority (idle, G_PRIORITY_LOW);
  g_source_set_callback (idle, compact_cb, g_ptr_array_ref (accounts), (GDestroyNotify) g_ptr_array_unref);
  g_source_attach (idle, g_main_context_get_thread_default ());
}

static EmbarkPage *
load_page_finish (gpointer data, GAsyncResult *result, GError **error)
{
  AccountSource *source = data;
  g_autoptr (EmbarkWorkspace) self = g_weak_ref_get (&source->workspace);
  g_autoptr (GError) local = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (source->client, result, &local);

  if (self != NULL)
    embark_workspace_note_answer (self, local);
  if (reply != NULL)
    {
      EmbarkPage *page = embark_reply_to_page (reply);

      compact_later (page->items);
      return page;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* @source: (transfer full) */
static EmbarkPagedList *
account_list_new (AccountSource *source)
{
  EmbarkPagedList *list = embark_paged_list_new (EMBARK_TYPE_LINKED_ACCOUNT, load_page, load_page_finish,
                                                 source, account_source_free);

  embark_paged_list_set_equal_func (list, embark_linked_account_same_id);
  embark_paged_list_set_hash_func (list, embark_linked_account_hash_id);
  return list;
}

static void
embark_workspace_constructed (GObject *object)
{
  EmbarkWorkspace *self = EMBARK_WORKSPACE (object);

  G_OBJECT_CLASS (embark_workspace_parent_class)->constructed (object);

  self->search = g_strdup ("");
  self->exchanges = g_list_store_new (EMBARK_TYPE_EXCHANGE);
  self->source = account_source_new (self, PAGE_SIZE);
  self->accounts = account_list_new (self->source);
  self->key_state = embark_client_has_api_key (self->client) ? EMBARK_KEY_UNCHECKED : EMBARK_KEY_MISSING;
  embark_client_set_read_only (self->client, embark_profile_get_read_only (self->profile));
  g_signal_connect_object (self->client, "exchange", G_CALLBACK (exchange_cb), self, G_CONNECT_SWAPPED);
}

static void
embark_workspace_dispose (GObject *object)
{
  EmbarkWorkspace *self = EMBARK_WORKSPACE (object);

  if (self->clock != NULL)
    embark_clock_clear (self->clock, &self->search_timeout);
  if (self->accounts != NULL)
    embark_paged_list_clear (self->accounts);

  G_OBJECT_CLASS (embark_workspace_parent_class)->dispose (object);
}

static void
embark_workspace_finalize (GObject *object)
{
  EmbarkWorkspace *self = EMBARK_WORKSPACE (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->exchanges);
  g_clear_object (&self->profile);
  g_clear_object (&self->client);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->problem, embark_problem_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_object (&self->keyring);
  g_clear_object (&self->memory);
  g_clear_object (&self->credentials);

  G_OBJECT_CLASS (embark_workspace_parent_class)->finalize (object);
}

static void
embark_workspace_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkWorkspace *self = EMBARK_WORKSPACE (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_JOURNAL:
      g_value_set_object (value, self->journal);
      break;
    case PROP_CLOCK:
      g_value_set_object (value, self->clock);
      break;
    case PROP_KEY_STATE:
      g_value_set_int (value, (int) self->key_state);
      break;
    case PROP_ENVIRONMENT:
      g_value_set_string (value, embark_workspace_get_environment (self));
      break;
    case PROP_PROBLEM:
      g_value_set_pointer (value, self->problem);
      break;
    case PROP_CHECKING:
      g_value_set_boolean (value, self->n_checks > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_workspace_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkWorkspace *self = EMBARK_WORKSPACE (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      self->profile = g_value_dup_object (value);
      break;
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_JOURNAL:
      self->journal = g_value_dup_object (value);
      break;
    case PROP_CLOCK:
      self->clock = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_workspace_class_init (EmbarkWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = embark_workspace_constructed;
  object_class->dispose = embark_workspace_dispose;
  object_class->finalize = embark_workspace_finalize;
  object_class->get_property = embark_workspace_get_property;
  object_class->set_property = embark_workspace_set_property;

  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, EMBARK_TYPE_PROFILE, once);
  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, EMBARK_TYPE_CLIENT, once);
  properties[PROP_JOURNAL] = g_param_spec_object ("journal", NULL, NULL, EMBARK_TYPE_JOURNAL, once);
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, EMBARK_TYPE_CLOCK, once);
  properties[PROP_KEY_STATE] = g_param_spec_int ("key-state", NULL, NULL, EMBARK_KEY_MISSING,
                                                 EMBARK_KEY_REFUSED, EMBARK_KEY_MISSING, read);
  properties[PROP_ENVIRONMENT] = g_param_spec_string ("environment", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_pointer ("problem", NULL, NULL, read);
  properties[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_workspace_init (EmbarkWorkspace *self)
{
}

EmbarkWorkspace *
embark_workspace_new (EmbarkProfile *profile,
                      EmbarkClient *client,
                      EmbarkJournal *journal,
                      EmbarkClock *clock)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (EMBARK_IS_CLIENT (client), NULL);
  g_return_val_if_fail (EMBARK_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);

  return g_object_new (EMBARK_TYPE_WORKSPACE, "profile", profile, "client", client, "journal", journal,
                       "clock", clock, NULL);
}

EmbarkProfile *
embark_workspace_get_profile (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return self->profile;
}

EmbarkClient *
embark_workspace_get_client (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return self->client;
}

EmbarkJournal *
embark_workspace_get_journal (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return self->journal;
}

EmbarkClock *
embark_workspace_get_clock (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return self->clock;
}

EmbarkKeyState
embark_workspace_get_key_state (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), EMBARK_KEY_MISSING);

  return self->key_state;
}

const char *
embark_workspace_get_environment (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return embark_client_get_key_environment (self->client);
}

void
embark_workspace_set_secret_stores (EmbarkWorkspace *self,
                                    EmbarkSecretStore *keyring,
                                    EmbarkSecretStore *memory)
{
  g_return_if_fail (EMBARK_IS_WORKSPACE (self));
  g_return_if_fail (keyring == NULL || EMBARK_IS_SECRET_STORE (keyring));
  g_return_if_fail (EMBARK_IS_SECRET_STORE (memory));

  g_set_object (&self->keyring, keyring);
  g_set_object (&self->memory, memory);
  g_clear_object (&self->credentials);
}

EmbarkClientCredentials *
embark_workspace_get_client_credentials (EmbarkWorkspace *self)
{
  const char *environment;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  environment = embark_workspace_get_environment (self);
  if (self->credentials != NULL && embark_client_credentials_is_for (self->credentials, environment))
    return self->credentials;

  if (self->memory == NULL)
    self->memory = embark_secret_store_memory_new ();
  g_clear_object (&self->credentials);
  self->credentials = embark_client_credentials_new (self->keyring, self->memory,
                                                     embark_profile_get_id (self->profile), environment);
  return self->credentials;
}

gboolean
embark_workspace_is_production (EmbarkWorkspace *self)
{
  return g_strcmp0 (embark_workspace_get_environment (self), "production") == 0;
}

gboolean
embark_workspace_get_environment_differs (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), FALSE);

  return self->environment_differs;
}

void
embark_workspace_set_api_key (EmbarkWorkspace *self, const char *api_key)
{
  g_return_if_fail (EMBARK_IS_WORKSPACE (self));

  self->generation++;
  embark_client_set_api_key (self->client, api_key);
  embark_paged_list_clear (self->accounts);
  set_problem (self, NULL);
  self->environment_differs = FALSE;
  set_key_state (self, embark_client_has_api_key (self->client) ? EMBARK_KEY_UNCHECKED : EMBARK_KEY_MISSING);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
}

void
embark_workspace_note_answer (EmbarkWorkspace *self, const GError *error)
{
  if (self->key_state == EMBARK_KEY_MISSING)
    return;
  if (error == NULL)
    set_key_state (self, EMBARK_KEY_ACCEPTED);
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED))
    set_key_state (self, EMBARK_KEY_REFUSED);
}

static void
compare_environment (EmbarkWorkspace *self, GPtrArray *records)
{
  const char *expected = embark_workspace_get_environment (self);
  const char *found = NULL;

  if (records != NULL && records->len > 0)
    found = embark_linked_account_get_environment (g_ptr_array_index (records, 0));
  set_environment_differs (self, expected != NULL && found != NULL && !g_str_equal (expected, found));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  const gboolean current = self->generation == GPOINTER_TO_UINT (g_task_get_task_data (task));
  const gboolean refused = g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);

  if (current && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      embark_workspace_note_answer (self, error);
      if (reply != NULL)
        compare_environment (self, embark_reply_get_records (reply));
      set_problem (self, error);
    }
  if (--self->n_checks == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);

  if (error != NULL && !refused)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
embark_workspace_check_async (EmbarkWorkspace *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_workspace_check_async);
  if (self->key_state == EMBARK_KEY_MISSING)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, GUINT_TO_POINTER (self->generation), NULL);
  call = embark_call_new (EMBARK_OPERATION_ACCOUNT_LIST);
  embark_call_set_query_int (call, "page", 1);
  embark_call_set_query_int (call, "limit", 1);
  if (self->n_checks++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);
  embark_client_send_async (self->client, call, cancellable, checked_cb, g_steal_pointer (&task));
}

gboolean
embark_workspace_check_finish (EmbarkWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_workspace_check_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

EmbarkPagedList *
embark_workspace_get_accounts (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return self->accounts;
}

EmbarkPagedList *
embark_workspace_new_account_list (EmbarkWorkspace *self, guint page_size)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (page_size > 0, NULL);

  return account_list_new (account_source_new (self, page_size));
}

static gboolean
search_cb (gpointer user_data)
{
  EmbarkWorkspace *self = user_data;

  self->search_timeout = 0;
  embark_set_str (&self->source->search, self->search);
  embark_paged_list_reload (self->accounts);
  return G_SOURCE_REMOVE;
}

void
embark_workspace_set_search (EmbarkWorkspace *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_WORKSPACE (self));

  if (!embark_set_str (&self->search, text != NULL ? text : ""))
    return;
  embark_clock_clear (self->clock, &self->search_timeout);
  self->search_timeout = embark_clock_add_timeout (self->clock, SEARCH_DELAY_MS, search_cb, self, NULL);
}

const char *
embark_workspace_get_search (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return self->search;
}

GListModel *
embark_workspace_get_exchanges (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), NULL);

  return G_LIST_MODEL (self->exchanges);
}
