/** Scripts and styles as two files with their digest in the name: cached for ever, never stale, from this host alone. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';

export interface Assets {
  readonly paths: { readonly script: string; readonly style: string };
  readonly handler: RequestHandler;
}

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const here = new URL('.', import.meta.url);
const find = createRequire(import.meta.url).resolve;

/** htmx, its SSE extension and our own scripts in one file: two deferred scripts race for the first connection. */
function scripts(): string {
  const htmx = ['htmx.org/dist/htmx.min.js', 'htmx.org/dist/ext/hx-sse.min.js'].map((name) =>
    readFileSync(find(name), 'utf8'),
  );
  const folder = new URL('client/', here);
  const own = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  return [...htmx, ...own].map((text) => text.replace(/^\/\/# sourceMappingURL=.*$/m, '')).join('\n;\n');
}

/** The common look, then that of the parts and charts, then each page folder's own; each stands beside what it dresses. */
export function styles(): string {
  const own = ['parts', 'charts', 'pages'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, here), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.css'))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
  return ['app.css', ...own].map((name) => readFileSync(new URL(name, here), 'utf8')).join('\n');
}

function asset(extension: string, type: string, text: string): Asset {
  const body = Buffer.from(text);
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { path: `/static/app.${digest}.${extension}`, type, body, etag: `"${digest}"` };
}

/** Reads everything once; a missing file stops the start. */
export function loadAssets(): Assets {
  const script = asset('js', 'text/javascript; charset=utf-8', scripts());
  const style = asset('css', 'text/css; charset=utf-8', styles());
  const byPath = new Map([script, style].map((one) => [one.path, one]));
  const handler: RequestHandler = (req, res, next) => {
    const found = req.method === 'GET' || req.method === 'HEAD' ? byPath.get(req.path) : undefined;
    if (found === undefined) return next();
    res.set({
      'Content-Type': found.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      ETag: found.etag,
    });
    if (req.get('If-None-Match') === found.etag) res.status(304).end();
    else res.send(found.body);
  };
  return { paths: { script: script.path, style: style.path }, handler };
}
