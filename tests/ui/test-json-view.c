/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#include "embark-json-view.h"
#include "embark-track.h"
#include "ui-test-util.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static GtkSourceView *
find_source (EmbarkJsonView *view)
{
  return GTK_SOURCE_VIEW (ui_find (GTK_WIDGET (view), GTK_SOURCE_TYPE_VIEW, NULL));
}

static void
test_new_destroy (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  EmbarkTrack *track = EMBARK_TRACK (g_object_ref_sink (embark_track_new ()));

  embark_track_add_bar (track, 0, 0.5, "ok");
  embark_track_add_grid (track, 0.5);
  embark_track_add_mark (track, 0.5, "2 s");
  g_assert_cmpuint (embark_track_get_n_bars (track), ==, 1);
  embark_track_clear (track);
  g_assert_cmpuint (embark_track_get_n_bars (track), ==, 0);
  embark_track_add_bar (track, -1, 7, NULL);

  g_assert_finalize_object (view);
  g_assert_finalize_object (track);
}

static void
test_text (void)
{
  static const char text[] = "{\n  \"big\": 12345678901234567890,\t\"z\":1.50\n}\n";
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  g_autofree char *back = NULL;
  guint n_notified = 0;

  g_signal_connect_swapped (view, "notify::text", G_CALLBACK (count_cb), &n_notified);
  embark_json_view_set_editable (view, TRUE);
  embark_json_view_set_text (view, text);
  g_assert_cmpuint (n_notified, ==, 1);
  back = embark_json_view_dup_text (view);
  g_assert_cmpstr (back, ==, text);

  embark_json_view_set_text (view, text);
  g_assert_cmpuint (n_notified, ==, 1);
  embark_json_view_set_text (view, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_finalize_object (view);
}

static void
test_bad_utf8 (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  g_autofree char *text = NULL;

  embark_json_view_set_text (view, "a\xff"
                                   "b");
  text = embark_json_view_dup_text (view);
  g_assert_cmpstr (text, ==,
                   "a\xef\xbf\xbd"
                   "b");
  g_assert_finalize_object (view);
}

/* A large answer is cut where it is read, and whole where it is copied; a cut never falls into a character.
 */
static void
test_cut (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_source (view)));
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GString) one_line = g_string_new ("x");
  g_autofree char *whole = NULL;

  while (lines->len <= 2 * EMBARK_JSON_VIEW_MAX_BYTES)
    g_string_append (lines, "  \"key\": \"value\",\n");
  embark_json_view_set_text (view, lines->str);
  g_assert_true (embark_json_view_get_cut (view));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), <=, EMBARK_JSON_VIEW_MAX_BYTES + 2);
  g_assert_true (ui_is_shown (ui_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "warning-text")));
  whole = embark_json_view_dup_text (view);
  g_assert_cmpstr (whole, ==, lines->str);

  while (one_line->len <= 100000)
    g_string_append (one_line, "ä€😀");
  embark_json_view_set_text (view, one_line->str);
  g_assert_true (embark_json_view_get_cut (view));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), <, 10000);

  /* Where there is nothing to wrap at, a line takes its time earlier. */
  g_string_truncate (one_line, 0);
  while (one_line->len <= 5000)
    g_string_append (one_line, "word ");
  embark_json_view_set_text (view, one_line->str);
  g_assert_false (embark_json_view_get_cut (view));
  for (gsize i = 100; i < one_line->len; i++)
    one_line->str[i] = 'x';
  embark_json_view_set_text (view, one_line->str);
  g_assert_true (embark_json_view_get_cut (view));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 100 + 2048 + 1);

  embark_json_view_set_text (view, "{}");
  g_assert_false (embark_json_view_get_cut (view));
  g_assert_false (gtk_widget_get_visible (ui_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "warning-text")));
  g_assert_finalize_object (view);
}

/* Nothing of what is written is cut. */
static void
test_no_cut_while_editable (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_source (view)));
  g_autofree char *text = g_strnfill (20000, 'a');

  embark_json_view_set_text (view, text);
  g_assert_true (embark_json_view_get_cut (view));
  embark_json_view_set_editable (view, TRUE);
  g_assert_false (embark_json_view_get_cut (view));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 20000);
  g_assert_finalize_object (view);
}

/* Wrapping a line of 64 KiB would hold the window for half a minute. */
static void
test_long_line (void)
{
  GtkWidget *view = embark_json_view_new ();
  GtkTextView *text_view = GTK_TEXT_VIEW (embark_json_view_get_text_view (EMBARK_JSON_VIEW (view)));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text_view);
  g_autofree char *value = g_strnfill (64 * 1024, 'x');
  g_autofree char *json = g_strdup_printf ("{\n  \"a\": \"%s\"\n}", value);
  g_autofree char *many = g_strnfill (10000, '\n');
  g_autofree char *text = NULL;
  GtkWindow *window;

  embark_json_view_set_editable (EMBARK_JSON_VIEW (view), TRUE);
  window = ui_show (view, 400, 300);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (text_view), ==, GTK_WRAP_WORD_CHAR);
  embark_json_view_set_text (EMBARK_JSON_VIEW (view), json);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (text_view), ==, GTK_WRAP_NONE);
  ui_settle ();
  g_assert_cmpint (gtk_widget_get_width (view), ==, 400);
  g_assert_null (gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (buffer)));
  text = embark_json_view_dup_text (EMBARK_JSON_VIEW (view));
  g_assert_cmpstr (text, ==, json);

  embark_json_view_set_text (EMBARK_JSON_VIEW (view), many);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (text_view), ==, GTK_WRAP_WORD_CHAR);
  g_assert_nonnull (gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (buffer)));
  /* The same when it grows piece by piece. */
  gtk_text_buffer_set_text (buffer, "{}", -1);
  for (guint i = 0; i < 64; i++)
    gtk_text_buffer_insert_at_cursor (buffer, value, 1024);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (text_view), ==, GTK_WRAP_NONE);
  ui_settle ();
  gtk_window_destroy (window);
}

