/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-config-form-private.h"
#include "embark-config-ref.h"
#include "embark-json.h"
#include "embark-onboarding-private.h"

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FIELD_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkConfigForm, embark_config_form, G_TYPE_OBJECT)

void
embark_config_form_changed (EmbarkConfigForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
embark_config_form_field_changed (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  embark_config_field_changed (field);
  g_signal_emit (self, signals[SIGNAL_FIELD_CHANGED], 0, field);
}

EmbarkClient *
embark_config_form_get_client (EmbarkConfigForm *self)
{
  return embark_workspace_get_client (embark_onboarding_get_workspace (self->onboarding));
}

const char *
embark_config_form_get_account_id (EmbarkConfigForm *self)
{
  return embark_linked_account_get_id (embark_onboarding_get_account (self->onboarding));
}

EmbarkCall *
embark_config_form_new_call (EmbarkConfigForm *self, EmbarkOperation operation, EmbarkConfigField *field)
{
  EmbarkCall *call = embark_call_new (operation);

  embark_call_set_account (call, embark_config_form_get_account_id (self));
  embark_call_set_header (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (call, "field", embark_field_get_id (field->field));
  embark_call_set_query (call, "config_id", field->config_id);
  embark_call_set_query (call, "workflow_id", field->workflow_id);
  return call;
}

/* ---- loading ---- */

typedef struct _Load Load;
struct _Load
{
  EmbarkConfigForm *form; /* (owned) */
  char *config_id;        /* (owned) */
  guint serial;           /* when it was asked */
};

static void
load_free (Load *load)
{
  g_object_unref (load->form);
  g_free (load->config_id);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  EmbarkConfigForm *self = load->form;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  EmbarkConfig *config;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || !g_str_equal (load->config_id, self->config_id))
    return;
  g_clear_object (&self->load);
  g_clear_error (&self->error);
  if (reply == NULL)
    {
      self->error = g_steal_pointer (&error);
      embark_config_form_changed (self);
      return;
    }
  /* What was saved since may not be in it. */
  if (self->serial != load->serial)
    {
      embark_config_form_reload (self);
      return;
    }

  config = embark_reply_get_record (reply);
  if (embark_config_form_get_is_own (self))
    {
      g_set_object (&self->config, config);
      embark_onboarding_set_config (self->onboarding, config);
      embark_onboarding_update (self->onboarding);
    }
  embark_config_form_take_config (self, config);
}

void
embark_config_form_reload (EmbarkConfigForm *self)
{
  g_autoptr (EmbarkCall) call = NULL;
  Load *load;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));

  if (self->n_busy > 0)
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  g_cancellable_cancel (self->load);
  g_clear_object (&self->load);
  self->load = g_cancellable_new ();
  load = g_new0 (Load, 1);
  load->form = g_object_ref (self);
  load->config_id = g_strdup (self->config_id);
  load->serial = self->serial;
  call = embark_call_new (EMBARK_OPERATION_CONFIG_GET);
  embark_call_set_account (call, embark_config_form_get_account_id (self));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (call, "config", self->config_id);
  embark_client_send_async (embark_config_form_get_client (self), call, self->load, loaded_cb, load);
  embark_config_form_changed (self);
}

void
embark_config_form_begin (EmbarkConfigForm *self)
{
  self->n_busy++;
}

void
embark_config_form_end (EmbarkConfigForm *self, gboolean wrote)
{
  self->n_busy--;
  if (wrote)
    {
      self->serial++;
      self->stale = TRUE;
    }
  if (self->n_busy == 0 && self->stale && !g_cancellable_is_cancelled (self->cancellable))
    embark_config_form_reload (self);
}

/* ---- the guided path reads the account's own config, too ---- */

static void
onboarding_config_cb (EmbarkConfigForm *self)
{
  EmbarkConfig *config = embark_onboarding_get_config (self->onboarding);

  if (!embark_config_form_get_is_own (self) || config == self->config)
    return;
  if (config == NULL)
    {
      g_clear_object (&self->config);
      embark_config_form_changed (self);
      return;
    }
  /* Asked for before something was saved, it does not have that. */
  if (self->n_busy > 0 || self->round_serial != self->serial)
    {
      g_set_object (&self->config, config);
      self->serial++;
      self->round_serial = self->serial;
      embark_config_form_reload (self);
      embark_config_form_changed (self);
      return;
    }
  self->serial++;
  self->round_serial = self->serial;
  embark_config_form_take_config (self, config);
}

/* Choices that need the connection may be had now. */
static void
onboarding_facts_cb (EmbarkConfigForm *self)
{
  EmbarkLinkState link = embark_facts_get (embark_onboarding_get_facts (self->onboarding))->link;
  const gboolean connected = link == EMBARK_LINK_CONNECTED;
  const gboolean unconnected = !connected && link != EMBARK_LINK_UNKNOWN;
  const gboolean arrived = connected && !self->connected;
  g_autoptr (GPtrArray) fields = NULL;

  if (connected == self->connected && unconnected == self->unconnected)
    return;
  self->connected = connected;
  self->unconnected = unconnected;
  fields = embark_config_form_list_fields (self);
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);

      if (field->blocked == NULL)
        continue;
      if (arrived)
        embark_config_form_load_options (self, field);
      else
        embark_config_form_field_changed (self, field);
    }
}

