// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journey 2: a client never sees another client's ticket, by the list, by a guessed id, by realtime, by storage, by search.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startBackend } from './backend.mjs'
import { hearChanges, makeClient, must, NORTH_CLIENT, signIn, SOUTH_CLIENT, subscribe } from './people.mjs'
import { findWords, listRelations, makeService, readEverything, tryFile } from './sweep.mjs'

const WORD = 'zephyrine'

let backend
let info
let north
let south
let agent
let relations
let ticket
let message
let path
let ownTicket

before(async () => {
  backend = await startBackend()
  info = backend.info
  north = await signIn(info, 'client@north.test')
  south = await signIn(info, 'client@south.test')
  agent = await signIn(info, 'agent@desk.test')
  relations = await listRelations(info)

  ticket = randomUUID()
  message = randomUUID()
  must(await north.rpc('create_ticket', {
    id: ticket, client_id: NORTH_CLIENT, subject: `The ${WORD} valve leaks`, body: `Ask for ${WORD}.`, message_id: message
  }))
  path = `tickets/${ticket}/${randomUUID()}-${WORD}.txt`
  must(await north.storage.from('project-files').upload(path, new Blob([`drawing of ${WORD}`], { type: 'text/plain' })))
  must(await north.from('ticket_attachments').insert({ ticket_id: ticket, message_id: message, label: `${WORD}.txt`, storage_path: path }))
  ownTicket = randomUUID()
  must(await south.rpc('create_ticket', { id: ownTicket, client_id: SOUTH_CLIENT, subject: 'Our own', body: 'Ours.' }))
})

after(async () => {
  for (const client of [north, south, agent]) await client?.removeAllChannels()
  for (const client of [north, south, agent]) client?.realtime.disconnect()
  if (backend) assert.equal(await backend.stop(), 0)
})

test('the owner and staff see the ticket, its message and its file', async () => {
  for (const client of [north, agent]) {
    const seen = await readEverything(client, relations)
    const found = findWords(seen, [ticket, WORD])
    for (const relation of ['tickets', 'ticket_messages', 'ticket_attachments', 'ticket_company_link']) {
      assert.ok(found.includes(`${relation}: ${ticket}`), `${relation} in ${found}`)
    }
    assert.ok(found.includes(`ticket_messages: ${WORD}`))
  }
})

test('by the list: no table or view has anything of it, and no count counts it', async () => {
  const seen = await readEverything(south, relations)
  assert.deepEqual(findWords(seen, [ticket, message, path, WORD]), [])
  assert.ok(findWords(seen, [ownTicket]).includes(`tickets: ${ownTicket}`))
  for (const relation of relations.filter(name => name.startsWith('ticket'))) {
    const { count, error } = await south.from(relation).select('*', { count: 'exact', head: true })
    if (!error) assert.equal(count, seen.get(relation).length, relation)
  }

  // From the ends of every embedding.
  for (const select of ['*, tickets(*, ticket_messages(*), ticket_attachments(*), ticket_events(*))', '*, projects(*)', '*, client_members(*)']) {
    const rows = must(await south.from('clients').select(select))
    assert.ok(rows.length > 0)
    assert.ok(!JSON.stringify(rows).includes(ticket) && !JSON.stringify(rows).includes(NORTH_CLIENT))
  }
  const nobody = makeClient(info)
  for (const relation of relations) assert.equal((await nobody.from(relation).select('*').limit(1)).status, 401, relation)
})

