// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journey 3: an internal note and its attachment never reach a client, by any way; nor does the typing of it.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { PEOPLE, startDesk } from './desk.mjs'
import { hearChanges, Mailbox, makeClient, must, NORTH_CLIENT, SOUTH_CLIENT, subscribe } from './people.mjs'
import { findWords, listRelations, readEverything, tryFile } from './sweep.mjs'

const WORD = 'quincunx'

let desk
let info
let north // the reporter
let south // of a company that is concerned
let agent
let ops
let service
let relations
let ticket
let note
let path
let untouched
let clients

before(async () => {
  desk = await startDesk();
  ({ info, north, south, agent, ops, service } = desk)
  clients = { north, south }
  relations = await listRelations(info)

  ticket = randomUUID()
  must(await north.rpc('create_ticket', { id: ticket, client_id: NORTH_CLIENT, subject: 'The gate is stuck', body: 'Since noon.' }))
  must(await agent.from('ticket_messages').insert({ ticket_id: ticket, body: 'We look at the gate' }))
  must(await agent.from('ticket_company_link').insert({ ticket_id: ticket, company_id: SOUTH_CLIENT, role: 'affected' }))
  await desk.sendMail()
  untouched = await readTicket(north)
})

after(async () => {
  if (desk) assert.equal(await desk.stop(), 0)
})

async function readTicket (client) {
  return must(await client.from('tickets').select('*').eq('id', ticket).single())
}

async function countMails () {
  const { count, error } = await service.from('email_events').select('*', { count: 'exact', head: true })
  assert.equal(error, null)
  return count
}

test('staff write a note with a file; clients who listen to everything hear nothing of it', async () => {
  const all = [{ event: '*', schema: 'public' }]
  const heard = {}
  for (const [name, client] of Object.entries(clients)) heard[name] = await hearChanges(client, 'all', all)
  const desk = await hearChanges(ops, 'all', all)
  const mails = await countMails()

  note = randomUUID()
  path = `tickets/${ticket}/${randomUUID()}-${WORD}.txt`
  must(await agent.storage.from('project-files').upload(path, new Blob([`plan of ${WORD}`], { type: 'text/plain' })))
  must(await agent.from('ticket_messages').insert({ id: note, ticket_id: ticket, body: `It is the ${WORD} again`, visibility: 'internal' }))
  must(await agent.from('ticket_attachments').insert({ ticket_id: ticket, message_id: note, label: `${WORD}.txt`, storage_path: path }))
  must(await agent.from('ticket_triage').update({ labels: [WORD] }).eq('ticket_id', ticket))

  await desk.mailbox.find(change => change.table === 'ticket_messages' && change.new.body?.includes(WORD), 'the note')
  await desk.mailbox.find(change => change.table === 'ticket_attachments' && change.new.label === `${WORD}.txt`, 'its file')
  await desk.mailbox.find(change => change.table === 'ticket_triage' && change.new.labels?.includes(WORD), 'the label')
  assert.equal(await countMails(), mails)

  // An announcement reaches both, after all that: what is not there by then does not come.
  const sentinel = randomUUID()
  must(await agent.from('ticket_messages').insert({ id: sentinel, ticket_id: ticket, body: 'The gate opens by hand', visibility: 'announcement' }))
  for (const [name, { mailbox, ready }] of Object.entries(heard)) {
    assert.equal(ready.status, 'ok', ready.message)
    await mailbox.find(change => change.table === 'ticket_messages' && change.new.id === sentinel, `the announcement, by ${name}`)
    assert.ok(!JSON.stringify(mailbox.items).includes(WORD), name)
    assert.ok(!JSON.stringify(mailbox.items).includes(note), name)
    // Before the announcement, not even a sign of life.
    const before = mailbox.items.slice(0, mailbox.items.findIndex(change => change.new.id === sentinel))
    assert.deepEqual(before.filter(change => change.table !== 'tickets'), [], name)
  }
})

