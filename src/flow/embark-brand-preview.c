/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "embark-brand-preview.h"
#include "embark-glib.h"

#define WIDTH         260
#define HEIGHT        132
#define MARGIN        18
#define BUTTON_WIDTH  120
#define BUTTON_HEIGHT 30

/* What a page without a look of its own is drawn with. */
#define OWN_COLOR      "#3584e4"
#define OWN_BACKGROUND "#ffffff"

#define WHITE "#ffffff"
#define BLACK "#1a1a1a"

struct _EmbarkBrandPreview
{
  GtkWidget parent_instance;

  char *name;       /* (owned) (nullable) */
  char *color;      /* (owned) (nullable) */
  char *background; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkBrandPreview, embark_brand_preview, GTK_TYPE_WIDGET)

gboolean
embark_brand_is_color (const char *text)
{
  return text != NULL && text[0] == '#' && strlen (text) == 7
         && strspn (text + 1, "0123456789abcdefABCDEF") == 6;
}

static double
linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const char *color)
{
  GdkRGBA rgba = { 0, 0, 0, 1 };

  gdk_rgba_parse (&rgba, color);
  return 0.2126 * linear (rgba.red) + 0.7152 * linear (rgba.green) + 0.0722 * linear (rgba.blue);
}

double
embark_brand_contrast (const char *a, const char *b)
{
  const double one = luminance (a);
  const double other = luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static void
append_text (EmbarkBrandPreview *self,
             GtkSnapshot *snapshot,
             const char *text,
             const char *words,
             gboolean bold,
             int x,
             int y,
             int width,
             int height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA color;
  int text_height;

  if (bold)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gdk_rgba_parse (&color, words);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) (y + (height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
append_box (GtkSnapshot *snapshot, const char *text, int x, int y, int width, int height, float radius)
{
  GskRoundedRect rect;
  GdkRGBA color;

  gdk_rgba_parse (&color, text);
  gsk_rounded_rect_init_from_rect (
      &rect, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, &color, &rect.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
embark_brand_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EmbarkBrandPreview *self = EMBARK_BRAND_PREVIEW (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  const char *background = self->background != NULL ? self->background : OWN_BACKGROUND;
  const char *color = self->color != NULL ? self->color : OWN_COLOR;
  const char *words =
      embark_brand_contrast (background, WHITE) >= embark_brand_contrast (background, BLACK) ? WHITE : BLACK;
  const int left = (width - BUTTON_WIDTH) / 2;
  const int top = height - MARGIN - BUTTON_HEIGHT;

  append_box (snapshot, background, 0, 0, width, height, 12);
  append_text (self, snapshot, self->name != NULL ? self->name : _ ("Your company"), words, TRUE, MARGIN,
               MARGIN, width - 2 * MARGIN, 24);
  append_text (self, snapshot, "Salesforce", words, FALSE, MARGIN, MARGIN + 26, width - 2 * MARGIN, 24);
  append_box (snapshot, color, left, top, BUTTON_WIDTH, BUTTON_HEIGHT, 6);
  /* White on any colour, as the page has it: whether that can be read is what the preview is for. */
  append_text (self, snapshot, _ ("Connect"), WHITE, TRUE, left, top, BUTTON_WIDTH, BUTTON_HEIGHT);
}

static void
embark_brand_preview_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *natural = *minimum;
}

static void
embark_brand_preview_finalize (GObject *object)
{
  EmbarkBrandPreview *self = EMBARK_BRAND_PREVIEW (object);

  g_free (self->name);
  g_free (self->color);
  g_free (self->background);
  G_OBJECT_CLASS (embark_brand_preview_parent_class)->finalize (object);
}

static void
embark_brand_preview_class_init (EmbarkBrandPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = embark_brand_preview_finalize;
  widget_class->snapshot = embark_brand_preview_snapshot;
  widget_class->measure = embark_brand_preview_measure;

  gtk_widget_class_set_css_name (widget_class, "embarkbrandpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
embark_brand_preview_init (EmbarkBrandPreview *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How the connect page will look"), -1);
}

void
embark_brand_preview_set (EmbarkBrandPreview *self,
                          const char *name,
                          const char *color,
                          const char *background)
{
  g_return_if_fail (EMBARK_IS_BRAND_PREVIEW (self));

  embark_set_str (&self->name, name != NULL && *name != '\0' ? name : NULL);
  embark_set_str (&self->color, embark_brand_is_color (color) ? color : NULL);
  embark_set_str (&self->background, embark_brand_is_color (background) ? background : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
