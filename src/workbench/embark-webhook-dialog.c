/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-webhook-dialog.h"
#include "embark-webhook-events.h"
#include "embark-webhook-headers.h"

struct _EmbarkWebhookDialog
{
  EmbarkBookDialog parent_instance;

  GtkEditable *uri;
  GtkSwitch *enabled;
  GtkLabel *uri_hint;
  EmbarkWebhookEvents *events;
  GtkLabel *events_hint;
  GtkEditable *description;
  GtkEditable *group;
  GtkEditable *slug;
  GtkEditable *workflow_ids;
  AdwComboRow *type;
  AdwComboRow *method;
  GtkWidget *body_box;
  EmbarkJsonView *body;
  EmbarkWebhookHeaders *headers;
  GtkLabel *headers_hint;

  EmbarkWebhook *webhook; /* (owned) (nullable): the one that is edited */
};

G_DEFINE_FINAL_TYPE (EmbarkWebhookDialog, embark_webhook_dialog, EMBARK_TYPE_BOOK_DIALOG)

static const char *const types[] = { "default", "slack", "custom", NULL };
static const char *const methods[] = { "POST", "PUT", "PATCH", NULL };

/* ---- what stands there, against what the server has ---- */

static char *
typed (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static const char *
chosen (AdwComboRow *row)
{
  return gtk_string_object_get_string (GTK_STRING_OBJECT (adw_combo_row_get_selected_item (row)));
}

static void
put_string (JsonObject *object, const char *name, const char *now, const char *before)
{
  if (g_strcmp0 (now, before != NULL ? before : "") != 0)
    json_object_set_string_member (object, name, now);
}

static gboolean
same_names (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_ptr_array_find_with_equal_func (b, a->pdata[i], g_str_equal, NULL))
      return FALSE;
  return TRUE;
}

static void
put_names (JsonObject *object, const char *name, GPtrArray *now, GPtrArray *before)
{
  JsonArray *array;

  if (before != NULL ? same_names (now, before) : now->len == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < now->len; i++)
    json_array_add_string_element (array, now->pdata[i]);
  json_object_set_array_member (object, name, array);
}

