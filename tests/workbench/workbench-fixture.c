/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-book-dialog.h"
#include "workbench-fixture.h"

/* 2026-06-15 12:00:00 UTC */
#define NOON       (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC)
#define DEADLINE_S 120

static gboolean
deadline_cb (gpointer data)
{
  g_error ("Waited for %d s in vain", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

void
fixture_wait (Fixture *f, gboolean (*done) (Fixture *f))
{
  guint deadline = g_timeout_add_seconds (DEADLINE_S, deadline_cb, NULL);

  while (!done (f))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  ui_settle ();
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (embark_journal_open_finish (EMBARK_JOURNAL (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  const gboolean production = g_strcmp0 (data, "production") == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkProfile) profile = NULL;
  gboolean opened = FALSE;

  f->clock = embark_clock_manual_new (NOON);
  f->sandbox = embark_sandbox_new (EMBARK_CLOCK (f->clock), 7);
  embark_sandbox_listen (f->sandbox, 0, &error);
  g_assert_no_error (error);
  f->session = embark_session_new ();
  f->client =
      embark_client_new (embark_sandbox_get_base_uri (f->sandbox), f->session, EMBARK_CLOCK (f->clock));
  f->journal = embark_journal_new (":memory:");
  embark_journal_open_async (f->journal, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);

  profile = embark_profile_new (NULL, "Test", embark_sandbox_get_base_uri (f->sandbox));
  f->workspace = embark_workspace_new (profile, f->client, f->journal, EMBARK_CLOCK (f->clock));
  if (production)
    {
      g_autofree char *key = g_strconcat ("pk", embark_sandbox_get_api_key (f->sandbox) + 2, NULL);

      embark_workspace_set_api_key (f->workspace, key);
    }
  else
    embark_workspace_set_api_key (f->workspace, embark_sandbox_get_api_key (f->sandbox));
}

/* What is on its way when a view goes is called off, and is over only when the main loop says so. */
static void
drop (gpointer object)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_S, deadline_cb, NULL);
  gpointer alive = object;

  g_object_add_weak_pointer (object, &alive);
  g_object_unref (object);
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (embark_journal_close_finish (EMBARK_JOURNAL (source), result, NULL));
  *(gboolean *) data = TRUE;
}

void
fixture_reopen (Fixture *f, const char *path)
{
  g_autoptr (EmbarkProfile) profile = g_object_ref (embark_workspace_get_profile (f->workspace));
  gboolean closed = FALSE;
  gboolean opened = FALSE;

  drop (g_steal_pointer (&f->workspace));
  embark_journal_close_async (f->journal, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&f->journal);
  f->journal = embark_journal_new (path);
  embark_journal_open_async (f->journal, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  f->workspace = embark_workspace_new (profile, f->client, f->journal, EMBARK_CLOCK (f->clock));
  embark_workspace_set_api_key (f->workspace, embark_sandbox_get_api_key (f->sandbox));
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  if (f->window != NULL)
    ui_close (f->window);
  soup_session_abort (f->session);
  ui_settle ();
  drop (g_steal_pointer (&f->workspace));
  drop (g_steal_pointer (&f->client));
  g_clear_object (&f->session);
  g_clear_object (&f->journal);
  embark_sandbox_close (f->sandbox);
  ui_settle ();
  g_assert_finalize_object (f->sandbox);
  g_assert_finalize_object (f->clock);
}

GtkWindow *
fixture_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (GTK_WIDGET (window)))
        found = window; /* GTK holds it */
    }
  return found;
}

void
fixture_press (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (ui_is_shown (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_settle ();
}

/* Returns: (transfer none) (nullable): the question or message that is shown */
static GtkWidget *
find_message (Fixture *f)
{
  GListModel *windows = gtk_window_get_toplevels ();

  ui_settle ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (f->window) && g_str_has_suffix (G_OBJECT_TYPE_NAME (window), "MessageDialog"))
        return window;
    }
  return NULL;
}

void
fixture_answer (Fixture *f, const char *label)
{
  GtkWidget *message = find_message (f);

  g_assert_nonnull (message);
  fixture_press (ui_find_button (message, label));
}

void
fixture_answer_by_name (Fixture *f, const char *name, const char *label)
{
  GtkWidget *message = find_message (f);

  g_assert_nonnull (message);
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (message, label)));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (message, GTK_TYPE_ENTRY, NULL)), name);
  fixture_press (ui_find_button (message, label));
}

gboolean
fixture_is_asked (Fixture *f)
{
  return find_message (f) != NULL;
}

void
fixture_check_narrow (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

gboolean
fixture_sees (GtkWidget *root, const char *text)
{
  GtkWidget *label = ui_find_text (root, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

gboolean
fixture_is_loaded (Fixture *f)
{
  return !embark_book_get_loading (f->book)
         && (embark_book_get_loaded (f->book) || embark_book_get_error (f->book) != NULL);
}

void
fixture_elsewhere_cb (GObject *source, GAsyncResult *result, gpointer f)
{
  ((Fixture *) f)->elsewhere = TRUE;
}

gboolean
fixture_is_elsewhere_done (Fixture *f)
{
  return f->elsewhere;
}

GtkWidget *
fixture_get_dialog (void)
{
  GtkWindow *dialog = fixture_find_window (EMBARK_TYPE_BOOK_DIALOG);

  g_assert_nonnull (dialog);
  return GTK_WIDGET (dialog);
}

gboolean
fixture_is_closed (Fixture *f)
{
  return fixture_find_window (EMBARK_TYPE_BOOK_DIALOG) == NULL;
}

gboolean
fixture_is_answered (Fixture *f)
{
  return gtk_widget_is_sensitive (ui_find (fixture_get_dialog (), ADW_TYPE_ENTRY_ROW, NULL));
}
