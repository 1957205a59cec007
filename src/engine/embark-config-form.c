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

/* Fields that depend on each other, one below the other */
#define MAX_CHAIN 32

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

/* ---- the fields of a newer config ---- */

static EmbarkConfigField *
find_field (GPtrArray *fields, const char *id, const char *workflow_id)
{
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);

      if (g_strcmp0 (field->workflow_id, workflow_id) == 0
          && g_str_equal (embark_field_get_id (field->field), id))
        return field;
    }
  return NULL;
}

/* Returns: (transfer full) (element-type EmbarkConfigField) */
static GPtrArray *
list_fields (EmbarkConfigForm *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = G_LIST_MODEL (self->fields);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (list, g_list_model_get_item (model, i));
  return list;
}

static EmbarkConfigField *
find_named_parent (GPtrArray *fields, EmbarkConfigField *field)
{
  const char *id = embark_config_field_get_parent_id (field->field);
  EmbarkConfigField *parent = id != NULL ? find_field (fields, id, field->workflow_id) : NULL;

  return parent != NULL || id == NULL ? parent : find_field (fields, id, NULL);
}

EmbarkConfigField *
embark_config_form_find_parent (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  g_autoptr (GPtrArray) fields = NULL;
  EmbarkConfigField *parent, *above;

  if (embark_config_field_get_parent_id (field->field) == NULL)
    return NULL;
  fields = list_fields (self);
  parent = above = find_named_parent (fields, field);
  /* Fields that depend on each other in a ring would wait for each other, or be asked for without an end. A
   * chain that long is one, whether @field is in it or above it. */
  for (guint depth = 0; above != NULL; depth++)
    {
      if (above == field || depth == MAX_CHAIN)
        return NULL;
      above = find_named_parent (fields, above);
    }
  return parent;
}

/* A config lists no choices of a field that depends on another one: what was asked for on its own stays. */
static void
renew (EmbarkConfigField *field, EmbarkField *record)
{
  if (!field->asked || embark_config_field_has_options (record)
      || !embark_config_field_has_options (field->field))
    g_set_object (&field->field, record);
  if (field->saving)
    return;
  if (!embark_config_field_same (field->saved, embark_field_get_value (record)))
    {
      embark_config_field_set_saved (field, embark_field_get_value (record));
      if (!embark_config_field_is_empty (field->saved))
        g_clear_pointer (&field->note, g_free);
    }
  /* Somebody else saved the same. */
  if (field->has_draft && embark_config_field_same (field->draft, field->saved))
    embark_config_field_drop_draft (field);
}

static void
add_records (
    EmbarkConfigForm *self, GPtrArray *list, GPtrArray *old, GPtrArray *records, const char *workflow_id)
{
  for (guint i = 0; i < records->len; i++)
    {
      EmbarkField *record = g_ptr_array_index (records, i);
      EmbarkConfigField *field = find_field (old, embark_field_get_id (record), workflow_id);

      if (field != NULL)
        renew (field, record);
      if (find_field (list, embark_field_get_id (record), workflow_id) == NULL)
        g_ptr_array_add (list, field != NULL
                                   ? g_object_ref (field)
                                   : embark_config_field_new (record, self->config_id, workflow_id));
    }
}

/* The words of the config about a field whose choices could not be loaded. */
static void
mark_blocked (GPtrArray *fields, EmbarkConfig *config)
{
  JsonArray *errors =
      embark_json_get_array (embark_json_node_object (embark_config_get_json (config)), "field_errors");
  guint n = errors != NULL ? json_array_get_length (errors) : 0;

  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);

      if (!field->loading && !field->blocked_alone)
        g_clear_pointer (&field->blocked, g_free);
    }
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = embark_json_node_object (json_array_get_element (errors, i));
      const char *id = embark_json_get_id (object, "id");

      for (guint k = 0; id != NULL && k < fields->len; k++)
        {
          EmbarkConfigField *field = g_ptr_array_index (fields, k);
          g_autofree char *words = NULL;

          if (!g_str_equal (embark_field_get_id (field->field), id) || field->loading)
            continue;
          words = embark_json_dup_label (embark_json_get_object (object, "error"), "message");
          if (words == NULL)
            words = embark_json_dup_label (object, "error");
          g_free (field->blocked);
          field->blocked_alone = FALSE;
          field->blocked = words != NULL ? g_steal_pointer (&words) : g_strdup (_ ("no reason is given"));
        }
    }
}

static gboolean
same_fields (EmbarkConfigForm *self, GPtrArray *list)
{
  GListModel *model = G_LIST_MODEL (self->fields);

  if (g_list_model_get_n_items (model) != list->len)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (model, i);

      if (field != g_ptr_array_index (list, i))
        return FALSE;
    }
  return TRUE;
}

void
embark_config_form_take_config (EmbarkConfigForm *self, EmbarkConfig *config)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) old = list_fields (self);
  GPtrArray *kept = g_hash_table_lookup (self->kept, self->config_id);
  GPtrArray *workflows = embark_config_get_workflows (config);

  if (kept != NULL && old->len == 0)
    {
      g_ptr_array_unref (old);
      old = g_ptr_array_ref (kept);
    }
  g_hash_table_remove (self->kept, self->config_id);
  g_set_object (&self->config, config);
  add_records (self, list, old, embark_config_get_fields (config), NULL);
  for (guint i = 0; i < workflows->len; i++)
    {
      EmbarkWorkflow *workflow = g_ptr_array_index (workflows, i);

      add_records (self, list, old, embark_workflow_get_fields (workflow), embark_workflow_get_id (workflow));
    }
  mark_blocked (list, config);
  if (!same_fields (self, list))
    g_list_store_splice (self->fields, 0, g_list_model_get_n_items (G_LIST_MODEL (self->fields)), list->pdata,
                         list->len);
  embark_config_form_look_at_options (self);
  for (guint i = 0; i < list->len; i++)
    embark_config_field_changed (g_ptr_array_index (list, i));
  embark_config_form_changed (self);
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
  g_autoptr (GPtrArray) fields = NULL;

  if (connected == self->connected)
    return;
  self->connected = connected;
  if (!connected)
    return;
  fields = list_fields (self);
  for (guint i = 0; i < fields->len; i++)
    if (((EmbarkConfigField *) g_ptr_array_index (fields, i))->blocked != NULL)
      embark_config_form_load_options (self, g_ptr_array_index (fields, i));
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

  fields = list_fields (self);
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);
      EmbarkConfigFieldState state = embark_config_field_get_state (field);

      if (!embark_config_field_get_visible (field) || g_strcmp0 (field->workflow_id, workflow_id) != 0)
        continue;
      visible++;
      if (state == EMBARK_CONFIG_FIELD_REFUSED || state == EMBARK_CONFIG_FIELD_BLOCKED)
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
