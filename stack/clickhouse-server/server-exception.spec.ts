import { ServerException } from './server-exception';

describe('ServerException', () => {
  it('reads code, text and type from the engine', () => {
    const exception = ServerException.fromEngine(
      new Error("Code: 60. DB::Exception: Unknown table 'x'. (UNKNOWN_TABLE)"),
    );
    expect(exception).toMatchObject({
      code: 60,
      type: 'UNKNOWN_TABLE',
      detail: "Unknown table 'x'.",
      httpStatus: 404,
    });
    expect(exception.toBody('26.7.2.1')).toBe(
      "Code: 60. DB::Exception: Unknown table 'x'. (UNKNOWN_TABLE) (version 26.7.2.1)\n",
    );
  });

  it('unwraps an exception that the engine wrapped twice', () => {
    const text =
      "Code: 115. DB::Exception: Code: 115. DB::Exception: Unknown setting 'x'. (UNKNOWN_SETTING) (version 26.7.2.1). (UNKNOWN_SETTING)";
    expect(ServerException.fromEngine(new Error(text)).message).toBe(
      "Code: 115. DB::Exception: Unknown setting 'x'. (UNKNOWN_SETTING)",
    );
  });

  it('gives any other error a code of its own', () => {
    expect(ServerException.fromEngine(new Error('boom'))).toMatchObject({ code: 1002, httpStatus: 500 });
  });

  it('passes an exception of ours through unchanged', () => {
    expect(
      ServerException.fromEngine(new ServerException(516, 'AUTHENTICATION_FAILED', 'x (y)')),
    ).toMatchObject({ code: 516, httpStatus: 403 });
  });
});
