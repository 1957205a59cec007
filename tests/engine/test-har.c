/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The HTTP Archive: what version 1.2 of its specification asks for, and no secret. And the activity: bounded,
 * and what it gives out. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "embark-activity.h"
#include "embark-exchange-private.h"
#include "embark-har.h"
#include "embark-json.h"

#define KEY  "tk_0123456789abcdef"
#define JWT  "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjIwMDAwMDAwMDB9.c2lnbmF0dXJl"
#define HUSH "hush-hush-hush"

/* ---- the specification: which members an object must have, and of what kind ---- */

typedef enum
{
  STRING,
  NUMBER,
  ARRAY,
  OBJECT,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
} Member;

static const Member of_log[] = {
  { "version", STRING }, { "creator", OBJECT }, { "entries", ARRAY }, { NULL }
};
static const Member of_creator[] = { { "name", STRING }, { "version", STRING }, { NULL } };
static const Member of_entry[] = { { "startedDateTime", STRING },
                                   { "time", NUMBER },
                                   { "request", OBJECT },
                                   { "response", OBJECT },
                                   { "cache", OBJECT },
                                   { "timings", OBJECT },
                                   { NULL } };
static const Member of_request[] = {
  { "method", STRING },      { "url", STRING },      { "httpVersion", STRING },
  { "cookies", ARRAY },      { "headers", ARRAY },   { "queryString", ARRAY },
  { "headersSize", NUMBER }, { "bodySize", NUMBER }, { NULL }
};
static const Member of_response[] = { { "status", NUMBER },      { "statusText", STRING },
                                      { "httpVersion", STRING }, { "cookies", ARRAY },
                                      { "headers", ARRAY },      { "content", OBJECT },
                                      { "redirectURL", STRING }, { "headersSize", NUMBER },
                                      { "bodySize", NUMBER },    { NULL } };
static const Member of_content[] = { { "size", NUMBER }, { "mimeType", STRING }, { NULL } };
static const Member of_post_data[] = {
  { "mimeType", STRING }, { "params", ARRAY }, { "text", STRING }, { NULL }
};
static const Member of_timings[] = {
  { "send", NUMBER }, { "wait", NUMBER }, { "receive", NUMBER }, { NULL }
};
static const Member of_pair[] = { { "name", STRING }, { "value", STRING }, { NULL } };

static gboolean
is_kind (JsonNode *node, Kind kind)
{
  if (node == NULL)
    return FALSE;
  switch (kind)
    {
    case STRING:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
    case NUMBER:
      return JSON_NODE_HOLDS_VALUE (node)
             && (json_node_get_value_type (node) == G_TYPE_INT64
                 || json_node_get_value_type (node) == G_TYPE_DOUBLE);
    case ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node);
    case OBJECT:
    default:
      return JSON_NODE_HOLDS_OBJECT (node);
    }
}

static void
check_members (JsonObject *object, const Member *members)
{
  for (; members->name != NULL; members++)
    if (!is_kind (embark_json_get_node (object, members->name), members->kind))
      g_error ("“%s” is missing or of another kind", members->name);
}

static void
check_pairs (JsonObject *object, const char *name)
{
  JsonArray *pairs = embark_json_get_array (object, name);

  for (guint i = 0; i < json_array_get_length (pairs); i++)
    check_members (json_array_get_object_element (pairs, i), of_pair);
}

static void
check_entry (JsonObject *entry)
{
  JsonObject *request, *response, *timings;
  g_autoptr (GDateTime) time = NULL;
  double sum;

  check_members (entry, of_entry);
  request = embark_json_get_object (entry, "request");
  response = embark_json_get_object (entry, "response");
  timings = embark_json_get_object (entry, "timings");
  check_members (request, of_request);
  check_members (response, of_response);
  check_members (embark_json_get_object (response, "content"), of_content);
  check_members (timings, of_timings);
  check_pairs (request, "headers");
  check_pairs (request, "queryString");
  check_pairs (response, "headers");
  if (json_object_has_member (request, "postData"))
    check_members (embark_json_get_object (request, "postData"), of_post_data);
  time = g_date_time_new_from_iso8601 (embark_json_get_string (entry, "startedDateTime", ""), NULL);
  g_assert_nonnull (time);
  /* The time of an entry is the sum of its parts. */
  sum = embark_json_get_double (timings, "send", -1) + embark_json_get_double (timings, "wait", -1)
        + embark_json_get_double (timings, "receive", -1);
  g_assert_cmpfloat_with_epsilon (embark_json_get_double (entry, "time", -2), sum, 0.001);
}

