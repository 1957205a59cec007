/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-handover-page.h"
#include "flow-fixture.h"

static gint64
get_made_at (Fixture *f)
{
  return embark_facts_get (embark_onboarding_get_facts (f->onboarding))->handover_at;
}

static gboolean
is_made (Fixture *f)
{
  return get_made_at (f) != 0;
}

static void
test_new_destroy (Fixture *f, gconstpointer data)
{
  fixture_check_finalize (f, EMBARK_TYPE_HANDOVER_PAGE);
  fixture_refresh (f);
  fixture_check_finalize (f, EMBARK_TYPE_HANDOVER_PAGE);
}

static void
test_summary (Fixture *f, gconstpointer data)
{
  g_autofree char *summary = NULL;
  g_autofree char *shown = NULL;
  GtkTextView *view;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_HANDOVER_PAGE);
  view = GTK_TEXT_VIEW (ui_find (GTK_WIDGET (f->page), GTK_TYPE_TEXT_VIEW, NULL));
  summary = embark_onboarding_dup_summary (f->onboarding);
  g_object_get (gtk_text_view_get_buffer (view), "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, summary);
  g_assert_false (gtk_text_view_get_editable (view));
  g_assert_false (gtk_text_view_get_accepts_tab (view));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (f->page), "Not made yet"));
  fixture_check_narrow (f);
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* Copying makes the handover. */
static void
test_copied (Fixture *f, gconstpointer data)
{
  g_autofree char *summary = NULL;
  g_autofree char *copied = NULL;
  GtkWidget *copy;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_HANDOVER_PAGE);
  copy = ui_find_button (GTK_WIDGET (f->page), "_Copy as Text");
  g_assert_true (gtk_widget_has_css_class (copy, "suggested-action"));
  summary = embark_onboarding_dup_summary (f->onboarding);
  g_assert_cmpint (get_made_at (f), ==, 0);
  g_signal_emit_by_name (copy, "clicked");
  fixture_wait (f, is_made);

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (copy), NULL, text_cb, &copied);
  while (copied == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (copied, ==, summary);
  g_assert_null (ui_find_text (GTK_WIDGET (f->page), "Not made yet"));
}

#define TEST(name, func)                                                                                     \
  g_test_add ("/flow/handover-page/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("new-destroy", test_new_destroy);
  TEST ("summary", test_summary);
  TEST ("copied", test_copied);
  return g_test_run ();
}
