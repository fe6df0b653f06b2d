// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Mail from the queue to its recipient, by SMTP and by Resend, with all that may go wrong on the way.

import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { PEOPLE, SOUTH_CLIENT, startBackend, startDeno, until } from './backend.mjs'
import { startBadLine, startResend, startSmtp } from './peers.mjs'

const RESEND_KEY = 're_a_key_that_no_log_shows'
const SMTP_PASSWORD = 'a password that no log shows'

let smtp
let backend
let log = ''

before(async () => {
  smtp = await startSmtp()
  backend = await startBackend({
    env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), MAIL_FROM: 'Le guichet d’aide <desk@guichet.test>' }
  })
})

after(async () => {
  if (backend) assert.equal(await backend.stop(), 0)
  await smtp?.stop()
})

beforeEach(async () => {
  await backend.emptyQueue()
  smtp.mails.length = 0
})

function resendSettings (resend, env = {}) {
  return { RESEND_API_KEY: RESEND_KEY, RESEND_API_URL: resend.url, RESEND_PER_SECOND: '1000', ...env }
}

// Runs `work` with Deno and Resend, and ends both.
async function withResend (env, work) {
  const resend = await startResend(RESEND_KEY)
  const deno = await startDeno(backend.info, resendSettings(resend, env))
  try {
    await work({ resend, deno })
  } finally {
    await deno.kill()
    log += deno.run.log
    await resend.stop()
  }
}

test('a ticket in French is confirmed in French, by SMTP', async () => {
  const token = await backend.signIn(PEOPLE.south)
  const ticket = await backend.rpc('create_ticket', {
    id: crypto.randomUUID(), client_id: SOUTH_CLIENT, subject: 'Écran « noir » <b>& cassé</b>', body: 'Ça ne marche plus.\n<script>alert("ici")</script>'
  }, token)
  const { status, body } = await backend.callFunction('send-emails')
  assert.equal(status, 200)
  assert.deepEqual(body, { ok: true, sent: body.sent, failed: 0, stopped: false })

  const mail = smtp.mails.find(({ recipients }) => recipients.includes(PEOPLE.south))
  const [row] = await backend.query(`select e.* from public.email_events e where ticket_id = '${ticket.id}' and "to" = '${PEOPLE.south}'`)
  assert.equal(row.status, 'sent')
  assert.equal(row.error, null)
  assert.equal(row.provider_id, mail.messageId)
  assert.match(mail.messageId, new RegExp(`^<.*${row.id}.*@guichet.test>$`))
  assert.equal(mail.sender, 'desk@guichet.test')
  assert.deepEqual(mail.from.value, [{ name: 'Le guichet d’aide', address: 'desk@guichet.test' }])
  assert.equal(mail.to.text, PEOPLE.south)
  assert.match(mail.subject, /Écran « noir » <b>& cassé<\/b>/)
  assert.equal(mail.headers.get('content-language'), 'fr')
  assert.equal(mail.headers.get('auto-submitted'), 'auto-generated')
  assert.match(mail.raw, /charset=utf-8/i)
  assert.match(mail.text, /Bonjour/)
  assert.match(mail.text, /Ça ne marche plus\./)
  assert.match(mail.html, /<html lang="fr"/)
  assert.match(mail.html, /&lt;script&gt;alert\(&quot;ici&quot;\)&lt;\/script&gt;/)
  assert.doesNotMatch(mail.html, /<script|<b>&/)
  // nothing but 7 bits and no line that is too long went over the wire
  assert.ok(mail.raw.split('\r\n').every(line => line.length <= 998 && /^[\x09\x20-\x7e]*$/.test(line)))
})

test('an address that does not exist is no use trying again, a busy one is', async () => {
  const nobody = await backend.queueTo('nobody@example.test')
  const busy = await backend.queueTo('busy@example.test')
  const good = await backend.queueTo('somebody@example.test')
  const { body } = await backend.callFunction('send-emails')
  assert.deepEqual(body, { ok: true, sent: 1, failed: 2, stopped: false })
  assert.equal((await backend.mail(good)).status, 'sent')

  const failed = await backend.mail(nobody)
  assert.equal(failed.status, 'failed')
  assert.match(failed.error, /550.*no such mailbox/)
  const later = await backend.mail(busy)
  assert.equal(later.status, 'queued')
  assert.match(later.error, /451.*try again later/)
  assert.ok(later.due_in > 30 && later.due_in <= 60, `due in ${later.due_in}`)
})