static GPtrArray *
typed_ids (EmbarkWebhookDialog *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit_set (gtk_editable_get_text (self->workflow_ids), ", \t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (ids, g_strdup (parts[i]));
  return ids;
}

static void
put_headers (EmbarkWebhookDialog *self, JsonObject *object)
{
  JsonObject *before = self->webhook != NULL ? embark_webhook_get_headers (self->webhook) : NULL;
  g_autoptr (JsonNode) now = embark_webhook_headers_to_json (self->headers);
  g_autoptr (JsonNode) old = NULL;

  if (before == NULL)
    {
      if (json_object_get_size (json_node_get_object (now)) > 0)
        json_object_set_member (object, "webhook_headers", g_steal_pointer (&now));
      return;
    }
  old = json_node_init_object (json_node_alloc (), before);
  if (!json_node_equal (old, now))
    json_object_set_member (object, "webhook_headers", g_steal_pointer (&now));
}

/* Returns: (transfer full): an object of the keys that differ from what the server has */
static JsonNode *
make_body (EmbarkWebhookDialog *self)
{
  EmbarkWebhook *webhook = self->webhook;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *uri = typed (self->uri);
  g_autofree char *description = typed (self->description);
  g_autofree char *group = typed (self->group);
  g_autofree char *slug = typed (self->slug);
  g_autofree char *body = embark_json_view_dup_text (self->body);
  g_autoptr (GPtrArray) events = embark_webhook_events_get (self->events);
  g_autoptr (GPtrArray) ids = typed_ids (self);

  put_string (object, "webhook_url", uri, webhook != NULL ? embark_webhook_get_uri (webhook) : NULL);
  put_names (object, "webhook_events", events, webhook != NULL ? embark_webhook_get_events (webhook) : NULL);
  if (gtk_switch_get_active (self->enabled)
      != (webhook != NULL ? embark_webhook_get_enabled (webhook) : TRUE))
    json_object_set_boolean_member (object, "is_enabled", gtk_switch_get_active (self->enabled));
  put_string (object, "webhook_type", chosen (self->type),
              webhook != NULL ? embark_webhook_get_webhook_type (webhook) : types[0]);
  put_string (object, "method", chosen (self->method),
              webhook != NULL ? embark_webhook_get_method (webhook) : methods[0]);
  if (g_str_equal (chosen (self->type), "custom"))
    put_string (object, "webhook_body", body, webhook != NULL ? embark_webhook_get_body (webhook) : NULL);
  put_string (object, "slug", slug, webhook != NULL ? embark_webhook_get_slug (webhook) : NULL);
  put_names (object, "workflow_ids", ids, webhook != NULL ? embark_webhook_get_workflow_ids (webhook) : NULL);
  put_string (object, "description", description,
              webhook != NULL ? embark_webhook_get_description (webhook) : NULL);
  put_string (object, "group", group, webhook != NULL ? embark_webhook_get_group (webhook) : NULL);
  put_headers (self, object);
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
embark_webhook_dialog_is_edited (EmbarkBookDialog *dialog)
{
  EmbarkWebhookDialog *self = EMBARK_WEBHOOK_DIALOG (dialog);
  g_autoptr (JsonNode) body = make_body (self);

  return json_object_get_size (json_node_get_object (body)) > 0;
}

/* ---- what is to be said of it ---- */

static gboolean
check_uri (EmbarkWebhookDialog *self)
{
  g_autofree char *uri = typed (self->uri);

  gtk_widget_remove_css_class (GTK_WIDGET (self->uri), "error");
  switch (embark_webhook_uri_check (uri))
    {
    case EMBARK_WEBHOOK_URI_GOOD:
      embark_book_dialog_say (self->uri_hint, "dim-label", NULL);
      return TRUE;
    case EMBARK_WEBHOOK_URI_PLAIN:
      embark_book_dialog_say (
          self->uri_hint, "warning-text",
          _ ("Plain http: everybody on the way can read what it tells, headers too. Use https."));
      return TRUE;
    case EMBARK_WEBHOOK_URI_WRONG:
      gtk_widget_add_css_class (GTK_WIDGET (self->uri), "error");
      embark_book_dialog_say (self->uri_hint, "error-text",
                              _ ("It has to be an address like https://your-app.com/webhooks."));
      return FALSE;
    case EMBARK_WEBHOOK_URI_EMPTY:
    default:
      embark_book_dialog_say (
          self->uri_hint, "dim-label",
          _ ("A server of yours that can be reached from the internet. This computer cannot be."));
      return FALSE;
    }
}

static void
update (EmbarkWebhookDialog *self)
{
  g_autoptr (GPtrArray) events = NULL;
  const char *problem;
  gboolean right;

  if (embark_book_dialog_get_book (EMBARK_BOOK_DIALOG (self)) == NULL)
    return;
  events = embark_webhook_events_get (self->events);
  problem = embark_webhook_headers_get_problem (self->headers);
  right = check_uri (self) && events->len > 0 && problem == NULL;
  embark_book_dialog_say (self->events_hint, "dim-label",
                          events->len == 0 ? _ ("Choose at least one.") : NULL);
  embark_book_dialog_say (self->headers_hint, "error-text", problem);
  gtk_widget_set_visible (self->body_box, g_str_equal (chosen (self->type), "custom"));
  embark_book_dialog_set_complete (EMBARK_BOOK_DIALOG (self),
                                   right && embark_webhook_dialog_is_edited (EMBARK_BOOK_DIALOG (self)));
}

static void
changed_cb (EmbarkWebhookDialog *self)
{
  update (self);
}

/* ---- saving ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkWebhook) webhook =
      embark_webhook_book_save_finish (EMBARK_WEBHOOK_BOOK (source), result, &error);
  EmbarkWebhookDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_WEBHOOK_DIALOG (user_data);
  if (webhook != NULL)
    {
      embark_book_dialog_saved (EMBARK_BOOK_DIALOG (self), webhook);
      return;
    }
  embark_book_dialog_refused (EMBARK_BOOK_DIALOG (self));
  if (self->webhook != NULL && g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    {
      g_clear_object (&self->webhook);
      embark_book_dialog_show_gone (EMBARK_BOOK_DIALOG (self), _ ("Somebody deleted this webhook meanwhile"));
    }
  else
    embark_book_dialog_show_problem (EMBARK_BOOK_DIALOG (self), error);
  update (self);
}

static void
embark_webhook_dialog_save (EmbarkBookDialog *dialog, GCancellable *cancellable)
{
  EmbarkWebhookDialog *self = EMBARK_WEBHOOK_DIALOG (dialog);
  g_autoptr (JsonNode) body = make_body (self);

  embark_webhook_book_save_async (EMBARK_WEBHOOK_BOOK (embark_book_dialog_get_book (dialog)),
                                  self->webhook != NULL ? embark_webhook_get_id (self->webhook) : NULL, body,
                                  cancellable, saved_cb, self);
}

static char *
embark_webhook_dialog_dup_question (EmbarkBookDialog *dialog, const char **body)
{
  *body = _ ("It tells of real clients, from now on and to this address.");
  return g_strdup (_ ("Save this webhook in production?"));
}

/* ---- the class ---- */

static void
embark_webhook_dialog_dispose (GObject *object)
{
  EmbarkWebhookDialog *self = EMBARK_WEBHOOK_DIALOG (object);

  /* What the fields report while they go is looked at no more. */
  embark_book_dialog_set_book (EMBARK_BOOK_DIALOG (self), NULL);
  g_clear_object (&self->webhook);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_WEBHOOK_DIALOG);
  G_OBJECT_CLASS (embark_webhook_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-webhook-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, uri);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, enabled);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, uri_hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, events);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, events_hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, description);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, slug);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, workflow_ids);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, type);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, method);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, body_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, body);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, headers);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhookDialog, headers_hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
