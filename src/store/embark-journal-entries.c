/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The plain records of the journal. */

#include "config.h"

#include "embark-journal.h"

EmbarkAttempt *
embark_attempt_copy (const EmbarkAttempt *self)
{
  EmbarkAttempt *copy = g_new0 (EmbarkAttempt, 1);

  copy->profile_id = g_strdup (self->profile_id);
  copy->account_id = g_strdup (self->account_id);
  copy->door = g_strdup (self->door);
  copy->hosts = g_strdup (self->hosts);
  copy->code = g_strdup (self->code);
  copy->verdict = g_strdup (self->verdict);
  copy->description = g_strdup (self->description);
  copy->landmark = g_strdup (self->landmark);
  copy->diagnosis = g_strdup (self->diagnosis);
  copy->identifier = g_strdup (self->identifier);
  copy->link_id = g_strdup (self->link_id);
  copy->started_at = self->started_at;
  copy->ended_at = self->ended_at;
  return copy;
}

void
embark_attempt_free (EmbarkAttempt *self)
{
  g_free (self->profile_id);
  g_free (self->account_id);
  g_free (self->door);
  g_free (self->hosts);
  g_free (self->code);
  g_free (self->verdict);
  g_free (self->description);
  g_free (self->landmark);
  g_free (self->diagnosis);
  g_free (self->identifier);
  g_free (self->link_id);
  g_free (self);
}

EmbarkLinkEntry *
embark_link_entry_copy (const EmbarkLinkEntry *self)
{
  EmbarkLinkEntry *copy = g_new0 (EmbarkLinkEntry, 1);

  copy->id = g_strdup (self->id);
  copy->profile_id = g_strdup (self->profile_id);
  copy->account_id = g_strdup (self->account_id);
  copy->door = g_strdup (self->door);
  copy->label = g_strdup (self->label);
  copy->portal = g_strdup (self->portal);
  copy->issued_at = self->issued_at;
  copy->expires_at = self->expires_at;
  copy->baseline = self->baseline;
  copy->state = self->state;
  copy->ended_at = self->ended_at;
  copy->sure = self->sure;
  return copy;
}

void
embark_link_entry_free (EmbarkLinkEntry *self)
{
  g_free (self->id);
  g_free (self->profile_id);
  g_free (self->account_id);
  g_free (self->door);
  g_free (self->label);
  g_free (self->portal);
  g_free (self);
}

EmbarkIdentityEntry *
embark_identity_entry_copy (const EmbarkIdentityEntry *self)
{
  EmbarkIdentityEntry *copy = g_new0 (EmbarkIdentityEntry, 1);

  copy->profile_id = g_strdup (self->profile_id);
  copy->account_id = g_strdup (self->account_id);
  copy->account_name = g_strdup (self->account_name);
  copy->identifier = g_strdup (self->identifier);
  copy->user = g_strdup (self->user);
  copy->org = g_strdup (self->org);
  copy->host = g_strdup (self->host);
  copy->seen_at = self->seen_at;
  return copy;
}

void
embark_identity_entry_free (EmbarkIdentityEntry *self)
{
  g_free (self->profile_id);
  g_free (self->account_id);
  g_free (self->account_name);
  g_free (self->identifier);
  g_free (self->user);
  g_free (self->org);
  g_free (self->host);
  g_free (self);
}

EmbarkCheckEntry *
embark_check_entry_copy (const EmbarkCheckEntry *self)
{
  EmbarkCheckEntry *copy = g_new0 (EmbarkCheckEntry, 1);

  copy->profile_id = g_strdup (self->profile_id);
  copy->account_id = g_strdup (self->account_id);
  copy->blocker = g_strdup (self->blocker);
  copy->state = self->state;
  copy->checked_at = self->checked_at;
  copy->owner = self->owner;
  return copy;
}

void
embark_check_entry_free (EmbarkCheckEntry *self)
{
  g_free (self->profile_id);
  g_free (self->account_id);
  g_free (self->blocker);
  g_free (self);
}
