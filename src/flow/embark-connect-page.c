/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-brand-window.h"
#include "embark-compat.h"
#include "embark-connect-page-private.h"
#include "embark-glib.h"
#include "embark-notice.h"
#include "embark-problem-view.h"

/* What was looked at this long ago is looked at anew when somebody comes back. */
#define PREFLIGHT_AGE (10 * 60 * (gint64) G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (EmbarkConnectPage, embark_connect_page, EMBARK_TYPE_FLOW_PAGE)

EmbarkOnboarding *
connect_page_onboarding (EmbarkConnectPage *self)
{
  return embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
}

EmbarkConnectionWatcher *
connect_page_watcher (EmbarkConnectPage *self)
{
  return embark_onboarding_get_watcher (connect_page_onboarding (self));
}

EmbarkClock *
connect_page_clock (EmbarkConnectPage *self)
{
  return embark_workspace_get_clock (embark_onboarding_get_workspace (connect_page_onboarding (self)));
}

/* ---- what is so now ---- */

/* Before a sign-in it is looked whether one can work: once, and not while nobody looks. */
static void
check (EmbarkConnectPage *self)
{
  EmbarkOnboarding *onboarding = connect_page_onboarding (self);
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  const EmbarkLinkState link = embark_facts_get (embark_onboarding_get_facts (onboarding))->link;

  if (account == NULL)
    return;
  if (self->preflight == NULL)
    {
      self->preflight = embark_preflight_new (embark_onboarding_get_workspace (onboarding),
                                              embark_linked_account_get_id (account));
      embark_preflight_card_set_preflight (self->preflight_card, self->preflight);
    }
  if (self->shown && link != EMBARK_LINK_UNKNOWN && link != EMBARK_LINK_CONNECTED)
    embark_preflight_card_run_once (self->preflight_card);
}

static void
update_doors (EmbarkConnectPage *self, gboolean connected)
{
  const gboolean taken = self->door == CONNECT_DOOR_EMBEDDED || self->door == CONNECT_DOOR_BROWSER;
  const gboolean possible = embark_onboarding_get_links (connect_page_onboarding (self)) != NULL;

  embark_doors_set_connected (self->doors, connected);
  embark_doors_set_blocked (self->doors, embark_preflight_card_get_blocked (self->preflight_card));
  gtk_widget_set_sensitive (GTK_WIDGET (self->doors), !taken && possible);
  embark_doors_set_busy (self->doors, self->door == CONNECT_DOOR_BROWSER && self->record == NULL);
  gtk_widget_set_visible (self->still_connected, connected && !taken);
  gtk_widget_set_visible (self->waiting, self->door == CONNECT_DOOR_BROWSER && self->record != NULL);
  gtk_widget_set_visible (self->next, connected && !taken);
}

void
connect_page_update (EmbarkConnectPage *self)
{
  EmbarkOnboarding *onboarding = connect_page_onboarding (self);
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  const gboolean connected = facts->link == EMBARK_LINK_CONNECTED;
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
  update_doors (self, connected);
  check (self);
  embark_flow_page_show_problem (
      EMBARK_FLOW_PAGE (self), self->problem,
      self->error != NULL ? self->error : embark_onboarding_get_error (onboarding, EMBARK_STEP_CONNECT));
}

static void
embark_connect_page_update (EmbarkFlowPage *page)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (page);

  connect_page_update (self);
  if (self->shown && !embark_onboarding_get_loading (connect_page_onboarding (self)))
    connect_page_watch_links (self);
}

static void
embark_connect_page_shown (EmbarkFlowPage *page)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (page);
  const gint64 finished = self->preflight != NULL ? embark_preflight_get_finished_at (self->preflight) : 0;

  self->shown = TRUE;
  connect_page_update (self);
  if (!embark_onboarding_get_loading (connect_page_onboarding (self)))
    connect_page_watch_links (self);
  if (finished > 0 && embark_clock_get_real_time (connect_page_clock (self)) - finished > PREFLIGHT_AGE)
    embark_preflight_card_run (self->preflight_card);
}

static void
embark_connect_page_hidden (EmbarkFlowPage *page)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (page);

  self->shown = FALSE;
  embark_preflight_card_stop (self->preflight_card);
}

/* ---- what a person does ---- */

static void
here_clicked_cb (EmbarkConnectPage *self)
{
  connect_page_open (self, CONNECT_DOOR_EMBEDDED);
}

