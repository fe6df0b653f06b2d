// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A guichet-backend with the demonstration data that serves the edge functions, and Deno runs beside it.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const START_MS = 180_000
const WAIT_MS = 30_000

export const PEOPLE = {
  north: 'client@north.test',
  south: 'client@south.test',
  agent: 'agent@desk.test',
  admin: 'admin@desk.test'
}
export const SOUTH_CLIENT = 'c0000000-0000-4000-8000-000000000002'

// Looks again and again until there is an answer.
export async function until (look, what, patience = WAIT_MS) {
  const end = Date.now() + patience
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`${what} did not come`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

function firstLine (child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the program does not start')), START_MS)
    child.once('exit', code => { clearTimeout(timer); reject(new Error(`the program ended with ${code}`)) })
    child.once('error', error => { clearTimeout(timer); reject(error) })
    createInterface({ input: child.stdout }).once('line', line => { clearTimeout(timer); resolve(line) })
  })
}

// A program whose log is kept.
export function launch (program, args, env = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const run = { child, log: '' }
  child.stderr.setEncoding('utf8').on('data', text => { run.log += text })
  run.ended = new Promise(resolve => child.once('close', (code, signal) => resolve(code ?? signal)))
  run.line = () => firstLine(child)
  return run
}

// The edge functions, in a project of their own that a test may add to.
export function copyProject (directory) {
  const project = join(directory, 'supabase')
  cpSync(process.env.GUICHET_SUPABASE_DIR, project, { recursive: true, filter: source => !source.endsWith('/.env') })
  return project
}

export function makeDirectory () {
  return mkdtempSync(join(tmpdir(), 'guichet-functions-'))
}

export async function startBackend ({ env = {}, args = [], supabase = process.env.GUICHET_SUPABASE_DIR, schedule = 0 } = {}) {
  if (!process.env.GUICHET_BACKEND || !process.env.GUICHET_SUPABASE_DIR) {
    throw new Error('GUICHET_BACKEND and GUICHET_SUPABASE_DIR say what is tested')
  }
  const directory = makeDirectory()
  const run = launch(process.env.GUICHET_BACKEND, [
    '--data-dir', join(directory, 'data'), '--port', '0', '--seed', 'demo', '--supabase-dir', supabase, '--functions',
    '--functions-schedule-seconds', String(schedule), ...args
  ], env)
  const remove = () => rmSync(directory, { recursive: true, force: true })
  try {
    const info = JSON.parse(await run.line())
    return new Backend(run, info, directory, remove)
  } catch (error) {
    run.child.kill('SIGTERM')
    await run.ended
    remove()
    throw new Error(`${error.message}: ${run.log}`)
  }
}

class Backend {
  constructor (run, info, directory, remove) {
    this.run = run
    this.info = info
    this.directory = directory
    this.remove = remove
  }

  get log () {
    return this.run.log
  }

  // Ends it; returns what it ended with.
  async stop (signal = 'SIGTERM') {
    this.run.child.kill(signal)
    const code = await this.run.ended
    this.remove()
    return code
  }

  // What a query answers, as the owner of everything.
  async query (sql) {
    const { stdout } = await promisify(execFile)('psql', [
      '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', this.info.db_url, '-c', `select coalesce(json_agg(t), '[]') from (${sql}) t`
    ])
    return JSON.parse(stdout)
  }

  async execute (sql) {
    await promisify(execFile)('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', this.info.db_url, '-c', sql])
  }

  async fetch (path, { token = this.info.service_role_key, method = 'POST', body, headers = {} } = {}) {
    const response = await fetch(this.info.url + path, {
      method,
      headers: {
        apikey: this.info.publishable_key, authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers
      },
      body: body === undefined ? undefined : JSON.stringify(body)
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  async signIn (email) {
    const { status, body } = await this.fetch('/auth/v1/token?grant_type=password', {
      token: this.info.anon_key, body: { email, password: 'guichet-demo' }
    })
    assert.equal(status, 200)
    return body.access_token
  }

  async rpc (name, body, token) {
    const answer = await this.fetch(`/rest/v1/rpc/${name}`, { body, token })
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }

  // Calls an edge function by the gateway, as pg_net does.
  async callFunction (name, headers = { 'x-guichet-secret': this.info.functions_secret }) {
    const response = await fetch(`${this.info.url}/functions/v1/${name}`, { method: 'POST', headers, body: '{}' })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: text.startsWith('{') ? JSON.parse(text) : null }
  }

  // A mail in the queue that is about no ticket; returns its id.
  async queueTo (address, locale = 'en') {
    const id = crypto.randomUUID()
    await this.execute(`insert into public.email_events (id, type, template, "to", locale)
                        values ('${id}', 'test', 'test', '${address}', '${locale}')`)
    return id
  }

  async mail (id) {
    const [row] = await this.query(`select e.*, extract(epoch from e.next_attempt_at - now()) as due_in
                                    from public.email_events e where e.id = '${id}'`)
    return row
  }

  // What waits from before is out of the way of a test.
  async emptyQueue () {
    await this.execute("update public.email_events set status = 'sent', leased_until = null where status in ('queued', 'sending')")
  }

  // The time that somebody has to wait passes.
  async passTime () {
    await this.execute("update public.email_events set next_attempt_at = now() where status in ('queued', 'sending')")
  }
}

// The functions in a Deno of their own, with an environment of the test's choice.
export async function startDeno (info, env = {}) {
  const functions = join(process.env.GUICHET_SUPABASE_DIR, 'functions')
  const run = launch(process.env.GUICHET_DENO, [
    'run', '--quiet', '--no-prompt', '--no-config', '--node-modules-dir=none', '--allow-net', '--allow-env', '--allow-sys',
    `--allow-read=${functions},${process.env.GUICHET_RUNNER}`, join(process.env.GUICHET_RUNNER, 'main.ts'), functions
  ], {
    SUPABASE_URL: info.url,
    SUPABASE_ANON_KEY: info.anon_key,
    SUPABASE_SERVICE_ROLE_KEY: info.service_role_key,
    GUICHET_FUNCTIONS_SECRET: info.functions_secret,
    MAIL_FROM: 'Guichet <desk@guichet.test>',
    ...env
  })
  const port = Number(await run.line())
  return {
    run,
    async call (name = 'send-emails', headers = { 'x-guichet-secret': info.functions_secret }) {
      const response = await fetch(`http://127.0.0.1:${port}/${name}`, { method: 'POST', headers })
      return { status: response.status, body: await response.json() }
    },
    // Ends it as a person who pulls the plug.
    async kill () {
      run.child.kill('SIGKILL')
      return await run.ended
    },
    // Ends it as the backend does when it goes.
    async stop () {
      run.child.stdin.end()
      return await run.ended
    }
  }
}
