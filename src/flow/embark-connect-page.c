/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-compat.h"
#include "embark-connect-page.h"
#include "embark-connection-card.h"
#include "embark-notice.h"
#include "embark-problem-view.h"
#include "embark-refusal.h"
#include "embark-visit.h"

typedef enum
{
  DOOR_NONE,
  DOOR_EMBEDDED,
  DOOR_BROWSER,
} Door;

struct _EmbarkConnectPage
{
  EmbarkFlowPage parent_instance;

  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  EmbarkConnectionCard *card;
  GtkWidget *doors;
  GtkLabel *doors_title;
  GtkWidget *here_button;
  GtkWidget *browser_button;
  GtkWidget *browser_spinner;
  GtkOrientable *here_door;
  GtkOrientable *browser_door;
  GtkWidget *waiting;
  GtkLabel *waiting_label;
  GtkWidget *next;
  EmbarkVisit *visit;

  Door door;
  EmbarkConnectLink *link;   /* (owned) (nullable): a secret */
  GCancellable *door_cancel; /* (owned) (nullable): ends with the door */
  GError *error;             /* (owned) (nullable): what failed outside the visit */
  gint64 opened_at;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (EmbarkConnectPage, embark_connect_page, EMBARK_TYPE_FLOW_PAGE)

static EmbarkOnboarding *
onboarding_of (EmbarkConnectPage *self)
{
  return embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
}

static EmbarkConnectionWatcher *
watcher_of (EmbarkConnectPage *self)
{
  return embark_onboarding_get_watcher (onboarding_of (self));
}

static EmbarkClock *
clock_of (EmbarkConnectPage *self)
{
  return embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding_of (self)));
}

/* ---- what is so now ---- */

static void
embark_connect_page_update (EmbarkFlowPage *page)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (page);
  EmbarkOnboarding *onboarding = onboarding_of (self);
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  gboolean connected = facts->link == EMBARK_LINK_CONNECTED;
  g_autofree char *title = NULL;

  /* Translators: %s is the name of the client */
  title = g_strdup_printf (_ ("Connect %s to Salesforce"),
                           account != NULL ? embark_linked_account_get_display_name (account) : "");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->reason,
                      _ ("Somebody at the client signs in to Salesforce once and allows access. Pick "
                         "whichever way suits the call."));
  /* Who is connected is in the card, and said once. */
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !connected);
  embark_connection_card_update (self->card, onboarding);
  gtk_label_set_text (self->doors_title, connected ? _ ("Sign in anew") : _ ("Choose how they sign in"));
  if (connected)
    gtk_widget_remove_css_class (self->here_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->here_button, "suggested-action");
  gtk_widget_set_sensitive (self->doors, self->door == DOOR_NONE && account != NULL);
  gtk_widget_set_visible (self->browser_spinner, self->door == DOOR_BROWSER && self->link == NULL);
  gtk_widget_set_visible (self->waiting, self->door == DOOR_BROWSER && self->link != NULL);
  gtk_widget_set_visible (self->next, connected && self->door == DOOR_NONE);
  embark_flow_page_show_problem (
      page, self->problem,
      self->error != NULL ? self->error : embark_onboarding_get_error (onboarding, EMBARK_STEP_CONNECT));
}

/* ---- the door ---- */

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_onboarding_refresh_finish (EMBARK_ONBOARDING (source), result, &error))
    g_debug ("Refreshing after a door closed: %s", error->message);
}

/* Closes whatever door is open and writes down what came of it. The link of an embedded visit dies with the
 * view; one that went to a browser is left alone after a success, since somebody still looks at the page
 * behind it. */
static void
close_door (EmbarkConnectPage *self)
{
  EmbarkConnectionWatcher *watcher = watcher_of (self);
  Door door = self->door;
  gboolean connected;
  const char *code;

  if (door == DOOR_NONE)
    return;
  connected = embark_connection_watcher_get_state (watcher) == EMBARK_WATCH_CONNECTED;
  code = door == DOOR_EMBEDDED ? embark_visit_get_code (self->visit) : NULL;
  self->door = DOOR_NONE;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->door_cancel);
  g_clear_object (&self->door_cancel);
  embark_connection_watcher_stop (watcher);
  if (self->link != NULL)
    {
      embark_onboarding_note_attempt (onboarding_of (self), door == DOOR_EMBEDDED ? "embedded" : "browser",
                                      door == DOOR_EMBEDDED ? embark_visit_get_hosts (self->visit) : "",
                                      connected ? NULL : code,
                                      connected      ? "connected"
                                      : code != NULL ? "denied"
                                                     : "cancelled",
                                      self->opened_at);
      if (door == DOOR_EMBEDDED || !connected)
        embark_connection_watcher_revoke_link (watcher, self->link);
    }
  g_clear_pointer (&self->link, embark_connect_link_free);
}

