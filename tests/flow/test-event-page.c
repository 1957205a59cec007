/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-event-page.h"
#include "embark-json-view.h"
#include "embark-payload-editor.h"
#include "embark-run-view.h"
#include "embark-verdict-card.h"
#include "flow-fixture.h"

#define WITHOUT_NAME "{ \"first_name\": \"Dana\",\n\t\"email\": \"dana@client.example\",  \"value\": 1.50 }"

static EmbarkPayloadEditor *
get_editor (Fixture *f)
{
  return EMBARK_PAYLOAD_EDITOR (ui_find (GTK_WIDGET (f->page), EMBARK_TYPE_PAYLOAD_EDITOR, NULL));
}

static GtkDropDown *
get_drop_down (Fixture *f)
{
  return GTK_DROP_DOWN (ui_find (GTK_WIDGET (f->page), GTK_TYPE_DROP_DOWN, NULL));
}

static GtkWidget *
get_fire_button (Fixture *f)
{
  return ui_find_button (GTK_WIDGET (f->page), "_Fire");
}

static EmbarkFire *
get_fire (Fixture *f)
{
  GtkWidget *card = ui_find (GTK_WIDGET (f->page), EMBARK_TYPE_VERDICT_CARD, NULL);

  return embark_verdict_card_get_fire (EMBARK_VERDICT_CARD (card));
}

static guint
get_n_fires (Fixture *f)
{
  return g_list_model_get_n_items (embark_onboarding_get_fires (f->onboarding));
}

static void
choose_event (Fixture *f, const char *name)
{
  GListModel *events = embark_onboarding_get_events (f->onboarding);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (EmbarkEvent) event = g_list_model_get_item (events, i);

      if (g_str_equal (embark_event_get_name (event), name))
        {
          gtk_drop_down_set_selected (get_drop_down (f), i);
          g_assert_cmpstr (embark_payload_editor_get_event_name (get_editor (f)), ==, name);
          return;
        }
    }
  g_assert_not_reached ();
}

static gboolean
has_ended (Fixture *f)
{
  return embark_fire_get_ended_at (get_fire (f)) != 0;
}

static gboolean
has_verdict (Fixture *f)
{
  return embark_fire_get_state (get_fire (f)) != EMBARK_FIRE_SENDING
         && embark_fire_get_state (get_fire (f)) != EMBARK_FIRE_ACCEPTED;
}

/* Returns: (transfer full) (nullable): the payload of the last event that the server received */
static char *
dup_received (Fixture *f)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (f->sandbox);
  JsonNode *payload = NULL;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (json_object_has_member (request, "event"))
        payload = json_object_get_member (request, "payload");
    }
  return payload != NULL ? json_to_string (payload, FALSE) : NULL;
}

static void
test_new_destroy (Fixture *f, gconstpointer data)
{
  fixture_check_finalize (f, EMBARK_TYPE_EVENT_PAGE);
  fixture_refresh (f);
  fixture_check_finalize (f, EMBARK_TYPE_EVENT_PAGE);
}

static void
test_validity (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  g_assert_true (gtk_widget_get_sensitive (get_fire_button (f)));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (f->page), "Valid"));

  embark_payload_editor_set_text (get_editor (f), "{\n  \"a\": 1\n  \"b\": 2\n}");
  g_assert_false (gtk_widget_get_sensitive (get_fire_button (f)));
  g_assert_null (ui_find_text (GTK_WIDGET (f->page), "Valid"));
  g_assert_true (g_str_has_prefix (
      gtk_label_get_text (GTK_LABEL (ui_find (GTK_WIDGET (get_editor (f)), GTK_TYPE_LABEL, "error-text"))),
      "Line 3: "));

  embark_payload_editor_set_text (get_editor (f), "");
  g_assert_false (gtk_widget_get_sensitive (get_fire_button (f)));
  embark_payload_editor_set_text (get_editor (f), "{}");
  g_assert_true (gtk_widget_get_sensitive (get_fire_button (f)));
}

/* What was typed for an event is there again when one comes back to it, also after the list was made anew. */
static void
test_edits (Fixture *f, gconstpointer data)
{
  g_autofree char *sample = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *again = NULL;
  GtkWidget *reset;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  choose_event (f, "contact.created");
  reset = ui_find_button (GTK_WIDGET (f->page), "_Reset to Sample");
  sample = embark_payload_editor_dup_text (get_editor (f));
  g_assert_false (gtk_widget_get_sensitive (reset));

  embark_payload_editor_set_text (get_editor (f), WITHOUT_NAME);
  g_assert_true (gtk_widget_get_sensitive (reset));
  choose_event (f, "invoice.paid");
  choose_event (f, "contact.created");
  fixture_refresh (f);
  g_assert_cmpstr (embark_payload_editor_get_event_name (get_editor (f)), ==, "contact.created");
  edited = embark_payload_editor_dup_text (get_editor (f));
  g_assert_cmpstr (edited, ==, WITHOUT_NAME);

  g_signal_emit_by_name (reset, "clicked");
  again = embark_payload_editor_dup_text (get_editor (f));
  g_assert_cmpstr (again, ==, sample);
}

