/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include "embark-paged-list.h"

/* A record of the test: an object with a name in its data. */
static GObject *
item_new (const char *name)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data_full (item, "name", g_strdup (name), g_free);
  return item;
}

/* "a1" and "a2" are two states of the record "a". */
static gboolean
item_equal (gconstpointer a, gconstpointer b)
{
  const char *one = g_object_get_data ((GObject *) a, "name"),
             *two = g_object_get_data ((GObject *) b, "name");

  return one[0] == two[0];
}

static guint
item_hash (gconstpointer item)
{
  return (guint) ((const char *) g_object_get_data ((GObject *) item, "name"))[0];
}

typedef struct
{
  EmbarkPagedList *list; /* (owned) (nullable) */
  GTask *task;           /* (owned) (nullable): the page that was asked for last */
  GTask *older;          /* (owned) (nullable): the one before */
  guint asked;           /* its number */
  guint n_loads;
  guint n_changes;
  GString *notified; /* (owned) */
  gboolean source_freed;
} Fixture;

static void
load (gpointer source, guint page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Fixture *f = source;

  g_set_object (&f->older, f->task);
  g_clear_object (&f->task);
  f->task = g_task_new (NULL, cancellable, callback, data);
  f->asked = page;
  f->n_loads++;
}

static EmbarkPage *
finish (gpointer source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
source_free (gpointer source)
{
  ((Fixture *) source)->source_freed = TRUE;
}

static void
notify_cb (GObject *object, GParamSpec *pspec, Fixture *f)
{
  g_string_append_printf (f->notified, "%s ", g_param_spec_get_name (pspec));
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *f)
{
  f->n_changes++;
}

static void
spin (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->notified = g_string_new (NULL);
  f->list = embark_paged_list_new (G_TYPE_OBJECT, load, finish, f, source_free);
  embark_paged_list_set_equal_func (f->list, item_equal);
  if (data != NULL)
    embark_paged_list_set_hash_func (f->list, item_hash);
  g_signal_connect (f->list, "notify", G_CALLBACK (notify_cb), f);
  g_signal_connect (f->list, "items-changed", G_CALLBACK (changed_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->list != NULL)
    g_assert_finalize_object (f->list);
  g_assert_true (f->source_freed);
  g_clear_object (&f->older);
  if (f->task != NULL && !g_task_get_completed (f->task))
    g_task_return_error_if_cancelled (f->task);
  spin ();
  g_clear_object (&f->task);
  g_string_free (f->notified, TRUE);
}

/* Answers @task with the items named in @names ("a1 b1"). */
static void
answer (GTask *task, const char *names, gboolean has_more, gint64 total)
{
  g_auto (GStrv) split = g_strsplit (names, " ", -1);
  EmbarkPage *page = g_new0 (EmbarkPage, 1);

  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; split[i] != NULL && *split[i] != '\0'; i++)
    g_ptr_array_add (page->items, item_new (split[i]));
  page->has_more = has_more;
  page->total = total;
  g_task_return_pointer (task, page, (GDestroyNotify) embark_page_free);
  spin ();
}

static void
assert_items (Fixture *f, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->list)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (f->list), i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", (char *) g_object_get_data (item, "name"));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* What was notified since the last call, in the order of the alphabet: GLib promises none. */
static void
assert_notified (Fixture *f, const char *expected)
{
  g_auto (GStrv) names = g_strsplit (f->notified->str, " ", -1);
  g_autofree char *sorted = NULL;

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  sorted = g_strjoinv (" ", names);
  g_assert_cmpstr (g_strstrip (sorted), ==, expected);
  g_string_truncate (f->notified, 0);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_assert_true (embark_paged_list_get_has_more (f->list));
  g_assert_cmpint (embark_paged_list_get_total (f->list), ==, -1);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->list), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (f->list)) == G_TYPE_OBJECT);

  embark_paged_list_load_more (f->list);
  embark_paged_list_load_more (f->list);
  g_assert_cmpuint (f->n_loads, ==, 1);
  g_assert_cmpuint (f->asked, ==, 1);
  g_assert_true (embark_paged_list_get_loading (f->list));
  assert_notified (f, "loading");

  answer (f->task, "a1 b1", TRUE, 3);
  assert_items (f, "a1 b1");
  assert_notified (f, "loaded loading total");
  g_assert_cmpuint (f->n_changes, ==, 1);

  embark_paged_list_load_more (f->list);
  g_assert_cmpuint (f->asked, ==, 2);
  answer (f->task, "b2 c1", FALSE, 3);
  assert_items (f, "a1 b2 c1");
  g_assert_cmpuint (f->n_changes, ==, 2);
  assert_notified (f, "has-more loading loading");
  embark_paged_list_load_more (f->list);
  g_assert_cmpuint (f->n_loads, ==, 2);
}