static void
leave (EmbarkConnectPage *self)
{
  close_door (self);
  embark_visit_close (self->visit);
  gtk_stack_set_visible_child_name (self->stack, "doors");
  /* A user who closes the view may have been done a moment before: the server has the last word. */
  embark_onboarding_refresh_async (onboarding_of (self), NULL, refreshed_cb, NULL);
  embark_connect_page_update (EMBARK_FLOW_PAGE (self));
}

static void
show_refused (EmbarkConnectPage *self, const char *code)
{
  EmbarkRefusal refusal = embark_refusal_lookup (code);
  g_autofree char *text = NULL;

  /* Translators: what Salesforce refused, with its code, and what to do */
  text = g_strdup_printf (_ ("%s (%s). %s"), refusal.title, code, refusal.explanation);
  embark_visit_set_status (self->visit, EMBARK_TONE_WARN, text);
}

static void
show_waiting (EmbarkConnectPage *self)
{
  const char *code = embark_visit_get_code (self->visit);
  const GError *error = embark_connection_watcher_get_error (watcher_of (self));

  if (self->door == DOOR_BROWSER)
    gtk_label_set_text (self->waiting_label,
                        error != NULL
                            ? _ ("Cobalt does not answer at the moment; asking goes on.")
                            : _ ("Waiting for the sign-in in the browser. This page notices it by itself."));
  else if (code != NULL)
    show_refused (self, code);
  else if (error != NULL)
    embark_visit_set_status (self->visit, EMBARK_TONE_NOW,
                             _ ("Cobalt does not answer at the moment; asking goes on."));
  else
    embark_visit_set_status (self->visit, EMBARK_TONE_NOW,
                             _ ("Waiting for the client to sign in and allow access."));
}

static void
watch_changed_cb (EmbarkConnectPage *self)
{
  EmbarkConnectionWatcher *watcher = watcher_of (self);

  if (self->door == DOOR_NONE || self->link == NULL)
    return;
  if (embark_connection_watcher_get_state (watcher) != EMBARK_WATCH_CONNECTED)
    {
      show_waiting (self);
      return;
    }

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->door == DOOR_EMBEDDED)
    {
      g_autofree char *sentence = embark_connection_card_dup_sentence (onboarding_of (self));

      embark_visit_set_connected (self->visit, sentence);
      embark_onboarding_refresh_async (onboarding_of (self), NULL, refreshed_cb, NULL);
    }
  else
    leave (self);
}

static gboolean
tick_cb (gpointer data)
{
  EmbarkConnectPage *self = data;
  gint64 elapsed = embark_clock_get_real_time (clock_of (self)) - self->opened_at;

  embark_visit_set_seconds (self->visit, (int) (elapsed / G_USEC_PER_SEC));
  return G_SOURCE_CONTINUE;
}

static void
start_waiting (EmbarkConnectPage *self)
{
  self->opened_at = embark_clock_get_real_time (clock_of (self));
  embark_connection_watcher_start (watcher_of (self),
                                   embark_onboarding_get_application (onboarding_of (self)));
  show_waiting (self);
  if (self->door == DOOR_EMBEDDED && self->tick_id == 0)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  embark_connect_page_update (EMBARK_FLOW_PAGE (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConnectPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error) || self->door != DOOR_BROWSER)
    return;
  close_door (self);
  embark_notice_message (
      GTK_WIDGET (self), _ ("The browser could not be opened"),
      _ ("No program on this machine opens web pages. The sign-in works here in the window, too."), NULL);
  embark_connect_page_update (EMBARK_FLOW_PAGE (self));
}

static void
link_failed (EmbarkConnectPage *self, GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

  if (self->door == DOOR_EMBEDDED && problem != NULL)
    {
      g_autofree char *details = embark_problem_to_text (problem);

      embark_visit_fail (self->visit, problem->title, problem->explanation, problem->quote,
                         problem->request_id, details);
      embark_visit_set_status (self->visit, EMBARK_TONE_BAD, _ ("No connect address was made."));
      return;
    }
  close_door (self);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  embark_connect_page_update (EMBARK_FLOW_PAGE (self));
}

static void
link_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  EmbarkConnectLink *link =
      embark_connection_watcher_create_link_finish (EMBARK_CONNECTION_WATCHER (source), result, &error);
  EmbarkConnectPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_CONNECT_PAGE (user_data);
  if (link == NULL)
    {
      link_failed (self, error);
      return;
    }

  self->link = link;
  if (self->door == DOOR_EMBEDDED)
    embark_visit_open (self->visit, link->uri);
  else
    embark_compat_open_uri_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), link->uri, NULL,
                                  opened_cb, g_object_ref (self));
  start_waiting (self);
}

