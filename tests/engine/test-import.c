/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV import against a real sandbox. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "canned-server.h"
#include "embark-account-udf.h"
#include "embark-import.h"
#include "sandbox-fixture.h"
#include "test-util.h"

#define UPSERTS "PUT /linked-account"

typedef struct
{
  Fixture sandbox;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkImport *import;
  char *path;
} Bench;

static void
bench_set_up (Bench *b, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (GError) error = NULL;
  int fd;

  b->sandbox.clock = embark_clock_manual_new (g_get_real_time ());
  b->sandbox.sandbox = embark_sandbox_new (EMBARK_CLOCK (b->sandbox.clock), 7);
  b->sandbox.session = soup_session_new ();
  g_assert_true (embark_sandbox_listen (b->sandbox.sandbox, 0, &error));
  b->client = embark_client_new (embark_sandbox_get_base_uri (b->sandbox.sandbox), session,
                                 EMBARK_CLOCK (b->sandbox.clock));
  embark_client_set_api_key (b->client, embark_sandbox_get_api_key (b->sandbox.sandbox));
  b->journal = embark_journal_new (":memory:");
  profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (b->client));
  b->workspace = embark_workspace_new (profile, b->client, b->journal, EMBARK_CLOCK (b->sandbox.clock));
  b->import = embark_import_new (b->workspace);
  embark_import_set_rate (b->import, 0);
  fd = g_file_open_tmp ("embark-import-XXXXXX.csv", &b->path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
}

static void
bench_tear_down (Bench *b, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_unlink (b->path);
  g_free (b->path);
  g_assert_finalize_object (b->import);
  g_assert_finalize_object (b->workspace);
  g_assert_finalize_object (b->journal);
  g_assert_finalize_object (b->client);
  fixture_tear_down (&b->sandbox, data);
}

static gboolean
load_bytes (Bench *b, const char *text, gsize length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (b->path);
  g_auto (Wait) wait = { NULL };

  g_assert_true (g_file_set_contents (b->path, text, (gssize) length, NULL));
  embark_import_load_async (b->import, file, NULL, wait_cb, &wait);
  g_assert_cmpint (embark_import_get_phase (b->import), ==, EMBARK_IMPORT_LOADING);
  return embark_import_load_finish (b->import, wait_for (&wait), error);
}

