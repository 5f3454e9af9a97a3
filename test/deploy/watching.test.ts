/** The alerts and the dashboard ask for figures that there are, and alerts fire when they should and no sooner. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';

const rules = readFileSync('deploy/prometheus/alerts.yml', 'utf8');
const dashboard = JSON.parse(readFileSync('deploy/grafana/muster.json', 'utf8')) as {
  readonly uid: string;
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
  readonly panels: readonly Panel[];
};
interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string }[];
}
const asked = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** test/bin/seeing.test.ts holds that table to what real processes expose. */
const documented = new Map(
  [...readFileSync('docs/METRICS.md', 'utf8').matchAll(/^\| `(muster_\w+)` \| [^|]+ \| (\w+) \|/gm)].map(
    ([, name = '', kind = '']) => [name, kind],
  ),
);
/** Of Prometheus itself, and of its exporter for machines. */
const othersFigures = /^(up|node_filesystem_(avail|size)_bytes)$/;
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\b((?:muster|node)_\w+)\b/g)].map(([, name = '']) => name);
/** A histogram is asked for by its parts, and in no other way. */
const isKnown = (name: string): boolean => {
  const whole = name.replace(/_(bucket|count|sum)$/, '');
  const kind = documented.get(name);
  return (
    documented.get(whole) === 'histogram' ||
    (kind !== undefined && kind !== 'histogram') ||
    othersFigures.test(name)
  );
};
const expressionsOfRules = rules.replace(/^\s*(#|summary|runbook_url).*$/gm, '');

it('names no figure that no process says', () => {
  expect(documented.size).toBeGreaterThan(40);
  for (const text of [expressionsOfRules, asked.join('\n')]) {
    expect(namesIn(text).length).toBeGreaterThan(15);
    expect(namesIn(text).filter((name) => !isKnown(name))).toEqual([]);
  }
});

it('each alert has a case in which it fires', () => {
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
  expect(alerts.length).toBe(15);
  const cases = readFileSync('deploy/prometheus/alerts.test.yml', 'utf8');
  for (const name of alerts) expect(cases).toContain(`- name: ${name}\n`);
});

it('each alert leads to a symptom of the page of operators', () => {
  const symptoms = [...readFileSync('docs/OPERATIONS.md', 'utf8').matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
  );
  const anchors = [...rules.matchAll(/runbook_url: docs\/OPERATIONS\.md#(\S+)/g)].map(
    ([, anchor = '']) => anchor,
  );
  expect(anchors.length).toBe(15);
  expect(anchors.filter((anchor) => !symptoms.includes(anchor))).toEqual([]);
});

it('the dashboard has its source chosen once, and panels that lie beside each other', () => {
  expect(dashboard.uid).toBe('muster');
  expect(dashboard.templating.list).toMatchObject([{ name: 'datasource', query: 'prometheus' }]);
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { title, targets, datasource, gridPos } of dashboard.panels) {
    expect(targets.length, title).toBeGreaterThan(0);
    expect(datasource.uid, title).toMatch(/^\$\{datasource\}$/);
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
  }
  const overlapping = dashboard.panels.filter(({ id, gridPos: one }) =>
    dashboard.panels.some(
      ({ id: other, gridPos: two }) =>
        other > id &&
        [one.x < two.x + two.w, two.x < one.x + one.w, one.y < two.y + two.h, two.y < one.y + one.h].every(
          Boolean,
        ),
    ),
  );
  expect(overlapping.map(({ title }) => title)).toEqual([]);
});

const hasPromtool = ((): boolean => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const promtool = (...args: string[]): string =>
  execFileSync('promtool', args, { cwd: 'deploy/prometheus', encoding: 'utf8' });

it.runIf(hasPromtool)(
  'Prometheus takes the rules, and each fires in its own situation and in no calm one',
  () => {
    expect(promtool('check', 'rules', 'alerts.yml')).toContain('15 rules found');
    expect(promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
  },
);

it.runIf(hasPromtool)('Prometheus takes every expression of the dashboard', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-dashboard-'));
  const records = asked.map(
    (expr, n) =>
      `- record: panel_${n}\n    expr: ${JSON.stringify(expr.replaceAll('$__rate_interval', '5m'))}`,
  );
  const file = path.join(folder, 'panels.yml');
  writeFileSync(file, `groups:\n- name: panels\n  rules:\n  ${records.join('\n  ')}\n`);
  expect(promtool('check', 'rules', file)).toContain(`${asked.length} rules found`);
  rmSync(folder, { recursive: true });
});
