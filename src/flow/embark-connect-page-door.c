/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The door that is open: its link, what is said while it is waited at, and what is written down of it. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-connect-page-private.h"
#include "embark-glib.h"
#include "embark-identity.h"
#include "embark-link-door.h"
#include "embark-notice.h"
#include "embark-problem.h"
#include "embark-web-host.h"

/* How long a view that looks done may go on before somebody asks why Cobalt does not agree (s). */
#define NOT_STORED_SECONDS 60

static const char *const door_names[] = {
  [CONNECT_DOOR_NONE] = NULL,
  [CONNECT_DOOR_EMBEDDED] = "embedded",
  [CONNECT_DOOR_BROWSER] = "browser",
  [CONNECT_DOOR_LINK] = "link",
};

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_onboarding_refresh_finish (EMBARK_ONBOARDING (source), result, &error))
    g_debug ("Refreshing after a door closed: %s", error->message);
}

/* ---- evidence ---- */

static EmbarkKnown
known (gboolean is_known, gboolean yes)
{
  return !is_known ? EMBARK_KNOWN_NOT : yes ? EMBARK_KNOWN_YES : EMBARK_KNOWN_NO;
}

static void
add_preflight (EmbarkConnectPage *self, EmbarkEvidence *evidence)
{
  const EmbarkAuthorize *authorize =
      self->preflight != NULL ? embark_preflight_get_authorize (self->preflight) : NULL;
  EmbarkPreflightState redirect;

  if (authorize == NULL)
    return;
  redirect = embark_preflight_line_get_state (
      embark_preflight_get_line (self->preflight, EMBARK_PREFLIGHT_REDIRECT));
  embark_set_str (&evidence->login_host, authorize->login_host);
  evidence->pkce = known (authorize->pkce != EMBARK_PKCE_UNKNOWN, authorize->pkce == EMBARK_PKCE_S256);
  evidence->scopes = known (TRUE, embark_authorize_has_scope (authorize, "api")
                                      && embark_authorize_has_scope (authorize, "refresh_token"));
  evidence->redirect = known (redirect == EMBARK_PREFLIGHT_OK || redirect == EMBARK_PREFLIGHT_BLOCKER,
                              redirect == EMBARK_PREFLIGHT_OK);
}

void
connect_page_complete_evidence (EmbarkConnectPage *self, EmbarkEvidence *evidence)
{
  EmbarkOnboarding *onboarding = connect_page_onboarding (self);
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  g_autoptr (EmbarkIdentity) identity = embark_onboarding_dup_identity (onboarding);
  EmbarkProfile *profile = embark_workspace_get_profile (embark_onboarding_get_workspace (onboarding));

  add_preflight (self, evidence);
  if (account != NULL)
    {
      embark_set_str (&evidence->account_name, embark_linked_account_get_display_name (account));
      embark_set_str (&evidence->account_id, embark_linked_account_get_id (account));
    }
  if (identity != NULL)
    {
      embark_set_str (&evidence->identifier, identity->user);
      embark_set_str (&evidence->org, identity->org);
    }
  embark_set_str (&evidence->app_name, embark_profile_get_brand_name (profile));
}

EmbarkEvidence *
connect_page_dup_evidence (EmbarkConnectPage *self)
{
  EmbarkEvidence *evidence = self->door == CONNECT_DOOR_EMBEDDED
                                 ? embark_evidence_copy (embark_visit_get_evidence (self->visit))
                                 : embark_evidence_new ();

  embark_set_str (&evidence->door, door_names[self->door]);
  evidence->time = self->opened_at;
  connect_page_complete_evidence (self, evidence);
  return evidence;
}

/* ---- closing ---- */

