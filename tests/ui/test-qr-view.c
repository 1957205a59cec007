/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <qrencode.h>

#include "embark-qr-view.h"
#include "ui-test-util.h"

#define TEXT "https://app.example/connect/eyJhbGciOiJIUzI1NiJ9.eyJ0ZXN0IjoxfQ.c2lnbmF0dXJlLW9mLXRoZS10ZXN0"

static void
test_new_destroy (void)
{
  GtkWidget *view = g_object_ref_sink (embark_qr_view_new ());

  g_assert_true (embark_qr_view_set_text (EMBARK_QR_VIEW (view), TEXT));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_finalize_object (view);
}

/* Every module is the encoder's own. */
static void
test_modules (void)
{
  EmbarkQrView *view = EMBARK_QR_VIEW (g_object_ref_sink (embark_qr_view_new ()));
  EmbarkQrView *copy = EMBARK_QR_VIEW (g_object_ref_sink (embark_qr_view_new ()));
  QRcode *code = QRcode_encodeString8bit (TEXT, 0, QR_ECLEVEL_L);

  g_assert_true (embark_qr_view_set_text (view, TEXT));
  embark_qr_view_copy (copy, view);
  g_assert_cmpuint (embark_qr_view_get_n_modules (view), ==, code->width);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      {
        g_assert_cmpint (embark_qr_view_get_module (view, x, y), ==, code->data[y * code->width + x] & 1);
        g_assert_cmpint (embark_qr_view_get_module (copy, x, y), ==, code->data[y * code->width + x] & 1);
      }
  QRcode_free (code);
  g_assert_finalize_object (view);
  g_assert_finalize_object (copy);
}

/* Too long a text is no code, and says so. */
static void
test_too_long (void)
{
  EmbarkQrView *view = EMBARK_QR_VIEW (g_object_ref_sink (embark_qr_view_new ()));
  g_autofree char *text = g_strnfill (4000, 'x');

  g_assert_false (embark_qr_view_set_text (view, text));
  g_assert_cmpuint (embark_qr_view_get_n_modules (view), ==, 0);
  g_assert_cmpuint (embark_qr_view_get_module_pixels (view, 200, 1), ==, 0);
  g_assert_true (embark_qr_view_set_text (view, TEXT));
  g_assert_true (embark_qr_view_set_text (view, NULL));
  g_assert_cmpuint (embark_qr_view_get_n_modules (view), ==, 0);
  g_assert_finalize_object (view);
}

static guint8
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return data[y * cairo_image_surface_get_stride (surface) + x * 4];
}

/* What is drawn: the modules at whole pixels, black on white whatever the style, and a quiet zone of four. */
static void
test_drawn (void)
{
  EmbarkQrView *view = EMBARK_QR_VIEW (embark_qr_view_new ());
  GtkWindow *window;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  cairo_surface_t *surface;
  cairo_t *cr;
  guint pixels;
  int size;
  int margin;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  embark_qr_view_set_text (view, TEXT);
  gtk_widget_set_halign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (view), 301, 301);
  window = ui_show (GTK_WIDGET (view), 400, 400);
  size = gtk_widget_get_width (GTK_WIDGET (view));
  g_assert_cmpint (size, ==, gtk_widget_get_height (GTK_WIDGET (view)));
  pixels = embark_qr_view_get_module_pixels (view, size, 1);
  margin = (size - (int) (embark_qr_view_get_n_modules (view) * pixels)) / 2;
  g_assert_cmpuint (pixels, >=, 2);
  g_assert_cmpint (margin, >=, 4 * (int) pixels);

  GTK_WIDGET_GET_CLASS (view)->snapshot (GTK_WIDGET (view), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        const int column = (x - margin) >= 0 ? (x - margin) / (int) pixels : -1;
        const int row = (y - margin) >= 0 ? (y - margin) / (int) pixels : -1;
        const int n = (int) embark_qr_view_get_n_modules (view);
        const gboolean black = column >= 0 && column < n && row >= 0 && row < n
                               && embark_qr_view_get_module (view, (guint) column, (guint) row);

        g_assert_cmpuint (pixel_at (surface, x, y), ==, black ? 0 : 255);
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  gsk_render_node_unref (node);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  ui_close (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/qr-view/new-destroy", test_new_destroy);
  g_test_add_func ("/ui/qr-view/modules", test_modules);
  g_test_add_func ("/ui/qr-view/too-long", test_too_long);
  g_test_add_func ("/ui/qr-view/drawn", test_drawn);
  return g_test_run ();
}
