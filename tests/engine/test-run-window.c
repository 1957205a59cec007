/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-fire-tracker.h"
#include "embark-json.h"

#define AT(ms) ((1781524800 * G_GINT64_CONSTANT (1000) + (ms)) * 1000)

typedef struct
{
  const char *name;
  const char *run;      /* members beyond _id and status */
  const char *event_id; /* of the window */
  gint64 skew_ms;
  gboolean any_config;
  EmbarkMatch match;
} Row;

#define NAMED(name)                                                                                          \
  "\"associated_trigger_application\":{\"origin_trigger\":{\"_id\":\"t\",\"name\":\"" name "\"}}"
#define OURS "\"linked_account_id\":\"a\",\"config_id\":\"c\","
#define NOW  "\"createdAt\":\"2026-06-15T12:00:00.500Z\","

/* Sent at noon, tolerance 2 s, event "contact.created", account "a", config "c". */
static const Row rows[] = {
  { "all fits", OURS NOW NAMED ("contact.created"), NULL, 0, FALSE, EMBARK_MATCH_YES },
  { "another event", OURS NOW NAMED ("contact.deleted"), NULL, 0, FALSE, EMBARK_MATCH_NO },
  { "another case of letters", OURS NOW NAMED ("Contact.created"), NULL, 0, FALSE, EMBARK_MATCH_NO },
  { "no event named", OURS NOW "\"x\":1", NULL, 0, FALSE, EMBARK_MATCH_MAYBE },
  { "empty event", OURS NOW NAMED (""), NULL, 0, FALSE, EMBARK_MATCH_MAYBE },
  { "another account", "\"linked_account_id\":\"b\",\"config_id\":\"c\"," NOW NAMED ("contact.created"), NULL,
    0, FALSE, EMBARK_MATCH_NO },
  { "no account named", "\"config_id\":\"c\"," NOW NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_YES },
  { "another config", "\"linked_account_id\":\"a\",\"config_id\":\"d\"," NOW NAMED ("contact.created"), NULL,
    0, FALSE, EMBARK_MATCH_NO },
  { "no config named", "\"linked_account_id\":\"a\"," NOW NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_YES },
  { "any config", "\"linked_account_id\":\"a\",\"config_id\":\"d\"," NOW NAMED ("contact.created"), NULL, 0,
    TRUE, EMBARK_MATCH_YES },
  { "a second too early", OURS "\"createdAt\":\"2026-06-15T11:59:59.000Z\"," NAMED ("contact.created"), NULL,
    0, FALSE, EMBARK_MATCH_YES },
  { "at the edge", OURS "\"createdAt\":\"2026-06-15T11:59:58.000Z\"," NAMED ("contact.created"), NULL, 0,
    FALSE, EMBARK_MATCH_YES },
  { "just over the edge", OURS "\"createdAt\":\"2026-06-15T11:59:57.999Z\"," NAMED ("contact.created"), NULL,
    0, FALSE, EMBARK_MATCH_NO },
  { "long after", OURS "\"createdAt\":\"2026-06-15T12:20:00.000Z\"," NAMED ("contact.created"), NULL, 0,
    FALSE, EMBARK_MATCH_YES },
  { "server behind by an hour", OURS "\"createdAt\":\"2026-06-15T11:00:00.100Z\"," NAMED ("contact.created"),
    NULL, -3600 * 1000, FALSE, EMBARK_MATCH_YES },
  { "server ahead by an hour", OURS NOW NAMED ("contact.created"), NULL, 3600 * 1000, FALSE,
    EMBARK_MATCH_NO },
  { "no time", OURS NAMED ("contact.created"), NULL, 0, FALSE, EMBARK_MATCH_NO },
  { "time of another type", OURS "\"createdAt\":17," NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_NO },
  { "same occurrence", OURS "\"associated_event_id\":\"e1\"," NOW NAMED ("contact.created"), "e1", 0, FALSE,
    EMBARK_MATCH_YES },
  { "same occurrence, no name, no time", OURS "\"associated_event_id\":\"e1\"", "e1", 0, FALSE,
    EMBARK_MATCH_YES },
  { "another occurrence", OURS "\"associated_event_id\":\"e2\"," NOW NAMED ("contact.created"), "e1", 0,
    FALSE, EMBARK_MATCH_NO },
  { "occurrence not named where it is known", OURS NOW NAMED ("contact.created"), "e1", 0, FALSE,
    EMBARK_MATCH_MAYBE },
  { "same occurrence, another event", OURS "\"associated_event_id\":\"e1\"," NOW NAMED ("contact.deleted"),
    "e1", 0, FALSE, EMBARK_MATCH_YES },
  { "same occurrence, begun before",
    OURS
    "\"associated_event_id\":\"e1\",\"createdAt\":\"2026-06-15T11:00:00.000Z\"," NAMED ("contact.created"),
    "e1", 0, FALSE, EMBARK_MATCH_YES },
  { "same occurrence, another config",
    "\"linked_account_id\":\"a\",\"config_id\":\"d\"," NOW "\"associated_event_id\":\"e1\"", "e1", 0, FALSE,
    EMBARK_MATCH_NO },
  { "empty occurrence", OURS NOW "\"associated_event_id\":\"\"," NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_YES },
  { "begun long before the fire",
    OURS "\"createdAt\":\"2026-06-15T10:00:00.000Z\"," NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_NO },
  { "server behind, begun before the fire",
    OURS "\"createdAt\":\"2026-06-15T10:59:57.000Z\"," NAMED ("contact.created"), NULL, -3600 * 1000, FALSE,
    EMBARK_MATCH_NO },
  { "server ahead by an hour, begun in time",
    OURS "\"createdAt\":\"2026-06-15T13:00:00.100Z\"," NAMED ("contact.created"), NULL, 3600 * 1000, FALSE,
    EMBARK_MATCH_YES },
  { "server ahead, at the edge", OURS "\"createdAt\":\"2026-06-15T12:59:58.000Z\"," NAMED ("contact.created"),
    NULL, 3600 * 1000, FALSE, EMBARK_MATCH_YES },
  { "neither account nor config named", NOW NAMED ("contact.created"), NULL, 0, FALSE, EMBARK_MATCH_YES },
  { "begun again by somebody", "\"_id\":\"again\"," OURS NOW NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_NO },
  { "ours already, whatever it says", "\"_id\":\"own\",\"linked_account_id\":\"b\"", NULL, 0, FALSE,
    EMBARK_MATCH_YES },
  { "first occurrence", OURS "\"associated_event_id\":\"e2\"," NOW NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_YES },
  { "same occurrence, another account", "\"linked_account_id\":\"b\",\"associated_event_id\":\"e1\"", "e1", 0,
    FALSE, EMBARK_MATCH_NO },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const gboolean has_id = g_str_has_prefix (row->run, "\"_id\"");
  g_autofree char *text =
      g_strdup_printf ("{%s\"status\":\"RUNNING\",%s}", has_id ? "" : "\"_id\":\"r\",", row->run);
  g_autoptr (GHashTable) reruns = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const own[] = { "own", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, &error);
  g_autoptr (EmbarkExecution) run = NULL;
  const EmbarkRunWindow window = {
    .event = "contact.created",
    .config_id = row->any_config ? NULL : "c",
    .account_id = "a",
    .event_id = row->event_id,
    .sent_at = AT (0),
    .skew = row->skew_ms * 1000,
    .tolerance = 2 * G_USEC_PER_SEC,
    .run_ids = own,
    .reruns = reruns,
  };

  g_hash_table_add (reruns, (gpointer) "again");
  g_assert_no_error (error);
  run = embark_execution_new_from_json (node, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (embark_run_window_match (&window, run), ==, row->match);
}

/* Fires of one event that are on their way at once, and runs as they are listed: who gets which. */
#define MOST 8

typedef struct
{
  const char *id;       /* (nullable): the end of the table */
  int ms;               /* when it began, after noon by the server's clock */
  const char *event_id; /* (nullable) */
  const char *event;    /* (nullable): not named */
  int owner;
} Run;

typedef struct
{
  const char *name;
  guint n;               /* fires */
  int sent[MOST];        /* when, after noon */
  int late;              /* bits: nothing came in time */
  const char *ids[MOST]; /* (nullable): occurrences that are known */
  int skew_ms;
  Run runs[MOST];
} Plan;

static const Plan plans[] = {
  { "one fire, one run", 1, { 0 }, 0, { NULL }, 0, { { "r1", 100, "e1", "x", 0 } } },
  { "one fire, two runs of its occurrence",
    1,
    { 0 },
    0,
    { NULL },
    0,
    { { "r2", 200, "e1", "x", 0 }, { "r1", 100, "e1", "x", 0 } } },
  { "one fire, an event of somebody else's after it",
    1,
    { 0 },
    0,
    { NULL },
    0,
    { { "r1", 100, "e1", "x", 0 }, { "r2", 4000, "e2", "x", -1 } } },
  { "two fires within the clocks' grain",
    2,
    { 0, 100 },
    0,
    { NULL },
    0,
    { { "r2", 90, "e2", "x", 1 }, { "r1", 50, "e1", "x", 0 } } },
  { "two fires, listed in any order",
    2,
    { 100, 0 },
    0,
    { NULL },
    0,
    { { "r1", 50, "e1", "x", 1 }, { "r2", 90, "e2", "x", 0 } } },
  { "two fires, two runs of each",
    2,
    { 0, 100 },
    0,
    { NULL },
    0,
    { { "r1", 110, "e1", "x", 0 },
      { "r2", 120, "e1", "x", 0 },
      { "r3", 130, "e2", "x", 1 },
      { "r4", 140, "e2", "x", 1 } } },
  { "two fires, occurrences not named",
    2,
    { 0, 5000 },
    0,
    { NULL },
    0,
    { { "r1", 200, NULL, "x", 0 }, { "r2", 5200, NULL, "x", 1 } } },
  { "two fires, two runs of the first not named",
    2,
    { 0, 1500 },
    0,
    { NULL },
    0,
    { { "r1", 200, NULL, "x", 0 }, { "r2", 300, NULL, "x", 0 }, { "r3", 1700, NULL, "x", 1 } } },
  { "nothing listened, mended, fired again",
    2,
    { 0, 12000 },
    0,
    { NULL },
    0,
    { { "r1", 12500, "e2", "x", 1 } } },
  { "a late one gives way", 2, { 0, 1000 }, 1, { NULL }, 0, { { "r1", 1200, "e2", "x", 1 } } },
  { "a late one gets what is left",
    2,
    { 0, 40000 },
    1,
    { NULL, "e2" },
    0,
    { { "r1", 65000, "e1", "x", 0 }, { "r2", 41000, "e2", "x", 1 } } },
  { "a run that began before a younger fire",
    2,
    { 0, 60000 },
    1,
    { NULL },
    0,
    { { "r1", 50000, "e1", "x", 0 } } },
  { "a known occurrence",
    2,
    { 0, 100 },
    0,
    { "e9", NULL },
    0,
    { { "r1", 50, "e1", "x", 1 }, { "r2", 9000, "e9", "x", 0 } } },
  { "another event", 2, { 0, 100 }, 0, { NULL }, 0, { { "r1", 200, "e1", "y", -1 } } },
  { "before both", 2, { 10000, 10100 }, 0, { NULL }, 0, { { "r1", 7000, "e1", "x", -1 } } },
  { "sure before maybe",
    1,
    { 0 },
    0,
    { NULL },
    0,
    { { "r1", 50, NULL, NULL, 0 }, { "r2", 100, "e1", "x", 0 } } },
  { "sure before maybe, though sent earlier",
    2,
    { 0, 5000 },
    0,
    { NULL, "e9" },
    0,
    { { "r1", 6000, NULL, "x", 0 } } },
  { "who has one does not choose first",
    2,
    { 0, 100 },
    0,
    { NULL },
    0,
    { { "r1", 50, NULL, "x", 0 }, { "r2", 60, "e1", "x", 1 } } },
  { "server behind by a minute",
    2,
    { 0, 5000 },
    0,
    { NULL },
    -60000,
    { { "r1", -59800, "e1", "x", 0 }, { "r2", -54800, "e2", "x", 1 } } },
  { "server ahead by a minute",
    2,
    { 0, 5000 },
    0,
    { NULL },
    60000,
    { { "r1", 60200, "e1", "x", 0 }, { "r2", 65200, "e2", "x", 1 }, { "r3", 5200, "e3", "x", -1 } } },
  { "a burst",
    5,
    { 0, 50, 100, 150, 200 },
    0,
    { NULL },
    0,
    { { "r5", 260, "e5", "x", 4 },
      { "r4", 250, "e4", "x", 3 },
      { "r3", 240, "e3", "x", 2 },
      { "r2", 230, "e2", "x", 1 },
      { "r1", 220, "e1", "x", 0 } } },
  { "a burst with one run missing",
    3,
    { 0, 50, 100 },
    0,
    { NULL },
    0,
    { { "r1", 120, "e1", "x", 0 }, { "r2", 130, "e2", "x", 1 } } },
  { "more occurrences than fires",
    2,
    { 0, 50 },
    0,
    { NULL },
    0,
    { { "r1", 60, "e1", "x", 0 }, { "r2", 70, "e2", "x", 1 }, { "r3", 80, "e3", "x", -1 } } },
};

static EmbarkExecution *
make_run (const Run *run)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (AT (run->ms) / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *event_id = run->event_id != NULL
                                  ? g_strdup_printf (",\"associated_event_id\":\"%s\"", run->event_id)
                                  : g_strdup ("");
  g_autofree char *event = run->event != NULL
                               ? g_strdup_printf (",\"trigger_application_event\":\"%s\"", run->event)
                               : g_strdup ("");
  g_autofree char *text =
      g_strdup_printf ("{\"_id\":\"%s\",\"status\":\"RUNNING\",\"createdAt\":\"%s.%03dZ\"%s%s}", run->id, day,
                       (int) (AT (run->ms) / 1000 % 1000), event_id, event);
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);
  EmbarkExecution *execution = embark_execution_new_from_json (node, NULL, NULL);

  g_assert_nonnull (execution);
  return execution;
}