/* Returns: (transfer full): the archive that @text is, of @n calls */
static JsonNode *
check_har (const char *text, guint n)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = embark_json_parse (text, -1, &error);
  JsonObject *log;
  JsonArray *entries;

  g_assert_no_error (error);
  log = embark_json_get_object (json_node_get_object (root), "log");
  check_members (log, of_log);
  g_assert_cmpstr (embark_json_get_string (log, "version", NULL), ==, "1.2");
  check_members (embark_json_get_object (log, "creator"), of_creator);
  entries = embark_json_get_array (log, "entries");
  g_assert_cmpuint (json_array_get_length (entries), ==, n);
  for (guint i = 0; i < n; i++)
    check_entry (json_array_get_object_element (entries, i));
  return root;
}

/* ---- calls ---- */

static EmbarkExchange *
make_exchange (
    EmbarkOperation operation, guint status, const char *request, const char *response, gint64 started_at)
{
  static const char *const secrets[] = { KEY, NULL };
  g_autoptr (EmbarkShelf) shelf = embark_shelf_new (EMBARK_EXCHANGE_MAX_BODIES);
  g_autoptr (SoupMessage) message =
      soup_message_new ("POST", "http://127.0.0.1:1/api/v2/public/x?page=2&a%20b=c%26d&token=" HUSH "&flag");
  g_autoptr (EmbarkKeptBody) sent =
      embark_kept_body_new (request, request != NULL ? strlen (request) : 0, secrets);
  g_autoptr (EmbarkKeptBody) came =
      embark_kept_body_new (response, response != NULL ? strlen (response) : 0, secrets);
  const EmbarkExchangeFacts facts = { .operation = operation,
                                      .path = "/x?token=" HUSH,
                                      .trace_id = "t-1",
                                      .error = status >= 400 ? "refused: Bearer " JWT : NULL,
                                      .status = status,
                                      .attempt = 2,
                                      .size = response != NULL ? strlen (response) : 0,
                                      .sent = request != NULL ? strlen (request) : 0,
                                      .duration = 12.5,
                                      .started_at = started_at,
                                      .message = message,
                                      .request = sent,
                                      .response = came,
                                      .secrets = secrets,
                                      .shelf = shelf };

  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key", KEY);
  soup_message_headers_replace (soup_message_get_request_headers (message), "linked_account_id",
                                "it's \"me\"");
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Type",
                                "application/json");
  soup_message_headers_replace (soup_message_get_response_headers (message), "Set-Cookie", "sid=" HUSH);
  soup_message_headers_replace (soup_message_get_response_headers (message), "X-Echo", "was " KEY);
  return embark_exchange_new (&facts);
}

static GPtrArray *
make_exchanges (void)
{
  GPtrArray *exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *large = g_strnfill (100000, 'x');

  g_ptr_array_add (exchanges, make_exchange (EMBARK_OPERATION_EVENT_FIRE, 200, "{\"password\":\"" HUSH "\"}",
                                             "{\"note\":\"" JWT " " KEY "\"}", 1795532467123456));
  g_ptr_array_add (exchanges, make_exchange (EMBARK_OPERATION_SESSION_TOKEN, 200, "{}", "\"" HUSH "\"", 5));
  g_ptr_array_add (exchanges, make_exchange (EMBARK_OPERATION_ACCOUNT_LIST, 0, NULL, NULL, 0));
  g_ptr_array_add (exchanges,
                   make_exchange (EMBARK_OPERATION_EVENT_FIRE, 400, "not json \x01\xff", large, 7));
  return exchanges;
}

static void
assert_no_secret (const char *text)
{
  g_assert_null (strstr (text, KEY));
  g_assert_null (strstr (text, &KEY[4]));
  g_assert_null (strstr (text, JWT));
  g_assert_null (strstr (text, "eyJ"));
  g_assert_null (strstr (text, HUSH));
}

static void
test_valid (void)
{
  g_autoptr (GPtrArray) exchanges = make_exchanges ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *text = embark_har_print (exchanges);
  g_autofree char *empty = embark_har_print (none);
  g_autoptr (JsonNode) root = check_har (text, 4);
  G_GNUC_UNUSED g_autoptr (JsonNode) nothing = check_har (empty, 0);
  JsonArray *entries =
      embark_json_get_array (embark_json_get_object (json_node_get_object (root), "log"), "entries");
  JsonObject *first = json_array_get_object_element (entries, 0);
  JsonObject *request = embark_json_get_object (first, "request");
  JsonObject *last = embark_json_get_object (json_array_get_object_element (entries, 3), "response");
  JsonObject *pair = json_array_get_object_element (embark_json_get_array (request, "queryString"), 1);

  assert_no_secret (text);
  g_assert_cmpstr (embark_json_get_string (first, "startedDateTime", NULL), ==, "2026-11-24T15:01:07.123Z");
  g_assert_cmpstr (embark_json_get_string (request, "httpVersion", NULL), ==, "HTTP/1.1");
  g_assert_cmpstr (embark_json_get_string (pair, "name", NULL), ==, "a b");
  g_assert_cmpstr (embark_json_get_string (pair, "value", NULL), ==, "c&d");
  g_assert_nonnull (
      strstr (embark_json_get_string (embark_json_get_object (last, "content"), "comment", ""), "cut"));
  g_assert_cmpint (embark_json_get_int (last, "bodySize", 0), ==, 100000);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(int *) data = embark_har_save_finish (result, &error) ? 1 : 2;
}

