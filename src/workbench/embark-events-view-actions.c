/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a user does with the event that is chosen. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-event-delete.h"
#include "embark-event-dialog.h"
#include "embark-events-view-private.h"
#include "embark-notice.h"

static void
saved_cb (EmbarkEventsView *self, EmbarkEvent *event)
{
  embark_events_view_stop_search (self);
  embark_events_view_choose (self, event);
  embark_notice_toast (GTK_WIDGET (self), _ ("Event saved"));
  g_signal_emit_by_name (self, "changed");
}

static void
present_dialog (EmbarkEventsView *self, EmbarkEvent *event)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  EmbarkEventDialog *dialog;

  if (self->book == NULL || !GTK_IS_WINDOW (root))
    return;
  dialog = embark_event_dialog_new (self->book, GTK_WINDOW (root), event);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_dialog (EMBARK_EVENTS_VIEW (widget), NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventsView *self = EMBARK_EVENTS_VIEW (widget);

  if (self->shown != NULL)
    present_dialog (self, self->shown);
}

static void
fire_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventsView *self = EMBARK_EVENTS_VIEW (widget);

  if (self->composing)
    embark_event_composer_fire (self->composer);
  else if (self->shown != NULL)
    gtk_widget_activate_action (widget, "win.fire-event", "s", embark_event_get_name (self->shown));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventsView *self = EMBARK_EVENTS_VIEW (widget);
  g_autofree char *sample = self->shown != NULL ? embark_event_dup_sample (self->shown) : NULL;

  if (sample != NULL)
    embark_notice_copy (widget, sample, _ ("Sample payload copied"));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_events_view_choose (EMBARK_EVENTS_VIEW (widget), NULL);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean deleted = embark_event_book_delete_finish (EMBARK_EVENT_BOOK (source), result, &error);
  EmbarkEventsView *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_EVENTS_VIEW (user_data);
  if (!deleted)
    {
      embark_workbench_report (GTK_WIDGET (self), error);
      return;
    }
  embark_notice_toast (GTK_WIDGET (self), _ ("Event deleted"));
  g_signal_emit_by_name (self, "changed");
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventsView *self = EMBARK_EVENTS_VIEW (widget);

  if (self->shown != NULL)
    embark_event_delete (widget, self->workspace, self->book, self->shown, self->cancellable, deleted_cb,
                         self);
}

void
embark_events_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "events.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "events.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "events.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "events.fire", NULL, fire_action);
  gtk_widget_class_install_action (widget_class, "events.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "events.back", NULL, back_action);
}
