/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workflows that a call starts, chosen and executed by the widgets, against the sandbox. */

#include "config.h"

#include <string.h>

#include "embark-direct-list.h"
#include "embark-direct-pane.h"
#include "embark-events-page.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-payload-pane.h"
#include "embark-problem-view.h"
#include "workbench-fixture.h"

#define API            "/api/v2/public"
#define ACCOUNT        "northwind-20418"
#define CREATE_CONTACT "64d1fb3a8716dc506512801c"

typedef struct
{
  Fixture base;
  EmbarkOnboarding *onboarding;
  EmbarkEventsPage *page;
  EmbarkEventsView *view;
  EmbarkDirectPane *pane;
  EmbarkDirectList *list;
  char *echo;      /* (owned): id of a workflow that gives back what it is given */
  char *opened;    /* (owned) (nullable): the run that somebody wants to see */
  gint64 n_before; /* runs */
  char *key;       /* (owned) */
  gboolean done;
} Page;

/* ---- what somebody else does to the sandbox ---- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_object_set_data_full (source, "answer", g_object_ref (result), g_object_unref);
}

/* Returns: (transfer full): the answer, which has to be a good one */
static JsonNode *
send (Page *p, const char *method, const char *path, const char *json, const char *token)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (p->base.sandbox), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  JsonNode *node;

  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  else
    {
      soup_message_headers_replace (headers, "x-api-key", p->key);
      soup_message_headers_replace (headers, "linked_account_id", ACCOUNT);
    }
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, done_cb, NULL);
  while (g_object_get_data (G_OBJECT (session), "answer") == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer =
      soup_session_send_and_read_finish (session, g_object_get_data (G_OBJECT (session), "answer"), NULL);
  g_object_set_data (G_OBJECT (session), "answer", NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = embark_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), NULL);
  g_assert_nonnull (node);
  return node;
}

static void
make_echo (Page *p)
{
  g_autoptr (JsonNode) made =
      send (p, "POST", API "/workflow", "{\"name\":\"Echo\",\"description\":\"Gives it back\"}", NULL);
  g_autoptr (JsonNode) session =
      send (p, "POST", API "/session-token", "{\"linked_account_id\":\"" ACCOUNT "\"}", NULL);
  JsonObject *workflow = embark_json_get_object (embark_json_node_object (made), "workflow");
  g_autofree char *path =
      g_strconcat (API "/workflow/", embark_json_get_id (workflow, "_id"), "/publish", NULL);
  g_autoptr (JsonNode) published =
      send (p, "PUT", path, "{\"published\":true}",
            embark_json_get_string (embark_json_node_object (session), "token", NULL));

  p->echo = g_strdup (embark_json_get_id (embark_json_node_object (published), "_id"));
  g_assert_nonnull (p->echo);
}

static void
set_status (Page *p, guint status)
{
  g_autofree char *path = g_strconcat (API "/workflow/", p->echo, NULL);
  g_autofree char *json =
      g_strdup_printf ("{\"settings\":{\"workflow_response\":{\"status_code\":%u}}}", status);
  G_GNUC_UNUSED g_autoptr (JsonNode) node = send (p, "PUT", path, json, NULL);
}

/* The next answer to @path: @fault says what is wrong with it. */
static void
fault (Page *p, const char *path, const char *fault)
{
  g_autofree char *json = g_strdup_printf ("{\"path\":\"%s\",%s}", path, fault);
  G_GNUC_UNUSED g_autoptr (JsonNode) node = send (p, "POST", "/__sandbox/fault", json, NULL);
}

/* How many runs there are that the data set does not come with. */
static gint64
count_runs (Page *p)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (p->base.sandbox), API "/execution", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  soup_message_headers_replace (headers, "x-api-key", p->key);
  soup_message_headers_replace (headers, "linked_account_id", ACCOUNT);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, done_cb, NULL);
  while (g_object_get_data (G_OBJECT (session), "answer") == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer =
      soup_session_send_and_read_finish (session, g_object_get_data (G_OBJECT (session), "answer"), NULL);
  g_object_set_data (G_OBJECT (session), "answer", NULL);
  node = embark_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return embark_json_get_int (embark_json_node_object (node), "totalDocs", -1) - p->n_before;
}

