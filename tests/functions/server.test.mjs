// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// guichet-backend --functions: who is let in, what passes through, the schedule, and what becomes of Deno.

import assert from 'node:assert/strict'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { copyProject, launch, makeDirectory, PEOPLE, startBackend, startDeno, until } from './backend.mjs'
import { startSmtp } from './peers.mjs'

const FUNCTIONS = {
  // what arrives, and what goes back
  mirror: `Deno.serve(async (request) => new Response(JSON.stringify({
    method: request.method, url: new URL(request.url).pathname + new URL(request.url).search, body: await request.text(),
    headers: Object.fromEntries(request.headers), settings: [Deno.env.get('OF_THE_PROJECT'), Deno.env.get('SUPABASE_URL')]
  }), { status: 201, headers: [['content-type', 'application/json'], ['x-own', 'yes'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']] }))`,
  // an answer in pieces, large, and not text
  pieces: `Deno.serve(() => new Response(new ReadableStream({ start (controller) {
    for (let i = 0; i < 256; i++) controller.enqueue(new Uint8Array(4096).fill(i))
    controller.close()
  } }), { headers: { 'content-type': 'application/octet-stream' } }))`,
  // calls the backend, which waits for it
  back: `Deno.serve(async () => {
    const key = Deno.env.get('SUPABASE_SERVICE_ROLE_KEY')
    const answer = await fetch(Deno.env.get('SUPABASE_URL') + '/rest/v1/clients?select=id&limit=1', {
      headers: { apikey: key, authorization: 'Bearer ' + key } })
    return Response.json(await answer.json())
  })`,
  redirects: "Deno.serve(() => new Response(null, { status: 303, headers: { location: '/elsewhere' } }))",
  throws: "Deno.serve(() => { throw new Error('a mistake') })",
  broken: 'this is no program',
  silent: 'export const nothing = 1',
  exits: 'Deno.serve(() => Deno.exit(7))',
  never: "Deno.serve(() => { console.log('never was called'); return new Promise(() => {}) })",
  guarded: "Deno.serve((request) => Response.json({ let: 'in', authorization: request.headers.get('authorization') !== null }))"
}

let smtp
let directory
let backend
let cron

// What Debian's PostgreSQL lacks of a hosted one: pg_net, which only notes here what it is to call, and the Vault.
async function installCron () {
  await backend.execute(`
    set role postgres;
    create schema net;
    create table net.calls (url text, headers jsonb);
    create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
                                  timeout_milliseconds integer default 5000) returns bigint language sql
      as 'insert into net.calls values ($1, $4) returning 1::bigint';
    create schema vault;
    create table vault.entries (name text, decrypted_secret text);
    create view vault.decrypted_secrets as select * from vault.entries;
    insert into vault.entries values ('guichet_functions_url', '${backend.info.url}/functions/v1'),
                                     ('guichet_functions_secret', '${backend.info.functions_secret}')`)
  return await backend.rpc('install_cron', {})
}

before(async () => {
  smtp = await startSmtp()
  directory = makeDirectory()
  const project = copyProject(directory)
  for (const [name, program] of Object.entries(FUNCTIONS)) {
    mkdirSync(join(project, 'functions', name))
    writeFileSync(join(project, 'functions', name, 'index.ts'), program)
    if (name !== 'guarded') appendFileSync(join(project, 'config.toml'), `\n[functions.${name}]\nverify_jwt = false\n`)
  }
  writeFileSync(join(project, 'functions', '.env'), 'OF_THE_PROJECT="a setting"\n')
  backend = await startBackend({
    supabase: project, env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), MAIL_FROM: 'desk@guichet.test' }
  })
  // pg_cron looks at the full minute; the other tests go on meanwhile
  cron = await installCron()
})

after(async () => {
  if (backend) assert.equal(await backend.stop(), 0)
  await smtp?.stop()
  if (directory) rmSync(directory, { recursive: true, force: true })
})

// The processes that another one started, by their names.
function childrenOf (pid) {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(name => {
    try {
      const [, comm, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))
      return Number(parent) === pid ? [{ pid: Number(name), comm }] : []
    } catch {
      return []
    }
  })
}

function denoOf (run) {
  return childrenOf(run.child.pid).find(({ comm }) => comm === 'deno')?.pid
}

