/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payloads that are kept under a name, in a real journal. */

#include "config.h"

#include <glib/gstdio.h>

#include "embark-payload-templates.h"
#include "test-util.h"

typedef struct
{
  char *folder;
  char *path;
  EmbarkClockManual *clock;
  EmbarkJournal *journal;
  EmbarkPayloadTemplates *templates;
} Keep;

static void
open_journal (Keep *k)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  k->journal = embark_journal_new (k->path);
  embark_journal_open_async (k->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (k->journal, wait_for (&wait), &error));
  k->templates = embark_payload_templates_new (k->journal, "p", EMBARK_CLOCK (k->clock));
  wait_reset (&wait);
  embark_payload_templates_load_async (k->templates, NULL, wait_cb, &wait);
  g_assert_true (embark_payload_templates_load_finish (k->templates, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
close_journal (Keep *k)
{
  g_auto (Wait) wait = { NULL };

  g_assert_finalize_object (k->templates);
  embark_journal_close_async (k->journal, wait_cb, &wait);
  g_assert_true (embark_journal_close_finish (k->journal, wait_for (&wait), NULL));
  wait_reset (&wait);
  g_clear_object (&k->journal);
}

static void
keep_set_up (Keep *k, gconstpointer data)
{
  k->folder = g_dir_make_tmp ("embark-templates-XXXXXX", NULL);
  k->path = g_build_filename (k->folder, "journal.sqlite", NULL);
  k->clock = embark_clock_manual_new (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC);
  open_journal (k);
}

static void
keep_tear_down (Keep *k, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  close_journal (k);
  folder = g_dir_open (k->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (k->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (k->folder);
  g_object_unref (k->clock);
  g_free (k->path);
  g_free (k->folder);
}

/* Returns: (transfer none) (nullable) */
static EmbarkPayloadTemplate *
save (Keep *k, const char *event, const char *name, const char *text, GError **error)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (EmbarkPayloadTemplate) item = NULL;

  embark_payload_templates_save_async (k->templates, event, name, text, NULL, wait_cb, &wait);
  item = embark_payload_templates_save_finish (k->templates, wait_for (&wait), error);
  return item; /* the list has it */
}

static gboolean
change (Keep *k, EmbarkPayloadTemplate *item, const char *name, const char *text, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_payload_templates_change_async (k->templates, item, name, text, NULL, wait_cb, &wait);
  return embark_payload_templates_change_finish (k->templates, wait_for (&wait), error);
}

static void
assert_list (Keep *k, const char *expected)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (k->templates)); i++)
    {
      g_autoptr (EmbarkPayloadTemplate) item = g_list_model_get_item (G_LIST_MODEL (k->templates), i);

      g_string_append_printf (seen, "%s%s/%s=%s", i > 0 ? ", " : "", embark_payload_template_get_event (item),
                              embark_payload_template_get_name (item),
                              embark_payload_template_get_text (item));
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

#define TEXT "{\n \"a\": 1.50, \"b\": \"{{email}}\" }"

static void
test_keep (Keep *k, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EmbarkPayloadTemplate *item;

  assert_list (k, "");
  item = save (k, "e", "  zebra ", TEXT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (embark_payload_template_get_changed_at (item), ==,
                   embark_clock_get_real_time (EMBARK_CLOCK (k->clock)));
  save (k, "e", "Ant", "{}", &error);
  save (k, "other", "ant", "[]", &error);
  g_assert_no_error (error);
  g_assert_true (embark_payload_templates_find (k->templates, "e", "ZEBRA ") == item);
  /* A name is one for an event, capitals and blanks aside. */
  g_assert_null (save (k, "e", "ANT ", "{}", &error));
  g_assert_error (error, EMBARK_PAYLOAD_TEMPLATES_ERROR, EMBARK_PAYLOAD_TEMPLATES_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_null (save (k, "e", " \t", "{}", &error));
  g_assert_error (error, EMBARK_PAYLOAD_TEMPLATES_ERROR, EMBARK_PAYLOAD_TEMPLATES_ERROR_NAME);
  /* It is there after a restart, byte for byte. */
  close_journal (k);
  open_journal (k);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (k->templates)), ==, 3);
  g_assert_cmpstr (
      embark_payload_template_get_text (embark_payload_templates_find (k->templates, "e", "zebra")), ==,
      TEXT);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
test_change (Keep *k, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EmbarkPayloadTemplate *a, *b;
  guint n = 0;

  a = save (k, "e", "a", "{}", &error);
  b = save (k, "e", "b", "{}", &error);
  g_signal_connect (a, "notify::name", G_CALLBACK (count_cb), &n);
  g_assert_true (change (k, a, "c", NULL, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_list (k, "e/b={}, e/c={}");
  g_assert_true (embark_payload_templates_find (k->templates, "e", "c") == a);
  g_assert_true (change (k, b, NULL, "[1]", &error));
  /* Its own name with another capital is no other's. */
  g_assert_true (change (k, b, "B", NULL, &error));
  assert_list (k, "e/B=[1], e/c={}");
  g_assert_false (change (k, a, "b", NULL, &error));
  g_assert_error (error, EMBARK_PAYLOAD_TEMPLATES_ERROR, EMBARK_PAYLOAD_TEMPLATES_ERROR_TAKEN);
  close_journal (k);
  open_journal (k);
  assert_list (k, "e/B=[1], e/c={}");
}

static void
test_undo (Keep *k, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkPayloadTemplate) item = NULL;
  g_autofree char *id = NULL;
  g_auto (Wait) wait = { NULL };

  item = g_object_ref (save (k, "e", "a", TEXT, &error));
  id = g_strdup (embark_payload_template_get_id (item));
  embark_payload_templates_delete_async (k->templates, item, NULL, wait_cb, &wait);
  g_assert_true (embark_payload_templates_delete_finish (k->templates, wait_for (&wait), &error));
  assert_list (k, "");
  /* The name was given away meanwhile. */
  save (k, "e", "A", "{}", &error);
  wait_reset (&wait);
  embark_payload_templates_restore_async (k->templates, item, NULL, wait_cb, &wait);
  g_assert_true (embark_payload_templates_restore_finish (k->templates, wait_for (&wait), &error));
  g_assert_no_error (error);
  assert_list (k, "e/A={}, e/a (2)=" TEXT);
  g_clear_object (&item);
  wait_reset (&wait);
  close_journal (k);
  open_journal (k);
  assert_list (k, "e/A={}, e/a (2)=" TEXT);
  g_assert_cmpstr (
      embark_payload_template_get_id (embark_payload_templates_find (k->templates, "e", "a (2)")), ==, id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/payload-templates/keep", Keep, NULL, keep_set_up, test_keep, keep_tear_down);
  g_test_add ("/payload-templates/change", Keep, NULL, keep_set_up, test_change, keep_tear_down);
  g_test_add ("/payload-templates/undo", Keep, NULL, keep_set_up, test_undo, keep_tear_down);
  return g_test_run ();
}
