// Run as a process of its own: `node oidc-provider.mjs <redirect uri>`. Tells its parent where the two providers are: an honest one, and one that signs whatever it is told to.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [redirectUri] = process.argv.slice(2);
const client = { client_id: 'len-san', client_secret: 'bi-mat-cua-len-san', redirect_uris: [redirectUri] };
process.once('disconnect', () => process.exit(0));

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));

async function honest() {
  const server = createServer((request, response) => handle(request, response));
  const url = await listen(server);
  const provider = new Provider(url, { clients: [client], features: { devInteractions: { enabled: true } }, cookies: { keys: ['test'] } });
  const handle = provider.callback();
  return url;
}

const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

function signed(claims, key) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

async function liar() {
  const [known, foreign] = [keys(), keys()];
  let lie = {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      const answer = (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
      const url = `http://${request.headers.host}`;
      switch (request.url) {
        case '/.well-known/openid-configuration':
          return answer({
            ...{ issuer: url, authorization_endpoint: `${url}/auth`, token_endpoint: `${url}/token`, jwks_uri: `${url}/jwks` },
            ...{
              response_types_supported: ['code'],
              subject_types_supported: ['public'],
              id_token_signing_alg_values_supported: ['RS256'],
            },
          });
        case '/jwks':
          return answer({ keys: [{ ...known.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'k' }] });
        case '/lie':
          lie = JSON.parse(body);
          return answer({});
        default: {
          const now = Math.floor(Date.now() / 1000);
          const { isForged = false, ...over } = lie;
          const claims = { iss: url, aud: 'len-san', iat: now, exp: now + 300, ...over };
          return answer({ access_token: 'a', token_type: 'bearer', id_token: signed(claims, (isForged ? foreign : known).privateKey) });
        }
      }
    });
  });
  return listen(server);
}

process.send({ honest: await honest(), liar: await liar() });
