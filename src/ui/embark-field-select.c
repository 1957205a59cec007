/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One of the options, or several. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-checks.h"
#include "embark-field-drop.h"
#include "embark-field-editor.h"

/* ---- one --------------------------------------------------------------------------------------------------
 */

#define EMBARK_TYPE_FIELD_SELECT (embark_field_select_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldSelect, embark_field_select, EMBARK, FIELD_SELECT, AdwBin)

struct _EmbarkFieldSelect
{
  AdwBin parent_instance;

  EmbarkFieldDrop *drop; /* (unowned) */
};

static void embark_field_select_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldSelect,
                               embark_field_select,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_select_editor_init))

static char *
dup_gone (gboolean gone)
{
  return gone ? g_strdup (
             _ ("The saved value is not among the choices any more. It stays until another is chosen."))
              : NULL;
}

static void
chosen_cb (EmbarkFieldEditor *self)
{
  embark_field_editor_emit_changed (self);
  embark_field_editor_emit_done (self);
}

static void
embark_field_select_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  const char *placeholder = embark_field_get_placeholder (field);

  embark_field_drop_set_options (EMBARK_FIELD_SELECT (editor)->drop, embark_field_get_options (field),
                                 placeholder != NULL ? placeholder : _ ("None"));
}

static gboolean
embark_field_select_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  if (value != NULL && !JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  embark_field_drop_set_value (EMBARK_FIELD_SELECT (editor)->drop, value);
  return TRUE;
}

static JsonNode *
embark_field_select_dup_value (EmbarkFieldEditor *editor)
{
  JsonNode *value = embark_field_drop_get_value (EMBARK_FIELD_SELECT (editor)->drop);

  return value != NULL ? json_node_ref (value) : NULL;
}

static char *
embark_field_select_dup_hint (EmbarkFieldEditor *editor)
{
  return dup_gone (embark_field_drop_get_gone (EMBARK_FIELD_SELECT (editor)->drop));
}

static GtkWidget *
embark_field_select_get_control (EmbarkFieldEditor *editor)
{
  return embark_field_drop_get_control (EMBARK_FIELD_SELECT (editor)->drop);
}

static void
embark_field_select_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_SIDE;
  iface->set_field = embark_field_select_set_field;
  iface->set_value = embark_field_select_set_value;
  iface->dup_value = embark_field_select_dup_value;
  iface->dup_hint = embark_field_select_dup_hint;
  iface->get_control = embark_field_select_get_control;
}

static void
embark_field_select_class_init (EmbarkFieldSelectClass *klass)
{
}

static void
embark_field_select_init (EmbarkFieldSelect *self)
{
  GtkWidget *drop = embark_field_drop_new ();

  self->drop = EMBARK_FIELD_DROP (drop);
  gtk_widget_add_css_class (drop, "quiet-drop");
  adw_bin_set_child (ADW_BIN (self), drop);
  g_signal_connect_object (drop, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_select_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_SELECT, NULL);
}

/* ---- several ----------------------------------------------------------------------------------------------
 */

#define EMBARK_TYPE_FIELD_SELECT_MANY (embark_field_select_many_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldSelectMany, embark_field_select_many, EMBARK, FIELD_SELECT_MANY, AdwBin)

struct _EmbarkFieldSelectMany
{
  AdwBin parent_instance;

  EmbarkFieldChecks *checks; /* (unowned) */
};

static void embark_field_select_many_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldSelectMany,
                               embark_field_select_many,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_select_many_editor_init))

static void
embark_field_select_many_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  embark_field_checks_set_options (EMBARK_FIELD_SELECT_MANY (editor)->checks,
                                   embark_field_get_options (field));
}

static gboolean
embark_field_select_many_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  return embark_field_checks_set_value (EMBARK_FIELD_SELECT_MANY (editor)->checks, value);
}

static JsonNode *
embark_field_select_many_dup_value (EmbarkFieldEditor *editor)
{
  return embark_field_checks_dup_value (EMBARK_FIELD_SELECT_MANY (editor)->checks);
}

static char *
embark_field_select_many_dup_hint (EmbarkFieldEditor *editor)
{
  return dup_gone (embark_field_checks_get_gone (EMBARK_FIELD_SELECT_MANY (editor)->checks));
}

static GtkWidget *
embark_field_select_many_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (EMBARK_FIELD_SELECT_MANY (editor)->checks);
}

static void
embark_field_select_many_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_select_many_set_field;
  iface->set_value = embark_field_select_many_set_value;
  iface->dup_value = embark_field_select_many_dup_value;
  iface->dup_hint = embark_field_select_many_dup_hint;
  iface->get_control = embark_field_select_many_get_control;
}

static void
embark_field_select_many_class_init (EmbarkFieldSelectManyClass *klass)
{
}

static void
embark_field_select_many_init (EmbarkFieldSelectMany *self)
{
  GtkWidget *checks = embark_field_checks_new ();

  self->checks = EMBARK_FIELD_CHECKS (checks);
  adw_bin_set_child (ADW_BIN (self), checks);
  g_signal_connect_object (checks, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_select_many_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_SELECT_MANY, NULL);
}
