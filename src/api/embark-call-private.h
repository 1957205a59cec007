/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-call.h"

G_BEGIN_DECLS

  /* Returns: (nullable) */
  const char *embark_call_get_account (EmbarkCall * self);
  /* Returns: (nullable): the value for {name}: as set, else the account for {account} and {config}, else, for
   * an event without an application, "trigger" (register 12) */
  const char *embark_call_get_path (EmbarkCall * self, const char *name);
  /* Returns: (transfer none) (element-type utf8 utf8): in the order of their names */
  GTree *embark_call_get_query (EmbarkCall * self);
  GTree *embark_call_get_headers (EmbarkCall * self);
  /* Returns: (transfer none) (nullable) */
  GBytes *embark_call_get_body (EmbarkCall * self);
  /* Returns: (nullable): the bearer token */
  const char *embark_call_get_token (EmbarkCall * self);

G_END_DECLS
