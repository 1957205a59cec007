/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-row-private.h"
#include "embark-text.h"
#include "embark-tooltip.h"

/* What a server says is data and may be of any length. */
#define MAX_TITLE_CHARS 200
#define MAX_NOTE_CHARS  1000

enum
{
  EDITED,
  COMMIT,
  REJECTED,
  REVERT,
  RELOAD,
  RULE_COLUMN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFieldRow, embark_field_row, ADW_TYPE_BIN)

static void build_editor (EmbarkFieldRow *self);

gboolean
embark_field_row_editor_is_valid (EmbarkFieldRow *self, char **reason)
{
  EmbarkFieldEditorInterface *iface = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor);

  *reason = NULL;
  return iface->get_valid == NULL || iface->get_valid (self->editor, reason);
}

static JsonNode *
editor_dup_value (EmbarkFieldRow *self)
{
  return EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->dup_value (self->editor);
}

static char *
editor_dup_key (EmbarkFieldRow *self)
{
  g_autoptr (JsonNode) value = editor_dup_value (self);

  return embark_field_value_key (value);
}

/* ---- the user's edits -------------------------------------------------------------------------------------
 */

static void
editor_changed_cb (EmbarkFieldRow *self)
{
  self->edited = TRUE;
  embark_field_row_update_note (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
show_value (EmbarkFieldRow *self)
{
  EmbarkFieldEditorInterface *iface;

  self->edited = FALSE;
  self->visited = FALSE;
  g_clear_pointer (&self->sent, g_free);
  g_clear_pointer (&self->sent_before, g_free);
  if (self->field == NULL)
    return;

  if (self->raw || self->editor == NULL)
    {
      self->raw = FALSE;
      build_editor (self);
    }
  iface = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor);
  if (!iface->set_value (self->editor, self->value))
    {
      self->raw = TRUE;
      build_editor (self);
      EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->set_value (self->editor, self->value);
    }
  embark_field_row_update_note (self);
}

static void
go_back (EmbarkFieldRow *self)
{
  show_value (self);
  g_signal_emit (self, signals[REVERT], 0);
}

/* @explicit: the user asked for it, and may ask for the same again */
static void
try_commit (EmbarkFieldRow *self, gboolean explicit)
{
  g_autofree char *shown = NULL;
  g_autofree char *saved = NULL;

  if (!self->edited)
    return;

  self->visited = TRUE;
  embark_field_row_update_note (self);
  if (!embark_field_row_get_valid (self, NULL))
    {
      g_signal_emit (self, signals[REJECTED], 0);
      return;
    }

  shown = editor_dup_key (self);
  saved = embark_field_value_key (self->value);
  if (self->state == EMBARK_FIELD_ROW_REFUSED && g_str_equal (shown, saved))
    {
      go_back (self);
      return;
    }
  if (g_str_equal (shown, self->sent != NULL ? self->sent : saved)
      && !(explicit && self->state == EMBARK_FIELD_ROW_REFUSED))
    return;

  g_free (self->sent_before);
  self->sent_before = g_steal_pointer (&self->sent);
  self->sent = g_steal_pointer (&shown);
  g_signal_emit (self, signals[COMMIT], 0);
}

static void
editor_done_cb (EmbarkFieldRow *self)
{
  try_commit (self, TRUE);
}

static void
editor_rule_column_cb (EmbarkFieldRow *self, const char *lhs)
{
  g_signal_emit (self, signals[RULE_COLUMN], 0, lhs);
}

static void
focus_left_cb (EmbarkFieldRow *self)
{
  try_commit (self, FALSE);
}

static void
action_clicked_cb (EmbarkFieldRow *self)
{
  if (self->state == EMBARK_FIELD_ROW_BLOCKED)
    g_signal_emit (self, signals[RELOAD], 0);
  else
    go_back (self);
}

/* ---- the editor -------------------------------------------------------------------------------------------
 */

static GtkWidget *
new_editor (EmbarkFieldRow *self)
{
  if (self->raw)
    return embark_field_raw_new ();

  switch (embark_field_get_kind (self->field))
    {
    case EMBARK_FIELD_KIND_TEXT:
    case EMBARK_FIELD_KIND_EMAIL:
    case EMBARK_FIELD_KIND_URL:
    case EMBARK_FIELD_KIND_NUMBER:
      return embark_field_entry_new ();
    case EMBARK_FIELD_KIND_TEXTAREA:
      return embark_field_text_new ();
    case EMBARK_FIELD_KIND_DATE:
      return embark_field_date_new ();
    case EMBARK_FIELD_KIND_JSON:
      return embark_field_json_new ();
    case EMBARK_FIELD_KIND_SELECT:
      return embark_field_get_multiple (self->field) ? embark_field_select_many_new ()
                                                     : embark_field_select_new ();
    case EMBARK_FIELD_KIND_MAP:
      return embark_field_map_new ();
    case EMBARK_FIELD_KIND_MAP_V2:
      return embark_field_pairs_new ();
    case EMBARK_FIELD_KIND_RULE_ENGINE:
      return embark_field_rules_new ();
    case EMBARK_FIELD_KIND_UNKNOWN:
    default:
      return embark_field_raw_new ();
    }
}

static void
place_editor (EmbarkFieldRow *self, GtkWidget *editor, EmbarkFieldPlace place)
{
  AdwBin *bins[] = { self->under_title, self->side, self->below };
  gboolean line = place == EMBARK_FIELD_PLACE_UNDER_TITLE;

  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    {
      adw_bin_set_child (bins[i], i == place ? editor : NULL);
      gtk_widget_set_visible (GTK_WIDGET (bins[i]), i == place);
    }

  if (line)
    gtk_widget_add_css_class (GTK_WIDGET (self), "line");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "line");
}

