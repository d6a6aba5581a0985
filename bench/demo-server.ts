import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { startProgram, type StartedProgram } from '../tests/pages/running-server.ts';

export interface DemoServer extends StartedProgram {
  readonly postmasterPid: number;
}

const SCHOOL_DAY = '2026-11-19T02:10:00Z'; // a Thursday morning: figures of two days compare

/** The real server on a data folder; an empty one becomes the demonstration. */
export async function startDemo(dataDir: string, ...options: string[]): Promise<DemoServer> {
  const program = await startProgram(dataDir, '--demo-now', SCHOOL_DAY, ...options);
  return { ...program, postmasterPid: Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]) };
}

export interface Answer {
  readonly status: number;
  /** Bytes of the body as it went over the wire, and of the headers. */
  readonly bytes: number;
  readonly headerBytes: number;
  readonly cookie: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

/** One request as a phone's browser sends it: gzip and brotli taken, nothing kept. */
export function ask(address: string, path: string, options: { cookie?: string; form?: Record<string, string> } = {}): Promise<Answer> {
  const body = options.form && new URLSearchParams(options.form).toString();
  return new Promise((resolve, reject) => {
    const headers = {
      'accept-encoding': 'gzip, deflate, br',
      accept: 'text/html',
      'accept-language': 'mn',
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: address, 'content-length': Buffer.byteLength(body) }),
    };
    const request = http.request(`${address}${path}`, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        const cookie = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
        resolve({ status: response.statusCode ?? 0, bytes, headerBytes: response.rawHeaders.join(': ').length, cookie });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Signed in as one of the demonstration's people: the cookie to go on with. */
export async function signIn(address: string, person: string): Promise<string> {
  const { status, cookie } = await ask(address, '/demo/sign-in', { form: { person } });
  if (status !== 303 || cookie === '') throw new Error(`signing in as ${person} answered ${status}`);
  return cookie;
}
