/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-drop.h"

#include "embark-field-editor.h"
#include "embark-text.h"

/* More than these are looked for rather than looked through. */
#define SEARCH_FROM     11
#define MAX_LABEL_CHARS 300
#define SHOWN_CHARS     24

struct _EmbarkFieldChoice
{
  GObject parent_instance;

  char *label;     /* (owned) */
  JsonNode *value; /* (owned) (nullable) */
  char *key;       /* (owned) */
  gboolean gone;
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkFieldChoice, embark_field_choice, G_TYPE_OBJECT)

static void
embark_field_choice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkFieldChoice *self = EMBARK_FIELD_CHOICE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_field_choice_finalize (GObject *object)
{
  EmbarkFieldChoice *self = EMBARK_FIELD_CHOICE (object);

  g_free (self->label);
  g_clear_pointer (&self->value, json_node_unref);
  g_free (self->key);
  G_OBJECT_CLASS (embark_field_choice_parent_class)->finalize (object);
}

static void
embark_field_choice_class_init (EmbarkFieldChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_field_choice_get_property;
  object_class->finalize = embark_field_choice_finalize;
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_field_choice_init (EmbarkFieldChoice *self)
{
}

EmbarkFieldChoice *
embark_field_choice_new (const char *label, JsonNode *value)
{
  EmbarkFieldChoice *self = g_object_new (EMBARK_TYPE_FIELD_CHOICE, NULL);

  self->label = embark_text_clean (label, MAX_LABEL_CHARS);
  if (self->label == NULL)
    self->label = g_strdup ("—");
  self->value = value != NULL ? json_node_ref (value) : NULL;
  self->key = embark_field_value_key (value);
  return self;
}

EmbarkFieldChoice *
embark_field_choice_new_gone (JsonNode *value)
{
  g_autofree char *text = embark_field_value_to_text (value);
  /* Translators: %s is a saved value that the list of choices does not have any more */
  g_autofree char *label = g_strdup_printf (_ ("%s (no longer offered)"), text);
  EmbarkFieldChoice *self = embark_field_choice_new (label, value);

  self->gone = TRUE;
  return self;
}

const char *
embark_field_choice_get_label (EmbarkFieldChoice *self)
{
  return self->label;
}

JsonNode *
embark_field_choice_get_value (EmbarkFieldChoice *self)
{
  return self->value;
}

const char *
embark_field_choice_get_key (EmbarkFieldChoice *self)
{
  return self->key;
}

gboolean
embark_field_choice_get_gone (EmbarkFieldChoice *self)
{
  return self->gone;
}

/* ---- the drop-down ----------------------------------------------------------------------------------------
 */

struct _EmbarkFieldDrop
{
  AdwBin parent_instance;

  GtkDropDown *drop;  /* (unowned): the child */
  GListStore *store;  /* (owned) (element-type EmbarkFieldChoice) */
  GPtrArray *options; /* (owned) (nullable) (element-type EmbarkOption) */
  char *none;         /* (owned) (nullable) */
  JsonNode *value;    /* (owned) (nullable) */
  guint refill;       /* an idle source */
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

static void
update_tooltip (EmbarkFieldDrop *self)
{
  EmbarkFieldChoice *choice = get_selected (self);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop), choice != NULL ? choice->label : NULL);
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

  update_tooltip (self);
  value = choice != NULL && choice->value != NULL ? json_node_ref (choice->value) : NULL;
  g_clear_pointer (&self->value, json_node_unref);
  self->value = value;
  self->choosing = TRUE;
  g_signal_emit (self, signals[CHOSEN], 0);
  self->choosing = FALSE;
}

static guint
find_value (EmbarkFieldDrop *self)
{
  g_autofree char *key = embark_field_value_key (self->value);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EmbarkFieldChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (g_str_equal (choice->key, key))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Returns: (transfer full) (element-type EmbarkFieldChoice): the lines for the options and the value */
static GPtrArray *
dup_lines (EmbarkFieldDrop *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = embark_field_value_key (self->value);
  gboolean found = self->value == NULL;

  if (self->none != NULL)
    g_ptr_array_add (lines, embark_field_choice_new (self->none, NULL));
  for (guint i = 0; self->options != NULL && i < self->options->len; i++)
    {
      EmbarkOption *option = g_ptr_array_index (self->options, i);
      EmbarkFieldChoice *choice =
          embark_field_choice_new (embark_option_get_name (option), embark_option_get_value (option));

      g_ptr_array_add (lines, choice);
      found = found || g_str_equal (choice->key, key);
    }
  if (!found)
    g_ptr_array_insert (lines, self->none != NULL ? 1 : 0, embark_field_choice_new_gone (self->value));
  return lines;
}

static gboolean
is_listed (EmbarkFieldDrop *self, GPtrArray *lines)
{
  GListModel *model = G_LIST_MODEL (self->store);

  if (g_list_model_get_n_items (model) != lines->len)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (EmbarkFieldChoice) old = g_list_model_get_item (model, i);
      EmbarkFieldChoice *new = g_ptr_array_index (lines, i);

      if (!g_str_equal (old->key, new->key) || !g_str_equal (old->label, new->label))
        return FALSE;
    }
  return TRUE;
}

/* Puts the lines in, at once so that a list of thousands is laid out once, and finds the value among them. */
static void
fill (EmbarkFieldDrop *self)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GtkExpression) expression = NULL;

  /* GTK does not bear that the list changes while it tells of a choice. */
  if (self->choosing)
    {
      if (self->refill == 0)
        self->refill = g_idle_add_once (refill_cb, self);
      return;
    }

  self->filling = TRUE;
  lines = dup_lines (self);
  if (!is_listed (self, lines))
    g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), lines->pdata,
                         lines->len);
  gtk_drop_down_set_selected (self->drop, find_value (self));
  gtk_drop_down_set_enable_search (self->drop, lines->len >= SEARCH_FROM);
  if (gtk_drop_down_get_expression (self->drop) == NULL)
    {
      expression = gtk_property_expression_new (EMBARK_TYPE_FIELD_CHOICE, NULL, "label");
      gtk_drop_down_set_expression (self->drop, expression);
    }
  self->filling = FALSE;
  update_tooltip (self);
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
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  EmbarkFieldChoice *choice = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (label), choice->label);
  gtk_widget_set_tooltip_text (label, choice->label);
  if (choice->value == NULL)
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
  g_clear_object (&self->store);
  g_clear_pointer (&self->options, g_ptr_array_unref);
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

  self->store = g_list_store_new (EMBARK_TYPE_FIELD_CHOICE);
  drop = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->store)), NULL);
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

  g_return_if_fail (EMBARK_IS_FIELD_DROP (self));

  if (options != NULL)
    g_ptr_array_ref (options);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  self->options = options;
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
  return choice != NULL && choice->gone;
}

GtkWidget *
embark_field_drop_get_control (EmbarkFieldDrop *self)
{
  return GTK_WIDGET (self->drop);
}
