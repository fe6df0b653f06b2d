// SPDX-FileCopyrightText: The Guichet authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the functions answer, and who may call them.

/** An answer in JSON. It never holds an address, a name or a text of a ticket. */
export function answer(status: number, body: Record<string, unknown>): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** The token of an Authorization of the scheme Bearer. */
export function bearer(request: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** Whether two secrets are the same. How long that takes tells nothing of where they differ. */
export async function sameSecret(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(one), digest(other)]);
  return a.reduce((difference, byte, i) => difference | (byte ^ b[i]), 0) === 0;
}

/** Lets nobody in but those who know GUICHET_FUNCTIONS_SECRET, and nobody at all while it is not set. */
export function guarded(work: () => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const secret = Deno.env.get("GUICHET_FUNCTIONS_SECRET") ?? "";
    if (secret === "") {
      console.error("GUICHET_FUNCTIONS_SECRET is not set");
      return answer(503, { code: "secret_not_set" });
    }
    const sent = request.headers.get("x-guichet-secret") ?? bearer(request);
    if (sent === null || !(await sameSecret(sent, secret))) return answer(401, { code: "wrong_secret" });
    if (request.method !== "POST") return answer(405, { code: "post_only" });
    return await work();
  };
}
