/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-batch.h"

#include "embark-json.h"
#include "embark-record-private.h"

struct _EmbarkBatch
{
  GObject parent_instance;

  gint64 index;
  char *status;     /* (owned) (nullable) */
  JsonNode *output; /* (owned) (nullable) */
  JsonNode *json;   /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_STATUS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkBatch, embark_batch, G_TYPE_OBJECT)

static void
embark_batch_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkBatch *self = EMBARK_BATCH (object);

  switch (prop_id)
    {
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_batch_finalize (GObject *object)
{
  EmbarkBatch *self = EMBARK_BATCH (object);

  g_free (self->status);
  g_clear_pointer (&self->output, json_node_unref);
  g_clear_pointer (&self->json, json_node_unref);

  G_OBJECT_CLASS (embark_batch_parent_class)->finalize (object);
}

static void
embark_batch_class_init (EmbarkBatchClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_batch_get_property;
  object_class->finalize = embark_batch_finalize;

  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_batch_init (EmbarkBatch *self)
{
}

EmbarkBatch *
embark_batch_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a batch", error);
  EmbarkBatch *self;

  if (object == NULL)
    return NULL;

  self = g_object_new (EMBARK_TYPE_BATCH, NULL);
  self->index = embark_json_get_int (object, "batch_index", -1);
  self->status = embark_json_dup_label (object, "status");
  if (embark_json_get_node (object, "output") != NULL)
    self->output = json_node_ref (embark_json_get_node (object, "output"));
  self->json = json_node_ref (node);

  return self;
}

gint64
embark_batch_get_index (EmbarkBatch *self)
{
  g_return_val_if_fail (EMBARK_IS_BATCH (self), 0);

  return self->index;
}

const char *
embark_batch_get_status (EmbarkBatch *self)
{
  g_return_val_if_fail (EMBARK_IS_BATCH (self), NULL);

  return self->status;
}

JsonNode *
embark_batch_get_output (EmbarkBatch *self)
{
  g_return_val_if_fail (EMBARK_IS_BATCH (self), NULL);

  return self->output;
}

JsonNode *
embark_batch_get_json (EmbarkBatch *self)
{
  g_return_val_if_fail (EMBARK_IS_BATCH (self), NULL);

  return self->json;
}
