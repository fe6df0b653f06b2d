// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The main job, done with the official JavaScript client: whoever has that client has a help desk.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startBackend } from './backend.mjs'
import { hearChanges, Mailbox, makeClient, must, NORTH_CLIENT, signIn, SOUTH_CLIENT, subscribe } from './people.mjs'

let backend
let north
let south
let agent
let ticket
let southTicket

before(async () => {
  backend = await startBackend()
  north = await signIn(backend.info, 'client@north.test')
  south = await signIn(backend.info, 'client@south.test')
  agent = await signIn(backend.info, 'agent@desk.test')
  southTicket = must(await south.from('tickets').select('id').eq('client_id', SOUTH_CLIENT).eq('status', 'open').limit(1).single()).id
})

after(async () => {
  for (const client of [north, south, agent]) await client?.removeAllChannels()
  for (const client of [north, south, agent]) client?.realtime.disconnect()
  if (backend) assert.equal(await backend.stop(), 0)
})

test('a wrong password is refused', async () => {
  const { data, error } = await makeClient(backend.info).auth.signInWithPassword({ email: 'client@north.test', password: 'wrong' })
  assert.equal(data.session, null)
  assert.equal(error.code, 'invalid_credentials')
})

test('the list has company and priority of each ticket, newest activity first', async () => {
  const rows = must(await north.from('tickets')
    .select('id, number, subject, status, last_activity_at, client:clients(id, name), priority:ticket_priorities(code)')
    .order('last_activity_at', { ascending: false }).limit(50))
  assert.ok(rows.length > 5)
  for (const row of rows) {
    assert.equal(row.client.name, 'North Logistics')
    assert.ok(['low', 'normal', 'high', 'urgent'].includes(row.priority.code))
  }
  const times = rows.map(row => row.last_activity_at)
  assert.deepEqual(times, [...times].sort().reverse())
})

test('a ticket is filed by one call, and by calling again it is not filed twice', async () => {
  const id = randomUUID()
  const call = { id, client_id: NORTH_CLIENT, subject: 'The scanner prints blank labels', body: 'Since this morning.', priority_id: 2 }
  const filed = must(await north.rpc('create_ticket', call))
  assert.equal(filed.id, id)
  assert.equal(filed.status, 'open')
  assert.ok(filed.first_response_due_at)
  const again = must(await north.rpc('create_ticket', call))
  assert.equal(again.number, filed.number)
  const messages = must(await north.from('ticket_messages').select('body').eq('ticket_id', id))
  assert.deepEqual(messages, [{ body: 'Since this morning.' }])
  ticket = id
})

test('a ticket is filed by a plain insert, and what the database owns is not taken from the client', async () => {
  const filed = must(await north.from('tickets')
    .insert({ client_id: NORTH_CLIENT, subject: 'Second door', status: 'closed', created_by: randomUUID() }).select().single())
  assert.equal(filed.status, 'open')
  const { data: { user } } = await north.auth.getUser()
  assert.equal(filed.created_by, user.id)
})

test('a message and a change of status are heard live, by the client and by nobody else', async () => {
  const heard = await hearChanges(north, 'desk', [
    { event: 'INSERT', schema: 'public', table: 'ticket_messages', filter: `ticket_id=eq.${ticket}` },
    { event: 'UPDATE', schema: 'public', table: 'tickets' }
  ])
  const other = await hearChanges(south, 'desk', [{ event: '*', schema: 'public', table: 'ticket_messages' }])
  assert.equal(heard.ready.status, 'ok')
  assert.equal(heard.ready.message, 'Subscribed to PostgreSQL')

  must(await agent.from('ticket_messages').insert({ ticket_id: ticket, body: 'For us alone', visibility: 'internal' }))
  must(await agent.from('ticket_messages').insert({ ticket_id: ticket, body: 'We look at it' }))
  must(await agent.from('tickets').update({ status: 'waiting_customer' }).eq('id', ticket))

  const message = await heard.mailbox.find(change => change.table === 'ticket_messages', 'the message')
  assert.equal(message.eventType, 'INSERT')
  assert.equal(message.new.body, 'We look at it')
  assert.equal(message.errors, null)
  const update = await heard.mailbox.find(change => change.new.status === 'waiting_customer', 'the status')
  assert.deepEqual(update.old, { id: ticket })

  // What South writes comes after all that went before, so nothing of it is still under way when this is heard.
  must(await south.from('ticket_messages').insert({ ticket_id: southTicket, body: 'Mine' }))
  await other.mailbox.find(change => change.new.body === 'Mine', 'the own message')
  assert.deepEqual(other.mailbox.items.map(change => change.new.body), ['Mine'])
  assert.deepEqual(heard.mailbox.items.filter(change => change.table === 'ticket_messages').map(change => change.new.body),
    ['We look at it'])
})

test('a table that is not published is named in the system message', async () => {
  const refused = await hearChanges(north, 'nothing', [{ event: '*', schema: 'public', table: 'no_such_table' }])
  assert.equal(refused.ready.status, 'error')
  assert.match(refused.ready.message, /no_such_table/)
})

