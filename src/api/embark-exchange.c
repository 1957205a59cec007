/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-exchange-private.h"

#include "embark-redact.h"
#include "embark-text.h"

#define MAX_HEADERS     100
#define MAX_HEADER_NAME 200
#define MAX_HEADER      4000

struct _EmbarkExchange
{
  GObject parent_instance;

  EmbarkOperation operation;
  char *path;     /* (owned) */
  char *trace_id; /* (owned) (nullable) */
  char *error;    /* (owned) (nullable) */
  guint status;
  guint attempt;
  gsize size;
  double duration;
  gint64 started_at;
  gsize sent;
  gboolean changes;
  char *uri;                     /* (owned) */
  const char *http_version;      /* static */
  GStrv request_headers;         /* (owned) */
  GStrv response_headers;        /* (owned) */
  EmbarkShelf *shelf;            /* (owned) (nullable) */
  EmbarkShelved bodies;          /* on the shelf */
  EmbarkRecorded request_state;  /* unless there is a body: WITHHELD or NONE */
  EmbarkRecorded response_state; /* the same */
};

enum
{
  PROP_0,
  PROP_METHOD,
  PROP_PATH,
  PROP_STATUS,
  PROP_DURATION,
  PROP_SIZE,
  PROP_TRACE_ID,
  PROP_STARTED_AT,
  PROP_ERROR,
  PROP_OPERATION,
  PROP_ATTEMPT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkExchange, embark_exchange, G_TYPE_OBJECT)

static void
embark_exchange_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkExchange *self = EMBARK_EXCHANGE (object);

  switch (prop_id)
    {
    case PROP_METHOD:
      g_value_set_string (value, embark_exchange_get_method (self));
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_STATUS:
      g_value_set_uint (value, self->status);
      break;
    case PROP_DURATION:
      g_value_set_double (value, self->duration);
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, self->size);
      break;
    case PROP_TRACE_ID:
      g_value_set_string (value, self->trace_id);
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, self->started_at);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_OPERATION:
      g_value_set_string (value, embark_exchange_get_operation (self));
      break;
    case PROP_ATTEMPT:
      g_value_set_uint (value, self->attempt);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_exchange_finalize (GObject *object)
{
  EmbarkExchange *self = EMBARK_EXCHANGE (object);

  g_free (self->path);
  g_free (self->trace_id);
  g_free (self->error);
  g_free (self->uri);
  g_strfreev (self->request_headers);
  g_strfreev (self->response_headers);
  if (self->shelf != NULL)
    {
      embark_shelf_take (self->shelf, &self->bodies);
      embark_shelf_unref (self->shelf);
    }

  G_OBJECT_CLASS (embark_exchange_parent_class)->finalize (object);
}

