/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-cell.h"

#include "embark-field-checks.h"
#include "embark-field-drop.h"
#include "embark-field-editor.h"
#include "embark-json.h"

struct _EmbarkFieldCell
{
  AdwBin parent_instance;

  EmbarkFieldDrop *drop; /* (unowned) (nullable): one of these is the child */
  EmbarkFieldMany *many; /* (unowned) (nullable) */
  GtkEntry *entry;       /* (unowned) (nullable) */
  JsonNode *value;       /* (owned) (nullable): as set */
  char *label;           /* (owned) (nullable) */
  gboolean multiple;
  gboolean number;
  gboolean touched;
  gboolean setting;
};

enum
{
  CHANGED,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFieldCell, embark_field_cell, ADW_TYPE_BIN)

static void
touch (EmbarkFieldCell *self)
{
  if (self->setting)
    return;
  self->touched = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
chosen_cb (EmbarkFieldCell *self)
{
  touch (self);
  g_signal_emit (self, signals[DONE], 0);
}

static void
activate_cb (EmbarkFieldCell *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

/* Returns: (transfer full): several typed values in one line: with commas, or as JSON where one of them has a
 * comma or is no text */
static char *
list_to_text (JsonNode *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *array;

  if (value == NULL || !JSON_NODE_HOLDS_ARRAY (value))
    return embark_field_value_to_text (value);

  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *string =
          JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING
              ? json_node_get_string (element)
              : NULL;

      if (string == NULL || strchr (string, ',') != NULL || *string == '[' || *string == '\0')
        return embark_json_to_string (value, FALSE);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", string);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static JsonNode *
list_from_text (const char *text)
{
  g_auto (GStrv) parts = NULL;
  JsonNode *node;
  JsonArray *array;

  node = *text == '[' ? embark_json_parse (text, -1, NULL) : NULL;
  if (node != NULL)
    return node;

  array = json_array_new ();
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      json_array_add_string_element (array, parts[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static void
show_value (EmbarkFieldCell *self, JsonNode *value)
{
  g_autofree char *text = NULL;

  self->setting = TRUE;
  if (self->drop != NULL)
    embark_field_drop_set_value (self->drop, value);
  else if (self->many != NULL)
    {
      embark_field_checks_set_value (embark_field_many_get_checks (self->many), value);
      embark_field_many_update (self->many);
    }
  else if (self->entry != NULL)
    {
      text = list_to_text (value);
      if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
        gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
    }
  self->setting = FALSE;
}

static GtkWidget *
get_control (EmbarkFieldCell *self)
{
  if (self->drop != NULL)
    return embark_field_drop_get_control (self->drop);
  if (self->many != NULL)
    return embark_field_many_get_control (self->many);
  return GTK_WIDGET (self->entry);
}

static void
update_label (EmbarkFieldCell *self)
{
  GtkWidget *control = get_control (self);

  if (control == NULL || self->label == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  if (self->entry != NULL)
    gtk_entry_set_placeholder_text (self->entry, self->label);
}

static void
build (EmbarkFieldCell *self, gboolean chosen)
{
  GtkWidget *child;

  self->drop = NULL;
  self->many = NULL;
  self->entry = NULL;
  if (chosen && self->multiple)
    {
      child = embark_field_many_new ();
      self->many = EMBARK_FIELD_MANY (child);
      g_signal_connect_object (child, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
    }
  else if (chosen)
    {
      child = embark_field_drop_new ();
      self->drop = EMBARK_FIELD_DROP (child);
      g_signal_connect_object (child, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
    }
  else
    {
      child = gtk_entry_new ();
      self->entry = GTK_ENTRY (child);
      gtk_editable_set_width_chars (GTK_EDITABLE (child), 8);
      g_signal_connect_object (child, "changed", G_CALLBACK (touch), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (child, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
    }
  adw_bin_set_child (ADW_BIN (self), child);
}

static void
embark_field_cell_dispose (GObject *object)
{
  EmbarkFieldCell *self = EMBARK_FIELD_CELL (object);

  self->setting = TRUE;
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (embark_field_cell_parent_class)->dispose (object);
}

static void
embark_field_cell_class_init (EmbarkFieldCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_cell_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
embark_field_cell_init (EmbarkFieldCell *self)
{
}

GtkWidget *
embark_field_cell_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_CELL, NULL);
}

void
embark_field_cell_configure (EmbarkFieldCell *self, GPtrArray *options, gboolean multiple, gboolean number)
{
  gboolean chosen = options != NULL && options->len > 0;
  g_autoptr (JsonNode) value = NULL;

  g_return_if_fail (EMBARK_IS_FIELD_CELL (self));

  value = embark_field_cell_dup_value (self);
  self->number = number;
  if (get_control (self) == NULL || multiple != self->multiple || chosen != (self->entry == NULL))
    {
      self->multiple = multiple;
      build (self, chosen);
    }
  self->setting = TRUE;
  if (self->drop != NULL)
    embark_field_drop_set_options (self->drop, options, _ ("None"));
  else if (self->many != NULL)
    embark_field_checks_set_options (embark_field_many_get_checks (self->many), options);
  self->setting = FALSE;
  show_value (self, value);
  update_label (self);
}

void
embark_field_cell_set_value (EmbarkFieldCell *self, JsonNode *value)
{
  JsonNode *old = self->value;

  g_return_if_fail (EMBARK_IS_FIELD_CELL (self));

  self->value = value != NULL ? json_node_ref (value) : NULL;
  self->touched = FALSE;
  g_clear_pointer (&old, json_node_unref);
  show_value (self, self->value);
}

JsonNode *
embark_field_cell_dup_value (EmbarkFieldCell *self)
{
  const char *text;
  JsonNode *value = NULL;

  g_return_val_if_fail (EMBARK_IS_FIELD_CELL (self), NULL);

  if (!self->touched)
    return self->value != NULL ? json_node_ref (self->value) : NULL;
  if (self->drop != NULL)
    {
      value = embark_field_drop_get_value (self->drop);
      return value != NULL ? json_node_ref (value) : NULL;
    }
  if (self->many != NULL)
    return embark_field_checks_dup_value (embark_field_many_get_checks (self->many));
  if (self->entry == NULL)
    return NULL;

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (*text == '\0')
    return NULL;
  if (self->multiple)
    return list_from_text (text);
  if (self->number
      && (self->value == NULL || !JSON_NODE_HOLDS_VALUE (self->value)
          || json_node_get_value_type (self->value) != G_TYPE_STRING))
    value = embark_field_number_from_text (text);
  return value != NULL ? value : embark_field_value_from_text (text, self->value);
}

gboolean
embark_field_cell_get_gone (EmbarkFieldCell *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD_CELL (self), FALSE);

  if (self->drop != NULL)
    return embark_field_drop_get_gone (self->drop);
  return self->many != NULL && embark_field_checks_get_gone (embark_field_many_get_checks (self->many));
}

void
embark_field_cell_set_label (EmbarkFieldCell *self, const char *label)
{
  g_autofree char *copy = g_strdup (label);

  g_return_if_fail (EMBARK_IS_FIELD_CELL (self));

  g_free (self->label);
  self->label = g_steal_pointer (&copy);
  update_label (self);
}
