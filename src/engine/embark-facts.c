/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-facts.h"

struct _EmbarkFacts
{
  EmbarkFactsData data; /* its strings are owned */
};

G_DEFINE_BOXED_TYPE (EmbarkFacts, embark_facts, embark_facts_ref, embark_facts_unref)

EmbarkFacts *
embark_facts_new (const EmbarkFactsData *data)
{
  EmbarkFacts *self;

  g_return_val_if_fail (data != NULL, NULL);

  self = g_atomic_rc_box_new0 (EmbarkFacts);
  self->data = *data;
  self->data.environment = g_strdup (data->environment);
  self->data.account_name = g_strdup (data->account_name);
  self->data.link_identifier = g_strdup (data->link_identifier);
  self->data.link_code = g_strdup (data->link_code);
  self->data.link_diagnosis = g_strdup (data->link_diagnosis);
  return self;
}

EmbarkFacts *
embark_facts_ref (EmbarkFacts *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
facts_clear (gpointer data)
{
  EmbarkFacts *self = data;

  g_free ((char *) self->data.environment);
  g_free ((char *) self->data.account_name);
  g_free ((char *) self->data.link_identifier);
  g_free ((char *) self->data.link_code);
  g_free ((char *) self->data.link_diagnosis);
}

void
embark_facts_unref (EmbarkFacts *self)
{
  g_atomic_rc_box_release_full (self, facts_clear);
}

const EmbarkFactsData *
embark_facts_get (EmbarkFacts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->data;
}

gboolean
embark_facts_equal (EmbarkFacts *a, EmbarkFacts *b)
{
  const EmbarkFactsData *x, *y;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;

  x = &a->data;
  y = &b->data;
  return x->demo == y->demo && x->key == y->key && g_strcmp0 (x->environment, y->environment) == 0
         && x->environment_differs == y->environment_differs && x->app == y->app && x->account == y->account
         && g_strcmp0 (x->account_name, y->account_name) == 0 && x->link == y->link
         && g_strcmp0 (x->link_identifier, y->link_identifier) == 0
         && g_strcmp0 (x->link_code, y->link_code) == 0
         && g_strcmp0 (x->link_diagnosis, y->link_diagnosis) == 0 && x->config_known == y->config_known
         && x->n_workflows == y->n_workflows && x->n_enabled == y->n_enabled && x->n_missing == y->n_missing
         && x->n_field_errors == y->n_field_errors && x->fire_known == y->fire_known && x->fire == y->fire
         && x->fire_ended == y->fire_ended && x->fire_succeeded == y->fire_succeeded && x->proven == y->proven
         && x->handover_at == y->handover_at;
}
