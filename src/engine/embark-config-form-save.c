/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of one value to the server: one call a field, one after the other, the last edit wins. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-config-form-private.h"
#include "embark-json.h"

typedef struct _Save Save;
struct _Save
{
  EmbarkConfigForm *form;   /* (owned) */
  EmbarkConfigField *field; /* (owned) */
};

static void
save_free (Save *save)
{
  g_object_unref (save->form);
  g_object_unref (save->field);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static JsonNode *
ref_node (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

static void
set_refusal (EmbarkConfigField *field, char *refusal, const char *request_id)
{
  g_free (field->refusal);
  g_free (field->request_id);
  field->refusal = refusal;
  field->request_id = g_strdup (request_id);
}

/* Whose words they are is said: those of the server are quoted. */
static void
refuse (EmbarkConfigField *field, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *still = embark_config_field_dup_still (field);

  if (problem == NULL)
    set_refusal (field, g_strdup (still), NULL);
  else if (problem->quote != NULL)
    /* Translators: the server's words, then "The saved value is still 30." */
    set_refusal (field, g_strdup_printf (_ ("Cobalt refused: “%s”. %s"), problem->quote, still),
                 problem->request_id);
  else
    /* Translators: what happened, then "The saved value is still 30." */
    set_refusal (field, g_strdup_printf (_ ("%s. %s"), problem->title, still), problem->request_id);
}

/* What the answer says is saved: the server may have made something else of it. */
static void
take_saved (EmbarkConfigField *field, EmbarkReply *reply)
{
  JsonObject *object = embark_json_node_object (embark_reply_get_json (reply));
  g_autoptr (EmbarkField) record = NULL;
  const char *id = embark_json_get_id (object, "id");

  if (g_strcmp0 (id, embark_field_get_id (field->field)) == 0)
    record = embark_field_new_from_json (embark_reply_get_json (reply), NULL);
  if (field->sent == NULL)
    embark_config_field_set_saved (field, record != NULL ? embark_field_get_value (record) : NULL);
  else if (record != NULL && json_object_has_member (object, "value"))
    embark_config_field_set_saved (field, json_object_get_member (object, "value"));
  else
    embark_config_field_set_saved (field, field->sent);
}

static void send (EmbarkConfigForm *self, EmbarkConfigField *field);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  EmbarkConfigForm *self = save->form;
  EmbarkConfigField *field = save->field;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  const gboolean current = field->text == NULL && embark_config_field_same (field->draft, field->sent);

  field->saving = FALSE;
  if (reply != NULL)
    {
      take_saved (field, reply);
      g_clear_pointer (&field->note, g_free);
      if (current)
        embark_config_field_drop_draft (field);
      field->ticked = TRUE;
    }
  /* A newer edit is about to be tried; what was said of the older one is of no interest. */
  else if (field->has_draft && (!field->again || current))
    {
      refuse (field, error);
      field->again = FALSE;
    }
  g_clear_pointer (&field->sent, json_node_unref);

  if (field->again && field->has_draft && !g_cancellable_is_cancelled (self->cancellable))
    send (self, field);
  if (reply != NULL && !field->saving)
    embark_config_form_follow (self, field);
  embark_config_form_field_changed (self, field);
  embark_config_form_end (self, TRUE);
}

static void
send (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  const gboolean clear = field->draft == NULL || JSON_NODE_HOLDS_NULL (field->draft);
  g_autoptr (EmbarkCall) call = embark_config_form_new_call (
      self, clear ? EMBARK_OPERATION_FIELD_CLEAR : EMBARK_OPERATION_FIELD_SET, field);
  Save *save = g_new0 (Save, 1);

  field->again = FALSE;
  field->saving = TRUE;
  field->ticked = FALSE;
  set_refusal (field, NULL, NULL);
  g_clear_pointer (&field->sent, json_node_unref);
  if (!clear)
    {
      g_autofree char *value = embark_json_to_string (field->draft, FALSE);
      g_autofree char *body = g_strdup_printf ("{\"value\":%s}", value);

      field->sent = ref_node (field->draft);
      /* As text: numbers keep every digit. */
      embark_call_set_body_text (call, body);
    }
  save->form = g_object_ref (self);
  save->field = g_object_ref (field);
  embark_config_form_begin (self);
  /* No cancellable: a save that is on its way is not taken back when the form goes. */
  embark_client_send_async (embark_config_form_get_client (self), call, NULL, saved_cb, save);
}

static gboolean
can_edit (EmbarkConfigField *field)
{
  static const char *const known[] = { "text", "textarea", "email", "url",    "number",      "date",
                                       "json", "select",   "map",   "map_v2", "rule_engine", NULL };

  return !embark_field_get_hidden (field->field)
         && g_strv_contains (known, embark_field_get_field_type (field->field));
}

void
embark_config_form_edit (EmbarkConfigForm *self, EmbarkConfigField *field, JsonNode *value)
{
  JsonNode *draft;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (EMBARK_IS_CONFIG_FIELD (field));

  if (!can_edit (field))
    return;
  draft = ref_node (value);
  g_clear_pointer (&field->draft, json_node_unref);
  field->draft = draft;
  g_clear_pointer (&field->text, g_free);
  field->has_draft = TRUE;
  field->ticked = FALSE;
  set_refusal (field, NULL, NULL);
  g_clear_pointer (&field->note, g_free);
  if (!field->saving && embark_config_field_same (field->draft, field->saved))
    embark_config_field_drop_draft (field);
  embark_config_form_field_changed (self, field);
}

void
embark_config_form_hold (EmbarkConfigForm *self,
                         EmbarkConfigField *field,
                         const char *text,
                         const char *reason)
{
  char *copy;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (EMBARK_IS_CONFIG_FIELD (field));
  g_return_if_fail (text != NULL);

  if (!can_edit (field))
    return;
  copy = g_strdup (text);
  g_free (field->text);
  field->text = copy;
  g_clear_pointer (&field->draft, json_node_unref);
  field->draft = ref_node (field->saved);
  field->has_draft = TRUE;
  field->again = FALSE;
  field->ticked = FALSE;
  set_refusal (field, g_strdup (reason), NULL);
  g_clear_pointer (&field->note, g_free);
  embark_config_form_field_changed (self, field);
}

void
embark_config_form_commit (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (EMBARK_IS_CONFIG_FIELD (field));

  if (!field->has_draft || field->text != NULL || !can_edit (field))
    return;
  /* The platform takes an empty one, and the workflow would then not run. */
  if (embark_field_get_required (field->field) && embark_config_field_is_empty (field->draft))
    {
      g_autofree char *still = embark_config_field_dup_still (field);

      field->again = FALSE;
      /* Translators: %s: "The saved value is still 30." */
      set_refusal (field, g_strdup_printf (_ ("A value is required. %s"), still), NULL);
      embark_config_form_field_changed (self, field);
      return;
    }
  if (field->saving)
    {
      field->again = !embark_config_field_same (field->draft, field->sent);
      return;
    }
  if (embark_config_field_same (field->draft, field->saved))
    embark_config_field_drop_draft (field);
  else
    send (self, field);
  embark_config_form_field_changed (self, field);
}

void
embark_config_form_revert (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (EMBARK_IS_CONFIG_FIELD (field));

  embark_config_field_drop_draft (field);
  embark_config_form_field_changed (self, field);
}
