// A real OpenID Connect server (npm's oidc-provider) on this machine: it knows one client, ours, by its public key, and lets
// in whoever is named at its login page.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const newKey = (kid) => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'ES256',
});

/** People by the name that they log in with. */
export const people = {
  'worker-1': { matbud_role: ['hjemmepleier'], matbud_municipality: '3024', matbud_unit: 'hjemmetjenesten-vest' },
  'leader-1': { matbud_role: ['ansatt', 'leder'], matbud_municipality: '3024' },
  'guest-1': { matbud_role: ['ansatt'], matbud_municipality: '3024' },
  'nowhere-1': { matbud_role: ['leder'] },
};

export class Issuer {
  static async start({ clientKey, redirects, farewell, port = 0 }) {
    const issuer = new Issuer();
    issuer.server = createServer((request, response) => issuer.answer(request, response));
    issuer.server.listen(port, '127.0.0.1');
    await once(issuer.server, 'listening');
    issuer.address = `http://127.0.0.1:${issuer.server.address().port}`;
    issuer.settings = { clientKey, redirects, farewell };
    issuer.serveWith(newKey('first'));
    return issuer;
  }

  /** Begins anew, with another key: what it signed before is unknown to it. */
  serveWith(key) {
    const { clientKey, redirects, farewell } = this.settings;
    const configuration = {
      clients: [
        {
          client_id: 'matbud',
          redirect_uris: redirects,
          post_logout_redirect_uris: farewell,
          grant_types: ['authorization_code'],
          response_types: ['code'],
          token_endpoint_auth_method: 'private_key_jwt',
          token_endpoint_auth_signing_alg: 'ES256',
          id_token_signed_response_alg: 'ES256',
          jwks: { keys: [clientKey] },
        },
        {
          client_id: 'fleet-system',
          id_token_signed_response_alg: 'ES256',
          client_secret: 'a-secret-of-the-test-and-nobody-else',
          redirect_uris: [],
          response_types: [],
          grant_types: ['client_credentials'],
        },
      ],
      jwks: { keys: [key] },
      claims: { openid: ['sub', 'matbud_role', 'matbud_municipality', 'matbud_unit'] },
      conformIdTokenClaims: false,
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      pkce: { required: () => true, methods: ['S256'] },
      features: {
        devInteractions: { enabled: true },
        pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
        rpInitiatedLogout: { enabled: true },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: (_context, client) => (client.clientId === 'fleet-system' ? 'urn:matbud:api' : undefined),
          getResourceServerInfo: () => ({
            scope: 'matbud:orders matbud:other',
            audience: 'urn:matbud:api',
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
      },
      extraTokenClaims: () => ({ matbud_municipality: '3024' }),
      cookies: { keys: ['of the test'] },
      scopes: ['openid', 'matbud:orders', 'matbud:other'],
    };
    this.provider = new Provider(this.address, configuration);
    for (const event of ['server_error', 'pushed_authorization_request.error', 'grant.error', 'authorization.error'])
      this.provider.on(event, (_context, error) => console.error(event, error.message, error.error_description, error.error_detail));
    this.handle = this.provider.callback();
  }
  changesItsKey() {
    this.serveWith(newKey(`key-${Date.now()}`));
  }
  answer(request, response) {
    this.handle(request, response);
  }

  /** A program's token by client credentials. */
  async programToken(scope) {
    const answer = await fetch(`${this.address}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('fleet-system:a-secret-of-the-test-and-nobody-else').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body.access_token;
  }

  async end() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