embark_webhook_dialog_class_init (EmbarkWebhookDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkBookDialogClass *dialog_class = EMBARK_BOOK_DIALOG_CLASS (klass);

  object_class->dispose = embark_webhook_dialog_dispose;
  dialog_class->is_edited = embark_webhook_dialog_is_edited;
  dialog_class->dup_question = embark_webhook_dialog_dup_question;
  dialog_class->save = embark_webhook_dialog_save;

  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  g_type_ensure (EMBARK_TYPE_WEBHOOK_EVENTS);
  g_type_ensure (EMBARK_TYPE_WEBHOOK_HEADERS);
  bind_template (widget_class);
}

static void
embark_webhook_dialog_init (EmbarkWebhookDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->body, "notify::text", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* Offers the values that are known, and @value when it is none of them. */
static void
fill_choice (AdwComboRow *row, const char *const *values, const char *value)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (values);
  guint position = 0;

  while (values[position] != NULL && g_strcmp0 (values[position], value) != 0)
    position++;
  if (values[position] == NULL)
    gtk_string_list_append (list, value);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, position);
}

static void
set_text (GtkEditable *editable, const char *text)
{
  gtk_editable_set_text (editable, text != NULL ? text : "");
}

static void
fill (EmbarkWebhookDialog *self, EmbarkWebhook *webhook)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  GPtrArray *list = embark_webhook_get_workflow_ids (webhook);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", (const char *) list->pdata[i]);
  set_text (self->uri, embark_webhook_get_uri (webhook));
  set_text (self->description, embark_webhook_get_description (webhook));
  set_text (self->group, embark_webhook_get_group (webhook));
  set_text (self->slug, embark_webhook_get_slug (webhook));
  set_text (self->workflow_ids, ids->str);
  gtk_switch_set_active (self->enabled, embark_webhook_get_enabled (webhook));
  embark_json_view_set_text (self->body, embark_webhook_get_body (webhook));
  embark_webhook_headers_set (self->headers, embark_webhook_get_headers (webhook));
}

EmbarkWebhookDialog *
embark_webhook_dialog_new (EmbarkWebhookBook *book, GtkWindow *parent, EmbarkWebhook *webhook)
{
  EmbarkWebhookDialog *self = g_object_new (EMBARK_TYPE_WEBHOOK_DIALOG, "transient-for", parent, NULL);
  const char *title = webhook != NULL ? _ ("Edit Webhook") : _ ("New Webhook");

  embark_book_dialog_set_title (EMBARK_BOOK_DIALOG (self), title, webhook == NULL);
  fill_choice (self->type, types, webhook != NULL ? embark_webhook_get_webhook_type (webhook) : types[0]);
  fill_choice (self->method, methods, webhook != NULL ? embark_webhook_get_method (webhook) : methods[0]);
  embark_webhook_events_set (self->events, webhook != NULL ? embark_webhook_get_events (webhook) : NULL);
  if (webhook != NULL)
    fill (self, webhook);
  self->webhook = webhook != NULL ? g_object_ref (webhook) : NULL;
  embark_book_dialog_set_book (EMBARK_BOOK_DIALOG (self), EMBARK_BOOK (book));
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->uri));
  return self;
}