static void
test_error (Fixture *f, gconstpointer data)
{
  embark_paged_list_load_more (f->list);
  g_task_return_new_error (f->task, G_IO_ERROR, G_IO_ERROR_FAILED, "no");
  spin ();
  g_assert_error (embark_paged_list_get_error (f->list), G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_false (embark_paged_list_get_loaded (f->list));
  g_string_truncate (f->notified, 0);

  embark_paged_list_load_more (f->list);
  g_assert_cmpuint (f->asked, ==, 1);
  g_assert_null (embark_paged_list_get_error (f->list));
  assert_notified (f, "error loading");
  answer (f->task, "a1", FALSE, -1);
  assert_items (f, "a1");
}

static void
test_empty_page_ends (Fixture *f, gconstpointer data)
{
  embark_paged_list_load_more (f->list);
  answer (f->task, "", TRUE, 10);
  g_assert_false (embark_paged_list_get_has_more (f->list));
  g_assert_true (embark_paged_list_get_loaded (f->list));
  g_assert_cmpuint (f->n_changes, ==, 0);
}

/* A server that ignores the page number is not asked for ever. */
static void
test_same_page_ends (Fixture *f, gconstpointer data)
{
  while (embark_paged_list_get_has_more (f->list))
    {
      embark_paged_list_load_more (f->list);
      answer (f->task, "a1 b1", TRUE, 2);
      g_assert_cmpuint (f->n_loads, <, 10);
    }
  assert_items (f, "a1 b1");
}

static void
test_reload (Fixture *f, gconstpointer data)
{
  g_autoptr (GTask) stale = NULL;

  embark_paged_list_load_more (f->list);
  answer (f->task, "a1 b1", TRUE, 4);
  embark_paged_list_load_more (f->list);
  stale = g_object_ref (f->task);
  g_string_truncate (f->notified, 0);

  embark_paged_list_reload (f->list);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (stale)));
  g_assert_cmpuint (f->asked, ==, 1);
  assert_notified (f, "");
  answer (stale, "x1", TRUE, 9);
  assert_items (f, "a1 b1");
  g_assert_true (embark_paged_list_get_loading (f->list));

  f->n_changes = 0;
  answer (f->task, "b2 c1 d1", FALSE, 3);
  assert_items (f, "b2 c1 d1");
  g_assert_cmpuint (f->n_changes, ==, 1);
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  embark_paged_list_load_more (f->list);
  answer (f->task, "a1", FALSE, 1);
  embark_paged_list_reload (f->list);
  g_string_truncate (f->notified, 0);
  embark_paged_list_clear (f->list);
  assert_items (f, "");
  assert_notified (f, "loaded loading total");
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (f->task)));
  answer (f->task, "b1", FALSE, 1);
  assert_items (f, "");
  embark_paged_list_clear (f->list);
  assert_notified (f, "");
}

static void
test_prepend (Fixture *f, gconstpointer data)
{
  g_autoptr (GObject) c = item_new ("c1"), b = item_new ("b2"), early = item_new ("z1");

  embark_paged_list_load_more (f->list);
  answer (f->task, "a1 b1", TRUE, 3);
  embark_paged_list_prepend (f->list, c);
  assert_items (f, "c1 a1 b1");
  g_assert_cmpint (embark_paged_list_get_total (f->list), ==, 4);
  embark_paged_list_prepend (f->list, b);
  assert_items (f, "b2 c1 a1");
  g_assert_cmpint (embark_paged_list_get_total (f->list), ==, 4);
  embark_paged_list_load_more (f->list);
  answer (f->task, "c2 d1", FALSE, 4);
  assert_items (f, "b2 c2 a1 d1");

  /* Created while page 1 was on its way, which therefore may not have it: it stays. */
  embark_paged_list_reload (f->list);
  embark_paged_list_prepend (f->list, early);
  answer (f->task, "a1", TRUE, 1);
  assert_items (f, "z1 a1");
  embark_paged_list_reload (f->list);
  answer (f->task, "a1", TRUE, 1);
  assert_items (f, "a1");
}

static void
test_update (Fixture *f, gconstpointer data)
{
  g_autoptr (GObject) b = item_new ("b2"), x = item_new ("x1");

  embark_paged_list_load_more (f->list);
  answer (f->task, "a1 b1", FALSE, 2);
  f->n_changes = 0;
  embark_paged_list_update (f->list, b);
  embark_paged_list_update (f->list, x);
  assert_items (f, "a1 b2");
  g_assert_cmpuint (f->n_changes, ==, 1);
  g_assert_true (embark_paged_list_find (f->list, b) == b);
  g_assert_null (embark_paged_list_find (f->list, x));
}

static void
test_dispose (Fixture *f, gconstpointer data)
{
  embark_paged_list_load_more (f->list);
  g_assert_finalize_object (g_steal_pointer (&f->list));
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (f->task)));
  answer (f->task, "a1", FALSE, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Each with a list that is searched from its start, and with one that knows where its items stand. */
#define ADD(name, func)                                                                                      \
  g_test_add ("/core/paged-list/" name, Fixture, NULL, set_up, func, tear_down);                             \
  g_test_add ("/core/paged-list/hashed/" name, Fixture, "hashed", set_up, func, tear_down)
  ADD ("pages", test_pages);
  ADD ("error", test_error);
  ADD ("empty-page-ends", test_empty_page_ends);
  ADD ("same-page-ends", test_same_page_ends);
  ADD ("reload", test_reload);
  ADD ("clear", test_clear);
  ADD ("prepend", test_prepend);
  ADD ("update", test_update);
  ADD ("dispose", test_dispose);
  return g_test_run ();
}
