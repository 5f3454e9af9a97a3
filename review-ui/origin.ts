/** What is kept of where a visit comes from: the kind of browser and system, and half of the address. */
import type { Request } from 'express';
import type { VisitOrigin } from '../schemas/session.ts';
import { networkOf } from './network.ts';

type Kinds = readonly (readonly [RegExp, string])[];

/** The first that fits: many say that they are Chrome or Safari too. */
const browsers: Kinds = [
  [/MicroMessenger/, 'WeChat'],
  [/QQBrowser/, 'QQBrowser'],
  [/360|QIHU/, '360'],
  [/Edg/, 'Edge'],
  [/Firefox/, 'Firefox'],
  [/Chrome/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const systems: Kinds = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];
const kindOf = (kinds: Kinds, agent: string): string => kinds.find(([sign]) => sign.test(agent))?.[1] ?? '—';

export function originOf(req: Pick<Request, 'ip' | 'headers'>): VisitOrigin {
  const agent = req.headers['user-agent'] ?? '';
  const network = networkOf(req.ip ?? '');
  const [a, b] = network.split(/[.:]/);
  return {
    browser: kindOf(browsers, agent),
    system: kindOf(systems, agent),
    network: network.includes(':') ? `${a}:${b}:*` : `${a}.${b}.*.*`,
  };
}
