/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-host-line.h"
#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-notice.h"
#include "embark-problem-view.h"
#include "embark-symptom-popover.h"
#include "embark-visit-trace.h"
#include "embark-visit.h"
#include "embark-web-host.h"

struct _EmbarkVisit
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkImage *lock;
  GtkLabel *host;
  GtkWidget *session;
  GtkWidget *reload;
  GtkWidget *external;
  GtkButton *cancel;
  GtkStack *stack;
  AdwBin *view_slot;
  EmbarkProblemView *problem;
  GtkStack *status_icons;
  GtkImage *status_icon;
  GtkLabel *status;
  GtkLabel *status_time;
  GtkWidget *see_why;
  GtkWidget *see;
  EmbarkSymptomPopover *symptoms;
  GtkWidget *next;

  EmbarkWebHost *web;      /* (owned) (nullable) */
  EmbarkVisitTrace *trace; /* (owned) */
  gboolean fresh;          /* the remedy of the problem that is shown needs a new address */
};

enum
{
  CANCELLED,
  EXTERNAL,
  AGAIN,
  PROGRESS,
  NEXT,
  DOCTOR,
  CLOSED,
  SLOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkVisit, embark_visit, ADW_TYPE_BIN)

static void
show_host (EmbarkVisit *self)
{
  embark_host_line_show (self->web, self->host, self->lock);
}

