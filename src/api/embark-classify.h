/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-api-error.h"
#include "embark-operation.h"

G_BEGIN_DECLS

  /* What an error answer says, each part as far as it says it. */
  typedef struct
  {
    EmbarkOperation operation;
    guint status;
    const char *codes[3]; /* (nullable): error_code, error, http_error_type in any order: they come swapped */
    const char *message;  /* (nullable) */
    gboolean is_json;
    gboolean with_token;
  } EmbarkRefusal;

  /* The same condition comes with different statuses (contract 3.1, "status drift"): text first, status
   * second. */
  EmbarkApiError embark_classify (const EmbarkRefusal *refusal);

G_END_DECLS