static void
test_plan (gconstpointer data)
{
  const Plan *plan = data;
  EmbarkRunWindow windows[MOST] = { 0 };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  int owners[MOST];
  EmbarkMatch matches[MOST];

  for (guint i = 0; i < plan->n; i++)
    windows[i] = (EmbarkRunWindow){ .event = "x",
                                    .account_id = "a",
                                    .event_id = plan->ids[i],
                                    .late = (plan->late & (1 << i)) != 0,
                                    .sent_at = AT (plan->sent[i]),
                                    .skew = plan->skew_ms * G_GINT64_CONSTANT (1000),
                                    .tolerance = 2 * G_USEC_PER_SEC };
  for (guint i = 0; i < MOST && plan->runs[i].id != NULL; i++)
    g_ptr_array_add (runs, make_run (&plan->runs[i]));
  embark_run_window_assign (windows, plan->n, (EmbarkExecution *const *) runs->pdata, runs->len, owners,
                            matches);
  for (guint i = 0; i < runs->len; i++)
    {
      g_test_message ("%s", plan->runs[i].id);
      g_assert_cmpint (owners[i], ==, plan->runs[i].owner);
      g_assert_true ((owners[i] < 0) == (matches[i] == EMBARK_MATCH_NO));
    }
}

/* A workflow that was executed directly: no event tells its run, but its workflow does. */
static void
test_direct (void)
{
  static const struct
  {
    const char *run;
    EmbarkMatch match;
  } direct[] = {
    { "\"associated_workflow\":{\"_id\":\"w\",\"name\":\"W\"}", EMBARK_MATCH_YES },
    { "\"associated_workflow\":{\"_id\":\"v\",\"name\":\"V\"}", EMBARK_MATCH_NO },
    { "\"associated_workflow\":{\"_id\":\"w\",\"name\":\"W\"},\"associated_event_id\":\"e\"",
      EMBARK_MATCH_NO },
    { "\"x\":1", EMBARK_MATCH_MAYBE },
  };
  const EmbarkRunWindow window = {
    .event = "", .account_id = "a", .workflow_id = "w", .sent_at = AT (0), .tolerance = 2 * G_USEC_PER_SEC
  };

  for (gsize i = 0; i < G_N_ELEMENTS (direct); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"_id\":\"r\"," NOW "%s}", direct[i].run);
      g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);
      g_autoptr (EmbarkExecution) run = embark_execution_new_from_json (node, NULL, NULL);

      g_test_message ("%s", text);
      g_assert_cmpint (embark_run_window_match (&window, run), ==, direct[i].match);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/run-window/%02zu-%s", i, rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *path = g_strdup_printf ("/run-window/assign/%02zu-%s", i, plans[i].name);

      g_test_add_data_func (path, &plans[i], test_plan);
    }
  g_test_add_func ("/run-window/direct", test_direct);
  return g_test_run ();
}
