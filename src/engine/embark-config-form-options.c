/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields that depend on others, and choices that are asked for one field at a time (contract section 14). */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-config-form-private.h"
#include "embark-json.h"
#include "embark-rule-options.h"

typedef struct _Ask Ask;
struct _Ask
{
  EmbarkConfigForm *form;   /* (owned) */
  EmbarkConfigField *field; /* (owned) */
  gboolean stale;           /* another value was chosen above it */
};

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->form);
  g_object_unref (ask->field);
  g_free (ask);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

static Ask *
ask_new (EmbarkConfigForm *self, EmbarkConfigField *field, gboolean stale)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->form = g_object_ref (self);
  ask->field = g_object_ref (field);
  ask->stale = stale;
  return ask;
}

static void
set_text (char **text, char *value)
{
  g_free (*text);
  *text = value;
}

/* Returns: (transfer full): the server's words alone, or what happened */
static char *
dup_words (const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

  if (problem == NULL)
    return g_strdup ("");
  return g_strdup (problem->quote != NULL ? problem->quote : problem->title);
}

static gboolean
is_of_chosen (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  return g_str_equal (field->config_id, self->config_id) && !g_cancellable_is_cancelled (self->cancellable);
}

/* Returns: (transfer full): what to say of a value that went by itself */
static char *
dup_note (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  EmbarkConfigField *parent = embark_config_form_find_parent (self, field);

  /* Translators: %s is the name of another field */
  return g_strdup_printf (_ ("Its earlier value was cleared: it does not fit “%s” any more."),
                          parent != NULL ? embark_field_get_name (parent->field) : "?");
}

static void
say_waiting (EmbarkConfigForm *self, EmbarkConfigField *field, EmbarkConfigField *parent)
{
  if (field->note == NULL)
    /* Translators: %s is the name of the field that this one depends on */
    field->note = g_strdup_printf (_ ("Choose “%s” first."), embark_field_get_name (parent->field));
}

/* ---- a value that does not fit any more ---- */

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  EmbarkConfigForm *self = ask->form;
  EmbarkConfigField *field = ask->field;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  field->saving = FALSE;
  if (reply != NULL)
    {
      embark_config_field_set_saved (field, NULL);
      set_text (&field->note, dup_note (self, field));
    }
  else
    {
      g_autofree char *words = dup_words (error);

      /* Translators: %s is what the server said */
      set_text (&field->refusal,
                g_strdup_printf (
                    _ ("Its earlier value does not fit any more and could not be cleared: “%s”."), words));
    }
  if (is_of_chosen (self, field))
    {
      embark_config_form_follow (self, field);
      embark_config_form_look_at_options (self);
    }
  embark_config_form_field_changed (self, field);
  embark_config_form_end (self, TRUE);
}

static void
clear_stale (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  g_autoptr (EmbarkCall) call = NULL;

  embark_config_field_drop_draft (field);
  if (field->saving)
    return;
  call = embark_config_form_new_call (self, EMBARK_OPERATION_FIELD_CLEAR, field);
  field->saving = TRUE;
  field->ticked = FALSE;
  embark_config_form_begin (self);
  embark_client_send_async (embark_config_form_get_client (self), call, NULL, cleared_cb,
                            ask_new (self, field, FALSE));
}

/* ---- choices ---- */

/* What was chosen, or typed, before its choices were others. */
static void
judge_value (EmbarkConfigForm *self, EmbarkConfigField *field, JsonNode *before)
{
  if (field->has_draft && !embark_config_field_offers (field->field, field->draft))
    {
      embark_config_field_drop_draft (field);
      set_text (&field->note, dup_note (self, field));
    }
  if (!embark_config_field_is_empty (field->saved)
      && !embark_config_field_offers (field->field, field->saved))
    clear_stale (self, field);
  else if (!embark_config_field_is_empty (before) && embark_config_field_is_empty (field->saved))
    /* The server did so by itself. */
    set_text (&field->note, dup_note (self, field));
}

static void
take_record (EmbarkConfigForm *self, Ask *ask, EmbarkField *record)
{
  EmbarkConfigField *field = ask->field;
  g_autoptr (JsonNode) before = field->saved != NULL ? json_node_ref (field->saved) : NULL;

  g_clear_pointer (&field->blocked, g_free);
  g_set_object (&field->field, record);
  if (field->saving)
    return;
  embark_config_field_set_saved (field, embark_field_get_value (record));
  if (ask->stale)
    judge_value (self, field, before);
  if (!embark_config_field_same (before, field->saved))
    embark_config_form_follow (self, field);
}

