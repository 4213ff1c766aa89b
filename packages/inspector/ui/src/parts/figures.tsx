interface FiguresProps {
  readonly rows: readonly (readonly [name: string, value: string])[];
}

/** Names with their current values. */
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
