// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Removes the files of people who were erased. Called every hour.

import { guarded } from "../_shared/answer.ts";
import { call, removeObject, settle } from "../_shared/database.ts";
import { deadline, type Run, runJob } from "../_shared/job.ts";

interface Erasure {
  id: string;
  bucket: string;
  path: string;
}

const AT_ONCE = 20;

async function erase(): Promise<Run> {
  let erased = 0;
  let failed = 0;
  const isOver = deadline();
  while (!isOver()) {
    const files = await call<Erasure[]>("claim_file_erasures", { max_rows: AT_ONCE });
    if (files.length === 0) break;
    for (const file of files) {
      try {
        await removeObject(file.bucket, file.path);
      } catch (error) {
        failed++;
        await settle("fail_file_erasure", { id: file.id, error: error instanceof Error ? error.message : "unknown" });
        continue;
      }
      await settle("complete_file_erasure", { id: file.id });
      erased++;
    }
  }
  return { ok: failed === 0, erased, failed };
}

Deno.serve(guarded(() => runJob("guichet-erase-files", erase)));
