/** Opens an archive in the reading process and asks every file whose it is; a bad file spoils only itself. */
import type { BundleItem } from '../../../database/bundles.ts';
import { contextOf } from '../../../pipeline/context.ts';
import { type Bundle, type BundledFile, bundleLimitsOf } from '../../../schemas/bundle.ts';
import type { ExamineContext } from '../../../schemas/examined.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Refusal, refusals } from '../../../schemas/refusal.ts';
import type { App } from '../../app-options.ts';
import type { PageContext } from '../../page.ts';

/** Throws `bundle-refused` for what is wrong with the archive as a whole, in the words of the page's language. */
export async function readBundle(app: App, page: PageContext, bytes: Uint8Array): Promise<BundleItem[]> {
  const outcome = await app.desk.unpack(bytes, bundleLimitsOf(app.limits));
  if ('refused' in outcome) throw bundleRefused(outcome.refused, page);
  const { files, ignored }: Bundle = outcome.ok;
  const facts = { template: 'teacher', unit: null, stamp_key: app.db.keys.stamp } as const;
  const context = contextOf(app, facts, app.now());
  // Somebody waits for the answer: all files together may take twice as long as one. What comes later is routed by a person.
  const enough_at = performance.now() + 2 * app.limits.time_ms;
  const items: BundleItem[] = [];
  // One after the other: what other pages ask of the reading process comes in between.
  for (const file of files) items.push(await itemOf(app, context, file, enough_at));
  return [...items, ...ignored.map((shown) => ({ shown, ignored: true }) as const)];
}

async function itemOf(
  app: App,
  context: ExamineContext,
  file: BundledFile,
  enough_at: number,
): Promise<BundleItem> {
  const { shown, bytes, refusal } = file;
  if (refusal !== undefined) return { shown, refusal };
  if (performance.now() > enough_at) return { shown, bytes, claim: null, was_read: false };
  const outcome = await app.desk.claim(bytes, context);
  if ('refused' in outcome) return { shown, refusal: outcome.refused };
  return { shown, bytes, claim: outcome.ok.claim, was_read: true };
}

function bundleRefused({ code, params }: Refusal, page: PageContext) {
  const { advice, ...message } = refusals[code];
  return problem('bundle-refused', {
    refusal: code,
    message: page.say(message, params),
    advice: page.say(advice, params),
  });
}
