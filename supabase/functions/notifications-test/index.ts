// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An administrator sends a test mail, to themselves or to the address in `recipient`. The database decides who is an
// administrator; what waited before is sent along with it.

import { answer, bearer } from "../_shared/answer.ts";
import { callAs, ProjectError, readRow } from "../_shared/database.ts";
import { runJob } from "../_shared/job.ts";
import { sendQueue } from "../_shared/queue.ts";

interface TestMail {
  id: string;
  status: string;
  provider_id: string | null;
  error: string | null;
}

/** What may be asked for; anything else in the body is left out. */
async function wishes(request: Request): Promise<Record<string, string>> {
  const text = await request.text();
  const body = text === "" ? {} : JSON.parse(text);
  return Object.fromEntries(
    ["recipient", "locale"].filter((name) => typeof body?.[name] === "string").map((name) => [name, body[name]]),
  );
}

Deno.serve(async (request) => {
  const token = bearer(request);
  if (token === null) return answer(401, { code: "no_token" });
  if (request.method !== "POST") return answer(405, { code: "post_only" });
  try {
    const { id } = await callAs<TestMail>(token, "queue_test_email", await wishes(request));
    await runJob("guichet-send-emails", sendQueue);
    const mail = await readRow<TestMail>("email_events", id, "id,status,provider_id,error");
    return answer(mail.status === "sent" ? 200 : 502, { ...mail });
  } catch (error) {
    if (error instanceof ProjectError) return answer(error.status, { code: error.code });
    if (error instanceof SyntaxError) return answer(400, { code: "no_json" });
    console.error(`notifications-test: ${error instanceof Error ? error.message : "unknown"}`);
    return answer(502, { code: "project_unreachable" });
  }
});
