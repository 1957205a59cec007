/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV import: the file, its columns, and the file of errors. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "canned-server.h"
#include "embark-account-udf.h"
#include "import-fixture.h"
#include "test-util.h"

/* ---- reading ---- */

static void
test_mapping (Bench *b, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autofree char *header = NULL;

  import_load (b, "Id;Account ID;Name;UDF.plan;Notes;\r\n1;kestrel-1;Kestrel;gold;\"a;b\";\r\n");
  g_assert_cmpuint (embark_import_get_n_columns (b->import), ==, 6);
  g_assert_cmpuint (import_n_rows (b), ==, 1);
  g_assert_true (embark_import_get_mapped (b->import));
  /* The more exact of two names wins. */
  g_assert_cmpint (embark_import_get_target (b->import, 0), ==, EMBARK_IMPORT_IGNORE);
  g_assert_cmpint (embark_import_get_target (b->import, 1), ==, EMBARK_IMPORT_ID);
  g_assert_cmpint (embark_import_get_target (b->import, 2), ==, EMBARK_IMPORT_NAME);
  g_assert_cmpint (embark_import_get_target (b->import, 3), ==, EMBARK_IMPORT_UDF);
  g_assert_cmpint (embark_import_get_target (b->import, 4), ==, EMBARK_IMPORT_IGNORE);
  key = embark_import_dup_key (b->import, 3);
  g_assert_cmpstr (key, ==, "plan");
  header = embark_import_dup_header (b->import, 5);
  g_assert_cmpstr (header, ==, "Column 6");
  g_assert_cmpstr (embark_import_get_row_id (b->import, import_row (b, 0)), ==, "kestrel-1");
  g_assert_cmpstr (embark_import_row_get_cell (import_row (b, 0), 4), ==, "a;b");
  g_assert_cmpstr (embark_import_row_get_cell (import_row (b, 0), 99), ==, "");

  /* One column is the id: the other gives it up. */
  embark_import_set_mapping (b->import, 0, EMBARK_IMPORT_ID, NULL);
  g_assert_cmpint (embark_import_get_target (b->import, 1), ==, EMBARK_IMPORT_IGNORE);
  g_assert_cmpstr (embark_import_get_row_id (b->import, import_row (b, 0)), ==, "1");
  embark_import_set_mapping (b->import, 4, EMBARK_IMPORT_UDF, "note");
  g_free (key);
  key = embark_import_dup_key (b->import, 4);
  g_assert_cmpstr (key, ==, "note");

  /* Without names the first row is one of the rows. */
  embark_import_set_has_header (b->import, FALSE);
  g_assert_cmpuint (import_n_rows (b), ==, 2);
  g_assert_cmpuint (embark_import_row_get_number (import_row (b, 0)), ==, 1);
  embark_import_set_has_header (b->import, TRUE);
  g_assert_cmpuint (import_n_rows (b), ==, 1);
}

static void
test_no_id_column (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  import_load (b, "company\nKestrel\n");
  g_assert_false (embark_import_get_mapped (b->import));
  embark_import_check_async (b->import, NULL, wait_cb, &wait);
  g_assert_false (embark_import_check_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_MAPPING);
  g_assert_cmpint (embark_import_get_phase (b->import), ==, EMBARK_IMPORT_IDLE);
}

static void
test_forms (Bench *b, gconstpointer data)
{
  static const char *const files[] = {
    "id,name\na,A\nb,\"B, \"\"b\"\"\"\n",
    "\xef\xbb\xbfid,name\r\na,A\r\nb,\"B, \"\"b\"\"\"",
    "id;name\ra;A\rb;\"B, \"\"b\"\"\"\r",
    "id\tname\na\tA\nb\t\"B, \"\"b\"\"\"\n",
    "\"id\",\"name\"\n\"a\",\"A\"\n\n \nb,\"B, \"\"b\"\"\"\n\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      import_load (b, files[i]);
      g_assert_true (embark_import_get_mapped (b->import));
      g_assert_cmpuint (import_n_rows (b), ==, 2);
      g_assert_cmpstr (embark_import_get_row_id (b->import, import_row (b, 0)), ==, "a");
      g_assert_cmpstr (embark_import_get_row_name (b->import, import_row (b, 1)), ==, "B, \"b\"");
      g_assert_cmpuint (embark_import_row_get_number (import_row (b, 0)), ==, 2);
      /* Blank rows count, as in a table program. */
      g_assert_cmpuint (embark_import_row_get_number (import_row (b, 1)), ==, i == 4 ? 5 : 3);
    }
}

