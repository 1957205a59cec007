/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-choices.h"

#include "embark-field-editor.h"
#include "embark-text.h"

#define MAX_LABEL_CHARS 300

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

/* ---- the list of them -------------------------------------------------------------------------------------
 */

struct _EmbarkFieldChoices
{
  GObject parent_instance;

  GPtrArray *options;        /* (owned) (nullable) (element-type EmbarkOption) */
  EmbarkFieldChoice **lines; /* (owned) (nullable): n_items; each made when it is asked for */
  guint n_items;
  GHashTable *positions; /* (owned) (nullable) (element-type utf8 guint): by key; made when it is asked for */
  guint64 number;        /* another one for each */
  guint64 like;          /* the number of that with which it was last compared */
  gboolean is_like;
};

/* Those that somebody has, by their options. (element-type GPtrArray EmbarkFieldChoices), all unowned: each
 * holds its options and takes itself out. Only the main thread has widgets. */
static GHashTable *shared;

static GType
get_item_type (GListModel *model)
{
  return EMBARK_TYPE_FIELD_CHOICE;
}

static guint
get_n_items (GListModel *model)
{
  EmbarkFieldChoices *self = EMBARK_FIELD_CHOICES (model);

  return self->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  EmbarkFieldChoices *self = EMBARK_FIELD_CHOICES (model);

  if (position >= get_n_items (model))
    return NULL;
  if (self->lines[position] == NULL)
    {
      EmbarkOption *option = g_ptr_array_index (self->options, position);

      self->lines[position] =
          embark_field_choice_new (embark_option_get_name (option), embark_option_get_value (option));
    }
  return g_object_ref (self->lines[position]);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldChoices,
                               embark_field_choices,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
embark_field_choices_finalize (GObject *object)
{
  EmbarkFieldChoices *self = EMBARK_FIELD_CHOICES (object);

  for (guint i = 0; i < self->n_items; i++)
    g_clear_object (&self->lines[i]);
  g_free (self->lines);
  if (self->options != NULL)
    g_hash_table_remove (shared, self->options);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  G_OBJECT_CLASS (embark_field_choices_parent_class)->finalize (object);
}

static void
embark_field_choices_class_init (EmbarkFieldChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_field_choices_finalize;
}

static void
embark_field_choices_init (EmbarkFieldChoices *self)
{
  static guint64 last;

  self->number = ++last;
}

EmbarkFieldChoices *
embark_field_choices_get (GPtrArray *options)
{
  EmbarkFieldChoices *self;

  if (shared == NULL)
    shared = g_hash_table_new (NULL, NULL);
  if (options == NULL || options->len == 0)
    return g_object_new (EMBARK_TYPE_FIELD_CHOICES, NULL);
  self = g_hash_table_lookup (shared, options);
  if (self != NULL)
    return g_object_ref (self);

  self = g_object_new (EMBARK_TYPE_FIELD_CHOICES, NULL);
  self->options = g_ptr_array_ref (options);
  self->n_items = options->len;
  self->lines = g_new0 (EmbarkFieldChoice *, self->n_items);
  g_hash_table_insert (shared, options, self);
  return self;
}

guint
embark_field_choices_find (EmbarkFieldChoices *self, const char *key)
{
  gpointer position;

  g_return_val_if_fail (EMBARK_IS_FIELD_CHOICES (self), G_MAXUINT);

  if (self->positions == NULL)
    {
      self->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      /* The first of several that are equal is the one to be found. */
      for (guint i = self->n_items; i > 0; i--)
        g_hash_table_replace (
            self->positions,
            embark_field_value_key (embark_option_get_value (g_ptr_array_index (self->options, i - 1))),
            GUINT_TO_POINTER (i - 1));
    }
  return g_hash_table_lookup_extended (self->positions, key, NULL, &position) ? GPOINTER_TO_UINT (position)
                                                                              : G_MAXUINT;
}

static gboolean
compare (EmbarkFieldChoices *a, EmbarkFieldChoices *b)
{
  if (a->n_items != b->n_items)
    return FALSE;
  for (guint i = 0; i < a->n_items; i++)
    {
      EmbarkOption *one = g_ptr_array_index (a->options, i);
      EmbarkOption *other = g_ptr_array_index (b->options, i);

      if (g_strcmp0 (embark_option_get_name (one), embark_option_get_name (other)) != 0
          || !embark_field_value_equal (embark_option_get_value (one), embark_option_get_value (other)))
        return FALSE;
    }
  return TRUE;
}

gboolean
embark_field_choices_equal (EmbarkFieldChoices *a, EmbarkFieldChoices *b)
{
  if (a == b || a == NULL || b == NULL)
    return a == b;
  /* All rows that share them ask the same. */
  if (b->like != a->number)
    {
      b->is_like = compare (a, b);
      b->like = a->number;
    }
  return b->is_like;
}
