/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits in the view of workflows: nothing of them is lost, and nobody claims that they are saved. */

#include "config.h"

#include "workflows-fixture.h"

/* Half a JSON value is kept while other settings are looked at, and counts as something to be put right. */
static void
test_half_written (View *v, gconstpointer data)
{
  EmbarkConfigForm *form;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  view_load (v);
  form = embark_workflows_view_get_form (v->view);
  embark_workflows_view_select (v->view, SYNC);
  gtk_text_buffer_set_text (get_buffer (v, HEADERS), "{\"a\": [1,", -1);
  assert_state (v, HEADERS, EDITED);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "Not saved yet"));
  embark_config_form_create_async (form, "other", NULL, NULL, NULL);
  fixture_wait (&v->base, is_second);
  embark_config_form_choose (form, READY);
  fixture_wait (&v->base, is_own);
  buffer = get_buffer (v, HEADERS);
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "{\"a\": [1,");

  type_text (v, HISTORY, "ninety");
  assert_state (v, HISTORY, REFUSED);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "1 field needs attention"));
  embark_workflows_view_refresh (v->view);
  fixture_wait (&v->base, is_loaded);
  assert_state (v, HISTORY, REFUSED);
  assert_shown (v, HISTORY, "90");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (ui_find (GTK_WIDGET (get_row (v, HISTORY)), GTK_TYPE_TEXT, NULL))),
      ==, "ninety");
  type_text (v, HISTORY, "91");
  wait_saved (v, HISTORY);
  fixture_wait (&v->base, is_loaded);
}

/* A required one that is emptied: what is saved still is said, and nobody claims that all is saved. */
static void
test_emptied (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  type_text (v, NAME, "");
  assert_state (v, NAME, REFUSED);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (get_row (v, NAME)),
                                  "A value is required. The saved value is still “Account sync”."));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "1 field needs attention"));
}

/* Cleared, it has its default again, which is what it had before: the row shows that. */
static void
test_default (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  assert_shown (v, CREATE, "false");
  choose (v, CREATE, "None");
  assert_state (v, CREATE, SAVING);
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, CREATE, "false");
}

static gboolean
is_idle (Fixture *f)
{
  return embark_field_row_get_state (get_row ((View *) f, NAME)) == EMBARK_FIELD_ROW_IDLE;
}

/* The tick of one field does not come back with the save of another. */
static void
test_tick (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  type_text (v, NAME, "one");
  wait_saved (v, NAME);
  fixture_wait (&v->base, is_idle);
  type_text (v, HISTORY, "31");
  wait_saved (v, HISTORY);
  fixture_wait (&v->base, is_loaded);
  assert_state (v, NAME, IDLE);
}

/* Somebody else saved another value meanwhile: what was written is still there. */
static void
test_elsewhere (View *v, gconstpointer data)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_FIELD_SET);
  GtkWidget *entry;

  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  entry = ui_find (GTK_WIDGET (get_row (v, NAME)), GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "mine");
  embark_call_set_account (call, READY);
  embark_call_set_header (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (call, "field", NAME);
  embark_call_set_query (call, "workflow_id", SYNC);
  embark_call_set_body_text (call, "{\"value\":\"theirs\"}");
  embark_client_send_async (v->base.client, call, NULL, fixture_elsewhere_cb, &v->base);
  fixture_wait (&v->base, fixture_is_elsewhere_done);
  embark_workflows_view_refresh (v->view);
  fixture_wait (&v->base, is_loaded);
  assert_state (v, NAME, EDITED);
  entry = ui_find (GTK_WIDGET (get_row (v, NAME)), GTK_TYPE_TEXT, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "mine");
  embark_config_form_revert (embark_workflows_view_get_form (v->view), find_field (v, NAME));
  assert_shown (v, NAME, "\"theirs\"");
}

/* Widgets of @root, each with a weak pointer. */
static void
watch (GtkWidget *root, GPtrArray *pointers)
{
  gpointer *pointer = g_new0 (gpointer, 1);

  *pointer = root;
  g_object_add_weak_pointer (G_OBJECT (root), pointer);
  g_ptr_array_add (pointers, pointer);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch (child, pointers);
}

/* Returns: how many of them are alive, and which is told */
static guint
count_alive (GPtrArray *pointers)
{
  guint n = 0;

  for (guint i = 0; i < pointers->len; i++)
    {
      gpointer *pointer = g_ptr_array_index (pointers, i);

      if (*pointer == NULL)
        continue;
      n++;
      g_test_message ("%s is alive", G_OBJECT_TYPE_NAME (*pointer));
      g_object_remove_weak_pointer (G_OBJECT (*pointer), pointer);
    }
  return n;
}

/* Nothing of the settings that were shown before is left once others are shown, nor once the view is gone. */
static void
test_finalized (View *v, gconstpointer data)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func (g_free);
  EmbarkConfigForm *form;
  GtkWidget *entry;

  view_load (v);
  form = embark_workflows_view_get_form (v->view);
  embark_workflows_view_select (v->view, SYNC);
  ui_settle ();
  entry = ui_find (GTK_WIDGET (get_row (v, NAME)), GTK_TYPE_TEXT, NULL);
  gtk_widget_grab_focus (entry);
  watch (GTK_WIDGET (gtk_widget_get_ancestor (entry, GTK_TYPE_STACK)), before);
  /* The stack itself stays. */
  g_object_remove_weak_pointer (*(gpointer *) g_ptr_array_index (before, 0), g_ptr_array_index (before, 0));
  g_ptr_array_remove_index (before, 0);
  embark_config_form_create_async (form, "other", NULL, NULL, NULL);
  fixture_wait (&v->base, is_second);
  ui_settle ();
  g_assert_cmpuint (count_alive (before), ==, 0);

  embark_config_form_choose (form, READY);
  fixture_wait (&v->base, is_own);
  gtk_widget_grab_focus (ui_find (GTK_WIDGET (get_row (v, NAME)), GTK_TYPE_TEXT, NULL));
  watch (GTK_WIDGET (v->view), after);
  /* A window holds what had the focus until it draws again: it goes with the view. */
  ui_close (g_steal_pointer (&v->base.window));
  g_assert_cmpuint (count_alive (after), ==, 0);
}

static void
finalized_tear_down (View *v, gconstpointer data)
{
  embark_onboarding_set_visible (v->onboarding, FALSE);
  g_clear_object (&v->onboarding);
  fixture_tear_down (&v->base, data);
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/workbench/workflows-edits/" name, View, account, view_set_up, func, view_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("half-written", test_half_written, NULL);
  TEST ("emptied", test_emptied, NULL);
  TEST ("default", test_default, NULL);
  TEST ("tick", test_tick, NULL);
  TEST ("elsewhere", test_elsewhere, NULL);
  g_test_add ("/workbench/workflows-edits/finalized", View, NULL, view_set_up, test_finalized,
              finalized_tear_down);
  return g_test_run ();
}
