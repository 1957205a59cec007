/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-plan.h"
#include "embark-doctor.h"

struct _EmbarkPlan
{
  EmbarkStep steps[EMBARK_N_STEPS]; /* their labels and reasons are owned, their titles are static */
};

G_DEFINE_BOXED_TYPE (EmbarkPlan, embark_plan, embark_plan_ref, embark_plan_unref)

/* Takes @label and @reason. */
static void
set_step (
    EmbarkPlan *self, EmbarkStepId id, EmbarkStepState state, EmbarkOwner owner, char *label, char *reason)
{
  EmbarkStep *step = &self->steps[id];

  step->id = id;
  step->state = state;
  step->owner = owner;
  step->blocked_by = id;
  step->label = label;
  step->reason = reason;
}

/* As above, for fixed words. */
static void
say (EmbarkPlan *self,
     EmbarkStepId id,
     EmbarkStepState state,
     EmbarkOwner owner,
     const char *label,
     const char *reason)
{
  set_step (self, id, state, owner, g_strdup (label), g_strdup (reason));
}

static void
lock (EmbarkPlan *self, EmbarkStepId id, EmbarkStepId blocked_by, const char *reason)
{
  /* Translators: state of a step that waits for another step */
  say (self, id, EMBARK_STEP_LOCKED, EMBARK_OWNER_US, _ ("Locked"), reason);
  self->steps[id].blocked_by = blocked_by;
}

static gboolean
is_done (EmbarkPlan *self, EmbarkStepId id)
{
  return self->steps[id].state == EMBARK_STEP_DONE;
}

/* A key that works but names another environment is worth a look; it does not stop anybody, since a company
 * may have environments of its own names. */
static gboolean
key_works (const EmbarkFactsData *facts)
{
  return facts->demo || facts->key == EMBARK_KEY_ACCEPTED;
}

static void
add_accepted_key (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_ENVIRONMENT;

  if (facts->environment_differs)
    say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
         /* Translators: state of the step Environment, at most two words */
         _ ("Other environment"),
         _ ("The API key works, but its records name another environment than the key’s first letters do. "
            "Check that "
            "it is the key that is meant."));
  else if (g_strcmp0 (facts->environment, "production") == 0)
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US, _ ("Production key"),
         _ ("Cobalt accepted the API key; it belongs to production."));
  else if (g_strcmp0 (facts->environment, "test") == 0)
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US, _ ("Test key"),
         _ ("Cobalt accepted the API key; it belongs to the test environment."));
  else
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US, _ ("Key accepted"), _ ("Cobalt accepted the API key."));
}

static void
add_environment (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_ENVIRONMENT;

  if (facts->demo)
    {
      say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US,
           /* Translators: state of the step Environment: the profile whose server runs inside the program */
           _ ("Demo"), _ ("The Demo needs no key: its server runs inside this program."));
      return;
    }

  switch (facts->key)
    {
    case EMBARK_KEY_MISSING:
      say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US, _ ("No key"),
           _ ("This profile has no API key yet. Enter the one from Cobalt’s dashboard."));
      break;
    case EMBARK_KEY_UNCHECKED:
      say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US,
           /* Translators: state of a step: the server was not asked yet, or could not be */
           _ ("Not checked"), _ ("Cobalt was not asked yet whether it accepts the API key."));
      break;
    case EMBARK_KEY_ACCEPTED:
      add_accepted_key (self, facts);
      break;
    case EMBARK_KEY_REFUSED:
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US, _ ("Key refused"),
           _ ("Cobalt refused the API key: it is wrong, was revoked, or belongs to another environment. "
              "Enter another "
              "one."));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
add_app (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_APP;

  if (facts->app == EMBARK_APP_LIVE)
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US,
         /* Translators: state of the step Salesforce app: it is enabled on the platform */
         _ ("Live"), _ ("The Salesforce app is live and has an OAuth client of its own."));
  else if (!key_works (facts))
    lock (self, id, EMBARK_STEP_ENVIRONMENT, _ ("An accepted API key comes first."));
  else if (facts->app == EMBARK_APP_NOT_LIVE)
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US, _ ("Not live"),
         _ ("Salesforce is not live in this environment. Switch it on in Cobalt’s dashboard."));
  else if (facts->app == EMBARK_APP_NO_CLIENT)
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US,
         /* Translators: state of the step Salesforce app: no OAuth client is entered */
         _ ("No client"),
         _ ("Salesforce is live, but no Client ID and Client Secret are entered. Enter them in Cobalt’s "
            "dashboard."));
  else
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US, _ ("Not checked"),
         _ ("Cobalt tells whether Salesforce is live once there is a linked account."));
}

