/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV import against a real sandbox: what a row is worth, and sending. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "canned-server.h"
#include "embark-account-udf.h"
#include "import-fixture.h"
#include "test-util.h"

/* ---- judging, and the dry run ---- */

static void
test_wrong_rows (Bench *b, gconstpointer data)
{
  static const char file[] = "id,name,udf.plan\n"
                             "ok-1,Fine,gold\n"
                             ",No id,gold\n"
                             "ok-1,Twice,gold\n"
                             "..,Dots,\n"
                             "bad-1,\"two\nlines\",\n"
                             "bad-2,Latin \xe9,\n"
                             "bad-3,a,b,c\n"
                             "ok-2,Fewer\n"
                             "ok-3,Empty at the end,gold,,,\n"
                             "bad-4,\x07,\n"
                             "bad-5,NUL \0,\n"
                             "mara@kestrel.example,/ ? # % & +,100%\n"
                             "bad-6,\"never closed\nand so on,\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  g_assert_true (import_load_bytes (b, file, sizeof file - 1, &error));
  import_check (b);
  g_assert_cmpuint (import_n_rows (b), ==, 13);
  assert_count (b, WRONG, 9);
  assert_count (b, NEW, 4);
  assert_row (b, 0, NEW);
  for (guint i = 1; i <= 6; i++)
    assert_row (b, i, WRONG);
  assert_row (b, 7, NEW);
  assert_row (b, 8, NEW);
  assert_row (b, 11, NEW);
  assert_row (b, 12, WRONG);
  reason = embark_import_row_dup_reason (import_row (b, 2));
  g_assert_nonnull (strstr (reason, "row 2"));
  g_free (reason);
  reason = embark_import_row_dup_reason (import_row (b, 5));
  g_assert_nonnull (strstr (reason, "UTF-8"));
  g_assert_true (g_utf8_validate (embark_import_get_row_name (b->import, import_row (b, 5)), -1, NULL));

  import_run (b);
  assert_count (b, CREATED, 4);
  assert_count (b, WRONG, 9);
  g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), ==, 4);
  g_clear_pointer (&reason, g_free);
  reason = import_get_udf (b, "mara@kestrel.example", "plan");
  g_assert_cmpstr (reason, ==, "100%");
}

static void
test_too_long (Bench *b, gconstpointer data)
{
  g_autofree char *id = g_strnfill (256, 'x');
  g_autofree char *cell = g_strnfill (70000, 'y');
  g_autofree char *file = g_strdup_printf ("id,name\n%s,A\n%.255s,A\nok,%s\n", id, id, cell);

  import_load (b, file);
  import_check (b);
  assert_row (b, 0, WRONG);
  assert_row (b, 1, NEW);
  assert_row (b, 2, WRONG);
}

/* The list moved between two pages: one account came twice, and another one did not come at all. Taken for
 * new it would lose its other fields. */
static void
test_moved_list (Bench *b, gconstpointer data)
{
  g_assert_cmpuint (
      fixture_call (&b->sandbox, "PUT", API "/linked-account",
                    "{\"account_id\":\"kestrel-1\",\"name\":\"Kestrel\",\"udf\":{\"region\":\"eu\"}}"),
      ==, 200);
  import_load (b, "account_id,udf.plan\nkestrel-1,gold\n");
  import_fault (b, "{\"method\":\"GET\",\"path\":\"/linked-account\",\"status\":200,\"count\":1,\"body\":"
                   "{\"docs\":[{\"linked_account_id\":\"a\"},{\"linked_account_id\":\"a\"}],\"totalDocs\":2,"
                   "\"page\":1,\"limit\":100,\"hasNextPage\":false}}");
  import_check (b);
  assert_row (b, 0, CHANGED);
}

