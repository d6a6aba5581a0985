import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const { source, data } = workerData as { source: string; data: string };
// the system's own fonts differ from machine to machine; these hold Ө ө Ү ү and the letters of Kazakh
const fontPaths = ['400Regular/PTSans_400Regular.ttf', '700Bold/PTSans_700Bold.ttf'].map((file) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/pt-sans/${file}`)));

const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }] });
const compiled = compiler.compile({ mainFileContent: source, inputs: { data } });
const error = compiled.takeError();
if (compiled.result) parentPort?.postMessage({ pdf: compiler.pdf(compiled.result, { pdfTags: true }) });
else parentPort?.postMessage({ problem: error ? JSON.stringify(compiler.fetchDiagnostics(error)) : 'no document' });
