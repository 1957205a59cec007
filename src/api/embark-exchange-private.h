/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>
#include "embark-exchange.h"
#include "embark-operation.h"

G_BEGIN_DECLS

  /* The beginning of a body as it was sent, in memory that is wiped when it is let go. Nobody but the exchange
   * reads it, and gives it out without its secrets only. */
  typedef struct _EmbarkKeptBody EmbarkKeptBody;

  /* @secrets: (nullable): what must not be in it, known by its value. Returns: (transfer full) (nullable): %NULL
   * when there is nothing */
  EmbarkKeptBody *embark_kept_body_new (const void *data, gsize length, const char *const *secrets);
  EmbarkKeptBody *embark_kept_body_ref (EmbarkKeptBody * self);
  void embark_kept_body_unref (EmbarkKeptBody * self);
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkKeptBody, embark_kept_body_unref)
  gsize embark_kept_body_get_size (EmbarkKeptBody * self);
  /* @members: (nullable): see embark_redact_json(). Returns: (transfer full) (nullable) */
  char *embark_kept_body_dup_text (EmbarkKeptBody * self, const char *const *members, EmbarkRecorded *how);

  /* What one client keeps of bodies. May be used in any thread. */
  typedef struct _EmbarkShelf EmbarkShelf;

  /* The bodies of one exchange; its owner zeroes it first. */
  typedef struct
  {
    GList link;
    EmbarkKeptBody *request;  /* (owned) (nullable) */
    EmbarkKeptBody *response; /* (owned) (nullable) */
    gboolean dropped;
  } EmbarkShelved;

  EmbarkShelf *embark_shelf_new (gsize limit);
  EmbarkShelf *embark_shelf_ref (EmbarkShelf * self);
  void embark_shelf_unref (EmbarkShelf * self);
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkShelf, embark_shelf_unref)
  /* Puts @bodies in, which stays where it is, and takes out the oldest until there is room. */
  void embark_shelf_put (EmbarkShelf * self, EmbarkShelved * bodies);
  void embark_shelf_take (EmbarkShelf * self, EmbarkShelved * bodies);
  /* Returns: (transfer full) (nullable): the one or the other; @dropped: (out): it was there */
  EmbarkKeptBody *embark_shelf_peek (EmbarkShelf * self, EmbarkShelved * bodies, gboolean response, gboolean *dropped);
  /* Returns: bytes of all that is in it */
  gsize embark_shelf_get_size (EmbarkShelf * self);

  typedef struct
  {
    EmbarkOperation operation;
    gboolean changes;
    const char *path;     /* with query; its values are dropped here */
    const char *trace_id; /* (nullable) */
    const char *error;    /* (nullable) */
    guint status;
    guint attempt;
    gsize size;
    gsize sent;
    double duration;
    gint64 started_at;
    SoupMessage *message;       /* (nullable): the address and the headers */
    EmbarkKeptBody *request;    /* (nullable) */
    EmbarkKeptBody *response;   /* (nullable) */
    const char *const *secrets; /* (nullable): what must not be in it, known by its value */
    EmbarkShelf *shelf;         /* (nullable): without one no bodies are kept */
  } EmbarkExchangeFacts;

  /* Returns: (transfer full): what may be shown of @facts */
  EmbarkExchange *embark_exchange_new (const EmbarkExchangeFacts *facts);

G_END_DECLS
