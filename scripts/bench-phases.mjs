// Preloaded by the benchmark (node --import): tells on standard error how long the phases of `analyze` took, as JSON.
import { Store } from '../dist/store/store.js';

const began = performance.now() - process.uptime() * 1000;
const seconds = (from, to) => Math.round(to - from) / 1000;
const open = Store.open;

Store.open = async (...args) => {
  const store = await open.apply(Store, args);
  const opened = performance.now();
  const { query, close } = store;
  let read = null;
  store.query = (name, ...rest) => {
    // The first question of the report.
    if (name === 'totals') read ??= performance.now();
    return query(name, ...rest);
  };
  store.close = () => {
    const reported = performance.now();
    close.call(store);
    const phases = {
      start: seconds(began, opened),
      read: seconds(opened, read),
      report: seconds(read, reported),
      close: seconds(reported, performance.now()),
    };
    process.stderr.write(`${JSON.stringify(phases)}\n`);
  };
  return store;
};
