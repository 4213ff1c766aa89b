interface FiguresProps {
  readonly rows: readonly (readonly [name: string, value: string])[];
}

/** Names and what they are at present. */
export function Figures({ rows }: FiguresProps) {
  return (
    <dl class="figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
