// npm run bench [-- pages | import | nation]: the figures that the README shows, measured again.
const what = process.argv[2]?.startsWith('-') === false ? [process.argv[2]] : ['pages', 'import'];
for (const name of what) await import(new URL(`./${name}.ts`, import.meta.url).href);