static void
browser_clicked_cb (EmbarkConnectPage *self)
{
  connect_page_open (self, CONNECT_DOOR_BROWSER);
}

static void
link_created_cb (EmbarkConnectPage *self, EmbarkLinkRecord *record)
{
  g_clear_error (&self->error);
  connect_page_watch_links (self);
  connect_page_update (self);
}

static void
link_failed_cb (EmbarkConnectPage *self, gpointer error)
{
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  connect_page_update (self);
}

static void
visit_external_cb (EmbarkConnectPage *self)
{
  embark_visit_close (self->visit);
  connect_page_open (self, CONNECT_DOOR_BROWSER);
}

static void
visit_next_cb (EmbarkConnectPage *self)
{
  connect_page_leave (self);
  embark_flow_page_go_to (EMBARK_FLOW_PAGE (self), EMBARK_STEP_WORKFLOWS);
}

static void
blocked_cb (EmbarkConnectPage *self)
{
  embark_doors_set_blocked (self->doors, embark_preflight_card_get_blocked (self->preflight_card));
}

static void
look_clicked_cb (EmbarkConnectPage *self)
{
  embark_brand_window_present (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      embark_workspace_get_profile (embark_onboarding_get_workspace (connect_page_onboarding (self))));
}

/* Whoever comes back by keyboard goes on where the sign-in is chosen, or where the path goes on. */
void
connect_page_focus_doors (EmbarkConnectPage *self)
{
  if (gtk_widget_get_visible (self->next) && gtk_widget_grab_focus (self->next))
    return;
  if (!embark_doors_focus (self->doors))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_doors (EmbarkConnectPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "doors");
  connect_page_update (self);
  connect_page_focus_doors (self);
}

static void
attempt_chosen_cb (EmbarkConnectPage *self, gpointer data, guint number)
{
  const EmbarkAttempt *attempt = data;
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new ();

  connect_page_complete_evidence (self, evidence);
  embark_set_str (&evidence->door, attempt->door);
  embark_set_str (&evidence->hosts, attempt->hosts);
  embark_set_str (&evidence->code, attempt->code);
  embark_set_str (&evidence->description, attempt->description);
  embark_set_str (&evidence->landmark, attempt->landmark);
  evidence->time = attempt->started_at;
  embark_doctor_page_recall (self->doctor, attempt->diagnosis, evidence, number,
                             embark_clock_get_real_time (connect_page_clock (self)));
  gtk_stack_set_visible_child_name (self->stack, "doctor");
  embark_doctor_page_focus (self->doctor);
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
  if (!done)
    embark_flow_page_report (EMBARK_FLOW_PAGE (self), error);
  else if (self->reconnecting)
    connect_page_open (self, CONNECT_DOOR_EMBEDDED);
  else
    embark_notice_toast (GTK_WIDGET (self), _ ("Disconnected"));
  self->reconnecting = FALSE;
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConnectPage) self = user_data;

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result))
    {
      self->reconnecting = FALSE;
      return;
    }
  /* Disconnecting ends the watch: a door left open would be waited at for ever. */
  connect_page_close (self);
  connect_page_update (self);
  embark_onboarding_disconnect_async (connect_page_onboarding (self),
                                      embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)),
                                      disconnected_cb, g_object_ref (self));
}

static void
disconnect_clicked_cb (EmbarkConnectPage *self)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (connect_page_onboarding (self));
  g_autofree char *heading = NULL;

  if (account == NULL)
    {
      self->reconnecting = FALSE;
      return;
    }
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

static void
disconnect_first (EmbarkConnectPage *self)
{
  self->reconnecting = TRUE;
  disconnect_clicked_cb (self);
}

/* Only what is there can be given up: whoever never came through is not asked about losing it, and an expired
 * connection is taken over by the sign-in itself. */
static void
reconnect (EmbarkConnectPage *self)
{
  EmbarkFacts *facts = embark_onboarding_get_facts (connect_page_onboarding (self));

  if (embark_facts_get (facts)->link == EMBARK_LINK_CONNECTED)
    disconnect_first (self);
  else
    connect_page_open (self, CONNECT_DOOR_EMBEDDED);
}

