/** The offline checker as one HTML file whose own policy forbids it to send anything anywhere. */
import { createHash } from 'node:crypto';
import { styles } from '../../assets.ts';
import { type CheckerSettings, ROOT_ID, SETTINGS_ID } from './browser/settings.ts';
import { checkerScript } from './bundle.ts';

export interface CheckerDocument {
  readonly html: string;
  /** Also in the page itself, for when it is opened from a disk. */
  readonly policy: string;
}

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** No element ends inside a text: `</script>` and `<!--` in a string of a script would. */
const inScript = (text: string): string => text.replace(/<(?=\/script|!--)/gi, '\\x3c');
const inData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const policyFor = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    // The worker is made of the page's own script; see browser/check.ts.
    'worker-src blob:',
    'img-src data:',
    "connect-src 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Everything in one file: it asks for nothing, from a server or from a disk. */
export async function checkerDocument(settings: CheckerSettings): Promise<CheckerDocument> {
  const script = inScript(await checkerScript());
  const style = styles();
  const policy = policyFor(script, style);
  const html = `<!doctype html>
<html lang="${settings.language === 'zh' ? 'zh-CN' : 'en'}" class="has-script">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>离线检查 · 师册</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="${ROOT_ID}"><noscript>离线检查需要启用 JavaScript。 The offline check needs JavaScript.</noscript></div>
<script type="application/json" id="${SETTINGS_ID}">${inData(settings)}</script>
<script>${script}</script>
</body>
</html>
`;
  return { html, policy };
}
