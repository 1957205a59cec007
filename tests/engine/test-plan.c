/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-plan.h"

#define ENV EMBARK_STEP_ENVIRONMENT
#define APP EMBARK_STEP_APP
#define ACC EMBARK_STEP_ACCOUNT
#define CON EMBARK_STEP_CONNECT
#define WOR EMBARK_STEP_WORKFLOWS
#define EVE EMBARK_STEP_EVENT
#define HAN EMBARK_STEP_HANDOVER

#define LOCKED    EMBARK_STEP_LOCKED
#define READY     EMBARK_STEP_READY
#define WORKING   EMBARK_STEP_WORKING
#define DONE      EMBARK_STEP_DONE
#define ATTENTION EMBARK_STEP_ATTENTION

/* A client that is all through: each row takes something away. */
#define ALL                                                                                                  \
  .key = EMBARK_KEY_ACCEPTED, .environment = "test", .app = EMBARK_APP_LIVE,                                 \
  .account = EMBARK_ACCOUNT_EXISTS, .account_name = "Kestrel", .link = EMBARK_LINK_CONNECTED,                \
  .config_known = TRUE, .n_workflows = 3, .n_enabled = 3, .fire_known = TRUE, .fire = EMBARK_FIRE_RAN,       \
  .fire_ended = TRUE, .fire_succeeded = TRUE, .proven = TRUE, .handover_at = 1
/* As far as Connect, and nothing beyond it. */
#define UP_TO_CONNECT                                                                                        \
  .key = EMBARK_KEY_ACCEPTED, .environment = "test", .app = EMBARK_APP_LIVE, .account = EMBARK_ACCOUNT_EXISTS
#define UP_TO_WORKFLOWS UP_TO_CONNECT, .link = EMBARK_LINK_CONNECTED, .config_known = TRUE, .n_workflows = 3
#define UP_TO_EVENT     UP_TO_WORKFLOWS, .n_enabled = 1

typedef struct
{
  const char *name;
  EmbarkFactsData facts;
  EmbarkStepId step;
  EmbarkStepState state;
  const char *label;
  EmbarkStepId blocked_by;
  EmbarkOwner owner;
} Row;

