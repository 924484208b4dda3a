import { z } from 'zod'
import { digest, instant, uuid } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { gatherPack } from './gather-pack.ts'
import { packFiles } from './pack-files.ts'
import { zipOf } from './zip.ts'

const packView = z.object({
  /** Of the archive, without an ending; also the folder that its files lie in. */
  name: z.string(),
  generatedAt: instant,
  files: z.array(z.object({ path: z.string(), sha256: digest, text: z.string() })),
})

/** Everything that a decision stands on in one archive, with a page that verifies it where there is no network. */
export const getPack = defineQuery({
  name: 'get-pack',
  summary: 'The evidence pack of an approval request: a ZIP archive that verifies offline, or its files as JSON',
  permission: 'read',
  input: z.object({ request: uuid }),
  output: packView,
  rest: {
    method: 'GET',
    path: '/approval-requests/{request}/pack',
    render: ({ name, generatedAt, files }, accept) =>
      accept.includes('application/json')
        ? null
        : {
            contentType: 'application/zip',
            filename: `${name}.zip`,
            body: zipOf(
              files.map(({ path, text }) => ({ path: `${name}/${path}`, bytes: Buffer.from(text, 'utf8') })),
              new Date(generatedAt),
            ),
          },
  },
  async run({ db, input, now }) {
    const pack = await gatherPack(db, input.request, now)
    const generatedAt = now.toISOString()
    const { model, version, id } = pack.request
    return { name: `evidence-pack-${model}-v${version}-${id.slice(-12)}`, generatedAt, files: packFiles(pack, generatedAt) }
  },
})
