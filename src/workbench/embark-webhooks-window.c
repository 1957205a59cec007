/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-notice.h"
#include "embark-webhook-dialog.h"
#include "embark-webhook-group.h"
#include "embark-webhook-row.h"
#include "embark-webhooks-window.h"
#include "embark-workbench-problem.h"

struct _EmbarkWebhooksWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  EmbarkProblemView *problem;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkBox *groups;

  EmbarkWebhookBook *book;   /* (owned) (nullable) */
  GHashTable *rows;          /* (owned) (element-type utf8 EmbarkWebhookRow): by id */
  GCancellable *cancellable; /* (owned) */
  EmbarkRemedy remedy;       /* what the button of the problem does */
};

static void embark_webhooks_window_notice_host_init (EmbarkNoticeHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkWebhooksWindow,
                               embark_webhooks_window,
                               ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_NOTICE_HOST,
                                                      embark_webhooks_window_notice_host_init))

/* ---- notices ---- */

static AdwToastOverlay *
embark_webhooks_window_get_toasts (EmbarkNoticeHost *host)
{
  return EMBARK_WEBHOOKS_WINDOW (host)->toasts;
}

static void
embark_webhooks_window_notice_host_init (EmbarkNoticeHostInterface *iface)
{
  iface->get_toasts = embark_webhooks_window_get_toasts;
}

/* ---- the list ---- */

static void
update (EmbarkWebhooksWindow *self)
{
  const gboolean loading = embark_book_get_loading (EMBARK_BOOK (self->book));
  const gboolean loaded = embark_book_get_loaded (EMBARK_BOOK (self->book));
  const GError *error = loading ? NULL : embark_book_get_error (EMBARK_BOOK (self->book));
  const char *state = "list";

  if (!loaded)
    state = loading ? "loading" : "nothing";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->book)) == 0)
    state = error != NULL ? "nothing" : "empty";
  self->remedy = embark_workbench_show_problem (self->problem, error, TRUE);
  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (state, "loading"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "webhooks.new", loaded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "webhooks.refresh", !loading);
}

static void
drop_groups (EmbarkWebhooksWindow *self)
{
  GtkWidget *group;

  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    {
      embark_webhook_group_clear (EMBARK_WEBHOOK_GROUP (group));
      gtk_box_remove (self->groups, group);
    }
}

/* Returns: (transfer none): the list of that group, made when it is the first of it */
static EmbarkWebhookGroup *
ensure_group (EmbarkWebhooksWindow *self, const char *name)
{
  GtkWidget *group;

  for (group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    if (g_strcmp0 (embark_webhook_group_get_name (EMBARK_WEBHOOK_GROUP (group)), name) == 0)
      return EMBARK_WEBHOOK_GROUP (group);
  group = embark_webhook_group_new (self->book, name);
  gtk_box_append (self->groups, group);
  return EMBARK_WEBHOOK_GROUP (group);
}

/* The rows stay the same widgets: one of them may be saving, or say why it was refused. */
static void
fill (EmbarkWebhooksWindow *self)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  drop_groups (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->book)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self->book), i);
      const char *id = embark_webhook_get_id (webhook);
      EmbarkWebhookRow *row = g_hash_table_lookup (self->rows, id);

      if (row == NULL)
        row = EMBARK_WEBHOOK_ROW (embark_webhook_row_new (self->book, webhook));
      else
        embark_webhook_row_set_webhook (row, webhook);
      g_hash_table_replace (rows, g_strdup (id), g_object_ref_sink (row));
      embark_webhook_group_append (ensure_group (self, embark_webhook_get_group (webhook)), row);
    }
  g_hash_table_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  update (self);
}

/* Returns: whether the list has the same subscriptions in the same groups, so that their rows stay where they
 * are */
static gboolean
is_same (EmbarkWebhooksWindow *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->book)) != g_hash_table_size (self->rows))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->book)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self->book), i);
      EmbarkWebhookRow *row = g_hash_table_lookup (self->rows, embark_webhook_get_id (webhook));

      if (row == NULL
          || g_strcmp0 (embark_webhook_get_group (embark_webhook_row_get_webhook (row)),
                        embark_webhook_get_group (webhook))
                 != 0)
        return FALSE;
    }
  return TRUE;
}

static void
book_changed_cb (EmbarkWebhooksWindow *self)
{
  if (!is_same (self))
    {
      fill (self);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->book)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self->book), i);

      embark_webhook_row_set_webhook (g_hash_table_lookup (self->rows, embark_webhook_get_id (webhook)),
                                      webhook);
    }
  update (self);
}

/* ---- what a user does ---- */

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWebhooksWindow *self = EMBARK_WEBHOOKS_WINDOW (widget);

  if (!embark_book_get_loading (EMBARK_BOOK (self->book)))
    embark_book_load_async (EMBARK_BOOK (self->book), self->cancellable, NULL, NULL);
}

static void
remedy_cb (EmbarkWebhooksWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent == NULL || !embark_workbench_follow_remedy (GTK_WIDGET (parent), self->remedy))
    refresh_action (GTK_WIDGET (self), NULL, NULL);
  else
    gtk_window_close (GTK_WINDOW (self)); /* what was asked for is behind it */
}

static void
saved_cb (EmbarkWebhooksWindow *self)
{
  embark_notice_toast (GTK_WIDGET (self), _ ("Webhook saved"));
}

