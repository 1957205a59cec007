/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-linked-account.h"
#include "embark-plan.h"

G_BEGIN_DECLS

/* How a connection stands, from the worst to the best: a list is sorted by it. The numbers of a probe (the first and the
 * last) are kept in the journal: never renumber. */
typedef enum
{
  EMBARK_HEALTH_BROKEN,        /* a probe of this computer failed */
  EMBARK_HEALTH_EXPIRED,       /* Cobalt says that somebody has to sign in again */
  EMBARK_HEALTH_NOT_CONNECTED, /* nobody signed in yet */
  EMBARK_HEALTH_UNKNOWN,       /* the record does not say */
  EMBARK_HEALTH_CONNECTED,     /* Cobalt says so; that is the last it heard, and no proof */
  EMBARK_HEALTH_PROVED,        /* a probe read something from Salesforce */
  EMBARK_N_HEALTHS,
} EmbarkHealth;

/* "Connected, not proved": in the user's language */
const char *embark_health_get_label (EmbarkHealth health);

/**
 * EmbarkHealthRow:
 *
 * How the connection of one linked account stands. Properties (notify): `account` (EmbarkLinkedAccount), `health`
 * (EmbarkHealth as int), `checking` (boolean: a probe is under way or waits its turn), `checked-at` (int64, µs since
 * 1970, 0: never probed), `blocker` (nullable string: what is in the way), `owner` (EmbarkOwner as int, -1: nobody has
 * to act).
 */
#define EMBARK_TYPE_HEALTH_ROW (embark_health_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHealthRow, embark_health_row, EMBARK, HEALTH_ROW, GObject)

EmbarkLinkedAccount *embark_health_row_get_account (EmbarkHealthRow *self);
EmbarkHealth embark_health_row_get_health (EmbarkHealthRow *self);
gboolean embark_health_row_get_checking (EmbarkHealthRow *self);
gint64 embark_health_row_get_checked_at (EmbarkHealthRow *self);
const char *embark_health_row_get_blocker (EmbarkHealthRow *self);
/* Returns: an EmbarkOwner, or -1 */
int embark_health_row_get_owner (EmbarkHealthRow *self);
/* Returns: whether @needle, which is case-folded, is part of the name or the id */
gboolean embark_health_row_matches (EmbarkHealthRow *self, const char *needle);

/* For the board. */
EmbarkHealthRow *embark_health_row_new (EmbarkLinkedAccount *account);
/* Takes a newer record; a probe that is older than what the record says now no longer counts. */
void embark_health_row_set_account (EmbarkHealthRow *self, EmbarkLinkedAccount *account);
void embark_health_row_set_checking (EmbarkHealthRow *self, gboolean checking);
/* What a probe found. @blocker: (nullable): why it failed; @owner: who has to act then, else ignored */
void embark_health_row_set_probed (EmbarkHealthRow *self, gint64 checked_at, gboolean works, const char *blocker,
                                   EmbarkOwner owner);

G_END_DECLS
