// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journey 4: a ticket close to its due time: the countdown turns, the reminder goes out once, then overdue, escalated.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after as afterAll, before, test } from 'node:test'
import { after, mailsAbout, PEOPLE, startDesk } from './desk.mjs'
import { hearChanges, must, NORTH_CLIENT } from './people.mjs'

let desk
let ticket
let number
let created
let watchers // those of staff to whom a reminder goes
let heard

before(async () => {
  desk = await startDesk()
  ticket = randomUUID()
  const filed = must(await desk.north.rpc('create_ticket', {
    id: ticket, client_id: NORTH_CLIENT, subject: 'The cold store is warm', body: 'Eleven degrees.', priority_id: 4
  }))
  number = filed.number
  created = new Date(filed.created_at)
  must(await desk.agent.from('tickets').update({ assignee_id: desk.ids.agent }).eq('id', ticket))
  const wanted = must(await desk.service.from('mail_choices').select('user_id').eq('event', 'sla.reminder').eq('wanted', true))
  watchers = Object.entries(desk.ids).filter(([name, id]) => name === 'agent' || wanted.some(row => row.user_id === id))
    .map(([name]) => PEOPLE[name]).sort()
  assert.ok(!watchers.includes(PEOPLE.north) && !watchers.includes(PEOPLE.south))
  await desk.sendMail()
  heard = await hearChanges(desk.north, 'all', [{ event: '*', schema: 'public' }])
})

afterAll(async () => {
  if (desk) assert.equal(await desk.stop(), 0)
})

async function target (client, name) {
  const rows = must(await client.rpc('ticket_sla', { ticket_id: ticket }))
  assert.deepEqual(rows.map(row => row.target).sort(), ['first_response', 'next_response', 'resolution'])
  return rows.find(row => row.target === name)
}

async function inFilter (client, state) {
  const rows = must(await client.from('ticket_targets').select('ticket_id, target').eq('state', state).eq('ticket_id', ticket))
  return rows.map(row => row.target).sort()
}

async function labels () {
  return must(await desk.agent.from('ticket_triage').select('labels').eq('ticket_id', ticket).single()).labels
}

test('with half an hour to go it runs, and nobody is reminded', async () => {
  const row = await target(desk.north, 'first_response')
  assert.equal(row.state, 'running')
  assert.equal(new Date(row.due_at).getTime(), after(created, 30).getTime())
  assert.ok(row.remaining_seconds > 1700 && row.remaining_seconds <= 1800, JSON.stringify(row))
  await desk.scan(after(created, 14))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number), [])
  assert.deepEqual(await labels(), [])
})

test('a quarter of an hour before the due time it is due soon, and one reminder goes to staff', async () => {
  const moment = after(created, 16)
  await desk.setClock(moment)
  for (const client of [desk.north, desk.agent]) {
    const row = await target(client, 'first_response')
    assert.equal(row.state, 'due_soon')
    assert.ok(row.remaining_seconds > 800 && row.remaining_seconds <= 840, JSON.stringify(row))
    assert.deepEqual(await inFilter(client, 'due_soon'), ['first_response'])
  }
  assert.equal((await target(desk.agent, 'resolution')).state, 'running')

  // Two scans at the same moment, and one more: the reminder is one.
  const scans = await Promise.all([desk.scan(moment), desk.scan(moment)])
  const queued = scans.map(scan => scan.queued)
  assert.ok(Math.max(...queued) >= 1 && Math.min(...queued) === 0, JSON.stringify(scans))
  assert.equal((await desk.scan(moment)).queued, 0)
  assert.deepEqual(mailsAbout(await desk.sendMail(), number),
    watchers.map(who => `${who}: Due soon, first response: #${number} The cold store is warm`))
  await desk.scan(after(created, 25))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number), [])
  assert.deepEqual(await labels(), [])
})

