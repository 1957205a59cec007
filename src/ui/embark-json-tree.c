/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json-find.h"
#include "embark-json-item.h"
#include "embark-json-print.h"
#include "embark-json-tree-row.h"
#include "embark-json-tree.h"
#include "embark-json.h"
#include "embark-list-pieces.h"
#include "embark-notice.h"
#include "embark-scroll-through.h"

/* So many rows are looked at for what was opened, when a newer answer takes the place of one. */
#define MAX_KEPT_ROWS 3000

struct _EmbarkJsonTree
{
  AdwBin parent_instance;

  GtkWidget *find_bar;
  GtkEditable *find_entry;
  GtkLabel *find_count;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkLabel *path;
  GMenuModel *copy_menu;

  JsonNode *node;                /* (owned) (nullable) */
  GtkTreeListModel *tree;        /* (owned) (nullable) */
  EmbarkListPieces *pieces;      /* (owned) (nullable): what of the tree is listed yet */
  GtkSingleSelection *selection; /* (owned) */
  GtkWidget *context;            /* (nullable): the menu; the list holds it */
  GCancellable *finding;         /* (owned) (nullable) */
  GPtrArray *found;              /* (owned) (nullable): see embark_json_find_finish() */
  guint n_th;                    /* of what was found, from 0: the one that is chosen */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_MAX_HEIGHT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkJsonTree, embark_json_tree, ADW_TYPE_BIN)

/* ---- rows ---- */

static GListModel *
create_children_cb (gpointer item, gpointer data)
{
  return embark_json_item_new_children (item);
}

/* Returns: (transfer full) (nullable) */
static EmbarkJsonItem *
dup_chosen (EmbarkJsonTree *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
choose (EmbarkJsonTree *self, guint position)
{
  embark_list_pieces_complete (self->pieces);
  gtk_single_selection_set_selected (self->selection, position);
  /* This also says which row the focus goes to. */
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
selected_cb (EmbarkJsonTree *self)
{
  g_autoptr (EmbarkJsonItem) item = dup_chosen (self);
  g_autofree char *path = item != NULL ? embark_json_item_dup_path (item) : NULL;

  gtk_label_set_text (self->path, path != NULL ? path : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->path), path);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "json-tree.copy-value", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "json-tree.copy-path", item != NULL);
}

static void
activated_cb (EmbarkJsonTree *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);

  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

/* Right opens, then goes to the first child; Left closes, then goes to the parent. */
static gboolean
key_cb (EmbarkJsonTree *self, guint key, guint code, GdkModifierType state)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GtkTreeListRow) parent = NULL;
  const gboolean opens = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;

  if (row == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0
      || (!opens && key != GDK_KEY_Left && key != GDK_KEY_KP_Left))
    return GDK_EVENT_PROPAGATE;

  if (opens != gtk_tree_list_row_get_expanded (row) && gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, opens);
  else if (opens && gtk_tree_list_row_get_expanded (row))
    choose (self, gtk_tree_list_row_get_position (row) + 1);
  else if (!opens)
    {
      parent = gtk_tree_list_row_get_parent (row);
      if (parent != NULL)
        choose (self, gtk_tree_list_row_get_position (parent));
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return GDK_EVENT_STOP;
}

/* ---- copying ---- */

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkJsonTree) self = user_data;
  g_autofree char *text = embark_json_print_finish (result, NULL);

  if (text != NULL)
    embark_notice_copy (GTK_WIDGET (self), text, _ ("Value copied"));
}

static void
copy_value_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkJsonTree *self = EMBARK_JSON_TREE (widget);
  g_autoptr (EmbarkJsonItem) item = dup_chosen (self);

  if (item == NULL)
    return;
  if (embark_json_item_get_kind (item) == EMBARK_JSON_ITEM_STRING)
    embark_notice_copy (widget, json_node_get_string (embark_json_item_get_node (item)), _ ("Value copied"));
  else
    embark_json_print_async (embark_json_item_get_node (item), NULL, printed_cb, g_object_ref (self));
}

static void
copy_path_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (EmbarkJsonItem) item = dup_chosen (EMBARK_JSON_TREE (widget));
  g_autofree char *path = item != NULL ? embark_json_item_dup_path (item) : NULL;

  if (path != NULL)
    embark_notice_copy (widget, path, _ ("Path copied"));
}

static void
show_menu (EmbarkJsonTree *self, const GdkRectangle *at)
{
  if (self->context == NULL)
    {
      self->context = gtk_popover_menu_new_from_model (self->copy_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->context), FALSE);
      gtk_widget_set_halign (self->context, GTK_ALIGN_START);
      gtk_widget_set_parent (self->context, GTK_WIDGET (self->list));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context), at);
  gtk_popover_popup (GTK_POPOVER (self->context));
}

