/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-import-mapping.h"

/* How many rows are looked at for an example, and how many are shown. */
#define LOOKED_AT  20
#define N_EXAMPLES 3

struct _EmbarkImportMapping
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *hint;
  GtkSwitch *has_header;
  GtkListBox *columns;
  GtkSpinButton *rate;

  EmbarkImport *import; /* (owned) (nullable) */
  guint fill_id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EmbarkImportMapping, embark_import_mapping, ADW_TYPE_BIN)

/* Cut by hand: a label that wraps and cuts measures short texts wrongly in GTK 4.8. */
static char *
shorten (const char *text, glong max)
{
  g_autofree char *cut = g_utf8_strlen (text, -1) > max ? g_utf8_substring (text, 0, max) : NULL;
  char *line = cut != NULL ? g_strconcat (cut, "…", NULL) : g_strdup (text);

  return g_strdelimit (line, "\r\n\t", ' ');
}

/* Returns: (transfer full): a few values of @column, in quotation marks */
static char *
make_examples (EmbarkImport *import, guint column)
{
  GListModel *rows = G_LIST_MODEL (import);
  guint n = MIN (g_list_model_get_n_items (rows), LOOKED_AT);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_shown = 0;

  for (guint i = 0; i < n && n_shown < N_EXAMPLES; i++)
    {
      g_autoptr (EmbarkImportRow) row = g_list_model_get_item (rows, i);
      const char *cell = embark_import_row_get_cell (row, column);
      g_autofree char *line = NULL;

      if (*cell == '\0')
        continue;
      line = shorten (cell, 40);
      g_string_append_printf (text, n_shown > 0 ? ", “%s”" : "“%s”", line);
      n_shown++;
    }
  return g_strdup (text->len > 0 ? text->str : _ ("Empty"));
}

static char *
make_subtitle (EmbarkImport *import, guint column)
{
  g_autofree char *key = embark_import_dup_key (import, column);
  char *examples = make_examples (import, column);
  char *subtitle;

  if (key == NULL)
    return examples;
  /* Translators: the name that a user-defined field gets, and values of it */
  subtitle = g_strdup_printf (_ ("Field “%s”: %s"), key, examples);
  g_free (examples);
  return subtitle;
}

static void
target_cb (GtkDropDown *drop, GParamSpec *pspec, EmbarkImportMapping *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop), "embark-column"));
  g_autofree char *header = NULL;
  const char *key;

  if (self->filling || self->import == NULL)
    return;
  header = embark_import_dup_header (self->import, column);
  key = g_ascii_strncasecmp (header, "udf.", 4) == 0 && header[4] != '\0' ? header + 4 : NULL;
  embark_import_set_mapping (self->import, column, gtk_drop_down_get_selected (drop), key);
}

static GtkWidget *
make_row (EmbarkImportMapping *self, guint column)
{
  /* In the order of EmbarkImportTarget. */
  const char *const targets[] = { _ ("Not imported"), _ ("Account ID"), _ ("Name"), _ ("User-defined field"),
                                  NULL };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *drop = gtk_drop_down_new_from_strings (targets);
  g_autofree char *header = embark_import_dup_header (self->import, column);
  g_autofree char *title = shorten (header, 80);
  g_autofree char *subtitle = make_subtitle (self->import, column);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_object_set_data (G_OBJECT (drop), "embark-column", GUINT_TO_POINTER (column));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), embark_import_get_target (self->import, column));
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, header, -1);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (target_cb), self, G_CONNECT_DEFAULT);
  g_object_set_data (G_OBJECT (row), "embark-drop", drop);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), drop);
  return row;
}

static void
update_texts (EmbarkImportMapping *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->import));
  GFile *file = embark_import_get_file (self->import);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : g_strdup ("");
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
  g_autofree char *title = g_strdup_printf ("%s · %s", shown, rows);

  gtk_label_set_text (self->title, title);
  if (n == 0)
    gtk_label_set_text (self->hint,
                        _ ("The file has the names of columns only. Add a row for each account to it, or say "
                           "that the first row has no names."));
  else if (!embark_import_get_mapped (self->import))
    gtk_label_set_text (self->hint, _ ("No column is named like an account ID: choose the one that has it."));
  else
    gtk_label_set_text (self->hint, _ ("Look at what each column is taken for. Nothing is sent yet."));
}

static gboolean
fill_cb (gpointer data)
{
  EmbarkImportMapping *self = data;
  GtkWidget *row;
  guint n = embark_import_get_n_columns (self->import);

  self->fill_id = 0;
  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_list_box_remove (self->columns, row);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->columns, make_row (self, i));
  gtk_switch_set_active (self->has_header, embark_import_get_has_header (self->import));
  gtk_spin_button_set_value (self->rate, embark_import_get_rate (self->import));
  self->filling = FALSE;
  update_texts (self);
  return G_SOURCE_REMOVE;
}

/* One choice may take another back: the other rows follow in place, so that the focus stays where it is. */
static void
follow_targets (EmbarkImportMapping *self)
{
  guint column = 0;

  self->filling = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->columns)); row != NULL;
       row = gtk_widget_get_next_sibling (row), column++)
    {
      GtkDropDown *drop = g_object_get_data (G_OBJECT (row), "embark-drop");
      g_autofree char *subtitle = make_subtitle (self->import, column);

      gtk_drop_down_set_selected (drop, embark_import_get_target (self->import, column));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  self->filling = FALSE;
  update_texts (self);
}

static void
items_changed_cb (EmbarkImportMapping *self)
{
  if (self->fill_id == 0)
    self->fill_id = g_idle_add (fill_cb, self);
}

static void
mapping_changed_cb (EmbarkImportMapping *self)
{
  if (self->fill_id == 0)
    follow_targets (self);
}

static void
header_switched_cb (EmbarkImportMapping *self)
{
  if (!self->filling && self->import != NULL)
    embark_import_set_has_header (self->import, gtk_switch_get_active (self->has_header));
}

static void
rate_changed_cb (EmbarkImportMapping *self)
{
  if (!self->filling && self->import != NULL)
    embark_import_set_rate (self->import, (guint) gtk_spin_button_get_value_as_int (self->rate));
}

void
embark_import_mapping_set_import (EmbarkImportMapping *self, EmbarkImport *import)
{
  g_return_if_fail (EMBARK_IS_IMPORT_MAPPING (self));

  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  g_set_object (&self->import, import);
  if (import == NULL)
    return;
  g_signal_connect_swapped (import, "mapping-changed", G_CALLBACK (mapping_changed_cb), self);
  g_signal_connect_swapped (import, "items-changed", G_CALLBACK (items_changed_cb), self);
  fill_cb (self);
}

static void
embark_import_mapping_dispose (GObject *object)
{
  EmbarkImportMapping *self = EMBARK_IMPORT_MAPPING (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  embark_import_mapping_set_import (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_IMPORT_MAPPING);
  G_OBJECT_CLASS (embark_import_mapping_parent_class)->dispose (object);
}

static void
embark_import_mapping_class_init (EmbarkImportMappingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_import_mapping_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-import-mapping.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportMapping, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportMapping, hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportMapping, has_header);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportMapping, columns);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportMapping, rate);
  gtk_widget_class_bind_template_callback (widget_class, header_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, rate_changed_cb);
}

static void
embark_import_mapping_init (EmbarkImportMapping *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (self->rate, 0, 100);
  gtk_spin_button_set_increments (self->rate, 1, 10);
}
