import { describe, expect, test } from 'vitest';
import { readConfig } from './index.ts';

describe('what is neither yes nor no is refused: a real school’s folder would become a demonstration for good', () => {
  test.for(['true', '1', 'yes', 'on', 'TRUE'])('NO_DEMO=%s makes none', (said) => {
    expect(readConfig([], { NO_DEMO: said }).demo).toBe(false);
  });
  test.for([undefined, '', ' ', 'false', '0', 'no', 'off'])('NO_DEMO=%s makes one', (said) => {
    expect(readConfig([], { NO_DEMO: said }).demo).toBe(true);
  });
  test.for(['ja', 'tru', '2'])('NO_DEMO=%s', (said) => {
    expect(() => readConfig([], { NO_DEMO: said })).toThrow(expect.objectContaining({ facts: { setting: 'NO_DEMO' } }));
  });
  test('an option says yes whatever the environment says', () => {
    expect(readConfig(['--no-demo'], { NO_DEMO: 'false' }).demo).toBe(false);
  });
});

test('an empty setting is none', () => {
  const config = readConfig([], { SMS_URL: '', SMS_KEY: '', SECRET_KEY: '', POOL_SIZE: '', PORT: '', PUBLIC_URL: '' });
  expect(config).toMatchObject({ sms: undefined, secretKey: undefined, poolSize: 8, port: 4000, publicUrl: undefined });
});

test.for([
  [['--port', 'x'], {}, '--port'],
  [[], { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [['--role', 'web,foo'], { PORT: '4000' }, '--role'],
  [['--trusted-proxy', '10.0.0.1, proxy.mn'], {}, '--trusted-proxy'],
  [[], { TRUSTED_PROXY: '10.0.0.0/33' }, 'TRUSTED_PROXY'],
] as const)('what does not fit is named as it was given: %s %o', ([argv, environment, setting]) => {
  expect(() => readConfig(argv, environment)).toThrow(expect.objectContaining({ facts: { setting } }));
});

test('a proxy is an address or a network', () => {
  expect(readConfig([], {}).trustedProxy).toEqual([]);
  expect(readConfig(['--trusted-proxy', '10.0.0.1, 10.0.0.0/8,fd00::/8,'], {}).trustedProxy).toEqual(['10.0.0.1', '10.0.0.0/8', 'fd00::/8']);
});
