/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a fuzz target has: libFuzzer's own entry points. A build with -Dfuzz=true is driven by libFuzzer; any other by
 * corpus.c, which shows the target every file of its corpus once, so that the samples are tested everywhere. */

#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
