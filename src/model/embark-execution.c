/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-execution.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

struct _EmbarkExecution
{
  GObject parent_instance;

  JsonNode *json;          /* (owned) */
  char *id;                /* (owned) */
  char *title;             /* (owned) */
  char *status_text;       /* (owned) (nullable) */
  const char *workflow_id; /* (unowned) (nullable): in json, as the following */
  const char *event_name;  /* (unowned) (nullable) */
  const char *event_id;    /* (unowned) (nullable) */
  const char *config_id;   /* (unowned) (nullable) */
  const char *account_id;  /* (unowned) (nullable) */
  GPtrArray *nodes;        /* (owned) (element-type EmbarkExecutionNode) */
  gint64 created_at;
  gint64 completed_at;
  EmbarkExecutionStatus status;
};

enum
{
  PROP_0,
  PROP_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkExecution, embark_execution, G_TYPE_OBJECT)

static const struct
{
  const char *text;
  EmbarkExecutionStatus status;
} statuses[] = {
  { "QUEUED", EMBARK_EXECUTION_QUEUED },       { "RUNNING", EMBARK_EXECUTION_RUNNING },
  { "COMPLETED", EMBARK_EXECUTION_COMPLETED }, { "ERRORED", EMBARK_EXECUTION_ERRORED },
  { "STOPPING", EMBARK_EXECUTION_STOPPING },   { "STOPPED", EMBARK_EXECUTION_STOPPED },
  { "TIMED_OUT", EMBARK_EXECUTION_TIMED_OUT }, { "TERMINATED", EMBARK_EXECUTION_TERMINATED },
  { "DUPLICATE", EMBARK_EXECUTION_DUPLICATE },
};

gboolean
embark_execution_status_is_terminal (EmbarkExecutionStatus status)
{
  switch (status)
    {
    case EMBARK_EXECUTION_COMPLETED:
    case EMBARK_EXECUTION_ERRORED:
    case EMBARK_EXECUTION_STOPPED:
    case EMBARK_EXECUTION_TIMED_OUT:
    case EMBARK_EXECUTION_TERMINATED:
    case EMBARK_EXECUTION_DUPLICATE:
      return TRUE;
    case EMBARK_EXECUTION_UNKNOWN:
    case EMBARK_EXECUTION_QUEUED:
    case EMBARK_EXECUTION_RUNNING:
    case EMBARK_EXECUTION_STOPPING:
    default:
      return FALSE;
    }
}

EmbarkExecutionStatus
embark_execution_status_from_string (const char *text)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (statuses); i++)
    {
      if (g_ascii_strcasecmp (statuses[i].text, text) == 0)
        return statuses[i].status;
    }

  return EMBARK_EXECUTION_UNKNOWN;
}

static void
embark_execution_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkExecution *self = EMBARK_EXECUTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_execution_finalize (GObject *object)
{
  EmbarkExecution *self = EMBARK_EXECUTION (object);

  g_clear_pointer (&self->json, embark_json_release);
  g_free (self->id);
  g_free (self->title);
  g_free (self->status_text);
  g_clear_pointer (&self->nodes, g_ptr_array_unref);

  G_OBJECT_CLASS (embark_execution_parent_class)->finalize (object);
}

