/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compare-row.h"
#include "embark-json.h"
#include "embark-run-node-row.h"
#include "embark-time.h"
#include "embark-track.h"

/* So many differences of one node are shown. */
#define MAX_LINES 40
/* So much of one value. */
#define MAX_VALUE_CHARS 300

struct _EmbarkCompareRow
{
  GtkListBoxRow parent_instance;

  EmbarkComparedNode *node; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkCompareRow, embark_compare_row, GTK_TYPE_LIST_BOX_ROW)

static void
embark_compare_row_dispose (GObject *object)
{
  g_clear_object (&EMBARK_COMPARE_ROW (object)->node);
  G_OBJECT_CLASS (embark_compare_row_parent_class)->dispose (object);
}

static void
embark_compare_row_class_init (EmbarkCompareRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_compare_row_dispose;
}

static void
embark_compare_row_init (EmbarkCompareRow *self)
{
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* ---- the line of the node ---- */

static void
append_side (GtkBox *line, EmbarkExecutionNode *node, double longest, gboolean narrow)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", 14, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  double duration = node != NULL ? embark_execution_node_get_duration (node) : -1;
  EmbarkTone tone = node != NULL ? embark_run_node_get_tone (node, EMBARK_RUN_TURN_OVER) : EMBARK_TONE_IDLE;
  g_autofree char *took = duration >= 0 ? embark_time_dup_duration (duration) : g_strdup ("");
  GtkWidget *time = new_label (took, "numeric");
  GtkWidget *track;

  embark_tone_apply_to_image (tone, GTK_IMAGE (icon));
  if (node == NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (icon), "embark-skipped-symbolic");
  gtk_label_set_width_chars (GTK_LABEL (time), 7);
  gtk_label_set_xalign (GTK_LABEL (time), 1);
  gtk_box_append (line, icon);
  gtk_box_append (line, time);
  if (narrow)
    return;
  track = embark_track_new ();
  gtk_widget_set_hexpand (track, TRUE);
  gtk_widget_set_valign (track, GTK_ALIGN_CENTER);
  if (duration >= 0 && longest > 0)
    embark_track_add_bar (EMBARK_TRACK (track), 0, CLAMP (duration / longest, 0, 1),
                          tone == EMBARK_TONE_BAD ? "bad" : "ghost");
  gtk_box_append (line, track);
}

/* Returns: (transfer full): what differs, in few words */
static char *
dup_words (EmbarkComparedNode *node)
{
  EmbarkExecutionNode *a = embark_compared_node_get_a (node);
  EmbarkExecutionNode *b = embark_compared_node_get_b (node);
  guint n_in = embark_compared_node_get_input_diff (node)->len;
  guint n_out = embark_compared_node_get_output_diff (node)->len;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (a == NULL || b == NULL)
    return g_strdup (a == NULL ? _ ("only in B") : _ ("only in A"));
  if (embark_compared_node_get_status_differs (node))
    g_ptr_array_add (parts, g_strdup (embark_run_node_get_word (b, EMBARK_RUN_TURN_OVER)));
  if (embark_compared_node_get_attempts_differ (node))
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u try", "%u tries", embark_execution_node_get_attempts (b)),
                                      embark_execution_node_get_attempts (b)));
  if (n_in > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("input: %u"), n_in));
  if (n_out > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("output: %u"), n_out));
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_ ("same")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* ---- what differs ---- */

static char *
dup_value (JsonNode *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    return g_strdup ("");
  text = embark_json_to_string (value, FALSE);
  if (g_utf8_strlen (text, -1) > MAX_VALUE_CHARS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_VALUE_CHARS);

      return g_strconcat (start, "…", NULL);
    }
  return g_steal_pointer (&text);
}

static GtkWidget *
new_value (const char *text, const char *css_class)
{
  GtkWidget *label = new_label (text, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* What is selected with the mouse is no stop for the keyboard: there may be hundreds. */
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "diff-line");
  gtk_widget_add_css_class (label, "code");
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  return label;
}

