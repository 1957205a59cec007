/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-burst-private.h"

#define CHANGED_MS 100
/* Reasons beyond this are not kept: a byte holds no more. */
#define MAX_REASONS 254

G_DEFINE_QUARK (embark - burst - error - quark, embark_burst_error)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkBurst, embark_burst, G_TYPE_OBJECT)

static void
embark_burst_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  EmbarkBurst *self = EMBARK_BURST (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_N:
      g_value_set_uint (value, embark_burst_get_n (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
embark_burst_dispose (GObject *object)
{
  EmbarkBurst *self = EMBARK_BURST (object);

  g_clear_pointer (&self->runs, embark_burst_runs_free);
  if (self->clock != NULL)
    {
      embark_clock_clear (self->clock, &self->changed_timer);
      embark_clock_clear (self->clock, &self->rate_timer);
      embark_clock_clear (self->clock, &self->save_timer);
      embark_clock_clear (self->clock, &self->wait_timer);
    }
  g_clear_object (&self->workspace);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_object (&self->client);
  g_clear_object (&self->calls);

  G_OBJECT_CLASS (embark_burst_parent_class)->dispose (object);
}

static void
embark_burst_finalize (GObject *object)
{
  EmbarkBurst *self = EMBARK_BURST (object);

  g_free (self->id);
  g_free (self->profile_id);
  g_free (self->account_id);
  g_free (self->slug);
  g_free (self->config_id);
  g_free (self->event);
  g_free (self->payload);
  g_clear_object (&self->file);
  g_clear_error (&self->error);
  g_clear_pointer (&self->data, embark_burst_data_unref);
  g_free (self->data_sum);
  g_free (self->events);
  g_ptr_array_unref (self->reasons);
  g_free (self->body_start);
  g_clear_pointer (&self->order, g_array_unref);
  g_free (self->dirty);

  G_OBJECT_CLASS (embark_burst_parent_class)->finalize (object);
}

static void
embark_burst_class_init (EmbarkBurstClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = embark_burst_get_property;
  object_class->dispose = embark_burst_dispose;
  object_class->finalize = embark_burst_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EMBARK_BURST_NEW, EMBARK_BURST_INTERRUPTED,
                                        EMBARK_BURST_NEW, flags);
  props[PROP_N] = g_param_spec_uint ("n", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
embark_burst_init (EmbarkBurst *self)
{
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  self->rate = EMBARK_BURST_DEFAULT_RATE;
  self->allowance = EMBARK_BURST_DEFAULT_ALLOWANCE;
  self->concurrency = EMBARK_BURST_DEFAULT_CONCURRENCY;
  embark_burst_stats_init (&self->stats);
}

static EmbarkBurst *
new_for_workspace (EmbarkWorkspace *workspace)
{
  EmbarkBurst *self = g_object_new (EMBARK_TYPE_BURST, NULL);

  self->workspace = g_object_ref (workspace);
  self->journal = g_object_ref (embark_workspace_get_journal (workspace));
  self->clock = g_object_ref (embark_workspace_get_clock (workspace));
  self->profile_id = g_strdup (embark_profile_get_id (embark_workspace_get_profile (workspace)));
  return self;
}

EmbarkBurst *
embark_burst_new (EmbarkWorkspace *workspace,
                  const char *account_id,
                  const char *slug,
                  const char *config_id,
                  const char *event)
{
  EmbarkBurst *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (account_id != NULL && event != NULL, NULL);

  self = new_for_workspace (workspace);
  self->id = g_uuid_string_random ();
  self->account_id = g_strdup (account_id);
  self->slug = g_strdup (slug);
  self->config_id = g_strdup (config_id);
  self->event = g_strdup (event);
  self->seed = g_random_int ();
  self->created_at = embark_clock_get_real_time (self->clock);
  return self;
}

/* What was in flight when the program ended is not known, and will not be. */
static void
take_events (EmbarkBurst *self, const EmbarkBurstEntry *entry)
{
  for (guint i = 0; i < entry->parts->len; i++)
    {
      const EmbarkBurstPart *part = &g_array_index (entry->parts, EmbarkBurstPart, i);
      gsize length;
      const guint8 *bytes = g_bytes_get_data (part->bytes, &length);

      for (gsize j = 0; j + 1 < length; j += 2)
        {
          const gsize index = (gsize) part->number * EMBARK_BURST_PART_EVENTS + j / 2;
          guint state = bytes[j];

          if (index >= self->n)
            break;
          if (state == EMBARK_BURST_EVENT_IN_FLIGHT || state >= EMBARK_BURST_N_EVENT_STATES)
            state = EMBARK_BURST_EVENT_UNKNOWN;
          self->counts[EMBARK_BURST_EVENT_NOT_SENT]--;
          self->counts[state]++;
          self->events[2 * index] = (guint8) state;
          self->events[2 * index + 1] = bytes[j + 1];
        }
    }
}

EmbarkBurst *
embark_burst_new_from_entry (EmbarkWorkspace *workspace, EmbarkBurstEntry *entry)
{
  EmbarkBurst *self = new_for_workspace (workspace);

  self->id = g_strdup (entry->id);
  self->account_id = g_strdup (entry->account_id);
  self->slug = g_strdup (entry->slug);
  self->config_id = g_strdup (entry->config_id);
  self->event = g_strdup (entry->event);
  self->payload = g_strdup (entry->payload);
  self->file = entry->data_path != NULL ? g_file_new_for_path (entry->data_path) : NULL;
  self->data_sum = g_strdup (entry->data_sum);
  self->seed = entry->seed;
  self->wanted = MIN (entry->n, EMBARK_BURST_MAX_EVENTS);
  self->created_at = self->first_sent_at = entry->created_at;
  self->ended_at = entry->ended_at;
  self->state = entry->state == EMBARK_BURST_ENTRY_ENDED ? EMBARK_BURST_ENDED : EMBARK_BURST_INTERRUPTED;
  self->in_journal = TRUE;
  embark_burst_make_events (self, self->wanted);
  take_events (self, entry);
  if (entry->latency != NULL)
    embark_burst_stats_load (&self->stats, entry->latency);
  if (entry->reasons != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (entry->reasons, "\n", MAX_REASONS);

      for (gsize i = 0; lines[i] != NULL; i++)
        g_ptr_array_add (self->reasons, g_strdup (lines[i]));
    }
  return self;
}

const char *
embark_burst_get_id (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  return self->id;
}

const char *
embark_burst_get_account_id (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  return self->account_id;
}

const char *
embark_burst_get_event (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  return self->event;
}

gint64
embark_burst_get_created_at (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->created_at;
}

gint64
embark_burst_get_ended_at (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->ended_at;
}

void
embark_burst_set_payload (EmbarkBurst *self, const char *payload)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (!self->in_journal && self->task == NULL);

  g_free (self->payload);
  self->payload = g_strdup (payload);
  self->prepared = FALSE;
}

const char *
embark_burst_get_payload (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  return self->payload;
}

void
embark_burst_set_data (EmbarkBurst *self, GFile *file)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (!self->in_journal && self->task == NULL);

  g_set_object (&self->file, file);
  self->prepared = FALSE;
}

GFile *
embark_burst_get_data (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  return self->file;
}

void
embark_burst_set_n (EmbarkBurst *self, guint n)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (!self->in_journal && self->task == NULL);

  self->wanted = MIN (n, EMBARK_BURST_MAX_EVENTS);
  self->prepared = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N]);
}

