/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-earlier-popover.h"
#include "embark-event-names.h"
#include "embark-event-page.h"
#include "embark-payload-editor.h"
#include "embark-problem-view.h"
#include "embark-run-view.h"
#include "embark-send.h"
#include "embark-verdict-card.h"

#define SCROLL_AFTER_MS 100

struct _EmbarkEventPage
{
  EmbarkFlowPage parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkDropDown *events;
  EmbarkEarlierPopover *earlier_popover;
  GtkWidget *fire;
  EmbarkPayloadEditor *payload;
  EmbarkVerdictCard *verdict;
  GtkBox *runs;
  GtkWidget *next;

  EmbarkFire *shown;           /* (owned) (nullable): the fire whose verdict is on the page */
  GSignalGroup *shown_signals; /* (owned) */
  GSignalGroup *runs_signals;  /* (owned) */
  char *event_name;  /* (owned) (nullable): the event that is chosen, while the list is made anew too */
  gint64 pressed_at; /* monotonic: when somebody last asked to fire */
  guint scroll_id;
  double scrolled_to;   /* where the page was put to show the verdict, -1: it was not */
  gboolean reloading;   /* the list of events is being made anew: what the drop-down says is no choice */
  gboolean fire_chosen; /* somebody chose which fire to see */
};

G_DEFINE_FINAL_TYPE (EmbarkEventPage, embark_event_page, EMBARK_TYPE_FLOW_PAGE)

static EmbarkOnboarding *
get_onboarding (EmbarkEventPage *self)
{
  return embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
}

/* ---- the fire that is shown, and its runs ---- */

static void
sync_runs (EmbarkEventPage *self)
{
  GListModel *runs = self->shown != NULL ? G_LIST_MODEL (embark_fire_get_runs (self->shown)) : NULL;
  guint n = runs != NULL ? g_list_model_get_n_items (runs) : 0;
  gboolean narrow = embark_flow_page_get_narrow (EMBARK_FLOW_PAGE (self));
  GtkWidget *view = gtk_widget_get_first_child (GTK_WIDGET (self->runs));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (view == NULL)
        {
          view = embark_run_view_new (NULL);
          gtk_box_append (self->runs, view);
        }
      embark_run_view_set_narrow (EMBARK_RUN_VIEW (view), narrow);
      embark_run_view_set_run (EMBARK_RUN_VIEW (view), run);
      view = gtk_widget_get_next_sibling (view);
    }

  while (view != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (view);

      gtk_box_remove (self->runs, view);
      view = next;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->runs), n > 0);
}

static void update_fire_button (EmbarkEventPage *self);

static void
show_fire (EmbarkEventPage *self, EmbarkFire *fire)
{
  if (!g_set_object (&self->shown, fire))
    return;

  embark_verdict_card_set_fire (self->verdict, fire);
  g_signal_group_set_target (self->shown_signals, fire);
  g_signal_group_set_target (self->runs_signals, fire != NULL ? embark_fire_get_runs (fire) : NULL);
  /* Of a fire read from the journal the runs are known by their ids alone. */
  if (fire != NULL && embark_fire_get_state (fire) == EMBARK_FIRE_RAN
      && g_list_model_get_n_items (G_LIST_MODEL (embark_fire_get_runs (fire))) == 0)
    embark_fire_tracker_load_runs (embark_onboarding_get_tracker (get_onboarding (self)), fire);
  sync_runs (self);
  update_fire_button (self);
}

static void
show_newest (EmbarkEventPage *self)
{
  GListModel *fires = embark_earlier_popover_get_fires (self->earlier_popover);
  g_autoptr (EmbarkFire) newest = fires != NULL ? g_list_model_get_item (fires, 0) : NULL;

  if (!self->fire_chosen)
    show_fire (self, newest);
}

static void
earlier_chosen_cb (EmbarkEventPage *self, EmbarkFire *fire)
{
  self->fire_chosen = TRUE;
  self->scrolled_to = -1;
  show_fire (self, fire);
}