test('whoever does not know the secret is refused', async () => {
  for (const name of ['send-emails', 'sla-monitor', 'erase-files']) {
    for (const headers of [{}, { 'x-guichet-secret': '' }, { 'x-guichet-secret': backend.info.functions_secret.slice(1) },
      { authorization: `Bearer ${backend.info.anon_key}` }, { authorization: `Basic ${backend.info.functions_secret}` },
      { apikey: backend.info.secret_key }]) {
      const { status, body } = await backend.callFunction(name, headers)
      assert.equal(status, 401, `${name} ${Object.keys(headers)}`)
      assert.equal(body.code, 'wrong_secret')
    }
    assert.equal((await backend.callFunction(name, { authorization: `bearer ${backend.info.functions_secret}` })).status, 200, name)
    assert.equal((await backend.callFunction(name)).status, 200, name)
    const got = await fetch(`${backend.info.url}/functions/v1/${name}`, { headers: { 'x-guichet-secret': backend.info.functions_secret } })
    assert.equal(got.status, 405)
    await got.body.cancel()
  }
})

test('nobody is let in while there is no secret', async () => {
  const deno = await startDeno(backend.info, { GUICHET_FUNCTIONS_SECRET: '' })
  for (const headers of [{}, { 'x-guichet-secret': '' }, { 'x-guichet-secret': 'undefined' }]) {
    const { status, body } = await deno.call('sla-monitor', headers)
    assert.equal(status, 503)
    assert.equal(body.code, 'secret_not_set')
  }
  await deno.stop()
})

test('the monitor scans, and tells its counts', async () => {
  const { status, body } = await backend.callFunction('sla-monitor')
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body).sort(), ['cleared', 'escalated', 'ok', 'queued'])
})

async function upload () {
  const name = `tickets/${crypto.randomUUID()}/${crypto.randomUUID()}-a letter.txt`
  const path = `/storage/v1/object/project-files/${encodeURI(name)}`
  const uploaded = await fetch(backend.info.url + path, {
    method: 'POST',
    body: 'a letter',
    headers: { apikey: backend.info.service_role_key, authorization: `Bearer ${backend.info.service_role_key}`, 'content-type': 'text/plain' }
  })
  assert.equal(uploaded.status, 200, await uploaded.text())
  return { name, path }
}

async function erase (name) {
  const id = crypto.randomUUID()
  await backend.execute(`insert into public.file_erasures (id, bucket, path) values ('${id}', 'project-files', '${name}')`)
  return async () => (await backend.query(`select * from public.file_erasures where id = '${id}'`))[0]
}

test('the files of somebody who was erased are removed', async () => {
  const { name, path } = await upload()
  const rows = [await erase(name), await erase('tickets/gone/long-ago.txt')]
  const { status, body } = await backend.callFunction('erase-files')
  assert.equal(status, 200)
  assert.deepEqual(body, { ok: true, erased: 2, failed: 0 })
  assert.deepEqual(await backend.query(`select name from storage.objects where name = '${name}'`), [])
  assert.ok((await backend.fetch(path, { method: 'GET' })).status >= 400)
  for (const row of rows) assert.notEqual((await row()).erased_at, null)
  assert.deepEqual((await backend.callFunction('erase-files')).body, { ok: true, erased: 0, failed: 0 })
})

test('a file that cannot be removed is tried again later', async () => {
  const { name, path } = await upload()
  const row = await erase(name)
  await backend.execute(`create function public.tests_keep() returns trigger language plpgsql as 'begin raise exception ''kept''; end';
                         create trigger tests_keep before delete on storage.objects for each row execute function public.tests_keep()`)
  const { status, body } = await backend.callFunction('erase-files')
  assert.equal(status, 503)
  assert.deepEqual(body, { ok: false, erased: 0, failed: 1 })
  const { erased_at: at, error } = await row()
  assert.equal(at, null)
  assert.match(error, /the project answered/)

  await backend.execute(`drop trigger tests_keep on storage.objects; drop function public.tests_keep();
                         update public.file_erasures set next_attempt_at = now() where erased_at is null`)
  assert.deepEqual((await backend.callFunction('erase-files')).body, { ok: true, erased: 1, failed: 0 })
  assert.ok((await backend.fetch(path, { method: 'GET' })).status >= 400)
})

