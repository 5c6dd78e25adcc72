// Code that the compiler must refuse: `npm run typecheck` fails if it accepts a line below `@ts-expect-error`.
import type { TransferContactInput } from './generated/graphql.js';
import type { TransferResult } from './outcome.js';

const contact = { contactId: 'contact', contactFlowId: 'flow' };

export const toQueue: TransferContactInput = { ...contact, destination: { queueId: 'queue' } };
// @ts-expect-error A destination is a queue or a user, not both.
export const toBoth: TransferContactInput = { ...contact, destination: { queueId: 'queue', userId: 'user' } };
// @ts-expect-error A destination is a queue or a user, not neither.
export const toNobody: TransferContactInput = { ...contact, destination: {} };

export function tellTooLittle(result: TransferResult): string {
  switch (result.__typename) {
    case 'TransferContactSuccess':
      return 'Transferred.';
    case 'ConnectContactNotTransferableError':
      return result.reason;
    default: {
      // @ts-expect-error The other members are not handled.
      const nothing: never = result;
      return nothing;
    }
  }
}