static void
embark_exchange_class_init (EmbarkExchangeClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_exchange_get_property;
  object_class->finalize = embark_exchange_finalize;

  properties[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, NULL, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_uint ("status", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_TRACE_ID] = g_param_spec_string ("trace-id", NULL, NULL, NULL, flags);
  properties[PROP_STARTED_AT] = g_param_spec_int64 ("started-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_OPERATION] = g_param_spec_string ("operation", NULL, NULL, NULL, flags);
  properties[PROP_ATTEMPT] = g_param_spec_uint ("attempt", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_exchange_init (EmbarkExchange *self)
{
}

/* Returns: (transfer full): "/path?name&other": the values of a query may be names of clients, searches,
 * dates */
static char *
drop_query_values (const char *path)
{
  const char *query = strchr (path, '?');
  g_auto (GStrv) parameters = NULL;
  g_autofree char *names = NULL, *shown = NULL;

  if (query == NULL)
    return embark_redact_text (path);
  parameters = g_strsplit (query + 1, "&", -1);
  for (guint i = 0; parameters[i] != NULL; i++)
    parameters[i][strcspn (parameters[i], "=")] = '\0';
  names = g_strjoinv ("&", parameters);
  shown = g_strdup_printf ("%.*s?%s", (int) (query - path), path, names);

  return embark_redact_text (shown);
}

static gboolean
is_one_of (const EmbarkOperation *operations, gsize n, EmbarkOperation operation)
{
  for (gsize i = 0; i < n; i++)
    {
      if (operations[i] == operation)
        return TRUE;
    }
  return FALSE;
}

/* Calls whose request is a secret from end to end, and so is whatever answers it: it may repeat it. */
static gboolean
has_secret_request (EmbarkOperation operation)
{
  static const EmbarkOperation secret[] = {
    EMBARK_OPERATION_SAVE_KEY_CREDENTIALS,
    EMBARK_OPERATION_DEFAULT_APP_CREDENTIAL_SET,
    EMBARK_OPERATION_MIGRATE_TOKEN,
  };

  return is_one_of (secret, G_N_ELEMENTS (secret), operation);
}

/* What these are answered with lets in whoever holds it. A refusal does not, and says why. */
static gboolean
has_secret_response (EmbarkOperation operation, guint status)
{
  static const EmbarkOperation secret[] = {
    EMBARK_OPERATION_SESSION_TOKEN,
    EMBARK_OPERATION_CONNECT_URL,
    EMBARK_OPERATION_OAUTH_URL,
  };

  return has_secret_request (operation)
         || (status < 400 && is_one_of (secret, G_N_ELEMENTS (secret), operation));
}

/* Returns: (transfer full) (nullable): @text without what is secret in it, on one line */
static char *
dup_shown (const char *text, const char *const *secrets, gsize max)
{
  g_autofree char *shown = NULL;
  g_autoptr (GString) hidden = g_string_new (text);

  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    {
      if (*secrets[i] != '\0')
        g_string_replace (hidden, secrets[i], EMBARK_REDACTED, 0);
    }
  shown = embark_redact_text (hidden->str);
  return embark_text_clean (shown, max);
}

/* Returns: (transfer full): name, value, name, value… */
static GStrv
dup_headers (SoupMessageHeaders *headers, const char *const *secrets)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  SoupMessageHeadersIter iter;
  const char *name, *value;
  guint n = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (n++ < MAX_HEADERS && soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *shown_name = dup_shown (name, secrets, MAX_HEADER_NAME);
      g_autofree char *shown = embark_redact_is_secret_header (name) ? g_strdup (EMBARK_REDACTED)
                                                                     : dup_shown (value, secrets, MAX_HEADER);

      g_strv_builder_add (builder, shown_name != NULL ? shown_name : "");
      g_strv_builder_add (builder, shown != NULL ? shown : "");
    }
  return g_strv_builder_end (builder);
}

static void
take_message (EmbarkExchange *self, const EmbarkExchangeFacts *facts)
{
  g_autofree char *uri = g_uri_to_string (soup_message_get_uri (facts->message));
  g_autofree char *shown = embark_redact_text (uri);

  self->uri = embark_text_clean (shown, MAX_HEADER);
  self->http_version = soup_message_get_http_version (facts->message) == SOUP_HTTP_2_0 ? "2" : "1.1";
  self->request_headers = dup_headers (soup_message_get_request_headers (facts->message), facts->secrets);
  if (facts->status > 0)
    self->response_headers = dup_headers (soup_message_get_response_headers (facts->message), facts->secrets);
}

static void
take_bodies (EmbarkExchange *self, const EmbarkExchangeFacts *facts)
{
  if (has_secret_request (self->operation))
    self->request_state = EMBARK_RECORDED_WITHHELD;
  else if (facts->request != NULL)
    self->bodies.request = embark_kept_body_ref (facts->request);
  if (has_secret_response (self->operation, self->status) && self->status > 0)
    self->response_state = EMBARK_RECORDED_WITHHELD;
  else if (facts->response != NULL)
    self->bodies.response = embark_kept_body_ref (facts->response);
  self->shelf = embark_shelf_ref (facts->shelf);
  embark_shelf_put (self->shelf, &self->bodies);
}

EmbarkExchange *
embark_exchange_new (const EmbarkExchangeFacts *facts)
{
  EmbarkExchange *self = g_object_new (EMBARK_TYPE_EXCHANGE, NULL);
  g_autofree char *error = embark_redact_text (facts->error);

  self->operation = facts->operation;
  self->changes = facts->changes;
  self->path = drop_query_values (facts->path);
  self->trace_id = embark_text_clean (facts->trace_id, 100);
  self->error = embark_text_clean (error, 500);
  self->status = facts->status;
  self->attempt = facts->attempt;
  self->size = facts->size;
  self->sent = facts->sent;
  self->duration = facts->duration;
  self->started_at = facts->started_at;
  if (facts->message != NULL)
    take_message (self, facts);
  if (facts->shelf != NULL)
    take_bodies (self, facts);

  return self;
}

const char *
embark_exchange_get_method (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return embark_operation_get_method (self->operation);
}

const char *
embark_exchange_get_path (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->path;
}

const char *
embark_exchange_get_operation (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return embark_operation_get_name (self->operation);
}

guint
embark_exchange_get_status (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), 0);

  return self->status;
}

const char *
embark_exchange_get_status_text (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->status > 0 ? soup_status_get_phrase (self->status) : "";
}

double
embark_exchange_get_duration (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), 0);

  return self->duration;
}

