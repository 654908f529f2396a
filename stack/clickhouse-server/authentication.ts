import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ServerException } from './server-exception';

export interface ServerUser {
  name: string;
  password: string;
  /** May only read: the engine refuses the rest with code 164. */
  readonly: boolean;
}

/**
 * The user behind a request, named by X-ClickHouse-User/-Key, HTTP basic authentication or `user`/`password`
 * parameters, in this order; nobody named is `default` with an empty password. Code 516 when it is not known.
 */
export function authenticate(
  users: ServerUser[],
  headers: IncomingHttpHeaders,
  params: URLSearchParams,
): ServerUser {
  const claim = fromHeaders(headers) ?? fromBasic(headers.authorization) ?? fromParams(params);
  const user = users.find((candidate) => candidate.name === claim.name);
  if (user && sameSecret(user.password, claim.password)) return user;
  throw new ServerException(
    516,
    'AUTHENTICATION_FAILED',
    `${claim.name}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

interface Claim {
  name: string;
  password: string;
}

function fromHeaders(headers: IncomingHttpHeaders): Claim | undefined {
  const name = headers['x-clickhouse-user'];
  const key = headers['x-clickhouse-key'];
  if (name === undefined && key === undefined) return undefined;
  return { name: String(name ?? 'default'), password: String(key ?? '') };
}

function fromBasic(authorization: string | undefined): Claim | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, name, password] =
    /^([^:]*):?([\s\S]*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return { name: name || 'default', password: password ?? '' };
}

function fromParams(params: URLSearchParams): Claim {
  return { name: params.get('user') || 'default', password: params.get('password') ?? '' };
}

/** Hashing first makes both sides equally long, so that the comparison tells nothing by its time. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