static void
add_account (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_ACCOUNT;

  if (facts->account == EMBARK_ACCOUNT_EXISTS && facts->account_name != NULL)
    set_step (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US, g_strdup (_ ("Created")),
              /* Translators: %s: the name of a linked account */
              g_strdup_printf (_ ("The linked account “%s” exists."), facts->account_name));
  else if (facts->account == EMBARK_ACCOUNT_EXISTS)
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US,
         /* Translators: state of the step Linked account */
         _ ("Created"), _ ("The linked account exists."));
  else if (!key_works (facts))
    lock (self, id, EMBARK_STEP_ENVIRONMENT, _ ("An accepted API key comes first."));
  else if (facts->account == EMBARK_ACCOUNT_GONE)
    say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US, _ ("Not found"),
         _ ("Cobalt does not know this linked account any more. Create it again, or choose another one."));
  else
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US,
         /* Translators: state of a step that can be done now */
         _ ("Ready"), _ ("Choose a linked account, or create one for this client."));
}

static void
add_refused_link (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_CONNECT;
  g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_diagnose_link (embark_doctor_get_default (), facts);

  if (diagnosis == NULL)
    {
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_CLIENT_USER, _ ("Refused"),
           _ ("The last attempt to connect failed. Open the sign-in again."));
      return;
    }

  set_step (self, id, EMBARK_STEP_ATTENTION, embark_diagnosis_get_owner (diagnosis),
            g_strcmp0 (facts->link_code, "access_denied") == 0
                /* Translators: state of the step Connect: the person who signed in did not allow access */
                ? g_strdup (_ ("Denied"))
                /* Translators: state of the step Connect: Salesforce refused */
                : g_strdup (_ ("Refused")),
            /* Translators: %1$s: what happened, a sentence without its full stop; %2$s: who has to act, for
             * example “Client’s Salesforce admin” */
            g_strdup_printf (_ ("%1$s. Next to act: %2$s."), embark_diagnosis_get_title (diagnosis),
                             embark_owner_get_label (embark_diagnosis_get_owner (diagnosis))));
}

/* Returns: whether the step is locked now */
static gboolean
lock_connect (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_CONNECT;

  if (!key_works (facts))
    lock (self, id, EMBARK_STEP_ENVIRONMENT, _ ("An accepted API key comes first."));
  else if (facts->app == EMBARK_APP_NOT_LIVE)
    lock (self, id, EMBARK_STEP_APP, _ ("Salesforce has to be live first."));
  else if (facts->app == EMBARK_APP_NO_CLIENT)
    lock (self, id, EMBARK_STEP_APP, _ ("The Salesforce app needs its Client ID and Client Secret first."));
  else if (facts->account != EMBARK_ACCOUNT_EXISTS)
    lock (self, id, EMBARK_STEP_ACCOUNT, _ ("A linked account comes first."));
  else
    return FALSE;
  return TRUE;
}

static void
add_connect (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_CONNECT;

  if (facts->link == EMBARK_LINK_CONNECTED && facts->account == EMBARK_ACCOUNT_EXISTS)
    {
      set_step (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_CLIENT_USER, g_strdup (_ ("Connected")),
                facts->link_identifier != NULL
                    /* Translators: %s: the org or user that signed in, as the platform names it */
                    ? g_strdup_printf (_ ("Connected to Salesforce as %s."), facts->link_identifier)
                    : g_strdup (_ ("Connected to Salesforce.")));
      return;
    }
  if (lock_connect (self, facts))
    return;

  switch (facts->link)
    {
    case EMBARK_LINK_UNKNOWN:
      say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_CLIENT_USER, _ ("Not checked"),
           _ ("Whether this client is connected is not known yet."));
      break;
    case EMBARK_LINK_WAITING:
      say (self, id, EMBARK_STEP_WORKING, EMBARK_OWNER_CLIENT_USER,
           /* Translators: state of a step: something was started, its end is awaited */
           _ ("Waiting"), _ ("The sign-in is open. Waiting until Cobalt reports the connection."));
      break;
    case EMBARK_LINK_EXPIRED:
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_CLIENT_USER,
           /* Translators: state of the step Connect: the connection exists but has to be made anew */
           _ ("Expired"),
           _ ("The connection has expired. The client’s user has to sign in again; settings are kept."));
      break;
    case EMBARK_LINK_REFUSED:
      add_refused_link (self, facts);
      break;
    case EMBARK_LINK_NONE:
    case EMBARK_LINK_CONNECTED:
    default:
      say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_CLIENT_USER, _ ("Ready"),
           _ ("Ready to connect. Choose how the client’s user signs in."));
      break;
    }
}

