import { randomUUID } from 'node:crypto';
import type { Reference } from '@aws-sdk/client-connect';
import type { InstanceState } from '../../world/instance-state.js';

/**
 * Returns references for attachments, with the file id as value. The emulator does not fetch the files and approves
 * them at once.
 */
export function attachmentReferences(
  { instance }: InstanceState,
  attachments: readonly { readonly FileName: string | undefined }[] = [],
): Record<string, Reference> {
  return Object.fromEntries(
    attachments.map(({ FileName }) => {
      const id = randomUUID();
      return [
        FileName ?? '',
        { Type: 'ATTACHMENT', Value: id, Status: 'APPROVED', Arn: `${instance.arn}/file/${id}` } satisfies Reference,
      ];
    }),
  );
}