static void
cure_cb (EmbarkConnectPage *self, int cure)
{
  switch ((EmbarkCure) cure)
    {
    case EMBARK_CURE_FRESH_SESSION:
      connect_page_open (self, CONNECT_DOOR_EMBEDDED);
      break;
    case EMBARK_CURE_OTHER_HOST:
      connect_page_open (self, CONNECT_DOOR_EMBEDDED);
      self->other_host = TRUE;
      break;
    case EMBARK_CURE_BROWSER:
      connect_page_open (self, CONNECT_DOOR_BROWSER);
      break;
    case EMBARK_CURE_RECONNECT:
      reconnect (self);
      break;
    case EMBARK_CURE_PREFLIGHT:
      show_doors (self);
      embark_preflight_card_run (self->preflight_card);
      break;
    case EMBARK_CURE_CREDENTIALS:
      embark_flow_page_go_to (EMBARK_FLOW_PAGE (self), EMBARK_STEP_APP);
      break;
    case EMBARK_CURE_NONE:
    default:
      break;
    }
}

/* ---- the class ---- */

static void
embark_connect_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (page);

  embark_preflight_card_set_narrow (self->preflight_card, narrow);
  embark_doors_set_narrow (self->doors, narrow);
  embark_connection_card_set_narrow (self->card, narrow);
  embark_visit_set_narrow (self->visit, narrow);
  embark_doctor_page_set_narrow (self->doctor, narrow);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts =
      embark_journal_list_attempts_finish (EMBARK_JOURNAL (source), result, &error);

  if (attempts != NULL)
    EMBARK_CONNECT_PAGE (user_data)->n_attempts += attempts->len;
}

static void
count_attempts (EmbarkConnectPage *self)
{
  EmbarkWorkspace *workspace = embark_onboarding_get_workspace (connect_page_onboarding (self));
  EmbarkLinkedAccount *account = embark_onboarding_get_account (connect_page_onboarding (self));

  if (account != NULL)
    embark_journal_list_attempts_async (embark_workspace_get_journal (workspace),
                                        embark_profile_get_id (embark_workspace_get_profile (workspace)),
                                        embark_linked_account_get_id (account), 1000,
                                        embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)),
                                        counted_cb, self);
}

static void
embark_connect_page_constructed (GObject *object)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (object);

  G_OBJECT_CLASS (embark_connect_page_parent_class)->constructed (object);
  embark_connect_page_narrow_changed (EMBARK_FLOW_PAGE (self),
                                      embark_flow_page_get_narrow (EMBARK_FLOW_PAGE (self)));
  embark_doors_set_onboarding (self->doors, connect_page_onboarding (self));
  embark_link_list_set_onboarding (self->links, connect_page_onboarding (self));
  embark_attempts_popover_set_onboarding (self->attempts, connect_page_onboarding (self));
  count_attempts (self);
  if (connect_page_watcher (self) == NULL)
    return;
  g_signal_connect_object (connect_page_watcher (self), "notify::application",
                           G_CALLBACK (connect_page_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connect_page_watcher (self), "notify", G_CALLBACK (connect_page_watch_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
embark_connect_page_dispose (GObject *object)
{
  EmbarkConnectPage *self = EMBARK_CONNECT_PAGE (object);

  if (self->visit != NULL && connect_page_onboarding (self) != NULL)
    connect_page_close (self);
  g_clear_error (&self->error);
  g_clear_object (&self->preflight);
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
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, preflight_card);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, doors);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, still_connected);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, next);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, links);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, attempts);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, visit);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectPage, doctor);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, here_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_created_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_page_leave);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_first);
  gtk_widget_class_bind_template_callback (widget_class, visit_external_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_page_visit_progress_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_page_visit_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_page_visit_slow_cb);
  gtk_widget_class_bind_template_callback (widget_class, visit_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, blocked_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_doors);
  gtk_widget_class_bind_template_callback (widget_class, attempt_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cure_cb);
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
  page_class->shown = embark_connect_page_shown;
  page_class->hidden = embark_connect_page_hidden;
  page_class->narrow_changed = embark_connect_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_ATTEMPTS_POPOVER);
  g_type_ensure (EMBARK_TYPE_CONNECTION_CARD);
  g_type_ensure (EMBARK_TYPE_DOCTOR_PAGE);
  g_type_ensure (EMBARK_TYPE_DOORS);
  g_type_ensure (EMBARK_TYPE_LINK_LIST);
  g_type_ensure (EMBARK_TYPE_PREFLIGHT_CARD);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_VISIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-connect-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
embark_connect_page_init (EmbarkConnectPage *self)
{
  self->closing = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}