static void
visited_cb (EmbarkWebHost *web,
            const char *host,
            const char *code,
            const char *description,
            const char *landmark,
            EmbarkVisit *self)
{
  embark_visit_trace_visited (self->trace, host, code, description, landmark);
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
titled_cb (EmbarkWebHost *web, const char *host, const char *title, EmbarkVisit *self)
{
  embark_visit_trace_titled (self->trace, title);
}

static void
popup_failed_cb (EmbarkWebHost *web, int failure, const char *host, const char *detail, EmbarkVisit *self)
{
  embark_visit_trace_failed (self->trace, failure);
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
window_closed_cb (EmbarkWebHost *web, int closing, gboolean popup, EmbarkVisit *self)
{
  g_signal_emit (self, signals[CLOSED], 0, closing);
}

static void
slow_cb (EmbarkVisit *self)
{
  g_signal_emit (self, signals[SLOW], 0);
}

static const char *
failure_title (EmbarkWebFailure failure)
{
  switch (failure)
    {
    case EMBARK_WEB_FAILURE_TLS:
      return _ ("The connection is not safe");
    case EMBARK_WEB_FAILURE_CRASHED:
      return _ ("The page stopped");
    case EMBARK_WEB_FAILURE_BLOCKED:
      return _ ("This address is not opened here");
    case EMBARK_WEB_FAILURE_HTTP_AUTH:
      return _ ("A name and password are asked for outside of the page");
    case EMBARK_WEB_FAILURE_CLIENT_CERTIFICATE:
      return _ ("A client certificate is needed");
    case EMBARK_WEB_FAILURE_REDIRECTS:
      return _ ("The page leads in circles");
    case EMBARK_WEB_FAILURE_NETWORK:
    default:
      return _ ("The page could not be loaded");
    }
}

static const char *
failure_explanation (EmbarkWebFailure failure)
{
  switch (failure)
    {
    case EMBARK_WEB_FAILURE_TLS:
      return _ (
          "The certificate of the page was refused, and there is no way around that. Often a proxy on this "
          "network looks into connections: try another network, or ask who runs it.");
    case EMBARK_WEB_FAILURE_CRASHED:
      return _ ("The process that shows the page ended. Loading it again keeps the session.");
    case EMBARK_WEB_FAILURE_BLOCKED:
      return _ (
          "The view opens encrypted web pages only, and saves no files. Go on in the browser if the client’s "
          "sign-in needs this.");
    case EMBARK_WEB_FAILURE_HTTP_AUTH:
    case EMBARK_WEB_FAILURE_CLIENT_CERTIFICATE:
      return _ ("The view signs in by web pages only. Go on in the browser, which can answer this.");
    case EMBARK_WEB_FAILURE_REDIRECTS:
      return _ ("Start again with a new link, or go on in the browser.");
    case EMBARK_WEB_FAILURE_NETWORK:
    default:
      return _ ("Check the network of this machine, then load it again.");
    }
}

static void
failed_cb (EmbarkWebHost *web, int failure, const char *host, const char *detail, EmbarkVisit *self)
{
  g_autofree char *title = NULL;

  embark_visit_trace_failed (self->trace, failure);
  /* Translators: first what happened, then the host at which it did */
  title = host != NULL && *host != '\0' ? g_strdup_printf (_ ("%s: %s"), failure_title (failure), host)
                                        : g_strdup (failure_title (failure));
  self->fresh = FALSE;
  embark_problem_view_set (self->problem, title, failure_explanation (failure), NULL, NULL, detail,
                           _ ("_Load Again"));
  gtk_stack_set_visible_child_name (self->stack, "failed");
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
refused_cb (EmbarkWebHost *web, int refusal, const char *host, const char *detail, EmbarkVisit *self)
{
  embark_visit_trace_refused (self->trace, refusal);
  embark_notice_toast (GTK_WIDGET (self), detail);
}

static void
remedy_cb (EmbarkVisit *self)
{
  if (self->fresh || self->web == NULL)
    {
      g_signal_emit (self, signals[AGAIN], 0);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "view");
  embark_web_host_reload (self->web);
}

static void
reload_clicked_cb (EmbarkVisit *self)
{
  if (self->web == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "view");
  embark_web_host_reload (self->web);
}

static void
external_clicked_cb (EmbarkVisit *self)
{
  g_signal_emit (self, signals[EXTERNAL], 0);
}

static void
cancel_clicked_cb (EmbarkVisit *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

/* Where the page has the focus, Escape is the page's: it closes lists and dialogs there, and must not end a
 * sign-in. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  EmbarkVisit *self = EMBARK_VISIT (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view_slot)))
    return FALSE;
  cancel_clicked_cb (self);
  return TRUE;
}

static void
next_clicked_cb (EmbarkVisit *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
see_why_clicked_cb (EmbarkVisit *self)
{
  g_signal_emit (self, signals[DOCTOR], 0);
}

static void
symptom_chosen_cb (EmbarkVisit *self, const char *id)
{
  EmbarkEvidence *evidence = self->trace->evidence;

  /* They say what they see because nothing else told it. */
  embark_set_str (&evidence->code, NULL);
  embark_set_str (&evidence->description, NULL);
  embark_set_str (&evidence->landmark, NULL);
  embark_set_str (&evidence->title, NULL);
  embark_set_str (&evidence->trouble, NULL);
  embark_set_str (&evidence->symptom, id);
  g_signal_emit (self, signals[DOCTOR], 0);
}

static void
drop_view (EmbarkVisit *self)
{
  if (self->web != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->web, self);
      embark_web_host_close (self->web);
      if (self->view_slot != NULL)
        adw_bin_set_child (self->view_slot, NULL);
    }
  g_clear_object (&self->web);
}

static void
embark_visit_dispose (GObject *object)
{
  EmbarkVisit *self = EMBARK_VISIT (object);

  drop_view (self);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_VISIT);
  G_OBJECT_CLASS (embark_visit_parent_class)->dispose (object);
}

static void
embark_visit_finalize (GObject *object)
{
  EmbarkVisit *self = EMBARK_VISIT (object);

  embark_visit_trace_free (self->trace);
  G_OBJECT_CLASS (embark_visit_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, EMBARK_TYPE_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
embark_visit_class_init (EmbarkVisitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_visit_dispose;
  object_class->finalize = embark_visit_finalize;

  signals[CANCELLED] = add_signal ("cancelled");
  signals[EXTERNAL] = add_signal ("external");
  signals[AGAIN] = add_signal ("again");
  signals[PROGRESS] = add_signal ("progress");
  signals[SLOW] = add_signal ("slow");
  signals[NEXT] = add_signal ("next");
  signals[DOCTOR] = add_signal ("doctor");
  signals[CLOSED] = g_signal_new ("closed", EMBARK_TYPE_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_SYMPTOM_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-visit.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, lock);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, host);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, session);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, reload);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, external);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, cancel);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, view_slot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, status_icons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, status_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, status);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, status_time);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, see_why);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, see);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, symptoms);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVisit, next);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, external_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, see_why_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, symptom_chosen_cb);
}

static void
embark_visit_init (EmbarkVisit *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->trace = embark_visit_trace_new ();
}

void
embark_visit_begin (EmbarkVisit *self)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  drop_view (self);
  embark_visit_trace_clear (self->trace);
  show_host (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_button_set_label (self->cancel, _ ("_Cancel"));
  gtk_widget_set_visible (self->next, FALSE);
  gtk_widget_set_visible (self->see_why, FALSE);
  gtk_widget_set_visible (self->see, TRUE);
  gtk_widget_set_visible (self->reload, TRUE);
  gtk_widget_set_visible (self->external, TRUE);
  gtk_widget_set_sensitive (self->reload, FALSE);
  gtk_widget_set_sensitive (self->external, FALSE);
  embark_visit_set_seconds (self, -1);
}

