/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payloads that come from a file or a cURL command, or go there. Nothing is run, and nothing but a plain file
 * is read. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-compat.h"
#include "embark-curl.h"
#include "embark-event-composer-private.h"
#include "embark-notice.h"
#include "embark-workbench-problem.h"

/* A payload of this size is far beyond what the platform takes. */
#define MAX_FILE_BYTES (4 * 1024 * 1024)

/* ---- files ---- */

static void
say_no_payload (EmbarkEventComposer *self, const char *why)
{
  embark_notice_message (GTK_WIDGET (self), _ ("This file is no payload"), why, NULL);
}

static void
take_text (EmbarkEventComposer *self, const char *bytes, gsize length)
{
  g_autofree char *text = NULL;

  /* A mark of the byte order is no JSON, and cannot be seen in the editor. */
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  if (!g_utf8_validate_len (bytes, length, NULL))
    {
      say_no_payload (self, _ ("It is not text in UTF-8."));
      return;
    }
  text = g_strndup (bytes, length);
  embark_event_composer_set_payload (self, text);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  EmbarkEventComposer *self;
  GByteArray *all = g_object_get_data (source, "embark-all");
  gsize length;
  const char *data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_EVENT_COMPOSER (user_data);
  if (bytes == NULL)
    {
      say_no_payload (self, error->message);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    {
      take_text (self, (const char *) all->data, all->len);
      return;
    }
  if (all->len + length > MAX_FILE_BYTES)
    {
      say_no_payload (self, _ ("It is larger than 4 MiB."));
      return;
    }
  g_byte_array_append (all, (const guint8 *) data, (guint) length);
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), 256 * 1024, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  EmbarkEventComposer *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_EVENT_COMPOSER (user_data);
  if (stream == NULL)
    {
      say_no_payload (self, error->message);
      return;
    }
  g_object_set_data_full (G_OBJECT (stream), "embark-all", g_byte_array_new (),
                          (GDestroyNotify) g_byte_array_unref);
  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), 256 * 1024, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

/* A FIFO or a device would be read for ever: only then is it opened. */
static void
looked_at_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  EmbarkEventComposer *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_EVENT_COMPOSER (user_data);
  if (info == NULL)
    say_no_payload (self, error->message);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    say_no_payload (self, _ ("It is no plain file."));
  else if (g_file_info_get_size (info) > MAX_FILE_BYTES)
    say_no_payload (self, _ ("It is larger than 4 MiB."));
  else
    g_file_read_async (G_FILE (source), G_PRIORITY_DEFAULT, self->cancellable, opened_cb, self);
}

static void
read_file (EmbarkEventComposer *self, GFile *file)
{
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, looked_at_cb, self);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventComposer) self = user_data;
  g_autoptr (GFile) file = embark_compat_choose_file_finish (GTK_WINDOW (source), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    read_file (self, file);
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);
  const char *const patterns[] = { "*.json", NULL };
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    embark_compat_choose_file_async (GTK_WINDOW (root), _ ("Open Payload"), NULL, patterns, _ ("JSON"),
                                     self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventComposer) self = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_compat_save_text_finish (GTK_WINDOW (source), result, &error))
    embark_notice_toast (GTK_WIDGET (self), _ ("Payload saved"));
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
save_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *text = embark_payload_pane_dup_text (self->pane);
  g_autofree char *file = NULL;

  if (self->event == NULL || !GTK_IS_WINDOW (root))
    return;
  file = g_strdup_printf ("%s.json", embark_event_get_name (self->event));
  g_strdelimit (file, "/\\", '-');
  embark_compat_save_text_async (GTK_WINDOW (root), _ ("Save Payload"), file, text, self->cancellable,
                                 saved_cb, g_object_ref (self));
}

static gboolean
dropped_cb (EmbarkEventComposer *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || files->next != NULL)
    {
      embark_notice_toast (GTK_WIDGET (self), _ ("One file at a time"));
      return FALSE;
    }
  read_file (self, files->data);
  return TRUE;
}

