/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-onboarding-private.h"
#include "embark-redact.h"

/* What was read this long ago is read again when somebody looks. */
#define STALE_US (30 * G_USEC_PER_SEC)

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_ACCOUNT,
  PROP_FACTS,
  PROP_PLAN,
  PROP_APPLICATION,
  PROP_CONFIG,
  PROP_EVENTS,
  PROP_FIRES,
  PROP_N_FIRES,
  PROP_HAS_OLDER_FIRES,
  PROP_LOADING,
  PROP_WATCHER,
  PROP_TRACKER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkOnboarding, embark_onboarding, G_TYPE_OBJECT)

void
embark_onboarding_update (EmbarkOnboarding *self)
{
  g_autoptr (EmbarkFacts) facts = embark_onboarding_gather_facts (self);

  if (embark_facts_equal (self->facts, facts))
    return;
  g_clear_pointer (&self->facts, embark_facts_unref);
  g_clear_pointer (&self->plan, embark_plan_unref);
  self->facts = g_steal_pointer (&facts);
  self->plan = embark_plan_new (self->facts);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAN]);
}

void
embark_onboarding_set_application (EmbarkOnboarding *self, EmbarkApplication *application)
{
  if (g_set_object (&self->application, application))
    {
      embark_onboarding_note_connection (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPLICATION]);
    }
}

void
embark_onboarding_set_config (EmbarkOnboarding *self, EmbarkConfig *config)
{
  if (g_set_object (&self->config, config))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFIG]);
}

void
embark_onboarding_set_account (EmbarkOnboarding *self, EmbarkLinkedAccount *account)
{
  if (g_set_object (&self->account, account))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

void
embark_onboarding_set_error (EmbarkOnboarding *self, EmbarkStepId step, const GError *error)
{
  g_clear_error (&self->errors[step]);
  if (error != NULL)
    self->errors[step] = g_error_copy (error);
}

void
embark_onboarding_notify_loading (EmbarkOnboarding *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
embark_onboarding_set_n_fires (EmbarkOnboarding *self, guint n)
{
  if (self->n_fires == n)
    return;
  self->n_fires = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FIRES]);
}

void
embark_onboarding_set_has_older_fires (EmbarkOnboarding *self, gboolean has_older)
{
  if (self->has_older_fires == has_older)
    return;
  self->has_older_fires = has_older;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_OLDER_FIRES]);
}

static void
watcher_application_cb (EmbarkOnboarding *self, GParamSpec *pspec, EmbarkConnectionWatcher *watcher)
{
  embark_onboarding_set_application (self, embark_connection_watcher_get_application (watcher));
  embark_onboarding_update (self);
}

static void
watcher_state_cb (EmbarkOnboarding *self, GParamSpec *pspec, EmbarkConnectionWatcher *watcher)
{
  const EmbarkWatchState state = embark_connection_watcher_get_state (watcher);

  /* A new door: what came of the last one is history. */
  if ((state == EMBARK_WATCH_WAITING && !embark_connection_watcher_get_aside (watcher))
      || state == EMBARK_WATCH_CONNECTED)
    self->attempt_failed = FALSE;
  embark_onboarding_update (self);
  if (state == EMBARK_WATCH_CONNECTED)
    embark_onboarding_refresh_async (self, NULL, NULL, NULL);
}

