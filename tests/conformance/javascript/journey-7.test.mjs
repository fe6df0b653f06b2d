// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journey 7: an incident from opening to closing, an invalid step refused, the audit complete.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startBackend } from './backend.mjs'
import { must, signIn } from './people.mjs'
import { makeService } from './sweep.mjs'

const TITLE = 'Locked out since the new phone'
const WORDS = 'She tried the old code three times.'

let backend
let north
let agent
let ops
let admin
let person
let incident
const sent = [] // every call, as the audit must have it

before(async () => {
  backend = await startBackend()
  north = await signIn(backend.info, 'client@north.test')
  agent = await signIn(backend.info, 'agent@desk.test')
  ops = await signIn(backend.info, 'ops@desk.test')
  admin = await signIn(backend.info, 'admin@desk.test')
  person = (await north.auth.getUser()).data.user
})

after(async () => {
  if (backend) assert.equal(await backend.stop(), 0)
})

// A call of the console with an id of its own; its answer, and what the audit must say of it.
async function call (client, name, args, action, status = 200) {
  const request = randomUUID()
  const answer = await client.rpc(name, args).setHeader('x-request-id', request)
  assert.equal(answer.status, status, JSON.stringify(answer.error ?? answer.data))
  if (status === 200) assert.equal(answer.data.meta.request_id, request)
  else assert.equal(answer.error.details.request_id, request)
  const { data: { user } } = await client.auth.getUser()
  sent.push({ request_id: request, actor_id: user.id, action, status: status === 200 ? 'ok' : 'refused' })
  return status === 200 ? answer.data : answer.error
}

test('the person is found, and seen as a whole', async () => {
  const found = await call(agent, 'support_find_user', { query: 'nadia' }, 'support_user_find')
  assert.deepEqual(found.data.map(user => user.user_id), [person.id])
  const { data } = await call(agent, 'support_context', { user_id: person.id }, 'support_context_read')
  assert.equal(data.profile.email, person.email)
  assert.deepEqual(data.companies.map(company => company.name), ['North Logistics'])
  assert.deepEqual(Object.keys(data).sort(), ['audit', 'companies', 'incidents', 'privacy_requests', 'profile', 'subscription'])
})

test('an incident is opened, and moves step by step', async () => {
  const before = (await call(ops, 'support_metrics', {}, 'support_metrics_read')).data
  const opened = await call(agent, 'incident_create', {
    user_id: person.id, category: 'account', priority: 'high', title: TITLE, description: WORDS
  }, 'support_incident_create')
  incident = opened.data.id
  assert.equal(opened.data.status, 'open')
  assert.equal(opened.data.resolved_at, null)
  const during = (await call(ops, 'support_metrics', {}, 'support_metrics_read')).data
  assert.equal(during.support_incidents_total, before.support_incidents_total + 1)
  assert.equal(during.support_incidents_open, before.support_incidents_open + 1)

  const step = (client, status, action = 'support_incident_update') => call(client, 'incident_update', { incident_id: incident, status }, action)
  assert.equal((await step(agent, 'in_progress')).data.status, 'in_progress')
  const { data: { user: colleague } } = await ops.auth.getUser()
  const taken = await call(ops, 'incident_update', { incident_id: incident, assignee_id: colleague.id }, 'support_incident_update')
  assert.equal(taken.data.assignee_id, colleague.id)
  assert.notEqual((await step(ops, 'resolved')).data.resolved_at, null)
  const again = await step(ops, 'in_progress')
  assert.equal(again.data.resolved_at, null)
  await step(ops, 'resolved')
})

