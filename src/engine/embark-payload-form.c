/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-payload-private.h"
#include "embark-task.h"

struct _EmbarkPayloadForm
{
  GObject parent_instance;

  EmbarkJsonSchema *schema;     /* (owned) (nullable) */
  EmbarkPayloadReading *newest; /* (owned): of the text; while a long text is read, of the one before */
  EmbarkPayloadReading *shown;  /* (owned) (nullable): the last one that is JSON: of the fields */
  char *text;                   /* (owned) */
  GPtrArray *fields;            /* (owned) (element-type EmbarkPayloadField) */
  GCancellable *reading;        /* (owned) (nullable): of the text that another thread reads */
  GPtrArray *no_gaps;           /* (owned) (element-type EmbarkSchemaGap): empty */
  GPtrArray *no_faults;         /* (owned) (element-type EmbarkSchemaFault): empty */
  EmbarkPayloadFault fault;
};

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_FROZEN,
  PROP_READING,
  PROP_SCHEMA,
  PROP_N_FAULTS,
  N_PROPS
};

enum
{
  EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- the list ---- */

static GType
get_item_type (GListModel *model)
{
  return EMBARK_TYPE_PAYLOAD_FIELD;
}

static guint
get_n_items (GListModel *model)
{
  return EMBARK_PAYLOAD_FORM (model)->fields->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  EmbarkPayloadForm *self = EMBARK_PAYLOAD_FORM (model);

  return position < self->fields->len ? g_object_ref (g_ptr_array_index (self->fields, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkPayloadForm,
                               embark_payload_form,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Replaces the fields from @start to @end by those of the nodes from @start to @node_end. */
static void
splice_fields (EmbarkPayloadForm *self, guint start, guint end, guint node_end)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_full (self->fields->len, g_object_unref);

  for (guint i = 0; i < start; i++)
    g_ptr_array_add (fields, g_object_ref (g_ptr_array_index (self->fields, i)));
  for (guint i = start; i < node_end; i++)
    g_ptr_array_add (fields, embark_payload_field_new (self->shown, i));
  for (guint i = end; i < self->fields->len; i++)
    g_ptr_array_add (fields, g_object_ref (g_ptr_array_index (self->fields, i)));
  g_ptr_array_unref (self->fields);
  self->fields = g_steal_pointer (&fields);
}

/* Makes the list that of @reading: what is still there at its beginning and its end stays. */
static void
show (EmbarkPayloadForm *self, EmbarkPayloadReading *reading)
{
  const guint n_old = self->fields->len, n_new = reading->nodes->len;
  EmbarkPayloadReading *old = self->shown;
  guint start = 0, end = 0;

  while (start < MIN (n_old, n_new)
         && embark_payload_field_fits (g_ptr_array_index (self->fields, start), reading, start))
    start++;
  while (end < MIN (n_old, n_new) - start
         && embark_payload_field_fits (g_ptr_array_index (self->fields, n_old - 1 - end), reading,
                                       n_new - 1 - end))
    end++;
  self->shown = embark_payload_reading_ref (reading);
  g_clear_pointer (&old, embark_payload_reading_unref);
  if (start + end < MAX (n_old, n_new))
    splice_fields (self, start, n_old - end, n_new - end);
  /* All of it is up to date before anybody hears of any of it. */
  for (guint i = 0; i < n_new; i++)
    g_object_freeze_notify (g_ptr_array_index (self->fields, i));
  for (guint i = 0; i < start; i++)
    embark_payload_field_update (g_ptr_array_index (self->fields, i), reading, i);
  for (guint i = n_new - end; i < n_new; i++)
    embark_payload_field_update (g_ptr_array_index (self->fields, i), reading, i);
  {
    g_autoptr (GPtrArray) fields = g_ptr_array_ref (self->fields);

    if (start + end < MAX (n_old, n_new))
      g_list_model_items_changed (G_LIST_MODEL (self), start, n_old - end - start, n_new - end - start);
    for (guint i = 0; i < fields->len; i++)
      g_object_thaw_notify (g_ptr_array_index (fields, i));
  }
}

/* ---- the text ---- */

/* Takes @reading for what the text is. */
static void
take_reading (EmbarkPayloadForm *self, EmbarkPayloadReading *reading)
{
  const gboolean frozen = embark_payload_form_get_frozen (self);
  const guint n_faults = embark_payload_form_get_faults (self)->len;
  EmbarkPayloadReading *old = self->newest;

  self->newest = embark_payload_reading_ref (reading);
  embark_payload_reading_unref (old);
  self->fault = (EmbarkPayloadFault){ reading->line, reading->column,
                                      reading->error != NULL ? reading->error->message : NULL };
  if (reading->error == NULL)
    show (self, reading);
  if (frozen != embark_payload_form_get_frozen (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
  if (n_faults != embark_payload_form_get_faults (self)->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FAULTS]);
}

typedef struct _Order Order;
struct _Order
{
  char *text;               /* (owned) */
  EmbarkJsonSchema *schema; /* (owned) (nullable) */
};

static void
order_clear (Order *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->schema);
}

EMBARK_DEFINE_TASK_DATA (Order, order)

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;

  g_task_return_pointer (task, embark_payload_reading_new (order->text, order->schema),
                         (GDestroyNotify) embark_payload_reading_unref);
}

static void
stop_reading (EmbarkPayloadForm *self)
{
  if (self->reading == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPayloadForm) self = user_data;
  g_autoptr (EmbarkPayloadReading) reading = g_task_propagate_pointer (G_TASK (result), NULL);

  if (reading == NULL) /* another text came meanwhile */
    return;
  g_clear_object (&self->reading);
  take_reading (self, reading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

static void
read_elsewhere (EmbarkPayloadForm *self)
{
  g_autoptr (GTask) task = NULL;
  Order *order = order_new ();
  const gboolean again = self->reading != NULL;

  stop_reading (self);
  self->reading = g_cancellable_new ();
  order->text = g_strdup (self->text);
  g_set_object (&order->schema, self->schema);
  /* Without a source: the thread may be the last to let go of the task, and the form ends in the main loop
   * only. */
  task = g_task_new (NULL, self->reading, read_cb, g_object_ref (self));
  g_task_set_source_tag (task, read_elsewhere);
  embark_task_set_order (task, order);
  g_task_run_in_thread (task, read_thread);
  if (again)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

static void
read_text (EmbarkPayloadForm *self)
{
  g_autoptr (EmbarkPayloadReading) reading = NULL;
  const gboolean was_reading = self->reading != NULL;

  if (strlen (self->text) > EMBARK_PAYLOAD_READ_AT_ONCE)
    {
      read_elsewhere (self);
      return;
    }
  stop_reading (self);
  reading = embark_payload_reading_new (self->text, self->schema);
  take_reading (self, reading);
  if (was_reading)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
    }
}

void
embark_payload_form_set_text (EmbarkPayloadForm *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_FORM (self));
  g_return_if_fail (text != NULL);

  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  read_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

EmbarkPayloadReading *
embark_payload_form_get_reading (EmbarkPayloadForm *self, EmbarkPayloadField *field, GError **error)
{
  if (embark_payload_form_get_frozen (self))
    {
      g_set_error_literal (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_FROZEN,
                           self->reading != NULL
                               ? _ ("The payload is still being read.")
                               : _ ("The payload is not JSON at the moment. Mend it there first."));
      return NULL;
    }
  if (embark_payload_field_get_reading (field) != self->shown)
    {
      g_set_error_literal (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_GONE,
                           _ ("This field is no longer in the payload."));
      return NULL;
    }
  return self->shown;
}

gboolean
embark_payload_form_replace (
    EmbarkPayloadForm *self, gsize start, gsize end, const char *replacement, GError **error)
{
  g_autoptr (GString) text = g_string_new_len (self->text, (gssize) start);
  g_autoptr (EmbarkPayloadReading) reading = NULL;

  g_string_append (text, replacement);
  g_string_append (text, self->text + end);
  if (g_str_equal (text->str, self->text))
    return TRUE;
  reading = embark_payload_reading_new (text->str, self->schema);
  if (reading->error != NULL)
    {
      g_set_error_literal (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_VALUE, reading->error->message);
      return FALSE;
    }
  g_free (self->text);
  self->text = g_string_free (g_steal_pointer (&text), FALSE);
  take_reading (self, reading);
  g_signal_emit (self, signals[EDITED], 0, (guint64) start, (guint64) end, replacement);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  return TRUE;
}

/* ---- the class ---- */

static void
embark_payload_form_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPayloadForm *self = EMBARK_PAYLOAD_FORM (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_FROZEN:
      g_value_set_boolean (value, embark_payload_form_get_frozen (self));
      break;
    case PROP_READING:
      g_value_set_boolean (value, embark_payload_form_get_reading_now (self));
      break;
    case PROP_SCHEMA:
      g_value_set_object (value, self->schema);
      break;
    case PROP_N_FAULTS:
      g_value_set_uint (value, embark_payload_form_get_faults (self)->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_payload_form_finalize (GObject *object)
{
  EmbarkPayloadForm *self = EMBARK_PAYLOAD_FORM (object);

  stop_reading (self);
  g_clear_object (&self->schema);
  g_clear_pointer (&self->newest, embark_payload_reading_unref);
  g_clear_pointer (&self->shown, embark_payload_reading_unref);
  g_free (self->text);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->no_gaps);
  g_ptr_array_unref (self->no_faults);

  G_OBJECT_CLASS (embark_payload_form_parent_class)->finalize (object);
}

static void
embark_payload_form_class_init (EmbarkPayloadFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_payload_form_get_property;
  object_class->finalize = embark_payload_form_finalize;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_FROZEN] = g_param_spec_boolean ("frozen", NULL, NULL, TRUE, flags);
  properties[PROP_READING] = g_param_spec_boolean ("reading", NULL, NULL, FALSE, flags);
  properties[PROP_SCHEMA] = g_param_spec_object ("schema", NULL, NULL, EMBARK_TYPE_JSON_SCHEMA, flags);
  properties[PROP_N_FAULTS] = g_param_spec_uint ("n-faults", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_UINT64, G_TYPE_UINT64, G_TYPE_STRING);
}

static void
embark_payload_form_init (EmbarkPayloadForm *self)
{
  self->text = g_strdup ("");
  self->newest = embark_payload_reading_new ("", NULL);
  self->fault.words = self->newest->error->message;
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->no_gaps = g_ptr_array_new ();
  self->no_faults = g_ptr_array_new ();
}

EmbarkPayloadForm *
embark_payload_form_new (EmbarkJsonSchema *schema)
{
  EmbarkPayloadForm *self;

  g_return_val_if_fail (schema == NULL || EMBARK_IS_JSON_SCHEMA (schema), NULL);

  self = g_object_new (EMBARK_TYPE_PAYLOAD_FORM, NULL);
  g_set_object (&self->schema, schema);
  return self;
}

EmbarkJsonSchema *
embark_payload_form_get_schema (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);

  return self->schema;
}

void
embark_payload_form_set_schema (EmbarkPayloadForm *self, EmbarkJsonSchema *schema)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_FORM (self));
  g_return_if_fail (schema == NULL || EMBARK_IS_JSON_SCHEMA (schema));

  if (!g_set_object (&self->schema, schema))
    return;
  read_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCHEMA]);
}

const char *
embark_payload_form_get_text (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);

  return self->text;
}

const EmbarkPayloadFault *
embark_payload_form_get_fault (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);

  return self->fault.words != NULL && self->reading == NULL ? &self->fault : NULL;
}

gboolean
embark_payload_form_get_frozen (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), TRUE);

  return self->newest->error != NULL || self->reading != NULL;
}

gboolean
embark_payload_form_get_reading_now (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);

  return self->reading != NULL;
}

gboolean
embark_payload_form_get_truncated (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);

  return self->shown != NULL && self->shown->truncated;
}

GPtrArray *
embark_payload_form_get_faults (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);

  return self->newest->error == NULL ? self->newest->faults : self->no_faults;
}

GPtrArray *
embark_payload_form_get_gaps (EmbarkPayloadForm *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);

  return self->schema != NULL ? embark_json_schema_get_gaps (self->schema) : self->no_gaps;
}
