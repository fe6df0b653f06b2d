// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who stands at the other end of a mail: an SMTP server that reads it, and a server that speaks Resend's API.

import { createServer, request as forward } from 'node:http'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

function listen (server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server.address().port))
  })
}

function refuse (code, message) {
  return Object.assign(new Error(message), { responseCode: code })
}

// It refuses what is for nobody@…, and is busy when something is for busy@…
export async function startSmtp ({ user, password } = {}) {
  const mails = []
  const logins = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', ...(user ? [] : ['AUTH'])],
    allowInsecureAuth: true,
    authOptional: !user,
    logger: false,
    onAuth ({ username, password: given }, session, done) {
      logins.push(username)
      if (username === user && given === password) done(null, { user })
      else done(refuse(535, 'wrong password'))
    },
    onRcptTo ({ address }, session, done) {
      if (address.startsWith('nobody@')) done(refuse(550, 'no such mailbox'))
      else if (address.startsWith('busy@')) done(refuse(451, 'try again later'))
      else done()
    },
    onData (stream, session, done) {
      const chunks = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks)
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ recipients, sender: session.envelope.mailFrom.address, raw: raw.toString('latin1'), ...await simpleParser(raw) })
        done()
      })
    }
  })
  const port = await listen(server.server)
  return { port, mails, logins, stop: () => new Promise(resolve => server.close(resolve)) }
}

// Resend, as its documentation tells: a key that comes again within a day gets the former answer, and nothing is sent; with
// another body it is refused. `behave` may answer a request in its own way: with { status, headers, body }, or "silence".
export async function startResend (key) {
  const resend = { mails: [], requests: [], behave: () => null }
  const known = new Map()
  const held = new Set()

  function accept (headers, text) {
    const mail = JSON.parse(text)
    const idempotency = headers['idempotency-key']
    if (headers.authorization !== `Bearer ${key}`) return { status: 401, body: { statusCode: 401, name: 'invalid_api_key', message: 'API key is invalid' } }
    if (!/^[^@\s]+@[^@\s]+$/.test(mail.to[0]) || mail.to[0].startsWith('nobody@')) {
      return { status: 422, body: { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' } }
    }
    const former = known.get(idempotency)
    if (former && former.text !== text) {
      return { status: 409, body: { statusCode: 409, name: 'invalid_idempotent_request', message: 'The key was used with another body.' } }
    }
    const id = former?.id ?? crypto.randomUUID()
    if (!former) resend.mails.push({ id, idempotency, ...mail })
    known.set(idempotency, { id, text })
    return { status: 200, body: { id } }
  }

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    resend.requests.push({ path: request.url, headers: request.headers, body: JSON.parse(text) })
    const own = await resend.behave(JSON.parse(text), () => accept(request.headers, text))
    if (own === 'silence') {
      held.add(response)
      return
    }
    const { status, headers = {}, body } = own ?? accept(request.headers, text)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  resend.port = await listen(server)
  resend.url = `http://127.0.0.1:${resend.port}`
  resend.stop = () => {
    for (const response of held) response.destroy()
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  return resend
}

// A bad line to the project: what `loses` names goes there, and its answer gets lost.
export async function startBadLine (url, loses) {
  const line = { seen: [] }
  const server = createServer((request, response) => {
    line.seen.push(request.url)
    const onward = forward(url + request.url, { method: request.method, headers: request.headers }, answer => {
      if (loses(request.url, line.seen)) {
        answer.resume()
        answer.on('end', () => request.socket.destroy())
        return
      }
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  line.url = `http://127.0.0.1:${await listen(server)}`
  line.stop = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  return line
}
