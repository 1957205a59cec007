/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "embark-sandbox-crowd.h"
#include "embark-sandbox-oauth.h"

#define DEFAULT_TOKEN_LIFETIME 599747

G_DEFINE_FINAL_TYPE (EmbarkSandbox, embark_sandbox, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
sandbox_fault_free (SandboxFault *fault)
{
  g_free (fault->method);
  g_free (fault->path);
  g_free (fault->body);
  g_free (fault);
}

void
sandbox_changed (EmbarkSandbox *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_requests (EmbarkSandbox *self)
{
  g_queue_clear_full (&self->requests, (GDestroyNotify) json_object_unref);
}

static gboolean
fault_matches (SandboxFault *fault, const char *method, const char *path)
{
  const char *rest = path;

  if (fault->count == 0 || (fault->method != NULL && g_ascii_strcasecmp (fault->method, method) != 0))
    return FALSE;
  if (g_str_has_prefix (path, "/api/v2/public"))
    rest = path + strlen ("/api/v2/public");
  return g_str_has_prefix (path, fault->path) || g_str_has_prefix (rest, fault->path);
}

static SandboxFault *
take_fault (EmbarkSandbox *self, SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  /* Faults are for what is tested, not for the means of testing it. */
  if (g_str_has_prefix (path, "/__sandbox/"))
    return NULL;
  for (guint i = 0; i < self->faults->len; i++)
    {
      SandboxFault *fault = g_ptr_array_index (self->faults, i);

      if (!fault_matches (fault, soup_server_message_get_method (message), path))
        continue;
      fault->count--;
      if (fault->count == 0)
        return g_ptr_array_steal_index (self->faults, i);
      fault = g_memdup2 (fault, sizeof *fault);
      fault->method = g_strdup (fault->method);
      fault->path = g_strdup (fault->path);
      fault->body = g_strdup (fault->body);
      return fault;
    }
  return NULL;
}

static void
reply_fault (SandboxRequest *request, const SandboxFault *fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  if (fault->malformed)
    sandbox_reply_text (request, fault->status, "application/json; charset=utf-8",
                        g_strdup ("{\"docs\":[{\"_id\":\"6a31"));
  else if (fault->body != NULL)
    sandbox_reply_text (request, fault->status,
                        fault->body[0] == '<' ? "text/html; charset=utf-8"
                                              : "application/json; charset=utf-8",
                        g_strdup (fault->body));
  else
    sandbox_reply_error (request, fault->status, "SERVER_ERROR", "This fault was asked for");
  if (fault->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", fault->retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
}

static void
drop_connection (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

/* Says that more follows than is sent. libsoup does not write such an answer, so the bytes are ours. */
static void
cut_answer (SoupServerMessage *message)
{
  static const char text[] =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4096\r\n\r\n"
      "{\"docs\":[{\"_id\":\"6a31";
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  /* Shorter than any socket's buffer: it does not block. */
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* By the sandbox's own clock, like the times in its records: libsoup would give the machine's. */
static void
set_date (EmbarkSandbox *self, SoupMessageHeaders *headers)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_utc (embark_clock_get_real_time (self->clock) / G_USEC_PER_SEC);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", date);
}

static void
answer (EmbarkSandbox *self, SoupServerMessage *message, const SandboxFault *fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (SandboxRequest) request = sandbox_request_new (message);
  g_autofree char *trace = g_uuid_string_random ();

  sandbox_advance (self);
  if (fault != NULL && fault->status != 0 && !fault->drop)
    reply_fault (request, fault);
  else
    sandbox_route (self, request);

  set_date (self, headers);
  soup_message_headers_replace (headers, "X-Trace-ID", trace);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  /* The last resort, when those who come have all of them. */
  if (sandbox_descriptors_run_high ())
    soup_message_headers_replace (headers, "Connection", "close");

  if (request->route == NULL || (request->route->flags & SANDBOX_CONTROL) == 0)
    sandbox_record_request (self, request);
  if (!g_str_equal (request->method, "GET") && !g_str_equal (request->method, "HEAD"))
    sandbox_changed (self);
  if ((fault != NULL && fault->drop)
      || (sandbox_portal_is_down (self) && g_str_has_prefix (request->path, "/connect/")))
    drop_connection (message);
  else if (fault != NULL && fault->cut)
    cut_answer (message);
}

typedef struct
{
  EmbarkSandbox *self;        /* (owned) */
  SoupServerMessage *message; /* (owned) */
  SandboxFault *fault;        /* (owned) */
} Delayed;

static void
delayed_free (gpointer data)
{
  Delayed *delayed = data;

  g_object_unref (delayed->self);
  g_object_unref (delayed->message);
  sandbox_fault_free (delayed->fault);
  g_free (delayed);
}

static gboolean
delay_over_cb (gpointer data)
{
  Delayed *delayed = data;

  /* The client may have gone meanwhile; then there is nobody to answer. */
  if (delayed->self->server != NULL && soup_server_message_get_socket (delayed->message) != NULL)
    {
      answer (delayed->self, delayed->message, delayed->fault);
      soup_server_message_unpause (delayed->message);
    }
  return G_SOURCE_REMOVE;
}

static void
request_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  EmbarkSandbox *self = EMBARK_SANDBOX (user_data);
  SandboxFault *fault;

  /* The early handler refused it. */
  if (soup_server_message_get_status (message) != 0)
    return;

  fault = take_fault (self, message);
  if (fault != NULL && fault->delay > 0)
    {
      Delayed *delayed = g_new0 (Delayed, 1);

      delayed->self = g_object_ref (self);
      delayed->message = g_object_ref (message);
      delayed->fault = fault;
      soup_server_message_pause (message);
      embark_clock_add_timeout (self->clock, fault->delay, delay_over_cb, delayed, delayed_free);
      return;
    }
  answer (self, message, fault);
  g_clear_pointer (&fault, sandbox_fault_free);
}

static void
refuse_size (SoupServerMessage *message)
{
  static const char body[] =
      "{\"status_code\":413,\"http_error_type\":\"PAYLOAD_TOO_LARGE\",\"error\":\"SERVER_ERROR\","
      "\"message\":\"request entity too large\"}";

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_server_message_set_status (message, 413, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_STATIC, body,
                                    strlen (body));
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  gsize *received = user_data;

  *received += g_bytes_get_size (chunk);
  if (*received > SANDBOX_MAX_BODY && soup_server_message_get_status (message) == 0)
    refuse_size (message);
}

static void
free_counter (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
headers_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_content_length (headers) > SANDBOX_MAX_BODY)
    refuse_size (message);
  else
    g_signal_connect_data (message, "got-chunk", G_CALLBACK (got_chunk_cb), g_new0 (gsize, 1), free_counter,
                           G_CONNECT_DEFAULT);
}

/* libsoup's own socket lets ten wait at the door; of a crowd the others would try again a second later. */
static gboolean
listen_local (SoupServer *server, guint port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error))
    return FALSE;
  g_socket_set_listen_backlog (socket, SOMAXCONN);
  return g_socket_listen (socket, error) && soup_server_listen_socket (server, socket, 0, error);
}