test('the row of the ticket does not change by a note, not even its times', async () => {
  const was = await readTicket(north)
  assert.notEqual(was.last_admin_activity, untouched.last_admin_activity)
  must(await ops.from('ticket_messages').insert({ ticket_id: ticket, body: `More of the ${WORD}`, visibility: 'internal' }))
  assert.deepEqual(await readTicket(north), was)
  assert.deepEqual(await readTicket(south), was)
})

test('no table or view has it for a client, and nobody learns who wrote it', async () => {
  const staff = findWords(await readEverything(agent, relations), [note, WORD])
  assert.ok(staff.includes(`ticket_messages: ${note}`) && staff.includes(`ticket_attachments: ${WORD}`) && staff.includes(`ticket_triage: ${WORD}`))

  const { data: { user: writer } } = await ops.auth.getUser()
  for (const [name, client] of Object.entries(clients)) {
    const seen = await readEverything(client, relations)
    assert.deepEqual(findWords(seen, [note, path, WORD]), [], name)
    assert.ok(findWords(seen, [ticket]).includes(`tickets: ${ticket}`), name)
    assert.deepEqual(must(await client.from('ticket_messages').select('id').eq('id', note)), [])
    assert.deepEqual(must(await client.from('ticket_messages').select('id').eq('visibility', 'internal')), [])
    assert.deepEqual(must(await client.from('ticket_attachments').select('id').eq('message_id', note)), [])
    for (const row of seen.get('ticket_events') ?? []) assert.equal(row.visibility, 'public')
    const embedded = must(await client.from('tickets').select('*, ticket_messages(*), ticket_attachments(*), ticket_events(*)').eq('id', ticket).single())
    assert.ok(!JSON.stringify(embedded).includes(WORD), name)
    const { count } = await client.from('ticket_messages').select('*', { count: 'exact', head: true }).eq('ticket_id', ticket)
    assert.equal(count, { north: 3, south: 1 }[name])
    // Ops has answered elsewhere; here, of all in this ticket, only those whom the client can see are named by it.
    for (const row of embedded.ticket_messages) assert.notEqual(row.author_id, writer.id)
    // The id of the note is no door: neither to answer with a file on it, nor to write the same again.
    const file = await client.from('ticket_attachments').insert({ ticket_id: ticket, message_id: note, label: 'x', storage_path: path })
    assert.equal(file.status, 403, name)
    const again = await client.from('ticket_messages').upsert({ id: note, ticket_id: ticket, body: 'x' }, { onConflict: 'id' }).select()
    assert.notEqual(again.error, null, name)
  }
  const body = must(await agent.from('ticket_messages').select('body').eq('id', note).single()).body
  assert.equal(body, `It is the ${WORD} again`)
})

test('no way leads a client to the file, and the address that staff has is theirs to keep', async () => {
  const staff = await tryFile(ops, path, info)
  assert.equal(staff.download, `plan of ${WORD}`)
  assert.equal(staff.signed, `plan of ${WORD}`)
  for (const [name, client] of Object.entries({ ...clients, nobody: makeClient(info) })) {
    for (const [way, got] of Object.entries(await tryFile(client, path, info))) {
      // A client lists the folder of a ticket with files of their own in it; this file is not among them.
      if (way !== 'folder') assert.equal(got, '', `${name}, ${way}`)
    }
    assert.deepEqual((await client.storage.from('project-files').remove([path])).data ?? [], [])
  }
  assert.equal((await tryFile(ops, path, info)).exists, 'exists')
})

test('no mail tells of it: what arrives is the announcement alone', async () => {
  const mails = await desk.sendMail()
  assert.deepEqual(mails.map(mail => mail.recipients[0]).sort(), [PEOPLE.north, PEOPLE.south])
  for (const mail of mails) {
    assert.match(mail.text, /The gate opens by hand/)
    for (const part of [mail.subject, mail.text, mail.html, mail.raw]) assert.ok(!part.includes(WORD) && !part.includes(note))
  }
})