static void
build_editor (EmbarkFieldRow *self)
{
  GtkWidget *editor = new_editor (self);
  EmbarkFieldEditorInterface *iface = EMBARK_FIELD_EDITOR_GET_IFACE (editor);
  GtkWidget *control;

  self->editor = EMBARK_FIELD_EDITOR (editor);
  iface->set_field (self->editor, self->field);
  place_editor (self, editor, iface->place);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "done", G_CALLBACK (editor_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "rule-column", G_CALLBACK (editor_rule_column_cb), self,
                           G_CONNECT_SWAPPED);

  control = iface->get_control (self->editor);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title,
                                  NULL, -1);
  /* The button in a drop-down is what takes the focus. */
  if (GTK_IS_DROP_DOWN (control))
    gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_first_child (control)),
                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL, -1);
}

static void
update_title (EmbarkFieldRow *self)
{
  const char *name = embark_field_get_name (self->field);
  const char *help = embark_field_get_help_text (self->field);
  g_autofree char *shown = embark_text_clean (name, MAX_TITLE_CHARS);
  g_autofree char *shown_help = embark_text_clean (help, MAX_NOTE_CHARS);

  gtk_label_set_text (self->title, shown != NULL ? shown : "");
  gtk_label_set_text (self->help, shown_help != NULL ? shown_help : "");
  gtk_widget_set_visible (GTK_WIDGET (self->help), shown_help != NULL);
}

/* ---- the widget -------------------------------------------------------------------------------------------
 */

static gboolean
embark_field_row_grab_focus (GtkWidget *widget)
{
  EmbarkFieldRow *self = EMBARK_FIELD_ROW (widget);

  return self->editor != NULL && gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

/* A click beside the editor, on the caption above all, means the editor. */
static void
released_cb (EmbarkFieldRow *self, int n_press, double x, double y)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *control;

  if (self->editor == NULL || target == NULL || gtk_widget_is_ancestor (target, GTK_WIDGET (self->editor))
      || target == GTK_WIDGET (self->action) || gtk_widget_is_ancestor (target, GTK_WIDGET (self->action)))
    return;
  control = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->get_control (self->editor);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL && gtk_widget_has_focus (control))
    return;
  if (GTK_IS_TEXT (control))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (control));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
