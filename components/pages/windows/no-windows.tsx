import { Empty } from '../../ui/empty.tsx'

export function NoWindows() {
  return <Empty title="No window yet">Windows begin with the first prediction and are assessed on their own once they are over.</Empty>
}