test('by a guessed id: nothing is read, written or told', async () => {
  for (const relation of relations) {
    for (const column of ['id', 'ticket_id', 'follow_up_of', 'target_id']) {
      const { data, status } = await south.from(relation).select('*').eq(column, ticket)
      // 400: it has no such column
      assert.ok([200, 400, 403].includes(status), `${relation}.${column}: ${status}`)
      if (status === 200) assert.deepEqual(data, [], `${relation}.${column}`)
    }
  }
  assert.deepEqual(must(await south.from('tickets').update({ status: 'closed' }).eq('id', ticket).select()), [])
  assert.deepEqual(must(await south.from('tickets').select('id').ilike('subject', `%${WORD}%`)), [])
  assert.deepEqual(must(await south.from('ticket_messages').select('id').ilike('body', `%${WORD}%`)), [])
  const { data: { user: owner } } = await north.auth.getUser()
  assert.deepEqual(must(await south.rpc('people', { user_ids: [owner.id] })), [])

  // A refusal says the same of a ticket that is there and of one that is not.
  const attempts = {
    reply: id => south.from('ticket_messages').insert({ ticket_id: id, body: 'x' }),
    read: id => south.from('ticket_reads').insert({ ticket_id: id, last_read_at: '2026-01-01T00:00:00Z' }),
    file: id => south.from('ticket_attachments').insert({ ticket_id: id, label: 'x', storage_path: `tickets/${id}/x.txt` }),
    link: id => south.from('ticket_company_link').insert({ ticket_id: id, company_id: SOUTH_CLIENT, role: 'affected' }),
    follow: id => south.from('tickets').insert({ client_id: SOUTH_CLIENT, subject: 'x', follow_up_of: id }),
    labels: id => south.from('ticket_triage').update({ labels: ['x'] }).eq('ticket_id', id).select()
  }
  const ways = await listCalls()
  if (ways.includes('ticket_sla')) attempts.sla = id => south.rpc('ticket_sla', { ticket_id: id })
  if (ways.includes('set_ticket_scope')) {
    attempts.scope = id => south.rpc('set_ticket_scope', { ticket_id: id, affects_all: false, company_ids: [SOUTH_CLIENT] })
  }
  const missing = randomUUID()
  for (const [name, attempt] of Object.entries(attempts)) {
    const there = await attempt(ticket)
    const not = await attempt(missing)
    assert.equal(there.status, not.status, name)
    assert.equal(JSON.stringify(there.error ?? there.data).replaceAll(ticket, missing), JSON.stringify(not.error ?? not.data), name)
    if (!there.error) assert.deepEqual(there.data, [], name)
  }
  const taken = await south.rpc('create_ticket', { id: ticket, client_id: SOUTH_CLIENT, subject: 'x', body: 'x' })
  assert.equal(taken.status, 403)
  assert.ok(!JSON.stringify(taken).includes(WORD))

  const rows = must(await north.from('tickets').select('status, subject').eq('id', ticket))
  assert.deepEqual(rows, [{ status: 'open', subject: `The ${WORD} valve leaks` }])
  assert.equal(must(await north.from('ticket_messages').select('id').eq('ticket_id', ticket)).length, 1)
})

async function listCalls () {
  const response = await fetch(`${info.url}/rest/v1/`, { headers: { apikey: info.secret_key } })
  return Object.keys((await response.json()).paths).filter(way => way.startsWith('/rpc/')).map(way => way.slice('/rpc/'.length))
}

test('by realtime: no change is heard, and the private topics are shut', async () => {
  const all = [{ event: '*', schema: 'public' }]
  const mine = await hearChanges(north, 'all', all)
  const theirs = await hearChanges(south, 'all', all)
  const guessed = await hearChanges(south, 'guessed', [
    { event: '*', schema: 'public', table: 'tickets', filter: `id=eq.${ticket}` },
    { event: '*', schema: 'public', table: 'ticket_messages', filter: `ticket_id=eq.${ticket}` }
  ])
  for (const heard of [mine, theirs, guessed]) assert.equal(heard.ready.status, 'ok', heard.ready.message)

  for (const topic of [`ticket:${ticket}:public`, `ticket:${ticket}:internal`]) {
    for (const config of [{ private: true }, { private: true, presence: { key: 'south' } }]) {
      const channel = south.channel(topic, { config })
      const { status, reason } = await subscribe(channel)
      assert.equal(status, 'CHANNEL_ERROR', topic)
      assert.match(reason, /^Unauthorized: /)
      await south.removeChannel(channel)
    }
  }

  must(await agent.from('ticket_messages').insert({ ticket_id: ticket, body: `The ${WORD} comes tomorrow` }))
  must(await agent.from('tickets').update({ status: 'in_progress', priority_id: 4 }).eq('id', ticket))
  must(await agent.from('ticket_triage').update({ labels: ['valve'] }).eq('ticket_id', ticket))
  await mine.mailbox.find(change => change.table === 'ticket_messages' && change.new.body.includes(WORD), 'the answer')
  await mine.mailbox.find(change => change.table === 'tickets' && change.new.status === 'in_progress', 'the status')

  // What South writes comes after all that, so nothing is still under way when South hears of it.
  const own = randomUUID()
  must(await south.from('ticket_messages').insert({ id: own, ticket_id: ownTicket, body: 'Mine' }))
  await theirs.mailbox.find(change => change.table === 'ticket_messages' && change.new.id === own, 'the own message')
  const heard = JSON.stringify(theirs.mailbox.items)
  for (const word of [ticket, message, WORD]) assert.ok(!heard.includes(word), heard)
  // The deletion of a link would say a random id; here nothing was deleted, so every change is one of South's ticket.
  for (const change of theirs.mailbox.items) assert.equal(change.new.ticket_id ?? change.new.id, ownTicket, JSON.stringify(change))
  assert.deepEqual(guessed.mailbox.items, [])
})

