/** A token of an identity provider that is no access token, or none for this gateway. */
export interface OtherToken {
  readonly name: string;
  readonly header: object;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The beginning of the reason in the log. */
  readonly reason: string;
}

const rs256 = { alg: 'RS256' };
const jwt = { alg: 'RS256', typ: 'JWT' };
/** A half of a SHA-256 hash, as OpenID Connect Core 1.0 has it in its examples. */
const hash = '77QmUPtjPfzWtF2AnpK9RQ';
const uuid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const entraTenant = '10000000-0000-4000-8000-000000000001';
const entraApi = '30000000-0000-4000-8000-000000000001';
const realm = 'https://login.example.com/realms/contact-center';

/**
 * By the heading of docs/identity-providers.md, for whose settings they are made: the provider's own samples, with their
 * source, and the names of that document. Most have the audience of the gateway, as they have where a page and its API
 * are one client: it must not be the audience alone that keeps them out.
 */
export const otherTokens: Readonly<Record<string, readonly OtherToken[]>> = {
  'Amazon Cognito': [
    {
      // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
      name: 'an ID token',
      header: rs256,
      payload: {
        sub: uuid,
        'cognito:groups': ['agents'],
        email_verified: true,
        iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
        'cognito:username': 'agent-1',
        origin_jti: uuid,
        aud: '1example23456789',
        event_id: uuid,
        token_use: 'id',
        jti: uuid,
      },
      reason: 'not an access token by its claim token_use',
    },
    {
      name: 'an access token of another app client',
      header: rs256,
      payload: {
        sub: uuid,
        iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
        client_id: '2example23456789',
        token_use: 'access',
        scope: 'contact-gateway/contacts:read',
      },
      reason: 'client_id names no audience of AUTH_AUDIENCE',
    },
    {
      name: 'an access token for another resource',
      header: rs256,
      payload: {
        sub: uuid,
        iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
        client_id: '1example23456789',
        aud: 'https://mail.example.com',
        token_use: 'access',
      },
      reason: 'aud names no audience of AUTH_AUDIENCE',
    },
    {
      name: 'a token that does not say what it is',
      header: rs256,
      payload: {
        sub: uuid,
        iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
        client_id: '1example23456789',
      },
      reason: 'nothing says that it is an access token, as AUTH_AUDIENCE_CLAIM=client_id needs',
    },
  ],
  Auth0: [
    {
      // https://auth0.com/docs/secure/tokens/id-tokens/id-token-structure
      name: 'an ID token',
      header: jwt,
      payload: { iss: 'https://example.us.auth0.com/', sub: 'auth0|123456', aud: 'my_client_id' },
      reason: 'aud names no audience of AUTH_AUDIENCE',
    },
    {
      name: 'an ID token with the audience of the API',
      header: jwt,
      payload: {
        iss: 'https://example.us.auth0.com/',
        sub: 'auth0|123456',
        aud: 'https://contacts.example.com',
        sid: 'EXAMPLE',
        nonce: 'EXAMPLE',
      },
      reason: 'an ID token by its claim nonce',
    },
  ],
  Okta: [
    {
      // https://developer.okta.com/docs/reference/api/oidc/#id-token-payload
      name: 'an ID token',
      header: rs256,
      payload: {
        ver: 1,
        sub: '00u0example',
        iss: 'https://example.okta.com/oauth2/aus0example',
        aud: 'api://contact-gateway',
        jti: 'ID.EXAMPLE',
        amr: ['pwd'],
        idp: '00o0example',
        at_hash: hash,
      },
      reason: 'an ID token by its claim at_hash',
    },
    {
      name: 'an access token of the org authorization server',
      header: { alg: 'RS256', typ: 'application/okta-internal-at+jwt' },
      payload: { ver: 1, iss: 'https://example.okta.com', aud: 'https://example.okta.com', scp: ['openid'], sub: 'a' },
      reason: 'not an access token by its header typ',
    },
  ],
  'Microsoft Entra ID': [
    {
      // https://learn.microsoft.com/entra/identity-platform/id-tokens, sample of version 2.0, as of the token endpoint
      name: 'an ID token of version 2.0 without a nonce, of a page that is one registration with its API',
      header: jwt,
      payload: {
        ver: '2.0',
        iss: `https://login.microsoftonline.com/${entraTenant}/v2.0`,
        sub: 'EXAMPLE',
        aud: entraApi,
        preferred_username: 'agent-1@example.com',
        oid: uuid,
        tid: entraTenant,
        roles: ['contacts:read'],
        aio: 'EXAMPLE',
      },
      reason: 'an ID token of Microsoft Entra ID',
    },
    {
      name: 'an ID token of version 2.0',
      header: jwt,
      payload: {
        ver: '2.0',
        iss: `https://login.microsoftonline.com/${entraTenant}/v2.0`,
        sub: 'EXAMPLE',
        aud: entraApi,
        tid: entraTenant,
        nonce: '123523',
      },
      reason: 'an ID token by its claim nonce',
    },
  ],
  Keycloak: [
    // The values of `typ`: https://github.com/keycloak/keycloak/blob/main/core/src/main/java/org/keycloak/util/TokenUtil.java
    ...['ID', 'Refresh', 'Offline', 'Logout'].map((typ) => ({
      name: `a token of the type ${typ}`,
      header: jwt,
      payload: { iss: realm, aud: 'contact-gateway', sub: uuid, typ, azp: 'agent-desktop', sid: uuid },
      reason: 'not an access token by its claim typ',
    })),
    {
      name: 'an access token for DPoP',
      header: jwt,
      payload: { iss: realm, aud: 'contact-gateway', sub: uuid, typ: 'Bearer', cnf: { jkt: 'EXAMPLE' } },
      reason: 'bound to a key by its claim cnf',
    },
    {
      name: 'an access token without the audience mapper',
      header: jwt,
      payload: { iss: realm, aud: 'account', sub: uuid, typ: 'Bearer', scope: 'contacts:read' },
      reason: 'aud names no audience of AUTH_AUDIENCE',
    },
  ],
};

/** Of Microsoft Entra ID in version 1.0, which has settings of its own. */
export const entraIdTokenOfVersion1: OtherToken = {
  // https://learn.microsoft.com/entra/identity-platform/id-tokens, sample of version 1.0
  name: 'an ID token of version 1.0',
  header: jwt,
  payload: {
    aud: entraApi,
    iss: `https://sts.windows.net/${entraTenant}/`,
    aio: 'EXAMPLE',
    amr: ['rsa'],
    ipaddr: '192.0.2.1',
    oid: uuid,
    rh: 'I',
    sub: 'EXAMPLE',
    tid: entraTenant,
    unique_name: 'agent-1@example.com',
    uti: 'EXAMPLE',
    ver: '1.0',
  },
  reason: 'an ID token of Microsoft Entra ID',
};
