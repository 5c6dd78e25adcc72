import type { Instances } from '../../ids/instances.js';
import type { CallScope } from '../calls/call-runner.js';
import type { ConnectOperation } from '../calls/operation.js';

/** A session, as far as loaders and the directory need it. */
export interface Reader {
  readonly scope: CallScope;
  readonly instances: Instances;

  /** @throws ConnectReadError */
  read<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output>;

  /** Null when Connect says that there is no such thing. @throws ConnectReadError */
  readOrNull<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output | null>;

  /** This reader, for all who wait for a read that requests share. */
  withScope(scope: CallScope): Reader;

  /** Whether this request made a contact: Connect's reads may not know it at once. */
  createdHere(instanceId: string, contactId: string): boolean;
}
