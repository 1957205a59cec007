/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-event-templates.h"
#include "embark-glib.h"
#include "embark-payload-templates.h"
#include "embark-workbench-problem.h"

struct _EmbarkEventTemplates
{
  EmbarkSavedPopover parent_instance;

  EmbarkPayloadPane *pane;           /* (unowned) (nullable) */
  EmbarkPayloadTemplates *templates; /* (owned) (nullable) */
  char *event;                       /* (owned) (nullable) */
  GtkFilter *filter;                 /* (owned): those of the event */
  EmbarkPayloadTemplate *deleted;    /* (owned) (nullable): what can be put back */
};

G_DEFINE_FINAL_TYPE (EmbarkEventTemplates, embark_event_templates, EMBARK_TYPE_SAVED_POPOVER)

static gboolean
is_of_event (gpointer item, gpointer user_data)
{
  EmbarkEventTemplates *self = user_data;

  return g_strcmp0 (embark_payload_template_get_event (item), self->event) == 0;
}

/* Only what belongs to the event that is shown is offered. */
static void
update_deleted (EmbarkEventTemplates *self)
{
  const gboolean shown = self->deleted != NULL && is_of_event (self->deleted, self);

  embark_saved_popover_set_deleted (EMBARK_SAVED_POPOVER (self),
                                    shown ? embark_payload_template_get_name (self->deleted) : NULL);
}

static const char *
get_name (gpointer item)
{
  return embark_payload_template_get_name (item);
}

static void
choose (EmbarkSavedPopover *popover, gpointer item)
{
  EmbarkEventTemplates *self = EMBARK_EVENT_TEMPLATES (popover);

  if (self->pane != NULL)
    embark_payload_pane_replace (self->pane, embark_payload_template_get_text (item));
}

/* ---- what is kept ---- */

/* An answer for what was shown before is none. */
static gboolean
is_current (EmbarkEventTemplates *self, GObject *source)
{
  return self->templates != NULL && source == G_OBJECT (self->templates);
}

static void
done (EmbarkEventTemplates *self, const GError *error)
{
  embark_saved_popover_done (
      EMBARK_SAVED_POPOVER (self), error,
      g_error_matches (error, EMBARK_PAYLOAD_TEMPLATES_ERROR, EMBARK_PAYLOAD_TEMPLATES_ERROR_TAKEN));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventTemplates) self = user_data;
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (EmbarkPayloadTemplate) item =
      embark_payload_templates_save_finish (EMBARK_PAYLOAD_TEMPLATES (source), result, &error);

  if (is_current (self, source))
    done (self, error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventTemplates) self = user_data;
  g_autoptr (GError) error = NULL;

  embark_payload_templates_change_finish (EMBARK_PAYLOAD_TEMPLATES (source), result, &error);
  if (is_current (self, source))
    done (self, error);
}

static void
save (EmbarkSavedPopover *popover, const char *name, gboolean replace)
{
  EmbarkEventTemplates *self = EMBARK_EVENT_TEMPLATES (popover);
  EmbarkPayloadTemplate *other = embark_payload_templates_find (self->templates, self->event, name);
  g_autofree char *text = embark_payload_pane_dup_text (self->pane);

  if (replace && other != NULL)
    embark_payload_templates_change_async (self->templates, other, NULL, text, NULL, changed_cb,
                                           g_object_ref (self));
  else
    embark_payload_templates_save_async (self->templates, self->event, name, text, NULL, saved_cb,
                                         g_object_ref (self));
}

static void
rename_template (EmbarkSavedPopover *popover, gpointer item, const char *name)
{
  EmbarkEventTemplates *self = EMBARK_EVENT_TEMPLATES (popover);

  embark_payload_templates_change_async (self->templates, item, name, NULL, NULL, changed_cb,
                                         g_object_ref (self));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventTemplates) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean deleted =
      embark_payload_templates_delete_finish (EMBARK_PAYLOAD_TEMPLATES (source), result, &error);

  if (!is_current (self, source))
    return;
  if (!deleted)
    {
      g_clear_object (&self->deleted);
      embark_workbench_report (GTK_WIDGET (self), error);
    }
  update_deleted (self);
}

