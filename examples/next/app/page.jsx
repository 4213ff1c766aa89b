export default function Page() {
  return (
    <ul>
      {["isr", "static", "unstable", "cached", "remote", "fetched", "route"].map((name) => (
        <li key={name}>
          <a href={`/${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
