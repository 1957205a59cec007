/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a row says about its field: badge, note and accessible state. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-row-private.h"

#include "embark-compat.h"
#include "embark-text.h"

/* How long the tick of a saved value stays. */
#define SAVED_MS       2000
#define MAX_NOTE_CHARS 1000

/* ---- what is said below the editor ------------------------------------------------------------------------
 */

/* Returns: (transfer full) (nullable): the words of the note; @css_class: (out): its colour */
static char *
dup_note (EmbarkFieldRow *self, const char **css_class)
{
  g_autofree char *reason = NULL;
  EmbarkFieldEditorInterface *iface = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor);

  *css_class = "error-text";
  if (self->edited && self->visited && !embark_field_row_editor_is_valid (self, &reason))
    return g_steal_pointer (&reason);
  if (self->state == EMBARK_FIELD_ROW_REFUSED)
    return g_strdup (self->message != NULL ? self->message : _ ("Cobalt refused this value."));

  *css_class = "warning-text";
  if (self->state == EMBARK_FIELD_ROW_BLOCKED)
    return g_strdup (self->message != NULL ? self->message : _ ("The choices could not be loaded."));
  if (self->state == EMBARK_FIELD_ROW_WAITING)
    {
      *css_class = "dim-label";
      return g_strdup (self->message != NULL
                           ? self->message
                           : _ ("Its choices depend on another field. Save that one first."));
    }
  if (self->state == EMBARK_FIELD_ROW_LOADING)
    return NULL;
  if (!embark_field_row_get_valid (self, NULL) && (!self->edited || self->visited))
    return g_strdup (_ ("Required, and empty."));

  return iface->dup_hint != NULL ? iface->dup_hint (self->editor) : NULL;
}

static void
update_action (EmbarkFieldRow *self)
{
  gboolean reload = self->state == EMBARK_FIELD_ROW_BLOCKED;
  gboolean undo = self->edited && (self->state == EMBARK_FIELD_ROW_REFUSED || self->visited)
                  && self->state != EMBARK_FIELD_ROW_SAVING && !reload;

  if (reload)
    gtk_button_set_label (self->action, _ ("Reload"));
  else
    gtk_button_set_label (self->action, _ ("Undo"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->action), reload ? NULL : _ ("Back to the saved value"));
  gtk_widget_set_visible (GTK_WIDGET (self->action), reload || undo);
}

/* Tells assistive technology what the eye sees: the note as description, and whether the value is wrong. */
static void
update_accessible (EmbarkFieldRow *self, const char *note, gboolean bad)
{
  GtkWidget *control = EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->get_control (self->editor);
  const char *help = self->field != NULL ? embark_field_get_help_text (self->field) : NULL;
  g_autofree char *description = g_strjoin (help != NULL && note != NULL ? "\n" : "",
                                            help != NULL ? help : "", note != NULL ? note : "", NULL);
  gboolean busy = self->state == EMBARK_FIELD_ROW_SAVING || self->state == EMBARK_FIELD_ROW_LOADING;

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                  self->field != NULL && embark_field_get_required (self->field), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

void
embark_field_row_update_note (EmbarkFieldRow *self)
{
  static const char *const colours[] = { "error-text", "warning-text", "dim-label" };
  const char *css_class = NULL;
  g_autofree char *text = NULL;
  gboolean bad;

  if (self->editor == NULL)
    return;

  text = dup_note (self, &css_class);
  bad = text != NULL && g_str_equal (css_class, "error-text");
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), colours[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), css_class);
  gtk_label_set_text (self->note, text != NULL ? text : "");
  update_action (self);
  gtk_widget_set_visible (GTK_WIDGET (self->note_line), text != NULL);

  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
  update_accessible (self, text, bad);
}

static const char *
get_state_word (EmbarkFieldRow *self)
{
  switch (self->state)
    {
    case EMBARK_FIELD_ROW_EDITED:
      return C_ ("field", "Edited");
    case EMBARK_FIELD_ROW_LOADING:
      return C_ ("field", "Loading");
    case EMBARK_FIELD_ROW_SAVING:
      return C_ ("field", "Saving");
    case EMBARK_FIELD_ROW_SAVED:
      return C_ ("field", "Saved");
    case EMBARK_FIELD_ROW_IDLE:
    case EMBARK_FIELD_ROW_REFUSED:
    case EMBARK_FIELD_ROW_WAITING:
    case EMBARK_FIELD_ROW_BLOCKED:
    default:
      return NULL;
    }
}

static void
update_badge (EmbarkFieldRow *self)
{
  const char *word = get_state_word (self);
  gboolean busy = self->state == EMBARK_FIELD_ROW_SAVING || self->state == EMBARK_FIELD_ROW_LOADING;
  const char *icon = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "ok");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "bad");
  if (self->state == EMBARK_FIELD_ROW_SAVED)
    icon = "embark-ok-symbolic";
  else if (self->state == EMBARK_FIELD_ROW_REFUSED)
    icon = "dialog-error-symbolic";
  gtk_image_set_from_icon_name (self->icon, icon);
  if (icon != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->state == EMBARK_FIELD_ROW_SAVED ? "ok" : "bad");

  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_label_set_text (self->word, word != NULL ? word : "");
  gtk_widget_set_visible (GTK_WIDGET (self->word), word != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), word != NULL || icon != NULL);
}

static void
saved_cb (gpointer data)
{
  EmbarkFieldRow *self = data;

  self->saved_timeout = 0;
  embark_field_row_set_state (self, EMBARK_FIELD_ROW_IDLE, NULL);
}

void
embark_field_row_set_state (EmbarkFieldRow *self, EmbarkFieldRowState state, const char *message)
{
  gboolean same;

  g_return_if_fail (EMBARK_IS_FIELD_ROW (self));

  same = self->state == state;
  g_clear_handle_id (&self->saved_timeout, g_source_remove);
  self->state = state;
  g_free (self->message);
  self->message = embark_text_clean (message, MAX_NOTE_CHARS);
  if (state == EMBARK_FIELD_ROW_SAVED)
    self->saved_timeout = g_timeout_add_once (SAVED_MS, saved_cb, self);

  update_badge (self);
  if (self->editor == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->side), state != EMBARK_FIELD_ROW_WAITING
                                                         && state != EMBARK_FIELD_ROW_LOADING
                                                         && state != EMBARK_FIELD_ROW_BLOCKED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->below), gtk_widget_get_sensitive (GTK_WIDGET (self->side)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->under_title),
                            gtk_widget_get_sensitive (GTK_WIDGET (self->side)));
  /* What stands below would offer choices of another time, or say that there are none. */
  gtk_widget_set_visible (GTK_WIDGET (self->below),
                          EMBARK_FIELD_EDITOR_GET_IFACE (self->editor)->place == EMBARK_FIELD_PLACE_BELOW
                              && state != EMBARK_FIELD_ROW_WAITING);
  embark_field_row_update_note (self);
  if (!same && get_state_word (self) != NULL && state != EMBARK_FIELD_ROW_EDITED)
    embark_compat_announce (GTK_WIDGET (self), get_state_word (self));
  else if (state == EMBARK_FIELD_ROW_REFUSED)
    embark_compat_announce (GTK_WIDGET (self), gtk_label_get_text (self->note));
}

EmbarkFieldRowState
embark_field_row_get_state (EmbarkFieldRow *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD_ROW (self), EMBARK_FIELD_ROW_IDLE);

  return self->state;
}