static void
embark_execution_class_init (EmbarkExecutionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_execution_get_property;
  object_class->finalize = embark_execution_finalize;

  properties[PROP_ID] =
      g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_execution_init (EmbarkExecution *self)
{
}

/* Returns: (nullable): the id of a record that is given whole, or by its id alone */
static const char *
get_reference (JsonObject *object, const char *name)
{
  JsonObject *record = embark_json_get_object (object, name);
  const char *id = embark_json_get_id (record, "_id");

  if (id == NULL)
    id = embark_json_get_id (record, "id");

  return id != NULL ? id : embark_json_get_id (object, name);
}

static const char *
get_own_id (JsonObject *object)
{
  static const char *const names[] = { "_id", "id", "execution_id" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = embark_json_get_id (object, names[i]);

      if (id != NULL)
        return id;
    }

  return NULL;
}

/* The contract names completion_time without its form: a date as text, or milliseconds since 1970. */
static gint64
get_completion (JsonObject *object)
{
  gint64 time = embark_json_get_time (object, "completion_time");
  gint64 number = embark_json_get_int (object, "completion_time", 0);

  if (time > 0)
    return time;
  /* Less than that is a duration or a percentage; more is beyond the year 5000. */
  if (number > G_GINT64_CONSTANT (1000000000000) && number < G_GINT64_CONSTANT (100000000000000))
    return number * 1000;

  return 0;
}

static void
read_references (EmbarkExecution *self, JsonObject *object)
{
  JsonObject *trigger = embark_json_get_object (object, "associated_trigger_application");

  self->workflow_id = get_reference (object, "associated_workflow");
  if (self->workflow_id == NULL)
    self->workflow_id = embark_json_get_id (object, "workflow_id");
  self->event_name = embark_json_get_id (object, "trigger_application_event");
  if (self->event_name == NULL)
    self->event_name = embark_json_get_id (embark_json_get_object (trigger, "origin_trigger"), "name");
  self->event_id = get_reference (object, "associated_event_id");
  self->config_id = embark_json_get_id (object, "config_id");
  self->account_id = embark_json_get_id (object, "linked_account_id");
}

EmbarkExecution *
embark_execution_new_from_json (JsonNode *node, const char *id, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a run", error);
  EmbarkExecution *self;
  const char *own_id, *status;

  if (object == NULL)
    return NULL;
  own_id = get_own_id (object);
  if (own_id == NULL && (id == NULL || *id == '\0'))
    {
      embark_record_set_lacking (error, "a run", "id");
      return NULL;
    }

  status = embark_json_get_string (object, "status", NULL);
  self = g_object_new (EMBARK_TYPE_EXECUTION, NULL);
  self->json = json_node_ref (node);
  self->id = g_strdup (own_id != NULL ? own_id : id);
  self->title = embark_json_dup_label (embark_json_get_object (object, "associated_workflow"), "name");
  if (self->title == NULL)
    self->title = embark_json_dup_label (object, "name");
  if (self->title == NULL)
    self->title = g_strdup (self->id);
  self->status = embark_execution_status_from_string (status);
  self->status_text = embark_text_clean (status, 100);
  self->created_at = embark_json_get_time (object, "createdAt");
  self->completed_at = embark_execution_status_is_terminal (self->status) ? get_completion (object) : 0;
  self->nodes = embark_record_list (embark_json_get_array (object, "nodes"),
                                    (EmbarkRecordFunc) embark_execution_node_new_from_json);
  read_references (self, object);

  return self;
}

const char *
embark_execution_get_id (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->id;
}

const char *
embark_execution_get_title (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->title;
}

EmbarkExecutionStatus
embark_execution_get_status (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), EMBARK_EXECUTION_UNKNOWN);

  return self->status;
}

const char *
embark_execution_get_status_text (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->status_text != NULL ? self->status_text : "";
}

const char *
embark_execution_get_workflow_id (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->workflow_id;
}

const char *
embark_execution_get_event_name (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->event_name;
}

const char *
embark_execution_get_event_id (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->event_id;
}

const char *
embark_execution_get_config_id (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->config_id;
}

const char *
embark_execution_get_account_id (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->account_id;
}

gint64
embark_execution_get_created_at (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), 0);

  return self->created_at;
}

gint64
embark_execution_get_completed_at (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), 0);

  return self->completed_at;
}

GPtrArray *
embark_execution_get_nodes (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->nodes;
}

JsonNode *
embark_execution_get_json (EmbarkExecution *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION (self), NULL);

  return self->json;
}

static void
set_members (JsonObject *object, JsonObject *from)
{
  g_autoptr (GList) names = json_object_get_members (from);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (from, l->data);

      if (!JSON_NODE_HOLDS_NULL (member))
        json_object_set_member (object, l->data, json_node_copy (member));
    }
}

EmbarkExecution *
embark_execution_merge (EmbarkExecution *older, EmbarkExecution *newer)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;
  EmbarkExecution *merged;

  g_return_val_if_fail (EMBARK_IS_EXECUTION (older), NULL);
  g_return_val_if_fail (EMBARK_IS_EXECUTION (newer), NULL);

  if (!JSON_NODE_HOLDS_OBJECT (older->json) || !JSON_NODE_HOLDS_OBJECT (newer->json))
    return g_object_ref (newer);

  object = json_object_new ();
  set_members (object, json_node_get_object (older->json));
  set_members (object, json_node_get_object (newer->json));
  node = json_node_init_object (json_node_alloc (), object);
  json_node_seal (node);
  merged = embark_execution_new_from_json (node, older->id, NULL);
  return merged != NULL ? merged : g_object_ref (newer);
}

gboolean
embark_execution_same_source (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  for (; *a != '\0' && *b != '\0'; a++, b++)
    {
      gboolean gap = (*a == ' ' || *a == '_') && (*b == ' ' || *b == '_');

      if (!gap && g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
    }

  return *a == *b;
}
