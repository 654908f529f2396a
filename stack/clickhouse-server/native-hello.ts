/**
 * The Go driver (and so Grafana's plugin over HTTP) opens with this query, asks for Native blocks of the protocol
 * revision it knows, and afterwards reads blocks of the revision that `revision()` returned. The embedded engine only
 * writes revision 0 (no block info, no serialization marks), so the hello says 0 in a block the driver can read.
 */
export function isNativeHello(sql: string, format: string, clientRevision: number): boolean {
  return (
    format === 'Native' &&
    clientRevision > 0 &&
    /^\s*SELECT displayName\(\), version\(\), revision\(\), timezone\(\)\s*$/i.test(sql)
  );
}

/** The hello's one-row answer as a Native block of the client's revision. */
export function encodeNativeHello(
  clientRevision: number,
  displayName: string,
  version: string,
  timezone: string,
): Buffer {
  const serializationMark =
    clientRevision >= REVISION_WITH_CUSTOM_SERIALIZATION ? Buffer.from([0]) : Buffer.alloc(0);
  const column = (name: string, type: string, value: Buffer) =>
    Buffer.concat([text(name), text(type), serializationMark, value]);
  return Buffer.concat([
    BLOCK_INFO,
    Buffer.from([4, 1]),
    column('displayName()', 'String', text(displayName)),
    column('version()', 'String', text(version)),
    column('revision()', 'UInt32', Buffer.alloc(4)),
    column('timezone()', 'String', text(timezone)),
  ]);
}

const REVISION_WITH_CUSTOM_SERIALIZATION = 54454;

/** Field 1 (overflow) = 0, field 2 (bucket) = -1 as Int32, end mark 0. */
const BLOCK_INFO = Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0]);

/** Length as one VarUInt byte, then the bytes; names and versions stay far below 128. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value.slice(0, 100), 'ascii');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