static GtkAdjustment *
get_adjustment (EmbarkEventPage *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (self->content, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static gboolean
scroll_cb (gpointer data)
{
  EmbarkEventPage *self = data;
  GtkAdjustment *adjustment = get_adjustment (self);
  graphene_point_t point;

  self->scroll_id = 0;
  if (gtk_widget_compute_point (GTK_WIDGET (self->verdict), self->content, &GRAPHENE_POINT_INIT (0, 0),
                                &point))
    gtk_adjustment_set_value (adjustment, point.y);
  self->scrolled_to = gtk_adjustment_get_value (adjustment);
  return G_SOURCE_REMOVE;
}

/* Shows the verdict, and below it as much of the runs as there is room for. It has its place after the next
 * layout. */
static void
scroll_to_verdict (EmbarkEventPage *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_timeout_add (SCROLL_AFTER_MS, scroll_cb, self);
}

/* Runs have come or gone: what was fired here is followed, unless the user has scrolled to look at something
 * else. */
static void
runs_changed_cb (EmbarkEventPage *self, guint position, guint n_removed, guint n_added)
{
  sync_runs (self);
  if (self->scrolled_to >= 0 && n_added > 0
      && gtk_adjustment_get_value (get_adjustment (self)) == self->scrolled_to)
    scroll_to_verdict (self);
}

/* ---- firing ---- */

static gboolean
is_sending (EmbarkEventPage *self)
{
  return self->shown != NULL && embark_fire_get_state (self->shown) == EMBARK_FIRE_SENDING;
}

static void
update_fire_button (EmbarkEventPage *self)
{
  gtk_widget_set_sensitive (self->fire, embark_payload_editor_get_valid (self->payload)
                                            && embark_payload_editor_get_event_name (self->payload) != NULL
                                            && !is_sending (self)
                                            && embark_onboarding_get_account (get_onboarding (self)) != NULL);
}

static void
fire_now (EmbarkEventPage *self, const char *event, const char *payload)
{
  EmbarkFire *fire = embark_onboarding_fire (get_onboarding (self), event, payload);

  self->fire_chosen = TRUE;
  show_fire (self, fire);
  scroll_to_verdict (self);
}

typedef struct
{
  EmbarkEventPage *page; /* (owned) */
  char *event;           /* (owned) */
  char *payload;         /* (owned) */
} Pending;

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->page);
  g_free (pending->event);
  g_free (pending->payload);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  gboolean confirmed = embark_compat_confirm_finish (GTK_WINDOW (source), result);

  if (confirmed
      && !g_cancellable_is_cancelled (embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (pending->page))))
    fire_now (pending->page, pending->event, pending->payload);
}

/* Takes @event and @payload as they are now: what is confirmed is what was asked about. What would be refused
 * whatever the answer is not asked about: the verdict says so. */
static void
ask (EmbarkEventPage *self, const char *heading, const char *body, const char *event, const char *payload)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Pending *pending;

  if (!embark_workspace_may_change (embark_onboarding_get_workspace (get_onboarding (self)), NULL))
    {
      fire_now (self, event, payload);
      return;
    }
  if (!GTK_IS_WINDOW (root))
    return;

  pending = g_new0 (Pending, 1);
  pending->page = g_object_ref (self);
  pending->event = g_strdup (event);
  pending->payload = g_strdup (payload);
  embark_compat_confirm_async (GTK_WINDOW (root), heading, body, _ ("_Fire"), FALSE,
                               embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)), confirmed_cb,
                               pending);
}

static void
fire (EmbarkEventPage *self)
{
  const char *event = embark_payload_editor_get_event_name (self->payload);
  g_autofree char *payload = NULL;
  g_autofree char *heading = NULL;
  EmbarkWorkspace *workspace = embark_onboarding_get_workspace (get_onboarding (self));

  if (embark_send_is_same_press (&self->pressed_at, embark_workspace_get_clock (workspace))
      || !gtk_widget_get_sensitive (self->fire))
    return;

  payload = embark_payload_editor_dup_text (self->payload);
  if (!embark_workspace_is_production (workspace))
    {
      fire_now (self, event, payload);
      return;
    }

  /* Translators: %s is the name of an event */
  heading = g_strdup_printf (_ ("Fire “%s” in production?"), event);
  ask (self, heading,
       _ ("What it starts writes to the client’s real Salesforce, and that cannot be undone from here."),
       event, payload);
}

static gboolean
fire_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  fire (EMBARK_EVENT_PAGE (widget));
  return TRUE;
}

static void
fire_again (EmbarkEventPage *self)
{
  /* Translators: %s is the name of an event */
  g_autofree char *heading = g_strdup_printf (_ ("Fire “%s” again?"), embark_fire_get_event (self->shown));
  const char *body =
      embark_fire_get_state (self->shown) == EMBARK_FIRE_UNKNOWN
          ? _ ("The first one may have arrived: then what it starts happens twice. The same payload is "
               "sent as a new event.")
          : _ ("The same payload is sent as a new event.");

  ask (self, heading, body, embark_fire_get_event (self->shown), embark_fire_get_payload (self->shown));
}