test('a request and its answer pass through as they are', async () => {
  const response = await fetch(`${backend.info.url}/functions/v1/mirror/deep/er?a=1&b=%2F`, {
    method: 'PUT', body: 'é'.repeat(3), headers: { 'x-mine': 'yes', 'content-type': 'text/plain', origin: 'https://page.test' }
  })
  const { method, url, body, headers, settings } = await response.json()
  assert.equal(response.status, 201)
  assert.equal(response.headers.get('x-own'), 'yes')
  assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2'])
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  assert.equal(response.headers.get('x-relay-error'), null)
  assert.deepEqual([method, url, body], ['PUT', '/mirror/deep/er?a=1&b=%2F', 'ééé'])
  assert.equal(headers['x-mine'], 'yes')
  assert.equal(headers['content-type'], 'text/plain')
  assert.deepEqual(settings, ['a setting', backend.info.url])

  const pieces = await fetch(`${backend.info.url}/functions/v1/pieces`)
  const bytes = new Uint8Array(await pieces.arrayBuffer())
  assert.equal(bytes.length, 256 * 4096)
  assert.ok(bytes.every((byte, i) => byte === Math.floor(i / 4096)))

  const redirected = await fetch(`${backend.info.url}/functions/v1/redirects`, { redirect: 'manual' })
  assert.equal(redirected.status, 303)
  assert.equal(redirected.headers.get('location'), '/elsewhere')
})

test('a key of the new kind arrives as the token that it stands for', async () => {
  const { body } = await backend.callFunction('mirror', { apikey: backend.info.secret_key })
  assert.equal(body.headers.authorization, `Bearer ${backend.info.service_role_key}`)
})

test('a function that the project does not open wants a token', async () => {
  const call = headers => backend.callFunction('guarded', headers)
  assert.deepEqual([(await call({})).status, (await call({})).body], [401, { msg: 'Error: Missing authorization header' }])
  assert.deepEqual([(await call({ authorization: 'Bearer no.token.atall' })).status, (await call({ authorization: 'Bearer x' })).body], [401, { msg: 'Invalid JWT' }])
  assert.equal((await call({ authorization: `Bearer ${await backend.signIn(PEOPLE.north)}` })).status, 200)
  assert.equal((await call({ apikey: backend.info.publishable_key })).status, 200)
})

test('many functions that call the backend at once all get their answer', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => backend.callFunction('back', {})))
  assert.ok(answers.every(({ status, text }) => status === 200 && JSON.parse(text).length === 1))
})

test('what is no function is not found', async () => {
  for (const path of ['no-such-function', '', '_shared', '_shared/answer.ts', '..%2Fmirror', 'mirror%00', 'send-emails.ts']) {
    const { status, text } = await backend.callFunction(path, {})
    assert.deepEqual([status, text], [404, 'Function not found'], path)
  }
})

test('a function that does not start, fails or ends is told from its own answers', async () => {
  for (const [name, status, code] of [['throws', 500, 'WORKER_ERROR'], ['broken', 503, 'BOOT_ERROR'], ['silent', 503, 'BOOT_ERROR'], ['exits', 502, 'WORKER_ERROR']]) {
    const answer = await backend.callFunction(name, {})
    assert.equal(answer.status, status, name)
    assert.equal(answer.body.code, code, name)
    assert.equal(answer.headers.get('x-relay-error'), 'true', name)
  }
  const again = await until(async () => {
    const answer = await backend.callFunction('mirror', {})
    return answer.status === 201 && answer
  }, 'a Deno that was started again')
  assert.equal(again.body.method, 'POST')
})

test('a function that never answers is given up, and does not hold up the end of the backend', async () => {
  const calls = text => text.split('never was called').length - 1
  const impatient = await startBackend({ supabase: join(directory, 'supabase'), args: ['--functions-patience-seconds', '1'] })
  let hanging
  try {
    const answer = await impatient.callFunction('never', {})
    assert.equal(answer.status, 504)
    assert.equal(answer.body.code, 'IDLE_TIMEOUT')
    assert.equal(answer.headers.get('x-relay-error'), 'true')
    hanging = impatient.callFunction('never', {}).catch(error => error)
    await until(() => calls(impatient.log) === 2, 'the second call')
  } finally {
    assert.equal(await impatient.stop(), 0)
  }
  await hanging
})

