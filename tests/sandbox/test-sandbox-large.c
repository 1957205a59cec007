/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The many of --seed large: worked out when asked for, and yet the same each time, whatever is changed
 * between. */

#include "config.h"

#include <glib/gstdio.h>

#include "sandbox-fixture.h"

#define MANY 100000

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  embark_sandbox_set_large (f->sandbox, EMBARK_SANDBOX_LARGE);
}

static gint64
total (Fixture *f)
{
  return sandbox_int (fixture_object (f), "totalDocs");
}

static JsonObject *
doc (Fixture *f, guint index)
{
  return sandbox_item (sandbox_arr (fixture_object (f), "docs"), index);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 all;

  fixture_call (f, "GET", API "/linked-account?limit=100", NULL);
  all = total (f);
  g_assert_cmpint (all, >, MANY);
  /* Begin, middle and end: no account twice, and none more than is told. */
  for (guint page = 1; page <= 1001; page += page < 5 || page > 995 ? 1 : 330)
    {
      g_autofree char *path = g_strdup_printf (API "/linked-account?limit=100&page=%u", page);

      g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 200);
      g_assert_cmpint (total (f), ==, all);
      for (guint i = 0; i < sandbox_length (sandbox_arr (fixture_object (f), "docs")); i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (sandbox_str (doc (f, i), "account_id"))));
    }
  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account?limit=100&page=1001", NULL), ==, 200);
  g_assert_false (sandbox_bool (fixture_object (f), "hasNextPage"));
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "docs")), ==, all % 100);
}

static void
test_change (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL, *name = NULL, *next = NULL, *path = NULL, *body = NULL;
  gint64 all;

  fixture_call (f, "GET", API "/linked-account?limit=100&page=500", NULL);
  all = total (f);
  id = g_strdup (sandbox_str (doc (f, 10), "account_id"));
  name = g_strdup (sandbox_str (doc (f, 10), "name"));
  next = g_strdup (sandbox_str (doc (f, 11), "account_id"));
  path = g_strconcat (API "/linked-account/", id, NULL);

  g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 200);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "name"), ==, name);
  body = g_strdup_printf ("{\"account_id\":\"%s\",\"name\":\"Renamed Qx\"}", id);
  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", body), ==, 200);
  g_assert_false (sandbox_bool (fixture_object (f), "new_account"));

  /* It is where it was, under its new name. */
  fixture_call (f, "GET", API "/linked-account?limit=100&page=500", NULL);
  g_assert_cmpint (total (f), ==, all);
  g_assert_cmpstr (sandbox_str (doc (f, 10), "account_id"), ==, id);
  fixture_call (f, "GET", API "/linked-account?search=renamed%20qx", NULL);
  g_assert_cmpint (total (f), ==, 1);

  g_assert_cmpuint (fixture_call (f, "DELETE", path, NULL), ==, 200);
  g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 404);
  fixture_call (f, "GET", API "/linked-account?limit=100&page=500", NULL);
  g_assert_cmpint (total (f), ==, all - 1);
  g_assert_cmpstr (sandbox_str (doc (f, 10), "account_id"), ==, next);
}

static void
test_snapshot (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("embark-large-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "state.json", NULL);
  g_autofree char *gone = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;
  gint64 all;

  fixture_call (f, "GET", API "/linked-account?limit=1&page=777", NULL);
  gone = g_strdup (sandbox_str (doc (f, 0), "account_id"));
  path = g_strconcat (API "/linked-account/", gone, NULL);
  g_assert_cmpuint (fixture_call (f, "DELETE", path, NULL), ==, 200);
  fixture_call (f, "GET", API "/linked-account?limit=1", NULL);
  all = total (f);

  g_assert_true (embark_sandbox_save (f->sandbox, file, &error));
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, 2 * 1024 * 1024);
  embark_sandbox_set_large (f->sandbox, 0);
  fixture_call (f, "GET", API "/linked-account?limit=1", NULL);
  g_assert_cmpint (total (f), <, 100);
  g_assert_true (embark_sandbox_load (f->sandbox, file, &error));
  g_assert_no_error (error);
  fixture_call (f, "GET", API "/linked-account?limit=1", NULL);
  g_assert_cmpint (total (f), ==, all);
  g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 404);
  g_unlink (file);
  g_rmdir (folder);
}

static void
test_runs (Fixture *f, gconstpointer data)
{
  static const char *const statuses[] = { "COMPLETED", "ERRORED", "STOPPED", "TIMED_OUT" };
  g_autofree char *id = NULL, *path = NULL, *first = NULL;
  gint64 all, sum = 0;

#define RUNS(query)                                                                                          \
  g_assert_cmpuint (fixture_send (f, "GET", API "/execution" query, NULL, "key",                             \
                                  embark_sandbox_get_api_key (f->sandbox), "linked_account_id",              \
                                  "acme-robotics", NULL),                                                    \
                    ==, 200)
  RUNS ("?limit=100&page=1000");
  all = total (f);
  g_assert_cmpint (all, >=, MANY);
  id = g_strdup (sandbox_str (doc (f, 5), "_id"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *query = g_strconcat (API "/execution?limit=1&status=", statuses[i], NULL);

      fixture_send (f, "GET", query, NULL, "key", embark_sandbox_get_api_key (f->sandbox),
                    "linked_account_id", "acme-robotics", NULL);
      sum += total (f);
    }
  g_assert_cmpint (sum, ==, all);
  RUNS ("?limit=1&sortAsc=true");
  first = g_strdup (sandbox_str (doc (f, 0), "createdAt"));
  RUNS ("?limit=1");
  g_assert_cmpstr (first, <, sandbox_str (doc (f, 0), "createdAt"));

  path = g_strconcat (API "/execution/", id, NULL);
  g_assert_cmpuint (fixture_send (f, "GET", path, NULL, "key", embark_sandbox_get_api_key (f->sandbox),
                                  "linked_account_id", "acme-robotics", NULL),
                    ==, 200);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "nodes")), >, 0);
  /* Nobody else's. */
  g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 404);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down)
  ADD ("/sandbox/large/pages", test_pages);
  ADD ("/sandbox/large/change", test_change);
  ADD ("/sandbox/large/snapshot", test_snapshot);
  ADD ("/sandbox/large/runs", test_runs);

  return g_test_run ();
}
