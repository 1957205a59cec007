/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json-print.h"
#include "embark-json-tree.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-notice.h"
#include "embark-run-data.h"

typedef enum
{
  WISH_NONE,
  WISH_TEXT,
  WISH_TREE,
} Wish;

struct _EmbarkRunData
{
  AdwBin parent_instance;

  EmbarkJsonView *text;
  EmbarkJsonTree *rows;
  GtkLabel *none;

  JsonNode *json;         /* (owned) (nullable) */
  GCancellable *printing; /* (owned) (nullable): of what is long */
  Wish wish;              /* what the user chose */
  gboolean tree;
  gboolean is_printed; /* the text is that of json */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_TREE,
  PROP_HAS_DATA,
  PROP_HAS_TREE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkRunData, embark_run_data, ADW_TYPE_BIN)

static gboolean
has_tree (EmbarkRunData *self)
{
  return self->json != NULL && (JSON_NODE_HOLDS_OBJECT (self->json) || JSON_NODE_HOLDS_ARRAY (self->json));
}

static void
update_parts (EmbarkRunData *self)
{
  const gboolean shows_text = self->json != NULL && !self->tree && self->is_printed;

  gtk_widget_set_visible (GTK_WIDGET (self->rows), self->json != NULL && self->tree);
  gtk_widget_set_visible (GTK_WIDGET (self->text), shows_text);
  gtk_widget_set_visible (GTK_WIDGET (self->none), self->json == NULL || (!self->tree && !shows_text));
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = embark_json_print_finish (result, &error);
  EmbarkRunData *self;

  /* Something else is shown by now, or nothing at all. */
  if (text == NULL)
    return;
  self = EMBARK_RUN_DATA (user_data);
  g_clear_object (&self->printing);
  embark_json_view_set_text (self->text, text);
  self->is_printed = TRUE;
  update_parts (self);
}

static void
stop_printing (EmbarkRunData *self)
{
  g_cancellable_cancel (self->printing);
  g_clear_object (&self->printing);
}

/* Text that stands there stays until the newer one comes. */
static void
show_text (EmbarkRunData *self, gboolean other)
{
  embark_json_tree_set_json (self->rows, NULL, TRUE);
  if (embark_json_is_short (self->json))
    {
      g_autofree char *text = self->json != NULL ? embark_json_to_string (self->json, TRUE) : NULL;

      embark_json_view_set_text (self->text, text);
      self->is_printed = TRUE;
      return;
    }
  if (other)
    {
      self->is_printed = FALSE;
      gtk_label_set_text (self->none, _ ("Reading what is long…"));
    }
  self->printing = g_cancellable_new ();
  embark_json_print_async (self->json, self->printing, printed_cb, self);
}

static void
show_tree (EmbarkRunData *self, gboolean other)
{
  embark_json_tree_set_json (self->rows, self->json, other);
  self->is_printed = FALSE;
  embark_json_view_set_text (self->text, NULL);
}

static void
set_tree (EmbarkRunData *self, gboolean tree)
{
  if (self->tree == tree)
    return;
  self->tree = tree;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TREE]);
}

static void
show (EmbarkRunData *self, gboolean other)
{
  stop_printing (self);
  if (self->tree && self->json != NULL)
    show_tree (self, other);
  else
    show_text (self, other);
  update_parts (self);
}

/* ---- the class ---- */

static void
embark_run_data_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkRunData *self = EMBARK_RUN_DATA (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      embark_json_view_set_label (self->text, g_value_get_string (value));
      g_object_set (self->rows, "label", g_value_get_string (value), NULL);
      break;
    case PROP_TREE:
      embark_run_data_set_tree (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_run_data_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkRunData *self = EMBARK_RUN_DATA (object);

  switch (prop_id)
    {
    case PROP_TREE:
      g_value_set_boolean (value, self->tree);
      break;
    case PROP_HAS_DATA:
      g_value_set_boolean (value, self->json != NULL);
      break;
    case PROP_HAS_TREE:
      g_value_set_boolean (value, has_tree (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_run_data_dispose (GObject *object)
{
  EmbarkRunData *self = EMBARK_RUN_DATA (object);

  stop_printing (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUN_DATA);
  g_clear_pointer (&self->json, embark_json_release);
  G_OBJECT_CLASS (embark_run_data_parent_class)->dispose (object);
}

static void
embark_run_data_class_init (EmbarkRunDataClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = embark_run_data_set_property;
  object_class->get_property = embark_run_data_get_property;
  object_class->dispose = embark_run_data_dispose;

  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TREE] = g_param_spec_boolean ("tree", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_HAS_DATA] = g_param_spec_boolean ("has-data", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_TREE] = g_param_spec_boolean ("has-tree", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  g_type_ensure (EMBARK_TYPE_JSON_TREE);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-run-data.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunData, text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunData, rows);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunData, none);
}

static void
embark_run_data_init (EmbarkRunData *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_parts (self);
}

void
embark_run_data_show (EmbarkRunData *self, JsonNode *json, gboolean other, const char *nothing)
{
  gboolean is_short;

  g_return_if_fail (EMBARK_IS_RUN_DATA (self));
  g_return_if_fail (nothing != NULL);

  is_short = embark_json_is_short (json);
  gtk_label_set_text (self->none, nothing);
  /* Of what is asked for again and again nothing moves that has not changed. */
  if (!other && json != NULL && self->json != NULL && is_short && embark_json_is_short (self->json)
      && json_node_equal (json, self->json))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->json, embark_json_release);
  self->json = json != NULL ? json_node_ref (json) : NULL;
  set_tree (self, has_tree (self) && (self->wish == WISH_TREE || (self->wish == WISH_NONE && !is_short)));
  show (self, other);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_DATA]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_TREE]);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
embark_run_data_get_tree (EmbarkRunData *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_DATA (self), FALSE);

  return self->tree;
}

void
embark_run_data_set_tree (EmbarkRunData *self, gboolean tree)
{
  g_return_if_fail (EMBARK_IS_RUN_DATA (self));

  if (self->tree == !!tree)
    return;
  self->wish = tree ? WISH_TREE : WISH_TEXT;
  set_tree (self, !!tree && has_tree (self));
  show (self, TRUE);
}

/* What is copied, and what is said then. */
typedef struct
{
  EmbarkRunData *data; /* (owned) */
  char *toast;         /* (owned) */
} Copy;

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = user_data;
  g_autofree char *text = embark_json_print_finish (result, NULL);

  if (text != NULL)
    embark_notice_copy (GTK_WIDGET (copy->data), text, copy->toast);
  g_object_unref (copy->data);
  g_free (copy->toast);
  g_free (copy);
}

void
embark_run_data_copy (EmbarkRunData *self, const char *toast)
{
  Copy *copy;

  g_return_if_fail (EMBARK_IS_RUN_DATA (self));

  if (self->json == NULL)
    return;
  copy = g_new0 (Copy, 1);
  copy->data = g_object_ref (self);
  copy->toast = g_strdup (toast);
  embark_json_print_async (self->json, NULL, copied_cb, copy);
}