static const Row rows[] = {
  /* Environment */
  { "nothing known", { 0 }, ENV, READY, "No key", ENV, EMBARK_OWNER_US },
  { "unchecked", { .key = EMBARK_KEY_UNCHECKED }, ENV, READY, "Not checked", ENV, EMBARK_OWNER_US },
  { "test key",
    { .key = EMBARK_KEY_ACCEPTED, .environment = "test" },
    ENV,
    DONE,
    "Test key",
    ENV,
    EMBARK_OWNER_US },
  { "production",
    { .key = EMBARK_KEY_ACCEPTED, .environment = "production" },
    ENV,
    DONE,
    "Production key",
    ENV,
    EMBARK_OWNER_US },
  { "key of its own kind", { .key = EMBARK_KEY_ACCEPTED }, ENV, DONE, "Key accepted", ENV, EMBARK_OWNER_US },
  { "refused", { .key = EMBARK_KEY_REFUSED }, ENV, ATTENTION, "Key refused", ENV, EMBARK_OWNER_US },
  { "differs",
    { .key = EMBARK_KEY_ACCEPTED, .environment = "test", .environment_differs = TRUE },
    ENV,
    ATTENTION,
    "Other environment",
    ENV,
    EMBARK_OWNER_US },
  { "differs locks nothing",
    { .key = EMBARK_KEY_ACCEPTED, .environment_differs = TRUE },
    ACC,
    READY,
    "Ready",
    ACC,
    EMBARK_OWNER_US },
  { "demo", { .demo = TRUE }, ENV, DONE, "Demo", ENV, EMBARK_OWNER_US },

  /* Salesforce app */
  { "app without key", { 0 }, APP, LOCKED, "Locked", ENV, EMBARK_OWNER_US },
  { "app not asked", { .key = EMBARK_KEY_ACCEPTED }, APP, READY, "Not checked", APP, EMBARK_OWNER_US },
  { "app not live",
    { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_NOT_LIVE },
    APP,
    READY,
    "Not live",
    APP,
    EMBARK_OWNER_US },
  { "app without client",
    { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_NO_CLIENT },
    APP,
    READY,
    "No client",
    APP,
    EMBARK_OWNER_US },
  { "app live",
    { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_LIVE },
    APP,
    DONE,
    "Live",
    APP,
    EMBARK_OWNER_US },
  { "app live, key refused",
    { .key = EMBARK_KEY_REFUSED, .app = EMBARK_APP_LIVE },
    APP,
    DONE,
    "Live",
    APP,
    EMBARK_OWNER_US },

  /* Linked account */
  { "account without key", { 0 }, ACC, LOCKED, "Locked", ENV, EMBARK_OWNER_US },
  { "account, unchecked key", { .key = EMBARK_KEY_UNCHECKED }, ACC, LOCKED, "Locked", ENV, EMBARK_OWNER_US },
  { "app not checked locks no account",
    { .key = EMBARK_KEY_ACCEPTED },
    ACC,
    READY,
    "Ready",
    ACC,
    EMBARK_OWNER_US },
  { "app not live locks no account",
    { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_NOT_LIVE },
    ACC,
    READY,
    "Ready",
    ACC,
    EMBARK_OWNER_US },
  { "account exists", { UP_TO_CONNECT }, ACC, DONE, "Created", ACC, EMBARK_OWNER_US },
  { "account gone",
    { .key = EMBARK_KEY_ACCEPTED, .account = EMBARK_ACCOUNT_GONE },
    ACC,
    ATTENTION,
    "Not found",
    ACC,
    EMBARK_OWNER_US },

  /* Connect */
  { "connect without key", { .key = EMBARK_KEY_REFUSED }, CON, LOCKED, "Locked", ENV, EMBARK_OWNER_US },
  { "connect, app not live",
    { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_NOT_LIVE, .account = EMBARK_ACCOUNT_EXISTS },
    CON,
    LOCKED,
    "Locked",
    APP,
    EMBARK_OWNER_US },
  { "connect, no client",
    { .key = EMBARK_KEY_ACCEPTED,
      .app = EMBARK_APP_NO_CLIENT,
      .account = EMBARK_ACCOUNT_EXISTS,
      .link = EMBARK_LINK_EXPIRED },
    CON,
    LOCKED,
    "Locked",
    APP,
    EMBARK_OWNER_US },
  { "connect, app not asked",
    { .key = EMBARK_KEY_ACCEPTED, .account = EMBARK_ACCOUNT_EXISTS, .link = EMBARK_LINK_NONE },
    CON,
    READY,
    "Ready",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "connect without account",
    { .key = EMBARK_KEY_ACCEPTED, .app = EMBARK_APP_LIVE },
    CON,
    LOCKED,
    "Locked",
    ACC,
    EMBARK_OWNER_US },
  { "connect, account gone",
    { .key = EMBARK_KEY_ACCEPTED, .account = EMBARK_ACCOUNT_GONE, .link = EMBARK_LINK_CONNECTED },
    CON,
    LOCKED,
    "Locked",
    ACC,
    EMBARK_OWNER_US },
  { "link not asked", { UP_TO_CONNECT }, CON, READY, "Not checked", CON, EMBARK_OWNER_CLIENT_USER },
  { "link none",
    { UP_TO_CONNECT, .link = EMBARK_LINK_NONE },
    CON,
    READY,
    "Ready",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "waiting",
    { UP_TO_CONNECT, .link = EMBARK_LINK_WAITING },
    CON,
    WORKING,
    "Waiting",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "connected",
    { UP_TO_CONNECT, .link = EMBARK_LINK_CONNECTED },
    CON,
    DONE,
    "Connected",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "expired",
    { UP_TO_CONNECT, .link = EMBARK_LINK_EXPIRED },
    CON,
    ATTENTION,
    "Expired",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "denied",
    { UP_TO_CONNECT, .link = EMBARK_LINK_REFUSED, .link_code = "access_denied" },
    CON,
    ATTENTION,
    "Denied",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "admin must act",
    { UP_TO_CONNECT, .link = EMBARK_LINK_REFUSED, .link_code = "OAUTH_APPROVAL_ERROR_GENERIC" },
    CON,
    ATTENTION,
    "Refused",
    CON,
    EMBARK_OWNER_CLIENT_ADMIN },
  { "we must act",
    { UP_TO_CONNECT, .link = EMBARK_LINK_REFUSED, .link_code = "redirect_uri_mismatch" },
    CON,
    ATTENTION,
    "Refused",
    CON,
    EMBARK_OWNER_US },
  { "refused, several explanations, one of them known",
    { UP_TO_CONNECT, .link = EMBARK_LINK_REFUSED, .link_code = "invalid_client",
      .link_diagnosis = "client-secret" },
    CON,
    ATTENTION,
    "Refused",
    CON,
    EMBARK_OWNER_US },
  { "refused without a code, and known",
    { UP_TO_CONNECT, .link = EMBARK_LINK_REFUSED, .link_diagnosis = "verify-identity" },
    CON,
    ATTENTION,
    "Refused",
    CON,
    EMBARK_OWNER_CLIENT_USER },
  { "refused, no code",
    { UP_TO_CONNECT, .link = EMBARK_LINK_REFUSED },
    CON,
    ATTENTION,
    "Refused",
    CON,
    EMBARK_OWNER_CLIENT_USER },

  /* Workflows */
  { "workflows, not connected",
    { UP_TO_CONNECT, .config_known = TRUE, .n_workflows = 3 },
    WOR,
    LOCKED,
    "Locked",
    CON,
    EMBARK_OWNER_US },
  { "workflows, expired, none on",
    { UP_TO_CONNECT, .link = EMBARK_LINK_EXPIRED, .config_known = TRUE, .n_workflows = 3 },
    WOR,
    LOCKED,
    "Locked",
    CON,
    EMBARK_OWNER_US },
  { "workflows, expired, on before",
    { UP_TO_CONNECT, .link = EMBARK_LINK_EXPIRED, .config_known = TRUE, .n_workflows = 3, .n_enabled = 2 },
    WOR,
    DONE,
    "2 on",
    WOR,
    EMBARK_OWNER_US },
  { "config not known",
    { UP_TO_CONNECT, .link = EMBARK_LINK_CONNECTED },
    WOR,
    READY,
    "Not checked",
    WOR,
    EMBARK_OWNER_US },
  { "no workflow",
    { UP_TO_CONNECT, .link = EMBARK_LINK_CONNECTED, .config_known = TRUE },
    WOR,
    ATTENTION,
    "None yet",
    WOR,
    EMBARK_OWNER_US },
  { "none on", { UP_TO_WORKFLOWS }, WOR, READY, "None on", WOR, EMBARK_OWNER_US },
  { "one on", { UP_TO_EVENT }, WOR, DONE, "1 on", WOR, EMBARK_OWNER_US },
  { "field missing", { UP_TO_EVENT, .n_missing = 2 }, WOR, ATTENTION, "2 missing", WOR, EMBARK_OWNER_US },
  { "field error",
    { UP_TO_EVENT, .n_field_errors = 1, .n_missing = 2 },
    WOR,
    ATTENTION,
    "1 error",
    WOR,
    EMBARK_OWNER_US },

  /* Test event */
  { "event, none on", { UP_TO_WORKFLOWS }, EVE, LOCKED, "Locked", WOR, EMBARK_OWNER_US },
  { "event, field missing", { UP_TO_EVENT, .n_missing = 1 }, EVE, LOCKED, "Locked", WOR, EMBARK_OWNER_US },
  { "nothing fired", { UP_TO_EVENT }, EVE, READY, "Ready", EVE, EMBARK_OWNER_US },
  { "sending", { UP_TO_EVENT, .fire_known = TRUE }, EVE, WORKING, "Waiting", EVE, EMBARK_OWNER_PLATFORM },
  { "accepted",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_ACCEPTED },
    EVE,
    WORKING,
    "Waiting",
    EVE,
    EMBARK_OWNER_PLATFORM },
  { "running",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_RAN },
    EVE,
    WORKING,
    "Running",
    EVE,
    EMBARK_OWNER_PLATFORM },
  { "running, switched off meanwhile",
    { UP_TO_WORKFLOWS, .fire_known = TRUE, .fire = EMBARK_FIRE_RAN },
    EVE,
    WORKING,
    "Running",
    EVE,
    EMBARK_OWNER_PLATFORM },
  { "run failed",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_RAN, .fire_ended = TRUE },
    EVE,
    ATTENTION,
    "Run failed",
    EVE,
    EMBARK_OWNER_US },
  { "nothing listened",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_NOTHING_LISTENED },
    EVE,
    ATTENTION,
    "No run",
    EVE,
    EMBARK_OWNER_US },
  { "duplicate",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_DUPLICATE },
    EVE,
    ATTENTION,
    "Duplicate",
    EVE,
    EMBARK_OWNER_US },
  { "fire refused",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_REFUSED },
    EVE,
    ATTENTION,
    "Refused",
    EVE,
    EMBARK_OWNER_US },
  { "answer lost",
    { UP_TO_EVENT, .fire_known = TRUE, .fire = EMBARK_FIRE_UNKNOWN },
    EVE,
    ATTENTION,
    "Unknown",
    EVE,
    EMBARK_OWNER_US },
  { "proven", { UP_TO_EVENT, .proven = TRUE }, EVE, DONE, "Proven", EVE, EMBARK_OWNER_US },
  { "proven before, failed since",
    { UP_TO_EVENT, .proven = TRUE, .fire_known = TRUE, .fire = EMBARK_FIRE_REFUSED },
    EVE,
    DONE,
    "Proven",
    EVE,
    EMBARK_OWNER_US },

  /* Handover */
  { "handover, not proven", { UP_TO_EVENT }, HAN, LOCKED, "Locked", EVE, EMBARK_OWNER_US },
  { "handover, proven", { UP_TO_EVENT, .proven = TRUE }, HAN, READY, "Ready", HAN, EMBARK_OWNER_US },
  { "handover made", { ALL }, HAN, DONE, "Made", HAN, EMBARK_OWNER_US },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (EmbarkFacts) facts = embark_facts_new (&row->facts);
  g_autoptr (EmbarkPlan) plan = embark_plan_new (facts);
  const EmbarkStep *step = embark_plan_get_step (plan, row->step);

  g_assert_cmpint (step->id, ==, row->step);
  g_assert_cmpstr (embark_step_state_get_nick (step->state), ==, embark_step_state_get_nick (row->state));
  g_assert_cmpstr (step->label, ==, row->label);
  g_assert_cmpint (step->blocked_by, ==, row->blocked_by);
  g_assert_cmpstr (embark_owner_get_label (step->owner), ==, embark_owner_get_label (row->owner));

  /* What holds for every step of every plan. */
  for (guint i = 0; i < EMBARK_N_STEPS; i++)
    {
      const EmbarkStep *any = embark_plan_get_step (plan, i);

      g_assert_cmpuint (strlen (any->title), >, 0);
      g_assert_cmpuint (strlen (any->label), >, 0);
      g_assert_true (g_str_has_suffix (any->reason, "."));
      g_assert_null (strchr (any->reason, '!'));
      g_assert_true ((any->state == LOCKED) == (any->blocked_by != any->id));
      g_assert_cmpint (any->blocked_by, <=, any->id);
    }
}

