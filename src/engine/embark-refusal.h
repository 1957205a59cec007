/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-plan.h"

G_BEGIN_DECLS

/**
 * EmbarkRefusal:
 *
 * What an OAuth error code of a sign-in means: who refused, why it usually happens, what to do and who has to.
 * Static strings in the user's language.
 */
typedef struct
{
  const char *title;
  const char *explanation;
  EmbarkOwner owner;
} EmbarkRefusal;

/**
 * embark_refusal_lookup:
 * @code: an error code seen in an address of the flow, for example "access_denied"
 *
 * The causes are those of public Salesforce documentation and threads; a code that is not known gets words that say so.
 */
EmbarkRefusal embark_refusal_lookup (const char *code);

G_END_DECLS
