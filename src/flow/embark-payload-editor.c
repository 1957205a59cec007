/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-payload-editor.h"

struct _EmbarkPayloadEditor
{
  AdwBin parent_instance;

  GtkImage *validity_icon;
  GtkLabel *validity;
  GtkWidget *reset;
  EmbarkJsonView *view;

  EmbarkEvent *event; /* (owned) (nullable) */
  GHashTable *edits;  /* (owned) (element-type utf8 utf8): event name → text that differs from its sample */
  char *sample;       /* (owned) (nullable): of the event shown */
  gboolean valid;
};

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkPayloadEditor, embark_payload_editor, ADW_TYPE_BIN)

static void
set_validity (EmbarkPayloadEditor *self, EmbarkTone tone, const char *css_class, const char *text)
{
  embark_tone_apply_to_image (tone, self->validity_icon);
  gtk_widget_remove_css_class (GTK_WIDGET (self->validity), "success-text");
  gtk_widget_remove_css_class (GTK_WIDGET (self->validity), "error-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->validity), css_class);
  /* Said again only when it changed: this is a live region. */
  if (g_strcmp0 (gtk_label_get_text (self->validity), text) != 0)
    gtk_label_set_text (self->validity, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->validity), tone == EMBARK_TONE_OK ? NULL : text);
}

static gboolean
check (EmbarkPayloadEditor *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint line = 0;
  guint column = 0;

  if (*text == '\0')
    {
      set_validity (self, EMBARK_TONE_BAD, "error-text", _ ("Empty: {} is the least that can be sent"));
      return FALSE;
    }
  if (embark_json_check (text, -1, &line, &column, &error))
    {
      set_validity (self, EMBARK_TONE_OK, "success-text", _ ("Valid"));
      return TRUE;
    }

  if (line > 0)
    /* Translators: where JSON is wrong, and what is wrong there */
    words = g_strdup_printf (_ ("Line %u: %s"), line, error->message);
  else
    words = g_strdup (error->message);
  set_validity (self, EMBARK_TONE_BAD, "error-text", words);
  return FALSE;
}

static void
text_changed_cb (EmbarkPayloadEditor *self)
{
  g_autofree char *text = embark_json_view_dup_text (self->view);
  gboolean valid = check (self, text);
  gboolean edited = g_strcmp0 (text, self->sample) != 0;

  gtk_widget_set_sensitive (self->reset, edited);
  if (self->event != NULL)
    {
      if (edited)
        g_hash_table_replace (self->edits, g_strdup (embark_event_get_name (self->event)),
                              g_steal_pointer (&text));
      else
        g_hash_table_remove (self->edits, embark_event_get_name (self->event));
    }

  if (self->valid == valid)
    return;
  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
reset_clicked_cb (EmbarkPayloadEditor *self)
{
  embark_json_view_set_text (self->view, self->sample);
  /* The button has just become insensitive: the focus goes where it is of use. */
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
embark_payload_editor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPayloadEditor *self = EMBARK_PAYLOAD_EDITOR (object);

  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_payload_editor_dispose (GObject *object)
{
  EmbarkPayloadEditor *self = EMBARK_PAYLOAD_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_PAYLOAD_EDITOR);
  g_clear_object (&self->event);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_pointer (&self->sample, g_free);
  G_OBJECT_CLASS (embark_payload_editor_parent_class)->dispose (object);
}

static void
embark_payload_editor_class_init (EmbarkPayloadEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = embark_payload_editor_get_property;
  object_class->dispose = embark_payload_editor_dispose;

  properties[PROP_VALID] =
      g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-payload-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadEditor, validity_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadEditor, validity);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadEditor, reset);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadEditor, view);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
embark_payload_editor_init (EmbarkPayloadEditor *self)
{
  self->edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::text", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  text_changed_cb (self);
}

GtkWidget *
embark_payload_editor_new (void)
{
  return g_object_new (EMBARK_TYPE_PAYLOAD_EDITOR, NULL);
}

void
embark_payload_editor_set_event (EmbarkPayloadEditor *self, EmbarkEvent *event)
{
  const char *edit;
  gboolean same;

  g_return_if_fail (EMBARK_IS_PAYLOAD_EDITOR (self));
  g_return_if_fail (EMBARK_IS_EVENT (event));

  same =
      self->event != NULL && g_str_equal (embark_event_get_name (self->event), embark_event_get_name (event));
  edit = g_hash_table_lookup (self->edits, embark_event_get_name (event));
  g_set_object (&self->event, event);
  g_free (self->sample);
  self->sample = embark_event_dup_sample (event);

  if (!same || edit == NULL)
    {
      g_autofree char *text = g_strdup (edit != NULL ? edit : self->sample);

      embark_json_view_set_text (self->view, text);
    }
  text_changed_cb (self);
}

const char *
embark_payload_editor_get_event_name (EmbarkPayloadEditor *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_EDITOR (self), NULL);

  return self->event != NULL ? embark_event_get_name (self->event) : NULL;
}

gboolean
embark_payload_editor_get_valid (EmbarkPayloadEditor *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_EDITOR (self), FALSE);

  return self->valid;
}

char *
embark_payload_editor_dup_text (EmbarkPayloadEditor *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_EDITOR (self), NULL);

  return embark_json_view_dup_text (self->view);
}

void
embark_payload_editor_set_text (EmbarkPayloadEditor *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_EDITOR (self));

  embark_json_view_set_text (self->view, text);
}
