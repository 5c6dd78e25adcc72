import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const issuer = 'https://login.example.com/';
const audience = 'https://contacts.example.com';

/** An issuer of tokens: the settings that trust it, and a token with every scope that transfers need. */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256' }];
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const claims = { sub: 'bench', scope: 'contacts:read contacts:write directory:read' };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  return {
    env: {
      AUTH: 'jwt',
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      AUTH_JWKS_URL: `http://127.0.0.1:${server.address().port}/jwks.json`,
    },
    headers: { authorization: `Bearer ${token}` },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
