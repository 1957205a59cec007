/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client against whatever stands at EMBARK_CONTRACT_URL: a point of TAP for every operation, then the
 * engine's own paths. With EMBARK_CONTRACT_MOCK answers may be anything: then a refusal is as good as an
 * answer, and the points are that each call ends and that nobody asks without end. */

#include "config.h"

#include <string.h>

#include "embark-call.h"
#include "embark-client.h"
#include "embark-fire-tracker.h"
#include "embark-json.h"
#include "embark-onboarding.h"
#include "steps.h"
#include "test-util.h"

/* More requests than this for one path of the engine is a loop. */
#define MAX_REQUESTS 60
/* How long an event is followed, by a clock of its own, and how many requests a second that may cost. */
#define FOLLOWED_SECONDS    120
#define REQUESTS_PER_SECOND 4

typedef struct
{
  EmbarkClient *client;      /* (owned) */
  EmbarkClock *clock;        /* (owned) */
  GHashTable *kept;          /* (owned) */
  EmbarkSessionToken *token; /* (owned) (nullable) */
  char *verdict;             /* (owned) (nullable): Prism's own words about the last call */
  gboolean mock;
  guint n_requests; /* of one path of the engine */
  guint n_calls;    /* of all there was */
  guint n_points;
  gboolean failed;
} Contract;

static void
point (Contract *c, gboolean good, const char *name, const char *detail)
{
  c->failed = c->failed || !good;
  g_print ("%sok %u - %s%s%s\n", good ? "" : "not ", ++c->n_points, name, detail != NULL ? ": " : "",
           detail != NULL ? detail : "");
}

/* Returns: (transfer full): @text with what was kept in the place of $names */
static char *
fill (Contract *c, const char *text)
{
  GString *filled = g_string_new (text);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, c->kept);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *variable = g_strconcat ("$", name, NULL);

      g_string_replace (filled, variable, value, 0);
    }

  return g_string_free (filled, FALSE);
}

typedef void (*SetFunc) (EmbarkCall *call, const char *name, const char *value);

static void
set_pairs (Contract *c, EmbarkCall *call, const char *text, SetFunc set)
{
  g_autofree char *filled = text != NULL ? fill (c, text) : g_strdup ("");
  g_auto (GStrv) pairs = g_strsplit (filled, "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);

      if (g_strv_length (parts) == 2)
        set (call, parts[0], parts[1]);
    }
}

/* Returns: (nullable): "a.b" of @object, as text to compare with */
static char *
member_text (JsonObject *object, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ">", -1);
  JsonNode *node = NULL;

  for (guint i = 0; parts[i] != NULL && object != NULL; i++)
    {
      node = json_object_get_member (object, parts[i]);
      object = embark_json_node_object (node);
    }
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return embark_json_to_string (node, FALSE);
}

static JsonNode *
find_element (JsonArray *array, const char *condition)
{
  g_auto (GStrv) parts = g_strsplit (condition, ":", 2);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *text =
          embark_json_node_object (node) != NULL ? member_text (json_node_get_object (node), parts[0]) : NULL;

      if (g_strcmp0 (text, parts[1]) == 0)
        return node;
    }

  return NULL;
}

/* Returns: (transfer full) (nullable): what stands at @path of @node */
static char *
look_up (JsonNode *node, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);

  for (char **part = parts; *part != NULL && node != NULL; part++)
    {
      if (JSON_NODE_HOLDS_ARRAY (node) && **part == '?')
        {
          node = find_element (json_node_get_array (node), *part + 1);
        }
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          guint64 index = g_ascii_strtoull (*part, NULL, 10);
          JsonArray *array = json_node_get_array (node);

          node = index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
        }
      else
        {
          JsonObject *object = embark_json_node_object (node);

          node = object != NULL ? json_object_get_member (object, *part) : NULL;
        }
    }

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

/* Returns: (transfer full) (nullable): what could not be kept */
static char *
keep (Contract *c, const Step *step, EmbarkReply *reply)
{
  g_auto (GStrv) pairs = g_strsplit (step->keep != NULL ? step->keep : "", "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);
      char *value = look_up (embark_reply_get_json (reply), parts[1]);

      if (value == NULL && !c->mock)
        return g_strdup_printf ("the answer has no %s", parts[1]);
      g_hash_table_replace (c->kept, g_strdup (parts[0]), value != NULL ? value : g_strdup ("none"));
    }

  return NULL;
}

