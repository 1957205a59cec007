/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "embark-json-view.h"
#include "embark-scroll-through.h"

/* One line of this many bytes takes the text layout longer than a frame. */
#define MAX_LINE_BYTES 8192
/* Without a blank to wrap at, this many do. */
#define MAX_WORD_BYTES 2048
/* So much is put in at once: more would hold up the window. */
#define PIECE_BYTES (64 * 1024)

struct _EmbarkJsonView
{
  AdwBin parent_instance;

  GtkLabel *note;
  GtkScrolledWindow *scroller;
  GtkSourceView *view;

  GtkTextBuffer *buffer; /* (owned) */
  char *whole;           /* (owned) (nullable): the text, where what is shown is not all of it */
  char *rest;            /* (owned) (nullable): what is put in piece by piece */
  gsize n_filled;        /* bytes of the rest that are in */
  guint fill_id;
  guint highlight_id;
  gboolean cut;         /* some of the text is never shown */
  char *label;          /* (owned) (nullable) */
  gboolean highlighted; /* language and scheme were attached */
};

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_EDITABLE,
  PROP_LABEL,
  PROP_MIN_HEIGHT,
  PROP_MAX_HEIGHT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkJsonView, embark_json_view, ADW_TYPE_BIN)

static void
update_scheme (EmbarkJsonView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  if (self->highlighted)
    gtk_source_buffer_set_style_scheme (
        GTK_SOURCE_BUFFER (self->buffer),
        gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

/* A very long line is not analysed either: that gives up with a complaint after two seconds. */
static void
update_language (EmbarkJsonView *self)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  const gboolean wraps = gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (self->view)) != GTK_WRAP_NONE;

  if (self->highlighted)
    gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self->buffer),
                                    wraps ? gtk_source_language_manager_get_language (manager, "json")
                                          : NULL);
}

static gboolean
highlight_cb (gpointer data)
{
  EmbarkJsonView *self = data;

  self->highlight_id = 0;
  self->highlighted = TRUE;
  update_language (self);
  update_scheme (self);
  return G_SOURCE_REMOVE;
}

/* Reading the language and the schemes costs as much as the rest of a page: not before somebody looks, and
 * not in the same turn. */
static void
view_map_cb (EmbarkJsonView *self)
{
  if (!self->highlighted && self->highlight_id == 0)
    self->highlight_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, highlight_cb, self, NULL);
}

/* A line that is wrapped is laid out in a time that grows with the square of its length: 64 KiB hold the
 * window for half a minute. What is only read is cut; what is written is not, and then such a line is not
 * wrapped, nor are its colours looked for. */
