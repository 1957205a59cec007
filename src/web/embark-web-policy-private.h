/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the files of the policy only. */

#pragma once

#include "embark-web-policy.h"

G_BEGIN_DECLS

GUri *embark_web_policy_parse (const char *uri);

G_END_DECLS
