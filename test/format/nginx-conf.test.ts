import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { type NginxLogging, readNginxConf } from '../../src/format/nginx-conf/read.js';
import { writeTree } from './nginx-conf/tree.js';

function read(text: string | Buffer): NginxLogging {
  return readNginxConf(join(writeTree({ 'nginx.conf': text }), 'nginx.conf'));
}

function formatOf(text: string): string | undefined {
  const { formats, warnings } = read(text);
  expect(warnings).toEqual([]);
  return formats[0]?.format;
}

/** The message of the refusal, from the file's base name on. */
function refusal(text: string | Buffer): string {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message.replace(/^.*(?=nginx\.conf)/, '');
  }
  throw new Error('it was read without a complaint');
}

describe('log_format', () => {
  test('joins its strings with nothing in between', () => {
    expect(formatOf(`http { log_format main '$remote_addr [$time_local] '\n   '"$request" ' "$status"; }`)).toBe(
      '$remote_addr [$time_local] "$request" $status',
    );
  });

  test('a string that begins where a variable of the string before would go on keeps the two apart', () => {
    expect(formatOf(`log_format f 'rt=$request_time' 'ms ' '$status' '' '_x';`)).toBe(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own syntax
      'rt=${request_time}ms ${status}_x',
    );
  });

  test('resolves the escapes nginx resolves and keeps every other backslash', () => {
    expect(formatOf(String.raw`log_format f "a\tb\nc\rd\"e\'f\\g\xh\;i\$j";`)).toBe('a\tb\nc\rd"e\'f\\g\\xh\\;i\\$j');
  });

  test('a doubled backslash does not escape what follows it', () => {
    expect(formatOf(String.raw`log_format f '\\tx\\';`)).toBe(String.raw`\tx\\`.replace('\\\\', '\\'));
  });

  test.each(['default', 'json', 'none'] as const)('reads escape=%s', (given) => {
    const { formats } = read(`log_format f escape=${given} '{"a":"$uri"}';`);
    expect(formats).toMatchObject([{ name: 'f', escape: given, format: '{"a":"$uri"}', line: 1 }]);
  });

  test('escape= counts only in front of the format', () => {
    expect(read(`log_format f 'x ' escape=json;`).formats).toMatchObject([
      { escape: 'default', format: 'x escape=json' },
    ]);
  });

  test('semicolons, braces and hashes inside quotes are text', () => {
    expect(formatOf(`http { log_format f '{"a": "$uri"}; # no comment'; }`)).toBe('{"a": "$uri"}; # no comment');
  });

  test('a braced variable in an unquoted word does not open a block', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own syntax
    expect(formatOf('log_format f ${status}x$uri;')).toBe('${status}x$uri');
  });

  test('a string over several lines keeps its line ends, CRLF included', () => {
    expect(formatOf("http {\r\n  log_format f 'a\r\nb';\r\n}\r\n")).toBe('a\r\nb');
  });

  test('a hash begins a comment only where a word could begin', () => {
    const text = `log_format a x#y; # log_format b '}';\nlog_format # '\n c z;`;
    expect(read(text).formats.map(({ name, format, line }) => [name, format, line])).toEqual([
      ['a', 'x#y', 1],
      ['c', 'z', 2],
    ]);
  });

  test('a byte order mark and CRLF line ends do no harm', () => {
    const text = Buffer.from('\ufeffhttp {\r\n log_format f $uri;\r\n access_log a.log f;\r\n}\r\n');
    const { formats, accessLogs, warnings } = read(text);
    expect(formats).toMatchObject([{ name: 'f', format: '$uri', line: 2 }]);
    expect(accessLogs).toMatchObject([{ path: 'a.log', format: 'f', line: 3 }]);
    expect(warnings).toEqual([]);
  });

  test('defined twice: the first stays, and the warning names both places', () => {
    const { formats, file, warnings } = read("log_format f 'one';\nlog_format g $uri;\nlog_format f 'two';");
    expect(formats.map(({ name, format }) => [name, format])).toEqual([
      ['f', 'one'],
      ['g', '$uri'],
    ]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${file}:3: log_format f is defined twice`);
    expect(warnings[0]).toContain(`${file}:1`);
  });

  test('what nginx refuses is left out and told', () => {
    const { formats, warnings } = read(
      "log_format;\nlog_format f;\nlog_format g escape=xml $uri;\nlog_format combined 'x';",
    );
    expect(formats).toEqual([]);
    expect(warnings.map((warning) => /:(\d):/.exec(warning)?.[1])).toEqual(['1', '2', '3', '4']);
  });
});

describe('access_log', () => {
  const SITES = `
    http {
      log_format timed '$uri $request_time';
      access_log /var/log/nginx/access.log timed buffer=32k flush=5s;
      server {
        listen 80;
        access_log logs/example.log;
        server_name example.com www.example.com;
        location /api/ {
          access_log "/var/log/nginx/api log" timed if=$loggable;
          location ~ ^/api/v\\d+/ { if ($arg_debug = "1") { access_log /tmp/debug.log timed; } }
          limit_except GET { access_log off; }
        }
        location = /health { access_log off; }
      }
      server { listen 127.0.0.1:8080; access_log syslog:server=10.0.0.1,tag=web timed; }
      server { }
    }`;

  test('a brace behind a word opens its block, spaced or not', () => {
    const { accessLogs } = read('location ~ ^/$x/a{ access_log a.log; } location "/b"{ access_log b.log; }');
    expect(accessLogs.map(({ context }) => context)).toEqual(['location ~ ^/$x/a', 'location /b']);
  });

  test('is told with the server and location around it', () => {
    const { accessLogs, warnings } = read(SITES);
    expect(warnings).toEqual([]);
    expect(accessLogs.map(({ path, format, context }) => [path, format, context])).toEqual([
      ['/var/log/nginx/access.log', 'timed', 'http'],
      ['logs/example.log', 'combined', 'server example.com'],
      ['/var/log/nginx/api log', 'timed', 'server example.com location /api/'],
      ['/tmp/debug.log', 'timed', 'server example.com location /api/ location ~ ^/api/v\\d+/ if ($arg_debug = 1 )'],
      ['', '', 'server example.com location /api/ limit_except GET'],
      ['', '', 'server example.com location = /health'],
      ['', 'timed', 'server listen 127.0.0.1:8080'],
    ]);
  });

  test('keeps its options; off and syslog write no file', () => {
    const { accessLogs } = read(SITES);
    expect(accessLogs.map(({ off, options, line }) => [off, options, line])).toEqual([
      [false, ['buffer=32k', 'flush=5s'], 4],
      [false, [], 7],
      [false, ['if=$loggable'], 10],
      [false, [], 11],
      [true, [], 12],
      [true, [], 14],
      [false, ['syslog:server=10.0.0.1,tag=web'], 16],
    ]);
  });

  test('with a format nobody defines warns and names the known ones', () => {
    const { file, warnings } = read(
      'http {\n log_format main $uri;\n log_format slim $uri;\n access_log a.log mian;\n}',
    );
    expect(warnings).toEqual([
      `${file}:4: access_log a.log uses the log_format mian, which is not defined; known are combined, main, slim.`,
    ]);
  });

  test('without a file is left out and told', () => {
    const { accessLogs, warnings, file } = read('http { access_log; }');
    expect(accessLogs).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${file}:1:`);
  });
});