static int
save (GPtrArray *exchanges, GFile *file)
{
  int done = 0;

  embark_har_save_async (exchanges, file, NULL, saved_cb, &done);
  while (done == 0)
    g_main_context_iteration (NULL, TRUE);
  return done;
}

/* Only its owner may read it, also where there was a file that all could. */
static void
test_save (void)
{
  g_autoptr (GPtrArray) exchanges = make_exchanges ();
  g_autofree char *folder = g_dir_make_tmp ("embark-har-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "calls.har", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_build_filename (folder, "none", "calls.har", NULL);
  struct stat info;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (chmod (path, 0644), ==, 0);
  g_assert_cmpint (save (exchanges, file), ==, 1);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  json_node_unref (check_har (text, 4));
  assert_no_secret (text);
  g_assert_cmpint (save (exchanges, nowhere), ==, 2);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_name (void)
{
  g_autofree char *name = embark_har_dup_name (1795532467123456);

  g_assert_true (g_regex_match_simple ("^embark-activity-\\d{4}-\\d\\d-\\d\\d\\.har$", name, 0, 0));
}

/* ---- the activity ---- */

typedef struct
{
  EmbarkClockManual *clock;
  SoupSession *session;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkActivity *activity;
} Stand;

static void
stand_set_up (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = embark_profile_new (NULL, "Test", "http://127.0.0.1:1");

  s->clock = embark_clock_manual_new (G_USEC_PER_SEC);
  s->session = embark_session_new ();
  s->client = embark_client_new ("http://127.0.0.1:1", s->session, EMBARK_CLOCK (s->clock));
  s->journal = embark_journal_new (":memory:");
  s->workspace = embark_workspace_new (profile, s->client, s->journal, EMBARK_CLOCK (s->clock));
  s->activity = embark_activity_new (s->workspace);
}

static void
stand_tear_down (Stand *s, gconstpointer data)
{
  g_assert_finalize_object (s->activity);
  g_assert_finalize_object (s->workspace);
  g_clear_object (&s->client);
  g_clear_object (&s->journal);
  g_clear_object (&s->session);
  g_clear_object (&s->clock);
}

static void
add (Stand *s, EmbarkExchange *exchange)
{
  g_signal_emit_by_name (s->client, "exchange", exchange);
  g_object_unref (exchange);
}

/* However many there were, two thousand are listed, the newest; what is not listed is not held. */
static void
test_bounded (Stand *s, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (s->activity);
  g_autoptr (EmbarkActivityEntry) first = NULL;
  g_autoptr (EmbarkActivityEntry) last = NULL;
  gpointer oldest = make_exchange (EMBARK_OPERATION_EVENT_FIRE, 200, "{}", "{}", 1);

  g_object_add_weak_pointer (oldest, &oldest);
  add (s, oldest);
  for (gint64 i = 2; i <= 2500; i++)
    add (s, make_exchange (EMBARK_OPERATION_EVENT_FIRE, 200, "{}", "{}", i * 1000));
  g_assert_null (oldest);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2000);
  first = g_list_model_get_item (list, 0);
  last = g_list_model_get_item (list, 1999);
  g_assert_cmpint (embark_activity_entry_get_started_at (first), ==, 2500 * 1000);
  g_assert_cmpint (embark_activity_entry_get_started_at (last), ==, 501 * 1000);
  embark_activity_clear (s->activity);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

static void
test_curl (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkActivityEntry) entry = NULL;
  g_autofree char *command = NULL;

  add (s, make_exchange (EMBARK_OPERATION_EVENT_FIRE, 200,
                         "{\"name\":\"O'Neil $(id)\",\"password\":\"" HUSH "\"}", "{}", 1));
  entry = g_list_model_get_item (G_LIST_MODEL (s->activity), 0);
  command = embark_activity_entry_dup_curl (entry);
  assert_no_secret (command);
  g_assert_nonnull (strstr (command, "$COBALT_API_KEY"));
  g_assert_nonnull (strstr (command, "linked_account_id"));
  g_assert_nonnull (strstr (command, "page=2"));
  g_assert_null (strstr (command, "Host:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/har/valid", test_valid);
  g_test_add_func ("/engine/har/save", test_save);
  g_test_add_func ("/engine/har/name", test_name);
  g_test_add ("/engine/activity/bounded", Stand, NULL, stand_set_up, test_bounded, stand_tear_down);
  g_test_add ("/engine/activity/curl", Stand, NULL, stand_set_up, test_curl, stand_tear_down);
  return g_test_run ();
}
