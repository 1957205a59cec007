/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json.h"
#include "embark-runs-saved.h"
#include "embark-saved-views.h"
#include "embark-workbench-problem.h"

/* What the journal calls the list. */
#define SUBJECT "runs"

#define MAX_NAME 80

struct _EmbarkRunsSaved
{
  EmbarkSavedPopover parent_instance;

  EmbarkSavedViews *views;  /* (owned) (nullable) */
  EmbarkRunsFilter *filter; /* (unowned) (nullable): of the same view, as the next */
  GtkEditable *search;      /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkRunsSaved, embark_runs_saved, EMBARK_TYPE_SAVED_POPOVER)

static const char *
get_name (gpointer item)
{
  return embark_saved_view_get_name (item);
}

/* Returns: (transfer full): filter and search as they are kept */
static char *
dup_shown (EmbarkRunsSaved *self)
{
  g_autoptr (JsonObject) object = embark_runs_filter_dup_json (self->filter);
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (object, "search", gtk_editable_get_text (self->search));
  node = json_node_init_object (json_node_alloc (), object);
  return embark_json_to_string (node, FALSE);
}

/* One of the same name is replaced in any case: what it filters for can be had again with a few presses. */
static void
save (EmbarkSavedPopover *popover, const char *name, gboolean replace)
{
  EmbarkRunsSaved *self = EMBARK_RUNS_SAVED (popover);
  g_autofree char *text = dup_shown (self);

  embark_saved_views_save (self->views, name, text);
  embark_saved_popover_done (popover, NULL, FALSE);
}

static void
rename_view (EmbarkSavedPopover *popover, gpointer item, const char *name)
{
  embark_saved_views_rename (EMBARK_RUNS_SAVED (popover)->views, item, name);
  embark_saved_popover_done (popover, NULL, FALSE);
}

static void
update_deleted (EmbarkRunsSaved *self)
{
  EmbarkSavedView *deleted = embark_saved_views_get_deleted (self->views);

  embark_saved_popover_set_deleted (EMBARK_SAVED_POPOVER (self),
                                    deleted != NULL ? embark_saved_view_get_name (deleted) : NULL);
}

static void
remove_view (EmbarkSavedPopover *popover, gpointer item)
{
  EmbarkRunsSaved *self = EMBARK_RUNS_SAVED (popover);

  embark_saved_views_delete (self->views, item);
  update_deleted (self);
}

static void
undo (EmbarkSavedPopover *popover)
{
  EmbarkRunsSaved *self = EMBARK_RUNS_SAVED (popover);

  embark_saved_views_undo_delete (self->views);
  update_deleted (self);
}

static void
choose (EmbarkSavedPopover *popover, gpointer item)
{
  EmbarkRunsSaved *self = EMBARK_RUNS_SAVED (popover);
  g_autoptr (JsonNode) node = embark_json_parse (embark_saved_view_get_text (item), -1, NULL);
  JsonObject *object = embark_json_node_object (node);

  if (object == NULL)
    return;
  embark_runs_filter_set_json (self->filter, object);
  gtk_editable_set_text (self->search, embark_json_get_string (object, "search", ""));
}

static void
failed_cb (EmbarkRunsSaved *self, const GError *error)
{
  embark_workbench_report (GTK_WIDGET (self), error);
}

/* ---- the class ---- */

static void
embark_runs_saved_dispose (GObject *object)
{
  EmbarkRunsSaved *self = EMBARK_RUNS_SAVED (object);

  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_clear_object (&self->views);
  G_OBJECT_CLASS (embark_runs_saved_parent_class)->dispose (object);
}

static void
embark_runs_saved_class_init (EmbarkRunsSavedClass *klass)
{
  EmbarkSavedPopoverClass *popover_class = EMBARK_SAVED_POPOVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_runs_saved_dispose;
  popover_class->get_name = get_name;
  popover_class->choose = choose;
  popover_class->save = save;
  popover_class->rename = rename_view;
  popover_class->remove = remove_view;
  popover_class->undo = undo;
}

static void
embark_runs_saved_init (EmbarkRunsSaved *self)
{
  EmbarkSavedPopover *popover = EMBARK_SAVED_POPOVER (self);

  embark_saved_popover_set_words (popover, _ ("Saved Views"),
                                  _ ("None yet. Filter or search the runs, then save that under a name."),
                                  _ ("Name of this view"));
  gtk_entry_set_max_length (embark_saved_popover_get_entry (popover), MAX_NAME);
}

void
embark_runs_saved_set_up (EmbarkRunsSaved *self,
                          EmbarkWorkspace *workspace,
                          EmbarkRunsFilter *filter,
                          GtkEditable *search)
{
  g_return_if_fail (EMBARK_IS_RUNS_SAVED (self));
  g_return_if_fail (self->views == NULL);

  self->filter = filter;
  self->search = search;
  self->views = embark_saved_views_new (workspace, SUBJECT);
  g_signal_connect_object (self->views, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  embark_saved_popover_set_model (EMBARK_SAVED_POPOVER (self), G_LIST_MODEL (self->views));
}
