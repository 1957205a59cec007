/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-drop.h"

#include "embark-field-choices.h"
#include "embark-field-editor.h"
#include "embark-tooltip.h"

/* More than these are looked for rather than looked through. */
#define SEARCH_FROM 11
#define SHOWN_CHARS 24

struct _EmbarkFieldDrop
{
  AdwBin parent_instance;

  GtkDropDown *drop; /* (unowned): the child */
  GListStore *lists; /* (owned) (element-type GListModel): own lines, then the choices */
  GListStore *own;   /* (owned) (element-type EmbarkFieldChoice): "None", and a value that is not offered */
  EmbarkFieldChoices *choices; /* (owned) (nullable) */
  char *none;                  /* (owned) (nullable) */
  JsonNode *value;             /* (owned) (nullable) */
  guint refill;                /* an idle source */
  gboolean filling;
  gboolean choosing; /* the selection is just being changed by the user */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFieldDrop, embark_field_drop, ADW_TYPE_BIN)

static EmbarkFieldChoice *
get_selected (EmbarkFieldDrop *self)
{
  return gtk_drop_down_get_selected_item (self->drop);
}

static void fill (EmbarkFieldDrop *self);

static void
refill_cb (gpointer data)
{
  EmbarkFieldDrop *self = data;

  self->refill = 0;
  fill (self);
}

static void
selected_cb (EmbarkFieldDrop *self)
{
  EmbarkFieldChoice *choice = get_selected (self);
  JsonNode *value;

  if (self->filling)
    return;

  value = choice != NULL && embark_field_choice_get_value (choice) != NULL
              ? json_node_ref (embark_field_choice_get_value (choice))
              : NULL;
  g_clear_pointer (&self->value, json_node_unref);
  self->value = value;
  self->choosing = TRUE;
  g_signal_emit (self, signals[CHOSEN], 0);
  self->choosing = FALSE;
}

/* Returns: (transfer full) (element-type EmbarkFieldChoice): the lines before the choices; @selected: (out):
 * the line of the value */
static GPtrArray *
dup_own_lines (EmbarkFieldDrop *self, guint *selected)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = embark_field_value_key (self->value);
  guint position = self->value != NULL ? embark_field_choices_find (self->choices, key) : 0;

  if (self->none != NULL)
    g_ptr_array_add (lines, embark_field_choice_new (self->none, NULL));
  *selected = GTK_INVALID_LIST_POSITION;
  if (self->value == NULL)
    *selected = self->none != NULL ? 0 : GTK_INVALID_LIST_POSITION;
  else if (position == G_MAXUINT)
    {
      *selected = lines->len;
      g_ptr_array_add (lines, embark_field_choice_new_gone (self->value));
    }
  else
    *selected = lines->len + position;
  return lines;
}

static gboolean
is_listed (EmbarkFieldDrop *self, GPtrArray *lines)
{
  GListModel *model = G_LIST_MODEL (self->own);

  if (g_list_model_get_n_items (model) != lines->len)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (EmbarkFieldChoice) old = g_list_model_get_item (model, i);
      EmbarkFieldChoice *new = g_ptr_array_index (lines, i);

      if (!g_str_equal (embark_field_choice_get_key (old), embark_field_choice_get_key (new))
          || !g_str_equal (embark_field_choice_get_label (old), embark_field_choice_get_label (new)))
        return FALSE;
    }
  return TRUE;
}

/* A search looks only at the beginnings of the lines by itself, and before GTK 4.12 cannot be told otherwise:
 * its filter is that of the list in the popover. */
static void
search_anywhere (EmbarkFieldDrop *self, GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkSelectionModel *selection =
          GTK_IS_LIST_VIEW (child) ? gtk_list_view_get_model (GTK_LIST_VIEW (child)) : NULL;
      GListModel *model = GTK_IS_SINGLE_SELECTION (selection)
                              ? gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection))
                              : NULL;
      GtkFilter *filter = GTK_IS_FILTER_LIST_MODEL (model)
                              ? gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (model))
                              : NULL;

      if (GTK_IS_STRING_FILTER (filter))
        gtk_string_filter_set_match_mode (GTK_STRING_FILTER (filter), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
      else
        search_anywhere (self, child);
    }
}

static void
update_search (EmbarkFieldDrop *self)
{
  const guint n_items = g_list_model_get_n_items (gtk_drop_down_get_model (self->drop));
  g_autoptr (GtkExpression) expression = NULL;

  if (gtk_drop_down_get_expression (self->drop) == NULL)
    {
      expression = gtk_property_expression_new (EMBARK_TYPE_FIELD_CHOICE, NULL, "label");
      gtk_drop_down_set_expression (self->drop, expression);
      search_anywhere (self, GTK_WIDGET (self->drop));
    }
  gtk_drop_down_set_enable_search (self->drop, n_items >= SEARCH_FROM);
}

