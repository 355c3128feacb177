import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learnRoutes, type TemplateTraffic } from '../../src/record/learn.js';
import { templateOf } from '../../src/record/template.js';

function routesOf(...given: Parameters<typeof learnRoutes>): string[] {
  const steps = learnRoutes(...given);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Requests per final route. */
function learned(traffic: Record<string, number> | TemplateTraffic[], given: string[] = []): Record<string, number> {
  const templates = Array.isArray(traffic)
    ? traffic
    : Object.entries(traffic).map(([template, requests]) => ({ template, requests }));
  const routes: Record<string, number> = {};
  routesOf(templates, given).forEach((route, index) => {
    routes[route] = (routes[route] ?? 0) + templates[index]!.requests;
  });
  return routes;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A word of its own for each index, without digits. */
const word = (index: number): string =>
  (index >= 26 ? word(Math.floor(index / 26) - 1) : '') + LETTERS[index % 26]! + LETTERS[(index * 7) % 26]!;

/** `count` templates below a parent, each with the requests given for its rank. */
function children(count: number, template: (name: string) => string, requests: (rank: number) => number) {
  return Array.from({ length: count }, (_, rank) => ({ template: template(word(rank)), requests: requests(rank) }));
}

const total = (templates: TemplateTraffic[]) => templates.reduce((sum, { requests }) => sum + requests, 0);

describe('very many names under one parent are values', () => {
  test('400 slugs become one route, and all their requests are its', () => {
    const slugs = children(
      400,
      (name) => `/api/users/${name}`,
      () => 5,
    );
    expect(learned(slugs)).toEqual({ '/api/users/:param': 2_000 });
  });

  test('60 names asked for once or twice become one route, for nobody could name them all', () => {
    const names = children(
      60,
      (name) => `/find/${name}`,
      (rank) => 1 + (rank % 2),
    );
    expect(learned(names)).toEqual({ '/find/:param': 90 });
  });

  test('49 names stay', () => {
    const names = children(
      49,
      (name) => `/find/${name}`,
      () => 1,
    );
    expect(Object.keys(learned(names))).toHaveLength(49);
  });

  test('popularity that falls off from slug to slug is still one crowd but for the few that dominate', () => {
    const slugs = children(
      2_000,
      (name) => `/product/${name}`,
      (rank) => Math.ceil(100_000 / (rank + 1)),
    );
    const routes = learned(slugs);
    expect(Object.keys(routes).length).toBeLessThanOrEqual(4);
    expect(routes[`/product/${word(0)}`]).toBe(100_000);
    expect(routes['/product/:param']).toBeGreaterThan(400_000);
  });

  test('what lies below the values is one sub-tree', () => {
    const repos = Array.from({ length: 300 }, (_, user) =>
      children(
        3,
        (name) => `/orgs/${word(user)}/${name}${word(user)}/issues`,
        () => 1,
      ),
    ).flat();
    expect(learned(repos)).toEqual({ '/orgs/:param/:param/issues': 900 });
  });

  test('the names below the values are told apart from each other', () => {
    const pages = Array.from({ length: 300 }, (_, user) => [
      { template: `/users/${word(user)}`, requests: 4 },
      { template: `/users/${word(user)}/posts`, requests: 2 },
      { template: `/users/${word(user)}/posts/`, requests: 1 },
      { template: `/users/${word(user)}/likes`, requests: 1 },
    ]).flat();
    expect(learned(pages)).toEqual({
      '/users/:param': 1_200,
      '/users/:param/posts': 600,
      '/users/:param/posts/': 300,
      '/users/:param/likes': 300,
    });
  });

  test('the extension survives', () => {
    const images = children(
      80,
      (name) => `/img/${name}.jpg`,
      () => 9,
    );
    expect(learned([...images, { template: '/img/logo.png', requests: 50 }])).toEqual({
      '/img/:param.jpg': 720,
      '/img/logo.png': 50,
    });
  });

  test('files of one folder are no endpoints, however evenly they are asked for', () => {
    const scripts = children(
      60,
      (name) => `/static/${name}.js`,
      () => 500,
    );
    expect(learned(scripts)).toEqual({ '/static/:param.js': 30_000 });
  });
});

describe('endpoints are kept apart', () => {
  const endpoints = children(
    80,
    (name) => `/api/${name}`,
    (rank) => 20 + rank * rank,
  );

  test('80 endpoints that are asked for again and again stay', () => {
    expect(Object.keys(learned(endpoints))).toHaveLength(80);
  });

  test('80 endpoints stay with their sub-routes, alike as these are', () => {
    const resources = endpoints.flatMap(({ template, requests }) => [
      { template, requests },
      { template: `${template}/:id`, requests },
      { template: `${template}/search`, requests: 3 },
    ]);
    expect(Object.keys(learned(resources))).toHaveLength(240);
  });

  test("a scanner's 300 guesses beside them are one route, and the busy endpoints stay", () => {
    const guesses = children(
      300,
      (name) => `/api/${name}-old`,
      () => 1,
    );
    const routes = learned([...endpoints, ...guesses]);
    const busy = endpoints.filter(({ requests }) => requests >= 30);
    for (const { template, requests } of busy) expect(routes[template]).toBe(requests);
    expect(routes['/api/:param']).toBe(300 + total(endpoints) - total(busy));
  });

  test('300 methods of a remote procedure API stay, for they are named as methods are', () => {
    const verbs = ['get', 'create', 'update', 'delete'];
    const methods = children(
      300,
      (name) => name,
      () => 100,
    ).map(({ template, requests }, index) => ({
      template: `/rpc/${verbs[index % 4]}${template[0]!.toUpperCase()}${template.slice(1)}`,
      requests,
    }));
    expect(Object.keys(learned(methods))).toHaveLength(300);
  });

  test('a name that is far busier than the crowd stays', () => {
    const users = children(
      400,
      (name) => `/api/users/${name}`,
      (rank) => 1 + (rank % 8),
    );
    const routes = learned([
      ...users,
      { template: '/api/users/me', requests: 5_000 },
      { template: '/api/users/search', requests: 2_000 },
    ]);
    expect(routes).toEqual({
      '/api/users/me': 5_000,
      '/api/users/search': 2_000,
      '/api/users/:param': total(users),
    });
  });

  test('a name with sub-routes of its own stays', () => {
    const users = children(
      400,
      (name) => `/users/${name}/posts`,
      () => 5,
    );
    const admin = ['audit', 'keys', 'roles'].map((name) => ({ template: `/users/admin/${name}`, requests: 5 }));
    expect(learned([...users, ...admin])).toEqual({
      '/users/:param/posts': 2_000,
      '/users/admin/audit': 5,
      '/users/admin/keys': 5,
      '/users/admin/roles': 5,
    });
  });

  test('parameters and the bare folder are no part of the crowd', () => {
    const slugs = children(
      300,
      (name) => `/p/${name}`,
      () => 2,
    );
    const routes = learned([
      ...slugs,
      { template: '/p/', requests: 7 },
      { template: '/p/:id', requests: 9 },
      { template: '/p/:uuid/edit', requests: 3 },
    ]);
    expect(routes).toEqual({ '/p/:param': 600, '/p/': 7, '/p/:id': 9, '/p/:uuid/edit': 3 });
  });
});

describe('the root is never collapsed', () => {
  test('5,000 random paths of a scanner stay, and hide no page', () => {
    const noise = children(
      5_000,
      (name) => `/${name}`,
      () => 1,
    );
    const routes = learned([...noise, { template: '/about', requests: 3 }]);
    expect(routes['/about']).toBe(3);
    expect(Object.keys(routes)).toHaveLength(5_001);
  });

  test('user names at the root stay, and what is below each is judged alone', () => {
    const repos = children(
      300,
      (name) => `/somebody/${name}`,
      () => 1,
    );
    expect(learned([...repos, { template: '/else/one', requests: 1 }])).toEqual({
      '/somebody/:param': 300,
      '/else/one': 1,
    });
  });

  test('status pages are no ids, twenty numbers are', () => {
    const pages = { '/400': 3, '/401': 3, '/403': 3, '/404': 3, '/500': 3 };
    expect(learned(pages)).toEqual(pages);
    const threads = Array.from({ length: 20 }, (_, index) => ({ template: `/${100 + index}`, requests: 2 }));
    expect(learned(threads)).toEqual({ '/:id': 40 });
  });
});

describe('short numbers', () => {
  test('two busy numbers under one parent are endpoints', () => {
    const routes = { '/mix/2080': 268, '/mix/8020': 219, '/mix/half': 360 };
    expect(learned(routes)).toEqual(routes);
    const quiet = { '/mix/2080': 19, '/mix/8020': 8, '/mix/half': 9 };
    expect(learned(quiet)).toEqual(quiet);
  });

  test('a stray number beside them changes nothing for them', () => {
    expect(learned({ '/mix/2080': 268, '/mix/8020': 219, '/mix/1': 1 })).toEqual({
      '/mix/2080': 268,
      '/mix/8020': 219,
      '/mix/:id': 1,
    });
  });

  test('five numbers that share the traffic are ids', () => {
    expect(learned({ '/u/1': 50, '/u/2': 50, '/u/3': 50, '/u/4': 50, '/u/5': 50 })).toEqual({ '/u/:id': 250 });
  });

  test('numbers asked for a few times are ids, however few they are', () => {
    expect(learned({ '/users/7': 1, '/users/8': 3 })).toEqual({ '/users/:id': 4 });
  });

  test('a popular record of a collection is no endpoint', () => {
    expect(learned({ '/items/1': 500, '/items/:id': 9_000 })).toEqual({ '/items/:id': 9_500 });
  });

  test('numbers of two digits with sub-routes are records', () => {
    expect(learned({ '/users/12/orders': 90, '/users/34/orders': 80, '/users/12': 40 })).toEqual({
      '/users/:id/orders': 170,
      '/users/:id': 40,
    });
  });

  test('a version of an API given as a number keeps its endpoints apart', () => {
    const routes = { '/api/1/users': 900, '/api/2/users': 800, '/api/2/orders': 700 };
    expect(learned(routes)).toEqual(routes);
  });

  test('ids meet their longer brothers, extension and sub-routes included', () => {
    expect(
      learned({
        '/items/9028.json': 2,
        '/items/:id.json': 50,
        '/users/12/orders/3': 1,
        '/users/:id/orders/:id': 40,
      }),
    ).toEqual({ '/items/:id.json': 52, '/users/:id/orders/:id': 41 });
  });

  test('steps of a form are names, orders are not', () => {
    const steps = Object.fromEntries([1, 2, 3, 4, 5, 6].map((step) => [`/checkout/step-${step}`, 9]));
    expect(learned(steps)).toEqual(steps);
    expect(learned({ '/o/order-17': 2, '/o/order-18': 2, '/o/order-:id': 90 })).toEqual({ '/o/order-:id': 94 });
    const photos = Array.from({ length: 25 }, (_, index) => ({ template: `/album/photo-${index}`, requests: 2 }));
    expect(learned(photos)).toEqual({ '/album/photo-:id': 50 });
  });

  test('titles with a short number are titles', () => {
    const posts = Array.from({ length: 30 }, (_, index) => ({
      template: `/blog/${index}-${word(index)}-${word(index + 1)}`,
      requests: 2,
    }));
    expect(learned(posts)).toEqual({ '/blog/:id-:slug': 60 });
  });
});

describe('what chance made of an id joins its like', () => {
  test('an id that reads as a date, a hash without a letter', () => {
    expect(learned({ '/orders/:id': 9_000, '/orders/:date': 2 })).toEqual({ '/orders/:id': 9_002 });
    expect(learned({ '/commit/:hash': 900, '/commit/:id': 20 })).toEqual({ '/commit/:hash': 920 });
    expect(learned({ '/js/app.:hash.js': 90, '/js/app.:id.js': 30 })).toEqual({ '/js/app.:hash.js': 120 });
    expect(learned({ '/t/:id/:id': 900, '/t/:year/:month': 1 })).toEqual({ '/t/:id/:id': 901 });
  });

  test('where both are common they stay', () => {
    const routes = { '/orders/:id': 900, '/orders/:date': 200, '/c/:hash': 300, '/c/:id': 100 };
    expect(learned(routes)).toEqual(routes);
  });
});

describe('routes that are not to be learned', () => {
  test("the user's own patterns stay", () => {
    const slugs = children(
      300,
      (name) => `/p/${name}`,
      () => 2,
    );
    const routes = learned([...slugs, { template: '/p/special', requests: 2 }], ['/p/special']);
    expect(routes).toEqual({ '/p/:param': 600, '/p/special': 2 });
  });

  test('targets that are no path stay', () => {
    const routes = { '*': 5, 'proxy.example:443': 2, '': 1, '/': 9 };
    expect(learned(routes)).toEqual(routes);
  });

  test('nothing in, nothing out', () => {
    expect(routesOf([])).toEqual([]);
  });
});

const names = fc.constantFrom(
  ...['', 'a', 'b', 'api', 'me', '1', '22', '333', '4444', '9.json', ':id', ':id.json', ':date', ':hash', 'x.jpg'],
  ...['order-1', 'order-22', 'order-:id', '*', ...Array.from({ length: 120 }, (_, index) => word(index))],
);
const traffic = fc.uniqueArray(
  fc.record({
    template: fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
    requests: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5_000 })),
  }),
  { selector: ({ template }) => template, maxLength: 600 },
);

