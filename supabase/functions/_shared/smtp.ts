// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Mail by SMTP. Hosted projects cannot reach the ports 25 and 587: 465 and 2525 are open there.

import nodemailer from "npm:nodemailer@10.6.0";
import { type Mail, MailError, mailHeaders, mailPatience, type Sender } from "./mail.ts";

export interface SmtpServer {
  host: string;
  port: number;
  user: string | null;
  password: string;
  /** `tls` from the first byte, `starttls` before anything is said, or `plain`: encrypted only when the server offers it. */
  security: "tls" | "starttls" | "plain";
}

/** What nodemailer throws. */
interface SmtpError {
  message?: string;
  code?: string;
  command?: string;
  responseCode?: number;
}

function refusal(error: SmtpError): MailError {
  const what = `SMTP: ${error.message ?? "unknown"}`;
  const code = error.responseCode ?? 0;
  const aboutMail = ["RCPT TO", "DATA"].includes(error.command ?? "") || error.code === "EENVELOPE";
  if (error.command === "MAIL FROM") return new MailError(what, { stop: true });
  if (code >= 500 && aboutMail) return new MailError(what, { permanent: true });
  // A busy or unreachable server, a wrong password, no encryption: the next mail would fare the same.
  return new MailError(what, { stop: code === 421 || !aboutMail });
}

/** The id of a mail, the same for each try. */
export function messageId(key: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? "localhost";
  return `<${key.replace(/[^A-Za-z0-9.-]/g, "-")}@${domain}>`;
}

/** Sends by an SMTP server, over one connection. */
export function smtpSender(server: SmtpServer, from: string): Sender {
  const patience = mailPatience();
  const transport = nodemailer.createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    auth: server.user === null ? undefined : { user: server.user, pass: server.password },
    pool: true,
    maxConnections: 1,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail: Mail): Promise<string> {
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: "", address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: messageId(mail.key, from),
          headers: mailHeaders(mail),
        });
        return sent.messageId;
      } catch (error) {
        throw refusal(error as SmtpError);
      }
    },
    close() {
      transport.close();
    },
  };
}
