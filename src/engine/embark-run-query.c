/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-json.h"
#include "embark-run-query-private.h"

#define PAGE_SIZE 100
/* An id of the platform has so many hexadecimal digits. */
#define ID_LENGTH 24

void
embark_run_query_free (gpointer data)
{
  EmbarkRunQuery *source = data;

  g_object_unref (source->client);
  g_object_unref (source->clock);
  g_free (source->account_id);
  g_free (source->run_id);
  g_free (source->source);
  g_free (source->workflow_id);
  g_free (source);
}

/* The word that the server knows a status by. */
static const char *
status_name (EmbarkExecutionStatus status)
{
  static const char *const names[] = { "QUEUED",  "RUNNING",   "COMPLETED",  "ERRORED",  "STOPPING",
                                       "STOPPED", "TIMED_OUT", "TERMINATED", "DUPLICATE" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (embark_execution_status_from_string (names[i]) == status)
      return names[i];
  return NULL;
}

EmbarkCall *
embark_run_query_new_call (EmbarkRunQuery *source, guint page, guint limit)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_EXECUTION_LIST);
  const EmbarkRunFilter *filter = &source->filter;

  embark_call_set_account (call, source->account_id);
  embark_call_set_query_int (call, "page", page);
  embark_call_set_query_int (call, "limit", limit);
  if (source->run_id != NULL)
    embark_call_set_query (call, "execution_id", source->run_id);
  if (filter->status != EMBARK_EXECUTION_UNKNOWN)
    embark_call_set_query (call, "status", status_name (filter->status));
  if (filter->source != NULL)
    embark_call_set_query (call, "execution_source", filter->source);
  if (filter->workflow_id != NULL)
    embark_call_set_query (call, "workflow_id", filter->workflow_id);
  if (filter->hours > 0)
    {
      g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (
          embark_clock_get_real_time (source->clock) / G_USEC_PER_SEC - (gint64) filter->hours * 3600);
      g_autofree char *text = g_date_time_format (from, "%Y-%m-%dT%H:%M:%S.000Z");

      embark_call_set_query (call, "start_date", text);
    }
  return call;
}

void
embark_run_query_load (gpointer data,
                       guint page,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer callback_data)
{
  EmbarkRunQuery *source = data;
  g_autoptr (EmbarkCall) call = embark_run_query_new_call (source, page, PAGE_SIZE);

  embark_client_send_async (source->client, call, cancellable, callback, callback_data);
}

EmbarkPage *
embark_run_query_load_finish (gpointer data, GAsyncResult *result, GError **error)
{
  EmbarkRunQuery *source = data;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (source->client, result, error);

  return reply != NULL ? embark_reply_to_page (reply) : NULL;
}

gboolean
embark_run_query_matches (EmbarkRunQuery *source, EmbarkExecution *run)
{
  const EmbarkRunFilter *filter = &source->filter;
  JsonNode *json = embark_execution_get_json (run);
  const char *started_by = NULL;

  if (JSON_NODE_HOLDS_OBJECT (json))
    started_by = embark_json_get_string (json_node_get_object (json), "execution_source", NULL);
  /* What a run does not say is the server's to know. */
  return (filter->status == EMBARK_EXECUTION_UNKNOWN || filter->status == embark_execution_get_status (run))
         && (filter->source == NULL || started_by == NULL
             || embark_execution_same_source (filter->source, started_by))
         && (filter->workflow_id == NULL || embark_execution_get_workflow_id (run) == NULL
             || g_str_equal (filter->workflow_id, embark_execution_get_workflow_id (run)))
         && (source->run_id == NULL || g_str_equal (source->run_id, embark_execution_get_id (run)));
}

static gboolean
contains (const char *text, const char *wanted)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, wanted) != NULL;
}

gboolean
embark_run_list_has_text (EmbarkExecution *run, const char *folded)
{
  return folded == NULL || contains (embark_execution_get_title (run), folded)
         || contains (embark_execution_get_event_name (run), folded)
         || contains (embark_execution_get_id (run), folded);
}

gboolean
embark_run_list_is_id (const char *text)
{
  return strlen (text) == ID_LENGTH && strspn (text, "0123456789abcdefABCDEF") == ID_LENGTH;
}