/* ---- the page ---- */

static void
open_run_cb (Page *p, const char *id)
{
  g_free (p->opened);
  p->opened = g_strdup (id);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Page *) data)->done = TRUE;
}

static gboolean
is_done (Fixture *f)
{
  return ((Page *) f)->done;
}

static gboolean
is_listed (Fixture *f)
{
  Page *p = (Page *) f;

  return embark_direct_list_find (p->list, p->echo) != NULL;
}

static void
open_account (Page *p)
{
  g_autoptr (JsonNode) json = embark_json_parse ("{\"account_id\":\"" ACCOUNT "\"}", -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);

  p->onboarding = embark_onboarding_new (p->base.workspace, account);
  embark_onboarding_refresh_async (p->onboarding, NULL, refreshed_cb, p);
  fixture_wait (&p->base, is_done);
  embark_events_page_set_onboarding (p->page, p->onboarding);
}

static void
page_set_up (Page *p, gconstpointer data)
{
  fixture_set_up (&p->base, data);
  p->key = g_strdup (embark_sandbox_get_api_key (p->base.sandbox));
  if (data != NULL)
    {
      g_autoptr (JsonNode) account = NULL;

      memcpy (p->key, "pk", 2);
      account = send (p, "PUT", API "/linked-account",
                      "{\"linked_account_id\":\"" ACCOUNT "\",\"name\":\"Northwind\"}", NULL);
    }
  make_echo (p);
  p->n_before = count_runs (p);
  p->page = g_object_new (EMBARK_TYPE_EVENTS_PAGE, NULL);
  p->view = embark_events_page_get_view (p->page);
  p->pane = embark_events_view_get_direct (p->view);
  p->list = EMBARK_DIRECT_LIST (ui_find (GTK_WIDGET (p->view), EMBARK_TYPE_DIRECT_LIST, NULL));
  g_signal_connect_swapped (p->page, "open-run", G_CALLBACK (open_run_cb), p);
  embark_events_page_set_workspace (p->page, p->base.workspace);
  p->base.book = EMBARK_BOOK (embark_events_view_get_book (p->view));
  p->base.window = ui_show (GTK_WIDGET (p->page), 1000, 760);
  fixture_wait (&p->base, fixture_is_loaded);
  g_assert_false (ui_is_shown (GTK_WIDGET (p->list)));
  open_account (p);
}

static void
page_tear_down (Page *p, gconstpointer data)
{
  embark_events_page_set_onboarding (p->page, NULL);
  embark_onboarding_set_visible (p->onboarding, FALSE);
  embark_fire_tracker_stop (embark_onboarding_get_tracker (p->onboarding));
  g_clear_object (&p->onboarding);
  p->base.book = NULL;
  fixture_tear_down (&p->base, data);
  g_clear_pointer (&p->opened, g_free);
  g_clear_pointer (&p->echo, g_free);
  g_clear_pointer (&p->key, g_free);
}

static GtkWidget *
find_in_pane (Page *p, GType type)
{
  return ui_find (GTK_WIDGET (p->pane), type, NULL);
}

static gboolean
can_execute (Fixture *f)
{
  return gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (((Page *) f)->pane), "_Execute"));
}