embark_field_row_dispose (GObject *object)
{
  EmbarkFieldRow *self = EMBARK_FIELD_ROW (object);

  g_clear_handle_id (&self->saved_timeout, g_source_remove);
  self->editor = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_FIELD_ROW);
  g_clear_object (&self->field);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->sent, g_free);
  g_clear_pointer (&self->sent_before, g_free);
  g_clear_pointer (&self->message, g_free);
  G_OBJECT_CLASS (embark_field_row_parent_class)->dispose (object);
}

static void
embark_field_row_class_init (EmbarkFieldRowClass *klass)
{
  static const char *const names[] = { "edited", "commit", "rejected", "revert", "reload" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_field_row_dispose;
  widget_class->grab_focus = embark_field_row_grab_focus;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[RULE_COLUMN] = g_signal_new ("rule-column", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "embarkfieldrow");
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, under_title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, side);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, below);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, badge);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, word);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, help);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, note_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, note);
  gtk_widget_class_bind_template_child (widget_class, EmbarkFieldRow, action);
  gtk_widget_class_bind_template_callback (widget_class, action_clicked_cb);
}

static void
embark_field_row_init (EmbarkFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  embark_tooltip_when_cut (self->title);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
embark_field_row_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_ROW, NULL);
}

/* Whether the editor of @field is another one than that of the field before. */
static gboolean
is_other (EmbarkFieldRow *self, EmbarkField *field)
{
  return self->field == NULL
         || g_strcmp0 (embark_field_get_id (self->field), embark_field_get_id (field)) != 0
         || embark_field_get_kind (self->field) != embark_field_get_kind (field)
         || embark_field_get_multiple (self->field) != embark_field_get_multiple (field);
}

void
embark_field_row_set_field (EmbarkFieldRow *self, EmbarkField *field)
{
  gboolean other;

  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));
  g_return_if_fail (EMBARK_IS_FIELD (field));

  other = is_other (self, field);
  g_set_object (&self->field, field);
  update_title (self);
  if (other)
    {
      self->editor = NULL;
      self->edited = FALSE;
      g_clear_pointer (&self->value, json_node_unref);
      show_value (self);
    }
  else
    EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->set_field (self->editor, field);

  embark_field_row_set_value (self, embark_field_get_value (field));
}

EmbarkField *
embark_field_row_get_field (EmbarkFieldRow *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD_ROW (self), NULL);

  return self->field;
}

static void
take_value (EmbarkFieldRow *self, JsonNode *value)
{
  JsonNode *old = self->value;

  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);
}

void
embark_field_row_set_value (EmbarkFieldRow *self, JsonNode *value)
{
  g_autofree char *key = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *old = NULL;

  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));

  if (value != NULL && JSON_NODE_HOLDS_NULL (value))
    value = NULL;
  key = embark_field_value_key (value);
  old = embark_field_value_key (self->value);
  if (self->editor == NULL || (!self->edited && !g_str_equal (key, old)))
    {
      take_value (self, value);
      show_value (self);
      return;
    }
  if (g_str_equal (key, old) && g_strcmp0 (key, self->sent) != 0)
    return;

  /* The answer to a save, or news while the user writes. */
  shown = editor_dup_key (self);
  take_value (self, value);
  if (g_strcmp0 (key, self->sent_before) == 0 && g_strcmp0 (key, self->sent) != 0)
    {
      g_clear_pointer (&self->sent_before, g_free);
      return;
    }
  if (g_str_equal (shown, key))
    self->edited = FALSE;
  else if (self->sent == NULL || g_str_equal (shown, self->sent))
    show_value (self);
  g_clear_pointer (&self->sent, g_free);
  g_clear_pointer (&self->sent_before, g_free);
  embark_field_row_update_note (self);
}

void
embark_field_row_settle (EmbarkFieldRow *self, JsonNode *value)
{
  g_autofree char *key = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *reason = NULL;

  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));

  if (value != NULL && JSON_NODE_HOLDS_NULL (value))
    value = NULL;
  if (self->editor == NULL)
    {
      embark_field_row_set_value (self, value);
      return;
    }
  key = embark_field_value_key (value);
  shown = editor_dup_key (self);
  take_value (self, value);
  /* What is right as it is written stays as it is written, with focus and cursor. */
  if (!g_str_equal (shown, key) || !embark_field_row_editor_is_valid (self, &reason))
    {
      show_value (self);
      return;
    }
  self->edited = FALSE;
  self->visited = FALSE;
  g_clear_pointer (&self->sent, g_free);
  g_clear_pointer (&self->sent_before, g_free);
  embark_field_row_update_note (self);
}

