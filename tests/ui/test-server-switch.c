/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-server-switch.h"
#include "ui-test-util.h"

/* A row in production */
typedef struct
{
  GtkWindow *window;
  GtkWidget *row;
  GtkSwitch *toggle;
  GCancellable *cancellable;
  EmbarkWorkflow *workflow;
  EmbarkServerSwitch *enabled;
  int saves; /* how often the server was asked */
  int asked; /* for: what, lastly */
} Fixture;

static void
turned_cb (Fixture *f)
{
  embark_server_switch_ask_in_production (f->enabled, f->workflow);
}

static void
save_cb (Fixture *f, gboolean wanted)
{
  f->saves++;
  f->asked = wanted;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"id\":\"w\",\"name\":\"Sync\"}", NULL);
  GtkWidget *spinner = gtk_spinner_new ();

  f->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  f->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_box_append (GTK_BOX (f->row), spinner);
  gtk_box_append (GTK_BOX (f->row), GTK_WIDGET (f->toggle));
  f->window = ui_show (f->row, 400, 300);
  f->cancellable = g_cancellable_new ();
  f->workflow = embark_workflow_new_from_json (node, NULL);
  f->enabled = embark_server_switch_new (f->row, f->toggle, GTK_SPINNER (spinner), f->cancellable);
  g_signal_connect_swapped (f->enabled, "turned", G_CALLBACK (turned_cb), f);
  g_signal_connect_swapped (f->enabled, "save", G_CALLBACK (save_cb), f);
  embark_server_switch_follow (f->enabled, FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ui_close (f->window);
  g_assert_finalize_object (f->enabled);
  g_object_unref (f->cancellable);
  g_object_unref (f->workflow);
}

/* Returns: (nullable): the button of the question, if one is asked */
static GtkWidget *
find_answer (const char *label)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *button = ui_find_button (window, label);

      if (button != NULL)
        return button;
    }
  return NULL;
}

static void
turn_on (Fixture *f)
{
  gtk_switch_set_active (f->toggle, TRUE);
  while (find_answer ("Switch _On") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (f->saves, ==, 0);
}

static void
answer (const char *label)
{
  g_signal_emit_by_name (find_answer (label), "clicked");
  while (find_answer (label) != NULL)
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
}

static void
test_yes (Fixture *f, gconstpointer data)
{
  turn_on (f);
  /* A list that is read again meanwhile does not turn the wish round. */
  embark_server_switch_follow (f->enabled, FALSE);
  g_assert_true (gtk_switch_get_active (f->toggle));
  answer ("Switch _On");
  g_assert_cmpint (f->saves, ==, 1);
  g_assert_true (f->asked);
  g_assert_true (embark_server_switch_get_saving (f->enabled));
  g_assert_false (gtk_switch_get_state (f->toggle));
  embark_server_switch_accept (f->enabled);
  g_assert_false (embark_server_switch_get_saving (f->enabled));
  g_assert_true (gtk_switch_get_state (f->toggle));
}

static void
test_no (Fixture *f, gconstpointer data)
{
  turn_on (f);
  answer ("_Cancel");
  g_assert_cmpint (f->saves, ==, 0);
  g_assert_false (gtk_switch_get_active (f->toggle));
  g_assert_false (gtk_switch_get_state (f->toggle));
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  turn_on (f);
  g_cancellable_cancel (f->cancellable);
  while (find_answer ("Switch _On") != NULL)
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
  g_assert_cmpint (f->saves, ==, 0);
  /* Not even moved back: the row may be gone. */
  g_assert_true (gtk_switch_get_active (f->toggle));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  turn_on (f);
  answer ("Switch _On");
  embark_server_switch_refuse (f->enabled, "Not allowed", "No plan");
  g_assert_cmpstr (embark_server_switch_get_refusal (f->enabled), ==,
                   "Cobalt refused: “No plan”. It is still off.");
  g_assert_false (gtk_switch_get_active (f->toggle));
  embark_server_switch_follow (f->enabled, FALSE);
  g_assert_nonnull (embark_server_switch_get_refusal (f->enabled));
  embark_server_switch_follow (f->enabled, TRUE);
  g_assert_null (embark_server_switch_get_refusal (f->enabled));
  g_assert_true (gtk_switch_get_active (f->toggle));
}

#define ADD(name, test) g_test_add ("/ui/server-switch/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("yes", test_yes);
  ADD ("no", test_no);
  ADD ("gone", test_gone);
  ADD ("refused", test_refused);
  return g_test_run ();
}
