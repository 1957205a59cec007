/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-payload-fields.h"
#include "embark-scroll-through.h"
#include "embark-template.h"

#define INDENT 14

struct _EmbarkPayloadFields
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkLabel *more;
  EmbarkPayloadForm *form; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkPayloadFields, embark_payload_fields, ADW_TYPE_BIN)

/* What a row holds on to: it ends with the row. */
typedef struct
{
  EmbarkPayloadForm *form;   /* (owned) */
  EmbarkPayloadField *field; /* (owned) */
  GtkWidget *row;            /* (unowned): it holds this */
  GtkWidget *input;          /* (unowned) (nullable): entry row itself, switch or drop-down */
  GtkWidget *gen;            /* (unowned) (nullable): the chip with the variable */
  gboolean syncing;          /* the widget follows, nobody entered anything */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_signal_handlers_disconnect_by_data (row->field, row);
  g_object_unref (row->form);
  g_object_unref (row->field);
  g_free (row);
}

static void
show_fault (Row *row, const char *fault)
{
  if (fault != NULL)
    gtk_widget_add_css_class (row->row, "error");
  else
    gtk_widget_remove_css_class (row->row, "error");
  gtk_widget_set_tooltip_text (row->row,
                               fault != NULL ? fault : embark_payload_field_get_description (row->field));
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row->input != NULL ? row->input : row->row), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* Returns: (transfer full) (nullable): the variable in @text, as it stands there */
static char *
dup_variable (const char *text)
{
  const char *open = text != NULL ? strstr (text, "{{") : NULL;
  const char *end = open != NULL ? embark_template_skip (open) : NULL;

  return end != NULL ? g_strndup (open, end - open) : NULL;
}

static void
sync_subtitle (Row *row)
{
  guint n = embark_payload_field_get_n_items (row->field);
  g_autofree char *text = g_strdup_printf (ngettext ("%u value", "%u values", n), n);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row), embark_payload_field_get_absent (row->field)
                                                              ? _ ("Not in the payload")
                                                              : text);
}

static void
sync_row (Row *row)
{
  EmbarkPayloadField *field = row->field;
  const char *text = embark_payload_field_get_text (field);
  g_autofree char *variable = dup_variable (text);

  row->syncing = TRUE;
  if (ADW_IS_ENTRY_ROW (row->input)
      && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row->input)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row->input), text);
  else if (GTK_IS_SWITCH (row->input))
    gtk_switch_set_active (GTK_SWITCH (row->input), g_strcmp0 (text, "true") == 0);
  else if (GTK_IS_DROP_DOWN (row->input))
    /* None of them is -1, which is GTK's too. */
    gtk_drop_down_set_selected (GTK_DROP_DOWN (row->input), (guint) embark_payload_field_get_choice (field));
  else if (row->input == NULL)
    sync_subtitle (row);
  row->syncing = FALSE;
  if (row->gen != NULL)
    {
      gtk_label_set_text (GTK_LABEL (row->gen), variable != NULL ? variable : "");
      gtk_widget_set_visible (row->gen, variable != NULL);
    }
  show_fault (row, embark_payload_field_get_fault (field));
}

static void
entered_cb (Row *row)
{
  g_autoptr (GError) error = NULL;

  if (row->syncing)
    return;
  if (!embark_payload_form_set_entry (row->form, row->field,
                                      gtk_editable_get_text (GTK_EDITABLE (row->input)), &error))
    show_fault (row, error->message);
  else
    show_fault (row, embark_payload_field_get_fault (row->field));
}

static void
switched_cb (Row *row)
{
  if (!row->syncing)
    embark_payload_form_set_json (row->form, row->field,
                                  gtk_switch_get_active (GTK_SWITCH (row->input)) ? "true" : "false", NULL);
}

static void
chosen_cb (Row *row)
{
  const char *const *choices = embark_payload_field_get_choices (row->field);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (row->input));

  if (!row->syncing && selected != GTK_INVALID_LIST_POSITION && choices != NULL)
    embark_payload_form_set_json (row->form, row->field, choices[selected], NULL);
}

static void
add_cb (Row *row)
{
  if (embark_payload_field_get_absent (row->field))
    embark_payload_form_add (row->form, row->field, NULL);
  else
    embark_payload_form_add_item (row->form, row->field, NULL);
}

static GtkWidget *
make_choices (EmbarkPayloadField *field)
{
  const char *const *choices = embark_payload_field_get_choices (field);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (guint i = 0; choices[i] != NULL; i++)
    gtk_string_list_take (names, embark_payload_choice_dup_label (choices[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  return drop_down;
}

static GtkWidget *
make_add (Row *row, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autofree char *words = g_strdup_printf ("%s: %s", label, embark_payload_field_get_label (row->field));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_cb), row);
  return button;
}

/* A row with a title and, at its end, what sets the value. */
static void
make_action_row (Row *row, const char *label)
{
  const EmbarkPayloadType type = embark_payload_field_get_payload_type (row->field);

  row->row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", label, NULL);
  if (type == EMBARK_PAYLOAD_BOOLEAN)
    {
      row->input = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, NULL);
      g_signal_connect_swapped (row->input, "notify::active", G_CALLBACK (switched_cb), row);
    }
  else if (embark_payload_field_get_choices (row->field) != NULL)
    {
      row->input = make_choices (row->field);
      g_signal_connect_swapped (row->input, "notify::selected", G_CALLBACK (chosen_cb), row);
    }
  else if (embark_payload_field_get_absent (row->field))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), make_add (row, _ ("Add")));
  else if (type == EMBARK_PAYLOAD_ARRAY)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), make_add (row, _ ("Add an Item")));
  if (row->input == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->input);
}

