import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const issuer = 'https://login.example.com/';
const audience = 'https://contacts.example.com';

/**
 * Starts an issuer of tokens.
 * @returns `env`, the settings with which a gateway trusts it; `headers`, with a token that has every scope for transfers;
 *   and `headersFor`, for tokens with other claims.
 */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256' }];
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const headersFor = async (claims) => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    return { authorization: `Bearer ${token}` };
  };
  return {
    env: {
      AUTH: 'jwt',
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      AUTH_JWKS_URL: `http://127.0.0.1:${server.address().port}/jwks.json`,
    },
    headers: await headersFor({ sub: 'bench', scope: 'contacts:read contacts:write directory:read' }),
    /** Request headers with a token that has these claims. */
    headersFor,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
