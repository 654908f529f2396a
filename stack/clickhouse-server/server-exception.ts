/** An error as ClickHouse reports it: numeric code, upper-case name, text. */
export class ServerException extends Error {
  constructor(
    readonly code: number,
    readonly type: string,
    readonly detail: string,
  ) {
    super(`Code: ${code}. DB::Exception: ${detail} (${type})`);
  }

  /** Reads the engine's own message; anything it did not phrase itself becomes UNKNOWN_EXCEPTION. */
  static fromEngine(error: unknown): ServerException {
    const text = error instanceof Error ? error.message : String(error);
    const match = ENGINE_MESSAGE.exec(text);
    if (!match) return new ServerException(1002, 'UNKNOWN_EXCEPTION', text);
    const [, code, detail, type] = match;
    return new ServerException(Number(code), type ?? '', stripNested(detail ?? ''));
  }

  /** HTTP status that a ClickHouse server answers with for this code. */
  get httpStatus(): number {
    return STATUS_BY_CODE.get(this.code) ?? 500;
  }

  /** The response body. */
  toBody(version: string): string {
    return `${this.message} (version ${version})\n`;
  }
}

const ENGINE_MESSAGE = /^Code: (\d+)\. DB::Exception: ([\s\S]*?) ?\(([A-Z][A-Z0-9_]+)\)\s*$/;

/** The engine wraps some errors twice: "Code: 115. DB::Exception: … (UNKNOWN_SETTING) (version …). (UNKNOWN_SETTING)". */
function stripNested(detail: string): string {
  return detail
    .replace(/^Code: \d+\. DB::Exception: /, '')
    .replace(/ \([A-Z][A-Z0-9_]+\) \(version [^)]*\)\.?$/, '')
    .replace(/ \([A-Z][A-Z0-9_]+\)\.?$/, '');
}

/** From ClickHouse's exceptionCodeToHTTPStatus; what is not listed is 500. */
const STATUS_BY_CODE = new Map<number, number>([
  ...[6, 25, 26, 27, 34, 36, 38, 41, 53, 62, 69, 72, 117, 130, 131, 190, 376, 377, 441, 456, 457].map(
    (code) => [code, 400] as const,
  ),
  ...[46, 47, 50, 56, 60, 63, 73, 78, 79, 81, 115].map((code) => [code, 404] as const),
  [194, 401],
  ...[192, 193, 497, 516].map((code) => [code, 403] as const),
  [164, 403],
  [48, 501],
  [159, 408],
  ...[209, 1000].map((code) => [code, 503] as const),
  [307, 413],
]);
