/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "burst-fixture.h"
#include "embark-json.h"
#include "test-util.h"

static void
start_sandbox (Range *r)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  r->key = g_strdup ("tk_0123456789abcdef0123456789abcdef");
  g_subprocess_launcher_setenv (launcher, "EMBARK_SANDBOX_API_KEY", r->key, TRUE);
  r->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("EMBARK_SANDBOX_PROGRAM"), NULL);
  g_assert_no_error (error);
  r->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (r->process));
  line = g_data_input_stream_read_line_utf8 (r->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "embark-sandbox ready "));
  r->base = g_strdup (line + strlen ("embark-sandbox ready "));
}

void
range_open (Range *r)
{
  g_autoptr (EmbarkProfile) profile = embark_profile_new ("p", "Kestrel", r->base);
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  r->journal = embark_journal_new (r->journal_path);
  embark_journal_open_async (r->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (r->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
  r->workspace = embark_workspace_new (profile, r->client, r->journal, EMBARK_CLOCK (r->clock));
}

void
range_set_up (Range *r, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start_sandbox (r);
  r->folder = g_dir_make_tmp ("embark-burst-XXXXXX", &error);
  g_assert_no_error (error);
  r->journal_path = g_build_filename (r->folder, "journal.db", NULL);
  r->clock = embark_clock_manual_new (g_get_real_time ());
  r->session = embark_session_new ();
  r->client = embark_client_new (r->base, r->session, EMBARK_CLOCK (r->clock));
  embark_client_set_api_key (r->client, r->key);
  range_open (r);
}

void
range_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
range_close (Range *r)
{
  g_auto (Wait) wait = { NULL };

  range_settle ();
  g_assert_finalize_object (g_steal_pointer (&r->workspace));
  embark_journal_close_async (r->journal, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  range_settle ();
  g_assert_finalize_object (g_steal_pointer (&r->journal));
}

void
range_reopen (Range *r)
{
  range_close (r);
  range_open (r);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
range_tear_down (Range *r, gconstpointer data)
{
  if (r->workspace != NULL)
    range_close (r);
  g_subprocess_force_exit (r->process);
  g_assert_true (g_subprocess_wait (r->process, NULL, NULL));
  g_clear_object (&r->output);
  g_clear_object (&r->process);
  soup_session_abort (r->session);
  range_settle ();
  g_assert_finalize_object (r->client);
  g_clear_object (&r->session);
  g_assert_finalize_object (r->clock);
  remove_folder (r->folder);
  g_free (r->journal_path);
  g_free (r->folder);
  g_free (r->base);
  g_free (r->key);
}

EmbarkBurst *
range_make (Range *r, guint n, const char *round)
{
  EmbarkBurst *burst = embark_burst_new (r->workspace, BURST_ACCOUNT, "salesforce", NULL, BURST_EVENT);
  g_autofree char *payload = g_strdup_printf ("{\"round\":\"%s\",\"n\":{{n}},\"id\":\"{{uuid}}\"}", round);

  embark_burst_set_payload (burst, payload);
  embark_burst_set_n (burst, n);
  embark_burst_set_rate (burst, 0, 1);
  return burst;
}

gboolean
range_run (EmbarkBurst *burst, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_burst_run_async (burst, wait_cb, &wait);
  return embark_burst_run_finish (burst, wait_for (&wait), error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_burst_run_finish (EMBARK_BURST (source), result, &error))
    g_test_message ("ended by: %s", error->message);
  *(gboolean *) data = TRUE;
}

void
range_start (EmbarkBurst *burst, gboolean *done)
{
  *done = FALSE;
  embark_burst_run_async (burst, done_cb, done);
}

EmbarkBurst *
range_load (Range *r, const char *id)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  EmbarkBurst *burst;

  if (id != NULL)
    {
      embark_burst_load_async (r->workspace, id, NULL, wait_cb, &wait);
      burst = embark_burst_load_finish (r->workspace, wait_for (&wait), &error);
      g_assert_no_error (error);
      return burst;
    }
  embark_burst_list_async (r->workspace, BURST_ACCOUNT, 10, NULL, wait_cb, &wait);
  list = embark_burst_list_finish (r->workspace, wait_for (&wait), &error);
  g_assert_no_error (error);
  return list->len > 0 ? g_object_ref (g_ptr_array_index (list, 0)) : NULL;
}

guint
range_get_total (EmbarkBurst *burst)
{
  guint total = 0;

  for (guint i = 0; i < EMBARK_BURST_N_EVENT_STATES; i++)
    total += embark_burst_get_count (burst, (EmbarkBurstEventState) i);
  return total;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GBytes **) data = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

JsonNode *
range_control (Range *r, const char *method, const char *name, const char *body)
{
  g_autofree char *uri = g_strconcat (r->base, "/__sandbox/", name, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  JsonNode *node;
  g_autoptr (GError) error = NULL;

  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key", r->key);
  soup_session_send_and_read_async (r->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &answer);
  range_until (answer != NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = embark_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), &error);
  g_assert_no_error (error);
  return node;
}

GArray *
range_get_log (Range *r, const char *round, guint n, guint status)
{
  g_autoptr (JsonNode) node = range_control (r, "GET", "requests", NULL);
  JsonArray *requests = json_node_get_array (node);
  GArray *log = g_array_sized_new (FALSE, TRUE, sizeof (guint), n);

  g_array_set_size (log, n);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      JsonObject *payload = embark_json_get_object (request, "payload");
      gint64 index = embark_json_get_int (payload, "n", 0);

      if (g_strcmp0 (embark_json_get_string (payload, "round", NULL), round) != 0
          || (status != 0 && embark_json_get_int (request, "status", 0) != status))
        continue;
      g_assert_cmpint (index, >=, 1);
      g_assert_cmpint (index, <=, n);
      g_assert_cmpuint (++g_array_index (log, guint, index - 1), ==, 1);
    }
  return log;
}

guint
range_sum (GArray *log)
{
  guint sum = 0;

  for (guint i = 0; i < log->len; i++)
    sum += g_array_index (log, guint, i);
  return sum;
}

void
range_check (Range *r, EmbarkBurst *burst, const char *round)
{
  const guint n = embark_burst_get_n (burst);
  g_autoptr (GArray) log = range_get_log (r, round, n, 0);

  g_assert_cmpuint (range_get_total (burst), ==, n);
  g_assert_cmpuint (embark_burst_get_count (burst, EMBARK_BURST_EVENT_IN_FLIGHT), ==, 0);
  for (guint i = 0; i < n; i++)
    {
      const EmbarkBurstEventState state = embark_burst_get_event_state (burst, i);

      if (state == EMBARK_BURST_EVENT_ACCEPTED)
        g_assert_cmpuint (g_array_index (log, guint, i), ==, 1);
      else if (state == EMBARK_BURST_EVENT_NOT_SENT)
        g_assert_cmpuint (g_array_index (log, guint, i), ==, 0);
    }
  g_assert_cmpuint (range_sum (log), <=,
                    embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED)
                        + embark_burst_get_count (burst, EMBARK_BURST_EVENT_REFUSED)
                        + embark_burst_get_count (burst, EMBARK_BURST_EVENT_UNKNOWN));
}
