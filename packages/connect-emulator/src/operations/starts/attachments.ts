import { randomUUID } from 'node:crypto';
import type { Reference } from '@aws-sdk/client-connect';
import type { InstanceState } from '../../world/instance-state.js';

/** Attachments show as references whose value is the file's id; the emulator fetches nothing and approves at once. */
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
