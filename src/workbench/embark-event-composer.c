/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-event-composer-private.h"
#include "embark-event-keys.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-send.h"
#include "embark-template.h"
#include "embark-workbench-problem.h"

/* One event may start many runs: more buttons than these are no choice. */
#define MAX_RUN_BUTTONS 8

enum
{
  OPEN_RUN,
  BURST,
  CHOOSE_EVENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkEventComposer, embark_event_composer, ADW_TYPE_BIN)

EmbarkWorkspace *
embark_event_composer_get_workspace (EmbarkEventComposer *self)
{
  return self->onboarding != NULL ? embark_onboarding_get_workspace (self->onboarding) : NULL;
}

/* ---- what was typed ---- */

static char *
dup_draft_key (EmbarkEventComposer *self)
{
  EmbarkLinkedAccount *account =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;
  EmbarkWorkspace *workspace = embark_event_composer_get_workspace (self);

  return g_strdup_printf (
      "%s\n%s\n%s", workspace != NULL ? embark_profile_get_id (embark_workspace_get_profile (workspace)) : "",
      account != NULL ? embark_linked_account_get_id (account) : "", embark_event_get_name (self->event));
}

static void
keep_draft (EmbarkEventComposer *self)
{
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  if (self->event == NULL || self->loading)
    return;
  key = dup_draft_key (self);
  text = embark_payload_pane_dup_text (self->pane);
  if (g_strcmp0 (text, self->sample) != 0)
    g_hash_table_replace (self->drafts, g_steal_pointer (&key), g_steal_pointer (&text));
  else
    g_hash_table_remove (self->drafts, key);
}

static EmbarkJsonSchema *
read_schema (EmbarkEvent *event)
{
  gboolean is_string;
  g_autofree char *text = embark_event_keys_dup_schema (event, &is_string);
  g_autoptr (JsonNode) node = text != NULL ? embark_json_parse (text, -1, NULL) : NULL;

  return node != NULL ? embark_json_schema_new (node) : NULL;
}

static void
show_event (EmbarkEventComposer *self)
{
  g_autofree char *key = NULL;
  g_autoptr (EmbarkJsonSchema) schema = NULL;
  const char *draft;

  if (self->event == NULL)
    return;
  key = dup_draft_key (self);
  draft = g_hash_table_lookup (self->drafts, key);
  schema = read_schema (self->event);
  g_free (self->sample);
  self->sample = embark_event_dup_sample (self->event);
  self->loading = TRUE;
  embark_payload_pane_set_text (self->pane, draft != NULL ? draft : self->sample, schema);
  self->loading = FALSE;
  embark_event_templates_set_event (self->templates, embark_event_get_name (self->event));
  embark_event_composer_update (self);
}

static void
payload_changed_cb (EmbarkEventComposer *self)
{
  keep_draft (self);
  embark_event_composer_update (self);
}

/* ---- the fire that is shown, and its runs ---- */

static void
run_clicked_cb (EmbarkEventComposer *self, GtkButton *button)
{
  g_signal_emit (self, signals[OPEN_RUN], 0, g_object_get_data (G_OBJECT (button), "embark-run"));
}

static void
sync_runs (EmbarkEventComposer *self)
{
  const char *const *ids = self->shown != NULL ? embark_fire_get_run_ids (self->shown) : NULL;
  const guint n = ids != NULL ? g_strv_length ((char **) ids) : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->runs))) != NULL)
    gtk_box_remove (self->runs, child);
  for (guint i = 0; i < MIN (n, MAX_RUN_BUTTONS); i++)
    {
      /* Translators: one of the runs that an event started, by its number */
      g_autofree char *label =
          n == 1 ? g_strdup (_ ("_Open Run")) : g_strdup_printf (_ ("Open Run %u"), i + 1);
      GtkWidget *button = gtk_button_new_with_mnemonic (label);

      gtk_widget_set_tooltip_text (button, ids[i]);
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_object_set_data_full (G_OBJECT (button), "embark-run", g_strdup (ids[i]), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (run_clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->runs, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->runs), n > 0);
}

static gboolean
is_sending (EmbarkEventComposer *self)
{
  return self->shown != NULL && embark_fire_get_state (self->shown) == EMBARK_FIRE_SENDING;
}

