/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Of an event that was dropped as a repetition: what it repeats, and by which part of its payload the
 * workflow tells that (contract 3.4: a setting of the workflow, "{event:order.id}"). */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "embark-fire-follow-private.h"
#include "embark-json.h"
#include "embark-workflow-info.h"

/* For so long a workflow remembers, where nothing else is set. */
#define MEMORY_US (300 * G_USEC_PER_SEC)
#define MAX_FIRES 100

/* Returns: (transfer full) (nullable): the member that decides */
static char *
dup_key (JsonNode *workflow)
{
  JsonObject *settings = embark_json_get_object (embark_json_node_object (workflow), "settings");
  const char *pattern = embark_json_get_string (settings, "dedup_key", NULL);

  if (pattern == NULL || !g_str_has_prefix (pattern, "{event:") || !g_str_has_suffix (pattern, "}")
      || strlen (pattern) == strlen ("{event:}"))
    return NULL;
  return g_strndup (pattern + strlen ("{event:"), strlen (pattern) - strlen ("{event:}"));
}

/* Returns: (transfer full) (nullable): what a payload has at @key, or the whole of it */
static JsonNode *
dup_value (EmbarkFire *fire, const char *key)
{
  const char *payload = embark_fire_get_payload (fire);
  g_autoptr (JsonNode) root = payload != NULL ? embark_json_parse (payload, -1, NULL) : NULL;
  g_auto (GStrv) parts = g_strsplit (key != NULL ? key : "", ".", 16);
  JsonNode *node = root;

  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    node = embark_json_get_node (embark_json_node_object (node), parts[i]);
  return node != NULL ? json_node_copy (node) : NULL;
}

static gboolean
may_be_repeated (EmbarkFire *fire, EmbarkFire *earlier)
{
  const gint64 apart = embark_fire_get_created_at (fire) - embark_fire_get_created_at (earlier);

  return g_strcmp0 (embark_fire_get_id (fire), embark_fire_get_id (earlier)) != 0 && apart >= 0
         && apart < MEMORY_US && embark_fire_get_state (earlier) == EMBARK_FIRE_RAN
         && g_strcmp0 (embark_fire_get_event (fire), embark_fire_get_event (earlier)) == 0
         && g_strcmp0 (embark_fire_get_config_id (fire), embark_fire_get_config_id (earlier)) == 0;
}

/* Returns: (transfer none) (nullable): @fires: newest first */
static EmbarkFire *
find_repeated (EmbarkFire *fire, GPtrArray *fires)
{
  g_autoptr (JsonNode) value = dup_value (fire, embark_fire_get_dedup_key (fire));

  for (guint i = 0; value != NULL && i < fires->len; i++)
    {
      EmbarkFire *earlier = g_ptr_array_index (fires, i);
      g_autoptr (JsonNode) other = NULL;

      if (!may_be_repeated (fire, earlier))
        continue;
      other = dup_value (earlier, embark_fire_get_dedup_key (fire));
      if (other != NULL && json_node_equal (value, other))
        return earlier;
    }
  return NULL;
}

/* Says in words what is known. */
static void
describe (EmbarkFire *fire, EmbarkFire *repeated)
{
  const char *key = embark_fire_get_dedup_key (fire);
  g_autoptr (GDateTime) time =
      repeated != NULL
          ? g_date_time_new_from_unix_local (embark_fire_get_created_at (repeated) / G_USEC_PER_SEC)
          : NULL;
  g_autofree char *at = time != NULL ? g_date_time_format (time, "%H:%M:%S") : NULL;
  g_autofree char *text = NULL;

  if (at != NULL && key != NULL)
    /* Translators: %1$s: a time of day, %2$s: name of a part of the payload ("order.id") */
    text = g_strdup_printf (
        _ ("It repeats the event fired at %1$s: “%2$s” is the same, and by that the workflow "
           "tells repetitions."),
        at, key);
  else if (at != NULL)
    /* Translators: %s: a time of day */
    text = g_strdup_printf (_ ("It repeats the event fired at %s, which had the same payload."), at);
  else if (key != NULL)
    /* Translators: %s: name of a part of the payload ("order.id") */
    text =
        g_strdup_printf (_ ("The workflow tells repetitions by “%s”, and an event with the same value came "
                            "shortly before."),
                         key);
  if (text != NULL)
    embark_fire_set_detail (fire, text);
}

