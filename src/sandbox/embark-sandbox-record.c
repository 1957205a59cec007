/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of requests, for tests: who called what and how it ended, without a single secret. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

#define MAX_REQUESTS 2000

/* Whose session a request belonged to is told by the names of what it sent, and by whether it sent anything;
 * values are nobody's business. */
static void
record_cookies (SandboxRequest *request)
{
  const char *header = sandbox_request_header (request, "Cookie");
  g_auto (GStrv) pairs = g_strsplit (header != NULL ? header : "", ";", 64);
  JsonArray *names;

  json_object_set_boolean_member (request->record, "cookie_sent", header != NULL);
  if (header == NULL)
    return;
  names = json_array_new ();
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals != NULL)
        *equals = '\0';
      json_array_add_string_element (names, g_strstrip (pairs[i]));
    }
  json_object_set_array_member (request->record, "cookies", names);
}

void
sandbox_record_request (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *names = json_array_new ();
  GHashTableIter iter;
  gpointer name;
  g_autofree char *time = sandbox_iso (sandbox_now (self));
  gboolean secret = request->route != NULL && (request->route->flags & SANDBOX_SECRET) != 0;

  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    json_array_add_string_element (names, name);

  json_object_set_string_member (request->record, "method", request->method);
  json_object_set_string_member (request->record, "path", secret ? request->route->pattern : request->path);
  json_object_set_array_member (request->record, "query", names);
  record_cookies (request);
  if (request->account_id != NULL)
    json_object_set_string_member (request->record, "account", request->account_id);
  json_object_set_string_member (request->record, "auth", request->auth);
  json_object_set_int_member (request->record, "status", soup_server_message_get_status (request->message));
  json_object_set_string_member (request->record, "time", time);

  g_queue_push_tail (&self->requests, json_object_ref (request->record));
  if (self->requests.length > MAX_REQUESTS)
    json_object_unref (g_queue_pop_head (&self->requests));
}