test('the order of the input does not matter', () => {
  fc.assert(
    fc.property(
      traffic.chain((templates) =>
        fc.tuple(fc.constant(templates), fc.shuffledSubarray(templates, { minLength: templates.length })),
      ),
      ([one, other]) => {
        const first = new Map(routesOf(one).map((route, index) => [one[index]!.template, route]));
        routesOf(other).forEach((route, index) => {
          expect(route).toBe(first.get(other[index]!.template));
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('the order does not matter among numbers with equal traffic', () => {
  const numbers = { '/u/11': 1_000, '/u/22': 1_000, '/u/33': 1_000, '/u/44': 15, '/u/55': 15 };
  const backwards = Object.fromEntries(Object.entries(numbers).reverse());
  expect(learned(backwards)).toEqual(learned(numbers));
});

test('a route keeps the depth and the first word of its template', () => {
  fc.assert(
    fc.property(traffic, (templates) => {
      routesOf(templates).forEach((route, index) => {
        const before = templates[index]!.template.split('/');
        const after = route.split('/');
        expect(after).toHaveLength(before.length);
        if (/^[a-z]*$/.test(before[1]!)) expect(after[1]).toBe(before[1]);
      });
    }),
    { numRuns: 100 },
  );
});

test('a shop with a hundred thousand products has a handful of routes', () => {
  const paths = Array.from({ length: 100_000 }, (_, index) => [
    `/product/${word(index)}`,
    `/product/${word(index)}/photo-${index}.jpg`,
    `/cart/${index}/items/${index * 31}`,
  ]).flat();
  const routes = learned(paths.map((path) => ({ template: templateOf(path), requests: 1 })));
  expect(Object.keys(routes).sort()).toEqual([
    '/cart/:id/items/:id',
    '/product/:param',
    '/product/:param/photo-:id.jpg',
  ]);
});

describe('more templates than are learned from', () => {
  test('are named by what the busiest show, those that stand out too', () => {
    const many = Array.from({ length: 120_000 }, (_, i) => ({
      template: `/files/n${i.toString(36)}z/raw`,
      requests: 1,
    }));
    const busy = { template: '/files/upload', requests: 90_000 };
    const rare = [
      { template: '/about', requests: 1 },
      { template: '/files/x1y/other', requests: 1 },
    ];
    const routes = routesOf([...many, ...rare, busy]);
    expect(new Set(routes.slice(0, many.length))).toEqual(new Set(['/files/:param/raw']));
    expect(routes.slice(many.length)).toEqual(['/about', '/files/:param/other', '/files/upload']);
  });
});