test('a step that does not exist is refused with 409, and changes nothing', async () => {
  const refused = await call(agent, 'incident_update', { incident_id: incident, status: 'open', title: 'Changed on the way' }, 'support_incident_update', 409)
  assert.equal(refused.code, 'incident_invalid_transition')
  assert.match(refused.message, /resolved to open/)
  const still = await call(agent, 'incident_get', { incident_id: incident }, 'support_incident_read')
  assert.equal(still.data.status, 'resolved')
  assert.equal(still.data.title, TITLE)

  const closed = await call(agent, 'incident_update', { incident_id: incident, status: 'closed' }, 'support_incident_close')
  assert.notEqual(closed.data.closed_at, null)
  for (const status of ['open', 'in_progress', 'resolved']) {
    const error = await call(admin, 'incident_update', { incident_id: incident, status }, 'support_incident_update', 409)
    assert.equal(error.code, 'incident_invalid_transition')
  }
  const metrics = (await call(ops, 'support_metrics', {}, 'support_metrics_read')).data
  assert.ok(metrics.support_incidents_resolution_seconds.count >= 1)
})

test('who may not is refused, what is not valid too, and nobody reaches the tables behind the calls', async () => {
  const refused = await call(north, 'incident_create', { user_id: person.id, category: 'account', title: 'x' }, 'support_incident_create', 403)
  assert.equal(refused.code, 'insufficient_role')
  assert.equal((await call(north, 'support_context', { user_id: person.id }, 'support_context_read', 403)).code, 'insufficient_role')
  assert.equal((await call(agent, 'audit_list', {}, 'audit_list', 403)).code, 'insufficient_role')
  const invalid = await call(agent, 'incident_create', { user_id: person.id, category: 'weather', title: '' }, 'support_incident_create', 422)
  assert.equal(invalid.code, 'validation_error')
  assert.deepEqual(Object.keys(invalid.details.fields).sort(), ['category', 'title'])
  const missing = await call(agent, 'incident_update', { incident_id: randomUUID(), status: 'closed' }, 'support_incident_close', 404)
  assert.equal(missing.code, 'incident_not_found')
  for (const client of [north, agent, admin]) {
    const around = await client.from('support_incidents').update({ status: 'open' }).eq('id', incident).select()
    assert.ok(around.error !== null || around.data.length === 0)
  }
  const own = await north.from('support_incidents').select('*')
  assert.ok(own.error !== null || own.data.length === 0)
})

test('the audit has every call, with ids alone, and stays as it is', async () => {
  const found = []
  for (let skip = 0; ; skip += 200) {
    const page = (await call(ops, 'audit_list', { max_rows: 200, skip }, 'audit_list')).data
    found.push(...page)
    if (page.length < 200) break
  }
  const earlier = sent.filter(one => found.some(row => row.request_id === one.request_id))
  // all but the call of the list itself, whose event is written when it has been answered
  assert.deepEqual(sent.slice(0, -1).filter(one => !earlier.includes(one)), [])
  for (const one of earlier) {
    const rows = found.filter(row => row.request_id === one.request_id)
    assert.equal(rows.length, 1, JSON.stringify(rows))
    const { request_id, actor_id, action, status } = rows[0]
    assert.deepEqual({ request_id, actor_id, action, status }, one)
  }
  const about = found.filter(row => row.target_id === incident)
  assert.deepEqual(about.filter(row => row.status === 'ok' && row.action !== 'support_incident_read').map(row => row.action).reverse(), [
    'support_incident_create', 'support_incident_update', 'support_incident_update', 'support_incident_update', 'support_incident_update',
    'support_incident_update', 'support_incident_close'
  ])
  assert.equal(about.filter(row => row.status === 'refused').length, 4)
  const text = JSON.stringify(found)
  for (const word of [TITLE, WORDS, person.email, 'Nadia', 'Changed on the way']) assert.ok(!text.includes(word), word)

  const id = about[0].id
  for (const client of [ops, admin, makeService(backend.info)]) {
    for (const attempt of [client.from('audit_events').delete().eq('id', id), client.from('audit_events').update({ action: 'x' }).eq('id', id)]) {
      assert.ok([401, 403].includes((await attempt).status))
    }
  }
  const { data } = await call(agent, 'support_context', { user_id: person.id }, 'support_context_read')
  assert.deepEqual(data.incidents.find(row => row.id === incident).status, 'closed')
  assert.ok(data.audit.some(event => event.target_id === incident && event.action === 'support_incident_close'))
})