static void
options_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  EmbarkConfigForm *self = ask->form;
  EmbarkConfigField *field = ask->field;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  EmbarkField *record = reply != NULL ? embark_reply_get_record (reply) : NULL;

  /* What is chosen is saved in the field that the record names: it has to be the one that was asked for. */
  if (record != NULL && !g_str_equal (embark_field_get_id (record), embark_field_get_id (field->field)))
    {
      record = NULL;
      error = embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                    "another field came than was asked for");
    }
  field->loading = FALSE;
  if (is_of_chosen (self, field))
    {
      if (record != NULL)
        take_record (self, ask, record);
      else
        {
          set_text (&field->blocked, dup_words (error));
          field->blocked_alone = embark_config_field_get_parent_id (field->field) != NULL;
        }
      embark_config_form_look_at_options (self);
      embark_config_form_field_changed (self, field);
    }
  embark_config_form_end (self, FALSE);
}

static void
load_options (EmbarkConfigForm *self, EmbarkConfigField *field, gboolean stale)
{
  EmbarkConfigField *parent = embark_config_form_find_parent (self, field);
  g_autoptr (EmbarkCall) call = NULL;

  if (field->loading)
    return;
  field->loading = TRUE;
  field->asked = TRUE;
  g_clear_pointer (&field->asked_for, json_node_unref);
  if (parent != NULL && parent->saved != NULL)
    field->asked_for = json_node_ref (parent->saved);
  call = embark_config_form_new_call (self, EMBARK_OPERATION_FIELD_GET, field);
  embark_call_set_body_text (call, "{}");
  embark_config_form_begin (self);
  embark_client_send_async (embark_config_form_get_client (self), call, self->cancellable, options_cb,
                            ask_new (self, field, stale));
}

void
embark_config_form_load_options (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (EMBARK_IS_CONFIG_FIELD (field));

  load_options (self, field, FALSE);
  embark_config_form_field_changed (self, field);
}

static void
look_at (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  EmbarkConfigField *parent = embark_config_form_find_parent (self, field);
  gboolean waited = field->waiting;

  field->waiting = FALSE;
  if (parent == NULL)
    return;
  if (embark_config_field_is_empty (parent->saved))
    {
      field->waiting = TRUE;
      g_clear_pointer (&field->blocked, g_free);
      say_waiting (self, field, parent);
    }
  else
    {
      if (waited)
        g_clear_pointer (&field->note, g_free);
      if (!field->loading && embark_config_field_wants_options (field->field)
          && !(field->asked && embark_config_field_same (field->asked_for, parent->saved))
          && (field->asked || (!embark_config_field_has_options (field->field) && field->blocked == NULL)))
        load_options (self, field, field->asked);
    }
}

void
embark_config_form_look_at_options (EmbarkConfigForm *self)
{
  GListModel *model = G_LIST_MODEL (self->fields);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (model, i);

      look_at (self, field);
    }
}

void
embark_config_form_follow (EmbarkConfigForm *self, EmbarkConfigField *parent)
{
  GListModel *model = G_LIST_MODEL (self->fields);

  if (!is_of_chosen (self, parent))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (model, i);

      if (embark_config_form_find_parent (self, field) != parent)
        continue;
      if (!embark_config_field_is_empty (parent->saved))
        load_options (self, field, TRUE);
      else if (!embark_config_field_is_empty (field->saved))
        clear_stale (self, field);
      look_at (self, field);
      embark_config_form_field_changed (self, field);
    }
}

/* ---- rules ---- */

static void
rule_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  gpointer options = reply != NULL ? embark_reply_get_record (reply) : NULL;

  if (options != NULL)
    g_task_return_pointer (task, g_object_ref (options), g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, NULL, NULL);
}

/* Returns: (transfer full): the name that is shown for @lhs */
static char *
dup_column_name (EmbarkConfigField *field, const char *lhs)
{
  JsonArray *options =
      embark_json_get_array (embark_json_node_object (embark_field_get_json (field->field)), "options");
  guint n = options != NULL ? json_array_get_length (options) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *option = embark_json_node_object (json_array_get_element (options, i));

      if (g_strcmp0 (embark_json_get_id (option, "value"), lhs) == 0)
        return g_strdup (embark_json_get_string (option, "name", lhs));
    }
  return g_strdup (lhs);
}

void
embark_config_form_load_rule_async (EmbarkConfigForm *self,
                                    EmbarkConfigField *field,
                                    const char *lhs,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (JsonObject) column = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (EMBARK_IS_CONFIG_FIELD (field));
  g_return_if_fail (lhs != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_config_form_load_rule_async);
  name = dup_column_name (field, lhs);
  /* Both ways of naming the column: the server takes the one that it knows (register 5). */
  column = json_object_new ();
  json_object_set_string_member (column, "lhs", lhs);
  json_object_set_string_member (column, "name", name);
  object = json_object_new ();
  json_object_set_object_member (object, "rule_column", g_steal_pointer (&column));
  body = json_node_init_object (json_node_alloc (), object);
  call = embark_config_form_new_call (self, EMBARK_OPERATION_RULE_OPTIONS, field);
  embark_call_set_body (call, body);
  embark_client_send_async (embark_config_form_get_client (self), call, cancellable, rule_cb,
                            g_steal_pointer (&task));
}

gpointer
embark_config_form_load_rule_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_config_form_load_rule_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
