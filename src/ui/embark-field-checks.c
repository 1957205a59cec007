/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-checks.h"

#include "embark-field-choices.h"
#include "embark-field-editor.h"
#include "embark-scroll-through.h"
#include "embark-tooltip.h"

/* As many chips as can be looked over. */
#define MAX_CHIPS   12
#define LIST_HEIGHT 220
#define CHIP_CHARS  28

struct _EmbarkFieldChecks
{
  AdwBin parent_instance;

  EmbarkFieldChoices *choices; /* (owned) (nullable) */
  GListStore *gone;       /* (owned) (element-type EmbarkFieldChoice): what is chosen and not among them */
  GListStore *lists;      /* (owned) (element-type GListModel): the two, the gone first */
  GListModel *model;      /* (owned): all lines of both */
  GHashTable *bound;      /* (owned) (element-type EmbarkFieldChoice GtkCheckButton): in the list form */
  GPtrArray *chosen;      /* (owned) (element-type JsonNode): in their order */
  GHashTable *keys;       /* (owned) (element-type utf8): of the chosen */
  JsonNode *value;        /* (owned) (nullable): as set, until it is changed */
  GtkSearchEntry *search; /* (unowned) (nullable): in the list form */
  gboolean had_value;     /* a value was set: emptied, it is an empty array and not the default */
  gboolean binding;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFieldChecks, embark_field_checks, ADW_TYPE_BIN)

static gboolean
is_chosen (EmbarkFieldChecks *self, EmbarkFieldChoice *choice)
{
  return g_hash_table_contains (self->keys, embark_field_choice_get_key (choice));
}

static void
choose (EmbarkFieldChecks *self, JsonNode *value)
{
  char *key = embark_field_value_key (value);

  g_ptr_array_add (self->chosen, json_node_ref (value));
  g_hash_table_add (self->keys, key);
}

static void
toggle (EmbarkFieldChecks *self, EmbarkFieldChoice *choice, gboolean active)
{
  const char *key = embark_field_choice_get_key (choice);

  if (self->binding || is_chosen (self, choice) == active)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  if (active)
    choose (self, embark_field_choice_get_value (choice));
  else
    {
      for (guint i = self->chosen->len; i > 0; i--)
        {
          g_autofree char *other = embark_field_value_key (g_ptr_array_index (self->chosen, i - 1));

          if (g_str_equal (other, key))
            g_ptr_array_remove_index (self->chosen, i - 1);
        }
      g_hash_table_remove (self->keys, key);
    }
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* ---- chips ------------------------------------------------------------------------------------------------
 */

static void
chip_toggled_cb (GtkToggleButton *chip, EmbarkFieldChecks *self)
{
  gboolean active = gtk_toggle_button_get_active (chip);
  GtkWidget *tick = g_object_get_data (G_OBJECT (chip), "tick");

  gtk_widget_set_visible (tick, active);
  toggle (self, g_object_get_data (G_OBJECT (chip), "choice"), active);
}

static GtkWidget *
new_chip (EmbarkFieldChecks *self, EmbarkFieldChoice *choice)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *label = gtk_label_new (embark_field_choice_get_label (choice));
  gboolean active = is_chosen (self, choice);

  gtk_image_set_pixel_size (GTK_IMAGE (tick), 13);
  gtk_widget_set_visible (tick, active);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHIP_CHARS);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), active);
  embark_tooltip_when_cut (GTK_LABEL (label));
  gtk_widget_add_css_class (chip, "choice");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (chip), "tick", tick);
  g_object_set_data_full (G_OBJECT (chip), "choice", g_object_ref (choice), g_object_unref);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
  return chip;
}

static void
build_chips (EmbarkFieldChecks *self)
{
  GtkWidget *flow = gtk_flow_box_new ();
  guint n_items = g_list_model_get_n_items (self->model);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), MAX_CHIPS);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EmbarkFieldChoice) choice = g_list_model_get_item (self->model, i);
      GtkWidget *child = gtk_flow_box_child_new ();

      /* The chip itself takes the focus: Tab should not stop twice. */
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), new_chip (self, choice));
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
    }
  self->search = NULL;
  adw_bin_set_child (ADW_BIN (self), flow);
}

/* ---- the list ---------------------------------------------------------------------------------------------
 */

