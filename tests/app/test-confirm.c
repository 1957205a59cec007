/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The question that wants a name typed. */

#include "config.h"

#include "embark-compat.h"
#include "ui-test-util.h"

#define NAME "Kestrel <b>&\"🦅"

typedef struct
{
  gboolean over;
  gboolean confirmed;
} Answer;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->over = TRUE;
  answer->confirmed = embark_compat_confirm_finish (GTK_WINDOW (source), result);
}

/* Returns: (nullable): what is found in any window */
static GtkWidget *
find_anywhere (GtkWidget *(*find) (GtkWidget *root))
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *found = find (window);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_delete (GtkWidget *root)
{
  return ui_find_button (root, "_Delete");
}

static GtkWidget *
find_entry (GtkWidget *root)
{
  return ui_find (root, GTK_TYPE_ENTRY, NULL);
}

static GtkWindow *
ask (Answer *answer, GCancellable *cancellable)
{
  GtkWindow *window = ui_show (gtk_label_new ("x"), 400, 300);

  embark_compat_confirm_name_async (window, "Delete?", "It is gone then.", NAME, "_Delete", cancellable,
                                    answered_cb, answer);
  while (find_anywhere (find_delete) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return window;
}

static void
test_typed (void)
{
  Answer answer = { FALSE, FALSE };
  GtkWindow *window = ask (&answer, NULL);

  g_assert_false (gtk_widget_get_sensitive (find_anywhere (find_delete)));
  gtk_editable_set_text (GTK_EDITABLE (find_anywhere (find_entry)), "Kestrel");
  g_assert_false (gtk_widget_get_sensitive (find_anywhere (find_delete)));
  gtk_editable_set_text (GTK_EDITABLE (find_anywhere (find_entry)), NAME);
  g_assert_true (gtk_widget_get_sensitive (find_anywhere (find_delete)));
  g_signal_emit_by_name (find_anywhere (find_delete), "clicked");
  while (!answer.over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (answer.confirmed);
  ui_close (window);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { FALSE, FALSE };
  GtkWindow *window = ask (&answer, cancellable);

  g_cancellable_cancel (cancellable);
  while (!answer.over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (answer.confirmed);
  ui_close (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/confirm/typed", test_typed);
  g_test_add_func ("/confirm/cancelled", test_cancelled);
  return g_test_run ();
}
