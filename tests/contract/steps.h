/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-operation.h"

/* One call, as data. Texts may hold $names, which stand for what earlier answers kept; pairs are "name=value" divided
 * by "&". */
typedef struct
{
  EmbarkOperation operation;
  const char *account; /* (nullable) */
  const char *path;    /* (nullable): values for the path */
  const char *query;   /* (nullable) */
  const char *headers; /* (nullable) */
  const char *body;    /* (nullable): JSON */
  /* (nullable): what to remember: "name=a.b.0.c"; a part "?key:value" is the first element whose member is that */
  const char *keep;
  gboolean bearer; /* with the session token that was minted last */
} Step;

extern const Step steps[];
extern const guint n_steps;
