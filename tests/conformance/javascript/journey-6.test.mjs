// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journey 6: a ticket that concerns several companies, and one that concerns all, seen from each side.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after as afterAll, before, test } from 'node:test'
import { mailsAbout, PEOPLE, startDesk } from './desk.mjs'
import { hearChanges, must, NORTH_CLIENT, signIn, SOUTH_CLIENT } from './people.mjs'

const EAST_CLIENT = randomUUID()
const IDLE_CLIENT = randomUUID()

let desk
let east // of a company that is active, and not named at first
let idle // of one that is no longer active
let guest // of none
let named
let global

async function newPerson (email, company) {
  const { data, error } = await desk.service.auth.admin.createUser({
    email, password: 'guichet-demo', email_confirm: true, user_metadata: { full_name: email.split('@')[0] }
  })
  assert.equal(error, null)
  if (company) must(await desk.admin.from('client_members').insert({ client_id: company, user_id: data.user.id }))
  return await signIn(desk.info, email)
}

before(async () => {
  desk = await startDesk()
  must(await desk.admin.from('clients').insert([
    { id: EAST_CLIENT, name: 'East Clinic', is_active: true }, { id: IDLE_CLIENT, name: 'Idle Press', is_active: false }
  ]))
  east = await newPerson('client@east.test', EAST_CLIENT)
  idle = await newPerson('client@idle.test', IDLE_CLIENT)
  guest = await newPerson('guest@nowhere.test')
  named = randomUUID()
  global = randomUUID()
  must(await desk.north.rpc('create_ticket', { id: named, client_id: NORTH_CLIENT, subject: 'The lift is out', body: 'Our words on the lift' }))
  must(await desk.north.rpc('create_ticket', { id: global, client_id: NORTH_CLIENT, subject: 'No water', body: 'Our words on the water' }))
  await desk.sendMail()
})

afterAll(async () => {
  for (const client of [east, idle, guest]) {
    await client?.removeAllChannels()
    client?.realtime.disconnect()
  }
  if (desk) assert.equal(await desk.stop(), 0)
})

// What a person sees of a ticket.
async function view (client, ticket) {
  const sorted = rows => rows.sort()
  const row = must(await client.from('tickets').select('subject').eq('id', ticket).maybeSingle())
  return {
    subject: row?.subject ?? null,
    messages: sorted(must(await client.from('ticket_messages').select('body').eq('ticket_id', ticket)).map(message => message.body)),
    links: sorted(must(await client.from('ticket_company_link').select('company_id, role').eq('ticket_id', ticket))
      .map(link => `${link.role} ${names[link.company_id]}`)),
    events: must(await client.from('ticket_events').select('id').eq('ticket_id', ticket)).length > 0
  }
}

const names = { [NORTH_CLIENT]: 'North', [SOUTH_CLIENT]: 'South', [EAST_CLIENT]: 'East', [IDLE_CLIENT]: 'Idle' }
const nothing = { subject: null, messages: [], links: [], events: false }

async function reports () {
  const rows = must(await desk.agent.from('report_tickets_by_company').select('company_id, tickets, for_everyone, affected'))
  const all = must(await desk.agent.from('report_tickets_for_everyone').select('tickets').single())
  return {
    all: all.tickets,
    ...Object.fromEntries(rows.filter(row => names[row.company_id]).map(row => [names[row.company_id], [row.tickets, row.for_everyone, row.affected]]))
  }
}

test('staff names a company: one call, one event; before that it is the reporter’s alone', async () => {
  for (const client of [desk.south, east, idle, guest]) assert.deepEqual(await view(client, named), nothing)
  const was = await reports()
  const ticket = must(await desk.agent.rpc('set_ticket_scope', { ticket_id: named, affects_all: false, company_ids: [SOUTH_CLIENT, NORTH_CLIENT] }))
  assert.equal(ticket.id, named)
  assert.equal(ticket.affects_all_companies, false)
  const events = must(await desk.agent.from('ticket_events').select('new_value, visibility').eq('ticket_id', named).eq('kind', 'scope'))
  assert.deepEqual(events, [{ new_value: SOUTH_CLIENT, visibility: 'internal' }])
  // The same again is no news.
  must(await desk.agent.rpc('set_ticket_scope', { ticket_id: named, affects_all: false, company_ids: [SOUTH_CLIENT] }))
  assert.equal(must(await desk.agent.from('ticket_events').select('id').eq('ticket_id', named).eq('kind', 'scope')).length, 1)
  const is = await reports()
  assert.deepEqual(is, { ...was, South: [was.South[0], was.South[1], was.South[2] + 1] })
  for (const client of [desk.north, desk.south, east]) {
    const refused = await client.rpc('set_ticket_scope', { ticket_id: named, affects_all: true, company_ids: [] })
    assert.equal(refused.status, 403)
  }
})

