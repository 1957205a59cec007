/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-verdict-card.h"
#include "flow-fixture.h"

static EmbarkFire *
make_fire (EmbarkFireState state)
{
  EmbarkFire *fire = embark_fire_new (NULL, "p", "a", "salesforce", NULL, "contact.created", "{}", 1000000);

  embark_fire_set_state (fire, state);
  if (state != EMBARK_FIRE_SENDING && state != EMBARK_FIRE_UNKNOWN)
    embark_fire_set_answered_at (fire, 1184000);
  if (state == EMBARK_FIRE_RAN)
    embark_fire_set_run_seen_at (fire, 1900000);
  return fire;
}

static GtkWidget *
find_line (GtkWidget *card, const char *css_class)
{
  GtkWidget *grid = ui_find (card, GTK_TYPE_GRID, NULL);

  return ui_find (grid, GTK_TYPE_BOX, css_class);
}

static void
test_new_destroy (void)
{
  g_autoptr (EmbarkClock) clock = embark_clock_system_new ();
  g_autoptr (EmbarkFire) fire = make_fire (EMBARK_FIRE_ACCEPTED);
  EmbarkVerdictCard *card = EMBARK_VERDICT_CARD (g_object_ref_sink (embark_verdict_card_new ()));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  embark_verdict_card_set_clock (card, clock);
  embark_verdict_card_set_fire (card, fire);
  embark_verdict_card_set_narrow (card, TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_finalize_object (card);
  g_assert_finalize_object (g_steal_pointer (&fire));
}

static void
test_states (void)
{
  static const struct
  {
    EmbarkFireState state;
    EmbarkTone tone;
    const char *stage;  /* the words of the stage where it is */
    const char *line;   /* CSS class of that stage */
    const char *button; /* (nullable) */
  } rows[] = {
    { EMBARK_FIRE_SENDING, EMBARK_TONE_NOW, "Sending", "now", NULL },
    { EMBARK_FIRE_ACCEPTED, EMBARK_TONE_NOW, "Looking for a run", "now", NULL },
    { EMBARK_FIRE_RAN, EMBARK_TONE_NOW, "Running", "now", NULL },
    { EMBARK_FIRE_NOTHING_LISTENED, EMBARK_TONE_WARN, "No run", "warn", "Go to _Workflows" },
    { EMBARK_FIRE_DUPLICATE, EMBARK_TONE_WARN, "Dropped", "warn", NULL },
    { EMBARK_FIRE_REFUSED, EMBARK_TONE_BAD, "Refused", "bad", "Fire _Again…" },
    { EMBARK_FIRE_UNKNOWN, EMBARK_TONE_WARN, "Answer lost", "warn", "Fire _Again…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkFire) fire = make_fire (rows[i].state);
      g_autofree char *verdict = embark_fire_dup_verdict (fire);
      GtkWidget *card = g_object_ref_sink (embark_verdict_card_new ());
      GtkWidget *button;

      embark_verdict_card_set_fire (EMBARK_VERDICT_CARD (card), fire);
      g_assert_cmpint (embark_verdict_get_tone (fire), ==, rows[i].tone);
      g_assert_nonnull (ui_find_text (card, verdict));
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (ui_find_text (card, verdict)),
                                       GTK_ACCESSIBLE_ROLE_STATUS);
      g_assert_nonnull (ui_find_text (card, rows[i].stage));
      g_assert_nonnull (find_line (card, rows[i].line));
      button = ui_find_button (card, rows[i].button != NULL ? rows[i].button : "");
      g_assert_nonnull (button);
      g_assert_cmpint (gtk_widget_get_visible (button), ==, rows[i].button != NULL);
      g_assert_finalize_object (card);
    }
}

/* The card follows its fire. */
static void
test_follows (void)
{
  g_autoptr (EmbarkFire) fire = make_fire (EMBARK_FIRE_SENDING);
  GtkWidget *card = g_object_ref_sink (embark_verdict_card_new ());

  embark_verdict_card_set_fire (EMBARK_VERDICT_CARD (card), fire);
  g_assert_null (ui_find_text (card, "Accepted"));
  embark_fire_set_answered_at (fire, 1184000);
  embark_fire_set_state (fire, EMBARK_FIRE_ACCEPTED);
  g_assert_nonnull (ui_find_text (card, "Accepted"));
  g_assert_nonnull (ui_find_text (card, "+184 ms"));

  embark_fire_set_run_seen_at (fire, 1900000);
  embark_fire_set_state (fire, EMBARK_FIRE_RAN);
  g_assert_nonnull (ui_find_text (card, "+900 ms"));
  embark_fire_set_succeeded (fire, TRUE);
  embark_fire_set_ended_at (fire, 3400000);
  g_assert_nonnull (ui_find_text (card, "Completed"));
  g_assert_nonnull (ui_find_text (card, "+2.4 s"));
  g_assert_null (find_line (card, "now"));
  g_assert_cmpint (embark_verdict_get_tone (fire), ==, EMBARK_TONE_OK);

  embark_fire_set_succeeded (fire, FALSE);
  g_assert_nonnull (ui_find_text (card, "Errored"));
  g_assert_nonnull (find_line (card, "bad"));
  g_assert_cmpint (embark_verdict_get_tone (fire), ==, EMBARK_TONE_BAD);
  g_assert_finalize_object (card);
}

static void
test_not_sent (void)
{
  g_autoptr (EmbarkFire) fire = make_fire (EMBARK_FIRE_SENDING);
  GtkWidget *card = g_object_ref_sink (embark_verdict_card_new ());

  embark_fire_set_state (fire, EMBARK_FIRE_REFUSED);
  embark_verdict_card_set_fire (EMBARK_VERDICT_CARD (card), fire);
  g_assert_nonnull (ui_find_text (card, "Not sent"));
  g_assert_null (ui_find_text (card, "Refused"));
  g_assert_finalize_object (card);
}

static void
test_actions (void)
{
  static const struct
  {
    EmbarkFireState state;
    EmbarkFactsData facts;
    EmbarkVerdictAction action;
  } rows[] = {
    { EMBARK_FIRE_NOTHING_LISTENED,
      { .key = EMBARK_KEY_ACCEPTED, .link = EMBARK_LINK_CONNECTED },
      EMBARK_VERDICT_ACTION_GO_TO_WORKFLOWS },
    { EMBARK_FIRE_NOTHING_LISTENED,
      { .key = EMBARK_KEY_ACCEPTED, .link = EMBARK_LINK_EXPIRED },
      EMBARK_VERDICT_ACTION_GO_TO_CONNECT },
    { EMBARK_FIRE_REFUSED,
      { .key = EMBARK_KEY_ACCEPTED, .link = EMBARK_LINK_NONE },
      EMBARK_VERDICT_ACTION_GO_TO_CONNECT },
    { EMBARK_FIRE_REFUSED, { .key = EMBARK_KEY_REFUSED }, EMBARK_VERDICT_ACTION_GO_TO_ENVIRONMENT },
    { EMBARK_FIRE_REFUSED,
      { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_NOT_LIVE },
      EMBARK_VERDICT_ACTION_GO_TO_APP },
    { EMBARK_FIRE_REFUSED,
      { .key = EMBARK_KEY_ACCEPTED, .account = EMBARK_ACCOUNT_GONE },
      EMBARK_VERDICT_ACTION_GO_TO_ACCOUNT },
    { EMBARK_FIRE_REFUSED,
      { .key = EMBARK_KEY_ACCEPTED, .link = EMBARK_LINK_CONNECTED },
      EMBARK_VERDICT_ACTION_FIRE_AGAIN },
    { EMBARK_FIRE_UNKNOWN,
      { .key = EMBARK_KEY_ACCEPTED, .link = EMBARK_LINK_NONE },
      EMBARK_VERDICT_ACTION_FIRE_AGAIN },
    { EMBARK_FIRE_RAN, { .key = EMBARK_KEY_ACCEPTED, .link = EMBARK_LINK_NONE }, EMBARK_VERDICT_ACTION_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkFacts) facts = embark_facts_new (&rows[i].facts);

      g_assert_cmpint (embark_verdict_get_action (rows[i].state, facts), ==, rows[i].action);
    }
}

/* It counts the seconds of what goes on, and only while it is seen. */
static void
test_counts (void)
{
  g_autoptr (EmbarkClockManual) clock = embark_clock_manual_new (1000000);
  g_autoptr (EmbarkFire) fire = make_fire (EMBARK_FIRE_ACCEPTED);
  GtkWidget *card = embark_verdict_card_new ();
  GtkWindow *window;

  embark_verdict_card_set_clock (EMBARK_VERDICT_CARD (card), EMBARK_CLOCK (clock));
  embark_verdict_card_set_fire (EMBARK_VERDICT_CARD (card), fire);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (clock), ==, 0);
  window = ui_show (card, 500, 200);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (clock), ==, 1);
  embark_clock_manual_advance (clock, 12000);
  g_assert_nonnull (ui_find_text (card, "12 s"));

  embark_fire_set_state (fire, EMBARK_FIRE_NOTHING_LISTENED);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (clock), ==, 0);
  ui_close (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/flow/verdict-card/new-destroy", test_new_destroy);
  g_test_add_func ("/flow/verdict-card/states", test_states);
  g_test_add_func ("/flow/verdict-card/follows", test_follows);
  g_test_add_func ("/flow/verdict-card/not-sent", test_not_sent);
  g_test_add_func ("/flow/verdict-card/actions", test_actions);
  g_test_add_func ("/flow/verdict-card/counts", test_counts);
  return g_test_run ();
}