static void
test_ran (Fixture *f, gconstpointer data)
{
  g_autofree char *received = NULL;
  GtkWidget *next;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  choose_event (f, "contact.created");
  next = ui_find_button (GTK_WIDGET (f->page), "_Next: Handover");
  g_assert_false (gtk_widget_get_visible (next));
  g_assert_true (gtk_widget_has_css_class (get_fire_button (f), "suggested-action"));

  g_signal_emit_by_name (get_fire_button (f), "clicked");
  fixture_wait (f, has_ended);
  g_assert_cmpuint (get_n_fires (f), ==, 1);

  g_assert_cmpint (embark_fire_get_state (get_fire (f)), ==, EMBARK_FIRE_RAN);
  g_assert_true (embark_fire_get_succeeded (get_fire (f)));
  received = dup_received (f);
  g_assert_nonnull (strstr (received, "Whitfield"));
  g_assert_true (gtk_widget_get_mapped (ui_find (GTK_WIDGET (f->page), EMBARK_TYPE_RUN_VIEW, NULL)));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (f->page), "Create New Contact"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (f->page), "Open Record"));
  g_assert_true (gtk_widget_get_visible (next));
  g_assert_true (gtk_widget_has_css_class (next, "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (get_fire_button (f), "suggested-action"));
  g_signal_emit_by_name (next, "clicked");
  g_assert_cmpint (f->went_to, ==, EMBARK_STEP_HANDOVER);
  fixture_check_narrow (f);
}

/* The second press of a double click is no second event, also when the answer came between the two. */
static void
test_double_click (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  g_assert_cmpuint (get_n_fires (f), ==, 1);
  while (embark_fire_get_state (get_fire (f)) == EMBARK_FIRE_SENDING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_sensitive (get_fire_button (f)));
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  g_assert_cmpuint (get_n_fires (f), ==, 1);

  /* A key that is held repeats after a while, and then quickly: that is one press too. */
  embark_clock_manual_advance (f->clock, 660);
  for (guint i = 0; i < 100; i++)
    {
      g_signal_emit_by_name (get_fire_button (f), "clicked");
      embark_clock_manual_advance (f->clock, 30);
    }
  g_assert_cmpuint (get_n_fires (f), ==, 1);
  embark_clock_manual_advance (f->clock, 1100);
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  g_assert_cmpuint (get_n_fires (f), ==, 2);
  fixture_wait (f, has_ended);
}

static void
test_errored (Fixture *f, gconstpointer data)
{
  g_autofree char *verdict = NULL;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  choose_event (f, "contact.created");
  embark_payload_editor_set_text (get_editor (f), WITHOUT_NAME);
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  g_assert_cmpstr (embark_fire_get_payload (get_fire (f)), ==, WITHOUT_NAME);
  fixture_wait (f, has_ended);

  g_assert_false (embark_fire_get_succeeded (get_fire (f)));
  verdict = embark_fire_dup_verdict (get_fire (f));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (f->page), verdict));
  g_assert_true (gtk_widget_get_mapped (ui_find (GTK_WIDGET (f->page), GTK_TYPE_BOX, "node-error")));
  g_assert_false (gtk_widget_get_visible (ui_find_button (GTK_WIDGET (f->page), "_Next: Handover")));
}

