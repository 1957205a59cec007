/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workspace.h"

G_BEGIN_DECLS

  /* A call of somebody else showed what the key is worth: %NULL, that it was accepted; UNAUTHORIZED, that it
   * is not; any other error says nothing. */
  void embark_workspace_note_answer (EmbarkWorkspace * self, const GError *error);
  /* Puts @account, just read, into the list: in the place of its old record, or first. */
  void embark_workspace_list_account (EmbarkWorkspace * self, EmbarkLinkedAccount * account);

G_END_DECLS
