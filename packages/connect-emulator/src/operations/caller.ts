import type { Instance } from '../world/entities.js';

/**
 * Returns the ARN of the caller, which Connect shows when the call names no user. The emulator accepts any credentials,
 * so the ARN is always the same.
 */
export function callerArn({ account }: Instance): string {
  return `arn:aws:sts::${account}:assumed-role/connect-client/emulator`;
}
