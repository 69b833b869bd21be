/** The same in more and in fewer words; the width of the workbench decides. Only the one shown is read aloud. */
export function Words({ long, short }: { long: string; short: string }) {
  return (
    <>
      <span class="wb-wide">{long}</span>
      <span class="wb-narrow">{short}</span>
    </>
  );
}
