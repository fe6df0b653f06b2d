// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A run of a job: it is timed, answered, and told to the database, so that help_desk_health() knows of it.

import { answer } from "./answer.ts";
import { call } from "./database.ts";

/** What a run did, in numbers; `ok` is false when somebody should look at it. */
export interface Run {
  ok: boolean;
  [count: string]: number | boolean | string;
}

const complaints = new Map<string, string>();

/** A job that fails as it did the last time fills no log. */
function complain(job: string, run: Run): void {
  const complaint = run.ok ? "" : JSON.stringify(run);
  if (complaint !== "" && complaint !== complaints.get(job)) console.error(`${job}: ${complaint}`);
  complaints.set(job, complaint);
}

/** Runs a job. A failure is answered and told as well; its text never holds personal data. */
export async function runJob(job: string, work: () => Promise<Run>): Promise<Response> {
  const started = new Date().toISOString();
  let run: Run;
  let status = 200;
  try {
    run = await work();
    if (!run.ok) status = 503;
  } catch (error) {
    run = { ok: false, error: error instanceof Error ? error.message : "unknown" };
    status = 500;
  }
  complain(job, run);
  const { ok, ...detail } = run;
  try {
    await call("report_job_run", { job, started_at: started, ok, detail });
  } catch (error) {
    console.error(`${job}: the run could not be reported: ${error instanceof Error ? error.message : "unknown"}`);
  }
  return answer(status, run);
}

/** The moment after which nothing new is begun; hosted functions are ended after 150 seconds, whatever they do. */
export function deadline(): () => boolean {
  const end = Date.now() + 50_000;
  return () => Date.now() >= end;
}