/* As a click on the row does it. */
static void
choose (Page *p, const char *id)
{
  GtkWidget *list = ui_find (GTK_WIDGET (p->list), GTK_TYPE_LIST_VIEW, NULL);
  GListModel *workflows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  fixture_wait (&p->base, is_listed);
  g_assert_true (gtk_widget_get_mapped (list));
  for (guint i = 0; i < g_list_model_get_n_items (workflows); i++)
    {
      g_autoptr (EmbarkWorkflowInfo) workflow = g_list_model_get_item (workflows, i);

      if (g_str_equal (embark_workflow_info_get_id (workflow), id))
        gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), i, TRUE);
    }
  fixture_wait (&p->base, can_execute);
  g_assert_cmpstr (embark_workflow_info_get_id (embark_direct_pane_get_workflow (p->pane)), ==, id);
}

static void
type (Page *p, const char *text)
{
  embark_payload_pane_replace (EMBARK_PAYLOAD_PANE (find_in_pane (p, EMBARK_TYPE_PAYLOAD_PANE)), text);
  ui_settle ();
}

static char *
dup_text (Page *p)
{
  return embark_payload_pane_dup_text (EMBARK_PAYLOAD_PANE (find_in_pane (p, EMBARK_TYPE_PAYLOAD_PANE)));
}

static void
set_sync (Page *p, gboolean sync)
{
  GtkWidget *widget = find_in_pane (p, EMBARK_TYPE_PAYLOAD_PANE);

  widget = ui_find (gtk_widget_get_prev_sibling (widget), GTK_TYPE_SWITCH, NULL);
  g_assert_true (gtk_widget_get_mapped (widget));
  gtk_switch_set_active (GTK_SWITCH (widget), sync);
  ui_settle ();
}

static void
execute (Page *p)
{
  fixture_press (ui_find_button (GTK_WIDGET (p->pane), "_Execute"));
}

static gboolean
tick_cb (gpointer data)
{
  embark_clock_manual_advance (data, 50);
  return G_SOURCE_CONTINUE;
}

static gboolean
has_answer (Fixture *f)
{
  EmbarkDirectRun *run = embark_direct_pane_get_run (((Page *) f)->pane);

  return run != NULL && !embark_direct_run_get_running (run);
}

/* Time goes on meanwhile, since runs do with it. */
static EmbarkFire *
wait_for_answer (Page *p)
{
  guint tick = g_timeout_add (1, tick_cb, p->base.clock);

  fixture_wait (&p->base, has_answer);
  g_source_remove (tick);
  return embark_direct_run_get_fire (embark_direct_pane_get_run (p->pane));
}

static gboolean
has_ended (Fixture *f)
{
  return embark_fire_get_ended_at (
             embark_direct_run_get_fire (embark_direct_pane_get_run (((Page *) f)->pane)))
         != 0;
}

/* A run is listed a moment after it was named. */
static void
wait_for_end (Page *p)
{
  guint tick = g_timeout_add (1, tick_cb, p->base.clock);

  fixture_wait (&p->base, has_ended);
  g_source_remove (tick);
}

/* Returns: (transfer full) (nullable): the answer that can be read */
static char *
dup_answer (Page *p)
{
  GtkWidget *last = NULL;

  /* The editor is the first of them. */
  for (GtkWidget *child = gtk_widget_get_next_sibling (find_in_pane (p, EMBARK_TYPE_PAYLOAD_PANE));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ui_find (child, EMBARK_TYPE_JSON_VIEW, NULL) != NULL)
      last = ui_find (child, EMBARK_TYPE_JSON_VIEW, NULL);
  g_assert_nonnull (last);
  return gtk_widget_get_mapped (last) ? embark_json_view_dup_text (EMBARK_JSON_VIEW (last)) : NULL;
}

static guint
n_fires (Page *p)
{
  return g_list_model_get_n_items (embark_onboarding_get_fires (p->onboarding));
}

/* ---- the tests ---- */