/* One row of each kind; sending changes only what is to be changed, and the second time nothing. */
static void
test_kinds (Bench *b, gconstpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *region = NULL;
  g_autofree char *plan = NULL;
  G_GNUC_UNUSED g_autofree char *seats = NULL;
  g_autoptr (EmbarkLinkedAccount) account = NULL;

  g_assert_cmpuint (
      fixture_call (
          &b->sandbox, "PUT", API "/linked-account",
          "{\"account_id\":\"kestrel-1\",\"name\":\"Kestrel\",\"udf\":{\"region\":\"eu\",\"seats\":25}}"),
      ==, 200);
  import_load (b, "account_id,name,udf.plan,udf.seats\n"
                  "kestrel-1,Kestrel Freight,gold,25\n"
                  "new-1,New,silver,\n"
                  "solstice-001,,,\n"
                  ",x,,\n");
  import_check (b);
  assert_row (b, 0, CHANGED);
  assert_row (b, 1, NEW);
  assert_row (b, 2, UNCHANGED);
  assert_row (b, 3, WRONG);
  g_assert_cmpuint (embark_import_get_n_to_send (b->import), ==, 2);
  /* The number 25 of the server is the 25 of the file. */
  reason = embark_import_row_dup_reason (import_row (b, 0));
  g_assert_cmpstr (reason, ==, "Name: “Kestrel” → “Kestrel Freight”; plan: new, “gold”");

  import_run (b);
  assert_row (b, 0, UPDATED);
  assert_row (b, 1, CREATED);
  assert_row (b, 2, UNCHANGED);
  /* The field that the file does not have is still there, and the number is one. */
  region = import_get_udf (b, "kestrel-1", "region");
  g_assert_cmpstr (region, ==, "eu");
  plan = import_get_udf (b, "kestrel-1", "plan");
  g_assert_cmpstr (plan, ==, "gold");
  account = import_get_account (b, "kestrel-1");
  {
    g_autoptr (JsonObject) udf = embark_account_udf_get (account);

    g_assert_cmpint (json_node_get_value_type (json_object_get_member (udf, "seats")), ==, G_TYPE_INT64);
  }
  /* Running again does nothing, also after another look. */
  import_run (b);
  import_check (b);
  assert_count (b, UNCHANGED, 3);
  g_assert_cmpuint (embark_import_get_n_to_send (b->import), ==, 0);
  import_run (b);
  g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), ==, 3);
}

/* The cheaper way is taken: the list for many rows, one call a row for few. */
static void
test_ways (Bench *b, gconstpointer data)
{
  g_autoptr (GString) file = g_string_new ("id,name\n");
  guint n_gets, n_lists;

  for (guint i = 0; i < 350; i++)
    g_string_append_printf (file, "bulk-%03u,Bulk %u\n", i, i);
  import_load (b, file->str);
  /* Without a look first everything that is not wrong is sent. */
  import_run (b);
  assert_count (b, CREATED, 350);

  n_gets = import_count_requests (b, "GET", "/linked-account/");
  n_lists = import_count_requests (b, "GET", "/linked-account") - n_gets;
  import_check (b);
  assert_count (b, UNCHANGED, 350);
  g_assert_cmpuint (import_count_requests (b, "GET", "/linked-account/"), ==, n_gets);
  g_assert_cmpuint (import_count_requests (b, "GET", "/linked-account") - n_gets, >=, n_lists + 4);

  import_load (b, "id,name\nbulk-349,Other\nnew-1,\n");
  import_check (b);
  assert_row (b, 0, CHANGED);
  assert_row (b, 1, NEW);
  g_assert_cmpuint (import_count_requests (b, "GET", "/linked-account/"), ==, n_gets + 2);
}

/* A page that fails hides no account: what was not seen is asked for. */
static void
test_lost_page (Bench *b, gconstpointer data)
{
  g_autoptr (GString) file = g_string_new ("id,name\n");

  for (guint i = 0; i < 150; i++)
    g_string_append_printf (file, "bulk-%03u,Bulk %u\n", i, i);
  import_load (b, file->str);
  import_run (b);
  import_fault (b, "{\"method\":\"GET\",\"path\":\"/linked-account\",\"status\":500,\"count\":1}");
  import_check (b);
  assert_count (b, UNCHANGED, 150);
  g_assert_cmpuint (import_count_requests (b, "GET", "/linked-account/bulk-"), >, 0);
}

/* ---- trouble ---- */

static void
test_one_refused (Bench *b, gconstpointer data)
{
  g_autofree char *reason = NULL;

  import_load (b, "id,name\na-1,A\na-2,B\na-3,C\n");
  import_check (b);
  embark_import_set_concurrency (b->import, 1);
  import_fault (b,
                "{\"method\":\"PUT\",\"path\":\"/linked-account\",\"status\":400,\"count\":1,\"body\":"
                "{\"status_code\":400,\"error\":\"INVALID_LINKED_ACCOUNT_ID\",\"message\":\"=Not this one\","
                "\"request_id\":\"r-123\"}}");
  import_run (b);
  assert_row (b, 0, FAILED);
  assert_row (b, 1, CREATED);
  assert_row (b, 2, CREATED);
  reason = embark_import_row_dup_reason (import_row (b, 0));
  g_assert_cmpstr (reason, ==, "=Not this one");
  g_assert_nonnull (embark_import_row_get_request_id (import_row (b, 0)));
  /* And again: only that one. */
  import_run (b);
  assert_count (b, CREATED, 3);
  g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), ==, 4);
}

