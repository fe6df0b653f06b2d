// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is sent, and what may go wrong with it.

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  locale: string;
  /** The same for each try to send the same mail. */
  key: string;
}

/** Why a mail was not sent. */
export class MailError extends Error {
  /** No further try will help: the recipient or the mail was refused. */
  readonly permanent: boolean;
  /** The service itself is out of order or busy: others would fare the same now. */
  readonly stop: boolean;
  /** How many seconds the service wants to be left alone. */
  readonly retryAfter: number | null;

  constructor(message: string, more: { permanent?: boolean; stop?: boolean; retryAfter?: number | null } = {}) {
    super(message.slice(0, 500));
    this.permanent = more.permanent ?? false;
    this.stop = more.stop ?? false;
    this.retryAfter = more.retryAfter ?? null;
  }
}

export interface Sender {
  /** Sends a mail. Returns the id that the service knows it by. Throws MailError. */
  send(mail: Mail): Promise<string>;
  close(): void;
}

/** How long a mail service may take to answer, in milliseconds. */
export function mailPatience(): number {
  const seconds = Number(Deno.env.get("MAIL_TIMEOUT_SECONDS") || "20");
  if (!(seconds >= 1 && seconds <= 60)) throw new Error("MAIL_TIMEOUT_SECONDS must be 1 to 60");
  return seconds * 1000;
}

/** Programs that answer mail by themselves shall not answer these. */
export function mailHeaders(mail: Mail): Record<string, string> {
  return { "Auto-Submitted": "auto-generated", "Content-Language": mail.locale };
}
