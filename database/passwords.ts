/** Passwords: kept only as argon2id hashes (OWASP: 19 MiB, two passes). */
import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

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
