// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A guichet-backend with the demonstration data, for one run of the tests.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const START_MS = 90_000

function firstLine (stream, child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the backend does not start')), START_MS)
    child.once('exit', code => reject(new Error(`the backend ended with ${code}`)))
    createInterface({ input: stream }).once('line', line => {
      clearTimeout(timer)
      resolve(line)
    })
  })
}

export async function startBackend ({ args = [], env = {} } = {}) {
  if (!process.env.GUICHET_BACKEND || !process.env.GUICHET_SUPABASE_DIR) {
    throw new Error('GUICHET_BACKEND and GUICHET_SUPABASE_DIR say what is tested')
  }
  const directory = mkdtempSync(join(tmpdir(), 'guichet-javascript-'))
  const child = spawn(process.env.GUICHET_BACKEND, [
    '--data-dir', join(directory, 'data'), '--port', '0', '--seed', 'demo', '--supabase-dir', process.env.GUICHET_SUPABASE_DIR, ...args
  ], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const ended = new Promise(resolve => child.once('exit', resolve))

  async function stop () {
    child.kill('SIGTERM')
    const code = await ended
    rmSync(directory, { recursive: true, force: true })
    return code
  }

  try {
    return { info: JSON.parse(await firstLine(child.stdout, child)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
