/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-exchange-private.h"

#include "embark-redact.h"
#include "embark-text.h"

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

EmbarkExchange *
embark_exchange_new (const EmbarkExchangeFacts *facts)
{
  EmbarkExchange *self = g_object_new (EMBARK_TYPE_EXCHANGE, NULL);
  g_autofree char *error = embark_redact_text (facts->error);

  self->operation = facts->operation;
  self->path = drop_query_values (facts->path);
  self->trace_id = embark_text_clean (facts->trace_id, 100);
  self->error = embark_text_clean (error, 500);
  self->status = facts->status;
  self->attempt = facts->attempt;
  self->size = facts->size;
  self->duration = facts->duration;
  self->started_at = facts->started_at;

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
