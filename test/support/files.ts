import type { TestGateway } from './gateway.js';

/** What a file is attached to, as an input names it. */
export type AttachedTo = { readonly contactId: string } | { readonly caseArn: string };

export const caseArn = 'arn:aws:cases:us-east-1:111122223333:domain/d/case/c';

interface Upload {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: string;
}

/** Announces a file of that content. */
export async function announceFile(
  gateway: TestGateway,
  attachedTo: AttachedTo,
  { content = 'hello', ...more }: { readonly content?: string; readonly [field: string]: unknown } = {},
): Promise<{ fileId: string; upload: Upload }> {
  const { data } = await gateway.graphql(
    `mutation ($input: StartAttachedFileUploadInput!) { startAttachedFileUpload(input: $input) { __typename
      ... on StartAttachedFileUploadSuccess { fileId upload { url expiresAt headers { name value } } }
      ... on ConnectError { message } } }`,
    { input: { attachedTo, fileName: 'a.txt', sizeInBytes: content.length, ...more } },
  );
  const answer = data.startAttachedFileUpload;
  if (answer.__typename !== 'StartAttachedFileUploadSuccess') throw new Error(answer.message);
  return answer;
}

/** Sends content to where Connect said, with the headers that it wants. */
export function putFile({ url, headers }: Upload, content = 'hello'): Promise<Response> {
  const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  return fetch(url, { method: 'PUT', headers: named, body: content });
}

/** Announces and uploads a file; it is not complete yet. */
export async function uploadFile(gateway: TestGateway, attachedTo: AttachedTo, content = 'hello'): Promise<string> {
  const { fileId, upload } = await announceFile(gateway, attachedTo, { content });
  const { ok } = await putFile(upload, content);
  if (!ok) throw new Error('The upload was refused.');
  return fileId;
}
