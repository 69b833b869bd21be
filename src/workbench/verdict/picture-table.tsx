import { t } from '#i18n/index.ts';

interface PictureTableProps {
  /** Heading of the rows' names. */
  readonly first: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** A verdict's picture in figures. */
export function PictureTable({ first, columns, rows }: PictureTableProps) {
  return (
    <details class="wb-picture-table">
      <summary>{t.workbench.verdict.inFigures}</summary>
      <table class="wb-table">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="wb-number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }, row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {values.map((value, index) => (
                <td key={columns[index]} class="wb-number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
