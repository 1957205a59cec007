/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-fire-tracker.h"
#include "embark-time.h"
#include "embark-verdict-card.h"

#define TICK_MS 1000

/* What a fire goes through, in this order. */
typedef enum
{
  STAGE_SENT,
  STAGE_ACCEPTED,
  STAGE_RUN,
  STAGE_END,
  N_STAGES,
} StageId;

typedef struct
{
  GtkWidget *box;
  GtkWidget *line;
  GtkLabel *name;
  GtkLabel *time;
} Stage;

struct _EmbarkVerdictCard
{
  AdwBin parent_instance;

  GtkBox *head;
  GtkStack *icons;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *verdict;
  GtkLabel *evidence;
  GtkLabel *request_id;
  GtkButton *button;
  GtkGrid *stages;

  Stage stage[N_STAGES];

  EmbarkFire *fire;           /* (owned) (nullable) */
  GSignalGroup *fire_signals; /* (owned) */
  GSignalGroup *runs_signals; /* (owned) */
  EmbarkFacts *facts;         /* (owned) (nullable) */
  EmbarkClock *clock;         /* (owned) (nullable) */
  guint tick_id;
  EmbarkVerdictAction action;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_FIRE,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ACTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkVerdictCard, embark_verdict_card, ADW_TYPE_BIN)

/* ---- what follows from the state ---- */

static gboolean
is_disconnected (const EmbarkFactsData *facts)
{
  return facts->link == EMBARK_LINK_NONE || facts->link == EMBARK_LINK_WAITING
         || facts->link == EMBARK_LINK_EXPIRED || facts->link == EMBARK_LINK_REFUSED;
}

static EmbarkVerdictAction
get_action_of_refused (const EmbarkFactsData *facts)
{
  if (facts == NULL)
    return EMBARK_VERDICT_ACTION_FIRE_AGAIN;
  if (facts->key == EMBARK_KEY_REFUSED || facts->key == EMBARK_KEY_MISSING)
    return EMBARK_VERDICT_ACTION_GO_TO_ENVIRONMENT;
  if (facts->app == EMBARK_APP_NOT_LIVE || facts->app == EMBARK_APP_NO_CLIENT)
    return EMBARK_VERDICT_ACTION_GO_TO_APP;
  if (facts->account == EMBARK_ACCOUNT_GONE)
    return EMBARK_VERDICT_ACTION_GO_TO_ACCOUNT;
  if (is_disconnected (facts))
    return EMBARK_VERDICT_ACTION_GO_TO_CONNECT;
  return EMBARK_VERDICT_ACTION_FIRE_AGAIN;
}

EmbarkVerdictAction
embark_verdict_get_action (EmbarkFireState state, EmbarkFacts *facts)
{
  const EmbarkFactsData *data = facts != NULL ? embark_facts_get (facts) : NULL;

  switch (state)
    {
    case EMBARK_FIRE_NOTHING_LISTENED:
      return data != NULL && is_disconnected (data) ? EMBARK_VERDICT_ACTION_GO_TO_CONNECT
                                                    : EMBARK_VERDICT_ACTION_GO_TO_WORKFLOWS;
    case EMBARK_FIRE_REFUSED:
      return get_action_of_refused (data);
    case EMBARK_FIRE_UNKNOWN:
      return EMBARK_VERDICT_ACTION_FIRE_AGAIN;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_ACCEPTED:
    case EMBARK_FIRE_RAN:
    case EMBARK_FIRE_DUPLICATE:
    default:
      return EMBARK_VERDICT_ACTION_NONE;
    }
}

EmbarkTone
embark_verdict_get_tone (EmbarkFire *fire)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (fire), EMBARK_TONE_IDLE);

  switch (embark_fire_get_state (fire))
    {
    case EMBARK_FIRE_RAN:
      if (embark_fire_get_ended_at (fire) == 0)
        return EMBARK_TONE_NOW;
      return embark_fire_get_succeeded (fire) ? EMBARK_TONE_OK : EMBARK_TONE_BAD;
    case EMBARK_FIRE_NOTHING_LISTENED:
    case EMBARK_FIRE_DUPLICATE:
    case EMBARK_FIRE_UNKNOWN:
      return EMBARK_TONE_WARN;
    case EMBARK_FIRE_REFUSED:
      return EMBARK_TONE_BAD;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_ACCEPTED:
    default:
      return EMBARK_TONE_NOW;
    }
}

