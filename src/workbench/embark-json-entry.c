/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-json-entry.h"
#include "embark-json-view.h"
#include "embark-json.h"

struct _EmbarkJsonEntry
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkImage *validity_icon;
  GtkLabel *validity;
  EmbarkJsonView *view;

  guint line; /* of the fault, 0: none or not known */
  gboolean optional;
  gboolean valid;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_OPTIONAL,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkJsonEntry, embark_json_entry, ADW_TYPE_BIN)

static void
set_validity (EmbarkJsonEntry *self, EmbarkTone tone, const char *text)
{
  const gboolean bad = tone == EMBARK_TONE_BAD;

  embark_tone_apply_to_image (tone, self->validity_icon);
  gtk_widget_set_visible (GTK_WIDGET (self->validity_icon), *text != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->validity), bad ? "success-text" : "error-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->validity), bad ? "error-text" : "success-text");
  /* Said again only when it changed: this is a live region. */
  if (g_strcmp0 (gtk_label_get_text (self->validity), text) != 0)
    gtk_label_set_text (self->validity, text);
}

static gboolean
check (EmbarkJsonEntry *self, const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint column = 0;

  self->line = 0;
  if (*text == '\0')
    {
      set_validity (self, self->optional ? EMBARK_TONE_OK : EMBARK_TONE_BAD,
                    self->optional ? "" : _ ("Empty: {} is the least that can be sent"));
      return self->optional;
    }
  if (!embark_json_check (text, -1, &self->line, &column, &error))
    {
      if (self->line > 0)
        /* Translators: where JSON is wrong, and what is wrong there */
        words = g_strdup_printf (_ ("Line %u: %s"), self->line, error->message);
      set_validity (self, EMBARK_TONE_BAD, words != NULL ? words : error->message);
      return FALSE;
    }
  node = embark_json_parse (text, -1, NULL);
  if (embark_json_node_object (node) == NULL)
    {
      set_validity (self, EMBARK_TONE_BAD, _ ("It has to be an object: it begins with { and ends with }"));
      return FALSE;
    }
  set_validity (self, EMBARK_TONE_OK, _ ("Valid"));
  return TRUE;
}

static void
text_changed_cb (EmbarkJsonEntry *self)
{
  g_autofree char *text = embark_json_view_dup_text (self->view);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gboolean valid = check (self, *stripped == '\0' ? "" : text);

  if (self->valid != valid)
    {
      self->valid = valid;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
embark_json_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkJsonEntry *self = EMBARK_JSON_ENTRY (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->heading));
      break;
    case PROP_OPTIONAL:
      g_value_set_boolean (value, self->optional);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_json_entry_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkJsonEntry *self = EMBARK_JSON_ENTRY (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_text (self->heading, g_value_get_string (value));
      embark_json_view_set_label (self->view, g_value_get_string (value));
      break;
    case PROP_OPTIONAL:
      self->optional = g_value_get_boolean (value);
      text_changed_cb (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_json_entry_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_JSON_ENTRY);
  G_OBJECT_CLASS (embark_json_entry_parent_class)->dispose (object);
}

static void
embark_json_entry_class_init (EmbarkJsonEntryClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = embark_json_entry_get_property;
  object_class->set_property = embark_json_entry_set_property;
  object_class->dispose = embark_json_entry_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_OPTIONAL] = g_param_spec_boolean ("optional", NULL, NULL, FALSE, flags);
  properties[PROP_VALID] =
      g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-json-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonEntry, heading);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonEntry, validity_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonEntry, validity);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonEntry, view);
}

static void
embark_json_entry_init (EmbarkJsonEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::text", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  text_changed_cb (self);
}

void
embark_json_entry_set_text (EmbarkJsonEntry *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_JSON_ENTRY (self));

  embark_json_view_set_text (self->view, text);
}

char *
embark_json_entry_dup_text (EmbarkJsonEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_ENTRY (self), NULL);

  return embark_json_view_dup_text (self->view);
}

gboolean
embark_json_entry_get_valid (EmbarkJsonEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_ENTRY (self), FALSE);

  return self->valid;
}

void
embark_json_entry_set_refusal (EmbarkJsonEntry *self, const char *words)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_JSON_ENTRY (self));

  text = embark_json_view_dup_text (self->view);
  if (words != NULL)
    set_validity (self, EMBARK_TONE_BAD, words);
  else
    check (self, text);
}

void
embark_json_entry_go_to_fault (EmbarkJsonEntry *self)
{
  g_return_if_fail (EMBARK_IS_JSON_ENTRY (self));

  embark_json_view_go_to_line (self->view, MAX (self->line, 1));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
