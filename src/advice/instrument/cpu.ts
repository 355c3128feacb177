/**
 * Shell lines that record the CPU time of an application's cgroup once a second, as `--cpu` reads it: no change to the
 * application, and none to the log. The counter is the kernel's (cgroup-v2.rst, cpu.stat).
 */
export function cpuSnippet(): string {
  return `# The application's cgroup:
#   a systemd service    /sys/fs/cgroup/system.slice/gunicorn.service
#   a Docker container   /sys/fs/cgroup/system.slice/docker-FULL_ID.scope
#   inside a container   /sys/fs/cgroup
group=/sys/fs/cgroup/system.slice/gunicorn.service
while sleep 1; do
    echo "$(date +%s.%N) $(grep usage_usec "$group/cpu.stat")"
done > cpu.txt
# Or, by the names of processes, with sysstat:
#   pidstat -u -h -H -C gunicorn 1 > cpu.txt
`;
}