static void
load (Bench *b, const char *text)
{
  g_autoptr (GError) error = NULL;

  load_bytes (b, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpint (embark_import_get_phase (b->import), ==, EMBARK_IMPORT_IDLE);
}

static void
check (Bench *b)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_import_check_async (b->import, NULL, wait_cb, &wait);
  g_assert_true (embark_import_check_finish (b->import, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
run (Bench *b)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  g_assert_true (embark_import_run_finish (b->import, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static EmbarkImportRow *
row (Bench *b, guint index)
{
  g_autoptr (EmbarkImportRow) item = g_list_model_get_item (G_LIST_MODEL (b->import), index);

  g_assert_nonnull (item);
  return item; /* the model holds it */
}

static guint
n_rows (Bench *b)
{
  return g_list_model_get_n_items (G_LIST_MODEL (b->import));
}

#define assert_row(b, index, expected)                                                                       \
  g_assert_cmpint (embark_import_row_get_state (row (b, index)), ==, EMBARK_IMPORT_##expected)
#define assert_count(b, state, n)                                                                            \
  g_assert_cmpuint (embark_import_get_count ((b)->import, EMBARK_IMPORT_##state), ==, n)

/* How many requests the server had of a method and path (the beginning of it). */
static guint
count_requests (Bench *b, const char *method, const char *path)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (b->sandbox.sandbox);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      n += g_str_equal (json_object_get_string_member (request, "method"), method)
           && strstr (json_object_get_string_member (request, "path"), path) != NULL;
    }
  return n;
}

/* Returns: (transfer full) (nullable): the account as the server has it */
static EmbarkLinkedAccount *
get_account (Bench *b, const char *id)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);
  g_autoptr (EmbarkReply) reply = NULL;
  g_auto (Wait) wait = { NULL };

  embark_call_set_account (call, id);
  embark_client_send_async (b->client, call, NULL, wait_cb, &wait);
  reply = embark_client_send_finish (b->client, wait_for (&wait), NULL);
  return reply != NULL ? g_object_ref (embark_reply_get_record (reply)) : NULL;
}

static char *
get_udf (Bench *b, const char *id, const char *key)
{
  g_autoptr (EmbarkLinkedAccount) account = get_account (b, id);
  g_autoptr (JsonObject) udf = embark_account_udf_get (account);

  return json_object_has_member (udf, key) ? embark_account_udf_to_text (json_object_get_member (udf, key))
                                           : NULL;
}

static void
fault (Bench *b, const char *json)
{
  g_assert_cmpuint (fixture_send (&b->sandbox, "POST", "/__sandbox/fault", json, "key",
                                  embark_sandbox_get_api_key (b->sandbox.sandbox), NULL),
                    ==, 200);
}

/* ---- reading ---- */

static void
test_mapping (Bench *b, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autofree char *header = NULL;

  load (b, "Id;Account ID;Name;UDF.plan;Notes;\r\n1;kestrel-1;Kestrel;gold;\"a;b\";\r\n");
  g_assert_cmpuint (embark_import_get_n_columns (b->import), ==, 6);
  g_assert_cmpuint (n_rows (b), ==, 1);
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
  g_assert_cmpstr (embark_import_get_row_id (b->import, row (b, 0)), ==, "kestrel-1");
  g_assert_cmpstr (embark_import_row_get_cell (row (b, 0), 4), ==, "a;b");
  g_assert_cmpstr (embark_import_row_get_cell (row (b, 0), 99), ==, "");

  /* One column is the id: the other gives it up. */
  embark_import_set_mapping (b->import, 0, EMBARK_IMPORT_ID, NULL);
  g_assert_cmpint (embark_import_get_target (b->import, 1), ==, EMBARK_IMPORT_IGNORE);
  g_assert_cmpstr (embark_import_get_row_id (b->import, row (b, 0)), ==, "1");
  embark_import_set_mapping (b->import, 4, EMBARK_IMPORT_UDF, "note");
  g_free (key);
  key = embark_import_dup_key (b->import, 4);
  g_assert_cmpstr (key, ==, "note");

  /* Without names the first row is one of the rows. */
  embark_import_set_has_header (b->import, FALSE);
  g_assert_cmpuint (n_rows (b), ==, 2);
  g_assert_cmpuint (embark_import_row_get_number (row (b, 0)), ==, 1);
  embark_import_set_has_header (b->import, TRUE);
  g_assert_cmpuint (n_rows (b), ==, 1);
}

static void
test_no_id_column (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  load (b, "company\nKestrel\n");
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
      load (b, files[i]);
      g_assert_true (embark_import_get_mapped (b->import));
      g_assert_cmpuint (n_rows (b), ==, 2);
      g_assert_cmpstr (embark_import_get_row_id (b->import, row (b, 0)), ==, "a");
      g_assert_cmpstr (embark_import_get_row_name (b->import, row (b, 1)), ==, "B, \"b\"");
      g_assert_cmpuint (embark_import_row_get_number (row (b, 0)), ==, 2);
      /* Blank rows count, as in a table program. */
      g_assert_cmpuint (embark_import_row_get_number (row (b, 1)), ==, i == 4 ? 5 : 3);
    }
}

static void
test_unreadable (Bench *b, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/accounts.csv");
  g_auto (Wait) wait = { NULL };

  load (b, "id\na\n");
  g_assert_false (load_bytes (b, "", 0, &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (load_bytes (b, "\n \r\n;;\n", 7, &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (load_bytes (b, "\xff\xfei\0d\0\n\0", 8, &error));
  g_assert_error (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_ENCODING);
  g_clear_error (&error);
  embark_import_load_async (b->import, nowhere, NULL, wait_cb, &wait);
  g_assert_false (embark_import_load_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  /* What was loaded before is still there. */
  g_assert_cmpuint (n_rows (b), ==, 1);
}

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

  g_assert_true (load_bytes (b, file, sizeof file - 1, &error));
  check (b);
  g_assert_cmpuint (n_rows (b), ==, 13);
  assert_count (b, WRONG, 9);
  assert_count (b, NEW, 4);
  assert_row (b, 0, NEW);
  for (guint i = 1; i <= 6; i++)
    assert_row (b, i, WRONG);
  assert_row (b, 7, NEW);
  assert_row (b, 8, NEW);
  assert_row (b, 11, NEW);
  assert_row (b, 12, WRONG);
  reason = embark_import_row_dup_reason (row (b, 2));
  g_assert_nonnull (strstr (reason, "row 2"));
  g_free (reason);
  reason = embark_import_row_dup_reason (row (b, 5));
  g_assert_nonnull (strstr (reason, "UTF-8"));
  g_assert_true (g_utf8_validate (embark_import_get_row_name (b->import, row (b, 5)), -1, NULL));

  run (b);
  assert_count (b, CREATED, 4);
  assert_count (b, WRONG, 9);
  g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), ==, 4);
  g_clear_pointer (&reason, g_free);
  reason = get_udf (b, "mara@kestrel.example", "plan");
  g_assert_cmpstr (reason, ==, "100%");
}

static void
test_too_long (Bench *b, gconstpointer data)
{
  g_autofree char *id = g_strnfill (256, 'x');
  g_autofree char *cell = g_strnfill (70000, 'y');
  g_autofree char *file = g_strdup_printf ("id,name\n%s,A\n%.255s,A\nok,%s\n", id, id, cell);

  load (b, file);
  check (b);
  assert_row (b, 0, WRONG);
  assert_row (b, 1, NEW);
  assert_row (b, 2, WRONG);
}

/* One row of each kind; sending changes only what is to be changed, and the second time nothing. */
static void
test_kinds (Bench *b, gconstpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *region = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *seats = NULL;
  g_autoptr (EmbarkLinkedAccount) account = NULL;

  g_assert_cmpuint (
      fixture_call (
          &b->sandbox, "PUT", API "/linked-account",
          "{\"account_id\":\"kestrel-1\",\"name\":\"Kestrel\",\"udf\":{\"region\":\"eu\",\"seats\":25}}"),
      ==, 200);
  load (b, "account_id,name,udf.plan,udf.seats\n"
           "kestrel-1,Kestrel Freight,gold,25\n"
           "new-1,New,silver,\n"
           "solstice-001,,,\n"
           ",x,,\n");
  check (b);
  assert_row (b, 0, CHANGED);
  assert_row (b, 1, NEW);
  assert_row (b, 2, UNCHANGED);
  assert_row (b, 3, WRONG);
  g_assert_cmpuint (embark_import_get_n_to_send (b->import), ==, 2);
  /* The number 25 of the server is the 25 of the file. */
  reason = embark_import_row_dup_reason (row (b, 0));
  g_assert_cmpstr (reason, ==, "Name: “Kestrel” → “Kestrel Freight”; plan: new, “gold”");

  run (b);
  assert_row (b, 0, UPDATED);
  assert_row (b, 1, CREATED);
  assert_row (b, 2, UNCHANGED);
  /* The field that the file does not have is still there, and the number is one. */
  region = get_udf (b, "kestrel-1", "region");
  g_assert_cmpstr (region, ==, "eu");
  plan = get_udf (b, "kestrel-1", "plan");
  g_assert_cmpstr (plan, ==, "gold");
  account = get_account (b, "kestrel-1");
  {
    g_autoptr (JsonObject) udf = embark_account_udf_get (account);

    g_assert_cmpint (json_node_get_value_type (json_object_get_member (udf, "seats")), ==, G_TYPE_INT64);
  }
  /* Running again does nothing, also after another look. */
  run (b);
  check (b);
  assert_count (b, UNCHANGED, 3);
  g_assert_cmpuint (embark_import_get_n_to_send (b->import), ==, 0);
  run (b);
  g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), ==, 3);
}

/* The cheaper way is taken: the list for many rows, one call a row for few. */
static void
test_ways (Bench *b, gconstpointer data)
{
  g_autoptr (GString) file = g_string_new ("id,name\n");
  guint n_gets, n_lists;

  for (guint i = 0; i < 350; i++)
    g_string_append_printf (file, "bulk-%03u,Bulk %u\n", i, i);
  load (b, file->str);
  /* Without a look first everything that is not wrong is sent. */
  run (b);
  assert_count (b, CREATED, 350);

  n_gets = count_requests (b, "GET", "/linked-account/");
  n_lists = count_requests (b, "GET", "/linked-account") - n_gets;
  check (b);
  assert_count (b, UNCHANGED, 350);
  g_assert_cmpuint (count_requests (b, "GET", "/linked-account/"), ==, n_gets);
  g_assert_cmpuint (count_requests (b, "GET", "/linked-account") - n_gets, >=, n_lists + 4);

  load (b, "id,name\nbulk-349,Other\nnew-1,\n");
  check (b);
  assert_row (b, 0, CHANGED);
  assert_row (b, 1, NEW);
  g_assert_cmpuint (count_requests (b, "GET", "/linked-account/"), ==, n_gets + 2);
}

/* A page that fails hides no account: what was not seen is asked for. */
static void
test_lost_page (Bench *b, gconstpointer data)
{
  g_autoptr (GString) file = g_string_new ("id,name\n");

  for (guint i = 0; i < 150; i++)
    g_string_append_printf (file, "bulk-%03u,Bulk %u\n", i, i);
  load (b, file->str);
  run (b);
  fault (b, "{\"method\":\"GET\",\"path\":\"/linked-account\",\"status\":500,\"count\":1}");
  check (b);
  assert_count (b, UNCHANGED, 150);
  g_assert_cmpuint (count_requests (b, "GET", "/linked-account/bulk-"), >, 0);
}

/* ---- trouble ---- */

static void
test_one_refused (Bench *b, gconstpointer data)
{
  g_autofree char *reason = NULL;

  load (b, "id,name\na-1,A\na-2,B\na-3,C\n");
  check (b);
  embark_import_set_concurrency (b->import, 1);
  fault (b, "{\"method\":\"PUT\",\"path\":\"/linked-account\",\"status\":400,\"count\":1,\"body\":"
            "{\"status_code\":400,\"error\":\"INVALID_LINKED_ACCOUNT_ID\",\"message\":\"=Not this one\","
            "\"request_id\":\"r-123\"}}");
  run (b);
  assert_row (b, 0, FAILED);
  assert_row (b, 1, CREATED);
  assert_row (b, 2, CREATED);
  reason = embark_import_row_dup_reason (row (b, 0));
  g_assert_cmpstr (reason, ==, "=Not this one");
  g_assert_nonnull (embark_import_row_get_request_id (row (b, 0)));
  /* And again: only that one. */
  run (b);
  assert_count (b, CREATED, 3);
  g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), ==, 4);
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
  load (b, file->str);
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
  assert_count (b, CREATED, count_requests (b, "PUT", "/linked-account"));
  assert_count (b, READ, 200 - embark_import_get_count (b->import, EMBARK_IMPORT_CREATED));
  /* The rest. */
  run (b);
  assert_count (b, CREATED, 200);
  g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), ==, 200);
}

