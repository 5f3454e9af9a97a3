/** What the application is given when it starts, and what it makes of it once for all requests. */
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Database } from '../database/connect.ts';
import type { Readiness } from '../database/readiness.ts';
import type { Policy } from '../pipeline/context.ts';
import type { ShrinkagePolicy } from '../pipeline/shrinkage.ts';
import type { ExtensionPolicy } from '../schemas/campaign-window.ts';
import type { Desk } from '../schemas/desk.ts';
import type { PacePolicy } from '../schemas/pace.ts';
import type { PasswordPolicy } from '../schemas/password.ts';
import type { Planner } from '../schemas/planner.ts';
import type { CodePolicy } from '../schemas/second-factor.ts';
import type { SessionPolicy } from '../schemas/session.ts';
import type { Assets } from './assets.ts';
import type { Live } from './live.ts';
import type { Metrics } from './metrics.ts';
import type { ProgressReader } from './pages/boards/progress-reader.ts';
import type { Throttles } from './throttle.ts';

export interface AppOptions extends Policy {
  readonly db: Database;
  /** True where people come by https; a cookie is then never sent in the clear. */
  readonly secure_cookies: boolean;
  /** How many proxies stand in front, whose word on where people come from is taken; by their place in the network unless said. */
  readonly proxy_hops?: number | undefined;
  /** Shows the banner that says people are made up. */
  readonly demo: boolean;
  readonly now: () => Date;
  readonly log: Logger;
  /** When a reviewer must say that so many departures are meant. */
  readonly shrinkage: ShrinkagePolicy;
  /** How much one account or address may ask for. */
  readonly paces: PacePolicy;
  /** How long a visit lasts. */
  readonly sessions: SessionPolicy;
  /** How often a stream of events says that it is alive, and asks whether its listener may still hear; 20 s unless said. */
  readonly heartbeat_ms?: number;
  /** Who has to sign in with a code beside the password. */
  readonly codes: CodePolicy;
  /** How far each tier may grant extensions. */
  readonly extensions: ExtensionPolicy;
  /** What passwords have to be, and for how long they are good. */
  readonly passwords: PasswordPolicy;
  /** Where this process counts what it does; its own unless somebody else counts into it too. */
  readonly registry?: Registry;
  /** What a scraper has to bring; without it figures are for this machine alone. */
  readonly metrics_token?: string | undefined;
  /** Reads strangers' files in a process of its own. */
  readonly desk: Desk;
  /** Makes staffing plans in a process of its own. */
  readonly planner: Planner;
  /** Checks an upload that owes it here and now, for somebody who waits for the answer. Does nothing where it owes none. */
  readonly check: (uploadId: string) => Promise<void>;
  /** Writes an export that owes its file here and now, for somebody who waits for it. */
  readonly write_export: (exportId: string) => Promise<void>;
}

/** The options and what lives as long as the process. */
export interface App extends AppOptions, Throttles {
  readonly assets: Assets;
  readonly live: Live;
  readonly metrics: Metrics;
  readonly progress: ProgressReader;
  readonly readiness: Readiness;
  /** Whether the process is told to end, and only goes on until nobody sends it anything. */
  readonly isRetiring: () => boolean;
}
