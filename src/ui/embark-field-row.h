/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-field.h"
#include "embark-rule-options.h"

G_BEGIN_DECLS

/* What the caller does with a field at the moment. */
typedef enum
{
  EMBARK_FIELD_ROW_IDLE,    /* as saved */
  EMBARK_FIELD_ROW_EDITED,  /* differs from what is saved */
  EMBARK_FIELD_ROW_LOADING, /* its options are asked for */
  EMBARK_FIELD_ROW_SAVING,  /* can be edited meanwhile */
  EMBARK_FIELD_ROW_SAVED,   /* a tick that goes by itself */
  EMBARK_FIELD_ROW_REFUSED, /* message: the server's words, in a sentence; offers to undo */
  EMBARK_FIELD_ROW_WAITING, /* the parent has no saved value yet; message: (nullable): which one */
  EMBARK_FIELD_ROW_BLOCKED, /* the options cannot be loaded; message: why; offers Reload */
} EmbarkFieldRowState;

/**
 * EmbarkFieldRow:
 *
 * One field of a form, with the editor of its type, for a boxed list or a card.
 *
 * Signals, none of which a call from outside causes:
 * - `edited`: the user changed something; every time
 * - `commit`: save embark_field_row_dup_value() now: Enter, the focus left with a change, or a choice was made. Once a
 *   change, and never while it is not valid
 * - `rejected`: as `commit`, but it is not valid: nothing can be saved
 * - `revert`: the user went back to the value that was set; it is shown again already
 * - `reload`: ask for the options again
 * - `rule-column` (const char *lhs): a condition needs what embark_field_row_set_rule_options() tells for @lhs
 */
#define EMBARK_TYPE_FIELD_ROW (embark_field_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldRow, embark_field_row, EMBARK, FIELD_ROW, AdwBin)

GtkWidget *embark_field_row_new (void);
/* @field: what to edit, and with it its value unless an edit is going on (as embark_field_row_set_value()). The same
 * field with other options keeps what was typed. */
void embark_field_row_set_field (EmbarkFieldRow *self, EmbarkField *field);
/* Returns: (transfer none) (nullable) */
EmbarkField *embark_field_row_get_field (EmbarkFieldRow *self);
/**
 * embark_field_row_set_value:
 * @value: (nullable): the saved value; %NULL and JSON null are the same
 *
 * Shows @value and emits nothing. What the user typed stays as it is, with focus and cursor, when @value is what was set
 * before (a reload) or what the last `commit` was about (the answer to a save); any other value replaces it, except while
 * a `commit` is unanswered and the user types on.
 */
void embark_field_row_set_value (EmbarkFieldRow *self, JsonNode *value);
/* Shows @value (nullable), with which no edit goes on: unlike embark_field_row_set_value() whatever was set or sent before.
 * What is written already and means the same stays as it is written. */
void embark_field_row_settle (EmbarkFieldRow *self, JsonNode *value);
/* Returns: (transfer full) (nullable): what the user wrote, where that is no value of the type yet ("" where it cannot be
 * told as text); else %NULL */
char *embark_field_row_dup_text (EmbarkFieldRow *self);
/* Shows what embark_field_row_dup_text() gave in another row, as if the user had just written it; emits nothing. */
void embark_field_row_set_text (EmbarkFieldRow *self, const char *text);
/* Shows @draft (nullable) over the value that was set, as if the user had just written it; emits nothing. For an edit that
 * was begun in another row, as before a form was built anew. */
void embark_field_row_set_draft (EmbarkFieldRow *self, JsonNode *draft);
/* Returns: (transfer full) (nullable): what is shown, in its JSON type; %NULL for no value. Untouched, it is the very
 * value that was set. Of an invalid edit, the value that was set. */
JsonNode *embark_field_row_dup_value (EmbarkFieldRow *self);
/* @reason: (out) (optional) (nullable): what is wrong, for the user; required and empty counts as wrong */
gboolean embark_field_row_get_valid (EmbarkFieldRow *self, char **reason);
/* Whether what is shown differs from the value that was set. */
gboolean embark_field_row_get_edited (EmbarkFieldRow *self);
/* @message: (nullable): plain text; shown for REFUSED, WAITING and BLOCKED */
void embark_field_row_set_state (EmbarkFieldRow *self, EmbarkFieldRowState state, const char *message);
EmbarkFieldRowState embark_field_row_get_state (EmbarkFieldRow *self);
/* What `rule-column` asked for; @options: (nullable): %NULL when it could not be had: the defaults are offered then */
void embark_field_row_set_rule_options (EmbarkFieldRow *self, const char *lhs, EmbarkRuleOptions *options);

G_END_DECLS