static void
update_warning (EmbarkEventComposer *self)
{
  const EmbarkFactsData *facts =
      self->onboarding != NULL ? embark_facts_get (embark_onboarding_get_facts (self->onboarding)) : NULL;
  const char *words = NULL;

  if (facts == NULL)
    words = NULL;
  else if (embark_onboarding_get_account (self->onboarding) == NULL)
    words = _ ("No linked account: open or create one to fire for.");
  else if (facts->link == EMBARK_LINK_NONE || facts->link == EMBARK_LINK_WAITING
           || facts->link == EMBARK_LINK_EXPIRED || facts->link == EMBARK_LINK_REFUSED)
    words = _ ("Salesforce is not connected for this account: an event can be fired, and what listens will "
               "not reach "
               "Salesforce.");
  gtk_label_set_text (self->warning, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), words != NULL);
}

void
embark_event_composer_update (EmbarkEventComposer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean valid = embark_payload_pane_get_valid (self->pane);
  const gboolean ready = valid && self->event != NULL && !is_sending (self) && self->later_event == NULL
                         && self->onboarding != NULL
                         && embark_onboarding_get_account (self->onboarding) != NULL;

  gtk_widget_action_set_enabled (widget, "compose.fire", ready);
  gtk_widget_set_sensitive (self->fire_ways, ready);
  gtk_widget_action_set_enabled (widget, "compose.preview", valid);
  gtk_widget_action_set_enabled (widget, "compose.copy-curl", ready);
  update_warning (self);
}

static void
fire_changed_cb (EmbarkEventComposer *self)
{
  sync_runs (self);
  embark_event_composer_update (self);
}

void
embark_event_composer_show_fire (EmbarkEventComposer *self, EmbarkFire *fire)
{
  if (!g_set_object (&self->shown, fire))
    return;
  embark_verdict_card_set_fire (self->verdict, fire);
  g_signal_group_set_target (self->shown_signals, fire);
  fire_changed_cb (self);
}

EmbarkFire *
embark_event_composer_get_fire (EmbarkEventComposer *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENT_COMPOSER (self), NULL);

  return self->shown;
}

static void
verdict_action_cb (EmbarkEventComposer *self, int action)
{
  if (!embark_workbench_follow_verdict (GTK_WIDGET (self), action)
      && action == EMBARK_VERDICT_ACTION_FIRE_AGAIN)
    embark_event_composer_fire_again (self);
}

/* ---- the actions of the editor ---- */

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);

  if (self->sample != NULL)
    embark_payload_pane_replace (self->pane, self->sample);
}

static void
variable_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = g_strdup_printf ("{{%s}}", g_variant_get_string (parameter, NULL));

  embark_payload_pane_insert (EMBARK_EVENT_COMPOSER (widget)->pane, text);
}

static void
preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *sent = embark_payload_pane_expand (self->pane, self->onboarding, NULL);
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *view;

  if (sent == NULL || !GTK_IS_WINDOW (root))
    return;
  view = embark_json_view_new ();
  embark_json_view_set_label (EMBARK_JSON_VIEW (view), _ ("Payload as it is sent"));
  embark_json_view_set_text (EMBARK_JSON_VIEW (view), sent);
  gtk_widget_set_vexpand (view, TRUE);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), view);
  window = g_object_new (ADW_TYPE_WINDOW, "title", _ ("What Is Sent"), "transient-for", root, "modal", TRUE,
                         "destroy-with-parent", TRUE, "default-width", 480, "default-height", 480, NULL);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
fire_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  embark_event_composer_fire (EMBARK_EVENT_COMPOSER (widget));
  return TRUE;
}

/* ---- the class ---- */

static void
embark_event_composer_dispose (GObject *object)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (object);

  embark_event_composer_set_onboarding (self, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shown_signals);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_EVENT_COMPOSER);
  self->later = NULL;
  g_clear_object (&self->event);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->sample, g_free);
  G_OBJECT_CLASS (embark_event_composer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-event-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, page);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, fire_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, fire_ways);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, variables);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, templates_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, templates);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, warning);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, later);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, later_words);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventComposer, runs);
  gtk_widget_class_bind_template_callback (widget_class, payload_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, verdict_action_cb);
}

