// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journey 8: the administrator changes an SLA target and a template; the next ticket follows them.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after as afterAll, before, test } from 'node:test'
import { after, mailsAbout, PEOPLE, startDesk } from './desk.mjs'
import { must, NORTH_CLIENT, SOUTH_CLIENT } from './people.mjs'

const HIGH = 3

let desk
let earlier

before(async () => {
  desk = await startDesk()
  earlier = await file(desk.north, NORTH_CLIENT, 'Before the change')
  const number = earlier.number
  assert.deepEqual(mailsAbout(await desk.sendMail(), number).filter(mail => mail.startsWith(PEOPLE.north)),
    [`${PEOPLE.north}: Request #${number} received: Before the change`])
})

afterAll(async () => {
  if (desk) assert.equal(await desk.stop(), 0)
})

async function file (client, company, subject, more = {}) {
  return must(await client.rpc('create_ticket', {
    id: randomUUID(), client_id: company, subject, body: `Words <b>about</b> ${subject} & more`, priority_id: HIGH, ...more
  }))
}

function minutes (ticket, column) {
  return (new Date(ticket[column]) - new Date(ticket.created_at)) / 60_000
}

test('nobody but an administrator changes a target or a template', async () => {
  for (const client of [desk.north, desk.agent, desk.ops]) {
    const target = await client.from('ticket_priorities').update({ response_sla_minutes: 1 }).eq('id', HIGH).select()
    assert.ok(target.error !== null || target.data.length === 0)
    const template = await client.from('email_templates').update({ subject: 'x' }).eq('event', 'ticket.created').select()
    assert.ok(template.error !== null || template.data.length === 0)
    const preview = await client.rpc('preview_email_template', { event: 'ticket.created', locale: 'en', subject: 'x', body: 'x', ticket_id: earlier.id })
    assert.equal(preview.status, 403)
  }
  assert.equal((await desk.north.from('email_templates').select('*')).data?.length ?? 0, 0)
  assert.equal(minutes(await file(desk.north, NORTH_CLIENT, 'Still as before'), 'first_response_due_at'), 120)
  await desk.sendMail()
})

test('the administrator changes a target: the next ticket has it, those before keep theirs', async () => {
  const changed = must(await desk.admin.from('ticket_priorities').update({ response_sla_minutes: 45, resolve_sla_minutes: 90 }).eq('id', HIGH).select().single())
  assert.equal(changed.response_sla_minutes, 45)
  const next = await file(desk.north, NORTH_CLIENT, 'After the change')
  assert.equal(minutes(next, 'first_response_due_at'), 45)
  assert.equal(minutes(next, 'resolve_due_at'), 90)
  const before = must(await desk.north.from('tickets').select('*').eq('id', earlier.id).single())
  assert.equal(before.first_response_due_at, earlier.first_response_due_at)
  assert.equal(before.resolve_due_at, earlier.resolve_due_at)
  const sla = must(await desk.north.rpc('ticket_sla', { ticket_id: next.id })).find(row => row.target === 'first_response')
  assert.equal(sla.state, 'running')
  assert.ok(sla.remaining_seconds > 44 * 60 && sla.remaining_seconds <= 45 * 60, JSON.stringify(sla))

  // and the reminder follows
  must(await desk.agent.from('tickets').update({ assignee_id: desk.ids.agent }).eq('id', next.id))
  await desk.sendMail()
  await desk.scan(after(next.created_at, 29))
  assert.equal(mailsAbout(await desk.sendMail(), next.number).filter(mail => mail.includes('Due soon, first response')).length, 0)
  await desk.scan(after(next.created_at, 31))
  const reminders = mailsAbout(await desk.sendMail(), next.number).filter(mail => mail.includes('Due soon, first response'))
  assert.ok(reminders.some(mail => mail.startsWith(PEOPLE.agent)))
  assert.equal(new Set(reminders).size, reminders.length)
})

