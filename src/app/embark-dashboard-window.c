/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-app-sessions.h"
#include "embark-compat.h"
#include "embark-host-line.h"
#include "embark-dashboard-window.h"
#include "embark-notice.h"
#include "embark-problem-view.h"
#include "embark-web-host.h"

struct _EmbarkDashboardWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkWidget *reload;
  GtkWidget *external;
  GtkImage *lock;
  GtkLabel *host;
  GtkWidget *spinner;
  GtkWidget *forget;
  GtkStack *stack;
  AdwBin *slot;
  EmbarkProblemView *problem;

  EmbarkApp *app;         /* (owned) */
  EmbarkProfile *profile; /* (owned) */
  char *address;          /* (owned) (nullable): what was asked for last */
  EmbarkWebHost *web;     /* (owned) (nullable) */
  GCancellable *cancellable;
  gboolean forgetting; /* its folder is being deleted: no view may write there */
};

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkDashboardWindow, embark_dashboard_window, ADW_TYPE_WINDOW)

static char *
dup_uri (EmbarkDashboardWindow *self)
{
  /* The API and the dashboard are one origin, contract section 1. */
  return g_strconcat (embark_profile_get_base_uri (self->profile), self->address, NULL);
}

/* ---- what the view tells ---- */

static void
show_host (EmbarkDashboardWindow *self)
{
  embark_host_line_show (self->web, self->host, self->lock);
}

static void
loading_cb (EmbarkDashboardWindow *self)
{
  gboolean loading = FALSE;

  g_object_get (self->web, "loading", &loading, NULL);
  gtk_widget_set_visible (self->spinner, loading);
}

