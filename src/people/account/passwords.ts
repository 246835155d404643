import { hash, verify } from '@node-rs/argon2';

/** Shortest password. Units: characters. Source: NIST SP 800-63B asks for 8, we ask for more because a phone number is easy to guess. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

// The library's defaults are OWASP's: argon2id, 19 MiB, 2 passes, 1 lane; 14 ms.
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'));
}

let decoy: Promise<string> | undefined;

/** True when the password is right. Without a hash (nobody has that phone number) it costs the same time and is false. */
export async function isRightPassword(password: string, storedHash: string | undefined): Promise<boolean> {
  decoy ??= hash('nobody has this password');
  const isRight = await verify(storedHash ?? (await decoy), password.normalize('NFC'));
  return isRight && storedHash !== undefined;
}
