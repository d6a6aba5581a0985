// npm run NAME -- OPTIONS: installs what is missing, then hands over to a command of apps/server/commands or another file.
import { spawnSync } from 'node:child_process';
import { environment, install, node, root } from './prepare.mjs';

install();
const [file, ...args] = process.argv.slice(2);
process.exit(spawnSync(node, [file, ...args], { cwd: root, stdio: 'inherit', env: environment }).status ?? 1);