/* A workflow is on, but something it needs is missing. */
static void
add_incomplete_workflows (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const guint n = facts->n_field_errors > 0 ? facts->n_field_errors : facts->n_missing;

  if (facts->n_field_errors > 0)
    set_step (
        self, EMBARK_STEP_WORKFLOWS, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
        /* Translators: state of the step Workflows: so many settings have an error; at most two words */
        g_strdup_printf (ngettext ("%u error", "%u errors", n), n),
        g_strdup_printf (
            ngettext ("Cobalt reports an error in %u field. Open its workflow and correct it.",
                      "Cobalt reports errors in %u fields. Open their workflows and correct them.", n),
            n));
  else
    set_step (
        self, EMBARK_STEP_WORKFLOWS, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
        /* Translators: state of the step Workflows: so many required fields are empty; at most two words */
        g_strdup_printf (ngettext ("%u missing", "%u missing", n), n),
        g_strdup_printf (ngettext ("%u required field is empty; until it is filled in, nothing runs.",
                                   "%u required fields are empty; until they are filled in, nothing runs.",
                                   n),
                         n));
}

static void
add_workflows (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_WORKFLOWS;

  if (facts->config_known && facts->n_enabled > 0 && facts->n_missing == 0 && facts->n_field_errors == 0)
    set_step (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US,
              /* Translators: state of the step Workflows: so many workflows are switched on */
              g_strdup_printf (ngettext ("%u on", "%u on", facts->n_enabled), facts->n_enabled),
              g_strdup_printf (ngettext ("%u workflow is on, with everything it needs.",
                                         "%u workflows are on, with everything they need.", facts->n_enabled),
                               facts->n_enabled));
  else if (!is_done (self, EMBARK_STEP_CONNECT))
    lock (self, id, EMBARK_STEP_CONNECT, _ ("Workflows can be switched on once the client is connected."));
  else if (!facts->config_known)
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US, _ ("Not checked"),
         _ ("Which workflows there are is not known yet."));
  else if (facts->n_workflows == 0)
    say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
         /* Translators: state of the step Workflows: there is no workflow at all */
         _ ("None yet"), _ ("No workflow is published for this client. Publish one in Cobalt’s dashboard."));
  else if (facts->n_enabled == 0)
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US,
         /* Translators: state of the step Workflows: none is switched on */
         _ ("None on"), _ ("No workflow is on. Switch on the one this client needs."));
  else
    add_incomplete_workflows (self, facts);
}

static gboolean
fire_is_under_way (const EmbarkFactsData *facts)
{
  return facts->fire_known
         && (facts->fire == EMBARK_FIRE_SENDING || facts->fire == EMBARK_FIRE_ACCEPTED
             || (facts->fire == EMBARK_FIRE_RAN && !facts->fire_ended));
}

/* Nothing was proven yet, and the newest fire has a verdict. */
static void
add_fire_verdict (EmbarkPlan *self, EmbarkFireState state)
{
  const EmbarkStepId id = EMBARK_STEP_EVENT;

  switch (state)
    {
    case EMBARK_FIRE_NOTHING_LISTENED:
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
           /* Translators: state of the step Test event: the event was taken and no workflow ran */
           _ ("No run"), _ ("Cobalt took the event, and no workflow ran. Look at why, and fire again."));
      break;
    case EMBARK_FIRE_DUPLICATE:
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
           /* Translators: state of the step Test event: dropped as a repetition */
           _ ("Duplicate"),
           _ ("Cobalt dropped the event as a repetition of an earlier one. Change the payload and fire "
              "again."));
      break;
    case EMBARK_FIRE_REFUSED:
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US, _ ("Refused"),
           _ ("The event was refused and nothing ran. Look at the answer, and fire again."));
      break;
    case EMBARK_FIRE_UNKNOWN:
      say (self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
           /* Translators: state of the step Test event: the answer was lost */
           _ ("Unknown"),
           _ ("The answer was lost, so the event may or may not have run. Look at the runs before firing "
              "again."));
      break;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_ACCEPTED:
    case EMBARK_FIRE_RAN:
    default:
      say (
          self, id, EMBARK_STEP_ATTENTION, EMBARK_OWNER_US,
          /* Translators: state of the step Test event */
          _ ("Run failed"),
          _ ("The event started a run that did not end well. Look at the node that failed, and fire again."));
      break;
    }
}

static void
add_event (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_EVENT;

  if (facts->proven
      || (facts->fire_known && facts->fire == EMBARK_FIRE_RAN && facts->fire_ended && facts->fire_succeeded))
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US,
         /* Translators: state of the step Test event: an event caused a run that ended well */
         _ ("Proven"), _ ("A test event caused a run that completed."));
  else if (fire_is_under_way (facts) && facts->fire == EMBARK_FIRE_RAN)
    say (self, id, EMBARK_STEP_WORKING, EMBARK_OWNER_PLATFORM,
         /* Translators: state of the step Test event: a run is going on */
         _ ("Running"), _ ("The event started a run that has not ended yet."));
  else if (fire_is_under_way (facts))
    say (self, id, EMBARK_STEP_WORKING, EMBARK_OWNER_PLATFORM, _ ("Waiting"),
         _ ("The event is on its way. Waiting for the run it causes."));
  else if (!is_done (self, EMBARK_STEP_WORKFLOWS))
    lock (self, id, EMBARK_STEP_WORKFLOWS, _ ("A workflow that is on, with all its fields, comes first."));
  else if (!facts->fire_known)
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US, _ ("Ready"),
         _ ("Fire a test event and watch the run it causes."));
  else
    add_fire_verdict (self, facts->fire);
}

