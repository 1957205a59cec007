/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Event definitions created, edited and deleted by the widgets, against the sandbox. */

#include "config.h"

#include "embark-event-dialog.h"
#include "embark-events-view.h"
#include "embark-json-entry.h"
#include "embark-json-view.h"
#include "embark-problem-view.h"
#include "workbench-fixture.h"

static EmbarkEventsView *view; /* in the fixture's window */
static char *fired;            /* the last event that win.fire-event named */
static guint n_changed;

static void
fire_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_free (fired);
  fired = g_variant_dup_string (parameter, NULL);
}

static void
changed_cb (void)
{
  n_changed++;
}

static void
show (Fixture *f)
{
  static const GActionEntry entries[] = {
    { .name = "fire-event", .activate = fire_cb, .parameter_type = "s" }
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  n_changed = 0;
  view = g_object_new (EMBARK_TYPE_EVENTS_VIEW, NULL);
  embark_events_view_set_workspace (view, f->workspace);
  f->book = EMBARK_BOOK (embark_events_view_get_book (view));
  g_signal_connect (view, "changed", G_CALLBACK (changed_cb), NULL);
  f->window = ui_show (GTK_WIDGET (view), 900, 640);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), "win", G_ACTION_GROUP (actions));
  fixture_wait (f, fixture_is_loaded);
}

static void
do_action (const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), name, NULL));
  ui_settle ();
}

static void
choose (const char *name)
{
  GtkWidget *list = ui_find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW, NULL);
  GListModel *events = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (EmbarkEvent) event = g_list_model_get_item (events, i);

      if (g_str_equal (embark_event_get_name (event), name))
        {
          gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), i, TRUE);
          ui_settle ();
          return;
        }
    }
  g_assert_not_reached ();
}

static void
type_name (const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find (fixture_get_dialog (), ADW_TYPE_ENTRY_ROW, NULL)), name);
  ui_settle ();
}

static void
type_sample (const char *text)
{
  embark_json_entry_set_text (
      EMBARK_JSON_ENTRY (ui_find (fixture_get_dialog (), EMBARK_TYPE_JSON_ENTRY, NULL)), text);
  ui_settle ();
}

static guint
n_events (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (embark_events_view_get_book (view)));
}

static void
test_list (Fixture *f, gconstpointer data)
{
  GtkWidget *search;

  show (f);
  /* Where there is room beside the list, the first one is shown, and the focus stays where it is. */
  g_assert_false (fixture_sees (GTK_WIDGET (view), "Choose an Event"));
  g_assert_true (fixture_sees (GTK_WIDGET (view), "payload.email"));
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (f->window),
                                          ui_find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW, NULL)));
  choose ("contact.created");
  g_assert_true (fixture_sees (GTK_WIDGET (view), "payload.email"));
  do_action ("events.fire");
  g_assert_cmpstr (fired, ==, "contact.created");

  search = ui_find (GTK_WIDGET (view), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "no such event");
  g_signal_emit_by_name (search, "search-changed");
  ui_settle ();
  g_assert_true (fixture_sees (GTK_WIDGET (view), "No Match"));
  /* What is shown stays, listed or not. */
  g_assert_true (fixture_sees (GTK_WIDGET (view), "payload.email"));
  g_signal_emit_by_name (search, "stop-search");
  g_signal_emit_by_name (search, "search-changed");
  ui_settle ();
  g_assert_false (fixture_sees (GTK_WIDGET (view), "No Match"));
}

static void
test_create (Fixture *f, gconstpointer data)
{
  guint before;
  GtkWidget *save;

  show (f);
  before = n_events ();
  do_action ("events.new");
  save = ui_find_button (fixture_get_dialog (), "_Create");
  g_assert_false (gtk_widget_is_sensitive (save));
  type_name ("refund.issued");
  g_assert_true (gtk_widget_is_sensitive (save));
  type_sample ("{\n  \"total\": 7,\n  \"payer\": {\"email\": 1,}\n}");
  g_assert_false (gtk_widget_is_sensitive (save));
  g_assert_true (g_str_has_prefix (
      gtk_label_get_text (GTK_LABEL (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "error-text"))),
      "Line 3: "));
  type_sample ("[1]");
  g_assert_false (gtk_widget_is_sensitive (save));
  type_sample ("{\"total\": 7, \"payer\": {\"email\": \"a@x.example\"}}");
  fixture_press (save);
  fixture_wait (f, fixture_is_closed);

  g_assert_cmpuint (n_events (), ==, before + 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_nonnull (embark_event_book_find_name (embark_events_view_get_book (view), "refund.issued"));
  g_assert_true (fixture_sees (GTK_WIDGET (view), "payload.payer.email"));
}