static void
verdict_action_cb (EmbarkEventPage *self, int action)
{
  EmbarkFlowPage *page = EMBARK_FLOW_PAGE (self);

  switch ((EmbarkVerdictAction) action)
    {
    case EMBARK_VERDICT_ACTION_GO_TO_ENVIRONMENT:
      embark_flow_page_go_to (page, EMBARK_STEP_ENVIRONMENT);
      break;
    case EMBARK_VERDICT_ACTION_GO_TO_APP:
      embark_flow_page_go_to (page, EMBARK_STEP_APP);
      break;
    case EMBARK_VERDICT_ACTION_GO_TO_ACCOUNT:
      embark_flow_page_go_to (page, EMBARK_STEP_ACCOUNT);
      break;
    case EMBARK_VERDICT_ACTION_GO_TO_CONNECT:
      embark_flow_page_go_to (page, EMBARK_STEP_CONNECT);
      break;
    case EMBARK_VERDICT_ACTION_GO_TO_WORKFLOWS:
      embark_flow_page_go_to (page, EMBARK_STEP_WORKFLOWS);
      break;
    case EMBARK_VERDICT_ACTION_FIRE_AGAIN:
      fire_again (self);
      break;
    case EMBARK_VERDICT_ACTION_NONE:
    default:
      break;
    }
}

static void
next_clicked_cb (EmbarkEventPage *self)
{
  embark_flow_page_go_to (EMBARK_FLOW_PAGE (self), EMBARK_STEP_HANDOVER);
}

/* ---- the event that is chosen ---- */

static void
take_event (EmbarkEventPage *self)
{
  EmbarkEvent *event = gtk_drop_down_get_selected_item (self->events);

  if (event == NULL)
    return;

  g_free (self->event_name);
  self->event_name = g_strdup (embark_event_get_name (event));
  embark_payload_editor_set_event (self->payload, event);
  update_fire_button (self);
}

static void
event_selected_cb (EmbarkEventPage *self)
{
  if (!self->reloading)
    take_event (self);
}

/* Returns: the position of the event to choose: the one chosen before, else that of the newest fire, else the
 * first */
static guint
find_event (EmbarkEventPage *self)
{
  GListModel *events = embark_onboarding_get_events (get_onboarding (self));
  GListModel *fires = embark_earlier_popover_get_fires (self->earlier_popover);
  g_autoptr (EmbarkFire) newest = fires != NULL ? g_list_model_get_item (fires, 0) : NULL;
  const char *name = self->event_name;

  if (name == NULL && newest != NULL)
    name = embark_fire_get_event (newest);
  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (EmbarkEvent) event = g_list_model_get_item (events, i);

      if (g_str_equal (embark_event_get_name (event), name))
        return i;
    }

  return 0;
}

static void
events_before_change_cb (EmbarkEventPage *self)
{
  self->reloading = TRUE;
}

static void
events_changed_cb (EmbarkEventPage *self)
{
  if (g_list_model_get_n_items (embark_onboarding_get_events (get_onboarding (self))) > 0)
    gtk_drop_down_set_selected (self->events, find_event (self));
  self->reloading = FALSE;
  take_event (self);
}

static void
set_up_events (EmbarkEventPage *self)
{
  GListModel *events = embark_onboarding_get_events (get_onboarding (self));
  g_autoptr (GtkListItemFactory) factory = embark_event_names_factory_new ();
  g_autoptr (GtkExpression) name = gtk_property_expression_new (EMBARK_TYPE_EVENT, NULL, "name");

  gtk_drop_down_set_expression (self->events, name);
  gtk_drop_down_set_factory (self->events, factory);

  /* One handler before and one after the drop-down's own: while the list is made anew it chooses by itself.
   */
  g_signal_connect_object (events, "items-changed", G_CALLBACK (events_before_change_cb), self,
                           G_CONNECT_SWAPPED);
  self->reloading = TRUE;
  gtk_drop_down_set_model (self->events, events);
  g_signal_connect_object (events, "items-changed", G_CALLBACK (events_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  events_changed_cb (self);
}

/* ---- the page ---- */

static void
embark_event_page_update (EmbarkFlowPage *page)
{
  EmbarkEventPage *self = EMBARK_EVENT_PAGE (page);
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (page);
  EmbarkFacts *facts = embark_onboarding_get_facts (onboarding);
  const EmbarkStep *step = embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_EVENT);
  const GError *error = embark_onboarding_get_error (onboarding, EMBARK_STEP_EVENT);
  gboolean any = g_list_model_get_n_items (embark_onboarding_get_events (onboarding)) > 0;
  gboolean proven = embark_facts_get (facts)->proven;
  const char *state = "fire";

  gtk_label_set_text (self->title, _ ("Fire a Test Event"));
  gtk_label_set_text (self->reason, step->reason);
  embark_flow_page_show_problem (page, self->problem, error);
  if (!any && error != NULL)
    state = "nothing";
  else if (!any)
    state = embark_onboarding_get_loading (onboarding) ? "loading" : "empty";
  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (state, "loading"));

  embark_verdict_card_set_facts (self->verdict, facts);
  show_newest (self);
  update_fire_button (self);

  /* One suggested action: first to fire, then to go on. */
  gtk_widget_set_visible (self->next, proven);
  gtk_widget_remove_css_class (self->fire, "suggested-action");
  gtk_widget_remove_css_class (self->next, "suggested-action");
  gtk_widget_add_css_class (proven ? self->next : self->fire, "suggested-action");
}