static void
note_attempt (EmbarkConnectPage *self,
              gboolean connected,
              const EmbarkEvidence *evidence,
              EmbarkDiagnosis *diagnosis)
{
  g_autoptr (EmbarkIdentity) identity = NULL;
  EmbarkApplication *application = embark_connection_watcher_get_application (connect_page_watcher (self));
  const char *failed = evidence->code != NULL ? "denied" : diagnosis != NULL ? "failed" : "cancelled";

  if (connected && application != NULL)
    identity = embark_identity_new_for_application (application);
  embark_onboarding_note_whole_attempt (
      connect_page_onboarding (self),
      &(EmbarkAttempt){
          .door = (char *) door_names[self->door],
          .hosts = evidence->hosts != NULL ? evidence->hosts : (char *) "",
          .code = connected ? NULL : evidence->code,
          .description = connected ? NULL : evidence->description,
          .landmark = evidence->landmark,
          .verdict = (char *) (connected ? "connected" : failed),
          .diagnosis = diagnosis != NULL ? (char *) embark_diagnosis_get_id (diagnosis) : NULL,
          .identifier = identity != NULL ? identity->text : NULL,
          .link_id = (char *) embark_link_record_get_id (self->record),
          .started_at = self->opened_at,
      });
  self->n_attempts++;
}

/* Returns: whether there is something that the doctor can tell of the open door */
static gboolean
tells (EmbarkConnectPage *self)
{
  return self->door == CONNECT_DOOR_EMBEDDED && embark_visit_tells (self->visit);
}

static void
revoke_link (EmbarkConnectPage *self)
{
  EmbarkLinkBook *book = embark_onboarding_get_links (connect_page_onboarding (self));

  if (book != NULL && embark_link_record_can_revoke (self->record))
    embark_link_book_revoke_async (book, self->record, NULL, NULL, NULL);
}

/* The link of an embedded visit dies with the view; one that went to a browser is left alone after a success,
 * since somebody still looks at the page behind it; one that was sent is its recipient's. */
void
connect_page_close (EmbarkConnectPage *self)
{
  EmbarkConnectionWatcher *watcher = connect_page_watcher (self);
  const gboolean connected =
      watcher != NULL && embark_connection_watcher_get_state (watcher) == EMBARK_WATCH_CONNECTED;
  const ConnectDoor door = self->door;

  if (door == CONNECT_DOOR_NONE)
    return;
  if (self->tick_id != 0)
    embark_clock_clear (connect_page_clock (self), &self->tick_id);
  g_cancellable_cancel (self->door_cancel);
  g_clear_object (&self->door_cancel);
  if (self->record != NULL && (door != CONNECT_DOOR_LINK || connected))
    {
      g_autoptr (EmbarkEvidence) evidence = connect_page_dup_evidence (self);
      g_autoptr (EmbarkDiagnosis) diagnosis =
          !connected && tells (self) ? embark_doctor_diagnose (embark_doctor_get_default (), evidence, NULL)
                                     : NULL;

      note_attempt (self, connected, evidence, diagnosis);
      if (door == CONNECT_DOOR_EMBEDDED || (door == CONNECT_DOOR_BROWSER && !connected))
        revoke_link (self);
    }
  self->door = CONNECT_DOOR_NONE;
  self->success_at = 0;
  self->n_asks = 0;
  embark_connection_watcher_stop (watcher);
  g_clear_object (&self->record);
}

void
connect_page_leave (EmbarkConnectPage *self)
{
  EmbarkConnectionWatcher *watcher = connect_page_watcher (self);
  const gboolean connected = embark_connection_watcher_get_state (watcher) == EMBARK_WATCH_CONNECTED;
  const gboolean to_doctor = !connected && self->record != NULL && tells (self);
  const gboolean away = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "doors") != 0;

  if (to_doctor)
    {
      g_autoptr (EmbarkEvidence) evidence = connect_page_dup_evidence (self);

      embark_doctor_page_set_evidence (self->doctor, evidence, self->n_attempts + 1,
                                       embark_clock_get_real_time (connect_page_clock (self)));
    }
  connect_page_close (self);
  embark_visit_close (self->visit);
  gtk_stack_set_visible_child_name (self->stack, to_doctor ? "doctor" : "doors");
  if (to_doctor)
    embark_doctor_page_focus (self->doctor);
  /* A user who closes the view may have been done a moment before: the server has the last word. */
  embark_onboarding_refresh_async (connect_page_onboarding (self), NULL, refreshed_cb, NULL);
  /* After a success what the links are is not known before the refresh. */
  if (!connected)
    connect_page_watch_links (self);
  connect_page_update (self);
  if (away && !to_doctor)
    connect_page_focus_doors (self);
}

