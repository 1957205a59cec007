/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs: when each node begins and ends is settled when the run starts; what has happened by now is worked out
 * whenever somebody asks, so no timer runs and a held clock holds them. */

#include "config.h"

#include "embark-sandbox-oauth.h"

/* From the event to the run's place in the list, and from there to its first node. */
#define APPEARS_AFTER 150
#define QUEUED_FOR    350
#define TIME_LIMIT    (15 * 60 * 1000)

gboolean
sandbox_run_is_over (JsonObject *run)
{
  static const char *const over[] = { "COMPLETED",  "ERRORED",   "STOPPED", "TIMED_OUT",
                                      "TERMINATED", "DUPLICATE", NULL };
  const char *status = sandbox_str (run, "status");

  return status != NULL && g_strv_contains (over, status);
}

static gint64
scaled (EmbarkSandbox *self, gint64 milliseconds)
{
  return MAX (1, (gint64) ((double) milliseconds / self->speed));
}

static JsonArray *
plan_nodes (EmbarkSandbox *self, JsonObject *workflow, gint64 time)
{
  JsonArray *plan = sandbox_arr (workflow, "nodes");
  JsonArray *nodes = json_array_new ();

  for (guint i = 0; i < sandbox_length (plan); i++)
    {
      JsonObject *node = sandbox_item (plan, i);
      gint64 base = sandbox_int (node, "ms");
      gint64 length = scaled (self, base * (85 + (gint64) sandbox_random (self, 31)) / 100);

      json_array_add_object_element (
          nodes,
          sandbox_object ("s:node_id", sandbox_str (node, "id"), "s:node_name", sandbox_str (node, "name"),
                          "s:node_type", sandbox_str (node, "type"), "s:kind", sandbox_str (node, "kind"),
                          "b:is_batch", sandbox_bool (node, "batch"), "s:node_status", "Waiting", "l:begins",
                          time, "l:ends", time + length, NULL));
      time += length;
    }
  return nodes;
}

JsonObject *
sandbox_start_run (EmbarkSandbox *self, const SandboxStart *start)
{
  gint64 created = start->time + scaled (self, APPEARS_AFTER);
  gint64 begins = created + scaled (self, QUEUED_FOR);
  g_autofree char *id = sandbox_new_id (self);
  JsonObject *run;

  run = sandbox_object ("s:_id", id, "s:account_id", sandbox_str (start->account, "account_id"),
                        "s:workflow_id", sandbox_str (start->workflow, "id"), "s:config_id", start->config_id,
                        "s:event", start->event, "s:event_id", start->event_id, "s:source", start->source,
                        "s:instance_tag", start->tag, "s:rerun_of", start->rerun_of, "s:status", "QUEUED",
                        "l:created", created, "l:begins", begins, "n:payload",
                        sandbox_deep_copy (start->payload), "a:nodes",
                        plan_nodes (self, start->workflow, begins), "b:sync", start->sync, NULL);
  json_array_add_object_element (sandbox_arr (start->env, "runs"), run);
  return run;
}

static void
shift (JsonObject *object, const char *name, gint64 by)
{
  json_object_set_int_member (object, name, sandbox_int (object, name) + by);
}

/* Its times are moved back, so that it ends now. */
JsonObject *
sandbox_complete_run (EmbarkSandbox *self, const SandboxStart *start)
{
  JsonObject *run = sandbox_start_run (self, start);
  JsonArray *nodes = sandbox_arr (run, "nodes");
  guint n = sandbox_length (nodes);
  gint64 by = n > 0 ? sandbox_now (self) - sandbox_int (sandbox_item (nodes, n - 1), "ends") : 0;

  shift (run, "created", by);
  shift (run, "begins", by);
  for (guint i = 0; i < n; i++)
    {
      shift (sandbox_item (nodes, i), "begins", by);
      shift (sandbox_item (nodes, i), "ends", by);
    }
  sandbox_advance (self);
  return run;
}