static void
test_too_many (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  load (b, "id,name\na-1,A\na-2,B\n");
  embark_import_set_concurrency (b->import, 1);
  /* More often than the client itself tries: the import waits on. */
  fault (b, "{\"method\":\"PUT\",\"path\":\"/linked-account\",\"status\":429,\"retry_after\":7,\"count\":5}");
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  for (guint i = 0; i < 3; i++)
    {
      canned_until (embark_clock_manual_get_n_pending (b->sandbox.clock) > 0);
      g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), ==, i + 1);
      embark_clock_manual_advance (b->sandbox.clock, 6999);
      embark_clock_manual_advance (b->sandbox.clock, 1);
      canned_until (count_requests (b, "PUT", "/linked-account") == i + 2);
    }
  canned_until (embark_import_get_waiting (b->import));
  embark_clock_manual_advance (b->sandbox.clock, 5000);
  g_assert_false (embark_import_get_waiting (b->import));
  canned_until (count_requests (b, "PUT", "/linked-account") == 5);
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

  load (b, "id,name\na-1,A\na-2,B\n");
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
  load (b, file->str);
  embark_client_set_api_key (b->client, "tk_somebody_elses");
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  g_assert_false (embark_import_run_finish (b->import, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  assert_count (b, READ, 100);
  g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), <=, EMBARK_IMPORT_DEFAULT_CONCURRENCY);
}

