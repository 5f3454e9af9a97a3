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
  requests: 1200,
  stranger_requests: 3000,
  files: 600,
  sign_ins: 1200,
};
