/** Where the reader's own module would be. The test of this example puts the lab's code in its place. */
export declare function monthlyReport(store: number, until: Date): Promise<unknown>;