test('an announcement reaches the companies concerned, live and by mail; the conversation stays the reporter’s', async () => {
  const all = [{ event: '*', schema: 'public' }]
  const south = await hearChanges(desk.south, 'all', all)
  const stranger = await hearChanges(east, 'all', all)
  const number = await desk.numberOf(named)

  must(await desk.agent.from('ticket_messages').insert({ ticket_id: named, body: 'An answer for North' }))
  must(await desk.agent.from('ticket_messages').insert({ ticket_id: named, body: 'A note', visibility: 'internal' }))
  must(await desk.agent.from('ticket_messages').insert({ ticket_id: named, body: 'It will run on Monday', visibility: 'announcement' }))
  await south.mailbox.find(change => change.table === 'ticket_messages', 'the announcement')
  assert.deepEqual(south.mailbox.items.filter(change => change.table === 'ticket_messages').map(change => change.new.body), ['It will run on Monday'])

  assert.deepEqual(await view(desk.north, named), {
    subject: 'The lift is out', messages: ['An answer for North', 'It will run on Monday', 'Our words on the lift'], links: ['reporter North'], events: true
  })
  assert.deepEqual(await view(desk.south, named), {
    subject: 'The lift is out', messages: ['It will run on Monday'], links: ['affected South'], events: false
  })
  for (const client of [east, idle, guest]) assert.deepEqual(await view(client, named), nothing)
  const staff = await view(desk.ops, named)
  assert.equal(staff.messages.length, 4)
  assert.deepEqual(staff.links, ['affected South', 'reporter North'])

  // Whom it concerns reads, and does not write.
  assert.equal((await desk.south.from('ticket_messages').insert({ ticket_id: named, body: 'x' })).status, 403)
  assert.deepEqual((await desk.south.from('tickets').update({ status: 'closed' }).eq('id', named).select()).data ?? [], [])

  const mails = await desk.sendMail()
  assert.deepEqual(mailsAbout(mails, number), [
    `${PEOPLE.north}: Announcement: The lift is out (#${number})`,
    `${PEOPLE.north}: Answer to your request #${number}: The lift is out`,
    `${PEOPLE.south}: Annonce : The lift is out (n° ${number})`
  ].map(words => words.replaceAll('Annonce :', 'Annonce\u00a0:').replaceAll('n° ', 'n°\u00a0')).sort())
  const mail = mails.find(one => one.recipients[0] === PEOPLE.south)
  for (const part of [mail.text, mail.html]) {
    assert.match(part, /It will run on Monday/)
    assert.doesNotMatch(part, /North Logistics|Our words|An answer for North|A note/)
  }

  // The stranger heard of nothing, up to what happens in their own company.
  const own = randomUUID()
  must(await east.rpc('create_ticket', { id: own, client_id: EAST_CLIENT, subject: 'Ours', body: 'Ours' }))
  await stranger.mailbox.find(change => change.table === 'tickets' && change.new.id === own, 'the own ticket')
  assert.ok(!JSON.stringify(stranger.mailbox.items).includes(named))
})

test('a ticket that concerns all is seen by the members of every active company, and counted once', async () => {
  await desk.sendMail()
  const was = await reports()
  must(await desk.agent.rpc('set_ticket_scope', { ticket_id: global, affects_all: false, company_ids: [SOUTH_CLIENT] }))
  const ticket = must(await desk.agent.rpc('set_ticket_scope', { ticket_id: global, affects_all: true, company_ids: [] }))
  assert.equal(ticket.affects_all_companies, true)
  must(await desk.agent.from('ticket_messages').insert({ ticket_id: global, body: 'The water is back', visibility: 'announcement' }))

  assert.deepEqual(await view(desk.agent, global), {
    subject: 'No water', messages: ['Our words on the water', 'The water is back'], links: ['reporter North'], events: true
  })
  assert.deepEqual(await view(desk.north, global), {
    subject: 'No water', messages: ['Our words on the water', 'The water is back'], links: ['reporter North'], events: true
  })
  for (const client of [desk.south, east]) {
    assert.deepEqual(await view(client, global), { subject: 'No water', messages: ['The water is back'], links: [], events: false })
  }
  for (const client of [idle, guest]) assert.deepEqual(await view(client, global), nothing)

  const number = await desk.numberOf(global)
  const mails = mailsAbout(await desk.sendMail(), number)
  assert.deepEqual(mails.map(mail => mail.split(':')[0]), ['client@east.test', PEOPLE.north, PEOPLE.south].sort())

  // Once for its reporter, and apart as one that concerns everyone.
  const is = await reports()
  assert.deepEqual(is, { ...was, all: was.all + 1, North: [was.North[0], was.North[1] + 1, was.North[2]] })

  const refused = await desk.agent.from('ticket_company_link').insert({ ticket_id: global, company_id: EAST_CLIENT, role: 'affected' })
  assert.equal(refused.status, 409)
  assert.equal(refused.error.message, 'ticket_concerns_everyone')
})

test('when it concerns nobody else any more, it is gone for the others', async () => {
  for (const id of [named, global]) must(await desk.agent.rpc('set_ticket_scope', { ticket_id: id, affects_all: false, company_ids: [] }))
  for (const client of [desk.south, east, idle, guest]) {
    assert.deepEqual(await view(client, named), nothing)
    assert.deepEqual(await view(client, global), nothing)
  }
  assert.equal((await view(desk.north, named)).messages.length, 3)
  assert.deepEqual((await view(desk.agent, global)).links, ['reporter North'])
})