/* A validating proxy answers in its own form, which the client has no reason to know. By the first word the
 * script tells a violation from what only follows of one. */
static void
got_headers_cb (SoupMessage *message, Contract *c)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *violations = soup_message_headers_get_one (headers, "sl-violations");

  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/problem+json") != 0)
    return;
  g_free (c->verdict);
  c->verdict = g_strconcat (
      "Prism: ", violations != NULL ? violations : soup_message_get_reason_phrase (message), NULL);
}

static void
request_queued_cb (SoupSession *session, SoupMessage *message, Contract *c)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), c);
}

static void
run_step (Contract *c, const Step *step)
{
  g_autoptr (EmbarkCall) call = embark_call_new (step->operation);
  g_autoptr (EmbarkReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };
  g_autofree char *problem = NULL;
  g_autofree char *name = g_strdup (embark_operation_get_name (step->operation));

  embark_call_set_account (call, step->account);
  set_pairs (c, call, step->path, embark_call_set_path);
  set_pairs (c, call, step->query, embark_call_set_query);
  set_pairs (c, call, step->headers, embark_call_set_header);
  if (step->body != NULL)
    {
      g_autofree char *body = fill (c, step->body);

      embark_call_set_body_text (call, body);
    }
  if (step->bearer && c->token != NULL)
    embark_call_set_token (call, c->token);

  g_clear_pointer (&c->verdict, g_free);
  embark_client_send_async (c->client, call, NULL, wait_cb, &wait);
  reply = embark_client_send_finish (c->client, wait_for (&wait), &error);
  if (reply != NULL && step->operation == EMBARK_OPERATION_SESSION_TOKEN)
    g_set_object (&c->token, embark_reply_get_record (reply));
  if (reply != NULL)
    problem = keep (c, step, reply);
  else if (!c->mock)
    problem = c->verdict != NULL ? g_steal_pointer (&c->verdict)
                                 : g_strdelimit (g_strdup (error->message), "\n", ' ');
  point (c, problem == NULL, name, problem);
}

static gboolean
is_tested (EmbarkOperation operation)
{
  for (guint i = 0; i < n_steps; i++)
    if (steps[i].operation == operation)
      return TRUE;

  return FALSE;
}

static void
exchange_cb (EmbarkClient *client, EmbarkExchange *exchange, gpointer data)
{
  Contract *c = data;

  c->n_requests++;
  c->n_calls++;
}

static void
page_through (Contract *c, EmbarkWorkspace *workspace)
{
  EmbarkPagedList *list = embark_workspace_get_accounts (workspace);

  /* As a user who scrolls to the end would: as often as the list says that there is more. */
  for (guint i = 0; i < MAX_REQUESTS && embark_paged_list_get_has_more (list); i++)
    {
      embark_paged_list_load_more (list);
      while (embark_paged_list_get_loading (list))
        g_main_context_iteration (NULL, TRUE);
      if (embark_paged_list_get_error (list) != NULL)
        break;
    }
}

static gboolean
is_over (EmbarkFire *fire)
{
  EmbarkFireState state = embark_fire_get_state (fire);

  return embark_fire_get_ended_at (fire) > 0 || state == EMBARK_FIRE_NOTHING_LISTENED
         || state == EMBARK_FIRE_DUPLICATE || state == EMBARK_FIRE_REFUSED;
}

/* Whatever is answered about the runs of an event, looking for them goes by the clock and is not without end.
 */
static void
follow_fire (Contract *c, EmbarkJournal *journal)
{
  g_autoptr (EmbarkClockManual) clock = embark_clock_manual_new (embark_clock_get_real_time (c->clock));
  g_autoptr (EmbarkFireTracker) tracker = embark_fire_tracker_new (c->client, journal, EMBARK_CLOCK (clock));
  g_autoptr (EmbarkFire) fire =
      embark_fire_new (NULL, "contract", "contract-3", "salesforce", "contract-3", "contact.created", "{}",
                       embark_clock_get_real_time (EMBARK_CLOCK (clock)));

  c->n_requests = 0;
  embark_fire_tracker_send (tracker, fire);
  while (embark_fire_get_state (fire) == EMBARK_FIRE_SENDING)
    g_main_context_iteration (NULL, TRUE);
  point (c, embark_fire_get_state (fire) != EMBARK_FIRE_REFUSED || c->mock, "an event is sent and followed",
         embark_fire_get_detail (fire));

  for (guint i = 0; i < FOLLOWED_SECONDS && !is_over (fire); i++)
    {
      /* What asks has no timeout while its answer is on the way. */
      while (embark_clock_manual_get_n_pending (clock) == 0 && !is_over (fire))
        g_main_context_iteration (NULL, TRUE);
      embark_clock_manual_advance (clock, 1000);
    }
  embark_fire_tracker_stop (tracker);
  point (c, c->n_requests <= FOLLOWED_SECONDS * REQUESTS_PER_SECOND, "an event is not followed without end",
         NULL);
  g_print ("# the event ended in state %d after %u requests\n", embark_fire_get_state (fire), c->n_requests);
}