test('search finds it for staff alone', async () => {
  const found = must(await ops.rpc('search_tickets', { query: WORD, max_rows: 20 }))
  assert.deepEqual(found.map(row => row.ticket_id), [ticket])
  for (const [name, client] of Object.entries(clients)) {
    assert.deepEqual(must(await client.rpc('search_tickets', { query: WORD, max_rows: 20 })), [], name)
    const public_ = must(await client.rpc('search_tickets', { query: 'gate', max_rows: 100 }))
    assert.ok(public_.some(row => row.ticket_id === ticket), name)
    assert.ok(!JSON.stringify(public_).includes(WORD), name)
  }
})

async function join (client, topic, config) {
  const channel = client.channel(topic, { config })
  const mailbox = new Mailbox()
  const presence = new Mailbox()
  channel.on('broadcast', { event: '*' }, message => mailbox.put(message))
  channel.on('presence', { event: 'sync' }, () => presence.put(Object.keys(channel.presenceState())))
  return { channel, mailbox, presence, ...await subscribe(channel) }
}

async function sayByHttp (client, word) {
  const { data: { session } } = await client.auth.getSession()
  const response = await fetch(`${info.url}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { apikey: info.publishable_key, authorization: `Bearer ${session.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ topic: `ticket:${ticket}:internal`, event: 'typing', payload: { word }, private: true }] })
  })
  assert.ok(response.status < 500, String(response.status))
}

test('the typing of a note, and who is looking, is told to staff alone', async () => {
  const writing = { private: true, broadcast: { ack: true } }
  const mine = await join(north, `ticket:${ticket}:public`, writing)
  assert.equal(mine.status, 'SUBSCRIBED', mine.reason)
  // The public topic of a company that is concerned stays shut, as do both names of the internal one.
  assert.equal((await join(south, `ticket:${ticket}:public`, writing)).status, 'CHANNEL_ERROR')
  for (const client of [north, south]) {
    const refused = await join(client, `ticket:${ticket}:internal`, { private: true, presence: { key: 'client' } })
    assert.equal(refused.status, 'CHANNEL_ERROR')
    await client.removeChannel(refused.channel)
  }
  // A channel of the same name that is not private is another one.
  const disguised = await join(south, `ticket:${ticket}:internal`, {})

  const writer = await join(agent, `ticket:${ticket}:internal`, { ...writing, presence: { key: 'agent' } })
  const reader = await join(ops, `ticket:${ticket}:internal`, { private: true, presence: { key: 'ops' } })
  for (const joined of [writer, reader]) assert.equal(joined.status, 'SUBSCRIBED', joined.reason)
  assert.equal(await writer.channel.track({ looking: true }), 'ok')
  await reader.presence.find(keys => keys.includes('agent'), 'who is looking')
  assert.equal(await writer.channel.send({ type: 'broadcast', event: 'typing', payload: { word: WORD } }), 'ok')
  await reader.mailbox.find(message => message.payload.word === WORD, 'the typing')

  // What a client says on the internal topic by the other door, HTTP, reaches nobody; what staff say there does.
  await sayByHttp(north, 'forged')
  await sayByHttp(agent, 'by HTTP')
  await reader.mailbox.find(message => message.payload.word === 'by HTTP', 'what staff say by HTTP')
  const publicly = await join(agent, `ticket:${ticket}:public`, writing)
  assert.equal(publicly.status, 'SUBSCRIBED', publicly.reason)
  assert.equal(await publicly.channel.send({ type: 'broadcast', event: 'typing', payload: { word: 'in public' } }), 'ok')
  assert.equal(await writer.channel.send({ type: 'broadcast', event: 'typing', payload: { word: 'last' } }), 'ok')
  await mine.mailbox.find(message => message.payload.word === 'in public', 'the typing of an answer')
  await reader.mailbox.find(message => message.payload.word === 'last', 'the last of the typing')

  assert.deepEqual(mine.mailbox.items.map(message => message.payload.word), ['in public'])
  assert.deepEqual(reader.mailbox.items.map(message => message.payload.word), [WORD, 'by HTTP', 'last'])
  assert.ok(mine.presence.items.every(keys => keys.length === 0))
  assert.deepEqual(disguised.mailbox.items, [])
  assert.ok(disguised.presence.items.every(keys => !keys.includes('agent')))
})
