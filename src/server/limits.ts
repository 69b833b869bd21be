/** Every limit of the workshop's server, with its reason. */

const KiB = 1024;
const MiB = 1024 * KiB;

/** The largest body is a saved file: the workspace takes 512 KiB, escaping in JSON can double it, the rest is framing. */
export const MAX_BODY_BYTES = MiB + 64 * KiB;

/** Each running lab may take its ceiling plus V8's own memory; three fit a laptop with 8 GB. */
export const MAX_RUNNING_LABS = 3;

/** A hundred times the burst of a typical lab: more than one wants to wait for, far less than a number can hold. */
export const MAX_LOAD_REQUESTS = 1_000_000;

/** The longest recording that a page may ask of a local process: as long as anybody waits before a progress bar. */
export const MAX_REMOTE_SECONDS = 60;

/** Of a recording of a lab: a trace of a minute is already 100 MB of events, and the page would not draw them. */
export const MAX_CAPTURE_SECONDS = 30;

/** For the way there and back, and for the garbage collections before a heap profile. */
export const REMOTE_GRACE_MS = 20_000;

/** Of a source file that a profile names: more than anybody wrote by hand. */
export const MAX_SOURCE_BYTES = 4 * MiB;

/** A browser opens at most 6 connections to one host over HTTP/1.1, so this is two browsers and a few scripts. */
export const MAX_FOLLOWERS_PER_LAB = 16;

/**
 * Events that may wait for one slow client. At a few events a second this is minutes; a client further behind is
 * cut off and, on reconnecting, gets a snapshot, which says all that it missed.
 */
export const MAX_QUEUED_EVENTS = 2_000;

/** Shorter than the 30 s after which common proxies drop a silent connection. */
export const HEARTBEAT_MS = 15_000;

/** What EventSource waits before it reconnects: a restarted workshop is up again within about a second. */
export const RECONNECT_MS = 1_000;

/** How many ports after the preferred one are tried. */
export const PORT_ATTEMPTS = 50;

/** Connections at once. A page uses 6, a handful of tabs some dozens; a runaway script stops here. */
export const MAX_CONNECTIONS = 256;

/** How long answers under way may still take once the workshop is closing; then their connections are cut. */
export const CLOSING_GRACE_MS = 1_000;
