import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepLive } from './live-stream.ts'

/** A stream as a browser has it, told by the test what the server does. */
class FakeSource extends EventTarget {
  readyState = 0
  closed = false
  close() {
    this.closed = true
    this.readyState = 2
  }
  changed() {
    this.readyState = 1
    this.dispatchEvent(new Event('changed'))
  }
  breaks() {
    this.readyState = 0
    this.dispatchEvent(new Event('error'))
  }
  refused() {
    this.readyState = 2
    this.dispatchEvent(new Event('error'))
  }
}

function page({ hidden = false } = {}) {
  const held = { hidden, sources: [] as FakeSource[], asked: 0, refusals: 0 }
  const { look, stop } = keepLive({
    open: () => {
      const source = new FakeSource()
      held.sources.push(source)
      return source
    },
    hidden: () => held.hidden,
    onChange: () => held.asked++,
    onRefused: () => held.refusals++,
  })
  const show = (visible: boolean) => {
    held.hidden = !visible
    look()
  }
  const newest = () => held.sources.at(-1) as FakeSource
  return { held, show, stop, newest, open: () => held.sources.filter(({ closed }) => !closed).length }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks for each change but the first of a new page, at most once a second', () => {
  const { held, newest } = page()
  newest().changed()
  expect(held.asked).toBe(0)
  newest().changed()
  newest().changed()
  expect(held.asked).toBe(1)
  vi.advanceTimersByTime(1000)
  expect(held.asked).toBe(2)
  vi.advanceTimersByTime(5000)
  expect(held.asked).toBe(2)
  newest().breaks()
  newest().changed()
  expect(held.asked).toBe(3)
  expect(held.sources).toHaveLength(1)
})

it('holds no stream in the background, and takes what it missed for a change', () => {
  const { held, show, newest, open } = page()
  newest().changed()
  show(false)
  expect(open()).toBe(0)
  show(true)
  expect(open()).toBe(1)
  newest().changed()
  expect(held.asked).toBe(1)
  show(true)
  expect(held.sources).toHaveLength(2)
})

it('opens none for a page that was made in the background until it is looked at', () => {
  const { held, show, newest } = page({ hidden: true })
  expect(held.sources).toHaveLength(0)
  show(true)
  newest().changed()
  expect(held.asked).toBe(1)
})

it('tries a refused stream again later, tells of the refusal once, and again after it has been open', () => {
  const { held, newest, open } = page()
  newest().changed()
  newest().refused()
  expect(held.refusals).toBe(1)
  vi.advanceTimersByTime(15_000)
  expect(held.sources).toHaveLength(2)
  newest().refused()
  vi.advanceTimersByTime(15_000)
  expect(held.sources).toHaveLength(3)
  expect(held.refusals).toBe(1)
  newest().changed()
  expect(held.asked).toBe(1)
  newest().refused()
  expect(held.refusals).toBe(2)
  vi.advanceTimersByTime(15_000)
  expect(open()).toBe(1)
})

it('tries at once when a refused page is looked at again, and not twice', () => {
  const { held, show, newest, open } = page()
  newest().refused()
  show(false)
  vi.advanceTimersByTime(60_000)
  expect(held.sources).toHaveLength(1)
  show(true)
  expect(held.sources).toHaveLength(2)
  newest().refused()
  show(true)
  expect(held.sources).toHaveLength(3)
  vi.advanceTimersByTime(60_000)
  expect(held.sources).toHaveLength(3)
  expect(open()).toBe(1)
})

it('leaves nothing behind', () => {
  const { held, stop, newest, open } = page()
  newest().refused()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(held.sources).toHaveLength(1)
  expect(open()).toBe(0)
})