/* ---- waiting ---- */

static void
show_diagnosis (EmbarkConnectPage *self)
{
  g_autoptr (EmbarkEvidence) evidence = connect_page_dup_evidence (self);
  g_autoptr (EmbarkDiagnosis) diagnosis =
      embark_doctor_diagnose (embark_doctor_get_default (), evidence, NULL);
  const char *code = embark_diagnosis_get_code (diagnosis);
  g_autofree char *text = NULL;

  /* Translators: what Salesforce did, and its code */
  text = code != NULL ? g_strdup_printf (_ ("%s (%s)"), embark_diagnosis_get_title (diagnosis), code)
                      : g_strdup (embark_diagnosis_get_title (diagnosis));
  embark_visit_set_status (self->visit, EMBARK_TONE_WARN, text);
  embark_visit_set_can_tell_why (self->visit, TRUE);
}

static void
show_waiting (EmbarkConnectPage *self)
{
  const GError *error = embark_connection_watcher_get_error (connect_page_watcher (self));

  if (self->door == CONNECT_DOOR_BROWSER)
    gtk_label_set_text (self->waiting_label,
                        error != NULL
                            ? _ ("Cobalt does not answer at the moment; asking goes on.")
                            : _ ("Waiting for the sign-in in the browser. This page notices it by itself."));
  else if (self->door != CONNECT_DOOR_EMBEDDED)
    return;
  else if (tells (self))
    show_diagnosis (self);
  else if (embark_visit_get_slow (self->visit))
    embark_visit_set_status (
        self->visit, EMBARK_TONE_WARN,
        _ ("The page is slow to answer. Load it again, or go on in the browser: both buttons are above."));
  else if (error != NULL)
    embark_visit_set_status (self->visit, EMBARK_TONE_NOW,
                             _ ("Cobalt does not answer at the moment; asking goes on."));
  else if (self->n_asks > 0)
    embark_visit_set_status (self->visit, EMBARK_TONE_NOW,
                             _ ("The window of the sign-in is closed. Confirming with Cobalt."));
  else if (self->success_at != 0)
    embark_visit_set_status (self->visit, EMBARK_TONE_NOW,
                             _ ("The sign-in looks done. Confirming with Cobalt."));
  else if (self->other_host)
    embark_visit_set_status (
        self->visit, EMBARK_TONE_NOW,
        _ ("On Salesforce’s page, press “Use Custom Domain” and enter the org’s own address"));
  else
    embark_visit_set_status (self->visit, EMBARK_TONE_NOW,
                             _ ("Waiting for the client to sign in and allow access."));
}

void
connect_page_watch_changed_cb (EmbarkConnectPage *self)
{
  EmbarkConnectionWatcher *watcher = connect_page_watcher (self);
  const GError *error = embark_connection_watcher_get_error (watcher);

  if (self->door == CONNECT_DOOR_NONE || self->record == NULL)
    return;
  if (embark_connection_watcher_get_state (watcher) == EMBARK_WATCH_IDLE
      && g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT))
    {
      /* It is gone, and whoever signs in does so for nothing. */
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      connect_page_leave (self);
      return;
    }
  if (embark_connection_watcher_get_state (watcher) != EMBARK_WATCH_CONNECTED)
    {
      if (self->n_asks == 0 && self->closing < 0)
        show_waiting (self);
      return;
    }

  if (self->tick_id != 0)
    embark_clock_clear (connect_page_clock (self), &self->tick_id);
  if (self->door == CONNECT_DOOR_EMBEDDED)
    {
      g_autofree char *sentence = embark_connection_card_dup_sentence (connect_page_onboarding (self));

      embark_visit_set_connected (self->visit, sentence);
      embark_onboarding_refresh_async (connect_page_onboarding (self), NULL, refreshed_cb, NULL);
    }
  else
    {
      if (self->door == CONNECT_DOOR_LINK)
        embark_notice_toast (GTK_WIDGET (self), _ ("Somebody connected by the link"));
      connect_page_leave (self);
    }
}

