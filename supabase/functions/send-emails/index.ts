// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sends the mails that wait in email_events, by Resend or SMTP. Called every minute.

import { guarded } from "../_shared/answer.ts";
import { runJob } from "../_shared/job.ts";
import { sendQueue } from "../_shared/queue.ts";

Deno.serve(guarded(() => runJob("guichet-send-emails", sendQueue)));
