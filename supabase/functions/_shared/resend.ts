// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Mail by Resend's HTTP API.

import { type Mail, MailError, mailHeaders, mailPatience, type Sender } from "./mail.ts";

/** Retry-After is a number of seconds or a date. */
function retryAfter(response: Response): number | null {
  const value = response.headers.get("retry-after");
  if (value === null) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null;
}

async function refusal(response: Response): Promise<MailError> {
  const text = await response.text().catch(() => "");
  let name = "";
  let message = "";
  try {
    const body = JSON.parse(text);
    name = String(body.name ?? "");
    message = String(body.message ?? "");
  } catch {
    // what stands in front of the API does not always answer in JSON
  }
  const what = `Resend: ${response.status} ${name} ${message}`.trimEnd();
  switch (response.status) {
    case 400:
    case 413:
    case 422:
      return new MailError(what, { permanent: true });
    case 409:
      // The same key with another content: that mail has gone out, rendered from an older template.
      return new MailError(what, { permanent: name === "invalid_idempotent_request" });
    case 429:
      return new MailError(what, { stop: true, retryAfter: retryAfter(response) });
    case 401:
    case 403:
    case 404:
      return new MailError(what, { stop: true });
    default:
      return new MailError(what, { retryAfter: retryAfter(response) });
  }
}

/** Waits for one's turn, so that there are no more requests in a second than Resend allows. */
function pace(): () => Promise<void> {
  const rate = Number(Deno.env.get("RESEND_PER_SECOND") || "2");
  if (!(rate > 0)) throw new Error("RESEND_PER_SECOND must be a number above 0");
  let next = 0;
  return async () => {
    const wait = Math.max(0, next - Date.now());
    next = Date.now() + wait + 1000 / rate;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };
}

/** Sends by Resend. Each mail carries its key, so that a mail that was sent before is not sent again (within a day). */
export function resendSender(key: string, base: string, from: string): Sender {
  const patience = mailPatience();
  const turn = pace();
  return {
    async send(mail: Mail): Promise<string> {
      await turn();
      let response: Response;
      try {
        response = await fetch(`${base.replace(/\/+$/, "")}/emails`, {
          method: "POST",
          headers: {
            "authorization": `Bearer ${key}`,
            "content-type": "application/json",
            "idempotency-key": mail.key,
            "user-agent": "guichet",
          },
          body: JSON.stringify({
            from,
            to: [mail.to],
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            headers: mailHeaders(mail),
          }),
          signal: AbortSignal.timeout(patience),
        });
        if (!response.ok) throw await refusal(response);
        const { id } = await response.json();
        if (typeof id === "string") return id;
      } catch (error) {
        if (error instanceof MailError) throw error;
        const name = error instanceof Error ? error.name : "";
        throw new MailError(name === "TimeoutError" ? "Resend: no answer in time" : "Resend: the connection failed");
      }
      throw new MailError("Resend: an answer without an id");
    },
    close() {},
  };
}