/* What a closed window means, once Cobalt was asked after it closed. */
static void
judge_closed (EmbarkConnectPage *self)
{
  if (tells (self))
    connect_page_leave (self);
  else if (self->closing == EMBARK_WEB_CLOSING_UNTOUCHED)
    embark_visit_set_status (
        self->visit, EMBARK_TONE_WARN,
        _ ("The sign-in closed by itself: the portal takes the old connection for the new one. "
           "Disconnect first, or go on in the browser."));
  else if (self->closing == EMBARK_WEB_CLOSING_USER)
    embark_visit_set_status (
        self->visit, EMBARK_TONE_WARN,
        _ ("The window of the sign-in was closed, and nobody is connected. Start it anew above."));
  else
    show_waiting (self);
}

/* Cobalt answered. The first answer after a window closed may have been on its way before. */
void
connect_page_asked_cb (EmbarkConnectPage *self)
{
  if (self->door != CONNECT_DOOR_EMBEDDED || self->n_asks == 0
      || embark_connection_watcher_get_state (connect_page_watcher (self)) == EMBARK_WATCH_CONNECTED)
    return;
  self->n_asks--;
  if (self->n_asks == 0)
    judge_closed (self);
}

void
connect_page_visit_closed_cb (EmbarkConnectPage *self, int closing)
{
  if (self->door != CONNECT_DOOR_EMBEDDED || self->record == NULL
      || embark_connection_watcher_get_state (connect_page_watcher (self)) == EMBARK_WATCH_CONNECTED)
    return;
  self->closing = closing;
  self->n_asks = 2;
  if (closing == EMBARK_WEB_CLOSING_PAGE && !tells (self))
    self->success_at = embark_clock_get_real_time (connect_page_clock (self));
  show_waiting (self);
  embark_connection_watcher_poll_now (connect_page_watcher (self));
}

void
connect_page_visit_progress_cb (EmbarkConnectPage *self)
{
  if (self->door != CONNECT_DOOR_EMBEDDED || self->record == NULL
      || embark_connection_watcher_get_state (connect_page_watcher (self)) == EMBARK_WATCH_CONNECTED)
    return;
  self->closing = -1;
  show_waiting (self);
  embark_connection_watcher_poll_now (connect_page_watcher (self));
}

/* Says it, and asks nobody: what a closed window was found to mean stays. */
void
connect_page_visit_slow_cb (EmbarkConnectPage *self)
{
  if (self->door == CONNECT_DOOR_EMBEDDED && self->record != NULL && self->n_asks == 0 && self->closing < 0
      && embark_connection_watcher_get_state (connect_page_watcher (self)) != EMBARK_WATCH_CONNECTED)
    show_waiting (self);
}