test('after the due time it is overdue, once, and escalated', async () => {
  const moment = after(created, 31)
  await desk.setClock(moment)
  const row = await target(desk.agent, 'first_response')
  assert.equal(row.state, 'overdue')
  assert.ok(row.remaining_seconds <= -60 && row.remaining_seconds > -120, JSON.stringify(row))
  assert.deepEqual(await inFilter(desk.agent, 'overdue'), ['first_response'])

  const scans = await Promise.all([desk.scan(moment), desk.scan(moment)])
  assert.ok(scans.some(scan => scan.escalated >= 1) && scans.some(scan => scan.escalated === 0), JSON.stringify(scans))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number),
    watchers.map(who => `${who}: Overdue, first response: #${number} The cold store is warm`))
  assert.deepEqual(await labels(), ['escalated'])
  const events = must(await desk.agent.from('ticket_events').select('kind, visibility').eq('ticket_id', ticket).eq('kind', 'escalation'))
  assert.deepEqual(events, [{ kind: 'escalation', visibility: 'internal' }])
  const breaches = must(await desk.ops.from('sla_breaches').select('target, target_minutes, due_at').eq('ticket_id', ticket))
  assert.deepEqual(breaches.map(breach => [breach.target, breach.target_minutes]), [['first_response', 30]])
  assert.equal(new Date(breaches[0].due_at).getTime(), after(created, 30).getTime())

  for (let minutes = 35; minutes <= 50; minutes += 5) await desk.scan(after(created, minutes))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number), [])
})

test('the client sees the countdown, and nothing of reminders, labels and escalation', async () => {
  assert.equal((await target(desk.north, 'first_response')).state, 'overdue')
  for (const relation of ['ticket_triage', 'sla_breaches', 'sla_reminders', 'email_events']) {
    const { data, status } = await desk.north.from(relation).select('*')
    assert.ok(status === 403 || data.length === 0, relation)
  }
  assert.deepEqual(must(await desk.north.from('ticket_events').select('id').eq('ticket_id', ticket).eq('kind', 'escalation')), [])
  // The row did not change by any of it, so the client heard nothing until now; the answer is the first.
  await desk.setClock(after(created, 51))
  must(await desk.agent.from('ticket_messages').insert({ ticket_id: ticket, body: 'Somebody is on the way' }))
  await heard.mailbox.find(change => change.table === 'ticket_messages', 'the answer')
  const before = heard.mailbox.items.slice(0, heard.mailbox.items.findIndex(change => change.table === 'ticket_messages'))
  assert.deepEqual(before.filter(change => change.table !== 'tickets'), [])
  assert.deepEqual(before.map(change => change.new.status).filter(status => status !== 'open'), [])
})

test('an answer ends it: missed, no longer escalated, and the breach stays', async () => {
  assert.equal((await target(desk.agent, 'first_response')).state, 'missed')
  assert.deepEqual(await labels(), [])
  assert.equal(must(await desk.agent.from('sla_breaches').select('id').eq('ticket_id', ticket)).length, 1)
  assert.deepEqual(mailsAbout(await desk.sendMail(), number),
    [`${PEOPLE.north}: Answer to your request #${number}: The cold store is warm`])
})

test('while it waits for the client nobody is reminded, however late it gets', async () => {
  await desk.setClock(after(created, 60))
  must(await desk.agent.from('tickets').update({ status: 'waiting_customer' }).eq('id', ticket))
  const row = await target(desk.agent, 'resolution')
  assert.equal(row.state, 'paused')
  assert.ok(row.remaining_seconds > 179 * 60 && row.remaining_seconds <= 180 * 60, JSON.stringify(row))
  await desk.scan(after(created, 10 * 24 * 60))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number).filter(mail => !mail.startsWith(PEOPLE.north)), [])

  // The client answers an hour later: the due time moves by the hour, and the reminder of the resolution comes at its time, once.
  await desk.setClock(after(created, 120))
  must(await desk.north.from('ticket_messages').insert({ ticket_id: ticket, body: 'He is here' }))
  const due = new Date((await target(desk.agent, 'resolution')).due_at)
  assert.ok(Math.abs(due - after(created, 300)) < 10_000, due.toISOString())
  await desk.sendMail()
  await desk.scan(after(created, 284))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number), [])
  await desk.scan(after(created, 286))
  await desk.scan(after(created, 287))
  assert.deepEqual(mailsAbout(await desk.sendMail(), number),
    watchers.map(who => `${who}: Due soon, resolution: #${number} The cold store is warm`))
})
