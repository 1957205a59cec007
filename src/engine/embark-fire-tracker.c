/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-fire-follow-private.h"

struct _EmbarkFireTracker
{
  GObject parent_instance;

  EmbarkClient *client;   /* (owned) */
  EmbarkJournal *journal; /* (owned) */
  EmbarkClock *clock;     /* (owned) */
  GPtrArray *follows;     /* (owned) (element-type EmbarkFireFollow) */
  GHashTable *claims;     /* (owned) (element-type utf8 utf8): run id to fire id */
  EmbarkSilenceFunc silence_func;
  gpointer silence_data; /* (unowned) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFireTracker, embark_fire_tracker, G_TYPE_OBJECT)

static void
embark_fire_tracker_dispose (GObject *object)
{
  EmbarkFireTracker *self = EMBARK_FIRE_TRACKER (object);

  self->silence_func = NULL;
  embark_fire_tracker_stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (embark_fire_tracker_parent_class)->dispose (object);
}

static void
embark_fire_tracker_finalize (GObject *object)
{
  EmbarkFireTracker *self = EMBARK_FIRE_TRACKER (object);

  g_clear_pointer (&self->follows, g_ptr_array_unref);
  g_clear_pointer (&self->claims, g_hash_table_unref);

  G_OBJECT_CLASS (embark_fire_tracker_parent_class)->finalize (object);
}

static void
embark_fire_tracker_class_init (EmbarkFireTrackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = embark_fire_tracker_dispose;
  object_class->finalize = embark_fire_tracker_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, EMBARK_TYPE_FIRE);
}

static void
embark_fire_tracker_init (EmbarkFireTracker *self)
{
  self->follows = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_fire_follow_unref);
  self->claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EmbarkFireTracker *
embark_fire_tracker_new (EmbarkClient *client, EmbarkJournal *journal, EmbarkClock *clock)
{
  EmbarkFireTracker *self;

  g_return_val_if_fail (EMBARK_IS_CLIENT (client), NULL);
  g_return_val_if_fail (EMBARK_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);

  self = g_object_new (EMBARK_TYPE_FIRE_TRACKER, NULL);
  self->client = g_object_ref (client);
  self->journal = g_object_ref (journal);
  self->clock = g_object_ref (clock);
  return self;
}

void
embark_fire_tracker_set_silence_func (EmbarkFireTracker *self, EmbarkSilenceFunc func, gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_FIRE_TRACKER (self));

  self->silence_func = func;
  self->silence_data = user_data;
}

static EmbarkFireFollow *
find_follow (EmbarkFireTracker *self, EmbarkFire *fire)
{
  for (guint i = 0; i < self->follows->len; i++)
    {
      EmbarkFireFollow *follow = g_ptr_array_index (self->follows, i);

      if (g_strcmp0 (embark_fire_get_id (follow->fire), embark_fire_get_id (fire)) == 0)
        return follow;
    }
  return NULL;
}

gboolean
embark_fire_tracker_has (EmbarkFireTracker *self, EmbarkFire *fire)
{
  return find_follow (self, fire) != NULL;
}

/* Returns: (transfer full) */
static EmbarkFireFollow *
add_follow (EmbarkFireTracker *self, EmbarkFire *fire)
{
  EmbarkFireFollow *follow = embark_fire_follow_new (self, self->client, self->journal, self->clock, fire);

  embark_fire_tracker_note (self, fire);
  g_ptr_array_add (self->follows, follow);
  return embark_fire_follow_ref (follow);
}

void
embark_fire_tracker_send (EmbarkFireTracker *self, EmbarkFire *fire)
{
  g_autoptr (EmbarkFireFollow) follow = NULL;

  g_return_if_fail (EMBARK_IS_FIRE_TRACKER (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));
  g_return_if_fail (embark_fire_get_state (fire) == EMBARK_FIRE_SENDING);
  g_return_if_fail (find_follow (self, fire) == NULL);

  follow = add_follow (self, fire);
  embark_fire_follow_send (follow);
}

void
embark_fire_tracker_follow (EmbarkFireTracker *self, EmbarkFire *fire)
{
  g_autoptr (EmbarkFireFollow) follow = NULL;

  g_return_if_fail (EMBARK_IS_FIRE_TRACKER (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));
  g_return_if_fail (embark_fire_get_state (fire) != EMBARK_FIRE_SENDING);

  if (find_follow (self, fire) != NULL)
    return;
  follow = add_follow (self, fire);
  embark_fire_follow_look (follow);
}

void
embark_fire_tracker_load_runs (EmbarkFireTracker *self, EmbarkFire *fire)
{
  g_autoptr (EmbarkFireFollow) follow = NULL;

  g_return_if_fail (EMBARK_IS_FIRE_TRACKER (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));

  if (find_follow (self, fire) != NULL || embark_fire_get_run_ids (fire)[0] == NULL)
    return;
  follow = add_follow (self, fire);
  embark_fire_follow_show (follow);
}

void
embark_fire_tracker_stop (EmbarkFireTracker *self)
{
  g_return_if_fail (EMBARK_IS_FIRE_TRACKER (self));

  while (self->follows->len > 0)
    {
      g_autoptr (EmbarkFireFollow) follow = g_ptr_array_steal_index (self->follows, self->follows->len - 1);

      embark_fire_follow_stop (follow);
    }
}

void
embark_fire_tracker_emit_changed (EmbarkFireTracker *self, EmbarkFire *fire)
{
  g_signal_emit (self, signals[CHANGED], 0, fire);
}

void
embark_fire_tracker_drop (EmbarkFireTracker *self, EmbarkFireFollow *follow)
{
  g_ptr_array_remove (self->follows, follow);
}

EmbarkSilence
embark_fire_tracker_ask_silence (EmbarkFireTracker *self)
{
  return self->silence_func != NULL ? self->silence_func (self->silence_data) : EMBARK_SILENCE_UNEXPLAINED;
}

void
embark_fire_tracker_claim (EmbarkFireTracker *self, EmbarkFire *fire, const char *run_id)
{
  g_hash_table_replace (self->claims, g_strdup (run_id), g_strdup (embark_fire_get_id (fire)));
}

void
embark_fire_tracker_note (EmbarkFireTracker *self, EmbarkFire *fire)
{
  const char *const *ids = embark_fire_get_run_ids (fire);

  for (gsize i = 0; ids[i] != NULL; i++)
    embark_fire_tracker_claim (self, fire, ids[i]);
}

GArray *
embark_fire_tracker_get_windows (EmbarkFireTracker *self, EmbarkFireFollow *follow)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (EmbarkRunWindow));
  EmbarkRunWindow window = embark_fire_follow_get_window (follow);

  g_array_append_val (windows, window);
  for (guint i = 0; i < self->follows->len; i++)
    {
      EmbarkFireFollow *other = g_ptr_array_index (self->follows, i);

      if (other == follow || other->show_only
          || g_strcmp0 (embark_fire_get_account_id (other->fire), embark_fire_get_account_id (follow->fire))
                 != 0)
        continue;
      window = embark_fire_follow_get_window (other);
      /* One server has one clock: who asked it first knows. */
      if (!other->skew_known)
        {
          window.skew = follow->skew;
          window.tolerance = g_array_index (windows, EmbarkRunWindow, 0).tolerance;
        }
      window.reruns = follow->reruns;
      g_array_append_val (windows, window);
    }
  return g_steal_pointer (&windows);
}

void
embark_fire_tracker_drop_claimed (EmbarkFireTracker *self, GPtrArray *runs)
{
  for (guint i = runs->len; i > 0; i--)
    {
      EmbarkExecution *run = g_ptr_array_index (runs, i - 1);
      const char *claim = g_hash_table_lookup (self->claims, embark_execution_get_id (run));
      gboolean followed = FALSE;

      for (guint j = 0; claim != NULL && !followed && j < self->follows->len; j++)
        {
          EmbarkFireFollow *follow = g_ptr_array_index (self->follows, j);

          followed = !follow->show_only && g_strcmp0 (embark_fire_get_id (follow->fire), claim) == 0;
        }
      if (claim != NULL && !followed)
        g_ptr_array_remove_index (runs, i - 1);
    }
}
