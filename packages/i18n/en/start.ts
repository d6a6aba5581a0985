import type { start as Mongolian } from '../mn/start.ts';

export const start = {
  database: 'The database is running',
  migrations: ({ count }: { count: number }) => `The database has its shape (new steps: ${count})`,
  app: 'The service is loaded',
  demonstrationBegins: 'Preparing three made-up schools (only this first time)',
  demonstrationStep: ({ name, done, total }: { name: string; done: number; total: number }) => `Demonstration: ${name} ${done}/${total}`,
  ready: ({ address }: { address: string }) => `Ready: ${address}`,
  demoDoor: ({ address }: { address: string }) => `Sign in to the demonstration: ${address}/demo (as one of 12 people)`,
  noSms: 'No SMS gateway is configured, so signing in by phone is off. Set SMS_URL, SMS_KEY and SMS_FROM.',
  noOperator: ({ command }: { command: string }) => `No administrator can sign in yet. To invite one: ${command}`,
  invite: {
    link: ({ days }) => `Give this link to that person only. It is good once, for ${days} days:`,
    addressGuessed: 'The link begins with the server’s address. If yours is another one, write that in its place, or invite again with --public-url.',
    usage: 'Type it like this: npm run invite -- --role operator|ministry_analyst|area_officer --name NAME [--area 11]',
  },
  commands: {
    fileMissing: ({ command }: { command: string }) => `Give a file name, for example: npm run ${command} -- backup.zip`,
    fileNotFound: ({ file }: { file: string }) => `There is no such file: ${file}`,
    tableCopied: ({ table, rows }: { table: string; rows: number }) => `  ${table}: ${rows} rows`,
    backupMade: ({ file }: { file: string }) =>
      `The backup is made: ${file}. Keep the file secret.key of the data folder apart, in a safe place: without it what is sealed does not open.`,
    backupRuns: 'Another backup of this database is being made. Wait until it has ended, then run this again.',
    notWritable: ({ file }: { file: string }) => `${file} cannot be written. Give another place.`,
    isThere: ({ file }: { file: string }) => `${file} is there already, and was kept. Give another name, or add --overwrite.`,
    noRoom: ({ file }: { file: string }) => `There is no room for ${file}: its disk is full. No backup was made. Free some space, or give another place.`,
    restored: ({ rows }: { rows: number }) => `Restored: ${rows} rows. Now run npm start.`,
    notEmpty: 'There is data here. Restore into an empty folder or an empty database.',
    notABackup: ({ file }: { file: string }) => `${file} is not a backup, or is damaged.`,
    secretMissing: ({ folder }: { folder: string }) => `First put the secret.key that belongs to the backup into ${folder} (or set SECRET_KEY).`,
    countDiffers: ({ table }: { table: string }) => `${table}: the number of rows differs. Nothing was kept.`,
    resetAsk: ({ folder, name }: { folder: string; name: string }) => `This removes all data in ${folder}. To confirm, type the name of the folder (${name}): `,
    resetReal: 'This is real data, not a demonstration. To remove it all the same, add --really.',
    resetDone: ({ folder }: { folder: string }) => `All data in ${folder} is removed.`,
    resetKept: ({ folder, others }: { folder: string; others: string }) => `All data in ${folder} is removed. What Khamtdaa did not make was kept: ${others}`,
    resetNot: 'The name differs. Nothing was removed.',
    resetNothing: ({ folder }: { folder: string }) => `There is nothing to remove in ${folder}.`,
  },
  problems: {
    'another-server': ({ folder, process }: { folder: string; process: number }) =>
      `Another server (process ${process}) uses ${folder}. Stop that server, or give another folder with --data.`,
    'port-in-use': ({ port }: { port: number }) => `Another program listens on port ${port}. Give another one with --port.`,
    'disk-full': ({ folder }: { folder: string }) => `The disk of ${folder} is full. Free some space and start again.`,
    'folder-broken': ({ folder, reason }: { folder: string; reason: string }) =>
      `The database in ${folder} does not open (${reason}). To bring a backup back: npm run restore -- FILE`,
    'folder-not-writable': ({ folder }: { folder: string }) => `${folder} cannot be written to. Change its permissions, or give another folder with --data.`,
    'database-unreachable': ({ where, reason }: { where: string; reason: string }) =>
      `No database answers at ${where} (${reason}). Check that it runs and that the address is right.`,
    'database-refuses': ({ where, reason }: { where: string; reason: string }) =>
      `The database at ${where} refuses the login (${reason}). Check the name, password and database in --database-url.`,
    'database-too-old': ({ version }: { version: number }) => `PostgreSQL ${version} is too old. Version 17 or newer is needed.`,
    'database-newer': ({ migration }: { migration: string }) => `A newer version has prepared this database (${migration}). Update this program.`,
    'owner-held-by-wall':
      'The login of --database-url sees only part of the rows, so nothing is copied. For this command give it BYPASSRLS (alter role … bypassrls), and take it away afterwards.',
    'role-too-strong': ({ login }: { login: string }) => `The login ${login} is so strong that the protection of data would not hold. Take SUPERUSER and BYPASSRLS from it.`,
    'wrong-secret': () => 'The secret key does not belong to this database. Bring back the first SECRET_KEY, or the file secret.key of the data folder.',
    'setting-wrong': ({ setting }: { setting: string }) => `A setting does not fit: ${setting}. They are explained in docs/operating.md.`,
    'demo-on-network': ({ host }: { host: string }) => `A demonstration is about to be open to the network at ${host}. If that is meant, add --public-demo.`,
    'public-url-missing': ({ host }: { host: string }) =>
      `This server is about to be open to the network at ${host}, and the address by which people reach it is not known. Give it: --public-url https://khamtdaa.example.mn`,
    'not-started': ({ place }: { place: string }) =>
      `No server has started the database in ${place} yet, so nothing was done. Check the place, or start it first: npm start (a real one: npm start -- --no-demo).`,
    'clock-of-real': '--demo-now (DEMO_NOW) fixes the clock only where all people are made up, and this database is real. Leave it out.',
    'no-binaries': ({ system }: { system: string }) => `There is no embedded database for ${system}. Give --database-url.`,
  },
} satisfies typeof Mongolian;