static void
add_handover (EmbarkPlan *self, const EmbarkFactsData *facts)
{
  const EmbarkStepId id = EMBARK_STEP_HANDOVER;

  if (facts->handover_at > 0)
    say (self, id, EMBARK_STEP_DONE, EMBARK_OWNER_US,
         /* Translators: state of the step Handover: its document was made */
         _ ("Made"), _ ("The handover was made."));
  else if (!is_done (self, EMBARK_STEP_EVENT))
    lock (self, id, EMBARK_STEP_EVENT, _ ("A test event that ran well comes first."));
  else
    say (self, id, EMBARK_STEP_READY, EMBARK_OWNER_US, _ ("Ready"),
         _ ("Everything is proven. Make the handover for the client."));
}

EmbarkPlan *
embark_plan_new (EmbarkFacts *facts)
{
  const EmbarkFactsData *data;
  EmbarkPlan *self;

  g_return_val_if_fail (facts != NULL, NULL);

  data = embark_facts_get (facts);
  self = g_atomic_rc_box_new0 (EmbarkPlan);
  add_environment (self, data);
  add_app (self, data);
  add_account (self, data);
  add_connect (self, data);
  add_workflows (self, data);
  add_event (self, data);
  add_handover (self, data);

  /* Translators: the seven steps of the guided path, as headings of their pages and in the step bar */
  self->steps[EMBARK_STEP_ENVIRONMENT].title = _ ("Environment");
  self->steps[EMBARK_STEP_APP].title = _ ("Salesforce app");
  self->steps[EMBARK_STEP_ACCOUNT].title = _ ("Account");
  self->steps[EMBARK_STEP_CONNECT].title = _ ("Connect");
  self->steps[EMBARK_STEP_WORKFLOWS].title = _ ("Workflows");
  self->steps[EMBARK_STEP_EVENT].title = _ ("Test event");
  self->steps[EMBARK_STEP_HANDOVER].title = _ ("Handover");
  return self;
}

EmbarkPlan *
embark_plan_ref (EmbarkPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
plan_clear (gpointer data)
{
  EmbarkPlan *self = data;

  for (gsize i = 0; i < EMBARK_N_STEPS; i++)
    {
      g_free ((char *) self->steps[i].label);
      g_free ((char *) self->steps[i].reason);
    }
}

void
embark_plan_unref (EmbarkPlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

const EmbarkStep *
embark_plan_get_step (EmbarkPlan *self, EmbarkStepId id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id < EMBARK_N_STEPS, NULL);

  return &self->steps[id];
}

EmbarkStepId
embark_plan_get_current (EmbarkPlan *self)
{
  g_return_val_if_fail (self != NULL, EMBARK_STEP_ENVIRONMENT);

  for (gsize i = 0; i < EMBARK_N_STEPS; i++)
    if (self->steps[i].state != EMBARK_STEP_DONE)
      return (EmbarkStepId) i;
  return EMBARK_STEP_HANDOVER;
}

guint
embark_plan_get_n_done (EmbarkPlan *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (gsize i = 0; i < EMBARK_N_STEPS; i++)
    n += self->steps[i].state == EMBARK_STEP_DONE;
  return n;
}

const char *
embark_owner_get_label (EmbarkOwner owner)
{
  switch (owner)
    {
    case EMBARK_OWNER_US:
      /* Translators: who has to act: the people who use this program */
      return _ ("Your team");
    case EMBARK_OWNER_CLIENT_USER:
      /* Translators: who has to act: a person at the client who signs in to Salesforce */
      return _ ("Client’s user");
    case EMBARK_OWNER_CLIENT_ADMIN:
      /* Translators: who has to act: the person who administers the client’s Salesforce */
      return _ ("Client’s Salesforce admin");
    case EMBARK_OWNER_PLATFORM:
      /* Translators: who has to act: the integration platform; its name is not translated */
      return _ ("Cobalt");
    default:
      return "";
    }
}

const char *
embark_step_state_get_nick (EmbarkStepState state)
{
  static const char *const nicks[] = { "locked", "ready", "working", "done", "attention" };

  g_return_val_if_fail (state < G_N_ELEMENTS (nicks), "locked");

  return nicks[state];
}