void
embark_event_composer_take_drops (EmbarkEventComposer *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  /* Before the editor takes its name as text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
save_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_event_templates_ask_name (EMBARK_EVENT_COMPOSER (widget)->templates);
}

/* ---- cURL ---- */

static void
copy_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);
  EmbarkWorkspace *workspace = embark_event_composer_get_workspace (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = embark_payload_pane_expand (self->pane, self->onboarding, &error);
  g_autoptr (EmbarkFire) fire = NULL;
  g_autoptr (EmbarkCurl) curl = NULL;
  g_autofree char *command = NULL;
  EmbarkLinkedAccount *account;
  EmbarkConfig *config;

  if (workspace == NULL || self->event == NULL)
    return;
  if (payload == NULL)
    {
      embark_workbench_report (widget, error);
      return;
    }
  account = embark_onboarding_get_account (self->onboarding);
  config = embark_onboarding_get_config (self->onboarding);
  if (account == NULL)
    return;
  fire = embark_fire_new (NULL, embark_profile_get_id (embark_workspace_get_profile (workspace)),
                          embark_linked_account_get_id (account), EMBARK_SLUG_SALESFORCE,
                          config != NULL && embark_config_get_id (config) != NULL
                              ? embark_config_get_id (config)
                              : embark_linked_account_get_id (account),
                          embark_event_get_name (self->event), payload, 0);
  curl = embark_curl_new_for_fire (embark_client_get_base_uri (embark_workspace_get_client (workspace)), fire,
                                   payload, FALSE);
  command = embark_curl_print (curl);
  embark_notice_copy (widget, command, _ ("cURL command copied, with the key as $COBALT_API_KEY"));
}

/* Returns: (nullable): what is unlike here in a command that was pasted */
static const char *
get_difference (EmbarkEventComposer *self, const EmbarkCurl *curl, const EmbarkCurlFire *fire)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (self->onboarding);
  EmbarkWorkspace *workspace = embark_event_composer_get_workspace (self);
  g_autoptr (GUri) uri = g_uri_parse (curl->uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) base = g_uri_parse (embark_client_get_base_uri (embark_workspace_get_client (workspace)),
                                       G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || base == NULL || g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (base)) != 0
      || g_uri_get_port (uri) != g_uri_get_port (base))
    return _ ("The command is for another address. It is fired here for this environment.");
  if (fire != NULL && fire->account_id != NULL && account != NULL
      && g_strcmp0 (fire->account_id, embark_linked_account_get_id (account)) != 0)
    return _ ("The command is for another linked account. It is fired here for this one.");
  return NULL;
}

static void
take_command (EmbarkEventComposer *self, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkCurl) curl = NULL;
  g_autoptr (EmbarkCurlFire) fire = NULL;
  const char *difference;
  const char *payload;

  if (!embark_curl_parse (command, &curl, &error))
    {
      embark_notice_message (GTK_WIDGET (self), _ ("This is no command that can be taken in"), error->message,
                             NULL);
      return;
    }
  fire = embark_curl_read_fire (curl);
  payload = fire != NULL && fire->payload != NULL ? fire->payload : curl->body;
  if (payload == NULL)
    {
      embark_notice_message (GTK_WIDGET (self), _ ("The command has no payload"),
                             _ ("Nothing was changed, and nothing was sent."), NULL);
      return;
    }
  difference = get_difference (self, curl, fire);
  if (difference != NULL)
    embark_notice_message (GTK_WIDGET (self), _ ("The payload was taken over"), difference, NULL);
  if (fire != NULL && fire->event != NULL && !g_str_equal (fire->event, embark_event_get_name (self->event)))
    g_signal_emit_by_name (self, "choose-event", fire->event, payload);
  else
    embark_event_composer_set_payload (self, payload);
}

static void
command_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (self->onboarding == NULL || self->event == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (text == NULL || *text == '\0')
    embark_notice_message (GTK_WIDGET (self), _ ("The clipboard has no text"),
                           _ ("Copy a cURL command first, then choose this again."), NULL);
  else
    take_command (self, text);
}

static void
paste_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), self->cancellable, command_read_cb,
                                 g_object_ref (self));
}

void
embark_event_composer_install_files (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "compose.open-file", NULL, open_file_action);
  gtk_widget_class_install_action (widget_class, "compose.save-file", NULL, save_file_action);
  gtk_widget_class_install_action (widget_class, "compose.save-template", NULL, save_template_action);
  gtk_widget_class_install_action (widget_class, "compose.copy-curl", NULL, copy_curl_action);
  gtk_widget_class_install_action (widget_class, "compose.paste-curl", NULL, paste_curl_action);
}
