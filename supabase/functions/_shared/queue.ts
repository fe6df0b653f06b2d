// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The queue of mails: what to send, and whether to try again, is decided in the database.

import { call, settle } from "./database.ts";
import { deadline, type Run } from "./job.ts";
import { MailError, type Sender } from "./mail.ts";
import { makeSender } from "./sender.ts";

/** How many mails are under way at a time. */
const LANES = 2;

interface Row {
  id: string;
  locale: string;
}

interface Rendered {
  to: string;
  subject: string | null;
  text: string | null;
  html: string | null;
  errors: string[] | null;
  idempotency_key: string;
}

interface Tally extends Run {
  sent: number;
  failed: number;
  stopped: boolean;
}

async function send(row: Row, sender: Sender): Promise<string> {
  const mail = await call<Rendered>("render_email", { event_id: row.id });
  if (mail.errors?.length || !mail.subject || !mail.text || !mail.html) {
    const errors = mail.errors ?? [];
    throw new MailError(`not rendered: ${errors.join(", ") || "empty"}`, { permanent: errors.includes("recipient_gone") });
  }
  return await sender.send({
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    locale: row.locale,
    key: mail.idempotency_key,
  });
}

async function deliver(row: Row, sender: Sender, tally: Tally): Promise<void> {
  let provider_id: string;
  try {
    provider_id = await send(row, sender);
  } catch (error) {
    // The database does not answer: its lease on the row runs out, and a later run sends it.
    if (!(error instanceof MailError)) throw error;
    tally.failed++;
    tally.stopped ||= error.stop;
    await settle("fail_email_event", {
      event_id: row.id,
      error: error.message,
      retry_after_seconds: error.retryAfter,
      permanent: error.permanent,
    });
    return;
  }
  await settle("complete_email_event", { event_id: row.id, provider_id });
  tally.sent++;
}

/** Sends what is due, one mail after the other, until nothing is left, the service wants a pause, or the time is up. */
export async function sendQueue(): Promise<Run> {
  const sender = makeSender();
  if (sender === null) return { ok: false, error: "neither RESEND_API_KEY nor SMTP_HOST is set" };
  const tally: Tally = { ok: true, sent: 0, failed: 0, stopped: false };
  const isOver = deadline();
  const lane = async () => {
    while (!tally.stopped && !isOver()) {
      const [row] = await call<Row[]>("claim_email_events", { max_rows: 1 });
      if (row === undefined) return;
      await deliver(row, sender, tally);
    }
  };
  try {
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
    const broken = lanes.find((result) => result.status === "rejected");
    if (broken) return { ...tally, ok: false, error: String(broken.reason?.message ?? "unknown") };
  } finally {
    sender.close();
  }
  if (tally.stopped) return { ...tally, ok: false, error: "the mail service refuses or wants a pause" };
  return tally;
}