/* Facts with one thing changed: what must un-tick, and what must stay. */
static void
test_untick (void)
{
  const EmbarkFactsData complete = { ALL };
  EmbarkFactsData data = complete;
  g_autoptr (EmbarkFacts) facts = embark_facts_new (&data);
  g_autoptr (EmbarkPlan) plan = embark_plan_new (facts);
  g_autoptr (EmbarkFacts) expired = NULL;
  g_autoptr (EmbarkPlan) after = NULL;
  g_autoptr (EmbarkFacts) nothing = NULL;
  g_autoptr (EmbarkPlan) first = NULL;

  g_assert_cmpuint (embark_plan_get_n_done (plan), ==, EMBARK_N_STEPS);
  g_assert_cmpint (embark_plan_get_current (plan), ==, HAN);

  data.link = EMBARK_LINK_EXPIRED;
  expired = embark_facts_new (&data);
  after = embark_plan_new (expired);
  g_assert_cmpuint (embark_plan_get_n_done (after), ==, EMBARK_N_STEPS - 1);
  g_assert_cmpint (embark_plan_get_current (after), ==, CON);

  nothing = embark_facts_new (&(EmbarkFactsData){ 0 });
  first = embark_plan_new (nothing);
  g_assert_cmpuint (embark_plan_get_n_done (first), ==, 0);
  g_assert_cmpint (embark_plan_get_current (first), ==, ENV);
}

