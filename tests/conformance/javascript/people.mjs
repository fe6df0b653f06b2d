// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The people of supabase/seed.sql, signed in with the official client, and ways to wait for what they hear.

import assert from 'node:assert/strict'
import { createClient } from '@supabase/supabase-js'
import WebSocket from 'ws'

const WAIT_MS = 15_000

export const NORTH_CLIENT = 'c0000000-0000-4000-8000-000000000001'
export const SOUTH_CLIENT = 'c0000000-0000-4000-8000-000000000002'

export function makeClient (info, options = {}) {
  return createClient(info.url, info.publishable_key, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket, ...options }
  })
}

export async function signIn (info, email, options) {
  const client = makeClient(info, options)
  const { data, error } = await client.auth.signInWithPassword({ email, password: 'guichet-demo' })
  assert.ifError(error)
  assert.equal(data.user.email, email)
  return client
}

export function must ({ data, error }) {
  assert.equal(error, null, JSON.stringify(error))
  return data
}

// Things that come one after the other, and can be waited for.
export class Mailbox {
  #items = []
  #waiting = []

  put (item) {
    this.#items.push(item)
    for (const waiter of [...this.#waiting]) waiter.look()
  }

  get items () {
    return [...this.#items]
  }

  find (wanted, what) {
    return new Promise((resolve, reject) => {
      const waiter = {
        look: () => {
          const found = this.#items.find(wanted)
          if (found === undefined) return
          clearTimeout(waiter.timer)
          this.#waiting = this.#waiting.filter(other => other !== waiter)
          resolve(found)
        }
      }
      waiter.timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter(other => other !== waiter)
        reject(new Error(`${what} did not come; there is ${JSON.stringify(this.#items)}`))
      }, WAIT_MS)
      this.#waiting.push(waiter)
      waiter.look()
    })
  }
}

export function subscribe (channel) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer for ${channel.topic}`)), WAIT_MS)
    channel.subscribe((status, error) => {
      clearTimeout(timer)
      resolve({ status, reason: error?.message })
    })
  })
}

// Joins, and waits until changes are really heard of: SUBSCRIBED comes before.
export async function hearChanges (client, name, bindings) {
  const mailbox = new Mailbox()
  const system = new Mailbox()
  const channel = client.channel(name)

  for (const binding of bindings) channel.on('postgres_changes', binding, payload => mailbox.put(payload))
  channel.on('system', {}, payload => system.put(payload))
  const { status, reason } = await subscribe(channel)
  assert.equal(status, 'SUBSCRIBED', reason)
  const ready = await system.find(message => message.extension === 'postgres_changes', 'the system message')
  return { channel, mailbox, ready }
}
