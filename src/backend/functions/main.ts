// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What guichet-backend runs in Deno: serves the edge functions in the directory that is its argument, unchanged, all of them in
// this one process. A function is loaded when it is called first; `/NAME/...` reaches supabase/functions/NAME/index.ts.

type Handler = (request: Request) => Response | Promise<Response>;

const directory = Deno.args[0];
const serve = Deno.serve;
const handlers = new Map<string, Promise<Handler>>();
let loading: Promise<unknown> = Promise.resolve();

// The first line of standard output says the port; what functions print is for the log.
console.log = console.info = console.debug = console.error;

// One function's mistake is not the end of the others.
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  console.error(event.reason);
});

/** Loads a function. It calls Deno.serve() to say what its handler is; so only one is loaded at a time. */
async function load(name: string): Promise<Handler> {
  let handler: Handler | undefined;
  const take = (...args: unknown[]) => {
    const found = args.find((argument) => typeof argument === "function") ?? (args[0] as { handler?: Handler })?.handler;
    handler = found as Handler;
    return { finished: new Promise(() => {}), shutdown: () => Promise.resolve(), ref() {}, unref() {} };
  };
  Object.defineProperty(Deno, "serve", { value: take, configurable: true });
  try {
    const module = await import(new URL(`${name}/index.ts`, `file://${directory}/`).href);
    handler ??= module.default?.fetch;
  } finally {
    Object.defineProperty(Deno, "serve", { value: serve, configurable: true });
  }
  if (handler === undefined) throw new Error(`${name} serves nothing`);
  return handler;
}

function find(name: string): Promise<Handler> {
  let found = handlers.get(name);
  if (found === undefined) {
    found = loading.then(() => load(name));
    loading = found.catch(() => {});
    handlers.set(name, found);
    // what failed is tried again, perhaps it was mended
    found.catch(() => handlers.delete(name));
  }
  return found;
}

function relayError(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status, headers: { "x-relay-error": "true" } });
}

async function answer(request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.split("/")[1];
  let handler: Handler;
  try {
    handler = await find(name);
  } catch (error) {
    console.error(error);
    return relayError(503, "BOOT_ERROR", "Worker failed to boot (please check logs)");
  }
  try {
    return await handler(request);
  } catch (error) {
    console.error(error);
    return relayError(500, "WORKER_ERROR", "Function exited due to an error (please check logs)");
  }
}

serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => Deno.stdout.writeSync(new TextEncoder().encode(`${port}\n`)),
}, answer);

// The backend holds the other end of standard input: when that closes it has gone, however it ended.
await Deno.stdin.readable.pipeTo(new WritableStream());
Deno.exit(0);