test('a server that is not there stops the run, and the mail waits', async () => {
  const port = smtp.port
  const ids = [await backend.queueTo('a@example.test'), await backend.queueTo('b@example.test'), await backend.queueTo('c@example.test')]
  const gone = await startSmtp()
  await gone.stop()
  const deno = await startDeno(backend.info, { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(gone.port) })
  try {
    const { status, body } = await deno.call()
    assert.equal(status, 503)
    assert.equal(body.ok, false)
    assert.equal(body.stopped, true)
  } finally {
    await deno.stop()
    log += deno.run.log
  }
  const rows = await Promise.all(ids.map(id => backend.mail(id)))
  assert.ok(rows.every(row => row.status === 'queued'))
  assert.equal(rows[2].attempts, 0, 'what came behind was not tried')
  await backend.passTime()
  assert.equal((await backend.callFunction('send-emails')).body.sent, 3)
  assert.equal(smtp.port, port)
})

test('a password goes over an encrypted line only, unless told otherwise', async () => {
  const guarded = await startSmtp({ user: 'desk', password: SMTP_PASSWORD })
  const settings = { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(guarded.port), SMTP_USER: 'desk', SMTP_PASS: SMTP_PASSWORD }
  const id = await backend.queueTo('c@example.test')
  try {
    const careful = await startDeno(backend.info, settings)
    assert.equal((await careful.call()).status, 503)
    await careful.stop()
    assert.deepEqual(guarded.logins, [])
    assert.equal((await backend.mail(id)).status, 'queued')

    await backend.passTime()
    const wrong = await startDeno(backend.info, { ...settings, SMTP_SECURE: 'false', SMTP_PASS: 'wrong' })
    assert.equal((await wrong.call()).body.stopped, true)
    await wrong.stop()
    assert.equal((await backend.mail(id)).status, 'queued')

    await backend.passTime()
    const open = await startDeno(backend.info, { ...settings, SMTP_SECURE: 'false' })
    assert.equal((await open.call()).body.sent, 1)
    await open.stop()
    log += careful.run.log + wrong.run.log + open.run.log
    assert.equal(guarded.mails.length, 1)
    assert.equal((await backend.mail(id)).status, 'sent')
  } finally {
    await guarded.stop()
  }
})

test('Resend gets the mail with its key, and its id is kept', async () => {
  await withResend({}, async ({ resend, deno }) => {
    const id = await backend.queueTo('somebody@example.test', 'fr')
    assert.deepEqual((await deno.call()).body, { ok: true, sent: 1, failed: 0, stopped: false })
    const [mail] = resend.mails
    const row = await backend.mail(id)
    assert.equal(row.status, 'sent')
    assert.equal(row.provider_id, mail.id)
    assert.ok(mail.idempotency.includes(id))
    assert.deepEqual(mail.to, ['somebody@example.test'])
    assert.equal(mail.from, 'Guichet <desk@guichet.test>')
    assert.equal(mail.headers['Content-Language'], 'fr')
    assert.ok(mail.subject !== '' && mail.text !== '' && mail.html.startsWith('<!DOCTYPE html>'))
    assert.equal(resend.requests[0].path, '/emails')
  })
})

test('Resend gets no more than it allows in a second', async () => {
  await withResend({ RESEND_PER_SECOND: '5' }, async ({ resend, deno }) => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await backend.queueTo(`${name}@example.test`)
    const times = []
    resend.behave = () => { times.push(performance.now()) }
    assert.equal((await deno.call()).body.sent, 6)
    assert.ok(times[5] - times[0] >= 900, `six within ${times[5] - times[0]} ms`)
  })
})

test('a project whose older keys are switched off has others', async () => {
  await withResend({
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: backend.info.secret_key }),
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: backend.info.publishable_key }),
    SUPABASE_SERVICE_ROLE_KEY: 'switched.off.key',
    SUPABASE_ANON_KEY: 'switched.off.key'
  }, async ({ deno }) => {
    await backend.queueTo('somebody@example.test')
    assert.equal((await deno.call()).body.sent, 1)
    const answer = await deno.call('notifications-test', { authorization: `Bearer ${await backend.signIn(PEOPLE.admin)}` })
    assert.deepEqual([answer.status, answer.body.status], [200, 'sent'])
  })
})

