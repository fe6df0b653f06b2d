// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The project that the functions belong to, over its public interfaces.

// With all repetitions still within the 150 seconds of a hosted function.
const PATIENCE_MS = 10_000;
const RETRY_DELAYS_MS = [100, 400, 1_000, 2_000, 4_000];

/** What the project answered when it refused. */
export class ProjectError extends Error {
  constructor(readonly status: number, readonly code: string) {
    super(`the project answered ${status} ${code}`);
  }
}

function setting(name: string): string {
  const value = Deno.env.get(name);
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** A key of the project: one of the new kind where it has them, since the older ones may be switched off there. */
function projectKey(keys: string, older: string): string {
  const named = JSON.parse(Deno.env.get(keys) || "{}");
  const key = named.default ?? Object.values(named)[0];
  return typeof key === "string" ? key : setting(older);
}

/** The headers of a key. Keys of the new kind are no tokens: they go into `apikey` alone. */
function keyHeaders(key: string, token: string): Record<string, string> {
  return token.startsWith("sb_") ? { apikey: key } : { apikey: key, authorization: `Bearer ${token}` };
}

async function request(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(new URL(path, setting("SUPABASE_URL")), {
    method,
    headers: { ...headers, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  if (response.ok) return text === "" ? null : JSON.parse(text);
  let code = "";
  try {
    code = String(JSON.parse(text).code ?? "");
  } catch {
    // a gateway's answer is not always JSON; the status says enough
  }
  throw new ProjectError(response.status, code);
}

function asService(): Record<string, string> {
  const key = projectKey("SUPABASE_SECRET_KEYS", "SUPABASE_SERVICE_ROLE_KEY");
  return keyHeaders(key, key);
}

/** Calls a function of the database with the service key. */
export async function call<T>(name: string, args: Record<string, unknown>): Promise<T> {
  return await request("POST", `/rest/v1/rpc/${name}`, args, asService()) as T;
}

/** Calls a function of the database as the person whose token this is: the database checks it. */
export async function callAs<T>(token: string, name: string, args: Record<string, unknown>): Promise<T> {
  const key = projectKey("SUPABASE_PUBLISHABLE_KEYS", "SUPABASE_ANON_KEY");
  return await request("POST", `/rest/v1/rpc/${name}`, args, keyHeaders(key, token)) as T;
}

/** Reads one row that is known to be there, with the service key. */
export async function readRow<T>(table: string, id: string, columns: string): Promise<T> {
  const [row] = await request("GET", `/rest/v1/${table}?id=eq.${id}&select=${columns}`, undefined, asService()) as T[];
  return row;
}

/** Removes one object of storage. One that is gone already is no error. */
export async function removeObject(bucket: string, path: string): Promise<void> {
  await request("DELETE", `/storage/v1/object/${encodeURIComponent(bucket)}`, { prefixes: [path] }, asService());
}

/** Whether a second try may help: no answer, or one that speaks of the server's state rather than of the call. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ProjectError) || error.status >= 500 || error.status === 408 || error.status === 429;
}

/** Calls a function that may be called again with the same arguments, until an answer comes. */
export async function settle(name: string, args: Record<string, unknown>): Promise<void> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      await call(name, args);
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
  await call(name, args);
}
