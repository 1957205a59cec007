/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The past of a client that has been one for long: runs that are worked out from their number (0 is the
 * latest). */

#include "config.h"

#include <string.h>

#include "embark-sandbox-crowd.h"

#define RUN_PREFIX "5eed0001"
#define MINUTE     (60 * (gint64) 1000)
#define MEAN_GAP   (7 * MINUTE)
/* Older than whatever the ordinary seed holds. */
#define YOUNGEST (12 * 24 * 60 * MINUTE)

/* The same for the same number, and without a pattern that the eye sees. */
static guint
scatter (guint number)
{
  guint x = number * 2654435761u;

  x ^= x >> 15;
  return x * 2246822519u >> 8;
}

static const char *
status_of (guint number)
{
  guint percent = scatter (number) % 100;

  return percent < 91 ? "COMPLETED" : percent < 97 ? "ERRORED" : percent < 99 ? "STOPPED" : "TIMED_OUT";
}

static guint
workflow_of (guint number)
{
  return scatter (number + 7) % 3;
}

static gint64
created_of (JsonObject *env, guint number)
{
  return sandbox_int (sandbox_obj (env, "crowd"), "born") - YOUNGEST - number * MEAN_GAP
         - scatter (number + 3) % (5 * MINUTE);
}

static const char *
owner_of (JsonObject *env)
{
  return sandbox_str (sandbox_obj (env, "crowd"), "owner");
}

void
sandbox_crowd_each_run (JsonObject *env, const char *account_id, SandboxCrowdRunFunc func, gpointer data)
{
  guint n_runs = (guint) sandbox_int (sandbox_obj (env, "crowd"), "runs");

  if (n_runs == 0 || g_strcmp0 (owner_of (env), account_id) != 0)
    return;
  for (guint i = 0; i < n_runs; i++)
    if (!func (i, status_of (i), workflow_of (i), created_of (env, i), data))
      return;
}

gboolean
sandbox_crowd_parse_run (JsonObject *env, const char *id, guint *number)
{
  guint64 value;

  if (id == NULL || strlen (id) != 24 || !g_str_has_prefix (id, RUN_PREFIX)
      || !g_ascii_string_to_unsigned (id + strlen (RUN_PREFIX), 16, 0, G_MAXUINT, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return (gint64) value < sandbox_int (sandbox_obj (env, "crowd"), "runs");
}

static JsonArray *
make_nodes (JsonObject *workflow, gboolean failed, gint64 time, gint64 *end)
{
  JsonArray *plan = sandbox_arr (workflow, "nodes");
  JsonArray *nodes = json_array_new ();

  for (guint i = 0; i < sandbox_length (plan); i++)
    {
      JsonObject *node = sandbox_item (plan, i);
      gboolean last = i + 1 == sandbox_length (plan);
      gint64 length = MAX (1, sandbox_int (node, "ms"));

      json_array_add_object_element (
          nodes,
          sandbox_object (
              "s:node_id", sandbox_str (node, "id"), "s:node_name", sandbox_str (node, "name"), "s:node_type",
              sandbox_str (node, "type"), "s:kind", sandbox_str (node, "kind"), "b:is_batch",
              sandbox_bool (node, "batch"), "s:node_status", failed && last ? "Errored" : "Success",
              "l:begins", time, "l:ends", time + length, "o:latest_output",
              sandbox_object ("s:message", failed && last ? "The record is locked" : "Done", NULL), NULL));
      time += length;
    }
  *end = time;
  return nodes;
}

JsonObject *
sandbox_crowd_run (EmbarkSandbox *self, JsonObject *env, guint number)
{
  JsonObject *workflow = sandbox_item (sandbox_workflows (self), workflow_of (number));
  g_autofree char *id = g_strdup_printf (RUN_PREFIX "%016x", number);
  g_autofree char *event_id = g_strdup_printf ("5eed0003%016x", number);
  gint64 created = created_of (env, number);
  const char *status = status_of (number);
  gint64 finished = created;
  JsonArray *nodes = make_nodes (workflow, !g_str_equal (status, "COMPLETED"), created, &finished);

  return sandbox_object ("s:_id", id, "s:account_id", owner_of (env), "s:workflow_id",
                         sandbox_str (workflow, "id"), "s:config_id", owner_of (env), "s:event",
                         sandbox_str (workflow, "event"), "s:event_id", event_id, "s:source", "Event",
                         "s:status", status, "l:created", created, "l:begins", created, "l:finished",
                         finished, "n:payload", sandbox_node_object (json_object_new ()), "a:nodes", nodes,
                         "b:sync", FALSE, NULL);
}
