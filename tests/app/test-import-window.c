/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of the import, from the file to what came of it, against a sandbox. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-import-item.h"
#include "embark-import-mapping.h"
#include "embark-import-result.h"
#include "embark-import-window.h"
#include "flow-fixture.h"

static EmbarkImportWindow *window;
static char *path;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int fd;

  fixture_set_up (f, data);
  fd = g_file_open_tmp ("embark-import-XXXXXX.csv", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  window = embark_import_window_new (NULL, f->workspace);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_settle ();
  g_assert_null (alive);
  g_unlink (path);
  g_clear_pointer (&path, g_free);
  fixture_tear_down (f, data);
}

static gboolean
is_idle (Fixture *f)
{
  return embark_import_get_phase (embark_import_window_get_import (window)) == EMBARK_IMPORT_IDLE;
}

static void
load (Fixture *f, const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  embark_import_window_load (window, file);
  fixture_wait (f, is_idle);
}

static void
activate (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  fixture_wait (f, is_idle);
}

#define assert_text(text)    g_assert_nonnull (ui_find_text (GTK_WIDGET (window), text))
#define assert_no_text(text) g_assert_null (ui_find_text (GTK_WIDGET (window), text))

static gboolean
page_is (const char *name)
{
  GtkStack *stack = GTK_STACK (ui_find (GTK_WIDGET (window), GTK_TYPE_STACK, NULL));

  return g_str_equal (gtk_stack_get_visible_child_name (stack), name);
}

static void
check_narrow (void)
{
  int minimum;

  gtk_widget_measure (gtk_widget_get_first_child (GTK_WIDGET (window)), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_path (Fixture *f, gconstpointer data)
{
  EmbarkImport *import = embark_import_window_get_import (window);

  g_assert_true (page_is ("choose"));
  check_narrow ();
  load (f, "account_id,name,udf.plan,notes\n" ACCOUNT_READY
           ",Another <b>&name,gold,x\nnew-1,New one,silver,\n,No id,,\n");
  g_assert_true (page_is ("mapping"));
  check_narrow ();
  assert_text ("Field “plan”: “gold”, “silver”");
  g_assert_cmpint (embark_import_get_target (import, 3), ==, EMBARK_IMPORT_IGNORE);

  activate (f, "import.check");
  g_assert_true (page_is ("result"));
  check_narrow ();
  assert_text ("What the import would do");
  assert_text ("Nothing was sent yet. The import would send 2 accounts.");
  assert_text ("Another <b>&name");
  assert_text ("Has no account ID");
  g_assert_nonnull (ui_find_button (GTK_WIDGET (window), "New 1"));
  g_assert_nonnull (ui_find_button (GTK_WIDGET (window), "_Import 2 Accounts"));

  /* Only the rows of one state. */
  embark_import_result_show_state (
      EMBARK_IMPORT_RESULT (ui_find (GTK_WIDGET (window), EMBARK_TYPE_IMPORT_RESULT, NULL)),
      EMBARK_IMPORT_WRONG);
  ui_settle ();
  assert_text ("Has no account ID");
  assert_no_text ("New one");

  activate (f, "import.run");
  g_assert_true (page_is ("result"));
  assert_text ("The import is done");
  g_assert_cmpuint (embark_import_get_count (import, EMBARK_IMPORT_CREATED), ==, 1);
  g_assert_cmpuint (embark_import_get_count (import, EMBARK_IMPORT_UPDATED), ==, 1);
  g_assert_false (ui_is_shown (ui_find_button (GTK_WIDGET (window), "_Import 0 Accounts")));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (window), "_Save Errors…")));

  activate (f, "import.check");
  assert_text ("Nothing has to be sent.");
  activate (f, "import.back");
  g_assert_true (page_is ("mapping"));
  activate (f, "import.back");
  g_assert_true (page_is ("choose"));
}

static void
test_files (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/accounts.csv");

  load (f, "");
  g_assert_true (page_is ("choose"));
  assert_text ("The file is empty");
  embark_import_window_load (window, nowhere);
  fixture_wait (f, is_idle);
  assert_text ("It is not there any more. Choose another one.");

  load (f, "account_id,name\n");
  g_assert_true (page_is ("mapping"));
  assert_no_text ("The file is empty");
  g_assert_false (gtk_widget_get_sensitive (ui_find_button (GTK_WIDGET (window), "_Compare")));

  load (f, "acme-robotics,Acme\n");
  g_assert_false (gtk_widget_get_sensitive (ui_find_button (GTK_WIDGET (window), "_Compare")));
  gtk_switch_set_active (GTK_SWITCH (ui_find (GTK_WIDGET (window), GTK_TYPE_SWITCH, NULL)), FALSE);
  ui_settle ();
  assert_text ("No column is named like an account ID: choose the one that has it.");
  assert_text ("Column 1");
  /* The first column is the id. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, NULL)),
                              EMBARK_IMPORT_ID);
  g_assert_true (gtk_widget_get_sensitive (ui_find_button (GTK_WIDGET (window), "_Compare")));
  activate (f, "import.check");
  assert_text ("acme-robotics");
}

static gboolean
is_working (Fixture *f)
{
  return embark_import_get_n_done (embark_import_window_get_import (window)) >= 5;
}

static void
test_stop (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("id,name\n");
  EmbarkImport *import = embark_import_window_get_import (window);
  g_autofree char *label = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "bulk-%u,Bulk %u\n", i, i);
  load (f, text->str);
  /* What was not compared is not imported. */
  gtk_widget_activate_action (GTK_WIDGET (window), "import.check", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "import.stop", NULL);
  fixture_wait (f, is_idle);
  assert_text ("The comparison was stopped");
  g_assert_false (ui_is_shown (ui_find_button (GTK_WIDGET (window), "_Import 60 Accounts")));
  activate (f, "import.run");
  assert_text ("The comparison was stopped");

  activate (f, "import.check");
  gtk_widget_activate_action (GTK_WIDGET (window), "import.run", NULL);
  ui_settle ();
  g_assert_true (page_is ("work"));
  check_narrow ();
  fixture_wait (f, is_working);
  gtk_widget_activate_action (GTK_WIDGET (window), "import.stop", NULL);
  fixture_wait (f, is_idle);
  assert_text ("The import was stopped");
  g_assert_cmpuint (embark_import_get_n_to_send (import), >, 0);
  label = g_strdup_printf ("_Import %u Accounts", embark_import_get_n_to_send (import));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (window), label)));
  activate (f, "import.run");
  assert_text ("The import is done");
  g_assert_cmpuint (embark_import_get_count (import, EMBARK_IMPORT_CREATED), ==, 60);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  load (f, "id,name\na-1,A\n");
  activate (f, "import.check");
  embark_sandbox_fail_next (f->sandbox, "PUT", "/linked-account", 500, 1);
  activate (f, "import.run");
  assert_text ("The reason stands with each row that was refused. Importing again sends these only.");
  g_assert_nonnull (ui_find_button (GTK_WIDGET (window), "Refused 1"));

  embark_workspace_set_api_key (f->workspace, "tk_somebody_elses");
  activate (f, "import.run");
  assert_text ("The import did not get to its end");
  assert_text ("Cobalt refused the API key");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/import-window/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("path", test_path);
  ADD ("files", test_files);
  ADD ("stop", test_stop);
  ADD ("refused", test_refused);

  return g_test_run ();
}
