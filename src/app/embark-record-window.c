/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-problem-view.h"
#include "embark-record-window.h"
#include "embark-web-host.h"

struct _EmbarkRecordWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkStack *stack;
  AdwBin *slot;
  EmbarkProblemView *problem;

  EmbarkWebHost *web; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkRecordWindow, embark_record_window, ADW_TYPE_WINDOW)

static void
show_problem (EmbarkRecordWindow *self, const char *details)
{
  embark_problem_view_set (self->problem, _ ("The record could not be shown"),
                           _ ("The stand-in Salesforce did not answer. Load it again."), NULL, NULL, details,
                           _ ("_Load Again"));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
failed_cb (EmbarkWebHost *web, int failure, const char *host, const char *detail, EmbarkRecordWindow *self)
{
  show_problem (self, detail);
}

static void
host_cb (EmbarkRecordWindow *self)
{
  g_autofree char *host = NULL;

  g_object_get (self->web, "host", &host, NULL);
  adw_window_title_set_subtitle (self->heading, host != NULL ? host : "");
}

static void
reload_clicked_cb (EmbarkRecordWindow *self)
{
  if (self->web == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "view");
  embark_web_host_reload (self->web);
}

static void
embark_record_window_dispose (GObject *object)
{
  EmbarkRecordWindow *self = EMBARK_RECORD_WINDOW (object);

  if (self->web != NULL)
    embark_web_host_close (self->web);
  g_clear_object (&self->web);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RECORD_WINDOW);
  G_OBJECT_CLASS (embark_record_window_parent_class)->dispose (object);
}

static void
embark_record_window_class_init (EmbarkRecordWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_record_window_dispose;
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-record-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRecordWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRecordWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRecordWindow, slot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRecordWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, reload_clicked_cb);
}

/* Before the page sees them: a page must not be able to keep its window open. */
static void
add_closing_keys (EmbarkRecordWindow *self)
{
  static const char *const triggers[] = { "Escape", "<Control>w" };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (triggers[i]),
                                                            gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
embark_record_window_init (EmbarkRecordWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_closing_keys (self);
}

void
embark_record_window_present (GtkWindow *parent, const char *uri)
{
  EmbarkRecordWindow *self = g_object_new (EMBARK_TYPE_RECORD_WINDOW, "transient-for", parent, NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *view = embark_web_host_new (&error);

  if (view == NULL)
    show_problem (self, error->message);
  else
    {
      self->web = EMBARK_WEB_HOST (g_object_ref_sink (view));
      g_signal_connect_object (self->web, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_DEFAULT);
      g_signal_connect_object (self->web, "notify::host", G_CALLBACK (host_cb), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (self->slot, view);
      embark_web_host_load (self->web, uri);
    }
  gtk_window_present (GTK_WINDOW (self));
}
