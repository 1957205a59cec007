/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-journal-kept.h"
#include "embark-saved-views.h"

struct _EmbarkSavedView
{
  GObject parent_instance;

  EmbarkKeptEntry *entry; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkSavedView, embark_saved_view, G_TYPE_OBJECT)

static void
embark_saved_view_finalize (GObject *object)
{
  g_clear_pointer (&EMBARK_SAVED_VIEW (object)->entry, embark_kept_entry_free);
  G_OBJECT_CLASS (embark_saved_view_parent_class)->finalize (object);
}

static void
embark_saved_view_class_init (EmbarkSavedViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_saved_view_finalize;
}

static void
embark_saved_view_init (EmbarkSavedView *self)
{
}

/* @entry: (transfer full) */
static EmbarkSavedView *
view_new (EmbarkKeptEntry *entry)
{
  EmbarkSavedView *self = g_object_new (EMBARK_TYPE_SAVED_VIEW, NULL);

  self->entry = entry;
  return self;
}

const char *
embark_saved_view_get_name (EmbarkSavedView *self)
{
  g_return_val_if_fail (EMBARK_IS_SAVED_VIEW (self), NULL);

  return self->entry->name;
}

const char *
embark_saved_view_get_text (EmbarkSavedView *self)
{
  g_return_val_if_fail (EMBARK_IS_SAVED_VIEW (self), NULL);

  return self->entry->text;
}

/* ---- the list ---- */

struct _EmbarkSavedViews
{
  GObject parent_instance;

  EmbarkJournal *journal;   /* (owned) */
  EmbarkClock *clock;       /* (owned) */
  char *profile_id;         /* (owned) */
  char *subject;            /* (owned) */
  GListStore *views;        /* (owned) */
  EmbarkSavedView *deleted; /* (owned) (nullable) */
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return EMBARK_TYPE_SAVED_VIEW;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (EMBARK_SAVED_VIEWS (model)->views));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (EMBARK_SAVED_VIEWS (model)->views), position);
}

static void
model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkSavedViews,
                               embark_saved_views,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init))

static int
by_name (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (((EmbarkSavedView *) a)->entry->name, ((EmbarkSavedView *) b)->entry->name);
}