static void
pressed_cb (EmbarkJsonTree *self, int n_press, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GdkRectangle at = { (int) x, (int) y, 1, 1 };
  GtkTreeListRow *row;

  if (widget == NULL)
    return;
  /* Beside the text it is the row's own widget, which holds the expander. */
  if (!GTK_IS_TREE_EXPANDER (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_TREE_EXPANDER) != NULL)
    widget = gtk_widget_get_ancestor (widget, GTK_TYPE_TREE_EXPANDER);
  else if (!GTK_IS_TREE_EXPANDER (widget))
    widget = gtk_widget_get_first_child (widget);
  if (!GTK_IS_TREE_EXPANDER (widget))
    return;
  row = gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (widget));
  if (row != NULL)
    gtk_single_selection_set_selected (self->selection, gtk_tree_list_row_get_position (row));
  show_menu (self, &at);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkJsonTree *self = EMBARK_JSON_TREE (widget);
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GdkRectangle at = { 24, 24, 1, 1 };
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    at = (GdkRectangle){ 24, (int) (bounds.origin.y + bounds.size.height), 1, 1 };
  show_menu (self, &at);
}

/* ---- finding ---- */

static void
update_count (EmbarkJsonTree *self)
{
  const guint n = self->found != NULL ? self->found->len : 0;
  g_autofree char *text = NULL;

  if (*gtk_editable_get_text (self->find_entry) == '\0' || self->found == NULL)
    text = g_strdup ("");
  else if (n == 0)
    text = g_strdup (_ ("None"));
  else if (n >= EMBARK_JSON_FIND_MAX)
    /* Translators: the 3rd of what was found, of 1000 and more */
    text = g_strdup_printf (_ ("%u of %u+"), self->n_th + 1, n);
  else
    /* Translators: the 3rd of what was found, of 17 */
    text = g_strdup_printf (_ ("%u of %u"), self->n_th + 1, n);
  gtk_label_set_text (self->find_count, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "json-tree.next", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "json-tree.previous", n > 0);
}

static void
show_found (EmbarkJsonTree *self)
{
  GArray *path = g_ptr_array_index (self->found, self->n_th);
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (self->tree, 0);

  for (guint i = 0; i < path->len && row != NULL; i++)
    {
      g_autoptr (GtkTreeListRow) parent = g_steal_pointer (&row);

      gtk_tree_list_row_set_expanded (parent, TRUE);
      row = gtk_tree_list_row_get_child_row (parent, g_array_index (path, guint, i));
    }
  if (row != NULL)
    choose (self, gtk_tree_list_row_get_position (row));
  update_count (self);
}

static void
drop_found (EmbarkJsonTree *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->n_th = 0;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = embark_json_find_finish (result, &error);
  EmbarkJsonTree *self;

  /* Then the tree may be gone. */
  if (found == NULL)
    return;
  self = EMBARK_JSON_TREE (user_data);
  g_clear_object (&self->finding);
  self->found = g_steal_pointer (&found);
  if (self->found->len > 0)
    show_found (self);
  update_count (self);
}

static void
find_changed_cb (EmbarkJsonTree *self)
{
  const char *text = gtk_editable_get_text (self->find_entry);

  drop_found (self);
  update_count (self);
  if (self->node == NULL || *text == '\0')
    return;
  self->finding = g_cancellable_new ();
  embark_json_find_async (self->node, text, self->finding, found_cb, self);
}

static void
step (EmbarkJsonTree *self, gboolean forward)
{
  if (self->found == NULL || self->found->len == 0)
    return;
  self->n_th = (self->n_th + (forward ? 1 : self->found->len - 1)) % self->found->len;
  show_found (self);
}

static void
next_cb (EmbarkJsonTree *self)
{
  step (self, TRUE);
}

static void
previous_cb (EmbarkJsonTree *self)
{
  step (self, FALSE);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  next_cb (EMBARK_JSON_TREE (widget));
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  previous_cb (EMBARK_JSON_TREE (widget));
}

static void
stop_find_cb (EmbarkJsonTree *self)
{
  gtk_editable_set_text (self->find_entry, "");
  drop_found (self);
  gtk_widget_set_visible (self->find_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_json_tree_find (EMBARK_JSON_TREE (widget), NULL);
}

/* ---- the class ---- */

static void
embark_json_tree_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkJsonTree *self = EMBARK_JSON_TREE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    case PROP_MAX_HEIGHT:
      gtk_scrolled_window_set_max_content_height (self->scroller, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
embark_json_tree_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EMBARK_JSON_TREE (widget)->list));
}

static void
embark_json_tree_dispose (GObject *object)
{
  EmbarkJsonTree *self = EMBARK_JSON_TREE (object);

  drop_found (self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_pointer (&self->context, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_JSON_TREE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->pieces, embark_list_pieces_free);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->node, embark_json_release);
  G_OBJECT_CLASS (embark_json_tree_parent_class)->dispose (object);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  const GdkModifierType ctrl = GDK_CONTROL_MASK;

  gtk_widget_class_install_action (widget_class, "json-tree.copy-value", NULL, copy_value_action);
  gtk_widget_class_install_action (widget_class, "json-tree.copy-path", NULL, copy_path_action);
  gtk_widget_class_install_action (widget_class, "json-tree.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "json-tree.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "json-tree.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "json-tree.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, ctrl, "json-tree.copy-value", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, ctrl | GDK_SHIFT_MASK, "json-tree.copy-path",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, ctrl, "json-tree.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "json-tree.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "json-tree.menu", NULL);
}