guint
embark_burst_get_n (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->events != NULL ? self->n : self->wanted;
}

void
embark_burst_set_seed (EmbarkBurst *self, guint32 seed)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (!self->in_journal && self->task == NULL);

  self->seed = seed;
}

void
embark_burst_set_rate (EmbarkBurst *self, guint rate, guint allowance)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (self->task == NULL);

  self->rate = rate;
  self->allowance = MAX (allowance, 1);
}

guint
embark_burst_get_rate (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->rate;
}

void
embark_burst_set_concurrency (EmbarkBurst *self, guint concurrency)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (self->task == NULL);

  self->concurrency = CLAMP (concurrency, 1, EMBARK_BURST_MAX_CONCURRENCY);
}

guint
embark_burst_get_concurrency (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->concurrency;
}

EmbarkBurstState
embark_burst_get_state (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), EMBARK_BURST_NEW);

  return self->state;
}

void
embark_burst_set_state (EmbarkBurst *self, EmbarkBurstState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

gint64
embark_burst_get_waits_until (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->state == EMBARK_BURST_WAITING ? self->waits_until : 0;
}

const GError *
embark_burst_get_error (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  return self->error;
}

guint
embark_burst_get_count (EmbarkBurst *self, EmbarkBurstEventState state)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);
  g_return_val_if_fail ((guint) state < EMBARK_BURST_N_EVENT_STATES, 0);

  return self->counts[state];
}