/* Names that are wrong, or easily confused. */
static void
test_names (Fixture *f, gconstpointer data)
{
  show (f);
  do_action ("events.new");
  type_name ("contact.created");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture_get_dialog (), "_Create")));
  g_assert_true (ui_is_shown (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "error-text")));
  type_name ("Contact.created");
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (fixture_get_dialog (), "_Create")));
  g_assert_true (ui_is_shown (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "warning-text")));
  type_name ("");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
  g_assert_true (fixture_is_closed (f));
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  g_autofree char *sample = NULL;
  EmbarkEvent *event;

  show (f);
  choose ("contact.created");
  do_action ("events.edit");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture_get_dialog (), "_Save")));
  type_name ("contact.made");
  g_assert_true (g_str_has_prefix (
      gtk_label_get_text (GTK_LABEL (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "warning-text"))),
      "Workflows are matched by the exact name"));
  type_sample ("{\"id\": 12}");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_closed);

  event = embark_event_book_find_name (embark_events_view_get_book (view), "contact.made");
  g_assert_nonnull (event);
  g_assert_null (embark_event_book_find_name (embark_events_view_get_book (view), "contact.created"));
  sample = embark_event_dup_sample (event);
  g_assert_nonnull (strstr (sample, "\"id\": 12"));
  g_assert_true (fixture_sees (GTK_WIDGET (view), "payload.id"));
}

/* The server refuses: it is said where it belongs, and nothing that was typed is lost. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  GtkWidget *problem;

  show (f);
  choose ("contact.created");
  do_action ("events.edit");
  type_sample ("{\"id\": 12}");
  embark_sandbox_fail_next (f->sandbox, "PUT", "/application/event", 500, 1);
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_answered);
  problem = ui_find (fixture_get_dialog (), EMBARK_TYPE_PROBLEM_VIEW, NULL);
  g_assert_true (ui_is_shown (problem));

  /* The list is loaded again meanwhile: what was typed stays. */
  embark_events_view_refresh (view);
  fixture_wait (f, fixture_is_loaded);
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_closed);
  g_assert_true (fixture_sees (GTK_WIDGET (view), "payload.id"));
}

/* Somebody took the name between the list and the saving: the field says so in the server's words. */
static void
test_name_taken_meanwhile (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkEventBook) other = embark_event_book_new (f->workspace);
  GtkWidget *words;

  show (f);
  do_action ("events.new");
  type_name ("refund.issued");
  embark_event_book_save_async (other, NULL, "refund.issued", "{}", NULL, NULL, fixture_elsewhere_cb, f);
  fixture_wait (f, fixture_is_elsewhere_done);
  fixture_press (ui_find_button (fixture_get_dialog (), "_Create"));
  fixture_wait (f, fixture_is_answered);
  words = ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "error-text");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (words)), "already exists"));
  g_assert_true (
      gtk_widget_has_css_class (ui_find (fixture_get_dialog (), ADW_TYPE_ENTRY_ROW, NULL), "error"));
  type_name ("refund.issued2");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Create"));
  fixture_wait (f, fixture_is_closed);
  g_assert_nonnull (embark_event_book_find_name (embark_events_view_get_book (view), "refund.issued2"));
}

/* Somebody deleted the event while it was edited: it can be made anew of what was typed. */
static void
test_deleted_meanwhile (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkEventBook) other = embark_event_book_new (f->workspace);
  EmbarkEvent *event;

  show (f);
  choose ("contact.created");
  event = embark_event_book_find_name (embark_events_view_get_book (view), "contact.created");
  do_action ("events.edit");
  type_sample ("{\"id\": 12}");
  embark_event_book_delete_async (other, embark_event_get_id (event), NULL, fixture_elsewhere_cb, f);
  fixture_wait (f, fixture_is_elsewhere_done);
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_answered);
  g_assert_true (fixture_sees (fixture_get_dialog (), "Somebody deleted this event meanwhile"));
  embark_events_view_refresh (view);
  fixture_wait (f, fixture_is_loaded);
  fixture_press (ui_find_button (fixture_get_dialog (), "_Create"));
  fixture_wait (f, fixture_is_closed);
  g_assert_nonnull (embark_event_book_find_name (embark_events_view_get_book (view), "contact.created"));
}

static void
test_unsaved (Fixture *f, gconstpointer data)
{
  show (f);
  do_action ("events.new");
  type_name ("x");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
  fixture_answer (f, "_Cancel");
  g_assert_false (fixture_is_closed (f));
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
  fixture_answer (f, "_Discard");
  g_assert_true (fixture_is_closed (f));
}