void
embark_visit_open (EmbarkVisit *self, const char *uri)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *view;

  g_return_if_fail (EMBARK_IS_VISIT (self));
  g_return_if_fail (uri != NULL);

  drop_view (self);
  gtk_widget_set_sensitive (self->external, TRUE);
  view = embark_web_host_new (&error);
  if (view == NULL)
    {
      embark_visit_fail (
          self, _ ("There is no embedded view on this machine"),
          _ ("Its part of the program could not be loaded. The sign-in works in the browser just as "
             "well: press the button with the arrow above."),
          NULL, NULL, error->message);
      return;
    }

  self->web = EMBARK_WEB_HOST (g_object_ref_sink (view));
  g_signal_connect_object (self->web, "visited", G_CALLBACK (visited_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "titled", G_CALLBACK (titled_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "popup-failed", G_CALLBACK (popup_failed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->web, "window-closed", G_CALLBACK (window_closed_cb), self,
                           G_CONNECT_DEFAULT);
  embark_web_host_set_landmarks (self->web, embark_doctor_get_landmarks (embark_doctor_get_default ()));
  g_signal_connect_object (self->web, "notify::host", G_CALLBACK (show_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "notify::security", G_CALLBACK (show_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "notify::slow", G_CALLBACK (slow_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->view_slot, view);
  gtk_stack_set_visible_child_name (self->stack, "view");
  gtk_widget_set_sensitive (self->reload, TRUE);
  embark_web_host_load (self->web, uri);
}

void
embark_visit_fail (EmbarkVisit *self,
                   const char *title,
                   const char *explanation,
                   const char *quote,
                   const char *request_id,
                   const char *details)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  self->fresh = TRUE;
  embark_problem_view_set (self->problem, title, explanation, quote, request_id, details, _ ("_Try Again"));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

void
embark_visit_set_status (EmbarkVisit *self, EmbarkTone tone, const char *text)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  if (tone == EMBARK_TONE_NOW)
    gtk_stack_set_visible_child_name (self->status_icons, "spinner");
  else
    {
      embark_tone_apply_to_image (tone, self->status_icon);
      gtk_stack_set_visible_child_name (self->status_icons, "icon");
    }
  if (g_strcmp0 (gtk_label_get_text (self->status), text) != 0)
    {
      gtk_label_set_text (self->status, text);
      embark_compat_announce (GTK_WIDGET (self->status), text);
    }
}

void
embark_visit_set_seconds (EmbarkVisit *self, int seconds)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_VISIT (self));

  if (seconds >= 0)
    text = seconds < 60 ? g_strdup_printf (C_ ("duration", "%d s"), seconds)
                        : g_strdup_printf (C_ ("duration", "%d min %d s"), seconds / 60, seconds % 60);
  gtk_label_set_text (self->status_time, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status_time), text != NULL);
}

void
embark_visit_set_connected (EmbarkVisit *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  embark_visit_set_status (self, EMBARK_TONE_OK, text);
  gtk_button_set_label (self->cancel, _ ("_Close"));
  gtk_widget_set_visible (self->external, FALSE);
  gtk_widget_set_visible (self->see, FALSE);
  gtk_widget_set_visible (self->see_why, FALSE);
  gtk_widget_set_visible (self->next, TRUE);
  gtk_widget_grab_focus (self->next);
}

void
embark_visit_close (EmbarkVisit *self)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  drop_view (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

void
embark_visit_set_can_tell_why (EmbarkVisit *self, gboolean can_tell)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  gtk_widget_set_visible (self->see_why, can_tell);
}

gboolean
embark_visit_get_slow (EmbarkVisit *self)
{
  gboolean slow = FALSE;

  g_return_val_if_fail (EMBARK_IS_VISIT (self), FALSE);

  if (self->web != NULL)
    g_object_get (self->web, "slow", &slow, NULL);
  return slow;
}

const EmbarkEvidence *
embark_visit_get_evidence (EmbarkVisit *self)
{
  g_return_val_if_fail (EMBARK_IS_VISIT (self), NULL);

  embark_set_str (&self->trace->evidence->hosts,
                  self->trace->hosts->len > 0 ? self->trace->hosts->str : NULL);
  return self->trace->evidence;
}

void
embark_visit_set_success_seconds (EmbarkVisit *self, int seconds)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  self->trace->evidence->success_seconds = seconds;
}

gboolean
embark_visit_tells (EmbarkVisit *self)
{
  g_return_val_if_fail (EMBARK_IS_VISIT (self), FALSE);

  return embark_visit_trace_tells (self->trace);
}

void
embark_visit_set_narrow (EmbarkVisit *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_VISIT (self));

  gtk_widget_set_visible (self->session, !narrow);
  gtk_widget_set_margin_start (self->box, narrow ? 0 : 12);
  gtk_widget_set_margin_end (self->box, narrow ? 0 : 12);
}