describe('what only looks like logging', () => {
  test('map, geo, types, split_clients and events hold data, not directives', () => {
    const { formats, accessLogs, warnings } = read(`
      events { access_log no.log; }
      http {
        map $uri $x { default 1; log_format no; access_log off; "~^/a{2};" 2; include no-such.map; }
        geo $g { ranges; 10.0.0.0-10.0.0.9 a; }
        types { text/html html htm; access_log log; }
        split_clients "\${remote_addr}x" $v { 0.5% a; * ""; }
        upstream app { server 127.0.0.1:1; }
        access_log yes.log;
      }`);
    expect(formats).toEqual([]);
    expect(accessLogs.map(({ path }) => path)).toEqual(['yes.log']);
    expect(warnings).toEqual([]);
  });

  test('the code in Lua blocks is skipped, whatever braces its strings and comments hold', () => {
    const { accessLogs, warnings } = read(`
      http {
        init_by_lua_block { local t = { a = { 1 }, ["}"] = '}' } -- } in a comment
        }
        server {
          server_name lua;
          location /a {
            content_by_lua_block {
              --[[ } a long
              comment } ]]
              --[==[ } ]] ]==] local s = "\\"}" .. 'it\\'s }' .. [[ } " ]] .. [=[ ]] } ]=]
              local i = t[s[1]]; ngx.say("access_log no.log;")
            }
            access_log a.log;
          }
          set_by_lua_block $x { return "{" }
          log_by_lua_block { local a = [==[
            } ]=] access_log no.log;
          ]==] --[=[
            } ]]
          ]=]
          }
          access_log b.log;
        }
      }`);
    expect(accessLogs.map(({ path, context }) => [path, context])).toEqual([
      ['a.log', 'server lua location /a'],
      ['b.log', 'server lua'],
    ]);
    expect(warnings).toEqual([]);
  });

  test('the logs of stream are set aside with a warning', () => {
    const { formats, accessLogs, warnings, file } = read(`stream {
        log_format session '$bytes_sent';
        server { listen 53; access_log dns.log session; }
        server { access_log off; }
      }
      http { log_format session '$uri'; access_log a.log session; }`);
    expect(formats.map(({ format }) => format)).toEqual(['$uri']);
    expect(accessLogs.map(({ path }) => path)).toEqual(['a.log']);
    expect(warnings).toEqual([
      `${file}:1: stream logs sessions, not requests; left out: log_format session, access_log dns.log.`,
    ]);
  });

  test('a stream without logs is nothing to warn of', () => {
    expect(read('stream { server { listen 53; } }').warnings).toEqual([]);
  });
});

