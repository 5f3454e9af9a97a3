/** Who takes part in the calendar: a city with two counties, a zone and schools of its own, their teachers, and one clock for all. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import { givePasswords, type Program, program } from '../../review-ui/web.ts';
import { addOpeningPlaces, addTestCampaign, type OpeningPlaces } from '../../setup/campaign.ts';
import { teacherRecord } from '../../setup/people.ts';
import { enrolTeachers, type Place, type SeededRegistry } from '../../setup/registry.ts';
import { openStage, type Stage } from '../stage.ts';

type Places = SeededRegistry & OpeningPlaces;
export type Who = keyof Places;

/** Who teaches where when the calendar begins: the numbers from `from` on of {@link teacherRecord}. */
interface Staff {
  readonly at: Who;
  readonly from: number;
  readonly count: number;
  readonly record?: Partial<TeacherRecord>;
}
const staff: readonly Staff[] = [
  { at: 'school', from: 1, count: 72 },
  { at: 'school', from: 73, count: 20, record: { subject: '数学' } },
  { at: 'neighbour', from: 101, count: 50 },
  { at: 'kindergarten', from: 201, count: 6, record: { stage: '幼儿园', subject: null } },
  { at: 'institute', from: 211, count: 2, record: { stage: '高中', subject: '物理', post_type: '教研' } },
  { at: 'stranger', from: 301, count: 60 },
  { at: 'zoneSchool', from: 401, count: 20, record: { subject: '数学' } },
  { at: 'direct', from: 501, count: 10, record: { stage: '高中', subject: '物理' } },
];

export interface Calendar {
  begin(): Promise<void>;
  end(): Promise<void>;
  /** Lets it be this day and time of 2022 in China for everybody, `07-05 09:00`. */
  at(time: string): void;
  /** Somebody's browser, signed in and where it was left. */
  of(who: Who): Promise<Page>;
  /** A program of somebody who does the same as others do by hand. */
  programOf(who: Who): Promise<Program>;
  idOf(who: Who): string;
  readonly campaign: Campaign;
  /** A step of the story. One that fails ends the story: nobody comes to what follows. */
  step(promise: string, happens: () => Promise<void>): void;
  /** A page that people come by: nothing on it is wider than a screen or a phone. Kept as pictures where somebody asks for them. */
  station(page: Page, name: string): Promise<void>;
  /** What browsers complained of, beside answers that refuse something. */
  complaints(): string[];
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TEST_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

export function openCalendar(): Calendar {
  let clock = new Date('2022-07-05T09:00:00+08:00');
  let stage: Stage;
  let places: Places;
  let campaign: Campaign;
  const pages = new Map<Who, Promise<Page>>();
  const programs = new Map<Who, Promise<Program>>();
  let isOver = false;
  const kept = <T>(of: Map<Who, Promise<T>>, who: Who, open: (place: Place) => Promise<T>): Promise<T> => {
    const one = of.get(who) ?? open(places[who]);
    of.set(who, one);
    return one;
  };
  return {
    async begin() {
      stage = await openStage({ now: () => clock });
      const { db, places: seeded } = stage.web;
      const added = await addOpeningPlaces(db, seeded);
      places = { ...seeded, ...added };
      await givePasswords(db, Object.values(added));
      for (const { at, from, count, record } of staff) {
        const people = Array.from({ length: count }, (_, n) => teacherRecord(from + n, record));
        await enrolTeachers(db, places[at], people);
      }
      campaign = await addTestCampaign(db, places);
    },
    end: () => stage.close(),
    at(time) {
      clock = new Date(`2022-${time.replace(' ', 'T')}:00+08:00`);
    },
    of: (who) =>
      kept(pages, who, async (place) => {
        const page = await stage.signedIn(place);
        page.setDefaultTimeout(15_000);
        return page;
      }),
    programOf: (who) => kept(programs, who, (place) => program(stage.web, place)),
    idOf: (who) => places[who].unit.id,
    get campaign() {
      return campaign;
    },
    step(promise, happens) {
      it(promise, async ({ skip }) => {
        skip(isOver, 'the story ended before');
        isOver = true;
        await happens().catch(async (error: unknown) => {
          for (const [who, page] of pages) await picture(await page, `ended-${who}`);
          throw error;
        });
        isOver = false;
      });
    },
    async station(page, name) {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await picture(page, `${name}-${width}`);
      }
    },
    complaints: () => stage.complaints.filter((text) => !text.startsWith('Failed to load resource')),
  };
}

/** Presses what has exactly this name. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
/** Follows what has exactly this name. */
export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).first().click();

/** The cells of the row that begins with this name, in the table that is called so. */
export const rowOf = async (page: Page, table: string, name: string): Promise<string[]> => {
  const rows = page.getByRole('table', { name: table }).getByRole('row');
  const cells = rows.filter({ has: page.getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
  return (await cells.allInnerTexts()).map((text) => text.trim());
};
/** The figures at the head of a page, by their names. */
export const figuresOn = async (page: Page): Promise<Record<string, string>> => {
  const figures = await page.locator('.figures').first().getByRole('listitem').allInnerTexts();
  return Object.fromEntries(figures.map((text) => text.trim().split(/\s+/) as [string, string]));
};
