/** Allocates, renews the heap sampler, allocates again; prints what `makeRows` is said to have allocated and kept. */
import type { AllocationStats, HeapNode } from '#diagnostics/agent.ts';
import { HeapSampler } from '#diagnostics/main/heap-sampler.ts';

const INTERVAL = 8 * 1024;
/** About 2 MB. */
const ROWS_A_PART = 10_000;
const kept: unknown[] = [];

function makeRows(parts: number): unknown[] {
  const rows = [];
  for (let i = 0; i < parts * ROWS_A_PART; i++) rows.push([i, `row ${i} of many, and then some`, { i }]);
  return rows;
}

function read(sampler: HeapSampler) {
  const reading = sampler.read();
  if (reading.kind !== 'allocations') throw new Error(reading.kind);
  const sums = { inuse: 0, alloc: 0, renewedAt: reading.renewedAt };
  const visit = (node: HeapNode<AllocationStats>): void => {
    for (const { inuseSpaceBytes, allocSpaceBytes } of node.name === 'makeRows' ? node.allocations : []) {
      sums.inuse += inuseSpaceBytes;
      sums.alloc += allocSpaceBytes;
    }
    node.children.forEach(visit);
  };
  visit(reading.root);
  if (reading.earlier !== null) visit(reading.earlier);
  return sums;
}

const sampler = new HeapSampler(INTERVAL, 1);
makeRows(20);
kept.push(makeRows(10));
const before = read(sampler);
sampler.renewIfFull();
makeRows(10);
const after = read(sampler);
console.log(JSON.stringify({ before, after, kept: kept.length }));
