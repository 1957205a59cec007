/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json-item.h"
#include "embark-json-path.h"
#include "embark-json.h"

/* So much of a string is shown in a row. */
#define MAX_CHARS 300

struct _EmbarkJsonItem
{
  GObject parent_instance;

  JsonNode *root;         /* (owned): holds all the others */
  EmbarkJsonItem *parent; /* (owned) (nullable) */
  JsonNode *node;         /* (unowned): of root */
  const char *name;       /* (unowned) (nullable): of root; a member's */
  guint index;            /* of an element, and the first of a range */
  guint n;                /* of a range, 0 for what is none */
  guint step;             /* of a range: how many are in a full one */
};

G_DEFINE_FINAL_TYPE (EmbarkJsonItem, embark_json_item, G_TYPE_OBJECT)

/* The children of an object or array, or of a part of one. Names are looked up when the first is asked for:
 * to see whether a row can be opened nobody has to know them. */
#define EMBARK_TYPE_JSON_ITEMS (embark_json_items_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJsonItems, embark_json_items, EMBARK, JSON_ITEMS, GObject)

struct _EmbarkJsonItems
{
  GObject parent_instance;

  EmbarkJsonItem *item; /* (owned) */
  GPtrArray *names;     /* (owned) (nullable) (element-type utf8): of root */
  guint first;
  guint n;
  guint step; /* how many are behind a row */
};

static void embark_json_items_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkJsonItems,
                               embark_json_items,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_json_items_model_init))

static guint
count (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node));
  return JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_size (json_node_get_object (node)) : 0;
}

/* Returns: how many of @n are behind a row, so that there are not too many rows: 1, 1000, a million */
static guint
choose_step (guint n)
{
  guint step = 1;

  while (n / step > EMBARK_JSON_ITEM_MAX_CHILDREN)
    step *= EMBARK_JSON_ITEM_RANGE;
  return step;
}

void
embark_json_item_append_positions (JsonNode *node, guint index, GArray *positions)
{
  guint n = count (node);
  guint step = choose_step (n);
  guint position;

  g_return_if_fail (index < n);

  while (step > 1)
    {
      position = index / step;
      g_array_append_val (positions, position);
      index %= step;
      step /= EMBARK_JSON_ITEM_RANGE;
    }
  g_array_append_val (positions, index);
}

/* ---- the children ---- */

static GType
embark_json_items_get_item_type (GListModel *model)
{
  return EMBARK_TYPE_JSON_ITEM;
}

static guint
embark_json_items_get_n_items (GListModel *model)
{
  EmbarkJsonItems *self = EMBARK_JSON_ITEMS (model);

  return (self->n + self->step - 1) / self->step;
}

static const char *
get_name (EmbarkJsonItems *self, guint index)
{
  if (self->names == NULL)
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (self->item->node));

      self->names = g_ptr_array_sized_new (self->n);
      for (GList *l = g_list_nth (names, self->first); l != NULL && self->names->len < self->n; l = l->next)
        g_ptr_array_add (self->names, l->data);
    }
  return g_ptr_array_index (self->names, index - self->first);
}

static gpointer
embark_json_items_get_item (GListModel *model, guint position)
{
  EmbarkJsonItems *self = EMBARK_JSON_ITEMS (model);
  JsonNode *node = self->item->node;
  EmbarkJsonItem *child;

  if (position >= embark_json_items_get_n_items (model))
    return NULL;

  child = g_object_new (EMBARK_TYPE_JSON_ITEM, NULL);
  child->root = json_node_ref (self->item->root);
  child->parent = g_object_ref (self->item);
  child->index = self->first + position * self->step;
  if (self->step > 1)
    {
      child->node = node;
      child->n = MIN (self->step, self->first + self->n - child->index);
      child->step = self->step;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    child->node = json_array_get_element (json_node_get_array (node), child->index);
  else
    {
      child->name = get_name (self, child->index);
      child->node = json_object_get_member (json_node_get_object (node), child->name);
    }
  return child;
}

static void
embark_json_items_finalize (GObject *object)
{
  EmbarkJsonItems *self = EMBARK_JSON_ITEMS (object);

  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (embark_json_items_parent_class)->finalize (object);
}

static void
embark_json_items_class_init (EmbarkJsonItemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_json_items_finalize;
}

static void
embark_json_items_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_json_items_get_item_type;
  iface->get_n_items = embark_json_items_get_n_items;
  iface->get_item = embark_json_items_get_item;
}

static void
embark_json_items_init (EmbarkJsonItems *self)
{
}

/* ---- the item ---- */

static void
embark_json_item_finalize (GObject *object)
{
  EmbarkJsonItem *self = EMBARK_JSON_ITEM (object);

  g_clear_object (&self->parent);
  g_clear_pointer (&self->root, json_node_unref);
  G_OBJECT_CLASS (embark_json_item_parent_class)->finalize (object);
}

static void
embark_json_item_class_init (EmbarkJsonItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_json_item_finalize;
}

static void
embark_json_item_init (EmbarkJsonItem *self)
{
}

EmbarkJsonItem *
embark_json_item_new (JsonNode *root)
{
  EmbarkJsonItem *self;

  g_return_val_if_fail (root != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_JSON_ITEM, NULL);
  self->root = json_node_ref (root);
  self->node = root;
  return self;
}