double
embark_burst_get_latency (EmbarkBurst *self, double percent)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return (double) embark_burst_stats_get (&self->stats, percent) / 1000;
}

const guint32 *
embark_burst_get_throughput (EmbarkBurst *self, guint *n, guint *seconds)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  *n = self->stats.n_seconds;
  *seconds = self->stats.width;
  return self->stats.seconds;
}

EmbarkBurstEventState
embark_burst_get_event_state (EmbarkBurst *self, guint index)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), EMBARK_BURST_EVENT_NOT_SENT);

  return self->events != NULL && index < self->n ? (EmbarkBurstEventState) self->events[2 * index]
                                                 : EMBARK_BURST_EVENT_NOT_SENT;
}

const char *
embark_burst_get_event_words (EmbarkBurst *self, guint index)
{
  guint reason;

  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  if (self->events == NULL || index >= self->n)
    return NULL;
  reason = self->events[2 * index + 1];
  return reason > 0 && reason <= self->reasons->len ? g_ptr_array_index (self->reasons, reason - 1) : NULL;
}

void
embark_burst_make_events (EmbarkBurst *self, guint n)
{
  g_free (self->events);
  self->events = g_malloc0 (2 * (gsize) n + 1);
  self->n = n;
  memset (self->counts, 0, sizeof self->counts);
  self->counts[EMBARK_BURST_EVENT_NOT_SENT] = n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N]);
}

/* Returns: 1 + the number of @words, which there are few of */
static guint
find_reason (EmbarkBurst *self, const char *words)
{
  if (words == NULL || *words == '\0')
    return 0;
  for (guint i = 0; i < self->reasons->len; i++)
    if (g_str_equal (g_ptr_array_index (self->reasons, i), words))
      return i + 1;
  if (self->reasons->len >= MAX_REASONS)
    return 0;
  g_ptr_array_add (self->reasons, g_strdelimit (g_strdup (words), "\n", ' '));
  return self->reasons->len;
}

void
embark_burst_set_event (EmbarkBurst *self, guint index, EmbarkBurstEventState state, const char *words)
{
  self->counts[self->events[2 * index]]--;
  self->counts[state]++;
  self->events[2 * index] = (guint8) state;
  self->events[2 * index + 1] = (guint8) find_reason (self, words);
  if (self->dirty != NULL)
    self->dirty[index / EMBARK_BURST_PART_EVENTS] = TRUE;
  embark_burst_changed (self);
}

static gboolean
changed_cb (gpointer data)
{
  EmbarkBurst *self = data;

  self->changed_timer = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

void
embark_burst_changed (EmbarkBurst *self)
{
  if (self->changed_timer == 0)
    self->changed_timer = embark_clock_add_timeout (self->clock, CHANGED_MS, changed_cb, self, NULL);
}

void
embark_burst_changed_now (EmbarkBurst *self)
{
  embark_clock_clear (self->clock, &self->changed_timer);
  g_signal_emit (self, signals[CHANGED], 0);
}
