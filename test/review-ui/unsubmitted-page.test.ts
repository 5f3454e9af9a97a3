/** The page of all that have not submitted, however many they are. */
import { render } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import type { Unsubmitted } from '../../database/unsubmitted.ts';
import type { PageContext } from '../../review-ui/page.ts';
import {
  mostNamed,
  type UnsubmittedModel,
  UnsubmittedPage,
} from '../../review-ui/pages/enrolments/unsubmitted-page.tsx';

const page = { say: ({ zh }: { zh: string }) => zh, number: String } as unknown as PageContext;
/** So many schools of two counties that bear one name. */
const schools = (count: number): Unsubmitted[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: String(1000 + at), name: `第${at}小学`, code: null, state: 'open' as const },
    ...{ parent_id: String(1 + (at % 2)), parent_name: '市中区' },
  }));
const shown = (count: number): string =>
  render(
    UnsubmittedPage(
      {
        unit: { id: '9', name: '山东省' },
        campaign: { name: '国培' },
        units: schools(count),
        told: {},
      } as unknown as UnsubmittedModel,
      page,
    ),
  );

it('keeps counties of one name apart', () => {
  expect(shown(4).match(/<h2>市中区/g)).toHaveLength(2);
});

it('names a city, and counts a province by the unit above, each leading to its names', () => {
  expect(shown(mostNamed)).toContain('第5999小学');
  const html = shown(mostNamed + 1);
  expect(html).not.toContain('第5999小学');
  expect(html).toContain('/enrolments/unsubmitted?unit=1"');
  expect(html).toContain('3001');
});