static void
run_engine (Contract *c)
{
  g_autoptr (EmbarkProfile) profile =
      embark_profile_new ("contract", "Contract", embark_client_get_base_uri (c->client));
  g_autoptr (EmbarkJournal) journal = embark_journal_new (":memory:");
  g_autoptr (EmbarkWorkspace) workspace = NULL;
  g_autoptr (EmbarkOnboarding) onboarding = NULL;
  g_autoptr (EmbarkLinkedAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  embark_journal_open_async (journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (journal, wait_for (&wait), &error));
  workspace = embark_workspace_new (profile, c->client, journal, c->clock);
  c->n_requests = 0;

  wait_reset (&wait);
  embark_workspace_check_async (workspace, NULL, wait_cb, &wait);
  point (c, embark_workspace_check_finish (workspace, wait_for (&wait), &error) || c->mock,
         "the profile is checked", error != NULL ? error->message : NULL);
  g_clear_error (&error);
  page_through (c, workspace);

  wait_reset (&wait);
  embark_workspace_save_account_async (workspace, "contract-3", "Third", NULL, wait_cb, &wait);
  account = embark_workspace_save_account_finish (workspace, wait_for (&wait), &error);
  point (c, account != NULL || c->mock, "a linked account is made", error != NULL ? error->message : NULL);
  g_clear_error (&error);

  onboarding = embark_onboarding_new (workspace, account);
  wait_reset (&wait);
  embark_onboarding_refresh_async (onboarding, NULL, wait_cb, &wait);
  point (c, embark_onboarding_refresh_finish (onboarding, wait_for (&wait), &error) || c->mock,
         "the path is refreshed", error != NULL ? error->message : NULL);
  g_clear_error (&error);
  if (account != NULL)
    {
      EmbarkFire *fire = embark_onboarding_fire (onboarding, "contact.created", "{}");

      while (embark_fire_get_state (fire) == EMBARK_FIRE_SENDING)
        g_main_context_iteration (NULL, TRUE);
      point (c, embark_fire_get_state (fire) != EMBARK_FIRE_REFUSED || c->mock, "an event is fired",
             embark_fire_get_detail (fire));
    }
  point (c, c->n_requests <= MAX_REQUESTS, "nobody asks without end", NULL);
  follow_fire (c, journal);

  g_clear_object (&onboarding);
  g_clear_object (&workspace);
  wait_reset (&wait);
  embark_journal_close_async (journal, wait_cb, &wait);
  wait_for (&wait);
}

int
main (void)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  Contract c = { .clock = embark_clock_system_new (),
                 .kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                 .mock = g_getenv ("EMBARK_CONTRACT_MOCK") != NULL };
  guint n_untested = 0;

  c.client = embark_client_new (g_getenv ("EMBARK_CONTRACT_URL"), session, c.clock);
  embark_client_set_api_key (c.client, g_getenv ("EMBARK_CONTRACT_KEY"));
  g_signal_connect (session, "request-queued", G_CALLBACK (request_queued_cb), &c);
  g_signal_connect (c.client, "exchange", G_CALLBACK (exchange_cb), &c);

  for (guint i = 0; i < n_steps; i++)
    run_step (&c, &steps[i]);
  for (EmbarkOperation operation = 0; operation < EMBARK_N_OPERATIONS; operation++)
    if (!is_tested (operation))
      {
        n_untested++;
        point (&c, FALSE, embark_operation_get_name (operation), "has no step");
      }
  run_engine (&c);
  g_print ("# %u calls made, %u operations, calls with no test: %u\n1..%u\n", c.n_calls, EMBARK_N_OPERATIONS,
           n_untested, c.n_points);

  g_free (c.verdict);
  g_clear_object (&c.token);
  g_clear_object (&c.client);
  g_clear_object (&c.clock);
  g_hash_table_unref (c.kept);

  return c.failed ? 1 : 0;
}