static void
embark_onboarding_constructed (GObject *object)
{
  EmbarkOnboarding *self = EMBARK_ONBOARDING (object);
  EmbarkClient *client = embark_workspace_get_client (self->workspace);
  EmbarkClock *clock = embark_workspace_get_clock (self->workspace);

  G_OBJECT_CLASS (embark_onboarding_parent_class)->constructed (object);

  self->tracker = embark_fire_tracker_new (client, embark_workspace_get_journal (self->workspace), clock);
  embark_fire_tracker_set_silence_func (self->tracker, embark_onboarding_explain_silence, self);
  g_signal_connect_object (self->tracker, "changed", G_CALLBACK (embark_onboarding_update), self,
                           G_CONNECT_SWAPPED);
  if (self->account != NULL)
    {
      self->account_state = EMBARK_ACCOUNT_EXISTS;
      self->watcher = embark_connection_watcher_new (
          client, clock, embark_linked_account_get_id (self->account), EMBARK_SLUG_SALESFORCE);
      self->links = embark_link_book_new (self->workspace, embark_linked_account_get_id (self->account));
      embark_link_book_load_async (self->links, NULL, NULL, NULL);
      g_signal_connect_object (self->watcher, "notify::application", G_CALLBACK (watcher_application_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->watcher, "notify::state", G_CALLBACK (watcher_state_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->workspace, "notify::key-state", G_CALLBACK (embark_onboarding_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::environment", G_CALLBACK (embark_onboarding_update),
                           self, G_CONNECT_SWAPPED);
  embark_onboarding_update (self);
}

static void
embark_onboarding_dispose (GObject *object)
{
  EmbarkOnboarding *self = EMBARK_ONBOARDING (object);

  embark_onboarding_drop_waiting (self);
  embark_onboarding_stop_history (self);
  if (self->tracker != NULL)
    {
      embark_fire_tracker_set_silence_func (self->tracker, NULL, NULL);
      embark_fire_tracker_stop (self->tracker);
    }
  if (self->watcher != NULL)
    embark_connection_watcher_stop (self->watcher);

  G_OBJECT_CLASS (embark_onboarding_parent_class)->dispose (object);
}

static void
embark_onboarding_finalize (GObject *object)
{
  EmbarkOnboarding *self = EMBARK_ONBOARDING (object);

  g_clear_object (&self->tracker);
  g_clear_object (&self->watcher);
  g_clear_object (&self->links);
  g_clear_object (&self->workspace);
  g_clear_object (&self->account);
  g_clear_object (&self->application);
  g_clear_object (&self->config);
  g_clear_object (&self->events);
  g_clear_object (&self->fires);
  g_clear_object (&self->oldest_fire);
  g_clear_pointer (&self->older_waiting, g_ptr_array_unref);
  g_clear_error (&self->fires_error);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->facts, embark_facts_unref);
  g_clear_pointer (&self->plan, embark_plan_unref);
  g_clear_pointer (&self->attempt_code, g_free);
  g_clear_pointer (&self->attempt_diagnosis, g_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_error (&self->first_error);
  for (gsize i = 0; i < EMBARK_N_STEPS; i++)
    g_clear_error (&self->errors[i]);

  G_OBJECT_CLASS (embark_onboarding_parent_class)->finalize (object);
}

static void
embark_onboarding_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkOnboarding *self = EMBARK_ONBOARDING (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_FACTS:
      g_value_set_boxed (value, self->facts);
      break;
    case PROP_PLAN:
      g_value_set_boxed (value, self->plan);
      break;
    case PROP_APPLICATION:
      g_value_set_object (value, self->application);
      break;
    case PROP_CONFIG:
      g_value_set_object (value, self->config);
      break;
    case PROP_EVENTS:
      g_value_set_object (value, self->events);
      break;
    case PROP_FIRES:
      g_value_set_object (value, self->fires);
      break;
    case PROP_N_FIRES:
      g_value_set_uint (value, self->n_fires);
      break;
    case PROP_HAS_OLDER_FIRES:
      g_value_set_boolean (value, self->has_older_fires);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_WATCHER:
      g_value_set_object (value, self->watcher);
      break;
    case PROP_TRACKER:
      g_value_set_object (value, self->tracker);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_onboarding_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkOnboarding *self = EMBARK_ONBOARDING (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_onboarding_class_init (EmbarkOnboardingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = embark_onboarding_constructed;
  object_class->dispose = embark_onboarding_dispose;
  object_class->finalize = embark_onboarding_finalize;
  object_class->get_property = embark_onboarding_get_property;
  object_class->set_property = embark_onboarding_set_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, EMBARK_TYPE_WORKSPACE, once);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, EMBARK_TYPE_LINKED_ACCOUNT, once);
  properties[PROP_FACTS] = g_param_spec_boxed ("facts", NULL, NULL, EMBARK_TYPE_FACTS, read);
  properties[PROP_PLAN] = g_param_spec_boxed ("plan", NULL, NULL, EMBARK_TYPE_PLAN, read);
  properties[PROP_APPLICATION] =
      g_param_spec_object ("application", NULL, NULL, EMBARK_TYPE_APPLICATION, read);
  properties[PROP_CONFIG] = g_param_spec_object ("config", NULL, NULL, EMBARK_TYPE_CONFIG, read);
  properties[PROP_EVENTS] = g_param_spec_object ("events", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_FIRES] = g_param_spec_object ("fires", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_N_FIRES] = g_param_spec_uint ("n-fires", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_HAS_OLDER_FIRES] = g_param_spec_boolean ("has-older-fires", NULL, NULL, FALSE, read);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, read);
  properties[PROP_WATCHER] =
      g_param_spec_object ("watcher", NULL, NULL, EMBARK_TYPE_CONNECTION_WATCHER, read);
  properties[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, EMBARK_TYPE_FIRE_TRACKER, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_onboarding_init (EmbarkOnboarding *self)
{
  self->events = g_list_store_new (EMBARK_TYPE_EVENT);
  self->fires = g_list_store_new (EMBARK_TYPE_FIRE);
  self->visible = TRUE;
  self->identity_noted = -1;
  self->older_waiting = g_ptr_array_new_with_free_func (g_object_unref);
  embark_onboarding_prepare_waiting (self);
}

EmbarkOnboarding *
embark_onboarding_new (EmbarkWorkspace *workspace, EmbarkLinkedAccount *account)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (account == NULL || EMBARK_IS_LINKED_ACCOUNT (account), NULL);

  return g_object_new (EMBARK_TYPE_ONBOARDING, "workspace", workspace, "account", account, NULL);
}

EmbarkWorkspace *
embark_onboarding_get_workspace (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->workspace;
}

EmbarkLinkedAccount *
embark_onboarding_get_account (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->account;
}

EmbarkFacts *
embark_onboarding_get_facts (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->facts;
}

EmbarkPlan *
embark_onboarding_get_plan (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->plan;
}

EmbarkApplication *
embark_onboarding_get_application (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->application;
}

EmbarkConfig *
embark_onboarding_get_config (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->config;
}

GListModel *
embark_onboarding_get_events (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return G_LIST_MODEL (self->events);
}

GListModel *
embark_onboarding_get_fires (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return G_LIST_MODEL (self->fires);
}

EmbarkConnectionWatcher *
embark_onboarding_get_watcher (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->watcher;
}

EmbarkFireTracker *
embark_onboarding_get_tracker (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->tracker;
}

gboolean
embark_onboarding_get_loading (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), FALSE);

  return self->cancellable != NULL;
}

const GError *
embark_onboarding_get_error (EmbarkOnboarding *self, EmbarkStepId step)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);
  g_return_val_if_fail (step < EMBARK_N_STEPS, NULL);

  return self->errors[step];
}

void
embark_onboarding_set_visible (EmbarkOnboarding *self, gboolean visible)
{
  gint64 now;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));

  visible = !!visible;
  if (self->visible == visible)
    return;
  self->visible = visible;
  if (self->watcher != NULL)
    embark_connection_watcher_set_visible (self->watcher, visible);
  if (!visible)
    return;

  now = embark_clock_get_monotonic_time (embark_workspace_get_clock (self->workspace));
  if (now - self->refreshed_at >= STALE_US)
    embark_onboarding_refresh_async (self, NULL, NULL, NULL);
}
