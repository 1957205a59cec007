/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-guide.h"
#include "embark-profile.h"

G_BEGIN_DECLS

/* What the two sides have to grant, the same on both. */
#define EMBARK_SALESFORCE_SCOPES "api refresh_token offline_access"

typedef enum
{
  EMBARK_GUIDE_OPENS_NOT,
  EMBARK_GUIDE_OPENS_HERE,
  EMBARK_GUIDE_OPENS_BROWSER,
} EmbarkGuideOpening;

/**
 * EmbarkGuideRow:
 *
 * One step of a guide in a list: how far it is in one line, and what to do when it is open.
 * Properties: `open` (boolean). Signal `open-address`: its page is asked for.
 */
#define EMBARK_TYPE_GUIDE_ROW (embark_guide_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkGuideRow, embark_guide_row, EMBARK, GUIDE_ROW, GtkListBoxRow)

/* A row for step @index of @guide; what is ticked and noted goes to @profile. */
GtkWidget *embark_guide_row_new (EmbarkGuide *guide, guint index, EmbarkProfile *profile);
const EmbarkGuideStep *embark_guide_row_get_step (EmbarkGuideRow *self);
/* Shows how far it is, and returns it. @seen: all but `ticked`, which the profile knows. */
EmbarkMarkState embark_guide_row_update (EmbarkGuideRow *self, const EmbarkGuideSeen *seen);
gboolean embark_guide_row_get_done (EmbarkGuideRow *self);
gboolean embark_guide_row_get_open (EmbarkGuideRow *self);
void embark_guide_row_set_open (EmbarkGuideRow *self, gboolean open);
/* How the page of the step can be opened: the dashboard's here, an org's in the browser once its domain is known. */
void embark_guide_row_set_opening (EmbarkGuideRow *self, EmbarkGuideOpening opening);
EmbarkGuideOpening embark_guide_row_get_opening (EmbarkGuideRow *self);
void embark_guide_row_set_narrow (EmbarkGuideRow *self, gboolean narrow);

G_END_DECLS