static void
test_nothing_listened (Fixture *f, gconstpointer data)
{
  GtkWidget *button;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  choose_event (f, "contact.created");
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  fixture_wait (f, has_verdict);

  g_assert_cmpint (embark_fire_get_state (get_fire (f)), ==, EMBARK_FIRE_NOTHING_LISTENED);
  button = ui_find_button (GTK_WIDGET (f->page), "Go to _Workflows");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (f->went_to, ==, EMBARK_STEP_WORKFLOWS);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  embark_sandbox_fail_next (f->sandbox, "POST", "/event", 400, 1);
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  fixture_wait (f, has_verdict);
  g_assert_cmpint (embark_fire_get_state (get_fire (f)), ==, EMBARK_FIRE_REFUSED);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (f->page), "Refused"));
  g_assert_true (gtk_widget_get_sensitive (get_fire_button (f)));
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* What would be refused whatever the answer is not asked about: the verdict says so at once. */
static void
test_read_only (Fixture *f, gconstpointer data)
{
  guint before;

  fixture_read_only (f);
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  before = count_windows ();
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  g_assert_cmpuint (count_windows (), ==, before);
  fixture_wait (f, has_verdict);
  g_assert_cmpint (embark_fire_get_state (get_fire (f)), ==, EMBARK_FIRE_REFUSED);
  g_assert_cmpuint (get_n_fires (f), ==, 1);

  g_signal_emit_by_name (ui_find (GTK_WIDGET (f->page), EMBARK_TYPE_VERDICT_CARD, NULL), "action",
                         EMBARK_VERDICT_ACTION_FIRE_AGAIN);
  g_assert_cmpuint (count_windows (), ==, before);
  fixture_wait (f, has_verdict);
  g_assert_cmpuint (get_n_fires (f), ==, 2);
  g_assert_null (dup_received (f));
}

/* A new page shows what was fired last, with its runs. */
static void
test_earlier (Fixture *f, gconstpointer data)
{
  EmbarkFire *fire;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  choose_event (f, "contact.created");
  g_signal_emit_by_name (get_fire_button (f), "clicked");
  fixture_wait (f, has_ended);
  fire = get_fire (f);
  ui_close (g_steal_pointer (&f->window));

  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  g_assert_true (get_fire (f) == fire);
  g_assert_cmpstr (embark_payload_editor_get_event_name (get_editor (f)), ==, "contact.created");
  g_assert_nonnull (ui_find (GTK_WIDGET (f->page), EMBARK_TYPE_RUN_VIEW, NULL));
}

/* A workflow that was executed elsewhere, and an event for every application, are not the path's: to fire
 * them again from here would send something else. */
static void
test_not_of_path (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) workflow = NULL;
  g_autoptr (EmbarkFire) everywhere = NULL;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  workflow = embark_fire_new (NULL, "p", "a", EMBARK_SLUG_SALESFORCE, "a", "", "{}", 1);
  embark_fire_set_workflow_id (workflow, "w1");
  embark_fire_set_state (workflow, EMBARK_FIRE_UNKNOWN);
  everywhere = embark_fire_new (NULL, "p", "a", NULL, "a", "contact.created", "{}", 2);
  embark_fire_set_state (everywhere, EMBARK_FIRE_UNKNOWN);
  embark_onboarding_note_fire (f->onboarding, everywhere);
  embark_onboarding_note_fire (f->onboarding, workflow);
  ui_settle ();
  g_assert_null (get_fire (f));
}

static void
test_unreachable (Fixture *f, gconstpointer data)
{
  embark_sandbox_close (f->sandbox);
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  g_assert_true (gtk_widget_get_mapped (ui_find_button (GTK_WIDGET (f->page), "_Try Again")));
  g_assert_false (gtk_widget_get_mapped (get_fire_button (f)));
}

/* An event that is chosen before the list has it is chosen as soon as the list comes. */
static void
test_chosen_elsewhere (Fixture *f, gconstpointer data)
{
  fixture_show (f, EMBARK_TYPE_EVENT_PAGE);
  embark_event_page_choose_event (EMBARK_EVENT_PAGE (f->page), "invoice.paid");
  fixture_refresh (f);
  g_assert_cmpstr (embark_payload_editor_get_event_name (get_editor (f)), ==, "invoice.paid");
  embark_event_page_choose_event (EMBARK_EVENT_PAGE (f->page), "contact.updated");
  g_assert_cmpstr (embark_payload_editor_get_event_name (get_editor (f)), ==, "contact.updated");
  embark_event_page_choose_event (EMBARK_EVENT_PAGE (f->page), "no.such.event");
  g_assert_cmpstr (embark_payload_editor_get_event_name (get_editor (f)), ==, "contact.updated");
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/flow/event-page/" name, Fixture, account, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("new-destroy", test_new_destroy, NULL);
  TEST ("validity", test_validity, NULL);
  TEST ("edits", test_edits, NULL);
  TEST ("ran", test_ran, NULL);
  TEST ("double-click", test_double_click, NULL);
  TEST ("errored", test_errored, NULL);
  TEST ("nothing-listened", test_nothing_listened, ACCOUNT_IDLE);
  TEST ("refused", test_refused, NULL);
  TEST ("read-only", test_read_only, NULL);
  TEST ("earlier", test_earlier, NULL);
  TEST ("not-of-path", test_not_of_path, NULL);
  TEST ("chosen-elsewhere", test_chosen_elsewhere, NULL);
  TEST ("unreachable", test_unreachable, NULL);
  return g_test_run ();
}