/* Takes the one with @name or, without, with @id out of the list. Returns: (transfer full) (nullable): it */
static EmbarkSavedView *
take_out (EmbarkSavedViews *self, const char *name, const char *id)
{
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkSavedView) view = get_item (G_LIST_MODEL (self), i);

      if (!g_str_equal (name != NULL ? view->entry->name : view->entry->id, name != NULL ? name : id))
        continue;
      g_list_store_remove (self->views, i);
      return g_steal_pointer (&view);
    }
  return NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EmbarkSavedViews) self = data;
  g_autoptr (GError) error = NULL;

  if (!embark_journal_save_kept_finish (EMBARK_JOURNAL (source), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EmbarkSavedViews) self = data;
  g_autoptr (GError) error = NULL;

  if (!embark_journal_forget_kept_finish (EMBARK_JOURNAL (source), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* @entry: (transfer full) */
static void
keep (EmbarkSavedViews *self, EmbarkKeptEntry *entry)
{
  g_autoptr (EmbarkSavedView) view = view_new (entry);

  entry->changed_at = embark_clock_get_real_time (self->clock);
  g_list_store_insert_sorted (self->views, view, by_name, NULL);
  embark_journal_save_kept_async (self->journal, entry, NULL, saved_cb, g_object_ref (self));
}

static void
forget (EmbarkSavedViews *self, EmbarkSavedView *view)
{
  embark_journal_forget_kept_async (self->journal, view->entry->id, NULL, forgotten_cb, g_object_ref (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EmbarkSavedViews) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = embark_journal_list_kept_finish (EMBARK_JOURNAL (source), result, &error);

  if (entries == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const EmbarkKeptEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (EmbarkSavedView) known = NULL;

      if (g_strcmp0 (entry->subject, self->subject) != 0)
        continue;
      /* What was saved meanwhile is in the journal too by now. */
      known = take_out (self, NULL, entry->id);
      if (known == NULL)
        known = view_new (embark_kept_entry_copy (entry));
      g_list_store_insert_sorted (self->views, known, by_name, NULL);
    }
}

static void
items_changed_cb (EmbarkSavedViews *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
embark_saved_views_finalize (GObject *object)
{
  EmbarkSavedViews *self = EMBARK_SAVED_VIEWS (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_object (&self->views);
  g_clear_object (&self->deleted);
  g_free (self->profile_id);
  g_free (self->subject);
  G_OBJECT_CLASS (embark_saved_views_parent_class)->finalize (object);
}

static void
embark_saved_views_class_init (EmbarkSavedViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_saved_views_finalize;
  signals[FAILED] = g_signal_new ("failed", EMBARK_TYPE_SAVED_VIEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
embark_saved_views_init (EmbarkSavedViews *self)
{
  self->views = g_list_store_new (EMBARK_TYPE_SAVED_VIEW);
  g_signal_connect_object (self->views, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

EmbarkSavedViews *
embark_saved_views_new (EmbarkWorkspace *workspace, const char *subject)
{
  EmbarkSavedViews *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (subject != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_SAVED_VIEWS, NULL);
  self->journal = g_object_ref (embark_workspace_get_journal (workspace));
  self->clock = g_object_ref (embark_workspace_get_clock (workspace));
  self->profile_id = g_strdup (embark_profile_get_id (embark_workspace_get_profile (workspace)));
  self->subject = g_strdup (subject);
  embark_journal_list_kept_async (self->journal, self->profile_id, EMBARK_KEPT_VIEW, NULL, read_cb,
                                  g_object_ref (self));
  return self;
}

void
embark_saved_views_save (EmbarkSavedViews *self, const char *name, const char *text)
{
  g_autoptr (EmbarkSavedView) old = NULL;
  EmbarkKeptEntry *entry;

  g_return_if_fail (EMBARK_IS_SAVED_VIEWS (self));
  g_return_if_fail (name != NULL && *name != '\0');
  g_return_if_fail (text != NULL);

  old = take_out (self, name, NULL);
  entry = g_new0 (EmbarkKeptEntry, 1);
  entry->id = old != NULL ? g_strdup (old->entry->id) : g_uuid_string_random ();
  entry->profile_id = g_strdup (self->profile_id);
  entry->kind = EMBARK_KEPT_VIEW;
  entry->name = g_strdup (name);
  entry->subject = g_strdup (self->subject);
  entry->text = g_strdup (text);
  keep (self, entry);
}

void
embark_saved_views_rename (EmbarkSavedViews *self, EmbarkSavedView *view, const char *name)
{
  g_autoptr (EmbarkSavedView) old = NULL;
  g_autoptr (EmbarkSavedView) other = NULL;
  EmbarkKeptEntry *entry;

  g_return_if_fail (EMBARK_IS_SAVED_VIEWS (self));
  g_return_if_fail (EMBARK_IS_SAVED_VIEW (view));
  g_return_if_fail (name != NULL && *name != '\0');

  if (g_str_equal (view->entry->name, name))
    return;
  old = take_out (self, NULL, view->entry->id);
  if (old == NULL)
    return;
  other = take_out (self, name, NULL);
  if (other != NULL)
    forget (self, other);
  entry = embark_kept_entry_copy (old->entry);
  g_free (entry->name);
  entry->name = g_strdup (name);
  keep (self, entry);
}

void
embark_saved_views_delete (EmbarkSavedViews *self, EmbarkSavedView *view)
{
  g_autoptr (EmbarkSavedView) old = NULL;

  g_return_if_fail (EMBARK_IS_SAVED_VIEWS (self));
  g_return_if_fail (EMBARK_IS_SAVED_VIEW (view));

  old = take_out (self, NULL, view->entry->id);
  if (old == NULL)
    return;
  forget (self, old);
  g_set_object (&self->deleted, old);
}

EmbarkSavedView *
embark_saved_views_get_deleted (EmbarkSavedViews *self)
{
  g_return_val_if_fail (EMBARK_IS_SAVED_VIEWS (self), NULL);

  return self->deleted;
}

void
embark_saved_views_undo_delete (EmbarkSavedViews *self)
{
  g_autoptr (EmbarkSavedView) view = NULL;

  g_return_if_fail (EMBARK_IS_SAVED_VIEWS (self));

  view = g_steal_pointer (&self->deleted);
  if (view != NULL)
    keep (self, embark_kept_entry_copy (view->entry));
}
