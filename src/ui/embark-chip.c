/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-chip.h"

#define ICON_SIZE 13
#define SPACING   5

struct _EmbarkChip
{
  GtkWidget parent_instance;

  GtkWidget *image; /* (owned): child */
  GtkWidget *label; /* (owned): child */
  EmbarkTone tone;
};

enum
{
  PROP_0,
  PROP_TONE,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkChip, embark_chip, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon_name;
  const char *css_class;
} tones[] = {
  [EMBARK_TONE_IDLE] = { "embark-idle-symbolic", "idle" },
  [EMBARK_TONE_NOW] = { "embark-pending-symbolic", "now" },
  [EMBARK_TONE_OK] = { "embark-ok-symbolic", "ok" },
  [EMBARK_TONE_WARN] = { "dialog-warning-symbolic", "warn" },
  [EMBARK_TONE_BAD] = { "dialog-error-symbolic", "bad" },
};

const char *
embark_tone_get_icon_name (EmbarkTone tone)
{
  g_return_val_if_fail ((guint) tone < G_N_ELEMENTS (tones), NULL);

  return tones[tone].icon_name;
}

const char *
embark_tone_get_css_class (EmbarkTone tone)
{
  g_return_val_if_fail ((guint) tone < G_N_ELEMENTS (tones), NULL);

  return tones[tone].css_class;
}

static void
apply_class (GtkWidget *widget, EmbarkTone tone)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (widget, tones[i].css_class);
  gtk_widget_add_css_class (widget, tones[tone].css_class);
}

void
embark_tone_apply_to_image (EmbarkTone tone, GtkImage *image)
{
  g_return_if_fail (GTK_IS_IMAGE (image));
  g_return_if_fail ((guint) tone < G_N_ELEMENTS (tones));

  gtk_image_set_from_icon_name (image, tones[tone].icon_name);
  apply_class (GTK_WIDGET (image), tone);
}

static void
embark_chip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkChip *self = EMBARK_CHIP (object);

  switch (prop_id)
    {
    case PROP_TONE:
      embark_chip_set (self, g_value_get_int (value), gtk_label_get_text (GTK_LABEL (self->label)));
      break;
    case PROP_LABEL:
      embark_chip_set (self, self->tone, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_chip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkChip *self = EMBARK_CHIP (object);

  switch (prop_id)
    {
    case PROP_TONE:
      g_value_set_int (value, self->tone);
      break;
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_text (GTK_LABEL (self->label)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_chip_dispose (GObject *object)
{
  EmbarkChip *self = EMBARK_CHIP (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (embark_chip_parent_class)->dispose (object);
}

static void
embark_chip_class_init (EmbarkChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_chip_dispose;
  object_class->set_property = embark_chip_set_property;
  object_class->get_property = embark_chip_get_property;

  properties[PROP_TONE] =
      g_param_spec_int ("tone", NULL, NULL, EMBARK_TONE_IDLE, EMBARK_TONE_BAD, EMBARK_TONE_IDLE,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string (
      "label", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "box");
}

static void
embark_chip_init (EmbarkChip *self)
{
  self->image = gtk_image_new_from_icon_name (tones[EMBARK_TONE_IDLE].icon_name);
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), ICON_SIZE);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), SPACING);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  apply_class (GTK_WIDGET (self), EMBARK_TONE_IDLE);
}

GtkWidget *
embark_chip_new (EmbarkTone tone, const char *label)
{
  return g_object_new (EMBARK_TYPE_CHIP, "tone", (int) tone, "label", label, NULL);
}

void
embark_chip_set (EmbarkChip *self, EmbarkTone tone, const char *label)
{
  g_return_if_fail (EMBARK_IS_CHIP (self));
  g_return_if_fail ((guint) tone < G_N_ELEMENTS (tones));

  if (label == NULL)
    label = "";
  g_object_freeze_notify (G_OBJECT (self));
  if (self->tone != tone)
    {
      self->tone = tone;
      gtk_image_set_from_icon_name (GTK_IMAGE (self->image), tones[tone].icon_name);
      apply_class (GTK_WIDGET (self), tone);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
    }
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->label)), label) != 0)
    {
      gtk_label_set_text (GTK_LABEL (self->label), label);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