test('by storage: no way leads to the file, and none into the folder', async () => {
  const own = await tryFile(north, path, info)
  for (const [way, got] of Object.entries(own)) {
    if (way === 'public' || way === 'authenticated') assert.equal(got, '', way)
    else assert.notEqual(got, '', way)
  }
  assert.equal(own.download, `drawing of ${WORD}`)
  assert.equal(own.signed, `drawing of ${WORD}`)
  for (const stranger of [south, makeClient(info)]) {
    for (const [way, got] of Object.entries(await tryFile(stranger, path, info))) assert.equal(got, '', way)
    const bucket = stranger.storage.from('project-files')
    assert.notEqual((await bucket.upload(`tickets/${ticket}/mine.txt`, new Blob(['x']))).error, null)
    assert.notEqual((await bucket.createSignedUploadUrl(`tickets/${ticket}/mine.txt`)).error, null)
    assert.notEqual((await bucket.update(path, new Blob(['x']))).error, null)
    assert.notEqual((await bucket.move(path, `tickets/${ownTicket}/taken.txt`)).error, null)
    assert.notEqual((await bucket.copy(path, `tickets/${ownTicket}/taken.txt`)).error, null)
    assert.deepEqual((await bucket.remove([path])).data ?? [], [])
  }

  // A signed address opens the one file that it names: the token of another does not.
  const mine = `tickets/${ownTicket}/${randomUUID()}-own.txt`
  must(await south.storage.from('project-files').upload(mine, new Blob(['own'])))
  const address = new URL(must(await south.storage.from('project-files').createSignedUrl(mine, 60)).signedUrl)
  assert.equal((await fetch(address)).status, 200)
  const forged = new URL(address)
  forged.pathname = forged.pathname.replace(mine, path)
  assert.notEqual(forged.href, address.href)
  assert.notEqual((await fetch(forged)).status, 200)

  // Nor can the file be attached to a ticket of one's own.
  const attached = await south.from('ticket_attachments').insert({ ticket_id: ownTicket, label: 'x', storage_path: path })
  assert.equal(attached.status, 403)
  assert.equal(must(await makeService(info).storage.from('project-files').download(path)).size, `drawing of ${WORD}`.length)
})

test('by search: it is found by its owner and by staff, and by nobody else', async () => {
  for (const client of [north, agent]) {
    const found = must(await client.rpc('search_tickets', { query: WORD, max_rows: 20 }))
    assert.deepEqual(found.map(row => row.ticket_id), [ticket])
    assert.match(found[0].headline, new RegExp(WORD))
  }
  const { number } = must(await north.from('tickets').select('number').eq('id', ticket).single())
  for (const query of [WORD, WORD.slice(0, 5), `#${number}`, `${number}`, 'valve leaks']) {
    const found = must(await south.rpc('search_tickets', { query, max_rows: 100 }))
    assert.ok(found.every(row => row.ticket_id !== ticket), query)
    assert.ok(!JSON.stringify(found).includes(WORD), query)
  }
  const nobody = await makeClient(info).rpc('search_tickets', { query: WORD, max_rows: 20 })
  assert.equal(nobody.status, 401)
})