static void
test_unreadable (Bench *b, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/accounts.csv");
  g_autoptr (GFile) pipe = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autofree char *path = NULL;
  g_auto (Wait) wait = { NULL };

  import_load (b, "id\na\n");
  g_assert_false (import_load_bytes (b, "", 0, &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (import_load_bytes (b, "\n \r\n;;\n", 7, &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (import_load_bytes (b, "\xff\xfei\0d\0\n\0", 8, &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_ENCODING);
  g_clear_error (&error);
  embark_import_load_async (b->import, nowhere, NULL, wait_cb, &wait);
  g_assert_false (embark_import_load_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Nobody writes into the pipe: opening it would wait for ever. */
  path = g_strconcat (b->path, ".pipe", NULL);
  pipe = g_file_new_for_path (path);
  folder = g_file_get_parent (pipe);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  wait_reset (&wait);
  embark_import_load_async (b->import, pipe, NULL, wait_cb, &wait);
  g_assert_false (embark_import_load_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_reset (&wait);
  embark_import_load_async (b->import, folder, NULL, wait_cb, &wait);
  g_assert_false (embark_import_load_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  /* What was loaded before is still there. */
  g_assert_cmpuint (import_n_rows (b), ==, 1);
}

/* ---- errors as a file ---- */

static void
save_errors (Bench *b, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  embark_import_save_errors_async (b->import, file, NULL, wait_cb, &wait);
  g_assert_true (embark_import_save_errors_finish (b->import, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_errors_file (Bench *b, gconstpointer data)
{
  g_autofree char *saved = g_strconcat (b->path, ".errors.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (saved);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  import_load (b, "\xef\xbb\xbfid;name;udf.f\r\n-7;=1+1;'+x\r\nok;Fine;\r\n;\"a;\"\"b\"\"\";@x\r\n");
  embark_import_set_concurrency (b->import, 1);
  import_fault (b, "{\"method\":\"PUT\",\"path\":\"/linked-account\",\"status\":400,\"count\":1,\"body\":"
                   "{\"message\":\"=Not this one\",\"request_id\":\"r-123\"}}");
  import_run (b);
  assert_count (b, FAILED, 1);
  assert_count (b, WRONG, 1);
  save_errors (b, saved);
  g_assert_true (g_file_get_contents (saved, &text, NULL, &error));
  g_assert_true (g_str_has_prefix (
      text, "\xef\xbb\xbf\"id\";\"name\";\"udf.f\";\"import_error\";\"import_request_id\"\r\n"
            "\"'-7\";\"'=1+1\";\"''+x\";\"'=Not this one\";"));
  g_assert_nonnull (strstr (text, "\r\n\"\";\"a;\"\"b\"\"\";\"'@x\";\"Has no account ID\";\"\"\r\n"));
  g_assert_null (strstr (text, "Fine"));

  /* Loaded again it is what it was, and nothing of ours is sent. */
  embark_import_load_async (b->import, file, NULL, wait_cb, &wait);
  g_assert_true (embark_import_load_finish (b->import, wait_for (&wait), &error));
  g_assert_cmpuint (import_n_rows (b), ==, 2);
  g_assert_cmpstr (embark_import_get_row_id (b->import, import_row (b, 0)), ==, "-7");
  g_assert_cmpstr (embark_import_get_row_name (b->import, import_row (b, 0)), ==, "=1+1");
  g_assert_cmpstr (embark_import_row_get_cell (import_row (b, 0), 2), ==, "'+x");
  g_assert_cmpint (embark_import_get_target (b->import, 3), ==, EMBARK_IMPORT_IGNORE);
  import_check (b);
  import_run (b);
  assert_row (b, 0, CREATED);
  assert_row (b, 1, WRONG);
  save_errors (b, saved);
  g_assert_true (g_file_get_contents (saved, &again, NULL, &error));
  g_assert_nonnull (strstr (again, "\"udf.f\";\"import_error\";\"import_request_id\"\r\n\"\";\"a;"));
  g_unlink (saved);
}

static void
test_many (Bench *b, gconstpointer data)
{
  g_autoptr (GString) file = g_string_new ("id,name,udf.plan\n");

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (file, "bulk-%06u,\"Bulk, %u\",gold\r\n", i, i);
  import_load (b, file->str);
  g_assert_cmpuint (import_n_rows (b), ==, 100000);
  g_assert_cmpstr (embark_import_get_row_name (b->import, import_row (b, 99999)), ==, "Bulk, 99999");
  g_assert_cmpuint (embark_import_row_get_number (import_row (b, 99999)), ==, 100001);
  assert_count (b, READ, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/import-file/" name, Bench, NULL, bench_set_up, func, bench_tear_down)
  ADD ("mapping", test_mapping);
  ADD ("no-id-column", test_no_id_column);
  ADD ("forms", test_forms);
  ADD ("unreadable", test_unreadable);
  ADD ("errors-file", test_errors_file);
  ADD ("many", test_many);

  return g_test_run ();
}