static const char *
get_action_label (EmbarkVerdictAction action)
{
  switch (action)
    {
    case EMBARK_VERDICT_ACTION_GO_TO_ENVIRONMENT:
      return _ ("Go to _Environment");
    case EMBARK_VERDICT_ACTION_GO_TO_APP:
      return _ ("Go to _Salesforce App");
    case EMBARK_VERDICT_ACTION_GO_TO_ACCOUNT:
      return _ ("Go to _Account");
    case EMBARK_VERDICT_ACTION_GO_TO_CONNECT:
      return _ ("Go to _Connect");
    case EMBARK_VERDICT_ACTION_GO_TO_WORKFLOWS:
      return _ ("Go to _Workflows");
    case EMBARK_VERDICT_ACTION_FIRE_AGAIN:
      return _ ("Fire _Again…");
    case EMBARK_VERDICT_ACTION_NONE:
    default:
      return "";
    }
}

/* ---- stages ---- */

static void
set_stage (EmbarkVerdictCard *self, StageId id, const char *css_class, const char *name, const char *time)
{
  static const char *const classes[] = { "now", "warn", "bad", "idle" };
  Stage *stage = &self->stage[id];

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (stage->line, classes[i]);
  if (css_class != NULL)
    gtk_widget_add_css_class (stage->line, css_class);
  gtk_label_set_text (stage->name, name != NULL ? name : "");
  gtk_label_set_text (stage->time, time != NULL ? time : "");
  gtk_widget_set_visible (GTK_WIDGET (stage->time), time != NULL && *time != '\0');
}

/* Returns: (transfer full) (nullable): "+184 ms" from when the fire was sent until @time */
static char *
dup_since_sent (EmbarkVerdictCard *self, gint64 time)
{
  gint64 sent = embark_fire_get_created_at (self->fire);
  g_autofree char *duration = NULL;

  if (time < sent || time == 0)
    return NULL;
  duration = embark_time_dup_duration ((time - sent) / 1000.0);
  return g_strdup_printf ("+%s", duration);
}

/* Returns: (transfer full) (nullable): how long it has been going on, in whole seconds */
static char *
dup_elapsed (EmbarkVerdictCard *self)
{
  gint64 elapsed;

  if (self->clock == NULL)
    return NULL;
  elapsed =
      (embark_clock_get_real_time (self->clock) - embark_fire_get_created_at (self->fire)) / G_USEC_PER_SEC;
  if (elapsed < 1)
    return NULL;
  if (elapsed >= 60)
    return embark_time_dup_duration (elapsed * 1000.0);
  return g_strdup_printf (_ ("%d s"), (int) elapsed);
}

static void
update_end_stage (EmbarkVerdictCard *self)
{
  gint64 ended_at = embark_fire_get_ended_at (self->fire);
  g_autofree char *time = ended_at != 0 ? dup_since_sent (self, ended_at) : dup_elapsed (self);

  if (ended_at == 0)
    set_stage (self, STAGE_END, "now", C_ ("stage", "Running"), time);
  else if (embark_fire_get_succeeded (self->fire))
    set_stage (self, STAGE_END, NULL, C_ ("stage", "Completed"), time);
  else
    set_stage (self, STAGE_END, "bad", C_ ("stage", "Errored"), time);
}

/* The stages after the answer, for a fire that was accepted. */
static void
update_late_stages (EmbarkVerdictCard *self, EmbarkFireState state)
{
  g_autofree char *seen = dup_since_sent (self, embark_fire_get_run_seen_at (self->fire));
  g_autofree char *elapsed = dup_elapsed (self);
  g_autofree char *after = NULL;

  switch (state)
    {
    case EMBARK_FIRE_ACCEPTED:
      set_stage (self, STAGE_RUN, "now", C_ ("stage", "Looking for a run"), elapsed);
      break;
    case EMBARK_FIRE_RAN:
      set_stage (self, STAGE_RUN, NULL, C_ ("stage", "Run seen"), seen);
      update_end_stage (self);
      break;
    case EMBARK_FIRE_NOTHING_LISTENED:
      /* Translators: for how long a run was looked for, in seconds */
      after = g_strdup_printf (_ ("after %d s"), EMBARK_FIRE_RUN_DEADLINE_MS / 1000);
      set_stage (self, STAGE_RUN, "warn", C_ ("stage", "No run"), after);
      break;
    case EMBARK_FIRE_DUPLICATE:
      set_stage (self, STAGE_RUN, "warn", C_ ("stage", "Dropped"), NULL);
      break;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_REFUSED:
    case EMBARK_FIRE_UNKNOWN:
    default:
      break;
    }
}

