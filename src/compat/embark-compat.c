/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"

/* ---- opening an address outside ---- */

#if GTK_CHECK_VERSION(4, 10, 0)
static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
#else
static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
#endif

void
embark_compat_open_uri_async (GtkWindow *parent,
                              const char *uri,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, embark_compat_open_uri_async);
#if GTK_CHECK_VERSION(4, 10, 0)
  {
    g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

    gtk_uri_launcher_launch (launcher, parent, cancellable, launched_cb, g_steal_pointer (&task));
  }
#else
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, cancellable, shown_cb, g_steal_pointer (&task));
#endif
}

gboolean
embark_compat_open_uri_finish (GtkWindow *parent, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- questions ---- */

#if ADW_CHECK_VERSION(1, 5, 0)
#define DIALOG_NEW(heading, body) adw_alert_dialog_new (heading, body)
#define DIALOG(dialog)            ADW_ALERT_DIALOG (dialog)
#define dialog_add_response       adw_alert_dialog_add_response
#define dialog_set_appearance     adw_alert_dialog_set_response_appearance
#define dialog_set_default        adw_alert_dialog_set_default_response
#define dialog_set_close          adw_alert_dialog_set_close_response
#define DialogPointer             AdwDialog
#define dialog_set_extra          adw_alert_dialog_set_extra_child
#define dialog_set_enabled        adw_alert_dialog_set_response_enabled
#define dialog_present(d, parent) adw_dialog_present (d, GTK_WIDGET (parent))
#define dialog_close(d)           adw_dialog_force_close (d)
#else
#define DIALOG_NEW(heading, body) adw_message_dialog_new (NULL, heading, body)
#define DIALOG(dialog)            ADW_MESSAGE_DIALOG (dialog)
#define dialog_add_response       adw_message_dialog_add_response
#define dialog_set_appearance     adw_message_dialog_set_response_appearance
#define dialog_set_default        adw_message_dialog_set_default_response
#define dialog_set_close          adw_message_dialog_set_close_response
#define DialogPointer             GtkWidget
#define dialog_set_extra          adw_message_dialog_set_extra_child
#define dialog_set_enabled        adw_message_dialog_set_response_enabled
static void
dialog_present (GtkWidget *dialog, GtkWindow *parent)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}
#define dialog_close(d)           gtk_window_destroy (GTK_WINDOW (d))
#endif

/* The first answer counts. Whether the task has completed does not tell: it may do so later, from the main
 * loop. */
static void
answer (GTask *task, gboolean confirmed)
{
  if (g_task_get_task_data (task) != NULL)
    return;
  g_task_set_task_data (task, GINT_TO_POINTER (TRUE), NULL);
  g_task_return_boolean (task, confirmed);
}

static void
confirm_response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  answer (user_data, g_str_equal (response, "confirm"));
}

static void
confirm_cancelled_cb (GCancellable *cancellable, GtkWidget *dialog)
{
  dialog_close ((DialogPointer *) dialog);
}

static void
task_unref_closure (gpointer data, GClosure *closure)
{
  GTask *task = data;

  /* The dialog went away with its window, unanswered. */
  answer (task, FALSE);
  g_object_unref (task);
}

/* Returns: (transfer none): the question, not shown yet */
static DialogPointer *
make_question (GTask *task, const char *heading, const char *body, const char *confirm, gboolean destructive)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  DialogPointer *dialog = DIALOG_NEW (heading, body);

  g_task_set_source_tag (task, embark_compat_confirm_async);
  dialog_add_response (DIALOG (dialog), "cancel", _ ("_Cancel"));
  dialog_add_response (DIALOG (dialog), "confirm", confirm);
  dialog_set_appearance (DIALOG (dialog), "confirm",
                         destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  dialog_set_default (DIALOG (dialog), "cancel");
  dialog_set_close (DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (confirm_response_cb), task, task_unref_closure,
                         G_CONNECT_DEFAULT);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (confirm_cancelled_cb), dialog,
                             G_CONNECT_DEFAULT);
  return dialog;
}

void
embark_compat_confirm_async (GtkWindow *parent,
                             const char *heading,
                             const char *body,
                             const char *confirm,
                             gboolean destructive,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  dialog_present (make_question (task, heading, body, confirm, destructive), parent);
}

static void
name_changed_cb (GtkEditable *entry, DialogPointer *dialog)
{
  const char *name = g_object_get_data (G_OBJECT (entry), "embark-name");

  dialog_set_enabled (DIALOG (dialog), "confirm", g_str_equal (gtk_editable_get_text (entry), name));
}

