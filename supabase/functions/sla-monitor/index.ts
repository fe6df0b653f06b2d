// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looks for targets that are due: reminders, breaches, escalations. Called every five minutes; the rules stand in sla_scan().

import { guarded } from "../_shared/answer.ts";
import { call } from "../_shared/database.ts";
import { type Run, runJob } from "../_shared/job.ts";

async function scan(): Promise<Run> {
  const counts = await call<Record<string, number>>("sla_scan", {});
  return { ok: true, ...counts };
}

Deno.serve(guarded(() => runJob("guichet-sla-monitor", scan)));
