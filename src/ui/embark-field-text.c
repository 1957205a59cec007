/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text of several lines. */

#include "config.h"

#include <string.h>

#include "embark-field-editor.h"
#include "embark-scroll-through.h"

#define MIN_HEIGHT 60
#define MAX_HEIGHT 240

#define EMBARK_TYPE_FIELD_TEXT (embark_field_text_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldText, embark_field_text, EMBARK, FIELD_TEXT, AdwBin)

struct _EmbarkFieldText
{
  AdwBin parent_instance;

  GtkTextView *view; /* (unowned) */
  GtkLabel *hint;    /* (unowned): the placeholder */
  JsonNode *value;   /* (owned) (nullable): as set */
  gboolean setting;
};

static void embark_field_text_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldText,
                               embark_field_text,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_text_editor_init))

static char *
dup_text (EmbarkFieldText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
update_hint (EmbarkFieldText *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->hint),
                          gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0);
}

static void
changed_cb (EmbarkFieldText *self)
{
  update_hint (self);
  if (!self->setting)
    embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
}

static void
embark_field_text_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldText *self = EMBARK_FIELD_TEXT (editor);
  const char *placeholder = embark_field_get_placeholder (field);

  gtk_label_set_text (self->hint, placeholder != NULL ? placeholder : "");
  if (placeholder != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                    placeholder, -1);
}

static gboolean
embark_field_text_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldText *self = EMBARK_FIELD_TEXT (editor);
  g_autofree char *text = NULL;
  JsonNode *old = self->value;

  if (value != NULL && !JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  text = embark_field_value_to_text (value);
  if (strlen (text) > EMBARK_FIELD_MAX_TEXT)
    return FALSE;
  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);

  self->setting = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
  self->setting = FALSE;
  update_hint (self);
  return TRUE;
}

static JsonNode *
embark_field_text_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldText *self = EMBARK_FIELD_TEXT (editor);
  g_autofree char *text = dup_text (self);
  g_autofree char *old = embark_field_value_to_text (self->value);

  if (self->value != NULL && g_str_equal (text, old))
    return json_node_ref (self->value);

  return embark_field_value_from_text (text, self->value);
}

static GtkWidget *
embark_field_text_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (EMBARK_FIELD_TEXT (editor)->view);
}

static void
embark_field_text_dispose (GObject *object)
{
  EmbarkFieldText *self = EMBARK_FIELD_TEXT (object);

  self->setting = TRUE;
  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_text_parent_class)->dispose (object);
}

static void
embark_field_text_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_text_set_field;
  iface->set_value = embark_field_text_set_value;
  iface->dup_value = embark_field_text_dup_value;
  iface->get_control = embark_field_text_get_control;
}

static void
embark_field_text_class_init (EmbarkFieldTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_text_dispose;
}

static GtkWidget *
new_view (void)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  return view;
}

static void
embark_field_text_init (EmbarkFieldText *self)
{
  GtkWidget *view = new_view ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *hint = gtk_label_new (NULL);

  self->view = GTK_TEXT_VIEW (view);
  self->hint = GTK_LABEL (hint);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MIN_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_add_css_class (scroller, "field-code");
  embark_scroll_through (GTK_SCROLLED_WINDOW (scroller));
  embark_field_editor_bind_save (EMBARK_FIELD_EDITOR (self));

  gtk_label_set_ellipsize (self->hint, PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (hint, GTK_ALIGN_START);
  gtk_widget_set_valign (hint, GTK_ALIGN_START);
  gtk_widget_set_can_target (hint, FALSE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (hint, "field-hint");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), hint);
  adw_bin_set_child (ADW_BIN (self), overlay);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_text_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_TEXT, NULL);
}
