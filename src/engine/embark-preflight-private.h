/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the preflight's own files share. */

#pragma once

#include "embark-preflight.h"
#include "embark-reach.h"

G_BEGIN_DECLS

EmbarkPreflightLine *embark_preflight_line_new (EmbarkPreflightCheck check);
/* Back to pending. */
void embark_preflight_line_reset (EmbarkPreflightLine *self);
/* @detail: (nullable). No step is named any more. */
void embark_preflight_line_set (EmbarkPreflightLine *self, EmbarkPreflightState state, EmbarkOwner owner,
                                const char *reason, const char *detail);

/* Names the step where it is put right. */
void embark_preflight_line_set_step (EmbarkPreflightLine *self, EmbarkStepId step);

/* In embark-preflight-judge.c: what answers say, in words. Each sets one line or several of the array @lines. */
/* Without a key nothing else can be asked. */
void embark_preflight_judge_no_key (EmbarkPreflightLine *const *lines);
/* @record: (nullable): the linked account; else why there is none */
void embark_preflight_judge_account (EmbarkPreflightLine *const *lines, const char *key_environment,
                                     EmbarkLinkedAccount *record, const GError *error);
/* @error: (nullable): why the application was not given */
void embark_preflight_judge_app (EmbarkPreflightLine *const *lines, const GError *error);
/* @authorize: (nullable): what was read; @error: (nullable): why no address was given */
void embark_preflight_judge_authorize (EmbarkPreflightLine *const *lines, EmbarkWorkspace *workspace,
                                       const EmbarkAuthorize *authorize, const GError *error);
void embark_preflight_judge_portal (EmbarkPreflightLine *const *lines, const char *origin, const EmbarkReach *reach);
/* @server_time: 0 when nobody told */
void embark_preflight_judge_clock (EmbarkPreflightLine *const *lines, gint64 server_time, gint64 our_time);

G_END_DECLS
