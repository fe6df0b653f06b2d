// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looks through all that a person can reach, without knowing the names of tables: a table that is added later is looked at too.

import assert from 'node:assert/strict'
import { makeClient } from './people.mjs'

const PAGE = 1000

// Every table and view that the interface shows, as the service key sees it.
export async function listRelations (info) {
  const response = await fetch(`${info.url}/rest/v1/`, { headers: { apikey: info.secret_key } })
  assert.equal(response.status, 200)
  const { definitions } = await response.json()
  const names = Object.keys(definitions).sort()
  assert.ok(names.includes('tickets') && names.includes('ticket_messages') && names.includes('companies'), names.join())
  return names
}

// All rows that a person reads, as text, by relation. What is refused altogether counts as empty.
export async function readEverything (client, relations) {
  const seen = new Map()
  for (const relation of relations) {
    const rows = []
    for (let from = 0; ; from += PAGE) {
      const { data, error, status } = await client.from(relation).select('*').range(from, from + PAGE - 1)
      if (error) {
        assert.ok([401, 403].includes(status), `${relation}: ${status} ${JSON.stringify(error)}`)
        break
      }
      rows.push(...data)
      if (data.length < PAGE) break
    }
    seen.set(relation, rows)
  }
  return seen
}

// Where any of the words stands in what was read.
export function findWords (seen, words) {
  const found = []
  for (const [relation, rows] of seen) {
    for (const row of rows) {
      const text = JSON.stringify(row)
      for (const word of words) if (text.includes(word)) found.push(`${relation}: ${word}`)
    }
  }
  return [...new Set(found)]
}

export function makeService (info) {
  return makeClient({ ...info, publishable_key: info.secret_key })
}

// Every way to a file of storage, as a person tries them: what each gave, '' where it gave nothing.
export async function tryFile (client, path, info) {
  const bucket = client.storage.from('project-files')
  const folder = path.slice(0, path.lastIndexOf('/'))
  const name = path.slice(path.lastIndexOf('/') + 1)
  const text = async ({ data }) => data ? await data.text() : ''
  const fetched = async url => { const r = await fetch(url); return r.ok ? await r.text() : '' }
  const one = await bucket.createSignedUrl(path, 60)
  const several = await bucket.createSignedUrls([path], 60)
  return {
    listed: (await bucket.list(folder)).data?.some(entry => entry.name === name) ? 'listed' : '',
    searched: (await bucket.list(folder, { search: name.slice(0, 8) })).data?.length ? 'listed' : '',
    folder: (await bucket.list('tickets', { limit: PAGE })).data?.some(entry => folder.endsWith(entry.name)) ? 'listed' : '',
    info: (await bucket.info(path)).data?.name ?? '',
    exists: (await bucket.exists(path)).data ? 'exists' : '',
    download: await text(await bucket.download(path)),
    signed: one.data ? await fetched(one.data.signedUrl) : '',
    signedMany: several.data?.[0]?.signedUrl ? await fetched(several.data[0].signedUrl) : '',
    public: await fetched(bucket.getPublicUrl(path).data.publicUrl),
    authenticated: await fetched(`${info.url}/storage/v1/object/authenticated/project-files/${path}`)
  }
}
