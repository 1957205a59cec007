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
  { "occurrence not named", OURS NOW NAMED ("contact.created"), "e1", 0, FALSE, EMBARK_MATCH_YES },
  { "first occurrence", OURS "\"associated_event_id\":\"e2\"," NOW NAMED ("contact.created"), NULL, 0, FALSE,
    EMBARK_MATCH_YES },
  { "same occurrence, another account", "\"linked_account_id\":\"b\",\"associated_event_id\":\"e1\"", "e1", 0,
    FALSE, EMBARK_MATCH_NO },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = g_strdup_printf ("{\"_id\":\"r\",\"status\":\"RUNNING\",%s}", row->run);
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
  };

  g_assert_no_error (error);
  run = embark_execution_new_from_json (node, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (embark_run_window_match (&window, run), ==, row->match);
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
  return g_test_run ();
}
