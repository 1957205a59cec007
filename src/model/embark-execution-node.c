/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-execution.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_SENTENCE 500
/* How far into an output is looked for an address, and how many elements of each list. */
#define MAX_LEVELS   4
#define MAX_ELEMENTS 20

struct _EmbarkExecutionNode
{
  GObject parent_instance;

  JsonNode *json;    /* (owned) */
  char *id;          /* (owned) */
  char *name;        /* (owned) */
  char *status_text; /* (owned) */
  char *node_type;   /* (owned) */
  JsonNode *input;   /* (unowned) (nullable): in json */
  JsonNode *output;  /* (unowned) (nullable): in json */
  double duration;
  EmbarkNodeStatus status;
  guint attempts;
  gboolean is_batch;
};

G_DEFINE_FINAL_TYPE (EmbarkExecutionNode, embark_execution_node, G_TYPE_OBJECT)

static const struct
{
  const char *text;
  EmbarkNodeStatus status;
} statuses[] = {
  { "Success", EMBARK_NODE_SUCCESS },     { "Ready", EMBARK_NODE_READY },
  { "Errored", EMBARK_NODE_ERRORED },     { "Waiting", EMBARK_NODE_WAITING },
  { "Stopped", EMBARK_NODE_STOPPED },     { "Terminated", EMBARK_NODE_STOPPED },
  { "Rejected", EMBARK_NODE_REJECTED },   { "Errored_and_Skipped", EMBARK_NODE_SKIPPED },
  { "Timed_Out", EMBARK_NODE_TIMED_OUT },
};

static void
embark_execution_node_finalize (GObject *object)
{
  EmbarkExecutionNode *self = EMBARK_EXECUTION_NODE (object);

  g_clear_pointer (&self->json, embark_json_release);
  g_free (self->id);
  g_free (self->name);
  g_free (self->status_text);
  g_free (self->node_type);

  G_OBJECT_CLASS (embark_execution_node_parent_class)->finalize (object);
}

static void
embark_execution_node_class_init (EmbarkExecutionNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_execution_node_finalize;
}

static void
embark_execution_node_init (EmbarkExecutionNode *self)
{
}

static EmbarkNodeStatus
read_status (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (g_ascii_strcasecmp (statuses[i].text, text) == 0)
        return statuses[i].status;
    }

  return EMBARK_NODE_UNKNOWN;
}

/* Node ids are small numbers in strings ("1"); a server that drops the quotes still means the same node. */
static char *
dup_id (JsonObject *object)
{
  const char *id = embark_json_get_id (object, "node_id");
  gint64 number = embark_json_get_int (object, "node_id", G_MININT64);

  if (id != NULL)
    return g_strdup (id);

  return number != G_MININT64 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

EmbarkExecutionNode *
embark_execution_node_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a node", error);
  g_autofree char *id = object != NULL ? dup_id (object) : NULL;
  EmbarkExecutionNode *self;
  const char *status;

  if (object == NULL)
    return NULL;
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a node", "node_id");
      return NULL;
    }

  status = embark_json_get_string (object, "node_status", "");
  self = g_object_new (EMBARK_TYPE_EXECUTION_NODE, NULL);
  self->json = json_node_ref (node);
  self->name = embark_json_dup_label (object, "node_name");
  if (self->name == NULL)
    self->name = g_strdup (id);
  self->id = g_steal_pointer (&id);
  self->node_type = g_strdup (embark_json_get_string (object, "node_type", ""));
  self->status = read_status (status);
  self->status_text = embark_text_clean (status, 100);
  self->attempts = (guint) CLAMP (embark_json_get_int (object, "attempts_made", 0), 0, 1000000);
  self->is_batch = embark_json_get_boolean (object, "is_batch", FALSE);
  self->duration = embark_json_get_double (object, "execution_time", -1);
  if (self->duration < 0 || self->status == EMBARK_NODE_READY || self->status == EMBARK_NODE_WAITING)
    self->duration = -1;
  self->input = embark_json_get_node (object, "input_data");
  self->output = embark_json_get_node (object, "latest_output");

  return self;
}

const char *
embark_execution_node_get_id (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return self->id;
}

const char *
embark_execution_node_get_name (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return self->name;
}

const char *
embark_execution_node_get_node_type (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return self->node_type;
}

EmbarkNodeStatus
embark_execution_node_get_status (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), EMBARK_NODE_UNKNOWN);

  return self->status;
}

const char *
embark_execution_node_get_status_text (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return self->status_text != NULL ? self->status_text : "";
}

guint
embark_execution_node_get_attempts (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), 0);

  return self->attempts;
}

double
embark_execution_node_get_duration (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), -1);

  return self->duration;
}

gboolean
embark_execution_node_get_is_batch (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), FALSE);

  return self->is_batch;
}

JsonNode *
embark_execution_node_get_input (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return self->input;
}

JsonNode *
embark_execution_node_get_output (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return self->output;
}

char *
embark_execution_node_dup_error (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  if (self->status == EMBARK_NODE_SUCCESS || self->status == EMBARK_NODE_READY
      || self->status == EMBARK_NODE_WAITING)
    return NULL;

  return embark_text_clean (embark_json_find_error_text (self->output), MAX_SENTENCE);
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && g_uri_get_userinfo (uri) == NULL
         && (g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0
             || g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") == 0);
}

static const char *
find_address (JsonNode *node, guint level)
{
  static const char *const names[] = { "url", "record_url", "link" };
  JsonObject *object = embark_json_node_object (node);
  const char *found = NULL;

  if (node == NULL || level > MAX_LEVELS)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      guint length = MIN (json_array_get_length (array), MAX_ELEMENTS);

      for (guint i = 0; i < length && found == NULL; i++)
        found = find_address (json_array_get_element (array, i), level + 1);
      return found;
    }
  if (object == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      found = embark_json_get_string (object, names[i], NULL);
      if (is_web_address (found))
        return found;
    }

  found = NULL;
  if (level < MAX_LEVELS)
    {
      JsonObjectIter iter;
      JsonNode *member;
      guint n_members = MIN (json_object_get_size (object), MAX_ELEMENTS);

      json_object_iter_init_ordered (&iter, object);
      /* Counted: json-glib 1.6 looks up the name of the member after the last one, which is NULL, and
       * crashes. */
      for (guint i = 0;
           i < n_members && found == NULL && json_object_iter_next_ordered (&iter, NULL, &member); i++)
        found = find_address (member, level + 1);
    }

  return found;
}

char *
embark_execution_node_dup_record_uri (EmbarkExecutionNode *self)
{
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (self), NULL);

  return g_strdup (find_address (self->output, 0));
}