static void
fires_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = user_data;
  g_autoptr (GPtrArray) fires = embark_journal_list_fires_finish (EMBARK_JOURNAL (source), result, NULL);
  EmbarkFire *repeated = NULL;

  if (self->tracker == NULL)
    return;
  if (fires != NULL)
    repeated = find_repeated (self->fire, fires);
  if (repeated != NULL)
    embark_fire_set_repeats (self->fire, embark_fire_get_id (repeated));
  describe (self->fire, repeated);
  embark_fire_follow_conclude (self);
}

static void
workflow_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = user_data;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, NULL);
  g_autofree char *key = NULL;

  if (self->tracker == NULL)
    return;
  /* Without the workflow only the payload as a whole can be compared. */
  key = reply != NULL ? dup_key (embark_reply_get_json (reply)) : NULL;
  if (key != NULL)
    embark_fire_set_dedup_key (self->fire, key);
  embark_journal_list_fires_async (self->journal, embark_fire_get_profile_id (self->fire),
                                   embark_fire_get_account_id (self->fire), MAX_FIRES, self->cancellable,
                                   fires_cb, embark_fire_follow_ref (self));
}

/* Returns: (nullable): (transfer full): the workflow that dropped the event */
static char *
dup_workflow (EmbarkFireFollow *self)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (self->fire));

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (embark_execution_get_status (run) == EMBARK_EXECUTION_DUPLICATE
          && embark_execution_get_workflow_id (run) != NULL)
        return g_strdup (embark_execution_get_workflow_id (run));
    }
  return NULL;
}

void
embark_fire_follow_explain (EmbarkFireFollow *self)
{
  g_autofree char *workflow_id = dup_workflow (self);
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_WORKFLOW_GET);

  self->explained = TRUE;
  if (workflow_id == NULL)
    {
      embark_fire_follow_conclude (self);
      return;
    }
  embark_call_set_account (call, embark_fire_get_account_id (self->fire));
  embark_call_set_path (call, "workflow", workflow_id);
  embark_client_send_async (self->client, call, self->cancellable, workflow_cb,
                            embark_fire_follow_ref (self));
}

static const char *
skip_space (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* Past the string that begins at @at, in text that is known to be JSON. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;
  return at + 1;
}

/* Past the value that begins at @at. */
static const char *
skip_value (const char *at)
{
  guint depth = 0;

  do
    {
      at = skip_space (at);
      if (*at == '{' || *at == '[')
        {
          depth++;
          at++;
        }
      else if (*at == '}' || *at == ']')
        {
          depth--;
          at++;
        }
      else if (*at == '"')
        at = skip_string (at);
      else if (*at == ',' || *at == ':')
        at++;
      else
        at += strcspn (at, ",:{}[]\" \t\r\n");
    }
  while (depth > 0 && *at != '\0');
  return at;
}

/* Returns: (nullable): where the value of member @name of the object at @at begins */
static const char *
find_member (const char *at, const char *name)
{
  if (*at != '{')
    return NULL;
  at = skip_space (at + 1);
  while (*at == '"')
    {
      const char *end = skip_string (at);
      g_autofree char *quoted = g_strndup (at, (gsize) (end - at));
      g_autoptr (JsonNode) node = embark_json_parse (quoted, -1, NULL);

      at = skip_space (skip_space (end) + 1); /* past the colon */
      if (node != NULL && g_strcmp0 (json_node_get_string (node), name) == 0)
        return at;
      at = skip_space (skip_value (at));
      if (*at == ',')
        at = skip_space (at + 1);
    }
  return NULL;
}

/* Returns: (transfer full): another value of the same kind */
static char *
dup_other_value (const char *at)
{
  g_autofree char *uuid = g_uuid_string_random ();

  if (*at == '-' || g_ascii_isdigit (*at))
    return g_strdup_printf ("%u", g_random_int () & G_MAXINT32);
  return g_strdup_printf ("\"%s\"", uuid);
}

char *
embark_fire_dup_fresh_payload (EmbarkFire *fire)
{
  const char *payload, *key, *at;
  g_auto (GStrv) parts = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (EMBARK_IS_FIRE (fire), NULL);

  payload = embark_fire_get_payload (fire);
  key = embark_fire_get_dedup_key (fire);
  if (payload == NULL || key == NULL || !embark_json_check (payload, -1, NULL, NULL, NULL))
    return NULL;

  parts = g_strsplit (key, ".", 16);
  at = skip_space (payload);
  for (guint i = 0; parts[i] != NULL && at != NULL; i++)
    at = find_member (at, parts[i]);
  if (at == NULL)
    return NULL;
  value = dup_other_value (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - payload), payload, value, skip_value (at));
}