test('a calendar makes the target one of working hours', async () => {
  const calendar = randomUUID()
  must(await desk.admin.from('calendars').insert({ id: calendar, name: 'Mornings', time_zone: 'Europe/Paris' }))
  must(await desk.admin.from('calendar_ranges').insert([1, 2, 3, 4, 5].map(weekday => ({ calendar_id: calendar, weekday, starts: '08:00', ends: '12:00' }))))
  must(await desk.admin.from('ticket_priorities').update({ calendar_id: calendar, response_sla_minutes: 240 }).eq('id', HIGH))
  // filed on a Friday at ten: two hours are left of that day, and two of Monday
  await desk.setClock(new Date('2027-03-19T09:00:00Z'))
  const friday = await file(desk.north, NORTH_CLIENT, 'On Friday')
  assert.ok(Math.abs(new Date(friday.first_response_due_at) - new Date('2027-03-22T09:00:00Z')) < 10_000, friday.first_response_due_at)
  await desk.sendMail()
})

test('the administrator changes a template: it is previewed, checked, and the next mail follows it', async () => {
  const wanted = { event: 'ticket.created', locale: 'en', subject: 'Ticket {{number}} is with us', body: 'Dear {{name}},\n\nwe read: {{message}}' }
  const preview = must(await desk.admin.rpc('preview_email_template', { ...wanted, ticket_id: earlier.id }))
  assert.deepEqual(preview.errors, [])
  assert.equal(preview.subject, `Ticket ${earlier.number} is with us`)
  assert.match(preview.text, /Words <b>about<\/b> Before the change & more/)
  assert.match(preview.html, /Words &lt;b&gt;about&lt;\/b&gt; Before the change &amp; more/)

  const wrong = must(await desk.admin.rpc('preview_email_template', { ...wanted, body: 'Dear {{nmae}}', ticket_id: earlier.id }))
  assert.deepEqual(wrong.errors, ['unknown_placeholder: nmae'])
  const refused = await desk.admin.from('email_templates').update({ body: 'Dear {{nmae}}' }).eq('event', 'ticket.created').eq('locale', 'en').select()
  assert.equal(refused.status, 422)
  assert.equal(refused.error.message, 'unknown_placeholder')

  must(await desk.admin.from('email_templates').update({ subject: wanted.subject, body: wanted.body })
    .eq('event', 'ticket.created').eq('locale', 'en').select().single())
  const next = await file(desk.north, NORTH_CLIENT, 'A new template')
  const french = await file(desk.south, SOUTH_CLIENT, 'Un autre')
  const mails = await desk.sendMail()
  const english = mails.filter(mail => mail.recipients[0] === PEOPLE.north)
  assert.equal(english.length, 1)
  assert.equal(english[0].subject, `Ticket ${next.number} is with us`)
  assert.match(english[0].text, /^Dear Nadia Benali,\n\nwe read: Words <b>about<\/b> A new template & more/)
  assert.match(english[0].html, /we read: .*Words &lt;b&gt;about&lt;\/b&gt; A new template &amp; more/s)
  assert.doesNotMatch(english[0].html, /<b>about/)
  // the other language is another template
  const other = mails.filter(mail => mail.recipients[0] === PEOPLE.south)
  assert.equal(other.length, 1)
  assert.match(other[0].subject, new RegExp(`^Demande n°.${french.number} bien reçue.: Un autre$`))

  const log = must(await desk.agent.from('email_events').select('status, provider_id, sent_at, to').eq('ticket_id', next.id).eq('to', PEOPLE.north))
  assert.equal(log.length, 1)
  assert.equal(log[0].status, 'sent')
  assert.equal(log[0].provider_id, english[0].messageId)
})

test('the audit tells that both were changed, and by whom', async () => {
  const { data } = must(await desk.ops.rpc('audit_list', { actor_id: desk.ids.admin, max_rows: 200 }))
  const actions = new Set(data.map(event => event.action))
  for (const action of ['ticket_priority_update', 'email_template_update', 'calendar_create']) assert.ok(actions.has(action), [...actions].join())
  assert.ok(!JSON.stringify(data).includes('we read:'))
})