static void
embark_event_composer_class_init (EmbarkEventComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_event_composer_dispose;
  signals[OPEN_RUN] =
      g_signal_new ("open-run", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BURST] = g_signal_new ("burst", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_STRING);
  signals[CHOOSE_EVENT] = g_signal_new ("choose-event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (EMBARK_TYPE_EVENT_TEMPLATES);
  g_type_ensure (EMBARK_TYPE_PAYLOAD_PANE);
  g_type_ensure (EMBARK_TYPE_VERDICT_CARD);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "compose.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "compose.variable", "s", variable_action);
  gtk_widget_class_install_action (widget_class, "compose.preview", NULL, preview_action);
  embark_event_composer_install_fire (widget_class);
  embark_event_composer_install_files (widget_class);
}

static GMenuModel *
make_variables (void)
{
  GMenu *menu = g_menu_new ();
  guint n;
  const EmbarkTemplateVariable *variables = embark_template_list_variables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf ("{{%s}} · %s", variables[i].name, variables[i].description);
      g_auto (GStrv) parts = g_strsplit (label, "_", -1);
      g_autofree char *escaped = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

      g_menu_item_set_action_and_target (item, "compose.variable", "s", variables[i].name);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
embark_event_composer_init (EmbarkEventComposer *self)
{
  g_autoptr (GMenuModel) variables = make_variables ();

  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = FALSE;
  gtk_menu_button_set_menu_model (self->variables, variables);
  embark_event_templates_set_pane (self->templates, self->pane);
  self->shown_signals = g_signal_group_new (EMBARK_TYPE_FIRE);
  g_signal_group_connect_swapped (self->shown_signals, "notify", G_CALLBACK (fire_changed_cb), self);
  embark_send_bind_key (GTK_WIDGET (self), fire_shortcut_cb);
  embark_event_composer_take_drops (self);
  embark_event_composer_update (self);
}

static void
facts_changed_cb (EmbarkEventComposer *self)
{
  embark_verdict_card_set_facts (self->verdict, embark_onboarding_get_facts (self->onboarding));
  embark_event_composer_update (self);
}

void
embark_event_composer_set_onboarding (EmbarkEventComposer *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_EVENT_COMPOSER (self));

  if (self->onboarding == onboarding)
    return;
  embark_event_composer_stop_later (self);
  embark_event_composer_show_fire (self, NULL);
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_set_object (&self->onboarding, onboarding);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  embark_event_templates_set_workspace (self->templates, embark_event_composer_get_workspace (self));
  if (onboarding == NULL)
    {
      embark_event_composer_update (self);
      return;
    }
  embark_verdict_card_set_clock (self->verdict,
                                 embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding)));
  g_signal_connect_object (onboarding, "notify::facts", G_CALLBACK (facts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (onboarding, "notify::account", G_CALLBACK (show_event), self, G_CONNECT_SWAPPED);
  facts_changed_cb (self);
  show_event (self);
}

void
embark_event_composer_set_event (EmbarkEventComposer *self, EmbarkEvent *event)
{
  gboolean same;

  g_return_if_fail (EMBARK_IS_EVENT_COMPOSER (self));
  g_return_if_fail (EMBARK_IS_EVENT (event));

  same =
      self->event != NULL && g_str_equal (embark_event_get_name (self->event), embark_event_get_name (event));
  g_set_object (&self->event, event);
  if (!same)
    embark_event_composer_show_fire (self, NULL);
  show_event (self);
}

void
embark_event_composer_set_payload (EmbarkEventComposer *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_EVENT_COMPOSER (self));

  embark_payload_pane_replace (self->pane, text);
}

void
embark_event_composer_set_narrow (EmbarkEventComposer *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_EVENT_COMPOSER (self));

  self->narrow = narrow;
  /* A phone has no room for two words beside the button that fires. */
  if (narrow)
    gtk_menu_button_set_icon_name (self->templates_button, "user-bookmarks-symbolic");
  else
    gtk_menu_button_set_label (self->templates_button, _ ("_Templates"));
  embark_payload_pane_set_stacked (self->pane, narrow);
  embark_verdict_card_set_narrow (self->verdict, narrow);
}
