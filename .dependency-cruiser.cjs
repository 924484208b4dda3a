// The layers of the house: server/README.md draws them. Everything here is an error.
const DOMAINS = ['identity', 'registry', 'datasets', 'governance', 'cards', 'serving', 'explain', 'monitoring', 'finops', 'history']

const inOrder = DOMAINS.slice(0, -1).map((domain, i) => ({
  name: `domains-look-left-${domain}`,
  comment: 'A domain imports the doors of domains to its left; news travels right as outbox events.',
  severity: 'error',
  from: { path: `^server/domain/${domain}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^server/domain/(${DOMAINS.slice(i + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'kernel-is-pure',
      comment: 'No npm, no node:, nothing but the kernel itself; tests may use what they like.',
      severity: 'error',
      from: { path: '^server/kernel/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^server/kernel/' },
    },
    {
      name: 'contracts-know-zod-and-kernel',
      severity: 'error',
      from: { path: '^server/contracts/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^(server/contracts|server/kernel|node_modules/zod)/' },
    },
    {
      name: 'schema-knows-drizzle-and-contracts',
      severity: 'error',
      from: { path: '^drizzle/schema/' },
      to: { pathNot: '^(drizzle/schema|server/contracts|node_modules/drizzle-orm)/' },
    },
    {
      name: 'db-is-below-domains',
      severity: 'error',
      from: { path: '^server/db/' },
      to: { path: '^(server/(domain|trpc|http|auth)|workers|components|app|scripts)/' },
    },
    {
      name: 'domains-have-one-door',
      comment: 'Another folder comes in through index.ts; tests of a domain may look inside their own.',
      severity: 'error',
      from: { path: '^server/domain/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/domain/([^/]+)/', pathNot: ['^server/domain/$1/', '/index\\.ts$'] },
    },
    {
      name: 'the-door-from-outside',
      severity: 'error',
      from: { pathNot: '^(server/domain/|testing/)' },
      to: { path: '^server/domain/[^/]+/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'domains-know-no-transport',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: { path: '^(server/(trpc|http|auth)|workers|components|app|scripts)/' },
    },
    { name: 'workers-know-no-transport', severity: 'error', from: { path: '^workers/' }, to: { path: '^(server/(trpc|http|auth)|components|app|scripts)/' } },
    {
      name: 'onnxruntime-only-in-inference',
      severity: 'error',
      from: { pathNot: '^workers/inference/' },
      to: { path: '(^|node_modules/)onnxruntime-node' },
    },
    {
      name: 'components-are-client-side',
      comment: 'Contracts, kernel, and the type of the router.',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(server|drizzle|workers|scripts)/', pathNot: '^server/(contracts|kernel)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'app-is-routes', severity: 'error', from: { path: '^app/' }, to: { path: '^(workers|scripts|drizzle)/' } },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|^testing/|^e2e/|^vitest|^bench/)' },
      to: { path: '^(testing|e2e)/' },
    },
    ...inOrder,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|data|docs|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
