/** Passwords: kept only as argon2id hashes (OWASP: 19 MiB, two passes). */
import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

const prefix = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;
/** Whether the hash was made at another cost than today's: it is made anew as its owner signs in. */
export const isOutdated = (passwordHash: string): boolean => !passwordHash.startsWith(prefix);

/**
 * Whether the password is the one behind the hash. Without a hash (an unknown user) it works as long and answers false,
 * so that the time tells nobody which names exist.
 */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const answer = await verify(passwordHash ?? (await decoy()), password);
  return answer && passwordHash !== undefined;
}

let decoyHash: Promise<string> | undefined;
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('nobody has this password');
  return decoyHash;
}

/** Whether the password is behind one of these hashes; one after the other, since each takes a thread and {@link cost} of memory. */
export async function matchesAny(hashes: readonly string[], password: string): Promise<boolean> {
  for (const one of hashes) if (await verify(one, password)) return true;
  return false;
}