static void
embark_event_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkEventPage *self = EMBARK_EVENT_PAGE (page);

  embark_verdict_card_set_narrow (self->verdict, narrow);
  sync_runs (self);
}

static void
embark_event_page_constructed (GObject *object)
{
  EmbarkEventPage *self = EMBARK_EVENT_PAGE (object);
  EmbarkOnboarding *onboarding = get_onboarding (self);

  G_OBJECT_CLASS (embark_event_page_parent_class)->constructed (object);
  embark_verdict_card_set_clock (self->verdict,
                                 embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding)));
  embark_earlier_popover_set_fires (self->earlier_popover, embark_onboarding_get_fires (onboarding));
  g_signal_connect_object (embark_earlier_popover_get_fires (self->earlier_popover), "items-changed",
                           G_CALLBACK (show_newest), self, G_CONNECT_SWAPPED);
  set_up_events (self);
}

static void
embark_event_page_dispose (GObject *object)
{
  EmbarkEventPage *self = EMBARK_EVENT_PAGE (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_object (&self->shown_signals);
  g_clear_object (&self->runs_signals);
  self->reloading = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_EVENT_PAGE);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->event_name, g_free);
  G_OBJECT_CLASS (embark_event_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-event-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, content);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, events);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, earlier_popover);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, fire);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, payload);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, runs);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventPage, next);
  gtk_widget_class_bind_template_callback (widget_class, event_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fire);
  gtk_widget_class_bind_template_callback (widget_class, update_fire_button);
  gtk_widget_class_bind_template_callback (widget_class, verdict_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
embark_event_page_class_init (EmbarkEventPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  object_class->constructed = embark_event_page_constructed;
  object_class->dispose = embark_event_page_dispose;
  page_class->update = embark_event_page_update;
  page_class->narrow_changed = embark_event_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_EARLIER_POPOVER);
  g_type_ensure (EMBARK_TYPE_PAYLOAD_EDITOR);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_VERDICT_CARD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
embark_event_page_init (EmbarkEventPage *self)
{
  self->scrolled_to = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_send_bind_key (GTK_WIDGET (self), fire_shortcut_cb);

  self->shown_signals = g_signal_group_new (EMBARK_TYPE_FIRE);
  g_signal_group_connect_swapped (self->shown_signals, "notify::state", G_CALLBACK (update_fire_button),
                                  self);
  self->runs_signals = g_signal_group_new (G_TYPE_LIST_STORE);
  g_signal_group_connect_swapped (self->runs_signals, "items-changed", G_CALLBACK (runs_changed_cb), self);
}

EmbarkFlowPage *
embark_event_page_new (EmbarkOnboarding *onboarding)
{
  return g_object_new (EMBARK_TYPE_EVENT_PAGE, "onboarding", onboarding, NULL);
}

void
embark_event_page_choose_event (EmbarkEventPage *self, const char *name)
{
  g_autoptr (EmbarkEvent) event = NULL;
  guint position;

  g_return_if_fail (EMBARK_IS_EVENT_PAGE (self));

  g_free (self->event_name);
  self->event_name = g_strdup (name);
  position = find_event (self);
  event = g_list_model_get_item (embark_onboarding_get_events (get_onboarding (self)), position);
  /* A list that lacks it is older than the event: the next one is looked at for the name. */
  if (event != NULL && g_str_equal (embark_event_get_name (event), name))
    gtk_drop_down_set_selected (self->events, position);
}
