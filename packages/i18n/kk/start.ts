import type { start as Mongolian } from '../mn/start.ts';

export const start = {
  database: 'Дерекқор жұмыс істеп тұр',
  migrations: ({ count }: { count: number }) => `Дерекқор құрылымы дайын (жаңа қадам: ${count})`,
  app: 'Қызмет жүктелді',
  demonstrationBegins: 'Көрсетілімнің үш мектебі дайындалып жатыр (тек бірінші рет)',
  demonstrationStep: ({ name, done, total }: { name: string; done: number; total: number }) => `Көрсетілім: ${name} ${done}/${total}`,
  ready: ({ address }: { address: string }) => `Дайын: ${address}`,
  demoDoor: ({ address }: { address: string }) => `Көрсетілімге кіру: ${address}/demo (12 адамның бірі)`,
  noSms: 'Хабарлама қызметі бапталмаған, сондықтан телефонмен кіру мүмкін емес. SMS_URL, SMS_KEY, SMS_FROM мәндерін баптаңыз.',
  noOperator: ({ command }: { command: string }) => `Кіре алатын жүйе әкімшісі әлі жоқ. Шақыру: ${command}`,
  invite: {
    link: ({ days }) => `Бұл сілтемені тек сол адамға беріңіз. Бір рет, ${days} күн жарамды:`,
    addressGuessed: 'Сілтеменің басында сервердің мекенжайы тұр. Сервер басқа мекенжайда болса, орнына соны жазыңыз немесе --public-url беріп қайта шақырыңыз.',
    usage: 'Былай жазыңыз: npm run invite -- --role operator|ministry_analyst|area_officer --name NAME [--area 11]',
  },
  commands: {
    fileMissing: ({ command }: { command: string }) => `Файл атын беріңіз, мысалы: npm run ${command} -- koshirme.zip`,
    fileNotFound: ({ file }: { file: string }) => `Мұндай файл жоқ: ${file}`,
    tableCopied: ({ table, rows }: { table: string; rows: number }) => `  ${table}: ${rows} жол`,
    backupMade: ({ file }: { file: string }) =>
      `Сақтық көшірме дайын: ${file}. Data қалтасындағы secret.key файлын бөлек, сенімді жерде сақтаңыз: онсыз шифрланған мәлімет ашылмайды.`,
    backupRuns: 'Бұл дерекқордың басқа сақтық көшірмесі жасалып жатыр. Аяқталғанын күтіп, қайта іске қосыңыз.',
    notWritable: ({ file }: { file: string }) => `${file} файлын жазу мүмкін болмады. Басқа орын беріңіз.`,
    isThere: ({ file }: { file: string }) => `${file} деген файл бұрыннан бар, сол қалпында қалды. Басқа атау беріңіз немесе --overwrite қосыңыз.`,
    noRoom: ({ file }: { file: string }) => `${file} файлына орын жетпеді: диск толған. Сақтық көшірме жасалмады. Орын босатыңыз немесе басқа орын беріңіз.`,
    restored: ({ rows }: { rows: number }) => `Қалпына келтірілді: ${rows} жол. Енді npm start командасын іске қосыңыз.`,
    notEmpty: 'Мұнда деректер бар. Бос қалтаға немесе бос дерекқорға қалпына келтіріңіз.',
    notABackup: ({ file }: { file: string }) => `${file} сақтық көшірме емес немесе бүлінген.`,
    secretMissing: ({ folder }: { folder: string }) => `Алдымен сақтық көшірмеге тиесілі secret.key файлын ${folder} қалтасына қойыңыз (немесе SECRET_KEY мәнін баптаңыз).`,
    countDiffers: ({ table }: { table: string }) => `${table}: жол саны сәйкес емес. Ештеңе сақталмады.`,
    resetAsk: ({ folder, name }: { folder: string; name: string }) => `Бұл ${folder} қалтасындағы барлық деректі жояды. Растау үшін қалта атын жазыңыз (${name}): `,
    resetReal: 'Бұл көрсетілім емес, шынайы деректер. Расымен жою үшін --really қосыңыз.',
    resetDone: ({ folder }: { folder: string }) => `${folder} қалтасындағы барлық дерек жойылды.`,
    resetKept: ({ folder, others }: { folder: string; others: string }) => `${folder} қалтасындағы барлық дерек жойылды. Хамтдаа жасамаған файлдар мен қалталар қалды: ${others}`,
    resetNot: 'Атау сәйкес келмеді. Ештеңе жойылмады.',
    resetNothing: ({ folder }: { folder: string }) => `${folder} қалтасында жоятын ештеңе жоқ.`,
  },
  problems: {
    'another-server': ({ folder, process }: { folder: string; process: number }) =>
      `${folder} қалтасын басқа сервер (процесс ${process}) пайдаланып тұр. Сол серверді тоқтатыңыз немесе --data арқылы басқа қалта беріңіз.`,
    'port-in-use': ({ port }: { port: number }) => `${port} портында басқа бағдарлама жұмыс істеп тұр. --port арқылы басқа нөмір беріңіз.`,
    'disk-full': ({ folder }: { folder: string }) => `${folder} қалтасы тұрған диск толған. Орын босатып, қайта іске қосыңыз.`,
    'folder-broken': ({ folder, reason }: { folder: string; reason: string }) =>
      `${folder} қалтасындағы дерекқор ашылмайды (${reason}). Сақтық көшірмеден қалпына келтіру: npm run restore -- ФАЙЛ`,
    'folder-not-writable': ({ folder }: { folder: string }) => `${folder} қалтасына жазуға рұқсат жоқ. Рұқсатын түзетіңіз немесе --data арқылы басқа қалта беріңіз.`,
    'database-unreachable': ({ where, reason }: { where: string; reason: string }) =>
      `${where} мекенжайындағы дерекқорға қосылу мүмкін болмады (${reason}). Сервер жұмыс істеп тұрғанын, мекенжай дұрыстығын тексеріңіз.`,
    'database-refuses': ({ where, reason }: { where: string; reason: string }) =>
      `${where} дерекқоры кіргізбеді (${reason}). --database-url ішіндегі атауды, құпиясөзді, дерекқор атын тексеріңіз.`,
    'database-too-old': ({ version }: { version: number }) => `PostgreSQL ${version} тым ескі. 17 немесе одан жаңа нұсқа керек.`,
    'database-newer': ({ migration }: { migration: string }) => `Бұл дерекқорды жаңарақ нұсқа дайындаған (${migration}). Бағдарламаны жаңартыңыз.`,
    'owner-held-by-wall':
      '--database-url кірісі жолдардың бір бөлігін ғана көреді, сондықтан ештеңе көшірілмеді. Осы команда үшін оған BYPASSRLS құқығын (alter role … bypassrls) беріп, кейін қайтарып алыңыз.',
    'role-too-strong': ({ login }: { login: string }) => `${login} кірісінің құқығы тым кең, сондықтан қорғаныс іске аспайды. Superuser мен BYPASSRLS құқығын алып тастаңыз.`,
    'wrong-secret': () => 'Құпия кілт бұл дерекқорға сәйкес емес. SECRET_KEY немесе data қалтасындағы secret.key файлын бастапқысына қайтарыңыз.',
    'setting-wrong': ({ setting }: { setting: string }) => `Баптау қате: ${setting}. Түсіндірмесі docs/operating.md ішінде.`,
    'demo-on-network': ({ host }: { host: string }) => `Көрсетілім сервері ${host} мекенжайымен желіге ашылғалы тұр. Келіссеңіз, --public-demo қосыңыз.`,
    'public-url-missing': ({ host }: { host: string }) =>
      `Сервер ${host} мекенжайымен желіге ашылғалы тұр, бірақ адамдар қай мекенжаймен кіретіні белгісіз. Оны беріңіз: --public-url https://khamtdaa.example.mn`,
    'not-started': ({ place }: { place: string }) =>
      `${place} ішіндегі дерекқорды сервер әлі іске қоспаған, сондықтан ештеңе жасалмады. Орнын тексеріңіз немесе алдымен npm start (шынайы жүйе болса, npm start -- --no-demo) командасын орындаңыз.`,
    'clock-of-real': '--demo-now (DEMO_NOW) сағатты тек ойдан шығарылған адамдары бар дерекқорда тоқтатады, ал бұл дерекқор шынайы. Оны алып тастаңыз.',
    'no-binaries': ({ system }: { system: string }) => `${system} жүйесіне арналған ішкі дерекқор жоқ. --database-url беріңіз.`,
  },
} satisfies typeof Mongolian;
