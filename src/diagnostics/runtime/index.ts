/**
 * `import … from 'vazou/diagnostics/runtime'`: what `runtime/pprof` is to Go. Profiles that the program itself takes,
 * writes and adds to. Importing it starts the profilers of this thread (as configured by the environment, see
 * {@link readSettings}), but serves nothing: that is `vazou/diagnostics`.
 */
export { startCPUProfile, stopCPUProfile } from './cpu-profile-stream.ts';
export { CpuProfilerBusy } from '../main/cpu-profiler.ts';
export { startTrace, stopTrace } from './trace-stream.ts';
export { TracerBusy } from '../main/tracer.ts';
export { lookupProfile, profiles } from './lookup.ts';
export { Profile, type ReadableProfile } from './profile.ts';
export { DuplicateValue, EmptyProfileName, ProfileNameTaken, ProfileUnavailable } from './profile-errors.ts';
export { labels, withLabels, type Labels } from './labels.ts';
export { forceGC, readMemStats, type MemStats } from './memory.ts';