static void
test_async (Page *p, gconstpointer data)
{
  EmbarkFire *fire;
  g_autofree char *sample = NULL;
  g_autofree char *answer = NULL;

  choose (p, CREATE_CONTACT);
  sample = dup_text (p);
  g_assert_nonnull (strstr (sample, "last_name"));
  choose (p, p->echo);
  type (p, "{\"email\": \"{{email}}\", \"n\": 1.10}");
  execute (p);
  fire = wait_for_answer (p);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_RAN);
  g_assert_cmpstr (embark_fire_get_workflow_id (fire), ==, p->echo);
  g_assert_null (strstr (embark_fire_get_payload (fire), "{{"));
  g_assert_nonnull (strstr (embark_fire_get_payload (fire), "\"n\": 1.10}"));
  g_assert_true (fixture_sees (GTK_WIDGET (p->pane), "The answer of the workflow was not waited for."));
  answer = dup_answer (p);
  g_assert_null (answer);
  fixture_press (ui_find_button (GTK_WIDGET (p->pane), "_Open Run"));
  g_assert_cmpstr (p->opened, ==, embark_fire_get_run_ids (fire)[0]);
  /* It is part of the history, as the journal's is. */
  g_assert_cmpuint (n_fires (p), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (p->page), "events-page.show", "s", "history");
  ui_settle ();
  wait_for_end (p);
  g_assert_cmpint (count_runs (p), ==, 1);
}

static void
test_sync (Page *p, gconstpointer data)
{
  static const guint statuses[] = { 200, 422, 503 };

  choose (p, p->echo);
  set_sync (p, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *chip = g_strdup_printf ("HTTP %u", statuses[i]);
      g_autofree char *answer = NULL;

      set_status (p, statuses[i]);
      type (p, "{\"error\": \"mine\"}");
      embark_clock_manual_advance (p->base.clock, 2000);
      execute (p);
      g_assert_cmpint (embark_fire_get_state (wait_for_answer (p)), ==, EMBARK_FIRE_RAN);
      g_assert_true (fixture_sees (GTK_WIDGET (p->pane), chip));
      answer = dup_answer (p);
      g_assert_nonnull (answer);
      g_assert_nonnull (strstr (answer, "\"mine\""));
      g_assert_cmpint (count_runs (p), ==, i + 1);
    }
}

/* Nobody knows, so that is what is said; nothing is sent again before somebody asks for it and says yes. */
static void
test_lost (Page *p, gconstpointer data)
{
  g_autofree char *path = g_strconcat (API "/workflow/", p->echo, "/execute", NULL);
  EmbarkFire *fire;

  choose (p, p->echo);
  set_sync (p, TRUE);
  fault (p, path, "\"method\":\"POST\",\"drop\":true");
  type (p, "{\"a\": 1}");
  execute (p);
  fire = wait_for_answer (p);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_UNKNOWN);
  g_assert_false (fixture_sees (GTK_WIDGET (p->pane), "Answer"));
  g_assert_cmpint (count_runs (p), ==, 1);
  fixture_press (ui_find_button (GTK_WIDGET (p->pane), "Fire _Again…"));
  g_assert_true (fixture_is_asked (&p->base));
  g_assert_cmpint (count_runs (p), ==, 1);
  fixture_answer (&p->base, "_Execute");
  g_assert_true (wait_for_answer (p) != fire);
  g_assert_cmpint (count_runs (p), ==, 2);
}

/* The second press of a double click, and the key that repeats. */
static void
test_double (Page *p, gconstpointer data)
{
  choose (p, p->echo);
  type (p, "{}");
  execute (p);
  wait_for_answer (p);
  wait_for_end (p);
  embark_clock_manual_advance (p->base.clock, 2000);
  embark_direct_pane_execute (p->pane);
  embark_direct_pane_execute (p->pane);
  while (embark_direct_run_get_running (embark_direct_pane_get_run (p->pane)))
    g_main_context_iteration (NULL, TRUE);
  embark_direct_pane_execute (p->pane);
  ui_settle ();
  g_assert_cmpuint (n_fires (p), ==, 2);
  wait_for_end (p);
  g_assert_cmpint (count_runs (p), ==, 2);
}

