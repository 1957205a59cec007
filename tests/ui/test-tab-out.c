/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-tab-out.h"
#include "ui-test-util.h"

typedef struct
{
  GtkWindow *window;
  GtkWidget *before;
  GtkWidget *list;
  GtkWidget *after;
} Fixture;

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, gtk_label_new ("row"));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  for (guint i = 0; i < 1000; i++)
    gtk_string_list_append (strings, "row");
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  f->before = gtk_button_new_with_label ("before");
  f->after = gtk_button_new_with_label ("after");
  f->list =
      gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), f->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), f->before);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), f->after);
  embark_tab_out (f->list);
  f->window = ui_show (box, 300, 300);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ui_close (f->window);
}

/* Presses a key where the focus is, as far as the list hears of it. Returns: whether it was taken */
static gboolean
press (Fixture *f, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (f->list);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
    }
  return taken;
}

static void
enter (Fixture *f)
{
  ui_settle ();
  gtk_widget_grab_focus (f->before);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (f->window), f->list));
}

static void
test_out (Fixture *f, gconstpointer data)
{
  enter (f);
  g_assert_true (press (f, GDK_KEY_Tab, 0));
  g_assert_true (gtk_window_get_focus (f->window) == f->after);

  /* Backwards one comes into it again, and out at the other side. */
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (f->window), f->list));
  g_assert_true (press (f, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
  g_assert_true (gtk_window_get_focus (f->window) == f->before);
}

/* With nothing after it, it goes round. */
static void
test_round (Fixture *f, gconstpointer data)
{
  gtk_widget_set_visible (f->after, FALSE);
  enter (f);
  g_assert_true (press (f, GDK_KEY_Tab, 0));
  g_assert_true (gtk_window_get_focus (f->window) == f->before);
}

/* Other keys are the list's. */
static void
test_others (Fixture *f, gconstpointer data)
{
  enter (f);
  g_assert_false (press (f, GDK_KEY_Down, 0));
  g_assert_false (press (f, GDK_KEY_Tab, GDK_CONTROL_MASK));
  g_assert_true (gtk_widget_get_can_focus (f->list));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/ui/tab-out/out", Fixture, NULL, set_up, test_out, tear_down);
  g_test_add ("/ui/tab-out/round", Fixture, NULL, set_up, test_round, tear_down);
  g_test_add ("/ui/tab-out/others", Fixture, NULL, set_up, test_others, tear_down);
  return g_test_run ();
}