static void
test_rate (Bench *b, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  load (b, "id\na\nb\nc\n");
  embark_import_set_rate (b->import, 10);
  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  for (guint i = 1; i <= 3; i++)
    {
      canned_until (embark_import_get_n_done (b->import) == i);
      g_assert_cmpuint (count_requests (b, "PUT", "/linked-account"), ==, i);
      if (i < 3)
        embark_clock_manual_advance (b->sandbox.clock, 100);
    }
  g_assert_true (embark_import_run_finish (b->import, wait_for (&wait), &error));
  assert_count (b, CREATED, 3);
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

  load (b, "\xef\xbb\xbfid;name;udf.f\r\n-7;=1+1;'+x\r\nok;Fine;\r\n;\"a;\"\"b\"\"\";@x\r\n");
  embark_import_set_concurrency (b->import, 1);
  fault (b, "{\"method\":\"PUT\",\"path\":\"/linked-account\",\"status\":400,\"count\":1,\"body\":"
            "{\"message\":\"=Not this one\",\"request_id\":\"r-123\"}}");
  run (b);
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
  g_assert_cmpuint (n_rows (b), ==, 2);
  g_assert_cmpstr (embark_import_get_row_id (b->import, row (b, 0)), ==, "-7");
  g_assert_cmpstr (embark_import_get_row_name (b->import, row (b, 0)), ==, "=1+1");
  g_assert_cmpstr (embark_import_row_get_cell (row (b, 0), 2), ==, "'+x");
  g_assert_cmpint (embark_import_get_target (b->import, 3), ==, EMBARK_IMPORT_IGNORE);
  check (b);
  run (b);
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
  load (b, file->str);
  g_assert_cmpuint (n_rows (b), ==, 100000);
  g_assert_cmpstr (embark_import_get_row_name (b->import, row (b, 99999)), ==, "Bulk, 99999");
  g_assert_cmpuint (embark_import_row_get_number (row (b, 99999)), ==, 100001);
  assert_count (b, READ, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/import/" name, Bench, NULL, bench_set_up, func, bench_tear_down)
  ADD ("mapping", test_mapping);
  ADD ("no-id-column", test_no_id_column);
  ADD ("forms", test_forms);
  ADD ("unreadable", test_unreadable);
  ADD ("wrong-rows", test_wrong_rows);
  ADD ("too-long", test_too_long);
  ADD ("kinds", test_kinds);
  ADD ("ways", test_ways);
  ADD ("lost-page", test_lost_page);
  ADD ("one-refused", test_one_refused);
  ADD ("cancel", test_cancel);
  ADD ("too-many", test_too_many);
  ADD ("network-gone", test_network_gone);
  ADD ("key-refused", test_key_refused);
  ADD ("rate", test_rate);
  ADD ("errors-file", test_errors_file);
  ADD ("many", test_many);

  return g_test_run ();
}
