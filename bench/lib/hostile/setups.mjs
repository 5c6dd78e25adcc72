import { instanceId } from '../world.mjs';

const everyScope = [
  ...['contacts:read', 'contacts:write', 'contacts:pii', 'contacts:listen'],
  ...['directory:read', 'directory:pii', 'agents:write'],
].join(' ');
const anyone = { AUTH: 'none', INTROSPECTION: 'on' };
const withoutQuotas = { CONNECT_QUOTAS: 'off' };

/**
 * The gateways under attack, each with the headers of the callers that attack it (`setups`) and of the caller that sends
 * legitimate requests. The latter are null if the gateway would refuse these requests.
 *
 * @param issuer the issuer of the tokens.
 */
export async function gatewaysUnderAttack(issuer) {
  const tokens = { ...issuer.env, AUTH_INSTANCES_CLAIM: 'instances', INTROSPECTION: 'off', ...withoutQuotas };
  const caller = (sub, scope, instances) => issuer.headersFor({ sub, scope, instances });
  const nobody = await caller('without-scopes', '', []);
  return [
    {
      name: 'AUTH=none',
      env: { ...anyone, ...withoutQuotas, SEND_TIMEOUT_MS: '30000' },
      setups: { open: {} },
      legitimate: {},
      introspection: true,
    },
    {
      name: 'AUTH=jwt',
      env: tokens,
      setups: {
        anonymous: {},
        'no-scopes': nobody,
        'contacts-read': await caller('reader', 'contacts:read', [instanceId]),
      },
      legitimate: await caller('legitimate', everyScope, [instanceId]),
      introspection: false,
    },
    {
      name: 'RATE_LIMIT=1',
      env: { ...tokens, RATE_LIMIT: '1' },
      setups: { 'rate-limited': nobody },
      legitimate: null,
      pauseMs: 1_100,
    },
    {
      name: 'MAX_CONNECTIONS=50',
      env: { ...anyone, ...withoutQuotas, MAX_CONNECTIONS: '50' },
      setups: { 'few-connections': {} },
      legitimate: {},
      introspection: true,
    },
    { name: 'with quotas', env: anyone, setups: { quotas: {} }, legitimate: null },
  ];
}