static void
set_wrapping (EmbarkJsonView *self, gboolean wraps)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);

  if ((gtk_text_view_get_wrap_mode (view) != GTK_WRAP_NONE) == wraps)
    return;
  gtk_text_view_set_wrap_mode (view, wraps ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
  gtk_scrolled_window_set_policy (self->scroller, wraps ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  update_language (self);
}

static gboolean
has_long_line (const char *text, gsize length)
{
  while (length > MAX_LINE_BYTES)
    {
      const char *end = memchr (text, '\n', length);

      if (end == NULL || end - text > MAX_LINE_BYTES)
        return TRUE;
      length -= (gsize) (end + 1 - text);
      text = end + 1;
    }
  return FALSE;
}

static void
inserted_cb (EmbarkJsonView *self, GtkTextIter *end, const char *text, int length)
{
  if (embark_json_view_get_editable (self)
      && (has_long_line (text, length < 0 ? strlen (text) : (gsize) length)
          || gtk_text_iter_get_bytes_in_line (end) > MAX_LINE_BYTES))
    set_wrapping (self, FALSE);
}

static void
buffer_changed_cb (EmbarkJsonView *self)
{
  if (gtk_text_buffer_get_char_count (self->buffer) == 0)
    set_wrapping (self, TRUE);
  /* The text is the same, more of it is seen. */
  if (self->fill_id != 0)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
stop_filling (EmbarkJsonView *self)
{
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_pointer (&self->rest, g_free);
  self->n_filled = 0;
}

static void
embark_json_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkJsonView *self = EMBARK_JSON_VIEW (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      embark_json_view_set_text (self, g_value_get_string (value));
      break;
    case PROP_EDITABLE:
      embark_json_view_set_editable (self, g_value_get_boolean (value));
      break;
    case PROP_LABEL:
      embark_json_view_set_label (self, g_value_get_string (value));
      break;
    case PROP_MIN_HEIGHT:
      gtk_scrolled_window_set_min_content_height (self->scroller, g_value_get_int (value));
      break;
    case PROP_MAX_HEIGHT:
      gtk_scrolled_window_set_max_content_height (self->scroller, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_json_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkJsonView *self = EMBARK_JSON_VIEW (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_take_string (value, embark_json_view_dup_text (self));
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, embark_json_view_get_editable (self));
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_MIN_HEIGHT:
      g_value_set_int (value, gtk_scrolled_window_get_min_content_height (self->scroller));
      break;
    case PROP_MAX_HEIGHT:
      g_value_set_int (value, gtk_scrolled_window_get_max_content_height (self->scroller));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_json_view_dispose (GObject *object)
{
  EmbarkJsonView *self = EMBARK_JSON_VIEW (object);

  stop_filling (self);
  g_clear_handle_id (&self->highlight_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_JSON_VIEW);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->whole, g_free);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (embark_json_view_parent_class)->dispose (object);
}

static gboolean
embark_json_view_grab_focus (GtkWidget *widget)
{
  EmbarkJsonView *self = EMBARK_JSON_VIEW (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
embark_json_view_class_init (EmbarkJsonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = embark_json_view_set_property;
  object_class->get_property = embark_json_view_get_property;
  object_class->dispose = embark_json_view_dispose;
  widget_class->grab_focus = embark_json_view_grab_focus;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, FALSE, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_MIN_HEIGHT] = g_param_spec_int ("min-height", NULL, NULL, -1, G_MAXINT, 48, flags);
  properties[PROP_MAX_HEIGHT] = g_param_spec_int ("max-height", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-json-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonView, note);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonView, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmbarkJsonView, view);
}

static void
embark_json_view_init (EmbarkJsonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_scroll_through (self->scroller);

  self->buffer = GTK_TEXT_BUFFER (gtk_source_buffer_new (NULL));
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (self->buffer), FALSE);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), self->buffer);
  /* JSON reads from the left in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);

  g_signal_connect_object (self->view, "map", G_CALLBACK (view_map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
embark_json_view_new (void)
{
  return g_object_new (EMBARK_TYPE_JSON_VIEW, NULL);
}

/* Returns: how much of a line of @length bytes can be shown */
static gsize
measure_line (const char *line, gsize length)
{
  const gsize most = MIN (length, MAX_LINE_BYTES);

  for (gsize i = 0, word = 0; i < most; i++)
    if (line[i] == ' ')
      word = i + 1;
    else if (i - word == MAX_WORD_BYTES)
      return i;
  return most;
}

/* Appends a line of @length bytes to @shown, at most @room bytes and what can be shown of it. Returns:
 * whether all of it. */
static gboolean
append_line (GString *shown, const char *line, gsize length, gsize room)
{
  gsize keep = MIN (measure_line (line, length), room);

  /* Not into the middle of a character: bytes that go on with one begin with the bits 10. */
  while (keep > 0 && keep < length && ((guchar) line[keep] & 0xc0) == 0x80)
    keep--;

  g_string_append_len (shown, line, keep);
  if (keep == length)
    return TRUE;
  g_string_append (shown, "…");
  return FALSE;
}

/* Returns: (transfer full) (nullable): what is shown of @text, %NULL for all of it */
static char *
cut_text (const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean whole = TRUE;

  while (*text != '\0' && shown->len < EMBARK_JSON_VIEW_MAX_BYTES)
    {
      const char *end = strchr (text, '\n');
      gsize length = end != NULL ? (gsize) (end - text) : strlen (text);

      whole = append_line (shown, text, length, EMBARK_JSON_VIEW_MAX_BYTES - shown->len) && whole;
      text += length;
      if (*text == '\n')
        {
          g_string_append_c (shown, '\n');
          text++;
        }
    }

  return whole && *text == '\0' ? NULL : g_string_free (g_steal_pointer (&shown), FALSE);
}

static void
update_note (EmbarkJsonView *self)
{
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->note), self->cut);
  if (!self->cut)
    return;

  size = g_format_size (strlen (self->whole));
  /* Translators: %s is a size, as in "3.2 MB" */
  text = g_strdup_printf (_ ("Cut here: it has %s. Copy takes all of it."), size);
  gtk_label_set_text (self->note, text);
}

