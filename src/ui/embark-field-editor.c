/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-field-editor.h"

#include "embark-json.h"

enum
{
  CHANGED,
  DONE,
  RULE_COLUMN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EmbarkFieldEditor, embark_field_editor, GTK_TYPE_WIDGET)

static void
embark_field_editor_default_init (EmbarkFieldEditorInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", EMBARK_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[DONE] =
      g_signal_new ("done", EMBARK_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RULE_COLUMN] = g_signal_new ("rule-column", EMBARK_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
embark_field_editor_emit_changed (EmbarkFieldEditor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
embark_field_editor_emit_done (EmbarkFieldEditor *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

void
embark_field_editor_emit_rule_column (EmbarkFieldEditor *self, const char *lhs)
{
  g_signal_emit (self, signals[RULE_COLUMN], 0, lhs);
}

static gboolean
save_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (widget));
  return TRUE;
}

void
embark_field_editor_bind_save (EmbarkFieldEditor *editor)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the text view sees the key: it would take it for a new line. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (
          gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                       gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK)),
          gtk_callback_action_new (save_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (editor), controller);
}

char *
embark_field_value_key (JsonNode *value)
{
  return embark_json_to_string (value, FALSE);
}

gboolean
embark_field_value_equal (JsonNode *a, JsonNode *b)
{
  g_autofree char *left = embark_field_value_key (a);
  g_autofree char *right = embark_field_value_key (b);

  return g_str_equal (left, right);
}

gboolean
embark_field_value_is_empty (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return json_object_get_size (json_node_get_object (value)) == 0;

  return json_node_get_value_type (value) == G_TYPE_STRING && *json_node_get_string (value) == '\0';
}

/* Returns: (transfer full): the shortest digits that are read as that number again: 0.1, not
 * 0.10000000000000001 */
static char *
double_to_text (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
  return g_strdup (text);
}

char *
embark_field_value_to_text (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_DOUBLE)
    return double_to_text (json_node_get_double (value));

  return embark_json_to_string (value, FALSE);
}

JsonNode *
embark_field_string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
embark_field_number_from_text (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (JsonNode) node = NULL;
  GType type;

  /* A lone number is looked for: nothing else of JSON starts like one. */
  if (!g_ascii_isdigit (*stripped) && *stripped != '-')
    return NULL;

  node = embark_json_parse (stripped, -1, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  type = json_node_get_value_type (node);
  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? g_steal_pointer (&node) : NULL;
}

JsonNode *
embark_field_value_from_text (const char *text, JsonNode *like)
{
  JsonNode *number;
  GType type = like != NULL && JSON_NODE_HOLDS_VALUE (like) ? json_node_get_value_type (like) : G_TYPE_STRING;

  /* What had a text and is emptied stays a text: without a value the default would come back. */
  if (*text == '\0')
    return like != NULL ? embark_field_string_node ("") : NULL;
  if (type == G_TYPE_BOOLEAN && (g_str_equal (text, "true") || g_str_equal (text, "false")))
    return json_node_init_boolean (json_node_alloc (), *text == 't');
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    {
      number = embark_field_number_from_text (text);
      if (number != NULL)
        return number;
    }

  return embark_field_string_node (text);
}
