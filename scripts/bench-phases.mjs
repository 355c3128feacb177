// Preloaded by the benchmark (node --import): tells on standard error how long the phases of `analyze` took, as JSON, and
// the CPU time of reading and of the report.
import { Store } from '../dist/store/store.js';

const began = performance.now() - process.uptime() * 1000;
const seconds = (from, to) => Math.round(to - from) / 1000;
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const open = Store.open;

Store.open = async (...args) => {
  const store = await open.apply(Store, args);
  const opened = performance.now();
  const openedCpu = cpu();
  const { countRequests, close } = store;
  let read = null;
  let readCpu = null;
  // With this a report begins.
  store.countRequests = () => {
    read ??= performance.now();
    readCpu ??= cpu();
    return countRequests.call(store);
  };
  store.close = () => {
    const reported = performance.now();
    const reportedCpu = cpu();
    close.call(store);
    const phases = {
      start: seconds(began, opened),
      read: seconds(opened, read),
      report: seconds(read, reported),
      close: seconds(reported, performance.now()),
      readCpu: seconds(openedCpu, readCpu),
      reportCpu: seconds(readCpu, reportedCpu),
    };
    process.stderr.write(`${JSON.stringify(phases)}\n`);
  };
  return store;
};