gsize
embark_exchange_get_size (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), 0);

  return self->size;
}

const char *
embark_exchange_get_trace_id (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->trace_id;
}

gint64
embark_exchange_get_started_at (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), 0);

  return self->started_at;
}

const char *
embark_exchange_get_error (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->error;
}

gsize
embark_exchange_get_sent (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), 0);

  return self->sent;
}

guint
embark_exchange_get_attempt (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), 0);

  return self->attempt;
}

gboolean
embark_exchange_get_changes (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), FALSE);

  return self->changes;
}

const char *
embark_exchange_get_uri (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->uri != NULL ? self->uri : self->path;
}

const char *
embark_exchange_get_http_version (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->http_version != NULL ? self->http_version : "1.1";
}

static const char *const no_headers[] = { NULL };

const char *const *
embark_exchange_get_request_headers (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->request_headers != NULL ? (const char *const *) self->request_headers : no_headers;
}

const char *const *
embark_exchange_get_response_headers (EmbarkExchange *self)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);

  return self->response_headers != NULL ? (const char *const *) self->response_headers : no_headers;
}

static char *
dup_body (EmbarkExchange *self, gboolean response, EmbarkRecorded *how)
{
  static const char *const of_webhooks[] = { "webhook_headers", "headers", NULL };
  const gsize size = response ? self->size : self->sent;
  g_autoptr (EmbarkKeptBody) kept = NULL;
  gboolean dropped = FALSE;

  *how = response ? self->response_state : self->request_state;
  if (self->shelf == NULL || *how == EMBARK_RECORDED_WITHHELD)
    return NULL;
  kept = embark_shelf_peek (self->shelf, &self->bodies, response, &dropped);
  if (kept != NULL)
    /* Whatever their names, the headers that somebody gave a webhook are there to let it in. */
    return embark_kept_body_dup_text (
        kept, g_str_has_prefix (embark_exchange_get_operation (self), "webhook.") ? of_webhooks : NULL, how);
  if (dropped && size > 0 && (!response || self->status > 0))
    *how = EMBARK_RECORDED_DROPPED;
  return NULL;
}

char *
embark_exchange_dup_request_body (EmbarkExchange *self, EmbarkRecorded *how)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (how != NULL, NULL);

  return dup_body (self, FALSE, how);
}

char *
embark_exchange_dup_response_body (EmbarkExchange *self, EmbarkRecorded *how)
{
  g_return_val_if_fail (EMBARK_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (how != NULL, NULL);

  return dup_body (self, TRUE, how);
}