static void
show_problem (EmbarkDashboardWindow *self, const char *title, const char *explanation, const char *details)
{
  embark_problem_view_set (self->problem, title, explanation, NULL, NULL, details, _ ("_Load Again"));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
failed_cb (EmbarkWebHost *web, int failure, const char *host, const char *detail, EmbarkDashboardWindow *self)
{
  if (failure == EMBARK_WEB_FAILURE_TLS)
    show_problem (
        self, _ ("The connection is not safe"),
        _ ("The certificate of the page was refused, and there is no way around that. Often a proxy "
           "on this network looks into connections: try another network, or ask who runs it."),
        detail);
  else
    show_problem (self, _ ("The dashboard could not be shown"),
                  _ ("Load it again, or open it in the browser with the button above."), detail);
}

static void
refused_cb (EmbarkWebHost *web, int what, const char *host, const char *detail, EmbarkDashboardWindow *self)
{
  embark_notice_toast (GTK_WIDGET (self), detail);
}

/* ---- the view ---- */

static void
drop_view (EmbarkDashboardWindow *self)
{
  if (self->web == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->web, self);
  embark_web_host_close (self->web);
  if (self->slot != NULL)
    adw_bin_set_child (self->slot, NULL);
  g_clear_object (&self->web);
}

static gboolean
ensure_view (EmbarkDashboardWindow *self)
{
  g_autofree char *folder = embark_app_dup_session_folder (self->profile);
  g_autoptr (GError) error = NULL;
  GtkWidget *view;

  if (self->web != NULL)
    return TRUE;
  view = embark_web_host_new_kept (folder, &error);
  if (view == NULL)
    {
      show_problem (
          self, _ ("There is no embedded view on this machine"),
          _ ("Its part of the program, or the folder for its sign-in, could not be used. The dashboard "
             "opens in the browser just as well: press the button with the arrow above."),
          error->message);
      return FALSE;
    }
  self->web = EMBARK_WEB_HOST (g_object_ref_sink (view));
  g_signal_connect_object (self->web, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "notify::host", G_CALLBACK (show_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "notify::security", G_CALLBACK (show_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->slot, view);
  return TRUE;
}

static void
load (EmbarkDashboardWindow *self)
{
  g_autofree char *uri = dup_uri (self);

  /* What is asked for meanwhile is loaded once that is over. */
  if (self->forgetting || !ensure_view (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, "view");
  embark_web_host_load (self->web, uri);
}

static void
reload_clicked_cb (EmbarkDashboardWindow *self)
{
  if (self->web == NULL)
    {
      load (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "view");
  embark_web_host_reload (self->web);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error))
    embark_notice_toast (GTK_WIDGET (source), _ ("The browser could not be opened"));
}

static void
external_clicked_cb (EmbarkDashboardWindow *self)
{
  g_autofree char *uri = dup_uri (self);

  embark_compat_open_uri_async (GTK_WINDOW (self), uri, self->cancellable, opened_cb, NULL);
}

/* ---- forgetting ---- */

static void
set_forgetting (EmbarkDashboardWindow *self, gboolean forgetting)
{
  self->forgetting = forgetting;
  gtk_widget_set_sensitive (self->forget, !forgetting);
  gtk_widget_set_sensitive (self->reload, !forgetting);
  gtk_widget_set_visible (self->spinner, forgetting);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkDashboardWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean forgotten = embark_app_forget_session_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_forgetting (self, FALSE);
  if (forgotten)
    {
      embark_notice_toast (GTK_WIDGET (self), _ ("The sign-in is forgotten"));
      load (self);
    }
  else
    show_problem (self, _ ("The sign-in could not be deleted"),
                  _ ("Its folder could not be removed. Close this window and try again."), error->message);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkDashboardWindow *self = EMBARK_DASHBOARD_WINDOW (source);

  if (!embark_compat_confirm_finish (GTK_WINDOW (self), result))
    return;
  /* The view goes first: it would write down again what is being deleted. */
  drop_view (self);
  show_host (self);
  set_forgetting (self, TRUE);
  embark_app_forget_session_async (self->profile, forgotten_cb, g_object_ref (self));
}

static void
forget_clicked_cb (EmbarkDashboardWindow *self)
{
  embark_compat_confirm_async (
      GTK_WINDOW (self), _ ("Sign out of the dashboard and forget?"),
      _ ("What the dashboard’s pages stored for this profile on this machine is deleted. The next time "
         "somebody has to sign in. Nothing changes in Cobalt."),
      _ ("_Sign Out"), TRUE, self->cancellable, confirmed_cb, NULL);
}

/* ---- the class ---- */

static gboolean
embark_dashboard_window_close_request (GtkWindow *window)
{
  g_signal_emit (window, signals[LEFT], 0);
  return GTK_WINDOW_CLASS (embark_dashboard_window_parent_class)->close_request (window);
}

static void
embark_dashboard_window_dispose (GObject *object)
{
  EmbarkDashboardWindow *self = EMBARK_DASHBOARD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  drop_view (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_DASHBOARD_WINDOW);
  G_OBJECT_CLASS (embark_dashboard_window_parent_class)->dispose (object);
}

static void
embark_dashboard_window_finalize (GObject *object)
{
  EmbarkDashboardWindow *self = EMBARK_DASHBOARD_WINDOW (object);

  g_clear_object (&self->app);
  g_clear_object (&self->profile);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (embark_dashboard_window_parent_class)->finalize (object);
}

static void
embark_dashboard_window_class_init (EmbarkDashboardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_dashboard_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_dashboard_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = embark_dashboard_window_close_request;

  signals[LEFT] = g_signal_new ("left", EMBARK_TYPE_DASHBOARD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-dashboard-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, reload);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, external);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, lock);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, host);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, forget);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, slot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDashboardWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, reload_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, external_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_clicked_cb);
}

/* Before the page sees it: a page must not be able to keep its window open. */
static void
add_closing_key (EmbarkDashboardWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>w"),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
embark_dashboard_window_init (EmbarkDashboardWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  add_closing_key (self);
  show_host (self);
}

EmbarkDashboardWindow *
embark_dashboard_window_new (EmbarkApp *app, EmbarkProfile *profile, GtkWindow *parent)
{
  EmbarkDashboardWindow *self;

  g_return_val_if_fail (EMBARK_IS_APP (app), NULL);
  g_return_val_if_fail (EMBARK_IS_PROFILE (profile), NULL);

  self = g_object_new (EMBARK_TYPE_DASHBOARD_WINDOW, "transient-for", parent, NULL);
  self->app = g_object_ref (app);
  self->profile = g_object_ref (profile);
  adw_window_title_set_subtitle (self->heading, embark_profile_get_name (profile));
  return self;
}

void
embark_dashboard_window_open (EmbarkDashboardWindow *self, const char *address)
{
  g_return_if_fail (EMBARK_IS_DASHBOARD_WINDOW (self));
  g_return_if_fail (address != NULL && *address == '/');

  g_free (self->address);
  self->address = g_strdup (address);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
