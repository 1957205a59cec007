/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row with a field in it, and how often it said what. */

#pragma once

#include "embark-field-row.h"
#include "embark-json.h"
#include "ui-test-util.h"

typedef struct
{
  EmbarkFieldRow *row; /* (owned) */
  GtkWindow *window;   /* (unowned) (nullable) */
  guint n_edited;
  guint n_committed;
  guint n_rejected;
  guint n_reverted;
  guint n_reloads;
  GString *asked;
} FieldFixture;

static inline void
field_count_cb (guint *count)
{
  (*count)++;
}

static inline void
field_asked_cb (FieldFixture *fixture, const char *lhs)
{
  g_string_append_printf (fixture->asked, "%s;", lhs);
}

static inline JsonNode *
field_parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = embark_json_parse (json, -1, &error);

  g_assert_no_error (error);
  return node;
}

/* @json: the field's members without braces, but for its id */
static inline EmbarkField *
field_new (const char *json)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"f\",%s}", json);
  g_autoptr (JsonNode) node = field_parse (text);
  g_autoptr (GError) error = NULL;
  EmbarkField *field = embark_field_new_from_json (node, &error);

  g_assert_no_error (error);
  return field;
}

static inline void
field_set (FieldFixture *fixture, const char *json)
{
  g_autoptr (EmbarkField) field = field_new (json);

  embark_field_row_set_field (fixture->row, field);
}

static inline void
field_set_value (FieldFixture *fixture, const char *json)
{
  g_autoptr (JsonNode) value = field_parse (json);

  embark_field_row_set_value (fixture->row, value);
}

static inline void
field_set_up (FieldFixture *fixture, const char *json)
{
  fixture->row = EMBARK_FIELD_ROW (g_object_ref_sink (embark_field_row_new ()));
  fixture->window = NULL;
  fixture->n_edited = fixture->n_committed = fixture->n_rejected = fixture->n_reverted = fixture->n_reloads = 0;
  fixture->asked = g_string_new (NULL);
  g_signal_connect_swapped (fixture->row, "edited", G_CALLBACK (field_count_cb), &fixture->n_edited);
  g_signal_connect_swapped (fixture->row, "commit", G_CALLBACK (field_count_cb), &fixture->n_committed);
  g_signal_connect_swapped (fixture->row, "rejected", G_CALLBACK (field_count_cb), &fixture->n_rejected);
  g_signal_connect_swapped (fixture->row, "revert", G_CALLBACK (field_count_cb), &fixture->n_reverted);
  g_signal_connect_swapped (fixture->row, "reload", G_CALLBACK (field_count_cb), &fixture->n_reloads);
  g_signal_connect_swapped (fixture->row, "rule-column", G_CALLBACK (field_asked_cb), fixture);
  field_set (fixture, json);
}

static inline void
field_show (FieldFixture *fixture)
{
  fixture->window = ui_show (GTK_WIDGET (fixture->row), 500, 300);
}

static inline void
field_tear_down (FieldFixture *fixture)
{
  if (fixture->window != NULL)
    ui_close (fixture->window);
  g_assert_finalize_object (fixture->row);
  g_string_free (fixture->asked, TRUE);
}

static inline void
field_assert_value (FieldFixture *fixture, const char *json)
{
  g_autoptr (JsonNode) value = embark_field_row_dup_value (fixture->row);
  g_autofree char *text = embark_json_to_string (value, FALSE);

  g_assert_cmpstr (text, ==, json);
}

static inline void
field_assert_signals (FieldFixture *fixture, guint n_edited, guint n_committed)
{
  g_assert_cmpuint (fixture->n_edited, ==, n_edited);
  g_assert_cmpuint (fixture->n_committed, ==, n_committed);
}

/* Returns: the @index-th widget of @type in @root, as it is read, that is visible */
static inline GtkWidget *
field_nth (GtkWidget *root, GType type, guint *index)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (*index)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_visible (child) || GTK_IS_POPOVER (child) ? field_nth (child, type, index) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline GtkWidget *
field_find (FieldFixture *fixture, GType type, guint index)
{
  GtkWidget *found = field_nth (GTK_WIDGET (fixture->row), type, &index);

  g_assert_nonnull (found);
  return found;
}

/* Types over what the entry holds, in one go. */
static inline void
field_type (GtkWidget *entry, const char *text)
{
  if (GTK_IS_ENTRY (entry))
    entry = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  g_object_set (entry, "text", text, NULL);
}

static inline void
field_enter (GtkWidget *entry)
{
  g_signal_emit_by_name (entry, "activate");
}
