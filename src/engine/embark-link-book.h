/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-application.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkLinkRecordState:
 * @EMBARK_LINK_RECORD_LIVE: whoever has it can connect
 * @EMBARK_LINK_RECORD_USED: somebody connected while it was out; the platform does not tell which link was used, see
 *   embark_link_record_get_sure()
 * @EMBARK_LINK_RECORD_REPLACED: revoked because another was made in its place
 */
typedef enum
{
  EMBARK_LINK_RECORD_LIVE,
  EMBARK_LINK_RECORD_USED,
  EMBARK_LINK_RECORD_REVOKED,
  EMBARK_LINK_RECORD_EXPIRED,
  EMBARK_LINK_RECORD_REPLACED,
} EmbarkLinkRecordState;

/* "live", "used", "revoked", "expired", "replaced": also for a CSS class */
const char *embark_link_record_state_get_nick (EmbarkLinkRecordState state);

/**
 * EmbarkLinkRecord:
 *
 * One connect link that was issued. Its address is a secret, held in memory by the program that made it and nowhere else:
 * after a restart only the record is left. Properties (notify): `state` (int), `used-at`, `has-address` (boolean),
 * `busy` (boolean: being revoked), `error` (GError pointer, nullable: why it could not be revoked).
 */
#define EMBARK_TYPE_LINK_RECORD (embark_link_record_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkLinkRecord, embark_link_record, EMBARK, LINK_RECORD, GObject)

const char *embark_link_record_get_id (EmbarkLinkRecord *self);
/* "embedded", "browser" or "link" */
const char *embark_link_record_get_door (EmbarkLinkRecord *self);
/* Returns: (nullable): for whom, as typed: "Mara at Kestrel" */
const char *embark_link_record_get_label (EmbarkLinkRecord *self);
/* Microseconds since 1970. */
gint64 embark_link_record_get_issued_at (EmbarkLinkRecord *self);
gint64 embark_link_record_get_expires_at (EmbarkLinkRecord *self);
/* When it left the state LIVE, 0 before that; for USED the platform's time of the connection. */
gint64 embark_link_record_get_ended_at (EmbarkLinkRecord *self);
/* As above, 0 unless USED. */
gint64 embark_link_record_get_used_at (EmbarkLinkRecord *self);
EmbarkLinkRecordState embark_link_record_get_state (EmbarkLinkRecord *self);
/* Returns: for a used one: whether no other link was out at the time */
gboolean embark_link_record_get_sure (EmbarkLinkRecord *self);
/* Returns: whether the address can still be copied, sent, shown as QR code, and revoked from here */
gboolean embark_link_record_get_has_address (EmbarkLinkRecord *self);
/* Returns: whether Revoke makes sense: live, and its token is here */
gboolean embark_link_record_can_revoke (EmbarkLinkRecord *self);
gboolean embark_link_record_get_busy (EmbarkLinkRecord *self);
const GError *embark_link_record_get_error (EmbarkLinkRecord *self);
/* Returns: (transfer full): the state in one sentence, told at @now: "Works until 3 December, 14:05.", "Somebody connected
 * on … while this link was the only one out.", "Made before the program was restarted: it cannot be revoked from here and
 * works until …" */
char *embark_link_record_dup_sentence (EmbarkLinkRecord *self, gint64 now);
/* Returns: (transfer full) (nullable): the address: a credential, for Copy, a QR code, an e-mail draft, or the embedded view
 * and nothing else; %NULL once it is gone or is not live any more */
char *embark_link_record_dup_uri (EmbarkLinkRecord *self);

/* The look of the connect page. Each may be %NULL: then the platform's own is used. Colours: "#rrggbb". */
typedef struct
{
  const char *name;
  const char *color;
  const char *background;
} EmbarkBranding;

#define EMBARK_LINK_ERROR (embark_link_error_quark ())
GQuark embark_link_error_quark (void);
typedef enum
{
  EMBARK_LINK_ERROR_NO_TOKEN, /* made before the program was restarted: it cannot be revoked from here */
  EMBARK_LINK_ERROR_OVER,     /* it is not live any more */
} EmbarkLinkError;

/**
 * EmbarkLinkBook:
 *
 * The connect links that were issued for one linked account: a GListModel of EmbarkLinkRecord, newest first, kept in the
 * journal (without address and token). See embark_onboarding_get_links(). Properties (notify): `loaded` (boolean),
 * `n-live` (uint).
 */
#define EMBARK_TYPE_LINK_BOOK (embark_link_book_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkLinkBook, embark_link_book, EMBARK, LINK_BOOK, GObject)

EmbarkLinkBook *embark_link_book_new (EmbarkWorkspace *workspace, const char *account_id);
gboolean embark_link_book_get_loaded (EmbarkLinkBook *self);
guint embark_link_book_get_n_live (EmbarkLinkBook *self);
/* Returns: (transfer none) (nullable) */
EmbarkLinkRecord *embark_link_book_find (EmbarkLinkBook *self, const char *id);
/* Returns: (transfer none) (nullable): scheme, host and port of the newest link known, where the portal is */
const char *embark_link_book_get_portal (EmbarkLinkBook *self);

void embark_link_book_load_async (EmbarkLinkBook *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean embark_link_book_load_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error);

/**
 * embark_link_book_create_async:
 * @door: "embedded", "browser" or "link"
 * @label: (nullable): for whom; cleaned and kept
 * @branding: (nullable)
 * @replaces: (nullable): revoked once the new one is there
 *
 * Makes a link with a token of its own (force_refresh), so that revoking it closes this door and no other.
 */
void embark_link_book_create_async (EmbarkLinkBook *self, const char *door, const char *label,
                                    const EmbarkBranding *branding, EmbarkLinkRecord *replaces,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): it is in the list */
EmbarkLinkRecord *embark_link_book_create_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error);

/* Revokes the record's token. That the platform knows the token no more counts as revoked. An error is kept on the record
 * as well. */
void embark_link_book_revoke_async (EmbarkLinkBook *self, EmbarkLinkRecord *record, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_link_book_revoke_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error);

/* What the platform says now: a connection that is newer than a live link marks it used. Called by the onboarding. */
void embark_link_book_note_application (EmbarkLinkBook *self, EmbarkApplication *application);

G_END_DECLS
