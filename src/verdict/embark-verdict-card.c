/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-fire-stages.h"
#include "embark-fire-tracker.h"
#include "embark-verdict-card.h"

#define TICK_MS 1000

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
  EmbarkFireStages *stages;

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

  embark_fire_stages_show (self->stages, self->fire, self->clock);
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
  embark_fire_stages_show (self->stages, self->fire, self->clock);

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

  g_type_ensure (EMBARK_TYPE_FIRE_STAGES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/verdict/embark-verdict-card.ui");
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
  g_return_if_fail (EMBARK_IS_VERDICT_CARD (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  embark_fire_stages_set_narrow (self->stages, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
