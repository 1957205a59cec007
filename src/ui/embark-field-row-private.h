/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the two files of EmbarkFieldRow: what it edits, and what it says about it. */

#pragma once

#include "embark-field-editor.h"

G_BEGIN_DECLS

struct _EmbarkFieldRow
{
  AdwBin parent_instance;

  GtkLabel *title;
  AdwBin *under_title;
  AdwBin *side;
  AdwBin *below;
  GtkBox *badge;
  GtkSpinner *spinner;
  GtkImage *icon;
  GtkLabel *word;
  GtkLabel *help;
  GtkBox *note_line;
  GtkLabel *note;
  GtkButton *action;

  EmbarkField *field;        /* (owned) (nullable) */
  EmbarkFieldEditor *editor; /* (unowned) (nullable): in one of the bins */
  JsonNode *value;           /* (owned) (nullable): as set */
  char *sent;                /* (owned) (nullable): the key of what the last commit was about */
  char *sent_before;         /* (owned) (nullable): and of the one before it, which may be answered yet */
  char *message;             /* (owned) (nullable) */
  EmbarkFieldRowState state;
  guint saved_timeout;
  gboolean raw;     /* the value does not fit the type, and is shown as JSON */
  gboolean edited;  /* the user changed something since the value was shown */
  gboolean visited; /* the focus has left it with a change: what is wrong may be said */
};

/* Says again what there is to say: below the editor, and to assistive technology. */
void embark_field_row_update_note (EmbarkFieldRow *self);
gboolean embark_field_row_editor_is_valid (EmbarkFieldRow *self, char **reason);

G_END_DECLS
