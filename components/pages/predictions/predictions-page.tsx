'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { formatCount } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Note } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { csvHref, modelsInput, readSearch, searchHref, searchInput } from './prediction-search.ts'
import type { PredictionSearch, SearchTexts } from './prediction-search.ts'
import { PredictionTable } from './prediction-table.tsx'
import { SavedViews } from './saved-views.tsx'
import { SearchForm } from './search-form.tsx'
import { searchWords } from './search-words.ts'

function answerOf(search: PredictionSearch, page: Outputs['serving']['listPredictions'], paging: boolean): ReactNode {
  const about = searchWords(search)
  const [first] = page.items
  if (!first) return about ? `No prediction${about} is on record.` : 'No prediction is on record yet.'
  if (paging) return `Earlier predictions${about}, the newest first.`
  if (about && page.nextCursor === null) {
    return (
      <>
        <b>
          {formatCount(page.items.length)} {page.items.length === 1 ? 'prediction' : 'predictions'}
        </b>
        {about} {page.items.length === 1 ? 'is' : 'are'} on record.
      </>
    )
  }
  return (
    <>
      The newest prediction{about} {search.time === 'received' ? 'came' : 'was decided'}{' '}
      <b>
        <Time at={search.time === 'received' ? first.receivedAt : first.eventTime} form="relative" />
      </b>
      {about.startsWith(' of') ? '' : `, by ${first.model} v${first.version}`}.
    </>
  )
}

const isByScore = ({ outcome, scoreFrom, scoreTo }: PredictionSearch): boolean => outcome !== undefined || scoreFrom !== undefined || scoreTo !== undefined

interface PredictionsPageProps {
  readonly texts: SearchTexts
  readonly cursor: string | undefined
}

/** The search over everything that was ever answered. */
export function PredictionsPage({ texts, cursor }: PredictionsPageProps) {
  const trpc = useTRPC()
  const { search, problems } = readSearch(texts)
  const { data: found } = useSuspenseQuery(trpc.serving.listPredictions.queryOptions(searchInput(search, cursor)))
  const { data: models } = useSuspenseQuery(trpc.registry.listModels.queryOptions(modelsInput))
  return (
    <Page breadcrumb={[{ label: 'Predictions' }]} wide>
      <PageHead
        name="Predictions"
        meta="each recorded, with its grant, before it was answered"
        state={found.items.length === 0 ? 'not-applicable' : 'done'}
        answer={answerOf(search, found, cursor !== undefined)}
      />
      <SearchForm texts={texts} problems={problems} models={models.items.map((model) => model.name).toSorted()}>
        <SavedViews search={search} />
      </SearchForm>
      <div className="mt6">
        <PredictionTable
          predictions={found.items}
          csvHref={csvHref(search)}
          pager={{
            newerHref: cursor === undefined ? null : searchHref(search),
            olderHref: found.nextCursor === null ? null : searchHref(search, found.nextCursor),
          }}
          empty={cursor === undefined ? 'Nothing found' : 'There is nothing earlier'}
        >
          {Object.keys(search).length > 0 ? 'Search for less, or for another time.' : undefined}
        </PredictionTable>
        {isByScore(search) && found.items.some((item) => item.rows > 1) ? (
          <Note>A request of several rows is found when one of them was decided so, or when the range of their scores reaches into the one searched for.</Note>
        ) : null}
      </div>
    </Page>
  )
}
