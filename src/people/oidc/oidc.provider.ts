import { Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client' with { 'resolution-mode': 'import' };
import { BadEnvironment, Env } from '../../../config/env';
import { isInTransaction } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';

/** What is kept in the browser between going to the provider and coming back. */
export interface OidcTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** One call to the provider. Units: seconds. */
const TIMEOUT_S = 10;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The sign-in service of the province: authorization code with PKCE, state and nonce, by a certified library. */
@Injectable()
export class OidcProvider {
  private discovered: Promise<Configuration> | null = null;

  /** Throws: BadEnvironment when the settings are half there. */
  constructor(private readonly env: Env) {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env;
    const given = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter((setting) => setting !== undefined).length;
    if (given !== 0 && given !== 3) throw new BadEnvironment('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together');
    if (OIDC_ISSUER?.startsWith('http:') && !LOOPBACK.has(new URL(OIDC_ISSUER).hostname))
      throw new BadEnvironment('OIDC_ISSUER must be https');
  }

  /** Where to send the browser, and what it must bring back. Throws: Problem not-found when there is no provider, unavailable when it does not answer. */
  async begin(): Promise<{ readonly url: URL; readonly trip: OidcTrip }> {
    const configuration = await this.configuration();
    const client = await import('openid-client');
    const trip = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const url = client.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: this.redirectUri(), scope: 'openid', state: trip.state, nonce: trip.nonce },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(trip.verifier), code_challenge_method: 'S256' },
    });
    return { url, trip };
  }

  /**
   * Who came back. `query`: that of the address, as it came. The library asks for state, issuer, audience, nonce, time and signature.
   * Throws: Problem wrong-credentials, the same whatever was wrong.
   */
  async finish(query: string, trip: OidcTrip): Promise<string> {
    const configuration = await this.configuration();
    const { authorizationCodeGrant } = await import('openid-client');
    const address = new URL(`${this.redirectUri()}${query}`);
    const checks = { expectedState: trip.state, expectedNonce: trip.nonce, pkceCodeVerifier: trip.verifier, idTokenExpected: true };
    const claims = await authorizationCodeGrant(configuration, address, checks).then(
      (tokens) => tokens.claims(),
      () => undefined, // its words may hold the code
    );
    const subject = claims?.[this.env.OIDC_CLAIM];
    if (typeof subject !== 'string' || subject === '')
      throw new Problem(problems.wrongCredentials, 'Không xác nhận được với dịch vụ đăng nhập.');
    return subject;
  }

  private redirectUri(): string {
    return `${this.env.PUBLIC_URL ?? ''}/api/v1/session/oidc/callback`;
  }

  /** Asked for once; again when the provider could not be reached. */
  private async configuration(): Promise<Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = this.env;
    if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined)
      throw new Problem(problems.notFound, 'Nơi này chưa có dịch vụ đăng nhập chung.');
    if (isInTransaction()) throw new Error('no network inside a transaction');
    const client = await import('openid-client');
    const issuer = new URL(OIDC_ISSUER);
    const onlyHere = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []; // on this machine, see above
    this.discovered ??= client.discovery(issuer, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, {
      execute: [...onlyHere, client.enableNonRepudiationChecks],
      timeout: TIMEOUT_S,
    });
    try {
      return await this.discovered;
    } catch {
      this.discovered = null;
      throw new Problem(problems.unavailable, 'Dịch vụ đăng nhập không trả lời.', { retryAfterSeconds: 10 });
    }
  }
}
