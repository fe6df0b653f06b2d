// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which service sends the mail, by the environment.

import { type Sender } from "./mail.ts";
import { resendSender } from "./resend.ts";
import { smtpSender, type SmtpServer } from "./smtp.ts";

type Settings = (name: string) => string | undefined;

function smtpServer(host: string, settings: Settings): SmtpServer {
  const port = Number(settings("SMTP_PORT") || "465");
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error("SMTP_PORT is no port");
  const user = settings("SMTP_USER") || null;
  // A password goes over an encrypted connection, unless somebody says that it need not.
  const secure = settings("SMTP_SECURE") || (port === 465 ? "true" : user !== null ? "starttls" : "false");
  const security = ({ true: "tls", starttls: "starttls", false: "plain" } as const)[secure];
  if (security === undefined) throw new Error("SMTP_SECURE must be true, starttls or false");
  return { host, port, user, password: settings("SMTP_PASS") ?? "", security };
}

/** The service that RESEND_API_KEY or else SMTP_HOST names, `null` when neither is set. */
export function makeSender(settings: Settings = (name) => Deno.env.get(name)): Sender | null {
  const key = settings("RESEND_API_KEY");
  const host = settings("SMTP_HOST");
  if (!key && !host) return null;
  const from = settings("MAIL_FROM");
  if (!from) throw new Error("MAIL_FROM is not set");
  if (key) return resendSender(key, settings("RESEND_API_URL") || "https://api.resend.com", from);
  return smtpSender(smtpServer(host!, settings), from);
}
