/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-journal-kept.h"
#include "embark-run-lineage.h"

/* So many are read: who looks at an older run sees no lineage. */
#define MAX_READ 5000

struct _EmbarkRunLineage
{
  GObject parent_instance;

  EmbarkJournal *journal; /* (owned) */
  EmbarkClock *clock;     /* (owned) */
  char *profile_id;       /* (owned) */
  GHashTable *origins;    /* (owned): run id → the id of the run that it repeats */
  GHashTable *reruns;     /* (owned): run id → the id of the newest run that repeats it */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkRunLineage, embark_run_lineage, G_TYPE_OBJECT)

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EmbarkRunLineage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = embark_journal_list_reruns_finish (EMBARK_JOURNAL (source), result, &error);

  if (entries == NULL)
    {
      g_debug ("which run repeats which could not be read: %s", error->message);
      return;
    }
  /* The newest first, and what was noted meanwhile is newer still. */
  for (guint i = 0; i < entries->len; i++)
    {
      const EmbarkRerunEntry *entry = g_ptr_array_index (entries, i);

      if (!g_hash_table_contains (self->origins, entry->run_id))
        g_hash_table_insert (self->origins, g_strdup (entry->run_id), g_strdup (entry->origin_id));
      if (!g_hash_table_contains (self->reruns, entry->origin_id))
        g_hash_table_insert (self->reruns, g_strdup (entry->origin_id), g_strdup (entry->run_id));
    }
  if (entries->len > 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
embark_run_lineage_finalize (GObject *object)
{
  EmbarkRunLineage *self = EMBARK_RUN_LINEAGE (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_free (self->profile_id);
  g_hash_table_unref (self->origins);
  g_hash_table_unref (self->reruns);
  G_OBJECT_CLASS (embark_run_lineage_parent_class)->finalize (object);
}

static void
embark_run_lineage_class_init (EmbarkRunLineageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_run_lineage_finalize;
  signals[CHANGED] = g_signal_new ("changed", EMBARK_TYPE_RUN_LINEAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
embark_run_lineage_init (EmbarkRunLineage *self)
{
  self->origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->reruns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EmbarkRunLineage *
embark_run_lineage_new (EmbarkWorkspace *workspace)
{
  EmbarkRunLineage *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (EMBARK_TYPE_RUN_LINEAGE, NULL);
  self->journal = g_object_ref (embark_workspace_get_journal (workspace));
  self->clock = g_object_ref (embark_workspace_get_clock (workspace));
  self->profile_id = g_strdup (embark_profile_get_id (embark_workspace_get_profile (workspace)));
  embark_journal_list_reruns_async (self->journal, self->profile_id, MAX_READ, NULL, read_cb,
                                    g_object_ref (self));
  return self;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* It is known until the program ends: nothing that a user has to do anything about. */
  if (!embark_journal_save_rerun_finish (EMBARK_JOURNAL (source), result, &error))
    g_warning ("that a run repeats another was not kept: %s", error->message);
}

void
embark_run_lineage_note (EmbarkRunLineage *self, const char *origin, const char *id)
{
  EmbarkRerunEntry entry;

  g_return_if_fail (EMBARK_IS_RUN_LINEAGE (self));
  g_return_if_fail (origin != NULL && id != NULL);

  g_hash_table_replace (self->origins, g_strdup (id), g_strdup (origin));
  g_hash_table_replace (self->reruns, g_strdup (origin), g_strdup (id));
  entry = (EmbarkRerunEntry){ self->profile_id, (char *) id, (char *) origin,
                              embark_clock_get_real_time (self->clock) };
  embark_journal_save_rerun_async (self->journal, &entry, NULL, saved_cb, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
embark_run_lineage_get_origin (EmbarkRunLineage *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LINEAGE (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->origins, id) : NULL;
}

const char *
embark_run_lineage_get_rerun (EmbarkRunLineage *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_RUN_LINEAGE (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->reruns, id) : NULL;
}