static void
test_cancel (Bench *b, gconstpointer data)
{
  g_autoptr (GString) file = g_string_new ("id,name\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };
  guint n_sent;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (file, "bulk-%03u,Bulk %u\n", i, i);
  import_load (b, file->str);
  embark_import_set_concurrency (b->import, 4);
  embark_import_run_async (b->import, cancellable, wait_cb, &wait);
  canned_until (embark_import_get_n_done (b->import) >= 20);
  g_cancellable_cancel (cancellable);
  n_sent = embark_import_get_n_done (b->import);
  g_assert_false (embark_import_run_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (embark_import_get_phase (b->import), ==, EMBARK_IMPORT_IDLE);
  /* Those under way were waited for: what is counted is what the server has. */
  g_assert_cmpuint (embark_import_get_count (b->import, EMBARK_IMPORT_CREATED), <=, n_sent + 4);
  assert_count (b, CREATED, import_count_requests (b, "PUT", "/linked-account"));
  assert_count (b, READ, 200 - embark_import_get_count (b->import, EMBARK_IMPORT_CREATED));
  /* The rest. */
  import_run (b);
  assert_count (b, CREATED, 200);
  g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), ==, 200);
}

static void
test_too_many (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  import_load (b, "id,name\na-1,A\na-2,B\n");
  embark_import_set_concurrency (b->import, 1);
  /* More often than the client itself tries: the import waits on. */
  import_fault (
      b, "{\"method\":\"PUT\",\"path\":\"/linked-account\",\"status\":429,\"retry_after\":7,\"count\":5}");
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  for (guint i = 0; i < 3; i++)
    {
      canned_until (embark_clock_manual_get_n_pending (b->sandbox.clock) > 0);
      g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), ==, i + 1);
      embark_clock_manual_advance (b->sandbox.clock, 6999);
      embark_clock_manual_advance (b->sandbox.clock, 1);
      canned_until (import_count_requests (b, "PUT", "/linked-account") == i + 2);
    }
  canned_until (embark_import_get_waiting (b->import));
  embark_clock_manual_advance (b->sandbox.clock, 5000);
  g_assert_false (embark_import_get_waiting (b->import));
  canned_until (import_count_requests (b, "PUT", "/linked-account") == 5);
  canned_until (embark_clock_manual_get_n_pending (b->sandbox.clock) > 0);
  embark_clock_manual_advance (b->sandbox.clock, 7000);
  g_assert_true (embark_import_run_finish (b->import, wait_for (&wait), &error));
  g_assert_no_error (error);
  assert_count (b, CREATED, 2);
}

static void
test_network_gone (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  import_load (b, "id,name\na-1,A\na-2,B\n");
  embark_sandbox_close (b->sandbox.sandbox);
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  while (wait.result == NULL)
    {
      canned_until (wait.result != NULL || embark_clock_manual_get_n_pending (b->sandbox.clock) > 0);
      embark_clock_manual_advance (b->sandbox.clock, 60000);
    }
  /* It gives up, and the rows are as before. */
  g_assert_false (embark_import_run_finish (b->import, wait.result, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  assert_count (b, READ, 2);
  g_assert_false (embark_import_get_waiting (b->import));
}

static void
test_key_refused (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) file = g_string_new ("id\n");

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (file, "bulk-%u\n", i);
  import_load (b, file->str);
  embark_client_set_api_key (b->client, "tk_somebody_elses");
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  g_assert_false (embark_import_run_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  assert_count (b, READ, 100);
  g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), <=,
                    EMBARK_IMPORT_DEFAULT_CONCURRENCY);
}

static void
test_rate (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  import_load (b, "id\na\nb\nc\n");
  embark_import_set_rate (b->import, 10);
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  for (guint i = 1; i <= 3; i++)
    {
      canned_until (embark_import_get_n_done (b->import) == i);
      g_assert_cmpuint (import_count_requests (b, "PUT", "/linked-account"), ==, i);
      if (i < 3)
        embark_clock_manual_advance (b->sandbox.clock, 100);
    }
  g_assert_true (embark_import_run_finish (b->import, wait_for (&wait), &error));
  assert_count (b, CREATED, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/import/" name, Bench, NULL, bench_set_up, func, bench_tear_down)
  ADD ("wrong-rows", test_wrong_rows);
  ADD ("too-long", test_too_long);
  ADD ("moved-list", test_moved_list);
  ADD ("kinds", test_kinds);
  ADD ("ways", test_ways);
  ADD ("lost-page", test_lost_page);
  ADD ("one-refused", test_one_refused);
  ADD ("cancel", test_cancel);
  ADD ("too-many", test_too_many);
  ADD ("network-gone", test_network_gone);
  ADD ("key-refused", test_key_refused);
  ADD ("rate", test_rate);

  return g_test_run ();
}
