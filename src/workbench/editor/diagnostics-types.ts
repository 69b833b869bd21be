/** What `vazou/diagnostics` exports, for the editor. A test holds it against the real module. */
export const DIAGNOSTICS_TYPES = `/** Liga o perfilador de heap e o servidor /debug/pprof/ deste processo. */
export {};
`;