/* Returns: how much of @text is put in at once: up to the end of a line, so that no line is laid out twice */
static gsize
measure_piece (const char *text)
{
  gsize length = strlen (text);
  const char *end;

  if (length <= PIECE_BYTES)
    return length;
  end = strchr (text + PIECE_BYTES, '\n');
  return end != NULL ? (gsize) (end - text) + 1 : length;
}

static gboolean
fill_cb (gpointer user_data)
{
  EmbarkJsonView *self = user_data;
  const char *rest = self->rest + self->n_filled;
  gsize length = measure_piece (rest);
  GtkTextIter end;

  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert (self->buffer, &end, rest, (int) length);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->n_filled += length;
  if (self->rest[self->n_filled] != '\0')
    return G_SOURCE_CONTINUE;

  self->fill_id = 0;
  stop_filling (self);
  if (!self->cut)
    g_clear_pointer (&self->whole, g_free);
  return G_SOURCE_REMOVE;
}

void
embark_json_view_set_text (EmbarkJsonView *self, const char *text)
{
  const char *all;
  gsize length;
  g_autofree char *valid = NULL;
  g_autofree char *old = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (EMBARK_IS_JSON_VIEW (self));

  valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  old = embark_json_view_dup_text (self);
  if (g_str_equal (valid, old))
    return;

  stop_filling (self);
  /* Only what is read is cut: of what is written nothing may be lost. */
  if (!embark_json_view_get_editable (self))
    shown = cut_text (valid);
  all = shown != NULL ? shown : valid;
  length = embark_json_view_get_editable (self) ? strlen (all) : measure_piece (all);
  self->cut = shown != NULL;
  g_free (self->whole);
  self->whole = shown != NULL || all[length] != '\0' ? g_strdup (valid) : NULL;

  /* The buffer changes twice, by taking out and by putting in: told once. */
  g_object_freeze_notify (G_OBJECT (self));
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, all, (int) length);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  g_object_thaw_notify (G_OBJECT (self));
  update_note (self);
  if (all[length] == '\0')
    return;
  self->rest = g_strdup (all + length);
  /* After what draws, so that the first piece is seen first. */
  self->fill_id = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}

char *
embark_json_view_dup_text (EmbarkJsonView *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (EMBARK_IS_JSON_VIEW (self), NULL);

  if (self->whole != NULL)
    return g_strdup (self->whole);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

void
embark_json_view_set_editable (EmbarkJsonView *self, gboolean editable)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_JSON_VIEW (self));

  if (embark_json_view_get_editable (self) == !!editable)
    return;

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->view), editable);
  gtk_source_view_set_auto_indent (self->view, editable);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (self->buffer), editable);
  if (editable && self->whole != NULL)
    {
      stop_filling (self);
      self->cut = FALSE;
      text = g_steal_pointer (&self->whole);
      gtk_text_buffer_set_text (self->buffer, text, -1);
      update_note (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITABLE]);
}

gboolean
embark_json_view_get_editable (EmbarkJsonView *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_VIEW (self), FALSE);

  return gtk_text_view_get_editable (GTK_TEXT_VIEW (self->view));
}

void
embark_json_view_set_label (EmbarkJsonView *self, const char *label)
{
  g_autofree char *copy = g_strdup (label);

  g_return_if_fail (EMBARK_IS_JSON_VIEW (self));

  if (g_strcmp0 (self->label, label) == 0)
    return;

  g_free (self->label);
  self->label = g_steal_pointer (&copy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->label != NULL ? self->label : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

gboolean
embark_json_view_get_cut (EmbarkJsonView *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_VIEW (self), FALSE);

  return self->cut;
}

GtkWidget *
embark_json_view_get_text_view (EmbarkJsonView *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_VIEW (self), NULL);

  return GTK_WIDGET (self->view);
}

void
embark_json_view_go_to_line (EmbarkJsonView *self, guint line)
{
  GtkTextIter iter;

  g_return_if_fail (EMBARK_IS_JSON_VIEW (self));

  gtk_text_buffer_get_iter_at_line (self->buffer, &iter,
                                    line > 0 ? (int) MIN (line - 1, (guint) G_MAXINT) : 0);
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &iter, 0.1, FALSE, 0, 0);
}