static void
remove_template (EmbarkSavedPopover *popover, gpointer item)
{
  EmbarkEventTemplates *self = EMBARK_EVENT_TEMPLATES (popover);

  g_set_object (&self->deleted, item);
  embark_payload_templates_delete_async (self->templates, item, NULL, deleted_cb, g_object_ref (self));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventTemplates) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_payload_templates_restore_finish (EMBARK_PAYLOAD_TEMPLATES (source), result, &error))
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
undo (EmbarkSavedPopover *popover)
{
  EmbarkEventTemplates *self = EMBARK_EVENT_TEMPLATES (popover);
  g_autoptr (EmbarkPayloadTemplate) item = g_steal_pointer (&self->deleted);

  if (item != NULL && self->templates != NULL)
    embark_payload_templates_restore_async (self->templates, item, NULL, restored_cb, g_object_ref (self));
  update_deleted (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventTemplates) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_payload_templates_load_finish (EMBARK_PAYLOAD_TEMPLATES (source), result, &error)
      && is_current (self, source))
    embark_workbench_report (GTK_WIDGET (self), error);
}

/* ---- the class ---- */

static void
embark_event_templates_dispose (GObject *object)
{
  EmbarkEventTemplates *self = EMBARK_EVENT_TEMPLATES (object);

  self->pane = NULL;
  g_clear_object (&self->templates);
  g_clear_object (&self->filter);
  g_clear_object (&self->deleted);
  g_clear_pointer (&self->event, g_free);
  G_OBJECT_CLASS (embark_event_templates_parent_class)->dispose (object);
}

static void
embark_event_templates_class_init (EmbarkEventTemplatesClass *klass)
{
  EmbarkSavedPopoverClass *popover_class = EMBARK_SAVED_POPOVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_event_templates_dispose;
  popover_class->get_name = get_name;
  popover_class->choose = choose;
  popover_class->save = save;
  popover_class->rename = rename_template;
  popover_class->remove = remove_template;
  popover_class->undo = undo;
}

static void
embark_event_templates_init (EmbarkEventTemplates *self)
{
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_of_event, self, NULL));
  embark_saved_popover_set_words (EMBARK_SAVED_POPOVER (self), _ ("Templates"),
                                  _ ("None for this event yet. Save what is in the editor under a name."),
                                  _ ("Name of the template"));
}

/* What stands in the editor can be saved, once it is known where and for what. */
static void
update_model (EmbarkEventTemplates *self)
{
  g_autoptr (GtkFilterListModel) model = NULL;

  if (self->templates != NULL && self->event != NULL)
    model = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->templates)),
                                       g_object_ref (self->filter));
  embark_saved_popover_set_model (EMBARK_SAVED_POPOVER (self), G_LIST_MODEL (model));
}

void
embark_event_templates_set_pane (EmbarkEventTemplates *self, EmbarkPayloadPane *pane)
{
  g_return_if_fail (EMBARK_IS_EVENT_TEMPLATES (self));

  self->pane = pane;
}

void
embark_event_templates_set_workspace (EmbarkEventTemplates *self, EmbarkWorkspace *workspace)
{
  g_return_if_fail (EMBARK_IS_EVENT_TEMPLATES (self));

  g_clear_object (&self->templates);
  g_clear_object (&self->deleted);
  if (workspace != NULL)
    {
      self->templates =
          embark_payload_templates_new (embark_workspace_get_journal (workspace),
                                        embark_profile_get_id (embark_workspace_get_profile (workspace)),
                                        embark_workspace_get_clock (workspace));
      embark_payload_templates_load_async (self->templates, NULL, loaded_cb, g_object_ref (self));
    }
  update_model (self);
  update_deleted (self);
}

void
embark_event_templates_set_event (EmbarkEventTemplates *self, const char *event)
{
  g_return_if_fail (EMBARK_IS_EVENT_TEMPLATES (self));

  if (g_strcmp0 (self->event, event) == 0)
    return;
  embark_set_str (&self->event, event);
  update_model (self);
  update_deleted (self);
}

void
embark_event_templates_ask_name (EmbarkEventTemplates *self)
{
  g_return_if_fail (EMBARK_IS_EVENT_TEMPLATES (self));

  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (embark_saved_popover_get_entry (EMBARK_SAVED_POPOVER (self))));
}