static void
test_names_are_data (void)
{
  const EmbarkFactsData data = { UP_TO_CONNECT, .account_name = "<b>%s %n</b>", .link = EMBARK_LINK_CONNECTED,
                                 .link_identifier = "%d <i>" };
  g_autoptr (EmbarkFacts) facts = embark_facts_new (&data);
  g_autoptr (EmbarkPlan) plan = embark_plan_new (facts);

  g_assert_nonnull (strstr (embark_plan_get_step (plan, ACC)->reason, "“<b>%s %n</b>”"));
  g_assert_nonnull (strstr (embark_plan_get_step (plan, CON)->reason, "%d <i>"));
}

static void
test_facts (void)
{
  char name[] = "Kestrel";
  EmbarkFactsData data = { ALL, .link_code = "code", .link_diagnosis = "id", .link_identifier = "who" };
  g_autoptr (EmbarkFacts) a = NULL;
  g_autoptr (EmbarkFacts) b = NULL;
  g_autoptr (EmbarkFacts) c = NULL;

  data.account_name = name;
  a = embark_facts_new (&data);
  b = embark_facts_new (&data);
  name[0] = 'k';
  c = embark_facts_new (&data);
  g_assert_cmpstr (embark_facts_get (a)->account_name, ==, "Kestrel");
  g_assert_true (embark_facts_equal (a, a));
  g_assert_true (embark_facts_equal (a, b));
  g_assert_false (embark_facts_equal (a, c));
  g_assert_false (embark_facts_equal (a, NULL));
  g_assert_true (embark_facts_equal (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan/row/%02zu-%s", i, rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/plan/untick", test_untick);
  g_test_add_func ("/plan/names-are-data", test_names_are_data);
  g_test_add_func ("/facts/equal", test_facts);

  return g_test_run ();
}
