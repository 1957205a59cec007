/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <qrencode.h>
#include <string.h>

#include "embark-qr-view.h"

#define QUIET_ZONE   4
#define DEFAULT_SIZE 2
#define BLANK_SIDE   100

struct _EmbarkQrView
{
  GtkWidget parent_instance;

  GBytes *modules; /* (owned) (nullable): a byte each, 1 is black */
  guint side;
  int module_size;
};

enum
{
  PROP_0,
  PROP_MODULE_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkQrView, embark_qr_view, GTK_TYPE_WIDGET)

static guint
whole_side (EmbarkQrView *self)
{
  return self->side + 2 * QUIET_ZONE;
}

/* Returns: (transfer full): the code in device pixels, so that nothing between them and the screen smooths
 * its edges */
static GdkTexture *
make_texture (EmbarkQrView *self, guint pixels)
{
  const guint side = self->side * pixels;
  guint8 *data = g_malloc ((gsize) side * side * 3);
  g_autoptr (GBytes) bytes = NULL;

  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      memset (data + ((gsize) y * side + x) * 3,
              embark_qr_view_get_module (self, x / pixels, y / pixels) ? 0 : 255, 3);
  bytes = g_bytes_new_take (data, (gsize) side * side * 3);
  return gdk_memory_texture_new ((int) side, (int) side, GDK_MEMORY_R8G8B8, bytes, (gsize) side * 3);
}

static void
embark_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EmbarkQrView *self = EMBARK_QR_VIEW (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  const int scale = gtk_widget_get_scale_factor (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  const guint pixels = embark_qr_view_get_module_pixels (self, MIN (width, height), scale);
  g_autoptr (GdkTexture) texture = NULL;
  guint side;
  int left;
  int top;

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (pixels == 0)
    return;
  side = self->side * pixels;
  left = (width * scale - (int) side) / 2;
  top = (height * scale - (int) side) / 2;
  texture = make_texture (self, pixels);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) left / scale, (float) top / scale,
                                                    (float) side / scale, (float) side / scale));
}

static GtkSizeRequestMode
embark_qr_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
embark_qr_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  EmbarkQrView *self = EMBARK_QR_VIEW (widget);
  const int side = self->side > 0 ? (int) whole_side (self) * self->module_size : BLANK_SIDE;

  *minimum = side;
  *natural = side;
}

static void
embark_qr_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkQrView *self = EMBARK_QR_VIEW (object);

  switch (prop_id)
    {
    case PROP_MODULE_SIZE:
      if (self->module_size == g_value_get_int (value))
        return;
      self->module_size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_qr_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MODULE_SIZE:
      g_value_set_int (value, EMBARK_QR_VIEW (object)->module_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&EMBARK_QR_VIEW (object)->modules, g_bytes_unref);
  G_OBJECT_CLASS (embark_qr_view_parent_class)->finalize (object);
}

static void
embark_qr_view_class_init (EmbarkQrViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = embark_qr_view_set_property;
  object_class->get_property = embark_qr_view_get_property;
  object_class->finalize = embark_qr_view_finalize;
  widget_class->snapshot = embark_qr_view_snapshot;
  widget_class->measure = embark_qr_view_measure;
  widget_class->get_request_mode = embark_qr_view_get_request_mode;

  properties[PROP_MODULE_SIZE] =
      g_param_spec_int ("module-size", NULL, NULL, 1, 64, DEFAULT_SIZE,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "embarkqr");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
embark_qr_view_init (EmbarkQrView *self)
{
  self->module_size = DEFAULT_SIZE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
embark_qr_view_new (void)
{
  return g_object_new (EMBARK_TYPE_QR_VIEW, NULL);
}

static void
set_modules (EmbarkQrView *self, GBytes *modules, guint side)
{
  g_clear_pointer (&self->modules, g_bytes_unref);
  self->modules = modules != NULL ? g_bytes_ref (modules) : NULL;
  self->side = modules != NULL ? side : 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
embark_qr_view_set_text (EmbarkQrView *self, const char *text)
{
  g_autoptr (GBytes) modules = NULL;
  QRcode *code;
  guint8 *data;
  gsize length;

  g_return_val_if_fail (EMBARK_IS_QR_VIEW (self), FALSE);

  if (text == NULL)
    {
      set_modules (self, NULL, 0);
      return TRUE;
    }
  /* Connect addresses are long: the lowest correction keeps the modules large, and a screen has no scratches.
   */
  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_L);
  if (code == NULL)
    {
      set_modules (self, NULL, 0);
      return FALSE;
    }
  length = (gsize) code->width * (gsize) code->width;
  data = g_malloc (length);
  for (gsize i = 0; i < length; i++)
    data[i] = code->data[i] & 1;
  modules = g_bytes_new_take (data, length);
  set_modules (self, modules, (guint) code->width);
  QRcode_free (code);
  return TRUE;
}

void
embark_qr_view_copy (EmbarkQrView *self, EmbarkQrView *other)
{
  g_return_if_fail (EMBARK_IS_QR_VIEW (self));
  g_return_if_fail (EMBARK_IS_QR_VIEW (other));

  set_modules (self, other->modules, other->side);
}

guint
embark_qr_view_get_n_modules (EmbarkQrView *self)
{
  g_return_val_if_fail (EMBARK_IS_QR_VIEW (self), 0);

  return self->side;
}

gboolean
embark_qr_view_get_module (EmbarkQrView *self, guint x, guint y)
{
  g_return_val_if_fail (EMBARK_IS_QR_VIEW (self), FALSE);
  g_return_val_if_fail (x < self->side && y < self->side, FALSE);

  return ((const guint8 *) g_bytes_get_data (self->modules, NULL))[y * self->side + x] != 0;
}

guint
embark_qr_view_get_module_pixels (EmbarkQrView *self, int size, int scale)
{
  g_return_val_if_fail (EMBARK_IS_QR_VIEW (self), 0);

  if (self->side == 0 || size <= 0 || scale <= 0)
    return 0;
  return (guint) (size * scale) / whole_side (self);
}