/* Returns: (transfer full): "Output $.status", and what happened to it where the values do not say it */
static char *
dup_place (const char *part, const EmbarkDiffEntry *entry)
{
  switch (entry->kind)
    {
    case EMBARK_DIFF_ADDED:
      return g_strdup_printf (_ ("%s %s · only in B"), part, entry->path);
    case EMBARK_DIFF_REMOVED:
      return g_strdup_printf (_ ("%s %s · only in A"), part, entry->path);
    case EMBARK_DIFF_MOVED:
      return g_strdup_printf (_ ("%s %s · moved from place %u to %u"), part, entry->path, entry->from + 1,
                              entry->to + 1);
    case EMBARK_DIFF_CHANGED:
    default:
      return g_strdup_printf (_ ("%s %s"), part, entry->path);
    }
}

static void
append_entry (GtkBox *box, const char *part, const EmbarkDiffEntry *entry)
{
  g_autofree char *place = dup_place (part, entry);
  g_autofree char *a = dup_value (entry->a);
  g_autofree char *b = dup_value (entry->b);
  GtkWidget *label = new_label (place, "caption");
  GtkWidget *values = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 1);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (box, label);
  if (entry->kind == EMBARK_DIFF_MOVED)
    return;
  gtk_box_set_homogeneous (GTK_BOX (values), TRUE);
  gtk_box_append (GTK_BOX (values), new_value (a, "diff-old"));
  gtk_box_append (GTK_BOX (values), new_value (b, "diff-new"));
  gtk_box_append (box, values);
}

static guint
append_entries (GtkBox *box, const char *part, GPtrArray *entries, guint room)
{
  guint n = MIN (entries->len, room);

  for (guint i = 0; i < n; i++)
    append_entry (box, part, g_ptr_array_index (entries, i));
  return n;
}

static GtkWidget *
new_diff (EmbarkComparedNode *node)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GPtrArray *in = embark_compared_node_get_input_diff (node);
  GPtrArray *out = embark_compared_node_get_output_diff (node);
  guint shown = append_entries (GTK_BOX (box), _ ("Input"), in, MAX_LINES);

  gtk_widget_add_css_class (box, "diff");
  shown += append_entries (GTK_BOX (box), _ ("Output"), out, MAX_LINES - shown);
  if (shown < in->len + out->len || embark_compared_node_get_truncated (node))
    {
      guint more = in->len + out->len - shown;
      g_autofree char *text =
          embark_compared_node_get_truncated (node)
              ? g_strdup (_ ("There are more differences than are listed."))
              : g_strdup_printf (ngettext ("%u more difference", "%u more differences", more), more);

      gtk_box_append (GTK_BOX (box), new_label (text, "dim-label"));
    }
  return box;
}

GtkWidget *
embark_compare_row_new (EmbarkComparedNode *node, double longest, gboolean narrow)
{
  EmbarkCompareRow *self = g_object_new (EMBARK_TYPE_COMPARE_ROW, "activatable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, narrow ? 6 : 9);
  GtkWidget *name = new_label (embark_compared_node_get_name (node),
                               embark_compared_node_get_differs (node) ? "heading" : "body");
  g_autofree char *words = dup_words (node);
  GtkWidget *delta = new_label (words, "caption");
  g_autofree char *label = NULL;

  self->node = g_object_ref (node);
  gtk_widget_add_css_class (line, "compare-line");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), narrow ? 6 : 16);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 16);
  gtk_widget_set_hexpand (name, narrow);
  gtk_label_set_ellipsize (GTK_LABEL (delta), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (delta), 1);
  gtk_label_set_width_chars (GTK_LABEL (delta), narrow ? 6 : 20);
  gtk_widget_set_tooltip_text (delta, words);
  if (!embark_compared_node_get_differs (node))
    gtk_widget_add_css_class (delta, "dim-label");

  gtk_box_append (GTK_BOX (line), name);
  append_side (GTK_BOX (line), embark_compared_node_get_a (node), longest, narrow);
  append_side (GTK_BOX (line), embark_compared_node_get_b (node), longest, narrow);
  gtk_box_append (GTK_BOX (line), delta);
  gtk_box_append (GTK_BOX (box), line);
  if (embark_compared_node_get_input_diff (node)->len + embark_compared_node_get_output_diff (node)->len > 0)
    gtk_box_append (GTK_BOX (box), new_diff (node));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  /* Translators: a node of two runs for a screen reader: its name, and what differs */
  label = g_strdup_printf (_ ("%s, %s"), embark_compared_node_get_name (node), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}
