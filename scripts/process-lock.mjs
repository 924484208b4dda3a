// One process at a time on a folder. Runs on Node 20 and needs nothing installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'

/** When a process began, so that a later one with the same number is not taken for it; null when it is gone. */
export function beginningOf(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return null
  }
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return fields[0] === 'Z' ? null : `${boot} ${fields[19]}`
  } catch {
    return null
  }
}

function holderIn(text) {
  try {
    const { pid, began } = JSON.parse(text)
    return Number.isInteger(pid) && beginningOf(pid) === began ? pid : null
  } catch {
    return null
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

/** The process that holds a lock now, or null. */
export function lockHolder(path) {
  const text = read(path)
  return text === null ? null : holderIn(text)
}

/** Removes a lock left by a process that is gone, unless another process was quicker and holds it now. */
function removeStale(path, text) {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, path)
    rmSync(aside, { force: true })
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
}

/**
 * Takes a lock file, or tells who holds it. A lock whose process is gone, even by kill -9, is free.
 * @param {string} path
 * @returns {{ holder: null, release: () => void } | { holder: number, release: null }}
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true })
  const mine = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) })
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (;;) {
      try {
        linkSync(draft, path)
        return { holder: null, release: () => read(path) === mine && rmSync(path, { force: true }) }
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const text = read(path)
      if (text === null) continue
      const holder = holderIn(text)
      if (holder !== null) return { holder, release: null }
      removeStale(path, text)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}