static void
check_toggled_cb (GtkCheckButton *check, EmbarkFieldChecks *self)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (check), "item");
  EmbarkFieldChoice *choice = gtk_list_item_get_item (item);

  if (choice != NULL)
    toggle (self, choice, gtk_check_button_get_active (check));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  EmbarkFieldChecks *self = data;
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  embark_tooltip_when_cut (GTK_LABEL (label));
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  -1);
  g_object_set_data (G_OBJECT (check), "item", item);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, TRUE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), self, 0);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  EmbarkFieldChecks *self = data;
  EmbarkFieldChoice *choice = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *check = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);

  self->binding = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, choice));
  self->binding = FALSE;
  gtk_label_set_text (GTK_LABEL (label), embark_field_choice_get_label (choice));
  g_hash_table_insert (self->bound, choice, check);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_hash_table_remove (((EmbarkFieldChecks *) data)->bound, gtk_list_item_get_item (item));
}

static void
row_activate_cb (EmbarkFieldChecks *self, guint position, GtkListView *list)
{
  g_autoptr (EmbarkFieldChoice) choice =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  GtkCheckButton *check = g_hash_table_lookup (self->bound, choice);

  if (check != NULL)
    gtk_check_button_set_active (check, !is_chosen (self, choice));
  else
    toggle (self, choice, !is_chosen (self, choice));
}

static GtkWidget *
new_list (EmbarkFieldChecks *self, GtkStringFilter *filter)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered =
      gtk_filter_list_model_new (g_object_ref (self->model), GTK_FILTER (g_object_ref (filter)));
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (filtered))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "field-checks");
  g_signal_connect_object (list, "activate", G_CALLBACK (row_activate_cb), self, G_CONNECT_SWAPPED);
  return list;
}

static void
build_list (EmbarkFieldChecks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *search = gtk_search_entry_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (GtkStringFilter) filter =
      gtk_string_filter_new (gtk_property_expression_new (EMBARK_TYPE_FIELD_CHOICE, NULL, "label"));

  g_object_set (search, "placeholder-text", _ ("Search choices"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search choices"), -1);
  g_object_bind_property (search, "text", filter, "search", G_BINDING_DEFAULT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  embark_scroll_through (GTK_SCROLLED_WINDOW (scroller));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), new_list (self, filter));
  gtk_widget_add_css_class (scroller, "field-code");
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), scroller);
  self->search = GTK_SEARCH_ENTRY (search);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
build_nothing (EmbarkFieldChecks *self)
{
  GtkWidget *label = gtk_label_new (_ ("No choices"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  self->search = NULL;
  adw_bin_set_child (ADW_BIN (self), label);
}

/* ---- the widget -------------------------------------------------------------------------------------------
 */

static void
update_chips (EmbarkFieldChecks *self)
{
  GtkWidget *flow = adw_bin_get_child (ADW_BIN (self));

  self->binding = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *chip = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));
      EmbarkFieldChoice *choice = g_object_get_data (G_OBJECT (chip), "choice");

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), is_chosen (self, choice));
    }
  self->binding = FALSE;
}

/* Shows what is chosen in the list. */
static void
update_list (EmbarkFieldChecks *self)
{
  GHashTableIter iter;
  gpointer choice, check;

  self->binding = TRUE;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &choice, &check))
    gtk_check_button_set_active (check, is_chosen (self, choice));
  self->binding = FALSE;
}

/* What is not offered any more comes first: in a long list nobody would find it. Returns: whether that is
 * another list */
static gboolean
fill_gone (EmbarkFieldChecks *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->gone));
  gboolean same;

  for (guint i = 0; i < self->chosen->len; i++)
    {
      g_autofree char *key = embark_field_value_key (g_ptr_array_index (self->chosen, i));

      if (embark_field_choices_find (self->choices, key) == G_MAXUINT
          && g_hash_table_add (seen, g_steal_pointer (&key)))
        g_ptr_array_add (lines, embark_field_choice_new_gone (g_ptr_array_index (self->chosen, i)));
    }
  same = lines->len == n_before;
  for (guint i = 0; same && i < lines->len; i++)
    {
      g_autoptr (EmbarkFieldChoice) old = g_list_model_get_item (G_LIST_MODEL (self->gone), i);

      same = g_str_equal (embark_field_choice_get_key (old),
                          embark_field_choice_get_key (g_ptr_array_index (lines, i)));
    }
  if (!same)
    g_list_store_splice (self->gone, 0, n_before, lines->pdata, lines->len);
  return !same;
}

/* Nothing that may have the focus is built again where the same is listed. */
static void
fill (EmbarkFieldChecks *self)
{
  g_autoptr (GListModel) shown = g_list_model_get_item (G_LIST_MODEL (self->lists), 1);
  gboolean other = shown != G_LIST_MODEL (self->choices);
  guint n_items;

  if (other)
    g_list_store_splice (self->lists, 1, 1, (gpointer *) &self->choices, 1);
  other = fill_gone (self) || other || adw_bin_get_child (ADW_BIN (self)) == NULL;
  n_items = g_list_model_get_n_items (self->model);
  if (n_items > MAX_CHIPS)
    {
      if (self->search == NULL)
        build_list (self);
      update_list (self);
    }
  else if (other && n_items == 0)
    build_nothing (self);
  else if (other)
    build_chips (self);
  else if (n_items > 0)
    update_chips (self);
}