test('a file is uploaded, attached, and read by a signed address', async () => {
  const path = `tickets/${ticket}/${randomUUID()}-label.txt`
  const content = new Blob(['blank label'], { type: 'text/plain' })
  const uploaded = must(await north.storage.from('project-files').upload(path, content, { upsert: false, metadata: { label: 'é' } }))
  assert.equal(uploaded.path, path)
  must(await north.from('ticket_attachments').insert({
    ticket_id: ticket, label: 'étiquette.txt', storage_path: path, mime_type: 'text/plain', size_bytes: content.size
  }))

  const { signedUrl } = must(await agent.storage.from('project-files').createSignedUrl(path, 60, { download: 'label 1.txt' }))
  const response = await fetch(signedUrl)
  assert.equal(response.status, 200)
  assert.equal(await response.text(), 'blank label')
  assert.match(response.headers.get('content-disposition'), /^attachment; filename=label%201\.txt;/)

  const listed = must(await agent.storage.from('project-files').list(`tickets/${ticket}`))
  assert.deepEqual(listed.map(entry => `tickets/${ticket}/${entry.name}`), [path])
  const info = must(await agent.storage.from('project-files').info(path))
  assert.equal(info.size, content.size)
  assert.deepEqual(info.metadata, { label: 'é' })

  const twice = await north.storage.from('project-files').upload(path, content)
  assert.equal(twice.error.statusCode, '409')

  // Policy hides it, and a signed upload takes it from whoever has the address.
  const hidden = await south.storage.from('project-files').download(path)
  assert.equal(hidden.data, null)
  assert.notEqual(hidden.error, null)
  const signed = await south.storage.from('project-files').createSignedUrl(path, 60)
  assert.equal(signed.error.statusCode, '404')
  const foreign = await south.storage.from('project-files').upload(`tickets/${ticket}/x.txt`, content)
  assert.equal(foreign.error.statusCode, '403')
  assert.deepEqual(must(await south.storage.from('project-files').remove([path])), [])
})

test('a signed upload address takes a file without a session', async () => {
  const path = `tickets/${ticket}/${randomUUID()}-scan.bin`
  const { token } = must(await north.storage.from('project-files').createSignedUploadUrl(path))
  const nobody = makeClient(backend.info)
  must(await nobody.storage.from('project-files').uploadToSignedUrl(path, token, Buffer.from([1, 2, 3]), { contentType: 'application/octet-stream' }))
  const data = must(await north.storage.from('project-files').download(path))
  assert.deepEqual(new Uint8Array(await data.arrayBuffer()), new Uint8Array([1, 2, 3]))
})

async function join (client, topic, config) {
  const channel = client.channel(topic, { config })
  const mailbox = new Mailbox()
  const sync = new Mailbox()

  channel.on('broadcast', { event: 'typing' }, message => mailbox.put(message))
  channel.on('presence', { event: 'sync' }, () => sync.put(Object.keys(channel.presenceState())))
  const { status, reason } = await subscribe(channel)
  return { channel, mailbox, sync, status, reason }
}

test('typing goes over the private topic, to those of the ticket alone', async () => {
  const config = { private: true, broadcast: { ack: true } }
  const mine = await join(north, `ticket:${ticket}:public`, config)
  const theirs = await join(agent, `ticket:${ticket}:public`, config)
  assert.equal(mine.status, 'SUBSCRIBED', mine.reason)
  assert.equal(theirs.status, 'SUBSCRIBED', theirs.reason)
  assert.equal(await theirs.channel.send({ type: 'broadcast', event: 'typing', payload: { who: 'Amélie' } }), 'ok')
  const message = await mine.mailbox.find(() => true, 'the broadcast')
  assert.deepEqual(message.payload, { who: 'Amélie' })
  assert.deepEqual(theirs.mailbox.items, [])

  const stranger = await join(south, `ticket:${ticket}:public`, config)
  assert.equal(stranger.status, 'CHANNEL_ERROR')
  assert.match(stranger.reason, /^Unauthorized: /)
  await south.removeChannel(stranger.channel)
})

test('who is looking is told on the internal topic, to staff alone', async () => {
  const topic = `ticket:${ticket}:internal`
  const ops = await signIn(backend.info, 'ops@desk.test', { params: { vsn: '1.0.0' } })
  const first = await join(agent, topic, { private: true, presence: { key: 'agent' } })
  const second = await join(ops, topic, { private: true, presence: { key: 'ops' } })
  assert.equal(first.status, 'SUBSCRIBED', first.reason)
  assert.equal(second.status, 'SUBSCRIBED', second.reason)
  assert.equal(await first.channel.track({ since: 1 }), 'ok')
  await second.sync.find(keys => keys.includes('agent'), 'the agent')
  assert.equal(await second.channel.track({ since: 2 }), 'ok')
  await first.sync.find(keys => keys.length === 2, 'both')
  await ops.removeAllChannels()
  ops.realtime.disconnect()
  await first.sync.find((keys, i, all) => i > all.findIndex(k => k.length === 2) && keys.join() === 'agent', 'ops leaving')

  const client = await join(north, topic, { private: true })
  assert.equal(client.status, 'CHANNEL_ERROR')
  assert.match(client.reason, /^Unauthorized: /)
  await north.removeChannel(client.channel)
})

test('what is not one’s own is not there', async () => {
  assert.deepEqual(must(await south.from('tickets').select().eq('id', ticket)), [])
  assert.deepEqual(must(await south.from('ticket_messages').select().eq('ticket_id', ticket)), [])
  assert.deepEqual(must(await north.from('ticket_messages').select('id').eq('ticket_id', ticket).eq('visibility', 'internal')), [])
  const embedded = must(await south.from('clients').select('id, tickets(id)'))
  assert.deepEqual(embedded.map(row => row.id), [SOUTH_CLIENT])
  assert.ok(embedded[0].tickets.every(row => row.id !== ticket))

  const reply = await south.from('ticket_messages').insert({ ticket_id: ticket, body: 'hello' })
  assert.equal(reply.status, 403)
  assert.equal(reply.error.code, '42501')
  const foreign = await south.from('tickets').insert({ client_id: NORTH_CLIENT, subject: 'not mine' })
  assert.equal(foreign.status, 403)
  const anonymous = await makeClient(backend.info).from('tickets').select('id')
  assert.equal(anonymous.data, null)
  assert.equal(anonymous.status, 401)
})
