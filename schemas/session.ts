/** Visits of people: how long one lasts, and what is kept to tell it from others. */

export interface SessionPolicy {
  /** Without a page opened or a form sent for so long it is over. */
  readonly idle_minutes: number;
  /** Over then, however busy. */
  readonly longest_hours: number;
}

/** As OWASP advises for what is worth guarding, and no longer than a day at work. */
export const usualSessions: SessionPolicy = { idle_minutes: 30, longest_hours: 12 };

/** Where a visit comes from: enough for its owner to know it again, too little to find somebody by. */
export interface VisitOrigin {
  readonly browser: string;
  readonly system: string;
  /** Half of the address: `10.20.*.*`. */
  readonly network: string;
}
