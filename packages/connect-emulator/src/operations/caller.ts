import type { Instance } from '../world/entities.js';

/** Who calls, as far as an emulator knows that takes any credentials: what Connect shows where no user is named. */
export function callerArn({ account }: Instance): string {
  return `arn:aws:sts::${account}:assumed-role/connect-client/emulator`;
}
