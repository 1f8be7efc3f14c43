// Where things are, and how they are read.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';

export const deploy = join(dirname(fileURLToPath(import.meta.url)), '..');
export const path = (...parts) => join(deploy, ...parts);
export const exists = (...parts) => existsSync(path(...parts));
export const text = (...parts) => readFileSync(path(...parts), 'utf8');
export const yaml = (...parts) => parse(text(...parts), { merge: true });
export const json = (...parts) => JSON.parse(text(...parts));
export const list = (folder, end) => readdirSync(path(folder)).filter((name) => name.endsWith(end)).map((name) => join(folder, name));

/** Runs a program; what it printed, or an error with what it printed. */
export function run(program, ...args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}:\n${error.stdout}${error.stderr}`);
  }
}

/** Documents of a stream, each a plain object. */
export const documents = (stream) => parseAllDocuments(stream, { merge: true }).map((document) => document.toJS());