void
embark_compat_confirm_name_async (GtkWindow *parent,
                                  const char *heading,
                                  const char *body,
                                  const char *name,
                                  const char *confirm,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  DialogPointer *dialog = make_question (task, heading, body, confirm, TRUE);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Type the name"),
                                  -1);
  g_object_set_data_full (G_OBJECT (entry), "embark-name", g_strdup (name), g_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, G_CONNECT_DEFAULT);
  dialog_set_extra (DIALOG (dialog), entry);
  dialog_set_enabled (DIALOG (dialog), "confirm", FALSE);
  dialog_present (dialog, parent);
}

gboolean
embark_compat_confirm_finish (GtkWindow *parent, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
message_response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (dialog), user_data);
}

static void
free_closure (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
embark_compat_show_message (GtkWindow *parent, const char *heading, const char *body, const char *details)
{
  DialogPointer *dialog = DIALOG_NEW (heading, body);

  if (details != NULL)
    dialog_add_response (DIALOG (dialog), "copy", _ ("Copy _Details"));
  dialog_add_response (DIALOG (dialog), "close", _ ("_Close"));
  dialog_set_default (DIALOG (dialog), "close");
  dialog_set_close (DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (message_response_cb), g_strdup (details),
                         free_closure, G_CONNECT_DEFAULT);
  dialog_present (dialog, parent);
}

/* ---- saving ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_file (GTask *task, GFile *file)
{
  g_autoptr (GBytes) bytes = g_bytes_ref (g_task_get_task_data (task));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       g_task_get_cancellable (task), written_cb, task);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    write_file (g_steal_pointer (&task), file);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_boolean (task, FALSE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}
#else
static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      write_file (g_steal_pointer (&task), file);
    }
  else
    g_task_return_boolean (task, FALSE);
  g_object_unref (dialog);
}
#endif

void
embark_compat_save_text_async (GtkWindow *parent,
                               const char *title,
                               const char *suggested_name,
                               const char *text,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, embark_compat_save_text_async);
  g_task_set_task_data (task, g_bytes_new (text, strlen (text)), (GDestroyNotify) g_bytes_unref);
#if GTK_CHECK_VERSION(4, 10, 0)
  {
    g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

    gtk_file_dialog_set_title (dialog, title);
    gtk_file_dialog_set_initial_name (dialog, suggested_name);
    gtk_file_dialog_save (dialog, parent, cancellable, chosen_cb, g_steal_pointer (&task));
  }
#else
  {
    GtkFileChooserNative *dialog =
        gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

    gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
    g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), g_steal_pointer (&task));
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  }
#endif
}

gboolean
embark_compat_save_text_finish (GtkWindow *parent, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- about, keys, announcements ---- */

void
embark_compat_present_about (GtkWindow *parent, const char *app_id, const char *version)
{
  const char *const developers[] = { _ ("The Embark engineers"), NULL };

#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *about = adw_about_dialog_new ();
#else
  GtkWidget *about = adw_about_window_new ();
#endif

  g_object_set (about, "application-icon", app_id, "application-name", "Embark", "version", version,
                "developer-name", developers[0], "developers", developers, "license-type",
                GTK_LICENSE_GPL_3_0, "comments",
                _ ("From an API key to a Salesforce workflow that ran, and the proof that it did."), NULL);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (about, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
#endif
}

void
embark_compat_announce (GtkWidget *widget, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#else
  /* The widgets that announce have the role "status" and their text as label, which is read when it changes.
   */
#endif
}

/* ---- the button of a password row ---- */

static void
name_by_tooltip (GtkWidget *button)
{
  const char *tooltip = gtk_widget_get_tooltip_text (button);

  if (tooltip != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

/* Returns: (transfer none) (nullable): in libadwaita's own part of the row, known by its icon */
static GtkWidget *
find_peek_button (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget))
    {
      const char *icon = gtk_button_get_icon_name (GTK_BUTTON (widget));

      return g_strcmp0 (icon, "view-reveal-symbolic") == 0 || g_strcmp0 (icon, "view-conceal-symbolic") == 0
                 ? widget
                 : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_peek_button (child);
  return found;
}

void
embark_compat_name_peek_button (AdwPasswordEntryRow *row)
{
  GtkWidget *button = find_peek_button (GTK_WIDGET (row));

  if (button == NULL)
    return;
  /* Its tooltip is in the user's language and says what a press does, now and after each press. */
  name_by_tooltip (button);
  g_signal_connect (button, "notify::tooltip-text", G_CALLBACK (name_by_tooltip), NULL);
}
