/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-client.h"

G_BEGIN_DECLS

  typedef struct
  {
    EmbarkOperation operation;
    const char *path;     /* with query; its values are dropped here */
    const char *trace_id; /* (nullable) */
    const char *error;    /* (nullable) */
    guint status;
    guint attempt;
    gsize size;
    double duration;
    gint64 started_at;
  } EmbarkExchangeFacts;

  /* Returns: (transfer full): what may be shown of @facts */
  EmbarkExchange *embark_exchange_new (const EmbarkExchangeFacts *facts);

G_END_DECLS