char *
embark_field_row_dup_text (EmbarkFieldRow *self)
{
  g_autofree char *reason = NULL;
  EmbarkFieldEditorInterface *iface;

  g_return_val_if_fail (EMBARK_IS_FIELD_ROW (self), NULL);

  if (self->editor == NULL || !self->edited || embark_field_row_editor_is_valid (self, &reason))
    return NULL;
  iface = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor);
  return iface->dup_text != NULL ? iface->dup_text (self->editor) : g_strdup ("");
}

void
embark_field_row_set_text (EmbarkFieldRow *self, const char *text)
{
  EmbarkFieldEditorInterface *iface;

  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));
  g_return_if_fail (text != NULL);

  iface = self->editor != NULL ? EMBARK_FIELD_EDITOR_GET_IFACE (self->editor) : NULL;
  if (iface == NULL || iface->set_text == NULL)
    return;
  iface->set_text (self->editor, text);
  self->edited = TRUE;
  self->visited = TRUE;
  embark_field_row_update_note (self);
}

void
embark_field_row_set_draft (EmbarkFieldRow *self, JsonNode *draft)
{
  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));

  if (self->editor == NULL || self->raw)
    return;
  if (draft != NULL && JSON_NODE_HOLDS_NULL (draft))
    draft = NULL;
  /* What the editor cannot show is no edit of its own. */
  if (!EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->set_value (self->editor, draft))
    {
      show_value (self);
      return;
    }
  self->edited = TRUE;
  self->visited = TRUE;
  embark_field_row_update_note (self);
}

JsonNode *
embark_field_row_dup_value (EmbarkFieldRow *self)
{
  g_autofree char *reason = NULL;
  g_autoptr (JsonNode) shown = NULL;

  g_return_val_if_fail (EMBARK_IS_FIELD_ROW (self), NULL);

  if (self->edited && embark_field_row_editor_is_valid (self, &reason))
    {
      shown = editor_dup_value (self);
      if (!embark_field_value_equal (shown, self->value))
        return g_steal_pointer (&shown);
    }

  return self->value != NULL ? json_node_ref (self->value) : NULL;
}

gboolean
embark_field_row_get_valid (EmbarkFieldRow *self, char **reason)
{
  g_autofree char *wrong = NULL;
  g_autoptr (JsonNode) value = NULL;
  gboolean valid;

  g_return_val_if_fail (EMBARK_IS_FIELD_ROW (self), FALSE);

  /* What the platform itself saved is not judged. */
  valid = self->editor == NULL || !self->edited || embark_field_row_editor_is_valid (self, &wrong);
  value = embark_field_row_dup_value (self);
  if (valid && self->field != NULL && embark_field_get_required (self->field)
      && embark_field_value_is_empty (value))
    {
      valid = FALSE;
      wrong = g_strdup (_ ("Required, and empty."));
    }
  if (reason != NULL)
    *reason = valid ? NULL : g_steal_pointer (&wrong);
  return valid;
}

gboolean
embark_field_row_get_edited (EmbarkFieldRow *self)
{
  g_autofree char *reason = NULL;
  g_autoptr (JsonNode) value = NULL;

  g_return_val_if_fail (EMBARK_IS_FIELD_ROW (self), FALSE);

  if (!self->edited)
    return FALSE;
  if (!embark_field_row_editor_is_valid (self, &reason))
    return TRUE;

  value = editor_dup_value (self);
  return !embark_field_value_equal (value, self->value);
}

void
embark_field_row_set_rule_options (EmbarkFieldRow *self, const char *lhs, EmbarkRuleOptions *options)
{
  EmbarkFieldEditorInterface *iface;

  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));
  g_return_if_fail (lhs != NULL);

  if (self->editor == NULL)
    return;
  iface = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor);
  if (iface->set_rule_options != NULL)
    iface->set_rule_options (self->editor, lhs, options);
}