static void
update_stages (EmbarkVerdictCard *self)
{
  EmbarkFireState state = embark_fire_get_state (self->fire);
  g_autofree char *sent = embark_time_dup_clock (embark_fire_get_created_at (self->fire));
  g_autofree char *answered = dup_since_sent (self, embark_fire_get_answered_at (self->fire));

  set_stage (self, STAGE_RUN, "idle", NULL, NULL);
  set_stage (self, STAGE_END, "idle", NULL, NULL);
  if (state == EMBARK_FIRE_SENDING)
    {
      set_stage (self, STAGE_SENT, "now", C_ ("stage", "Sending"), sent);
      set_stage (self, STAGE_ACCEPTED, "idle", NULL, NULL);
      return;
    }

  if (state == EMBARK_FIRE_REFUSED && answered == NULL)
    {
      /* It could not be written to the journal, so it did not leave. */
      set_stage (self, STAGE_SENT, "bad", C_ ("stage", "Not sent"), NULL);
      set_stage (self, STAGE_ACCEPTED, "idle", NULL, NULL);
      return;
    }

  set_stage (self, STAGE_SENT, NULL, C_ ("stage", "Sent"), sent);
  if (state == EMBARK_FIRE_REFUSED)
    set_stage (self, STAGE_ACCEPTED, "bad", C_ ("stage", "Refused"), answered);
  else if (state == EMBARK_FIRE_UNKNOWN)
    set_stage (self, STAGE_ACCEPTED, "warn", C_ ("stage", "Answer lost"), answered);
  else
    set_stage (self, STAGE_ACCEPTED, NULL, C_ ("stage", "Accepted"), answered);
  update_late_stages (self, state);
}

static void
init_stages (EmbarkVerdictCard *self)
{
  for (guint i = 0; i < N_STAGES; i++)
    {
      Stage *stage = &self->stage[i];
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      stage->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      stage->line = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (stage->line, "stage-line");
      stage->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (stage->name), "caption");
      stage->time = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (stage->time), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (stage->time), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (stage->time), "numeric");

      gtk_box_append (GTK_BOX (words), GTK_WIDGET (stage->name));
      gtk_box_append (GTK_BOX (words), GTK_WIDGET (stage->time));
      gtk_box_append (GTK_BOX (stage->box), stage->line);
      gtk_box_append (GTK_BOX (stage->box), words);
      gtk_grid_attach (self->stages, stage->box, i, 0, 1, 1);
    }
}

/* ---- the whole ---- */

static gboolean
is_pending (EmbarkVerdictCard *self)
{
  return self->fire != NULL && embark_verdict_get_tone (self->fire) == EMBARK_TONE_NOW;
}

static gboolean
tick_cb (gpointer data)
{
  EmbarkVerdictCard *self = data;

  update_stages (self);
  return G_SOURCE_CONTINUE;
}

static void
update_ticking (EmbarkVerdictCard *self)
{
  gboolean tick = self->clock != NULL && is_pending (self) && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (tick && self->tick_id == 0)
    self->tick_id = embark_clock_add_timeout (self->clock, TICK_MS, tick_cb, self, NULL);
  else if (!tick && self->tick_id != 0)
    embark_clock_clear (self->clock, &self->tick_id);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
update_words (EmbarkVerdictCard *self)
{
  EmbarkFireState state = embark_fire_get_state (self->fire);
  g_autofree char *verdict = embark_fire_dup_verdict (self->fire);
  g_autofree char *evidence = embark_fire_dup_evidence (self->fire);
  g_autofree char *request = NULL;

  if (g_strcmp0 (gtk_label_get_text (self->verdict), verdict) != 0)
    {
      gtk_label_set_text (self->verdict, verdict);
      embark_compat_announce (GTK_WIDGET (self->verdict), verdict);
    }
  set_line (self->evidence, evidence);

  /* It is of use only where somebody has to be asked. */
  if (embark_fire_get_request_id (self->fire) != NULL
      && (state == EMBARK_FIRE_REFUSED || state == EMBARK_FIRE_NOTHING_LISTENED
          || state == EMBARK_FIRE_DUPLICATE))
    request = g_strdup_printf (_ ("Request ID %s"), embark_fire_get_request_id (self->fire));
  set_line (self->request_id, request);
}

static void
update (EmbarkVerdictCard *self)
{
  EmbarkTone tone;

  gtk_widget_set_visible (GTK_WIDGET (self), self->fire != NULL);
  update_ticking (self);
  if (self->fire == NULL)
    return;

  tone = embark_verdict_get_tone (self->fire);
  embark_tone_apply_to_image (tone, self->icon);
  gtk_spinner_set_spinning (self->spinner, tone == EMBARK_TONE_NOW);
  gtk_stack_set_visible_child (self->icons, tone == EMBARK_TONE_NOW ? GTK_WIDGET (self->spinner)
                                                                    : GTK_WIDGET (self->icon));
  update_words (self);
  update_stages (self);

  self->action = embark_verdict_get_action (embark_fire_get_state (self->fire), self->facts);
  gtk_button_set_label (self->button, get_action_label (self->action));
  gtk_widget_set_visible (GTK_WIDGET (self->button), self->action != EMBARK_VERDICT_ACTION_NONE);
}

static void
button_clicked_cb (EmbarkVerdictCard *self)
{
  g_signal_emit (self, signals[ACTION], 0, (int) self->action);
}

static void
embark_verdict_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_verdict_card_parent_class)->map (widget);
  update_ticking (EMBARK_VERDICT_CARD (widget));
}

