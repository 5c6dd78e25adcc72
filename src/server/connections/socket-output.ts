import type { Socket } from 'node:net';

/** Bytes that a socket holds since its client has not taken them. */
export function unsentBytes(socket: Socket): number {
  // The length counts characters where text was written, and goes down only when a write has ended.
  return Math.max(socket.writableLength, bytesBeingWritten(socket));
}

/** A number that changes with every byte that the kernel takes. */
export function sendProgress(socket: Socket): number {
  return socket.writableLength + bytesBeingWritten(socket);
}

/** Of the write under way, what the kernel has not taken. Node's own socket timeout goes by the same number. */
function bytesBeingWritten(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? 0;
}