describe('a fragment of a configuration', () => {
  test('counts as what http includes', () => {
    const { formats, accessLogs } = read(
      'log_format f $uri;\nserver { server_name a; access_log a.log f; }\naccess_log b.log;',
    );
    expect(formats).toMatchObject([{ name: 'f' }]);
    expect(accessLogs.map(({ context }) => context)).toEqual(['server a', 'http']);
  });

  test('an empty file defines nothing', () => {
    expect(read('')).toMatchObject({ formats: [], accessLogs: [], warnings: [] });
    expect(read(' \n# only a comment')).toMatchObject({ formats: [], accessLogs: [], warnings: [] });
  });
});

describe('a file that cannot be used is refused with its place', () => {
  test.each([
    [
      'a block that stays open',
      'http {\n  server {\n    listen 80;\n}\n',
      'nginx.conf:1: the block "http" opened here',
    ],
    ['a } too many', 'http {\n}\n}\n', 'nginx.conf:3: "}" closes a block that was never opened'],
    ['a double quote that stays open', 'a b;\nlog_format f "x;\n\ny;\n', 'nginx.conf:2: the quote " opened here'],
    ['a single quote that stays open', "log_format f\n  'x\\';\n", "nginx.conf:2: the quote ' opened here"],
    ['a missing semicolon at the end', 'a b;\nuser\n nobody', 'nginx.conf:2: "user" is not ended'],
    ['a missing semicolon before }', 'http {\n access_log a.log\n}', 'nginx.conf:3: "}" is not expected'],
    ['text behind a closing quote', 'a b;\nlog_format f "x"y;', 'nginx.conf:2: "y" stands directly behind'],
    ['a semicolon alone', 'a;\n;', 'nginx.conf:2: ";" is not expected'],
    ['a block without a name', '{ }', 'nginx.conf:1: "{" is not expected'],
    ['a backslash as the last character', 'a \\', 'nginx.conf:1: "a" is not ended'],
    ['a Lua block that stays open', 'a;\nx_by_lua_block { "}" {}\n', 'nginx.conf:2: the Lua block'],
    ['blocks without end', 'a{'.repeat(100_000), 'nginx.conf:1: blocks are nested more than 100 deep'],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  test('an access log given by mistake', () => {
    expect(refusal('1.2.3.4 - - [x] "GET / HTTP/1.1" 200 5 "-" "curl"\n')).toContain(
      'nginx.conf:1: "1.2.3.4" is not ended',
    );
  });

  test('control characters of a refused word do not reach the terminal', () => {
    expect(refusal('\x1b[31mred')).toContain('"\\u001b[31mred"');
  });

  test('a binary file', () => {
    expect(refusal(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]))).toBe('nginx.conf is not a text file.');
  });

  test('a missing file and a directory', () => {
    const root = writeTree({ 'nginx.conf': '' });
    expect(() => readNginxConf(join(root, 'none.conf'))).toThrow(UserError);
    expect(() => readNginxConf(join(root, 'none.conf'))).toThrow(`${join(root, 'none.conf')} does not exist.`);
    expect(() => readNginxConf(root)).toThrow(`${root} is a directory`);
  });
});