static void
make_entry_row (Row *row, const char *label)
{
  row->row = g_object_new (ADW_TYPE_ENTRY_ROW, "use-markup", FALSE, "title", label, NULL);
  row->input = row->row;
  row->gen = g_object_new (GTK_TYPE_LABEL, "valign", GTK_ALIGN_CENTER, "ellipsize", PANGO_ELLIPSIZE_END,
                           "max-width-chars", 14, NULL);
  gtk_widget_add_css_class (row->gen, "gen");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->row), row->gen);
  g_signal_connect_swapped (row->row, "changed", G_CALLBACK (entered_cb), row);
}

static GtkWidget *
create_cb (gpointer item, gpointer user_data)
{
  EmbarkPayloadFields *self = EMBARK_PAYLOAD_FIELDS (user_data);
  Row *row = g_new0 (Row, 1);
  EmbarkPayloadType type;
  g_autofree char *label = NULL;
  guint depth;

  row->form = g_object_ref (self->form);
  row->field = g_object_ref (EMBARK_PAYLOAD_FIELD (item));
  type = embark_payload_field_get_payload_type (row->field);
  label = embark_payload_field_get_required (row->field)
              /* Translators: %s is the name of a field that is required */
              ? g_strdup_printf (_ ("%s (required)"), embark_payload_field_get_label (row->field))
              : g_strdup (embark_payload_field_get_label (row->field));
  if (type == EMBARK_PAYLOAD_OBJECT || type == EMBARK_PAYLOAD_ARRAY || type == EMBARK_PAYLOAD_BOOLEAN
      || embark_payload_field_get_choices (row->field) != NULL)
    make_action_row (row, label);
  else
    make_entry_row (row, label);

  depth = embark_payload_field_get_depth (row->field);
  if (depth > 1)
    gtk_widget_set_margin_start (row->row, INDENT * (int) MIN (depth - 1, 6));
  g_object_set_data_full (G_OBJECT (row->row), "embark-row", row, row_free);
  g_signal_connect_swapped (row->field, "notify", G_CALLBACK (sync_row), row);
  sync_row (row);
  return row->row;
}

static void
sync_frozen (EmbarkPayloadFields *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->form));
  const guint hidden = n > EMBARK_PAYLOAD_FIELDS_SHOWN + 1 ? n - EMBARK_PAYLOAD_FIELDS_SHOWN - 1 : 0;
  g_autofree char *more = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !embark_payload_form_get_frozen (self->form));
  if (embark_payload_form_get_frozen (self->form) && !embark_payload_form_get_reading_now (self->form))
    more = g_strdup (_ ("As the payload was before: it is no JSON at the moment."));
  else if (hidden > 0)
    more = g_strdup_printf (
        ngettext ("%u more field is in the JSON.", "%u more fields are in the JSON.", hidden), hidden);
  else if (n <= 1)
    more = g_strdup (_ ("No fields."));
  gtk_label_set_text (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 1);
}

static void
embark_payload_fields_dispose (GObject *object)
{
  EmbarkPayloadFields *self = EMBARK_PAYLOAD_FIELDS (object);

  if (self->form != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->form, self);
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
    }
  g_clear_object (&self->form);
  G_OBJECT_CLASS (embark_payload_fields_parent_class)->dispose (object);
}

static void
embark_payload_fields_class_init (EmbarkPayloadFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_payload_fields_dispose;
}

static void
embark_payload_fields_init (EmbarkPayloadFields *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                      "max-content-height", 420, "propagate-natural-height", TRUE, NULL);

  self->list =
      g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, "valign", GTK_ALIGN_START,
                    "margin-start", 1, "margin-end", 1, "margin-top", 1, "margin-bottom", 3, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "quiet-entries");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Payload, fields"), -1);
  self->more = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "dim-label");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  embark_scroll_through (GTK_SCROLLED_WINDOW (scroller));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->more));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
embark_payload_fields_set_form (EmbarkPayloadFields *self, EmbarkPayloadForm *form)
{
  g_autoptr (GtkSliceListModel) shown = NULL;

  g_return_if_fail (EMBARK_IS_PAYLOAD_FIELDS (self));
  g_return_if_fail (self->form == NULL);

  self->form = g_object_ref (form);
  /* The first is the payload itself. */
  shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (form)), 1, EMBARK_PAYLOAD_FIELDS_SHOWN);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (shown), create_cb, self, NULL);
  g_signal_connect_object (form, "notify", G_CALLBACK (sync_frozen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "items-changed", G_CALLBACK (sync_frozen), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  sync_frozen (self);
}
