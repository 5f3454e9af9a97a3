/** Why Muster does not start, in words for the person who started it: Chinese first, then English. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';

  /** `zh` and `en` say the same: what was found, and what to do. Never put a secret in them. */
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
  }
}

/** The secret given is not the one that the registry's keys are wrapped with. */
export const wrongSecret = (): StartRefusal =>
  new StartRefusal(
    'MUSTER_SECRET 打不开登记库中的密钥：它不是原来的主密钥。请改回原值；要更换主密钥，请用 muster keys rewrap。',
    "MUSTER_SECRET doesn't open the keys kept in the registry: it is not the secret that they were wrapped with. Give the former one; to change it, run muster keys rewrap.",
  );
