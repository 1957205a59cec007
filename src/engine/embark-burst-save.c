/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A burst and the journal. Before an event leaves it stands there as in flight, and with it some that are
 * next: one small transaction for many. What came back is written with the next such, or a little later. */

#include "config.h"

#include "embark-burst-private.h"

#define SAVE_MS 200
/* What leaves within this time (s) is told to the journal at once. */
#define AHEAD_S   0.05
#define AHEAD_MAX EMBARK_BURST_PART_EVENTS

guint
embark_burst_get_ahead (EmbarkBurst *self)
{
  const double elapsed =
      (double) (embark_clock_get_monotonic_time (self->clock) - self->started) / G_USEC_PER_SEC;
  double wanted;

  if (self->rate > 0)
    return MIN (MAX (self->rate / 20, self->allowance), AHEAD_MAX);
  wanted = elapsed > 0 ? self->stats.n / elapsed * AHEAD_S : 0;
  return (guint) CLAMP (wanted, 2 * self->concurrency, AHEAD_MAX);
}

static char *
join_reasons (EmbarkBurst *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->reasons->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, g_ptr_array_index (self->reasons, i));
    }
  return self->reasons->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
append_part (EmbarkBurst *self, EmbarkBurstEntry *entry, guint number)
{
  const guint first = number * EMBARK_BURST_PART_EVENTS;
  const guint n = MIN (self->n - first, EMBARK_BURST_PART_EVENTS);
  const EmbarkBurstPart part = {
    .number = number,
    .bytes = g_bytes_new (self->events + 2 * (gsize) first, 2 * (gsize) n),
  };

  g_array_append_val (entry->parts, part);
  self->dirty[number] = FALSE;
}

static void
mark_dirty (EmbarkBurst *self, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    self->dirty[g_array_index (self->order, guint, i) / EMBARK_BURST_PART_EVENTS] = TRUE;
}

/* What was not written is written with the next that is. */
static void
mark_all_dirty (EmbarkBurst *self)
{
  for (guint i = 0; i * EMBARK_BURST_PART_EVENTS < self->n; i++)
    self->dirty[i] = TRUE;
}

/* In the copy that the journal gets, what may leave is in flight; here it is not until it does. */
static void
set_reserved (EmbarkBurst *self, guint8 state)
{
  for (guint i = self->next; i < self->reserving; i++)
    self->events[2 * (gsize) g_array_index (self->order, guint, i)] = state;
}

static EmbarkBurstEntry *
make_entry (EmbarkBurst *self)
{
  EmbarkBurstEntry *entry = embark_burst_entry_new ();
  const guint n_parts = (self->n + EMBARK_BURST_PART_EVENTS - 1) / EMBARK_BURST_PART_EVENTS;

  entry->id = g_strdup (self->id);
  entry->state = self->last_saved ? EMBARK_BURST_ENTRY_ENDED : EMBARK_BURST_ENTRY_RUNNING;
  entry->ended_at = self->ended_at;
  entry->reasons = join_reasons (self);
  entry->latency = embark_burst_stats_save (&self->stats);
  set_reserved (self, EMBARK_BURST_EVENT_IN_FLIGHT);
  for (guint i = 0; i < n_parts; i++)
    if (self->dirty[i])
      append_part (self, entry, i);
  set_reserved (self, EMBARK_BURST_EVENT_NOT_SENT);
  if (self->in_journal)
    return entry;
  entry->profile_id = g_strdup (self->profile_id);
  entry->account_id = g_strdup (self->account_id);
  entry->slug = g_strdup (self->slug);
  entry->config_id = g_strdup (self->config_id);
  entry->event = g_strdup (self->event);
  entry->payload = g_strdup (self->payload);
  entry->data_path = self->file != NULL ? g_file_get_path (self->file) : NULL;
  entry->data_sum = g_strdup (self->data_sum);
  entry->seed = self->seed;
  entry->n = self->n;
  entry->created_at = self->created_at;
  return entry;
}

static void
saved (EmbarkBurst *self, GError *error)
{
  self->saving = FALSE;
  if (error == NULL)
    {
      self->in_journal = TRUE;
      /* What waits leaves no more, whatever was asked for before it had to. */
      self->reserved = MAX (self->reserving, self->next);
    }
  else
    {
      mark_all_dirty (self);
      embark_burst_fail (self, error);
    }
  embark_burst_step (self);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurst) self = user_data;
  GError *error = NULL;

  embark_journal_add_burst_finish (EMBARK_JOURNAL (source), result, &error);
  saved (self, error);
}