static gboolean
tick_cb (gpointer data)
{
  EmbarkConnectPage *self = data;
  const gint64 now = embark_clock_get_real_time (connect_page_clock (self));

  self->tick_id = 0;
  embark_visit_set_seconds (self->visit, (int) ((now - self->opened_at) / G_USEC_PER_SEC));
  if (self->success_at != 0 && now - self->success_at >= NOT_STORED_SECONDS * (gint64) G_USEC_PER_SEC
      && !tells (self))
    {
      embark_visit_set_success_seconds (self->visit, (int) ((now - self->success_at) / G_USEC_PER_SEC));
      show_waiting (self);
    }
  self->tick_id = embark_clock_add_timeout (connect_page_clock (self), 1000, tick_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/* The doors took the focus with them when they were shut, and what is waited for may be further down. */
static gboolean
focus_waiting_cb (GtkWidget *waiting, GdkFrameClock *frames, gpointer user_data)
{
  /* Before that it has no place that the page could scroll to. */
  if (gtk_widget_get_height (waiting) == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_child_focus (waiting, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
start_waiting (EmbarkConnectPage *self)
{
  EmbarkOnboarding *onboarding = connect_page_onboarding (self);

  self->opened_at = embark_clock_get_real_time (connect_page_clock (self));
  if (self->door == CONNECT_DOOR_LINK)
    embark_connection_watcher_start_aside (connect_page_watcher (self),
                                           embark_onboarding_get_application (onboarding));
  else
    embark_connection_watcher_start (connect_page_watcher (self),
                                     embark_onboarding_get_application (onboarding));
  show_waiting (self);
  if (self->door == CONNECT_DOOR_EMBEDDED && self->tick_id == 0)
    self->tick_id = embark_clock_add_timeout (connect_page_clock (self), 1000, tick_cb, self, NULL);
  connect_page_update (self);
  if (self->door == CONNECT_DOOR_BROWSER)
    gtk_widget_add_tick_callback (self->waiting, focus_waiting_cb, NULL, NULL);
}

/* ---- opening ---- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConnectPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error)
      || self->door != CONNECT_DOOR_BROWSER)
    return;
  connect_page_close (self);
  embark_notice_message (
      GTK_WIDGET (self), _ ("The browser could not be opened"),
      _ ("No program on this machine opens web pages. The sign-in works here in the window, too."), NULL);
  connect_page_update (self);
}

static void
link_failed (EmbarkConnectPage *self, GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

  if (self->door == CONNECT_DOOR_EMBEDDED && problem != NULL)
    {
      g_autofree char *details = embark_problem_to_text (problem);

      embark_visit_fail (self->visit, problem->title, problem->explanation, problem->quote,
                         problem->request_id, details);
      embark_visit_set_status (self->visit, EMBARK_TONE_BAD, _ ("No connect address was made."));
      return;
    }
  connect_page_close (self);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  connect_page_update (self);
}

static void
link_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkLinkRecord) record =
      embark_link_book_create_finish (EMBARK_LINK_BOOK (source), result, &error);
  g_autofree char *uri = NULL;
  EmbarkConnectPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_CONNECT_PAGE (user_data);
  if (record == NULL)
    {
      link_failed (self, error);
      return;
    }

  uri = embark_link_record_dup_uri (record);
  g_set_object (&self->record, record);
  if (self->door == CONNECT_DOOR_EMBEDDED)
    embark_visit_open (self->visit, uri);
  else
    embark_compat_open_uri_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, NULL, opened_cb,
                                  g_object_ref (self));
  start_waiting (self);
}

void
connect_page_open (EmbarkConnectPage *self, ConnectDoor door)
{
  EmbarkLinkBook *book = embark_onboarding_get_links (connect_page_onboarding (self));
  const EmbarkBranding branding = embark_link_door_get_branding (connect_page_onboarding (self));

  g_return_if_fail (book != NULL);

  connect_page_close (self);
  g_clear_error (&self->error);
  self->door = door;
  self->closing = -1;
  self->other_host = FALSE;
  self->door_cancel = g_cancellable_new ();
  self->opened_at = embark_clock_get_real_time (connect_page_clock (self));
  if (door == CONNECT_DOOR_EMBEDDED)
    {
      embark_visit_begin (self->visit);
      embark_visit_set_status (self->visit, EMBARK_TONE_NOW, _ ("Making a connect address."));
      gtk_stack_set_visible_child_name (self->stack, "visit");
    }
  else
    gtk_stack_set_visible_child_name (self->stack, "doors");
  connect_page_update (self);
  embark_link_book_create_async (book, door_names[door], NULL, &branding, NULL, self->door_cancel,
                                 link_created_cb, self);
}

void
connect_page_watch_links (EmbarkConnectPage *self)
{
  EmbarkLinkBook *book = embark_onboarding_get_links (connect_page_onboarding (self));
  const guint n = book != NULL ? g_list_model_get_n_items (G_LIST_MODEL (book)) : 0;
  g_autoptr (EmbarkLinkRecord) live = NULL;

  for (guint i = 0; i < n && live == NULL; i++)
    {
      g_autoptr (EmbarkLinkRecord) record = g_list_model_get_item (G_LIST_MODEL (book), i);

      if (g_str_equal (embark_link_record_get_door (record), "link")
          && embark_link_record_get_state (record) == EMBARK_LINK_RECORD_LIVE)
        live = g_steal_pointer (&record);
    }
  if (self->door == CONNECT_DOOR_LINK && live == NULL)
    connect_page_close (self);
  if (self->door != CONNECT_DOOR_NONE || live == NULL)
    return;
  self->door = CONNECT_DOOR_LINK;
  self->closing = -1;
  g_set_object (&self->record, live);
  start_waiting (self);
}