EmbarkJsonItemKind
embark_json_item_get_kind (EmbarkJsonItem *self)
{
  GType type;

  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), EMBARK_JSON_ITEM_WORD);

  if (JSON_NODE_HOLDS_OBJECT (self->node))
    return EMBARK_JSON_ITEM_OBJECT;
  if (JSON_NODE_HOLDS_ARRAY (self->node))
    return EMBARK_JSON_ITEM_ARRAY;
  type = JSON_NODE_HOLDS_VALUE (self->node) ? json_node_get_value_type (self->node) : G_TYPE_INVALID;
  if (type == G_TYPE_STRING)
    return EMBARK_JSON_ITEM_STRING;
  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? EMBARK_JSON_ITEM_NUMBER : EMBARK_JSON_ITEM_WORD;
}

JsonNode *
embark_json_item_get_node (EmbarkJsonItem *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), NULL);

  return self->node;
}

gboolean
embark_json_item_get_is_range (EmbarkJsonItem *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), FALSE);

  return self->n > 0;
}

guint
embark_json_item_get_size (EmbarkJsonItem *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), 0);

  return self->n > 0 ? self->n : count (self->node);
}

/* Characters that are not seen, or that turn the direction of what follows them: a file's name that ends in
 * "cod.exe" could be made to read "exe.doc". */
static gboolean
is_hidden (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  /* What joins letters turns nothing, and words and pictures fall apart without it. */
  if (c == 0x200c || c == 0x200d)
    return FALSE;
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_SURROGATE;
}

static void
append_escaped (GString *to, gunichar c)
{
  static const char short_ones[] = "\bb\ff\nn\rr\tt";

  for (const char *s = short_ones; *s != '\0'; s += 2)
    if (c == (guchar) *s)
      {
        g_string_append_printf (to, "\\%c", s[1]);
        return;
      }
  if (c < 0x10000)
    g_string_append_printf (to, "\\u%04x", c);
  else
    g_string_append_printf (to, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
}

/* @quoted: quotation marks and backslashes are escaped too */
static void
append_text (GString *to, const char *text, gboolean quoted)
{
  for (guint i = 0; *text != '\0'; i++, text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (i == MAX_CHARS)
        {
          g_string_append (to, "…");
          return;
        }
      if (is_hidden (c))
        append_escaped (to, c);
      else if (quoted && (c == '"' || c == '\\'))
        g_string_append_printf (to, "\\%c", (char) c);
      else
        g_string_append_unichar (to, c);
    }
}

char *
embark_json_item_dup_name (EmbarkJsonItem *self)
{
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), NULL);

  if (self->n > 0)
    g_string_printf (name, "[%u … %u]", self->index, self->index + self->n - 1);
  else if (self->name != NULL)
    append_text (name, self->name, FALSE);
  else if (self->parent != NULL)
    g_string_printf (name, "[%u]", self->index);
  else
    g_string_append_c (name, '$');
  return g_string_free (g_steal_pointer (&name), FALSE);
}

char *
embark_json_item_dup_value (EmbarkJsonItem *self)
{
  g_autoptr (GString) value = g_string_new (NULL);

  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), NULL);

  switch (embark_json_item_get_kind (self))
    {
    case EMBARK_JSON_ITEM_OBJECT:
    case EMBARK_JSON_ITEM_ARRAY:
      break;
    case EMBARK_JSON_ITEM_STRING:
      g_string_append_c (value, '"');
      append_text (value, json_node_get_string (self->node), TRUE);
      g_string_append_c (value, '"');
      break;
    case EMBARK_JSON_ITEM_NUMBER:
    case EMBARK_JSON_ITEM_WORD:
    default:
      return embark_json_to_string (self->node, FALSE);
    }
  return g_string_free (g_steal_pointer (&value), FALSE);
}

static void
append_path (EmbarkJsonItem *self, GString *path)
{
  if (self->parent == NULL)
    {
      g_string_append_c (path, '$');
      return;
    }
  append_path (self->parent, path);
  if (self->name != NULL)
    embark_json_path_push_name (path, self->name);
  else if (self->n == 0)
    embark_json_path_push_index (path, self->index);
}

char *
embark_json_item_dup_path (EmbarkJsonItem *self)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), NULL);

  append_path (self, path);
  return g_string_free (g_steal_pointer (&path), FALSE);
}

GListModel *
embark_json_item_new_children (EmbarkJsonItem *self)
{
  EmbarkJsonItems *children;

  g_return_val_if_fail (EMBARK_IS_JSON_ITEM (self), NULL);

  if (embark_json_item_get_size (self) == 0)
    return NULL;
  children = g_object_new (EMBARK_TYPE_JSON_ITEMS, NULL);
  children->item = g_object_ref (self);
  children->first = self->n > 0 ? self->index : 0;
  children->n = embark_json_item_get_size (self);
  /* A range of a million is of ranges, one of a thousand of what is in it. */
  children->step = self->n > 0 ? self->step / EMBARK_JSON_ITEM_RANGE : choose_step (children->n);
  return G_LIST_MODEL (children);
}
