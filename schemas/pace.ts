/** How much one account, or everybody behind one address, may ask for in a while; generous, since a district may share an address. */
export interface PacePolicy {
  /** Of one account, a minute and web process. */
  readonly requests: number;
  /** Of all behind one address who are not signed in, a minute and web process. */
  readonly stranger_requests: number;
  /** Sent by one account an hour; and as many made for it. */
  readonly files: number;
  /** From one address a quarter of an hour, right or wrong. */
  readonly sign_ins: number;
}

export const usualPaces: PacePolicy = {
  requests: 6_000,
  stranger_requests: 6_000,
  files: 6_000,
  sign_ins: 1_200,
};

/** A demo is there to be tried, measured and driven by scripts, with a handful of accounts at one address. */
export const demoPaces: PacePolicy = {
  requests: 100_000,
  stranger_requests: 100_000,
  files: 100_000,
  sign_ins: 100_000,
};
