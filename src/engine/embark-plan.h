/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-facts.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_STEP_ENVIRONMENT,
  EMBARK_STEP_APP,
  EMBARK_STEP_ACCOUNT,
  EMBARK_STEP_CONNECT,
  EMBARK_STEP_WORKFLOWS,
  EMBARK_STEP_EVENT,
  EMBARK_STEP_HANDOVER,
  EMBARK_N_STEPS,
} EmbarkStepId;

typedef enum
{
  EMBARK_STEP_LOCKED,
  EMBARK_STEP_READY,
  EMBARK_STEP_WORKING,
  EMBARK_STEP_DONE,
  EMBARK_STEP_ATTENTION,
} EmbarkStepState;

typedef enum
{
  EMBARK_OWNER_US,
  EMBARK_OWNER_CLIENT_USER,
  EMBARK_OWNER_CLIENT_ADMIN,
  EMBARK_OWNER_PLATFORM,
} EmbarkOwner;

typedef struct
{
  EmbarkStepId id;
  EmbarkStepState state;
  EmbarkOwner owner;
  EmbarkStepId blocked_by; /* for a locked step: the step to go to; otherwise the step itself */
  const char *title;       /* "Connect" */
  const char *label;       /* the state in at most two words: "Live", "3 on" */
  const char *reason;      /* one sentence */
} EmbarkStep;

/* EmbarkPlan: the seven steps that follow from facts; immutable, reference counted. */
#define EMBARK_TYPE_PLAN (embark_plan_get_type ())
GType embark_plan_get_type (void);
typedef struct _EmbarkPlan EmbarkPlan;

/* A pure function of @facts (and of the language). */
EmbarkPlan *embark_plan_new (EmbarkFacts *facts);
EmbarkPlan *embark_plan_ref (EmbarkPlan *self);
void embark_plan_unref (EmbarkPlan *self);
const EmbarkStep *embark_plan_get_step (EmbarkPlan *self, EmbarkStepId id);
/* Returns: the first step that is not done, or the last one */
EmbarkStepId embark_plan_get_current (EmbarkPlan *self);
guint embark_plan_get_n_done (EmbarkPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkPlan, embark_plan_unref)

/* "Your team", "Client’s user", "Client’s Salesforce admin", "Cobalt" */
const char *embark_owner_get_label (EmbarkOwner owner);
/* "locked", "ready", "working", "done", "attention": also the CSS class */
const char *embark_step_state_get_nick (EmbarkStepState state);

G_END_DECLS
