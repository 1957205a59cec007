/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-run-detail.h"

G_BEGIN_DECLS

/* EmbarkRunBatches: the batches of a batch node, page by page, and the output of the chosen one. */
#define EMBARK_TYPE_RUN_BATCHES (embark_run_batches_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunBatches, embark_run_batches, EMBARK, RUN_BATCHES, AdwBin)

/* @detail, @node: (nullable); a node that is none of batches shows none */
void embark_run_batches_set_node (EmbarkRunBatches *self, EmbarkRunDetail *detail, EmbarkExecutionNode *node);

G_END_DECLS