static void
finish_run (JsonObject *run, const char *status, gint64 time)
{
  JsonArray *nodes = sandbox_arr (run, "nodes");

  json_object_set_string_member (run, "status", status);
  json_object_set_int_member (run, "finished", time);
  if (g_str_equal (status, "COMPLETED"))
    return;
  for (guint i = 0; i < sandbox_length (nodes); i++)
    {
      JsonObject *node = sandbox_item (nodes, i);

      if (g_strcmp0 (sandbox_str (node, "node_status"), "Ready") == 0)
        json_object_set_string_member (node, "node_status", "Stopped");
    }
}

/* Returns: whether the run goes on after @node */
static gboolean
end_node (EmbarkSandbox *self, JsonObject *env, JsonObject *run, JsonObject *node, JsonNode *input)
{
  SandboxNode work = { .self = self,
                       .run = run,
                       .account = sandbox_account (env, sandbox_str (run, "account_id")),
                       .workflow = sandbox_workflow (self, sandbox_str (run, "workflow_id")),
                       .input = input,
                       .time = sandbox_int (node, "ends") };
  gboolean failed = FALSE;
  JsonNode *output = sandbox_node_perform (sandbox_str (node, "kind"), &work, &failed);

  json_object_set_member (node, "input_data", sandbox_deep_copy (input));
  json_object_set_member (node, "latest_output", output);
  json_object_set_string_member (node, "node_status", failed ? "Errored" : "Success");
  if (failed)
    finish_run (run, "ERRORED", sandbox_int (node, "ends"));
  return !failed;
}

static void
advance_nodes (EmbarkSandbox *self, JsonObject *env, JsonObject *run, gint64 now)
{
  JsonArray *nodes = sandbox_arr (run, "nodes");
  JsonNode *input = sandbox_node (run, "payload");
  gint64 end = sandbox_int (run, "begins");

  for (guint i = 0; i < sandbox_length (nodes); i++)
    {
      JsonObject *node = sandbox_item (nodes, i);
      const char *status = sandbox_str (node, "node_status");

      /* A snapshot written by hand. */
      if (node == NULL)
        continue;
      end = sandbox_int (node, "ends");
      if (g_strcmp0 (status, "Success") != 0)
        {
          if (sandbox_int (node, "begins") > now)
            return;
          if (end > now)
            {
              json_object_set_string_member (node, "node_status", "Ready");
              json_object_set_member (node, "input_data", sandbox_deep_copy (input));
              return;
            }
          if (!end_node (self, env, run, node, input))
            return;
        }
      input = sandbox_node (node, "latest_output");
    }
  finish_run (run, "COMPLETED", end);
}

static void
advance_run (EmbarkSandbox *self, JsonObject *env, JsonObject *run, gint64 now)
{
  gint64 stop = sandbox_int (run, "stop");

  if (stop != 0 && now >= stop)
    {
      finish_run (run, "STOPPED", stop);
      return;
    }
  if (stop != 0)
    {
      json_object_set_string_member (run, "status", "STOPPING");
      return;
    }
  if (now < sandbox_int (run, "begins"))
    return;
  json_object_set_string_member (run, "status", "RUNNING");
  /* A snapshot may be older than any run can be. */
  if (sandbox_workflow (self, sandbox_str (run, "workflow_id")) == NULL)
    finish_run (run, "TIMED_OUT", sandbox_int (run, "begins") + TIME_LIMIT);
  else
    advance_nodes (self, env, run, now);
}

void
sandbox_advance (EmbarkSandbox *self)
{
  static const char *const environments[] = { "test", "production" };
  gint64 now = sandbox_now (self);

  sandbox_grants_advance (self);
  for (guint e = 0; e < G_N_ELEMENTS (environments); e++)
    {
      JsonObject *env = sandbox_environment (self, environments[e]);
      JsonArray *runs = sandbox_arr (env, "runs");

      /* A node may start another run, which joins at the end and is looked at in the same pass. */
      for (guint i = 0; i < sandbox_length (runs); i++)
        {
          JsonObject *run = sandbox_item (runs, i);

          if (run != NULL && !sandbox_run_is_over (run))
            advance_run (self, env, run, now);
        }
    }
}