static void
open_door (EmbarkConnectPage *self, Door door)
{
  close_door (self);
  g_clear_error (&self->error);
  self->door = door;
  self->door_cancel = g_cancellable_new ();
  self->opened_at = embark_clock_get_real_time (clock_of (self));
  if (door == DOOR_EMBEDDED)
    {
      embark_visit_begin (self->visit);
      embark_visit_set_status (self->visit, EMBARK_TONE_NOW, _ ("Making a connect address."));
      gtk_stack_set_visible_child_name (self->stack, "visit");
    }
  else
    gtk_stack_set_visible_child_name (self->stack, "doors");
  embark_connect_page_update (EMBARK_FLOW_PAGE (self));
  embark_connection_watcher_create_link_async (watcher_of (self), self->door_cancel, link_created_cb, self);
}

static void
here_clicked_cb (EmbarkConnectPage *self)
{
  open_door (self, DOOR_EMBEDDED);
}

static void
browser_clicked_cb (EmbarkConnectPage *self)
{
  open_door (self, DOOR_BROWSER);
}

static void
stop_clicked_cb (EmbarkConnectPage *self)
{
  leave (self);
}

static void
visit_again_cb (EmbarkConnectPage *self)
{
  open_door (self, DOOR_EMBEDDED);
}

static void
visit_external_cb (EmbarkConnectPage *self)
{
  embark_visit_close (self->visit);
  open_door (self, DOOR_BROWSER);
}

static void
visit_progress_cb (EmbarkConnectPage *self)
{
  if (self->door != DOOR_EMBEDDED || self->link == NULL
      || embark_connection_watcher_get_state (watcher_of (self)) == EMBARK_WATCH_CONNECTED)
    return;
  show_waiting (self);
  embark_connection_watcher_poll_now (watcher_of (self));
}

static void
visit_next_cb (EmbarkConnectPage *self)
{
  leave (self);
  embark_flow_page_go_to (EMBARK_FLOW_PAGE (self), EMBARK_STEP_WORKFLOWS);
}

/* ---- disconnecting ---- */

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConnectPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = embark_onboarding_disconnect_finish (EMBARK_ONBOARDING (source), result, &error);

  /* What was done is told as done, also to a page that went while the path was read again. */
  if (g_cancellable_is_cancelled (embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self))))
    return;
  if (done)
    embark_notice_toast (GTK_WIDGET (self), _ ("Disconnected"));
  else
    embark_flow_page_report (EMBARK_FLOW_PAGE (self), error);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConnectPage) self = user_data;

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result))
    return;
  /* Disconnecting ends the watch: a door left open would be waited at for ever. */
  close_door (self);
  embark_connect_page_update (EMBARK_FLOW_PAGE (self));
  embark_onboarding_disconnect_async (onboarding_of (self),
                                      embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)),
                                      disconnected_cb, g_object_ref (self));
}

static void
disconnect_clicked_cb (EmbarkConnectPage *self)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding_of (self));
  g_autofree char *heading = NULL;

  if (account == NULL)
    return;
  /* Translators: %s is the name of the client */
  heading = g_strdup_printf (_ ("Disconnect %s from Salesforce?"),
                             embark_linked_account_get_display_name (account));
  embark_compat_confirm_async (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
      _ ("Its workflows stop running until somebody at the client signs in again. This cannot "
         "be undone from here."),
      _ ("_Disconnect"), TRUE, embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)), confirmed_cb,
      g_object_ref (self));
}

/* ---- the class ---- */

static void
embark_connect_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (page);
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (self->here_door, orientation);
  gtk_orientable_set_orientation (self->browser_door, orientation);
  embark_connection_card_set_narrow (self->card, narrow);
  embark_visit_set_narrow (self->visit, narrow);
}

static void
embark_connect_page_constructed (GObject *object)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (object);

  G_OBJECT_CLASS (embark_connect_page_parent_class)->constructed (object);
  if (self->door == DOOR_NONE)
    embark_connect_page_narrow_changed (EMBARK_FLOW_PAGE (self),
                                        embark_flow_page_get_narrow (EMBARK_FLOW_PAGE (self)));
  if (watcher_of (self) != NULL)
    g_signal_connect_object (watcher_of (self), "notify", G_CALLBACK (watch_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
embark_connect_page_dispose (GObject *object)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (object);

  if (self->visit != NULL && onboarding_of (self) != NULL)
    close_door (self);
  g_clear_error (&self->error);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_CONNECT_PAGE);
  G_OBJECT_CLASS (embark_connect_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, card);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, doors);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, doors_title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, here_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, browser_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, browser_spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, here_door);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, browser_door);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, next);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, visit);
}

static void
embark_connect_page_class_init (EmbarkConnectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  object_class->constructed = embark_connect_page_constructed;
  object_class->dispose = embark_connect_page_dispose;
  page_class->update = embark_connect_page_update;
  page_class->narrow_changed = embark_connect_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_CONNECTION_CARD);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_VISIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-connect-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, here_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave);
  gtk_widget_class_bind_template_callback (widget_class, visit_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, visit_external_cb);
  gtk_widget_class_bind_template_callback (widget_class, visit_progress_cb);
  gtk_widget_class_bind_template_callback (widget_class, visit_next_cb);
}

static void
embark_connect_page_init (EmbarkConnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
