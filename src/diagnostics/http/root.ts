/** Where everything is served: Go's. */
export const ROOT = '/debug/pprof/';
