/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-run-compare.h"

G_BEGIN_DECLS

/* EmbarkCompareRow: one node of two runs; what differs stands below it. */
#define EMBARK_TYPE_COMPARE_ROW (embark_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkCompareRow, embark_compare_row, EMBARK, COMPARE_ROW, GtkListBoxRow)

/* @longest: ms of the longest node of both runs, for one scale; @narrow: no bars */
GtkWidget *embark_compare_row_new (EmbarkComparedNode *node, double longest, gboolean narrow);

G_END_DECLS