/* Puts the lines in and finds the value among them. */
static void
fill (EmbarkFieldDrop *self)
{
  g_autoptr (GPtrArray) lines = NULL;
  guint selected;

  /* GTK does not bear that the list changes while it tells of a choice. */
  if (self->choosing)
    {
      if (self->refill == 0)
        self->refill = g_idle_add_once (refill_cb, self);
      return;
    }

  self->filling = TRUE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->lists)) < 2)
    g_list_store_append (self->lists, self->choices);
  else
    {
      g_autoptr (GListModel) shown = g_list_model_get_item (G_LIST_MODEL (self->lists), 1);

      if (shown != G_LIST_MODEL (self->choices))
        g_list_store_splice (self->lists, 1, 1, (gpointer *) &self->choices, 1);
    }
  lines = dup_own_lines (self, &selected);
  if (!is_listed (self, lines))
    g_list_store_splice (self->own, 0, g_list_model_get_n_items (G_LIST_MODEL (self->own)), lines->pdata,
                         lines->len);
  gtk_drop_down_set_selected (self->drop, selected);
  update_search (self);
  self->filling = FALSE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer shown)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (shown != NULL)
    gtk_label_set_max_width_chars (GTK_LABEL (label), SHOWN_CHARS);
  else
    gtk_label_set_width_chars (GTK_LABEL (label), SHOWN_CHARS / 2);
  embark_tooltip_when_cut (GTK_LABEL (label));
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  EmbarkFieldChoice *choice = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (label), embark_field_choice_get_label (choice));
  if (embark_field_choice_get_value (choice) == NULL)
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

static GtkListItemFactory *
new_factory (gboolean shown)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (shown));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

static void
embark_field_drop_dispose (GObject *object)
{
  EmbarkFieldDrop *self = EMBARK_FIELD_DROP (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->refill, g_source_remove);
  g_clear_object (&self->lists);
  g_clear_object (&self->own);
  g_clear_object (&self->choices);
  g_clear_pointer (&self->none, g_free);
  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_drop_parent_class)->dispose (object);
}

static void
embark_field_drop_class_init (EmbarkFieldDropClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_drop_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
embark_field_drop_init (EmbarkFieldDrop *self)
{
  g_autoptr (GtkListItemFactory) shown = new_factory (TRUE);
  g_autoptr (GtkListItemFactory) listed = new_factory (FALSE);
  GtkWidget *drop;

  self->lists = g_list_store_new (G_TYPE_LIST_MODEL);
  self->own = g_list_store_new (EMBARK_TYPE_FIELD_CHOICE);
  self->choices = embark_field_choices_get (NULL);
  g_list_store_append (self->lists, self->own);
  drop = gtk_drop_down_new (
      G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->lists)))), NULL);
  self->drop = GTK_DROP_DOWN (drop);
  gtk_drop_down_set_factory (self->drop, shown);
  gtk_drop_down_set_list_factory (self->drop, listed);
  adw_bin_set_child (ADW_BIN (self), drop);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_drop_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_DROP, NULL);
}

void
embark_field_drop_set_options (EmbarkFieldDrop *self, GPtrArray *options, const char *none)
{
  g_autofree char *words = g_strdup (none);
  g_autoptr (EmbarkFieldChoices) choices = NULL;

  g_return_if_fail (EMBARK_IS_FIELD_DROP (self));

  choices = embark_field_choices_get (options);
  if (!embark_field_choices_equal (self->choices, choices))
    g_set_object (&self->choices, choices);
  g_free (self->none);
  self->none = g_steal_pointer (&words);
  fill (self);
}

void
embark_field_drop_set_value (EmbarkFieldDrop *self, JsonNode *value)
{
  JsonNode *old = self->value;

  g_return_if_fail (EMBARK_IS_FIELD_DROP (self));

  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);
  fill (self);
}

JsonNode *
embark_field_drop_get_value (EmbarkFieldDrop *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD_DROP (self), NULL);

  return self->value;
}

gboolean
embark_field_drop_get_gone (EmbarkFieldDrop *self)
{
  EmbarkFieldChoice *choice;

  g_return_val_if_fail (EMBARK_IS_FIELD_DROP (self), FALSE);

  choice = get_selected (self);
  return choice != NULL && embark_field_choice_get_gone (choice);
}

GtkWidget *
embark_field_drop_get_control (EmbarkFieldDrop *self)
{
  return GTK_WIDGET (self->drop);
}
