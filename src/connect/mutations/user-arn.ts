import { arnOf } from '../../ids/arn.js';
import type { ConnectSession } from '../session/session.js';

/**
 * Replaces a user's id by the ARN that Connect requires.
 * @param user Input member that holds the user's id in place of the ARN.
 * @throws ConnectReadError when the instance's ARN is not known and cannot be read.
 */
export async function withUserArn(
  user: { readonly ConnectUserArn?: string | undefined } | undefined,
  instanceId: string,
  connect: ConnectSession,
) {
  const id = user?.ConnectUserArn;
  return id === undefined ? undefined : { ConnectUserArn: arnOf(await connect.instanceArn(instanceId), 'user', id) };
}