static void
onboarding_loading_cb (EmbarkConfigForm *self)
{
  if (embark_onboarding_get_loading (self->onboarding))
    self->round_serial = self->serial;
  embark_config_form_changed (self);
}

/* ---- the class ---- */

static void
embark_config_form_dispose (GObject *object)
{
  EmbarkConfigForm *self = EMBARK_CONFIG_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->load);

  G_OBJECT_CLASS (embark_config_form_parent_class)->dispose (object);
}

static void
embark_config_form_finalize (GObject *object)
{
  EmbarkConfigForm *self = EMBARK_CONFIG_FORM (object);

  g_clear_object (&self->onboarding);
  g_clear_pointer (&self->config_id, g_free);
  g_clear_object (&self->config);
  g_clear_object (&self->fields);
  g_clear_pointer (&self->parents, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_object (&self->configs);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->load);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (embark_config_form_parent_class)->finalize (object);
}

static void
embark_config_form_class_init (EmbarkConfigFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = embark_config_form_dispose;
  object_class->finalize = embark_config_form_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FIELD_CHANGED] = g_signal_new ("field-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, EMBARK_TYPE_CONFIG_FIELD);
}

static void
embark_config_form_init (EmbarkConfigForm *self)
{
  self->fields = g_list_store_new (EMBARK_TYPE_CONFIG_FIELD);
  self->parents = g_hash_table_new (NULL, NULL);
  self->configs = g_list_store_new (EMBARK_TYPE_CONFIG_REF);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->cancellable = g_cancellable_new ();
}

EmbarkConfigForm *
embark_config_form_new (EmbarkOnboarding *onboarding)
{
  EmbarkConfigForm *self;

  g_return_val_if_fail (EMBARK_IS_ONBOARDING (onboarding), NULL);
  g_return_val_if_fail (embark_onboarding_get_account (onboarding) != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_CONFIG_FORM, NULL);
  self->onboarding = g_object_ref (onboarding);
  self->config_id = g_strdup (embark_config_form_get_account_id (self));
  g_signal_connect_object (onboarding, "notify::config", G_CALLBACK (onboarding_config_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (onboarding, "notify::loading", G_CALLBACK (onboarding_loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (onboarding, "notify::facts", G_CALLBACK (onboarding_facts_cb), self,
                           G_CONNECT_SWAPPED);
  onboarding_facts_cb (self);
  onboarding_config_cb (self);
  return self;
}

EmbarkOnboarding *
embark_config_form_get_onboarding (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), NULL);

  return self->onboarding;
}

EmbarkConfig *
embark_config_form_get_config (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), NULL);

  return self->config;
}

const char *
embark_config_form_get_config_id (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), NULL);

  return self->config_id;
}

gboolean
embark_config_form_get_is_own (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), FALSE);

  return g_str_equal (self->config_id, embark_config_form_get_account_id (self));
}

GListModel *
embark_config_form_get_fields (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), NULL);

  return G_LIST_MODEL (self->fields);
}

gboolean
embark_config_form_get_loading (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), FALSE);

  return self->load != NULL
         || (embark_config_form_get_is_own (self) && embark_onboarding_get_loading (self->onboarding));
}

const GError *
embark_config_form_get_error (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), NULL);

  if (self->error == NULL && self->config == NULL && embark_config_form_get_is_own (self))
    return embark_onboarding_get_error (self->onboarding, EMBARK_STEP_WORKFLOWS);
  return self->error;
}

gboolean
embark_config_form_get_unconnected (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), FALSE);

  return self->unconnected;
}

gboolean
embark_config_form_get_busy (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), FALSE);

  return self->n_busy > 0 || self->load != NULL;
}

void
embark_config_form_count (EmbarkConfigForm *self,
                          const char *workflow_id,
                          guint *n_fields,
                          guint *n_refused,
                          guint *n_missing,
                          guint *n_busy)
{
  g_autoptr (GPtrArray) fields = NULL;
  guint refused = 0, missing = 0, busy = 0, visible = 0;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));

  fields = embark_config_form_list_fields (self);
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);
      EmbarkConfigFieldState state = embark_config_field_get_state (field);

      if (!embark_config_field_get_visible (field) || g_strcmp0 (field->workflow_id, workflow_id) != 0)
        continue;
      visible++;
      /* What only waits for the connection is in order, as far as this form goes. */
      if (state == EMBARK_CONFIG_FIELD_REFUSED
          || (state == EMBARK_CONFIG_FIELD_BLOCKED && !self->unconnected))
        refused++;
      else if (state == EMBARK_CONFIG_FIELD_SAVING)
        busy++;
      else if (embark_config_field_get_missing (field))
        missing++;
    }
  if (n_fields != NULL)
    *n_fields = visible;
  if (n_refused != NULL)
    *n_refused = refused;
  if (n_missing != NULL)
    *n_missing = missing;
  if (n_busy != NULL)
    *n_busy = busy;
}

guint
embark_config_form_count_edits (EmbarkConfigForm *self, const char *workflow_id)
{
  g_autoptr (GPtrArray) fields = NULL;
  guint n_edits = 0;

  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), 0);

  fields = embark_config_form_list_fields (self);
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);

      if (field->has_draft && embark_config_field_get_visible (field)
          && g_strcmp0 (field->workflow_id, workflow_id) == 0)
        n_edits++;
    }
  return n_edits;
}
