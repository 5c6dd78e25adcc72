import type { Socket } from 'node:net';

/** Returns the bytes that the socket buffers because the client has not read them. */
export function unsentBytes(socket: Socket): number {
  // `writableLength` counts characters of written text, and decreases only when a write has ended.
  return Math.max(socket.writableLength, bytesBeingWritten(socket));
}

/** Returns a number that changes with every byte that the kernel accepts. */
export function sendProgress(socket: Socket): number {
  return socket.writableLength + bytesBeingWritten(socket);
}

/** Returns the bytes of the current write that the kernel has not accepted. Node's socket timeout uses this number. */
function bytesBeingWritten(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? 0;
}