static void
test_highlighting_when_mapped (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (embark_json_view_new ());
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_source (view))));
  GtkSourceStyleScheme *scheme;
  GtkWindow *window;

  g_assert_null (gtk_source_buffer_get_language (buffer));
  window = ui_show (GTK_WIDGET (view), 300, 200);
  g_assert_cmpstr (gtk_source_language_get_id (gtk_source_buffer_get_language (buffer)), ==, "json");
  scheme = gtk_source_buffer_get_style_scheme (buffer);
  g_assert_cmpstr (gtk_source_style_scheme_get_id (scheme), ==, "Adwaita");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  scheme = gtk_source_buffer_get_style_scheme (buffer);
  g_assert_cmpstr (gtk_source_style_scheme_get_id (scheme), ==, "Adwaita-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  ui_close (window);
}

static void
test_accessible (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  GtkSourceView *source = find_source (view);

  g_object_set (view, "label", "Payload, JSON", NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (source), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Payload, JSON");
  /* Tab has to lead out of it again. */
  g_assert_false (gtk_text_view_get_accepts_tab (GTK_TEXT_VIEW (source)));
  /* JSON is read from the left, whatever the language. */
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (source)), ==, GTK_TEXT_DIR_LTR);
  g_assert_finalize_object (view);
}

static int
get_left (GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds));
  return (int) bounds.origin.x;
}

static void
test_track_places (void)
{
  EmbarkTrack *track = EMBARK_TRACK (embark_track_new ());
  GtkWindow *window;
  GtkWidget *bar;

  embark_track_add_bar (track, 0.25, 0.5, "ok");
  bar = gtk_widget_get_first_child (GTK_WIDGET (track));
  window = ui_show (GTK_WIDGET (track), 400, 40);
  g_assert_cmpint (get_left (bar), ==, gtk_widget_get_width (GTK_WIDGET (track)) / 4);
  g_assert_cmpint (gtk_widget_get_width (bar), ==, gtk_widget_get_width (GTK_WIDGET (track)) / 4);
  ui_close (window);

  track = EMBARK_TRACK (embark_track_new ());
  gtk_widget_set_direction (GTK_WIDGET (track), GTK_TEXT_DIR_RTL);
  embark_track_add_bar (track, 0, 0.25, "ok");
  bar = gtk_widget_get_first_child (GTK_WIDGET (track));
  window = ui_show (GTK_WIDGET (track), 400, 40);
  g_assert_cmpint (get_left (bar) + gtk_widget_get_width (bar), ==,
                   gtk_widget_get_width (GTK_WIDGET (track)));
  ui_close (window);
}

static gboolean
is_filled (GtkTextBuffer *buffer, int length)
{
  return gtk_text_buffer_get_char_count (buffer) >= length;
}

/* What is long comes piece by piece; it can be copied whole at once, and another text takes its place. */
static void
test_pieces (void)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (g_object_ref_sink (embark_json_view_new ()));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (embark_json_view_get_text_view (view)));
  g_autoptr (GString) text = g_string_new ("[\n");
  g_autofree char *at_once = NULL;
  g_autofree char *filled = NULL;
  g_autofree char *other = NULL;

  while (text->len < 500000)
    g_string_append (text, "  \"Kaffee für Zoë\",\n");
  embark_json_view_set_text (view, text->str);
  g_assert_false (is_filled (buffer, (int) g_utf8_strlen (text->str, -1)));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), >, 0);
  at_once = embark_json_view_dup_text (view);
  g_assert_cmpstr (at_once, ==, text->str);
  g_assert_false (embark_json_view_get_cut (view));
  while (!is_filled (buffer, (int) g_utf8_strlen (text->str, -1)))
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
  filled = embark_json_view_dup_text (view);
  g_assert_cmpstr (filled, ==, text->str);

  g_string_append (text, "1]");
  embark_json_view_set_text (view, text->str);
  embark_json_view_set_text (view, "{}");
  ui_settle ();
  other = embark_json_view_dup_text (view);
  g_assert_cmpstr (other, ==, "{}");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 2);
  g_object_unref (view);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/json-view/new-destroy", test_new_destroy);
  g_test_add_func ("/ui/json-view/text", test_text);
  g_test_add_func ("/ui/json-view/bad-utf8", test_bad_utf8);
  g_test_add_func ("/ui/json-view/cut", test_cut);
  g_test_add_func ("/ui/json-view/pieces", test_pieces);
  g_test_add_func ("/ui/json-view/no-cut-while-editable", test_no_cut_while_editable);
  g_test_add_func ("/ui/json-view/long-line", test_long_line);
  g_test_add_func ("/ui/json-view/highlighting-when-mapped", test_highlighting_when_mapped);
  g_test_add_func ("/ui/json-view/accessible", test_accessible);
  g_test_add_func ("/ui/track/places", test_track_places);
  return g_test_run ();
}
