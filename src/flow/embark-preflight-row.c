/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-owner-chip.h"
#include "embark-preflight-row.h"

static EmbarkTone
tone_of (EmbarkPreflightState state)
{
  switch (state)
    {
    case EMBARK_PREFLIGHT_OK:
      return EMBARK_TONE_OK;
    case EMBARK_PREFLIGHT_WARN:
      return EMBARK_TONE_WARN;
    case EMBARK_PREFLIGHT_BLOCKER:
      return EMBARK_TONE_BAD;
    case EMBARK_PREFLIGHT_PENDING:
    case EMBARK_PREFLIGHT_SKIPPED:
    default:
      return EMBARK_TONE_IDLE;
    }
}

/* A state is told by a shape and a colour to the eye, and by this to a screen reader. */
static const char *
words_of (EmbarkPreflightState state)
{
  switch (state)
    {
    case EMBARK_PREFLIGHT_OK:
      return _ ("In order");
    case EMBARK_PREFLIGHT_WARN:
      return _ ("To know about");
    case EMBARK_PREFLIGHT_BLOCKER:
      return _ ("In the way");
    case EMBARK_PREFLIGHT_SKIPPED:
      return _ ("Not checked");
    case EMBARK_PREFLIGHT_PENDING:
    default:
      return _ ("Not known yet");
    }
}

gboolean
embark_preflight_row_is_open (EmbarkPreflightLine *line)
{
  EmbarkPreflightState state = embark_preflight_line_get_state (line);

  return state == EMBARK_PREFLIGHT_WARN || state == EMBARK_PREFLIGHT_BLOCKER
         || (state == EMBARK_PREFLIGHT_SKIPPED && embark_preflight_line_get_step (line) >= 0);
}

static GtkWidget *
new_icon (EmbarkPreflightState state)
{
  GtkWidget *icon = gtk_image_new ();

  embark_tone_apply_to_image (tone_of (state), GTK_IMAGE (icon));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, words_of (state), -1);
  return icon;
}

static GtkWidget *
new_text (const char *text, gboolean small)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "label", text, NULL);

  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static const char *
get_step_label (int step)
{
  switch (step)
    {
    case EMBARK_STEP_ENVIRONMENT:
      return _ ("Go to _Environment");
    case EMBARK_STEP_APP:
      return _ ("Go to _Salesforce App");
    case EMBARK_STEP_ACCOUNT:
      return _ ("Go to _Account");
    default:
      return NULL;
    }
}

/* Returns: (transfer floating) (nullable): what goes to the step where it is put right */
static GtkWidget *
new_button (EmbarkPreflightLine *line)
{
  const int step = embark_preflight_line_get_step (line);
  GtkWidget *button;

  if (get_step_label (step) == NULL)
    return NULL;
  button = gtk_button_new_with_mnemonic (get_step_label (step));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "flow.go-to");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  embark_preflight_line_get_title (line), -1);
  return button;
}

/* Returns: (transfer floating) (nullable): who acts; nobody has to where nothing is wrong */
static GtkWidget *
new_chip (EmbarkPreflightLine *line)
{
  EmbarkPreflightState state = embark_preflight_line_get_state (line);

  if (state == EMBARK_PREFLIGHT_SKIPPED)
    return NULL;
  return embark_owner_chip_new (embark_preflight_line_get_owner (line),
                                state == EMBARK_PREFLIGHT_BLOCKER ? EMBARK_TONE_BAD : EMBARK_TONE_WARN);
}

/* Beside the texts, or under them where there is no room. */
static void
add_end (GtkWidget *row, GtkWidget *texts, GtkWidget *end, gboolean narrow)
{
  if (end == NULL)
    return;
  if (narrow)
    {
      gtk_widget_set_halign (end, GTK_ALIGN_START);
      gtk_widget_set_margin_top (end, 3);
    }
  else
    gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (narrow ? texts : row), end);
}

GtkWidget *
embark_preflight_row_new_open (EmbarkPreflightLine *line, gboolean narrow)
{
  EmbarkPreflightState state = embark_preflight_line_get_state (line);
  const char *detail = embark_preflight_line_get_detail (line);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = new_icon (state);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_text (embark_preflight_line_get_title (line), FALSE));
  gtk_box_append (GTK_BOX (texts), new_text (embark_preflight_line_get_reason (line), TRUE));
  if (detail != NULL && *detail != '\0')
    {
      GtkWidget *seen = new_text (detail, TRUE);

      gtk_label_set_selectable (GTK_LABEL (seen), TRUE);
      gtk_box_append (GTK_BOX (texts), seen);
    }
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), texts);
  add_end (row, texts, new_chip (line), narrow);
  add_end (row, texts, new_button (line), narrow);
  return row;
}

GtkWidget *
embark_preflight_row_new_short (EmbarkPreflightLine *line)
{
  EmbarkPreflightState state = embark_preflight_line_get_state (line);
  const char *reason = embark_preflight_line_get_reason (line);
  const char *detail = embark_preflight_line_get_detail (line);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = new_text (embark_preflight_line_get_title (line), FALSE);
  g_autofree char *more = NULL;

  if (state == EMBARK_PREFLIGHT_PENDING || state == EMBARK_PREFLIGHT_SKIPPED)
    gtk_widget_add_css_class (label, "dim-label");
  if (*reason != '\0' || detail != NULL)
    more =
        g_strjoin (*reason != '\0' && detail != NULL ? "\n" : "", reason, detail != NULL ? detail : "", NULL);
  gtk_widget_set_tooltip_text (row, more);
  if (more != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, more, -1);
  gtk_box_append (GTK_BOX (row), new_icon (state));
  gtk_box_append (GTK_BOX (row), label);
  return row;
}
