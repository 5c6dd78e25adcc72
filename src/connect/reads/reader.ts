import type { Instances } from '../../ids/instances.js';
import type { CallScope } from '../calls/call-runner.js';
import type { ConnectOperation } from '../calls/operation.js';

/** Part of a session that loaders and the directory use. */
export interface Reader {
  readonly scope: CallScope;
  readonly instances: Instances;

  /** Makes a read. @throws ConnectReadError */
  read<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output>;

  /** Makes a read; null if Connect reports that the resource does not exist. @throws ConnectReadError */
  readOrNull<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output | null>;

  /** Returns this reader with another scope, for a read that requests share. */
  withScope(scope: CallScope): Reader;

  /**
   * Whether this request created the contact. Connect's reads are eventually consistent and may not find it at once.
   */
  createdHere(instanceId: string, contactId: string): boolean;
}
