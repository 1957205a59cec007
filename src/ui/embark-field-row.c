/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-field-row.h"

struct _EmbarkFieldRow
{
  AdwBin parent_instance;

  EmbarkField *field; /* (owned) (nullable) */
  JsonNode *value;    /* (owned) (nullable) */
  EmbarkFieldRowState state;
};

enum
{
  EDITED,
  COMMIT,
  REVERT,
  RELOAD,
  RULE_COLUMN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFieldRow, embark_field_row, ADW_TYPE_BIN)

static void
embark_field_row_dispose (GObject *object)
{
  EmbarkFieldRow *self = EMBARK_FIELD_ROW (object);

  g_clear_object (&self->field);
  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_row_parent_class)->dispose (object);
}

static void
embark_field_row_class_init (EmbarkFieldRowClass *klass)
{
  static const char *const names[] = { "edited", "commit", "revert", "reload" };

  G_OBJECT_CLASS (klass)->dispose = embark_field_row_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[RULE_COLUMN] = g_signal_new ("rule-column", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
embark_field_row_init (EmbarkFieldRow *self)
{
}

GtkWidget *
embark_field_row_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_ROW, NULL);
}

void
embark_field_row_set_field (EmbarkFieldRow *self, EmbarkField *field)
{
  g_set_object (&self->field, field);
  embark_field_row_set_value (self, embark_field_get_value (field));
}

EmbarkField *
embark_field_row_get_field (EmbarkFieldRow *self)
{
  return self->field;
}

void
embark_field_row_set_value (EmbarkFieldRow *self, JsonNode *value)
{
  g_clear_pointer (&self->value, json_node_unref);
  if (value != NULL)
    self->value = json_node_ref (value);
}

JsonNode *
embark_field_row_dup_value (EmbarkFieldRow *self)
{
  return self->value != NULL ? json_node_ref (self->value) : NULL;
}

gboolean
embark_field_row_get_valid (EmbarkFieldRow *self, char **reason)
{
  if (reason != NULL)
    *reason = NULL;
  return TRUE;
}

gboolean
embark_field_row_get_edited (EmbarkFieldRow *self)
{
  return FALSE;
}

void
embark_field_row_set_state (EmbarkFieldRow *self, EmbarkFieldRowState state, const char *message)
{
  self->state = state;
}

EmbarkFieldRowState
embark_field_row_get_state (EmbarkFieldRow *self)
{
  return self->state;
}

void
embark_field_row_set_rule_options (EmbarkFieldRow *self, const char *lhs, EmbarkRuleOptions *options)
{
}
