// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A whole desk for a journey: the backend with its edge functions, the people of the demonstration, and an SMTP server at the
// other end of their mail. Nothing is sent and no target is looked at before the journey says so.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startBackend } from './backend.mjs'
import { startSmtp } from './peers.mjs'
import { must, signIn } from './people.mjs'
import { makeService } from './sweep.mjs'

export const PEOPLE = {
  north: 'client@north.test',
  south: 'client@south.test',
  agent: 'agent@desk.test',
  ops: 'ops@desk.test',
  admin: 'admin@desk.test'
}

export async function startDesk () {
  const smtp = await startSmtp()
  const backend = await startBackend({
    args: ['--functions', '--functions-schedule-seconds', '0'],
    env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), SMTP_USER: '', RESEND_API_KEY: '', MAIL_FROM: 'Guichet <desk@guichet.test>' }
  }).catch(async error => {
    await smtp.stop()
    throw error
  })
  const desk = new Desk(backend, smtp)
  try {
    for (const [name, email] of Object.entries(PEOPLE)) {
      desk[name] = await signIn(desk.info, email)
      desk.ids[name] = (await desk[name].auth.getUser()).data.user.id
    }
    // What the demonstration left to say is out of the way.
    await desk.sendMail()
    desk.smtp.mails.length = 0
    return desk
  } catch (error) {
    await desk.stop()
    throw error
  }
}

class Desk {
  ids = {}

  constructor (backend, smtp) {
    this.backend = backend
    this.info = backend.info
    this.smtp = smtp
    this.service = makeService(backend.info)
  }

  async stop () {
    for (const name of Object.keys(PEOPLE)) {
      await this[name]?.removeAllChannels()
      this[name]?.realtime.disconnect()
    }
    await this.smtp.stop()
    return await this.backend.stop()
  }

  // Calls an edge function as pg_cron does.
  async call (name) {
    const response = await fetch(`${this.info.url}/functions/v1/${name}`, {
      method: 'POST', headers: { 'x-guichet-secret': this.info.functions_secret }, body: '{}'
    })
    const text = await response.text()
    assert.equal(response.status, 200, text)
    return JSON.parse(text)
  }

  // Sends all that waits; returns the mails that arrived by it.
  async sendMail () {
    const before = this.smtp.mails.length
    const run = await this.call('send-emails')
    assert.equal(run.failed, 0, JSON.stringify(run))
    const arrived = this.smtp.mails.slice(before)
    assert.equal(arrived.length, run.sent)
    for (const mail of arrived) assert.equal(mail.recipients.length, 1)
    return arrived
  }

  async scan (at) {
    return must(await this.service.rpc('sla_scan', { at: at.toISOString() }))
  }

  // The clock of the database from now on, which its owner alone can set: it goes on from that moment.
  async setClock (at) {
    const ahead = (at.getTime() - Date.now()) / 1000
    await promisify(execFile)('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', this.info.db_url, '-c', `
      create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
      as $$ select pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => ${ahead}) $$`])
  }

  async numberOf (ticket) {
    return must(await this.agent.from('tickets').select('number').eq('id', ticket).single()).number
  }
}

// Those of the mails that are about a ticket, as "who: subject".
export function mailsAbout (mails, number) {
  return mails.filter(mail => new RegExp(`(#|n°\\s)${number}\\b`).test(mail.subject)).map(mail => `${mail.recipients[0]}: ${mail.subject}`).sort()
}

export function after (moment, minutes) {
  return new Date(new Date(moment).getTime() + minutes * 60_000)
}
