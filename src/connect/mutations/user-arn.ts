import { arnOf } from '../../ids/arn.js';
import type { ConnectSession } from '../session/session.js';

/**
 * A user whom a call's input names, as Connect takes them, where their id stood in the ARN's place.
 * @throws ConnectReadError when the instance's own ARN is not known and cannot be read.
 */
export async function withUserArn(
  user: { readonly ConnectUserArn?: string | undefined } | undefined,
  instanceId: string,
  connect: ConnectSession,
) {
  const id = user?.ConnectUserArn;
  return id === undefined ? undefined : { ConnectUserArn: arnOf(await connect.instanceArn(instanceId), 'user', id) };
}
