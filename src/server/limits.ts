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

/** Terminals at once, of all labs: one for the service, one for curl, one for pprof, and as many again. */
export const MAX_TERMINALS = 8;

/** Lines that a terminal keeps above its screen: a long report and the commands around it, at about 3 MB. */
export const SCROLLBACK_LINES = 2_000;

/** Beyond the largest screen with the smallest type; the cells of a screen cost memory. */
export const MAX_COLUMNS = 500;
export const MAX_ROWS = 200;

/** The largest message of a terminal's client. A longer paste comes in several. */
export const MAX_TERMINAL_MESSAGE_BYTES = 64 * KiB;

/** A command of a lesson: one line, whatever it pipes. */
export const MAX_COMMAND_CHARACTERS = 2_000;

/** Of a profile that lies in the workspace: as large as the page itself takes. */
export const MAX_PROFILE_FILE_BYTES = 256 * MiB;

/** How often a terminal's client says what it has drawn. */
export const ACK_EVERY_BYTES = 64 * KiB;

/** Output that waits to be drawn: above, the program is held; below, it goes on. A keystroke's echo stays swift. */
export const PAUSE_ABOVE_BYTES = 512 * KiB;
export const RESUME_BELOW_BYTES = 128 * KiB;

/** A terminal that no page has shown for so long is ended, with all that runs in it. Longer than a lunch. */
export const UNWATCHED_TERMINAL_MS = 2 * 60 * 60 * 1_000;
