export const start = {
  database: 'Өгөгдлийн сан ажиллаж байна',
  migrations: ({ count }: { count: number }) => `Өгөгдлийн сангийн бүтэц бэлэн (шинэ алхам: ${count})`,
  app: 'Үйлчилгээ ачаалагдлаа',
  demonstrationBegins: 'Үзүүлэнгийн гурван сургуулийг бэлтгэж байна (анх удаа л ингэнэ)',
  demonstrationStep: ({ name, done, total }: { name: string; done: number; total: number }) => `Үзүүлэн: ${name} ${done}/${total}`,
  ready: ({ address }: { address: string }) => `Бэлэн боллоо: ${address}`,
  demoDoor: ({ address }: { address: string }) => `Үзүүлэнд нэвтрэх: ${address}/demo (12 хүнээс сонгоно)`,
  noSms: 'Мессежийн үйлчилгээ тохируулаагүй тул утсаар нэвтрэх боломжгүй. SMS_URL, SMS_KEY, SMS_FROM тохируулна уу.',
  noOperator: ({ command }: { command: string }) => `Нэвтэрч чадах системийн админ хараахан алга. Урих: ${command}`,
  invite: {
    link: ({ days }: { days: number }) => `Энэ холбоосыг тэр хүнд нь л өгнө үү. Нэг удаа, ${days} хоног хүчинтэй:`,
    addressGuessed: 'Холбоосын эхэнд серверийн хаяг байна. Сервер тань өөр хаягтай бол оронд нь түүнийг бичих, эсвэл --public-url өгч дахин урина уу.',
    usage: 'Ингэж бичнэ үү: npm run invite -- --role operator|ministry_analyst|area_officer --name NAME [--area 11]',
  },
  commands: {
    fileMissing: ({ command }: { command: string }) => `Файлын нэр өгнө үү, жишээ нь: npm run ${command} -- nuuts.zip`,
    fileNotFound: ({ file }: { file: string }) => `Ийм файл алга: ${file}`,
    tableCopied: ({ table, rows }: { table: string; rows: number }) => `  ${table}: ${rows} мөр`,
    backupMade: ({ file }: { file: string }) =>
      `Нөөц хуулбар бэлэн: ${file}. Data хавтас дахь secret.key файлыг тусад нь, найдвартай газар хадгална уу: түүнгүйгээр битүүмжилсэн мэдээлэл нээгдэхгүй.`,
    backupRuns: 'Энэ өгөгдлийн сангийн өөр нөөц хуулбар хийгдэж байна. Дуусахыг хүлээгээд дахин ажиллуулна уу.',
    notWritable: ({ file }: { file: string }) => `${file} файлыг бичиж чадсангүй. Өөр байрлал өгнө үү.`,
    isThere: ({ file }: { file: string }) => `${file} нэртэй файл аль хэдийн байгаа тул хэвээр үлдээлээ. Өөр нэр өгнө үү, эсвэл --overwrite нэмнэ үү.`,
    noRoom: ({ file }: { file: string }) => `${file} файлд зай хүрсэнгүй: диск дүүрсэн байна. Нөөц хуулбар хийгдээгүй. Зай чөлөөлөх эсвэл өөр байрлал өгнө үү.`,
    restored: ({ rows }: { rows: number }) => `Сэргээлээ: ${rows} мөр. Одоо npm start ажиллуулна уу.`,
    notEmpty: 'Энд өгөгдөл байна. Хоосон хавтас эсвэл хоосон өгөгдлийн санд сэргээнэ үү.',
    notABackup: ({ file }: { file: string }) => `${file} нь нөөц хуулбар биш, эсвэл гэмтсэн байна.`,
    secretMissing: ({ folder }: { folder: string }) => `Эхлээд нөөц хуулбарт хамаарах secret.key файлыг ${folder} хавтсанд тавина уу (эсвэл SECRET_KEY тохируулна уу).`,
    countDiffers: ({ table }: { table: string }) => `${table}: мөрийн тоо зөрлөө. Юу ч хадгалсангүй.`,
    resetAsk: ({ folder, name }: { folder: string; name: string }) => `Энэ нь ${folder} хавтас дахь бүх өгөгдлийг устгана. Батлах бол хавтасны нэрийг бичнэ үү (${name}): `,
    resetReal: 'Энэ бол үзүүлэн биш, бодит өгөгдөл. Үнэхээр устгах бол --really нэмнэ үү.',
    resetDone: ({ folder }: { folder: string }) => `${folder} хавтас дахь бүх өгөгдлийг устгалаа.`,
    resetKept: ({ folder, others }: { folder: string; others: string }) =>
      `${folder} хавтас дахь бүх өгөгдлийг устгалаа. Хамтдаагийн үүсгээгүй файл, хавтас хэвээр үлдсэн: ${others}`,
    resetNot: 'Нэр таарсангүй. Юу ч устгасангүй.',
    resetNothing: ({ folder }: { folder: string }) => `${folder} хавтсанд устгах зүйл алга.`,
  },
  problems: {
    'another-server': ({ folder, process }: { folder: string; process: number }) =>
      `${folder} хавтсыг өөр сервер (процесс ${process}) ашиглаж байна. Тэр серверийг зогсооно уу, эсвэл --data гэж өөр хавтас өгнө үү.`,
    'port-in-use': ({ port }: { port: number }) => `${port} дугаар порт дээр өөр программ ажиллаж байна. --port гэж өөр дугаар өгнө үү.`,
    'disk-full': ({ folder }: { folder: string }) => `${folder} хавтастай диск дүүрсэн байна. Зай чөлөөлөөд дахин эхлүүлнэ үү.`,
    'folder-broken': ({ folder, reason }: { folder: string; reason: string }) =>
      `${folder} хавтас дахь өгөгдлийн сан нээгдэхгүй байна (${reason}). Нөөц хуулбараас сэргээх: npm run restore -- ФАЙЛ`,
    'folder-not-writable': ({ folder }: { folder: string }) => `${folder} хавтсанд бичих эрхгүй байна. Эрхийг нь засна уу, эсвэл --data гэж өөр хавтас өгнө үү.`,
    'database-unreachable': ({ where, reason }: { where: string; reason: string }) =>
      `${where} хаяг дээрх өгөгдлийн санд холбогдож чадсангүй (${reason}). Сервер нь ажиллаж байгаа эсэх, хаяг зөв эсэхийг шалгана уу.`,
    'database-refuses': ({ where, reason }: { where: string; reason: string }) =>
      `${where} өгөгдлийн сан нэвтрүүлсэнгүй (${reason}). --database-url дахь нэр, нууц үг, сангийн нэрийг шалгана уу.`,
    'database-too-old': ({ version }: { version: number }) => `PostgreSQL ${version} хэт хуучин байна. 17 эсвэл түүнээс шинэ хувилбар хэрэгтэй.`,
    'database-newer': ({ migration }: { migration: string }) => `Энэ өгөгдлийн санг илүү шинэ хувилбар бэлтгэсэн байна (${migration}). Программаа шинэчилнэ үү.`,
    'owner-held-by-wall':
      '--database-url-ийн нэвтрэлт мөрүүдийн зөвхөн зарим хэсгийг хардаг тул юу ч хуулаагүй. Энэ тушаалын хугацаанд түүнд BYPASSRLS эрх (alter role … bypassrls) өгч, дараа нь буцааж авна уу.',
    'role-too-strong': ({ login }: { login: string }) => `${login} нэвтрэлт хэт өргөн эрхтэй тул хамгаалалт үйлчлэхгүй. Superuser болон BYPASSRLS эрхийг нь хасна уу.`,
    'wrong-secret': () => 'Нууц түлхүүр энэ өгөгдлийн санд таарахгүй байна. SECRET_KEY эсвэл data хавтас дахь secret.key файлыг анхных нь болгоно уу.',
    'setting-wrong': ({ setting }: { setting: string }) => `Тохиргоо буруу байна: ${setting}. Тайлбарыг docs/operating.md-ээс үзнэ үү.`,
    'demo-on-network': ({ host }: { host: string }) => `Үзүүлэнгийн сервер ${host} хаягаар сүлжээнд нээгдэх гэж байна. Зөвшөөрч байвал --public-demo нэмнэ үү.`,
    'public-url-missing': ({ host }: { host: string }) =>
      `Сервер ${host} хаягаар сүлжээнд нээгдэх гэж байгаа ч хүмүүс ямар хаягаар орох нь тодорхойгүй байна. Хаягаа өгнө үү: --public-url https://khamtdaa.example.mn`,
    'not-started': ({ place }: { place: string }) =>
      `${place} дахь өгөгдлийн санг сервер хараахан эхлүүлээгүй тул юу ч хийсэнгүй. Байрлалаа шалгана уу, эсвэл эхлээд npm start (жинхэнэ систем бол npm start -- --no-demo) ажиллуулна уу.`,
    'clock-of-real': '--demo-now (DEMO_NOW) нь зөвхөн зохиомол хүмүүстэй санд цагийг тогтооно, харин энэ бол жинхэнэ өгөгдлийн сан. Түүнийг хасна уу.',
    'no-binaries': ({ system }: { system: string }) => `${system} системд зориулсан дотоод өгөгдлийн сан алга. --database-url өгнө үү.`,
  },
};