test('when Resend has had enough, the run ends and the mail waits as long as it says', async () => {
  await withResend({}, async ({ resend, deno }) => {
    const ids = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await backend.queueTo(`${name}@example.test`))
    resend.behave = () => ({ status: 429, headers: { 'retry-after': '600' }, body: { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' } })
    const { status, body } = await deno.call()
    assert.equal(status, 503)
    assert.equal(body.stopped, true)
    const rows = await Promise.all(ids.map(id => backend.mail(id)))
    const tried = rows.filter(row => row.attempts > 0)
    assert.ok(tried.length >= 1 && tried.length <= 2, `${tried.length} were tried`)
    assert.equal(resend.requests.length, tried.length)
    assert.ok(tried.every(row => row.status === 'queued' && row.due_in > 500 && row.due_in <= 600 && row.error.includes('429')))
    assert.ok(rows.every(row => row.status === 'queued'))

    resend.behave = () => null
    await backend.passTime()
    assert.equal((await deno.call()).body.sent, 5)
  })
})

test('what Resend refuses is failed, what it stumbles over is tried again', async () => {
  await withResend({ MAIL_TIMEOUT_SECONDS: '1' }, async ({ resend, deno }) => {
    const invalid = await backend.queueTo('nobody@example.test')
    const stumbling = await backend.queueTo('stumbling@example.test')
    const silent = await backend.queueTo('silent@example.test')
    resend.behave = mail => mail.to[0].startsWith('stumbling@')
      ? { status: 502, body: '<html>Bad gateway</html>' }
      : mail.to[0].startsWith('silent@') ? 'silence' : null
    assert.deepEqual((await deno.call()).body, { ok: true, sent: 0, failed: 3, stopped: false })

    const refused = await backend.mail(invalid)
    assert.equal(refused.status, 'failed')
    assert.match(refused.error, /422 validation_error/)
    for (const [id, error] of [[stumbling, /502/], [silent, /no answer in time/]]) {
      const row = await backend.mail(id)
      assert.equal(row.status, 'queued')
      assert.match(row.error, error)
      assert.ok(row.due_in > 30)
    }

    resend.behave = () => null
    await backend.passTime()
    assert.equal((await deno.call()).body.sent, 2)
  })
})

test('after five attempts a mail has failed, until an administrator begins again', async () => {
  await withResend({}, async ({ resend, deno }) => {
    const id = await backend.queueTo('a@example.test')
    resend.behave = () => ({ status: 500, body: { statusCode: 500, name: 'internal_server_error', message: 'Oh no.' } })
    for (let attempt = 1; attempt <= 5; attempt++) {
      assert.equal((await backend.mail(id)).status, 'queued', `before attempt ${attempt}`)
      assert.equal((await deno.call()).body.failed, 1)
      await backend.passTime()
    }
    assert.equal((await backend.mail(id)).status, 'failed')
    resend.behave = () => null
    assert.equal((await deno.call()).body.sent, 0)
    await backend.rpc('retry_email_event', { event_id: id }, await backend.signIn(PEOPLE.admin))
    assert.equal((await deno.call()).body.sent, 1)
    assert.equal((await backend.mail(id)).status, 'sent')
  })
})

test('a crash between sending and telling the database does not send twice', async () => {
  const resend = await startResend(RESEND_KEY)
  const settings = resendSettings(resend)
  const id = await backend.queueTo('once@example.test')
  try {
    const doomed = await startDeno(backend.info, settings)
    let reached
    const sent = new Promise(resolve => { reached = resolve })
    resend.behave = (mail, accept) => {
      accept()
      reached()
      return 'silence'
    }
    const call = doomed.call().catch(error => error)
    await sent
    await doomed.kill()
    assert.ok(await call instanceof Error)
    const lost = await backend.mail(id)
    assert.equal(lost.status, 'sending')
    assert.ok(lost.due_in > 200, 'nobody takes it while its lease runs')

    resend.behave = () => null
    const next = await startDeno(backend.info, settings)
    assert.equal((await next.call()).body.sent, 0)
    await backend.passTime()
    assert.equal((await next.call()).body.sent, 1)
    await next.stop()
    log += doomed.run.log + next.run.log

    assert.equal(resend.requests.length, 2)
    assert.equal(resend.mails.length, 1)
    const row = await backend.mail(id)
    assert.equal(row.status, 'sent')
    assert.equal(row.provider_id, resend.mails[0].id)
  } finally {
    await resend.stop()
  }
})

test('when the answer of the database gets lost, it is told again and nothing is sent twice', async () => {
  const line = await startBadLine(backend.info.url, (path, seen) =>
    path.endsWith('complete_email_event') && seen.filter(other => other === path).length <= 2)
  try {
    await withResend({ SUPABASE_URL: line.url }, async ({ resend, deno }) => {
      const id = await backend.queueTo('once@example.test')
      assert.deepEqual((await deno.call()).body, { ok: true, sent: 1, failed: 0, stopped: false })
      assert.equal(line.seen.filter(path => path.endsWith('complete_email_event')).length, 3)
      assert.equal(resend.requests.length, 1)
      const row = await backend.mail(id)
      assert.equal(row.status, 'sent')
      assert.equal(row.provider_id, resend.mails[0].id)
    })
  } finally {
    await line.stop()
  }
})

test('two senders at once send each mail once', async () => {
  const resend = await startResend(RESEND_KEY)
  const settings = resendSettings(resend)
  const senders = [await startDeno(backend.info, settings), await startDeno(backend.info, settings)]
  try {
    await backend.execute(`insert into public.email_events (type, template, "to", locale)
                           select 'test', 'test', 'person-' || n || '@example.test', 'en' from generate_series(1, 60) n`)
    const answers = await Promise.all(senders.map(sender => sender.call()))
    assert.equal(answers[0].body.sent + answers[1].body.sent, 60)
    assert.ok(answers.every(({ body }) => body.sent > 0), 'both did something')
    assert.equal(resend.requests.length, 60)
    assert.equal(new Set(resend.mails.map(({ to }) => to[0])).size, 60)
  } finally {
    for (const sender of senders) {
      await sender.stop()
      log += sender.run.log
    }
    await resend.stop()
  }
})

test('a template that nothing comes of is told in the log of mails, and no empty mail goes out', async () => {
  const id = await backend.queueTo('a@example.test')
  await backend.execute(`alter table public.email_templates disable trigger user;
                         create table tests_template as select * from public.email_templates where event = 'test';
                         update public.email_templates set body = 'Hello {{nobody_knows_me}}' where event = 'test';
                         alter table public.email_templates enable trigger user`)
  assert.deepEqual((await backend.callFunction('send-emails')).body, { ok: true, sent: 0, failed: 1, stopped: false })
  assert.match((await backend.mail(id)).error, /nobody_knows_me/)
  assert.equal(smtp.mails.length, 0)
  await backend.execute(`update public.email_templates t set body = o.body from tests_template o where o.event = t.event and o.locale = t.locale;
                         drop table tests_template`)
  await backend.passTime()
  assert.equal((await backend.callFunction('send-emails')).body.sent, 1)
})

test('an administrator sends a test mail, nobody else does', async () => {
  const path = '/functions/v1/notifications-test'
  for (const person of ['south', 'agent']) {
    const { status, body } = await backend.fetch(path, { token: await backend.signIn(PEOPLE[person]) })
    assert.equal(status, 403, person)
    assert.equal(body.code, '42501')
  }
  assert.equal((await backend.fetch(path, { token: 'no.token.atall' })).status, 401)
  assert.equal((await backend.callFunction('notifications-test', {})).status, 401)
  assert.equal(smtp.mails.length, 0)

  const token = await backend.signIn(PEOPLE.admin)
  const own = await backend.fetch(path, { token })
  assert.equal(own.status, 200)
  assert.equal(own.body.status, 'sent')
  assert.deepEqual(smtp.mails.at(-1).recipients, [PEOPLE.admin])
  assert.equal(smtp.mails.at(-1).messageId, own.body.provider_id)

  const other = await backend.fetch(path, { token, body: { recipient: 'nobody@example.test', locale: 'fr' } })
  assert.equal(other.status, 502)
  assert.equal(other.body.status, 'failed')
  assert.match(other.body.error, /550/)
})

test('without a mail service nothing is taken from the queue', async () => {
  const id = await backend.queueTo('a@example.test')
  const deno = await startDeno(backend.info, { SMTP_HOST: '', RESEND_API_KEY: '' })
  const { status, body } = await deno.call()
  await deno.stop()
  assert.equal(status, 503)
  assert.match(body.error, /RESEND_API_KEY nor SMTP_HOST/)
  assert.equal((await backend.mail(id)).attempts, 0)
})

test('each run is told to the database', async () => {
  await backend.execute('delete from public.job_runs')
  await backend.queueTo('a@example.test')
  await backend.callFunction('send-emails')
  const [run] = await until(() => backend.query("select * from public.job_runs where job = 'guichet-send-emails'"), 'the run')
  assert.equal(run.ok, true)
  assert.deepEqual(run.detail, { sent: 1, failed: 0, stopped: false })
  const health = await backend.rpc('help_desk_health', {})
  assert.equal(health.jobs.find(({ job }) => job === 'guichet-send-emails').last_run.ok, true)
  assert.equal(health.mail.queued, 0)
})

test('no log shows a secret or an address', () => {
  log += backend.log
  assert.match(log, /guichet-send-emails/)
  for (const secret of [backend.info.functions_secret, backend.info.service_role_key, RESEND_KEY, SMTP_PASSWORD, 'example.test', PEOPLE.south]) {
    assert.ok(!log.includes(secret), `${secret} stands in the log`)
  }
})