gboolean
embark_sandbox_listen (EmbarkSandbox *self, guint port, GError **error)
{
  g_autoptr (SoupServer) server = NULL;
  g_autoslist (GUri) uris = NULL;

  g_return_val_if_fail (EMBARK_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  /* Paths as they were sent: an id may have a slash in it. */
  server = soup_server_new ("server-header", "embark-sandbox", "raw-paths", TRUE, NULL);
  soup_server_add_early_handler (server, NULL, headers_cb, self, NULL);
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  if (!listen_local (server, port, error))
    return FALSE;

  uris = soup_server_get_uris (server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_free (self->base_uri);
  self->base_uri = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->connections = sandbox_connections_new (server, self->clock);
  self->server = g_steal_pointer (&server);
  return TRUE;
}

void
embark_sandbox_close (EmbarkSandbox *self)
{
  g_return_if_fail (EMBARK_IS_SANDBOX (self));

  if (self->server == NULL)
    return;
  sandbox_connections_free (g_steal_pointer (&self->connections), self->server);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

const char *
embark_sandbox_get_base_uri (EmbarkSandbox *self)
{
  return self->base_uri;
}

void
embark_sandbox_set_api_key (EmbarkSandbox *self, const char *key)
{
  g_return_if_fail (key != NULL);

  g_free (self->api_key);
  self->api_key = g_strdup (key);
}

const char *
embark_sandbox_get_api_key (EmbarkSandbox *self)
{
  return self->api_key;
}

void
embark_sandbox_set_token_lifetime (EmbarkSandbox *self, guint seconds)
{
  self->token_lifetime = seconds;
}

void
embark_sandbox_set_same_window (EmbarkSandbox *self, gboolean same_window)
{
  self->same_window = same_window;
}

void
embark_sandbox_set_speed (EmbarkSandbox *self, double speed)
{
  g_return_if_fail (speed > 0);

  self->speed = speed;
}

void
embark_sandbox_set_fresh_app (EmbarkSandbox *self, gboolean fresh)
{
  self->fresh_app = fresh;
  embark_sandbox_reset (self);
}

void
embark_sandbox_set_large (EmbarkSandbox *self, guint n)
{
  self->n_large = n;
  embark_sandbox_reset (self);
}

gboolean
embark_sandbox_set_oauth_error (EmbarkSandbox *self, const char *id)
{
  const SandboxOauthError *row = sandbox_oauth_error (id);

  if (row == NULL)
    row = sandbox_oauth_error_of_code (id, NULL);
  if (id != NULL && row == NULL)
    return FALSE;
  g_free (self->oauth_error);
  self->oauth_error = g_strdup (row != NULL ? row->id : NULL);
  return TRUE;
}

void
embark_sandbox_fail_next (
    EmbarkSandbox *self, const char *method, const char *path_prefix, guint status, guint count)
{
  SandboxFault *fault;

  g_return_if_fail (path_prefix != NULL);

  if (count == 0)
    return;
  fault = g_new0 (SandboxFault, 1);
  fault->method = g_strdup (method);
  fault->path = g_strdup (path_prefix);
  fault->status = status;
  fault->count = count;
  g_ptr_array_add (self->faults, fault);
}

static void
forget_transient (EmbarkSandbox *self)
{
  g_hash_table_remove_all (self->tokens);
  g_hash_table_remove_all (self->revoked);
  g_hash_table_remove_all (self->properties);
  g_hash_table_remove_all (self->sign_ins);
  g_ptr_array_set_size (self->faults, 0);
  g_clear_pointer (&self->oauth_error, g_free);
  g_clear_pointer (&self->authorize, json_object_unref);
  g_clear_pointer (&self->identifier, g_free);
  clear_requests (self);
}

void
embark_sandbox_reset (EmbarkSandbox *self)
{
  g_return_if_fail (EMBARK_IS_SANDBOX (self));

  forget_transient (self);
  /* A new secret, so that tokens given out before the reset do not open the new data. */
  g_clear_pointer (&self->secret, g_bytes_unref);
  self->secret = g_bytes_new_take (sandbox_random_hex (32), 64);
  g_clear_pointer (&self->state, json_object_unref);
  self->state = sandbox_object ("i:version", 1, "l:seed", (gint64) self->seed, "l:counter", (gint64) 0, NULL);
  sandbox_client_seed (self);
  sandbox_seed (self);
  sandbox_crowd_forget (self);
  if (self->n_large > 0)
    sandbox_crowd_seed (self, sandbox_environment (self, "test"), self->n_large, self->n_large);
  sandbox_changed (self);
}

JsonNode *
embark_sandbox_dup_state (EmbarkSandbox *self)
{
  sandbox_advance (self);
  /* An index, which is worked out anew when it is missing. */
  json_object_remove_member (sandbox_environment (self, "test"), "by_id");
  json_object_remove_member (sandbox_environment (self, "production"), "by_id");
  return sandbox_node_object (sandbox_copy_object (self->state));
}

gboolean
embark_sandbox_save (EmbarkSandbox *self, const char *path, GError **error)
{
  g_autoptr (JsonNode) node = embark_sandbox_dup_state (self);
  g_autofree char *text = sandbox_json_print (node, TRUE);

  /* It holds the addresses of record pages, which are open to whoever knows them. */
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

gboolean
embark_sandbox_load (EmbarkSandbox *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;
  JsonObject *root;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  node = sandbox_json_parse (text, length, error);
  if (node == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (sandbox_int (root, "version") != 1 || sandbox_obj (root, "environments") == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: not a snapshot of the sandbox", path);
      return FALSE;
    }

  forget_transient (self);
  json_object_unref (self->state);
  self->state = json_object_ref (root);
  sandbox_crowd_forget (self);
  return TRUE;
}

JsonArray *
embark_sandbox_dup_requests (EmbarkSandbox *self)
{
  JsonArray *array = json_array_new ();

  for (GList *l = self->requests.head; l != NULL; l = l->next)
    json_array_add_object_element (array, sandbox_copy_object (l->data));
  return array;
}

static void
embark_sandbox_finalize (GObject *object)
{
  EmbarkSandbox *self = EMBARK_SANDBOX (object);

  embark_sandbox_close (self);
  sandbox_crowd_forget (self);
  clear_requests (self);
  g_clear_object (&self->clock);
  g_free (self->base_uri);
  g_free (self->api_key);
  g_free (self->oauth_error);
  g_free (self->identifier);
  g_clear_pointer (&self->authorize, json_object_unref);
  g_clear_pointer (&self->state, json_object_unref);
  g_clear_pointer (&self->catalogue, json_object_unref);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->revoked);
  g_hash_table_unref (self->properties);
  g_hash_table_unref (self->sign_ins);
  g_clear_pointer (&self->secret, g_bytes_unref);
  g_ptr_array_unref (self->faults);

  G_OBJECT_CLASS (embark_sandbox_parent_class)->finalize (object);
}

static void
embark_sandbox_class_init (EmbarkSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_sandbox_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", EMBARK_TYPE_SANDBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
embark_sandbox_init (EmbarkSandbox *self)
{
  self->token_lifetime = DEFAULT_TOKEN_LIFETIME;
  self->speed = 1;
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->properties =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->sign_ins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, sandbox_sign_in_free);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_fault_free);
  g_queue_init (&self->requests);
}

EmbarkSandbox *
embark_sandbox_new (EmbarkClock *clock, guint32 seed)
{
  EmbarkSandbox *self;
  g_autofree char *secret = sandbox_random_hex (16);

  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);

  self = g_object_new (EMBARK_TYPE_SANDBOX, NULL);
  self->clock = g_object_ref (clock);
  self->seed = seed;
  self->api_key = g_strconcat ("tk_", secret, NULL);
  self->catalogue = sandbox_catalogue_new ();
  embark_sandbox_reset (self);
  return self;
}
