// In a fresh process: the time of the import, and the time from there to the first answer.
const [file, url] = process.argv.slice(2);
const start = performance.now();
const { default: candidate } = await import(new URL(file ?? "", import.meta.url).href);
const imported = performance.now();
if (url === undefined) {
  console.log(JSON.stringify({ imported: imported - start }));
} else {
  const store = await candidate.open(url);
  await store.get("small:user:1");
  console.log(JSON.stringify({ imported: imported - start, answered: performance.now() - imported }));
}
process.exit();