static gboolean
is_deleted (Fixture *f)
{
  return n_changed > 0;
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  guint before;

  show (f);
  before = n_events ();
  choose ("contact.created");
  do_action ("events.delete");
  fixture_answer (f, "_Cancel");
  g_assert_cmpuint (n_events (), ==, before);
  do_action ("events.delete");
  fixture_answer (f, "_Delete");
  fixture_wait (f, is_deleted);
  g_assert_cmpuint (n_events (), ==, before - 1);
  g_assert_true (fixture_sees (GTK_WIDGET (view), "Choose an Event"));
}

static gboolean
is_taken_out (Fixture *f)
{
  return embark_event_book_find_name (embark_events_view_get_book (view), "refund.issued") == NULL;
}

static void
test_production (Fixture *f, gconstpointer data)
{
  show (f);
  do_action ("events.new");
  type_name ("refund.issued");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Create"));
  g_assert_true (fixture_is_answered (f));
  fixture_answer (f, "_Save");
  fixture_wait (f, fixture_is_closed);
  g_assert_nonnull (embark_event_book_find_name (embark_events_view_get_book (view), "refund.issued"));
  choose ("refund.issued");
  do_action ("events.delete");
  fixture_answer_by_name (f, "refund.issued", "_Delete");
  fixture_wait (f, is_taken_out);
}

/* What is read only is refused before a question is asked. */
static void
test_read_only (Fixture *f, gconstpointer data)
{
  guint before;

  show (f);
  before = n_events ();
  embark_workspace_set_read_only (f->workspace, TRUE);
  choose ("contact.created");
  do_action ("events.delete");
  g_assert_false (fixture_is_asked (f));
  do_action ("events.new");
  type_name ("refund.issued");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Create"));
  g_assert_false (fixture_is_asked (f));
  g_assert_true (fixture_sees (fixture_get_dialog (), "Read only is on"));
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
  fixture_answer (f, "_Discard");
  g_assert_cmpuint (n_events (), ==, before);
}

static void
test_unreachable (Fixture *f, gconstpointer data)
{
  embark_sandbox_fail_next (f->sandbox, "GET", "/application/event", 500, 1);
  show (f);
  g_assert_true (fixture_sees (GTK_WIDGET (view), "Cobalt failed"));
  fixture_press (ui_find_button (GTK_WIDGET (view), "_Try Again"));
  fixture_wait (f, fixture_is_loaded);
  g_assert_false (fixture_sees (GTK_WIDGET (view), "Cobalt failed"));
  choose ("contact.created");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  show (f);
  embark_events_view_set_narrow (view, TRUE);
  ui_settle ();
  /* What nobody chose does not stand before the list. */
  g_assert_true (gtk_widget_get_mapped (ui_find (GTK_WIDGET (view), GTK_TYPE_SEARCH_ENTRY, NULL)));
  fixture_check_narrow (GTK_WIDGET (view));
  choose ("contact.created");
  fixture_check_narrow (GTK_WIDGET (view));
  g_assert_false (gtk_widget_get_mapped (ui_find (GTK_WIDGET (view), GTK_TYPE_SEARCH_ENTRY, NULL)));
  do_action ("events.back");
  g_assert_true (gtk_widget_get_mapped (ui_find (GTK_WIDGET (view), GTK_TYPE_SEARCH_ENTRY, NULL)));
  do_action ("events.new");
  fixture_check_narrow (fixture_get_dialog ());
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
}

/* The view goes while it is asked, with a dialog open. */
static void
test_closed (Fixture *f, gconstpointer data)
{
  gpointer alive;

  show (f);
  alive = view;
  g_object_add_weak_pointer (G_OBJECT (view), &alive);
  do_action ("events.new");
  type_name ("late");
  gtk_widget_activate_action (fixture_get_dialog (), "window.close", NULL);
  embark_events_view_refresh (view);
  ui_close (fixture_find_window (EMBARK_TYPE_EVENT_DIALOG));
  ui_close (g_steal_pointer (&f->window));
  g_assert_null (alive);
}

#define TEST(name, func, data)                                                                               \
  g_test_add ("/workbench/events-view/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("list", test_list, NULL);
  TEST ("create", test_create, NULL);
  TEST ("names", test_names, NULL);
  TEST ("edit", test_edit, NULL);
  TEST ("refused", test_refused, NULL);
  TEST ("name-taken-meanwhile", test_name_taken_meanwhile, NULL);
  TEST ("deleted-meanwhile", test_deleted_meanwhile, NULL);
  TEST ("unsaved", test_unsaved, NULL);
  TEST ("delete", test_delete, NULL);
  TEST ("production", test_production, "production");
  TEST ("read-only", test_read_only, "production");
  TEST ("unreachable", test_unreachable, NULL);
  TEST ("narrow", test_narrow, NULL);
  TEST ("closed", test_closed, NULL);
  return g_test_run ();
}
