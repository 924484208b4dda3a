import type { NavGroup } from './navigation.ts'

/** The pages that exist, as the navigation names them; `queue` is how many requests wait for the person, `news` how much is new in their inbox. */
export const consoleNav = (queue: number, news: number): readonly NavGroup[] => [
  {
    entries: [
      { href: '/', label: 'Overview', icon: 'overview', key: 'o' },
      { href: '/requests', label: 'Review queue', icon: 'queue', key: 'q', count: queue },
      { href: '/inbox', label: 'Inbox', icon: 'inbox', key: 'i', count: news },
    ],
  },
  {
    title: 'Registry',
    entries: [
      { href: '/models', label: 'Models', icon: 'models', key: 'm' },
      { href: '/datasets', label: 'Datasets', icon: 'datasets', key: 'd' },
      { href: '/lineage', label: 'Lineage', icon: 'lineage', key: 'n' },
    ],
  },
  {
    title: 'Evidence',
    entries: [
      { href: '/drift', label: 'Drift', icon: 'drift', key: 'r' },
      { href: '/fairness', label: 'Fairness', icon: 'fairness', key: 'f' },
      { href: '/predictions', label: 'Predictions', icon: 'predictions', key: 'p' },
    ],
  },
  {
    title: 'Run',
    entries: [
      { href: '/deployments', label: 'Deployments', icon: 'deployments', key: 'e' },
      { href: '/costs', label: 'Costs', icon: 'costs', key: 'c' },
    ],
  },
  {
    title: 'Record',
    entries: [
      { href: '/policies', label: 'Policies', icon: 'policies', key: 'l' },
      { href: '/audit', label: 'Audit log', icon: 'audit', key: 'a' },
      { href: '/settings', label: 'Settings', icon: 'settings', key: 's' },
    ],
  },
]
