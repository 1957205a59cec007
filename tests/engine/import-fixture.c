/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-account-udf.h"
#include "import-fixture.h"
#include "test-util.h"

void
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

void
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

gboolean
import_load_bytes (Bench *b, const char *text, gsize length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (b->path);
  g_auto (Wait) wait = { NULL };

  g_assert_true (g_file_set_contents (b->path, text, (gssize) length, NULL));
  embark_import_load_async (b->import, file, NULL, wait_cb, &wait);
  g_assert_cmpint (embark_import_get_phase (b->import), ==, EMBARK_IMPORT_LOADING);
  return embark_import_load_finish (b->import, wait_for (&wait), error);
}

void
import_load (Bench *b, const char *text)
{
  g_autoptr (GError) error = NULL;

  import_load_bytes (b, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpint (embark_import_get_phase (b->import), ==, EMBARK_IMPORT_IDLE);
}

void
import_check (Bench *b)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_import_check_async (b->import, NULL, wait_cb, &wait);
  g_assert_true (embark_import_check_finish (b->import, wait_for (&wait), &error));
  g_assert_no_error (error);
}

void
import_run (Bench *b)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_import_run_async (b->import, NULL, wait_cb, &wait);
  g_assert_true (embark_import_run_finish (b->import, wait_for (&wait), &error));
  g_assert_no_error (error);
}

EmbarkImportRow *
import_row (Bench *b, guint index)
{
  g_autoptr (EmbarkImportRow) item = g_list_model_get_item (G_LIST_MODEL (b->import), index);

  g_assert_nonnull (item);
  return item; /* the model holds it */
}

guint
import_n_rows (Bench *b)
{
  return g_list_model_get_n_items (G_LIST_MODEL (b->import));
}

/* How many requests the server had of a method and path (the beginning of it). */
guint
import_count_requests (Bench *b, const char *method, const char *path)
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
EmbarkLinkedAccount *
import_get_account (Bench *b, const char *id)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);
  g_autoptr (EmbarkReply) reply = NULL;
  g_auto (Wait) wait = { NULL };

  embark_call_set_account (call, id);
  embark_client_send_async (b->client, call, NULL, wait_cb, &wait);
  reply = embark_client_send_finish (b->client, wait_for (&wait), NULL);
  return reply != NULL ? g_object_ref (embark_reply_get_record (reply)) : NULL;
}

char *
import_get_udf (Bench *b, const char *id, const char *key)
{
  g_autoptr (EmbarkLinkedAccount) account = import_get_account (b, id);
  g_autoptr (JsonObject) udf = embark_account_udf_get (account);

  return json_object_has_member (udf, key) ? embark_account_udf_to_text (json_object_get_member (udf, key))
                                           : NULL;
}

void
import_fault (Bench *b, const char *json)
{
  g_assert_cmpuint (fixture_send (&b->sandbox, "POST", "/__sandbox/fault", json, "key",
                                  embark_sandbox_get_api_key (b->sandbox.sandbox), NULL),
                    ==, 200);
}