static void
present_dialog (EmbarkWebhooksWindow *self, EmbarkWebhook *webhook)
{
  EmbarkWebhookDialog *dialog = embark_webhook_dialog_new (self->book, GTK_WINDOW (self), webhook);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_dialog (EMBARK_WEBHOOKS_WINDOW (widget), NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWebhooksWindow *self = EMBARK_WEBHOOKS_WINDOW (widget);
  EmbarkWebhook *webhook = embark_webhook_book_find (self->book, g_variant_get_string (parameter, NULL));

  if (webhook != NULL)
    present_dialog (self, webhook);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean deleted = embark_webhook_book_delete_finish (EMBARK_WEBHOOK_BOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (deleted)
    embark_notice_toast (GTK_WIDGET (user_data), _ ("Webhook deleted"));
  else
    embark_workbench_report (GTK_WIDGET (user_data), error);
}

static void
delete_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkWebhooksWindow *self = EMBARK_WEBHOOKS_WINDOW (source);
  g_autofree char *id = user_data;

  if (embark_compat_confirm_finish (GTK_WINDOW (self), result) && self->book != NULL)
    embark_webhook_book_delete_async (self->book, id, self->cancellable, deleted_cb, self);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWebhooksWindow *self = EMBARK_WEBHOOKS_WINDOW (widget);
  EmbarkWebhook *webhook = embark_webhook_book_find (self->book, g_variant_get_string (parameter, NULL));
  EmbarkWorkspace *workspace = embark_book_get_workspace (EMBARK_BOOK (self->book));
  const char *body =
      _ ("Cobalt stops telling that address. Its headers are forgotten and cannot be read again.");
  g_autoptr (GError) refusal = NULL;
  g_autofree char *host = NULL;
  g_autofree char *heading = NULL;
  char *id;

  if (webhook == NULL)
    return;
  if (!embark_workspace_may_change (workspace, &refusal))
    {
      embark_workbench_report (widget, refusal);
      return;
    }
  host = embark_webhook_uri_dup_host (embark_webhook_get_uri (webhook));
  id = g_strdup (embark_webhook_get_id (webhook));
  if (embark_workspace_is_production (workspace))
    {
      /* Translators: %s is the host of a webhook's address */
      heading = g_strdup_printf (_ ("Delete the webhook to %s in production?"), host);
      embark_compat_confirm_name_async (GTK_WINDOW (self), heading, body, host, _ ("_Delete"),
                                        self->cancellable, delete_confirmed_cb, id);
      return;
    }
  /* Translators: %s is the host of a webhook's address */
  heading = g_strdup_printf (_ ("Delete the webhook to %s?"), host);
  embark_compat_confirm_async (GTK_WINDOW (self), heading, body, _ ("_Delete"), TRUE, self->cancellable,
                               delete_confirmed_cb, id);
}

/* ---- the class ---- */

/* A question over a window that is destroyed holds it: it is called off before. */
static void
embark_webhooks_window_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (EMBARK_WEBHOOKS_WINDOW (widget)->cancellable);
  GTK_WIDGET_CLASS (embark_webhooks_window_parent_class)->unrealize (widget);
}

static void
embark_webhooks_window_dispose (GObject *object)
{
  EmbarkWebhooksWindow *self = EMBARK_WEBHOOKS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->book != NULL)
    g_signal_handlers_disconnect_by_data (self->book, self);
  if (self->groups != NULL)
    drop_groups (self);
  g_hash_table_remove_all (self->rows);
  g_clear_object (&self->book);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_WEBHOOKS_WINDOW);
  G_OBJECT_CLASS (embark_webhooks_window_parent_class)->dispose (object);
}

static void
embark_webhooks_window_finalize (GObject *object)
{
  EmbarkWebhooksWindow *self = EMBARK_WEBHOOKS_WINDOW (object);

  g_hash_table_unref (self->rows);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_webhooks_window_parent_class)->finalize (object);
}

static void
embark_webhooks_window_class_init (EmbarkWebhooksWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_webhooks_window_dispose;
  object_class->finalize = embark_webhooks_window_finalize;
  widget_class->unrealize = embark_webhooks_window_unrealize;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-webhooks-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhooksWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhooksWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhooksWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhooksWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhooksWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWebhooksWindow, groups);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_install_action (widget_class, "webhooks.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "webhooks.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "webhooks.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "webhooks.refresh", NULL, refresh_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "webhooks.refresh", NULL);
}

static void
embark_webhooks_window_init (EmbarkWebhooksWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmbarkWebhooksWindow *
embark_webhooks_window_new (EmbarkWorkspace *workspace, GtkWindow *parent)
{
  EmbarkWebhooksWindow *self = g_object_new (EMBARK_TYPE_WEBHOOKS_WINDOW, "transient-for", parent, NULL);
  const char *environment = embark_workspace_get_environment (workspace);

  self->book = embark_webhook_book_new (workspace);
  if (g_strcmp0 (environment, "production") == 0)
    adw_window_title_set_subtitle (self->heading, _ ("Production environment"));
  else if (g_strcmp0 (environment, "test") == 0)
    adw_window_title_set_subtitle (self->heading, _ ("Test environment"));
  g_signal_connect_object (self->book, "items-changed", G_CALLBACK (book_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  embark_book_load_async (EMBARK_BOOK (self->book), self->cancellable, NULL, NULL);
  update (self);
  return self;
}

EmbarkWebhookBook *
embark_webhooks_window_get_book (EmbarkWebhooksWindow *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOKS_WINDOW (self), NULL);

  return self->book;
}
