/** The floor of `engines` in package.json. Written without newer syntax: an old Node must be able to say the sentence. */
const FLOOR = [20, 19];

/** Ends the process with one sentence when this Node is older than the floor. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return;
  console.error(
    `需要 Node.js ${FLOOR.join('.')} 或更高版本，当前是 ${process.versions.node}。请升级后重试。` +
      ` (Node.js ${FLOOR.join('.')} or newer is needed; this is ${process.versions.node}.)`,
  );
  process.exit(1);
}
