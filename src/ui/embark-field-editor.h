/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: what EmbarkFieldRow and the editors of the field types say to each other. */

#pragma once

#include <adwaita.h>

#include "embark-field-row.h"

G_BEGIN_DECLS

/* A text that is edited in a view is laid out as a whole, which takes minutes when it has megabytes in one line:
 * a longer one (bytes) is shown in part. */
#define EMBARK_FIELD_MAX_TEXT (128 * 1024)

/* Where an editor stands in its row. */
typedef enum
{
  EMBARK_FIELD_PLACE_UNDER_TITLE, /* a line of text, below a small title */
  EMBARK_FIELD_PLACE_SIDE,        /* a control at the end of the title's line */
  EMBARK_FIELD_PLACE_BELOW,       /* everything that is high, over the whole width */
} EmbarkFieldPlace;

/**
 * EmbarkFieldEditor:
 *
 * Edits a value of one field type. Nothing that is set emits a signal; what the user does emits:
 * - `changed`: something is different, maybe in the middle of it
 * - `done`: a choice was made or Enter was pressed; after `changed`
 * - `rule-column` (const char *lhs)
 */
#define EMBARK_TYPE_FIELD_EDITOR (embark_field_editor_get_type ())
G_DECLARE_INTERFACE (EmbarkFieldEditor, embark_field_editor, EMBARK, FIELD_EDITOR, GtkWidget)

struct _EmbarkFieldEditorInterface
{
  GTypeInterface parent;

  EmbarkFieldPlace place;

  /* Also again, with other options: what is shown stays. */
  void (*set_field) (EmbarkFieldEditor *self, EmbarkField *field);
  /* @value: (nullable), never JSON null. Returns: %FALSE for a value that this editor could not give back as it came:
   * the row shows it as JSON then and leaves it alone */
  gboolean (*set_value) (EmbarkFieldEditor *self, JsonNode *value);
  /* Returns: (transfer full) (nullable) */
  JsonNode *(*dup_value) (EmbarkFieldEditor *self);
  /* Optional. @reason: (out): a sentence */
  gboolean (*get_valid) (EmbarkFieldEditor *self, char **reason);
  /* Optional. Returns: (transfer full): what is shown as text, also where it is no value of the type */
  char *(*dup_text) (EmbarkFieldEditor *self);
  /* Optional. Shows what dup_text() gave, as if the user had written it; emits nothing */
  void (*set_text) (EmbarkFieldEditor *self, const char *text);
  /* Optional. Returns: (transfer full) (nullable): what the user should know about a valid value */
  char *(*dup_hint) (EmbarkFieldEditor *self);
  /* Returns: the widget that the title names */
  GtkWidget *(*get_control) (EmbarkFieldEditor *self);
  /* Optional. */
  void (*set_rule_options) (EmbarkFieldEditor *self, const char *lhs, EmbarkRuleOptions *options);
};

void embark_field_editor_emit_changed (EmbarkFieldEditor *self);
void embark_field_editor_emit_done (EmbarkFieldEditor *self);
void embark_field_editor_emit_rule_column (EmbarkFieldEditor *self, const char *lhs);

/* The editors. */
GtkWidget *embark_field_entry_new (void);
/* What another widget chose for the entry @editor, as if it had been typed; told once. */
void embark_field_entry_put_text (EmbarkFieldEditor *editor, const char *text);
/* Returns: (transfer full) (nullable): the day that @text is, or (not @whole) begins with, as "2026-11-24T10:00:00Z" */
GDateTime *embark_field_parse_day (const char *text, gboolean whole);
/* Ctrl+Return is "done" in an editor of several lines. */
void embark_field_editor_bind_save (EmbarkFieldEditor *editor);
GtkWidget *embark_field_text_new (void);
GtkWidget *embark_field_date_new (void);
GtkWidget *embark_field_json_new (void);
GtkWidget *embark_field_raw_new (void);
GtkWidget *embark_field_select_new (void);
GtkWidget *embark_field_select_many_new (void);
GtkWidget *embark_field_map_new (void);
GtkWidget *embark_field_pairs_new (void);
GtkWidget *embark_field_rules_new (void);

/* Returns: (transfer full): @value in a form in which equal values of equal type are equal text; "null" for none */
char *embark_field_value_key (JsonNode *value);
gboolean embark_field_value_equal (JsonNode *a, JsonNode *b);
/* Whether it is nothing, "", [] or {}. */
gboolean embark_field_value_is_empty (JsonNode *value);
/* Returns: (transfer full): a value as a line to edit: a string as it is, anything else as JSON */
char *embark_field_value_to_text (JsonNode *value);
/* Returns: (transfer full) (nullable): @text in the JSON type that @like (nullable) has, where it can be read as that,
 * else a string; %NULL for no text where there was none before */
JsonNode *embark_field_value_from_text (const char *text, JsonNode *like);
/* Returns: (transfer full) (nullable): the number that @text is */
JsonNode *embark_field_number_from_text (const char *text);
/* Returns: (transfer full) */
JsonNode *embark_field_string_node (const char *text);

G_END_DECLS