static void
embark_json_tree_class_init (EmbarkJsonTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = embark_json_tree_set_property;
  object_class->dispose = embark_json_tree_dispose;
  widget_class->grab_focus = embark_json_tree_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_MAX_HEIGHT] = g_param_spec_int ("max-height", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  add_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-json-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, find_bar);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, find_entry);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, find_count);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, path);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonTree, copy_menu);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_find_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
embark_json_tree_init (EmbarkJsonTree *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  g_autoptr (GtkListItemFactory) factory = embark_json_tree_row_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  embark_scroll_through (self->scroller);
  self->pieces = embark_list_pieces_new ();
  self->selection = gtk_single_selection_new (g_object_ref (embark_list_pieces_get_list (self->pieces)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  /* Before the list, which moves among columns with these keys. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  selected_cb (self);
  update_count (self);
}

GtkWidget *
embark_json_tree_new (void)
{
  return g_object_new (EMBARK_TYPE_JSON_TREE, NULL);
}

/* Returns: (transfer full) (element-type utf8): the paths of what is opened */
static GHashTable *
list_opened (EmbarkJsonTree *self)
{
  GHashTable *opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *model = G_LIST_MODEL (self->tree);

  for (guint i = 0; i < MIN (g_list_model_get_n_items (model), MAX_KEPT_ROWS); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (EmbarkJsonItem) item = gtk_tree_list_row_get_item (row);

      /* A range has the path of what it is a part of. */
      if (gtk_tree_list_row_get_expanded (row) && !embark_json_item_get_is_range (item))
        g_hash_table_add (opened, embark_json_item_dup_path (item));
    }
  return opened;
}

static void
open_again (EmbarkJsonTree *self, GHashTable *opened, const char *chosen)
{
  for (guint i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (self->tree)), MAX_KEPT_ROWS); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (EmbarkJsonItem) item = gtk_tree_list_row_get_item (row);
      g_autofree char *path = embark_json_item_dup_path (item);

      if (embark_json_item_get_is_range (item))
        continue;
      if (g_hash_table_contains (opened, path))
        gtk_tree_list_row_set_expanded (row, TRUE);
      if (g_strcmp0 (path, chosen) == 0)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

void
embark_json_tree_set_json (EmbarkJsonTree *self, JsonNode *node, gboolean other)
{
  g_autoptr (GHashTable) opened = NULL;
  g_autoptr (EmbarkJsonItem) chosen = NULL;
  g_autofree char *path = NULL;
  GListStore *roots;

  g_return_if_fail (EMBARK_IS_JSON_TREE (self));

  if (self->node == node)
    return;
  chosen = !other && self->tree != NULL ? dup_chosen (self) : NULL;
  path = chosen != NULL ? embark_json_item_dup_path (chosen) : NULL;
  if (!other && self->tree != NULL)
    opened = list_opened (self);

  embark_list_pieces_set_model (self->pieces, NULL);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->node, embark_json_release);
  if (node != NULL)
    {
      g_autoptr (EmbarkJsonItem) item = embark_json_item_new (node);

      self->node = json_node_ref (node);
      roots = g_list_store_new (EMBARK_TYPE_JSON_ITEM);
      g_list_store_append (roots, item);
      self->tree =
          gtk_tree_list_model_new (G_LIST_MODEL (roots), FALSE, FALSE, create_children_cb, NULL, NULL);
      if (opened != NULL)
        open_again (self, opened, NULL);
      else
        activated_cb (self, 0);
      embark_list_pieces_set_model (self->pieces, G_LIST_MODEL (self->tree));
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      if (path != NULL)
        {
          embark_list_pieces_complete (self->pieces);
          open_again (self, opened, path);
        }
    }
  selected_cb (self);
  if (gtk_widget_get_visible (self->find_bar))
    find_changed_cb (self);
}

GListModel *
embark_json_tree_get_rows (EmbarkJsonTree *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_TREE (self), NULL);

  embark_list_pieces_complete (self->pieces);
  return G_LIST_MODEL (self->selection);
}

void
embark_json_tree_find (EmbarkJsonTree *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_JSON_TREE (self));

  gtk_widget_set_visible (self->find_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
  if (text == NULL)
    return;
  gtk_editable_set_text (self->find_entry, text);
  find_changed_cb (self);
}

int
embark_json_tree_get_n_found (EmbarkJsonTree *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_TREE (self), -1);

  return self->found != NULL ? (int) self->found->len : -1;
}