static void
embark_verdict_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_verdict_card_parent_class)->unmap (widget);
  update_ticking (EMBARK_VERDICT_CARD (widget));
}

static void
embark_verdict_card_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkVerdictCard *self = EMBARK_VERDICT_CARD (object);

  switch (prop_id)
    {
    case PROP_FIRE:
      embark_verdict_card_set_fire (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      embark_verdict_card_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_verdict_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkVerdictCard *self = EMBARK_VERDICT_CARD (object);

  switch (prop_id)
    {
    case PROP_FIRE:
      g_value_set_object (value, self->fire);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_verdict_card_dispose (GObject *object)
{
  EmbarkVerdictCard *self = EMBARK_VERDICT_CARD (object);

  if (self->clock != NULL)
    embark_clock_clear (self->clock, &self->tick_id);
  g_clear_object (&self->fire_signals);
  g_clear_object (&self->runs_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_VERDICT_CARD);
  g_clear_object (&self->fire);
  g_clear_pointer (&self->facts, embark_facts_unref);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (embark_verdict_card_parent_class)->dispose (object);
}

static void
embark_verdict_card_class_init (EmbarkVerdictCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = embark_verdict_card_set_property;
  object_class->get_property = embark_verdict_card_get_property;
  object_class->dispose = embark_verdict_card_dispose;
  widget_class->map = embark_verdict_card_map;
  widget_class->unmap = embark_verdict_card_unmap;

  properties[PROP_FIRE] = g_param_spec_object ("fire", NULL, NULL, EMBARK_TYPE_FIRE, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTION] = g_signal_new ("action", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-verdict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, head);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, icons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, evidence);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, request_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkVerdictCard, stages);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
embark_verdict_card_init (EmbarkVerdictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  init_stages (self);

  self->fire_signals = g_signal_group_new (EMBARK_TYPE_FIRE);
  g_signal_group_connect_swapped (self->fire_signals, "notify", G_CALLBACK (update), self);
  self->runs_signals = g_signal_group_new (G_TYPE_LIST_STORE);
  g_signal_group_connect_swapped (self->runs_signals, "items-changed", G_CALLBACK (update), self);
  update (self);
}

GtkWidget *
embark_verdict_card_new (void)
{
  return g_object_new (EMBARK_TYPE_VERDICT_CARD, NULL);
}

void
embark_verdict_card_set_fire (EmbarkVerdictCard *self, EmbarkFire *fire)
{
  g_return_if_fail (EMBARK_IS_VERDICT_CARD (self));

  if (!g_set_object (&self->fire, fire))
    return;

  g_signal_group_set_target (self->fire_signals, fire);
  g_signal_group_set_target (self->runs_signals, fire != NULL ? embark_fire_get_runs (fire) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRE]);
}

EmbarkFire *
embark_verdict_card_get_fire (EmbarkVerdictCard *self)
{
  g_return_val_if_fail (EMBARK_IS_VERDICT_CARD (self), NULL);

  return self->fire;
}

void
embark_verdict_card_set_facts (EmbarkVerdictCard *self, EmbarkFacts *facts)
{
  g_return_if_fail (EMBARK_IS_VERDICT_CARD (self));

  if (self->facts == facts)
    return;

  g_clear_pointer (&self->facts, embark_facts_unref);
  self->facts = facts != NULL ? embark_facts_ref (facts) : NULL;
  update (self);
}

void
embark_verdict_card_set_clock (EmbarkVerdictCard *self, EmbarkClock *clock)
{
  g_return_if_fail (EMBARK_IS_VERDICT_CARD (self));

  if (self->clock == clock)
    return;

  if (self->clock != NULL)
    embark_clock_clear (self->clock, &self->tick_id);
  g_set_object (&self->clock, clock);
  update (self);
}

void
embark_verdict_card_set_narrow (EmbarkVerdictCard *self, gboolean narrow)
{
  int columns = narrow ? 2 : N_STAGES;

  g_return_if_fail (EMBARK_IS_VERDICT_CARD (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (int i = 0; i < N_STAGES; i++)
    {
      GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->stages));
      GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, self->stage[i].box);

      g_object_set (child, "column", i % columns, "row", i / columns, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