static void
embark_field_checks_dispose (GObject *object)
{
  EmbarkFieldChecks *self = EMBARK_FIELD_CHECKS (object);

  self->binding = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->lists);
  g_clear_object (&self->gone);
  g_clear_object (&self->choices);
  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_checks_parent_class)->dispose (object);
}

static void
embark_field_checks_finalize (GObject *object)
{
  EmbarkFieldChecks *self = EMBARK_FIELD_CHECKS (object);

  g_ptr_array_unref (self->chosen);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->bound);
  G_OBJECT_CLASS (embark_field_checks_parent_class)->finalize (object);
}

static void
embark_field_checks_class_init (EmbarkFieldChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_checks_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_field_checks_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
embark_field_checks_init (EmbarkFieldChecks *self)
{
  self->gone = g_list_store_new (EMBARK_TYPE_FIELD_CHOICE);
  self->choices = embark_field_choices_get (NULL);
  self->lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (self->lists, self->gone);
  g_list_store_append (self->lists, self->choices);
  self->model = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->lists))));
  self->bound = g_hash_table_new (NULL, NULL);
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GtkWidget *
embark_field_checks_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_CHECKS, NULL);
}

void
embark_field_checks_set_options (EmbarkFieldChecks *self, GPtrArray *options)
{
  g_autoptr (EmbarkFieldChoices) choices = NULL;

  g_return_if_fail (EMBARK_IS_FIELD_CHECKS (self));

  choices = embark_field_choices_get (options);
  if (!embark_field_choices_equal (self->choices, choices))
    g_set_object (&self->choices, choices);
  fill (self);
}

gboolean
embark_field_checks_set_value (EmbarkFieldChecks *self, JsonNode *value)
{
  JsonArray *array = NULL;
  JsonNode *old = self->value;

  g_return_val_if_fail (EMBARK_IS_FIELD_CHECKS (self), FALSE);

  if (value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    return FALSE;

  self->value = value != NULL ? json_node_ref (value) : NULL;
  self->had_value = value != NULL;
  g_ptr_array_set_size (self->chosen, 0);
  g_hash_table_remove_all (self->keys);
  if (value != NULL && JSON_NODE_HOLDS_ARRAY (value))
    array = json_node_get_array (value);
  else if (value != NULL)
    choose (self, value);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    choose (self, json_array_get_element (array, i));
  g_clear_pointer (&old, json_node_unref);
  fill (self);
  return TRUE;
}

JsonNode *
embark_field_checks_dup_value (EmbarkFieldChecks *self)
{
  JsonNode *node;
  JsonArray *array;

  g_return_val_if_fail (EMBARK_IS_FIELD_CHECKS (self), NULL);

  if (self->value != NULL)
    return json_node_ref (self->value);
  if (self->chosen->len == 0 && !self->had_value)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < self->chosen->len; i++)
    json_array_add_element (array, json_node_copy (g_ptr_array_index (self->chosen, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const guint one = *(const guint *) a;
  const guint other = *(const guint *) b;

  return (one > other) - (one < other);
}

static void
append_label (GString *text, EmbarkFieldChoice *choice)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", embark_field_choice_get_label (choice));
}

char *
embark_field_checks_dup_summary (EmbarkFieldChecks *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (EMBARK_IS_FIELD_CHECKS (self), NULL);

  if (self->chosen->len > MAX_CHIPS)
    return g_strdup_printf (ngettext ("%u chosen", "%u chosen", self->chosen->len), self->chosen->len);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->gone)); i++)
    {
      g_autoptr (EmbarkFieldChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->gone), i);

      if (is_chosen (self, choice))
        append_label (text, choice);
    }
  for (guint i = 0; i < self->chosen->len; i++)
    {
      g_autofree char *key = embark_field_value_key (g_ptr_array_index (self->chosen, i));
      guint position = embark_field_choices_find (self->choices, key);

      if (position != G_MAXUINT)
        g_array_append_val (positions, position);
    }
  g_array_sort (positions, compare_positions);
  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);
      g_autoptr (EmbarkFieldChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), position);

      /* The same value may have been chosen twice. */
      if (i == 0 || position != g_array_index (positions, guint, i - 1))
        append_label (text, choice);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
embark_field_checks_get_gone (EmbarkFieldChecks *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->gone)); i++)
    {
      g_autoptr (EmbarkFieldChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->gone), i);

      if (is_chosen (self, choice))
        return TRUE;
    }
  return FALSE;
}