static void
updated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurst) self = user_data;
  GError *error = NULL;

  embark_journal_update_burst_finish (EMBARK_JOURNAL (source), result, &error);
  saved (self, error);
}

void
embark_burst_save (EmbarkBurst *self, guint reserving)
{
  EmbarkBurstEntry *entry;

  embark_clock_clear (self->clock, &self->save_timer);
  /* Those that were told and are no more stand in the journal as in flight. */
  mark_dirty (self, self->next, MAX (self->reserving, reserving));
  self->reserving = reserving;
  self->reserved = MIN (self->reserved, reserving);
  self->saving = TRUE;
  self->unsaved = FALSE;
  entry = make_entry (self);
  if (self->in_journal)
    embark_journal_update_burst_async (self->journal, entry, NULL, updated_cb, g_object_ref (self));
  else
    embark_journal_add_burst_async (self->journal, entry, NULL, added_cb, g_object_ref (self));
}

static gboolean
save_cb (gpointer data)
{
  EmbarkBurst *self = data;

  self->save_timer = 0;
  if (!self->saving)
    embark_burst_save (self, MAX (self->reserving, self->next));
  return G_SOURCE_REMOVE;
}

void
embark_burst_save_soon (EmbarkBurst *self)
{
  if (self->save_timer == 0 && !self->saving)
    self->save_timer = embark_clock_add_timeout (self->clock, SAVE_MS, save_cb, self, NULL);
}

#define LIVE "embark-bursts"

static GHashTable *
get_live (EmbarkWorkspace *workspace)
{
  GHashTable *live = g_object_get_data (G_OBJECT (workspace), LIVE);

  if (live == NULL)
    {
      live = g_hash_table_new (g_str_hash, g_str_equal);
      g_object_set_data_full (G_OBJECT (workspace), LIVE, live, (GDestroyNotify) g_hash_table_unref);
    }
  return live;
}

void
embark_burst_set_live (EmbarkBurst *self, gboolean live)
{
  if (live)
    g_hash_table_insert (get_live (self->workspace), self->id, self);
  else
    g_hash_table_remove (get_live (self->workspace), self->id);
}

EmbarkBurst *
embark_burst_find_live (EmbarkWorkspace *workspace, const char *id)
{
  return g_hash_table_lookup (get_live (workspace), id);
}

/* One that runs is the one that runs, and not a second one of its name. */
static EmbarkBurst *
take_entry (EmbarkWorkspace *workspace, EmbarkBurstEntry *entry)
{
  EmbarkBurst *live = embark_burst_find_live (workspace, entry->id);

  return live != NULL ? g_object_ref (live) : embark_burst_new_from_entry (workspace, entry);
}

static void
take_entries (GTask *task, GPtrArray *entries, GError *error)
{
  EmbarkWorkspace *workspace = g_task_get_source_object (task);
  GPtrArray *bursts;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  bursts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (bursts, take_entry (workspace, g_ptr_array_index (entries, i)));
  g_task_return_pointer (task, bursts, (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = embark_journal_list_bursts_finish (EMBARK_JOURNAL (source), result, &error);

  take_entries (task, entries, error);
}

void
embark_burst_list_async (EmbarkWorkspace *workspace,
                         const char *account_id,
                         guint limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (account_id != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_burst_list_async);
  embark_journal_list_bursts_async (embark_workspace_get_journal (workspace),
                                    embark_profile_get_id (embark_workspace_get_profile (workspace)),
                                    account_id, limit, cancellable, listed_cb, task);
}

GPtrArray *
embark_burst_list_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_burst_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = embark_journal_get_burst_finish (EMBARK_JOURNAL (source), result, &error);

  take_entries (task, entries, error);
}

void
embark_burst_load_async (EmbarkWorkspace *workspace,
                         const char *id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (id != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_burst_load_async);
  embark_journal_get_burst_async (embark_workspace_get_journal (workspace),
                                  embark_profile_get_id (embark_workspace_get_profile (workspace)), id,
                                  cancellable, loaded_cb, task);
}

EmbarkBurst *
embark_burst_load_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) bursts = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, embark_burst_load_async), NULL);

  bursts = g_task_propagate_pointer (G_TASK (result), error);
  return bursts != NULL && bursts->len > 0 ? g_object_ref (g_ptr_array_index (bursts, 0)) : NULL;
}