test('a request that is too large is refused', async () => {
  const response = await fetch(`${backend.info.url}/functions/v1/mirror`, { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) })
  assert.equal(response.status, 413)
  assert.equal((await response.json()).code, 'PAYLOAD_TOO_LARGE')
})

test('Deno is started again after somebody killed it', async () => {
  await backend.callFunction('mirror', {})
  const former = denoOf(backend.run)
  assert.ok(former)
  process.kill(former, 'SIGKILL')
  await until(() => !existsSync(`/proc/${former}`), 'the end of Deno')
  assert.equal((await until(async () => {
    const answer = await backend.callFunction('mirror', {})
    return answer.status === 201 && answer
  }, 'an answer')).status, 201)
  assert.notEqual(denoOf(backend.run), former)
})

test('the jobs run by themselves', async () => {
  const scheduled = await startBackend({
    schedule: 1, env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), MAIL_FROM: 'desk@guichet.test' }
  })
  try {
    await scheduled.emptyQueue()
    const id = await scheduled.queueTo('scheduled@example.test')
    await until(() => smtp.mails.some(({ recipients }) => recipients.includes('scheduled@example.test')), 'the mail')
    const row = await until(async () => {
      const mail = await scheduled.mail(id)
      return mail.status === 'sent' && mail
    }, 'the end of the row')
    assert.ok(row.provider_id)
    const health = await until(async () => {
      const found = await scheduled.rpc('help_desk_health', {})
      return found.jobs.every(({ last_run: run }) => run?.ok) && found
    }, 'a run of each job')
    assert.deepEqual(health.jobs.map(({ job }) => job), ['guichet-erase-files', 'guichet-send-emails', 'guichet-sla-monitor'])
    assert.ok(health.jobs.every(({ late }) => !late))
  } finally {
    assert.equal(await scheduled.stop(), 0)
  }
})

test('Deno goes with the backend, also when that is killed', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    const doomed = await startBackend()
    await doomed.callFunction('sla-monitor')
    const deno = denoOf(doomed.run)
    const others = childrenOf(doomed.run.child.pid).map(({ pid }) => pid)
    assert.ok(deno)
    doomed.remove = () => {}
    await doomed.stop(signal)
    await until(() => !existsSync(`/proc/${deno}`), `the end of Deno after ${signal}`)
    await until(() => others.every(pid => !existsSync(`/proc/${pid}`)), 'the end of PostgreSQL')
    // the socket of a PostgreSQL whose backend was killed would go with the next start
    const note = join(doomed.directory, 'data', 'run-directory')
    if (existsSync(note)) rmSync(readFileSync(note, 'utf8'), { recursive: true, force: true })
    rmSync(doomed.directory, { recursive: true, force: true })
  }
})

test('pg_cron runs the job, by itself, every minute', async context => {
  if (cron.missing.some(what => what.includes('cron'))) {
    context.skip('this PostgreSQL has no pg_cron')
    return
  }
  assert.deepEqual(cron, { scheduled: ['guichet-send-emails', 'guichet-sla-monitor', 'guichet-erase-files', 'guichet-forget-runs'], missing: [] })
  const seen = await until(async () => {
    const health = await backend.rpc('help_desk_health', {})
    const job = health.jobs.find(found => found.job === 'guichet-send-emails')
    return job.cron.status === 'succeeded' && job.cron
  }, 'a run by pg_cron', 120_000)
  assert.equal(seen.schedule, '* * * * *')
  const [call] = await backend.query("select * from net.calls where url like '%/send-emails' limit 1")
  assert.equal(call.url, `${backend.info.url}/functions/v1/send-emails`)
  // what pg_net would do with it
  const answer = await fetch(call.url, { method: 'POST', headers: call.headers, body: '{}' })
  assert.equal(answer.status, 200)
  assert.equal((await answer.json()).ok, true)
})

test('without Deno the backend says what it needs', async () => {
  const place = makeDirectory()
  const run = launch(process.env.GUICHET_BACKEND, [
    '--data-dir', join(place, 'data'), '--port', '0', '--seed', 'empty', '--supabase-dir', process.env.GUICHET_SUPABASE_DIR,
    '--functions', '--deno', join(place, 'no-deno')
  ])
  run.child.stdout.resume()
  assert.equal(await run.ended, 1)
  assert.match(run.log, /Edge functions run in Deno, which was not found/)
  rmSync(place, { recursive: true, force: true })
})
