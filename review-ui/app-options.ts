/** What the application is given when it starts, and what it makes of it once for all requests. */
import type { Logger } from 'pino';
import type { Database } from '../database/connect.ts';
import type { Desk } from '../schemas/desk.ts';
import type { UrbanRuralClass } from '../schemas/unit.ts';
import type { ReadLimits } from '../schemas/workbook.ts';
import type { Assets } from './assets.ts';
import type { Live } from './live.ts';
import type { Metrics } from './metrics.ts';
import type { SignInThrottle } from './throttle.ts';

export interface AppOptions {
  readonly db: Database;
  /** Whether ID numbers of made-up people (area 3799) are accepted. */
  readonly allow_test_ids: boolean;
  /** Urban-rural classes whose teachers count as rural. */
  readonly rural_classes: readonly UrbanRuralClass[];
  readonly limits: ReadLimits;
  /** True where people come by https; a cookie is then never sent in the clear. */
  readonly secure_cookies: boolean;
  /** Shows the banner that says people are made up. */
  readonly demo: boolean;
  readonly now: () => Date;
  readonly log: Logger;
  /** Reads strangers' files in a process of its own. */
  readonly desk: Desk;
  /** Checks an upload that owes it here and now, for somebody who waits for the answer. Does nothing where it owes none. */
  readonly check: (uploadId: string) => Promise<void>;
}

/** The options and what lives as long as the process. */
export interface App extends AppOptions {
  readonly assets: Assets;
  readonly live: Live;
  readonly metrics: Metrics;
  readonly throttle: SignInThrottle;
}