static void
test_production (Page *p, gconstpointer data)
{
  choose (p, p->echo);
  type (p, "{}");
  execute (p);
  g_assert_true (fixture_is_asked (&p->base));
  g_assert_cmpuint (n_fires (p), ==, 0);
  fixture_answer (&p->base, "_Cancel");
  ui_settle ();
  g_assert_cmpuint (n_fires (p), ==, 0);
  embark_clock_manual_advance (p->base.clock, 2000);
  execute (p);
  fixture_answer (&p->base, "_Execute");
  wait_for_answer (p);
  wait_for_end (p);
  g_assert_cmpint (count_runs (p), ==, 1);

  /* Refused, and not asked. */
  embark_workspace_set_read_only (p->base.workspace, TRUE);
  embark_clock_manual_advance (p->base.clock, 2000);
  execute (p);
  g_assert_false (fixture_is_asked (&p->base));
  g_assert_cmpuint (n_fires (p), ==, 1);
  g_assert_cmpint (count_runs (p), ==, 1);
}

/* What is wrong is not sent; what is typed stays, each workflow its own. */
static void
test_drafts (Page *p, gconstpointer data)
{
  g_autofree char *other = NULL;
  g_autofree char *back = NULL;

  choose (p, p->echo);
  type (p, "{\"half\": ");
  g_assert_false (can_execute (&p->base));
  choose (p, CREATE_CONTACT);
  other = dup_text (p);
  g_assert_null (strstr (other, "half"));
  g_assert_true (embark_events_page_compose (p->page, "contact.created", NULL));
  ui_settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (p->pane)));
  g_assert_true (embark_events_view_call (p->view, p->echo, NULL));
  ui_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (p->pane)));
  back = dup_text (p);
  g_assert_cmpstr (back, ==, "{\"half\": ");
  g_assert_false (embark_events_view_call (p->view, "no-such-workflow", NULL));
}

static gboolean
has_problem (Fixture *f)
{
  return fixture_sees (GTK_WIDGET (((Page *) f)->pane), "HTTP 500")
         || gtk_widget_get_mapped (find_in_pane ((Page *) f, EMBARK_TYPE_PROBLEM_VIEW));
}

/* Not knowing what it is called with does not keep anybody from calling it. */
static void
test_structure_unknown (Page *p, gconstpointer data)
{
  g_autofree char *path = g_strconcat (API "/workflow/request-structure/", p->echo, NULL);
  g_autofree char *text = NULL;

  fault (p, path, "\"status\":400");
  choose (p, p->echo);
  fixture_wait (&p->base, has_problem);
  text = dup_text (p);
  g_assert_cmpstr (text, ==, "{}");
  execute (p);
  wait_for_answer (p);
  wait_for_end (p);
  g_assert_cmpint (count_runs (p), ==, 1);
}

static void
test_narrow (Page *p, gconstpointer data)
{
  choose (p, p->echo);
  embark_events_page_set_narrow (p->page, TRUE);
  ui_settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (p->list)));
  fixture_check_narrow (GTK_WIDGET (p->page));
  gtk_widget_activate_action (GTK_WIDGET (p->view), "events.back", NULL);
  ui_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (p->list)));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (p->pane)));
  fixture_check_narrow (GTK_WIDGET (p->page));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, data, func) g_test_add (path, Page, data, page_set_up, func, page_tear_down)
  ADD ("/workbench/direct-pane/async", NULL, test_async);
  ADD ("/workbench/direct-pane/sync", NULL, test_sync);
  ADD ("/workbench/direct-pane/lost", NULL, test_lost);
  ADD ("/workbench/direct-pane/double", NULL, test_double);
  ADD ("/workbench/direct-pane/production", "production", test_production);
  ADD ("/workbench/direct-pane/drafts", NULL, test_drafts);
  ADD ("/workbench/direct-pane/structure-unknown", NULL, test_structure_unknown);
  ADD ("/workbench/direct-pane/narrow", NULL, test_narrow);
  return g_test_run ();
}
