// Starts the real binary and hands out its address. GW_BINARY names the binary.
import { spawn } from "node:child_process";

export async function start(args, env = {}) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  const child = spawn(process.env.GW_BINARY, args, { env: { ...clean, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("did not start:\n" + output)), 20_000);
    const read = (bytes) => {
      output += bytes;
      const match = output.match(/https?:\/\/[\w.[\]:-]*?:(\d+)/);
      if (match) { clearTimeout(timer); resolve(Number(match[1])); }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => { clearTimeout(timer); reject(new Error(`exited with ${code}:\n${output}`)); });
  });
  return {
    port,
    output: () => output,
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => { child.on("exit", resolve); child.kill("SIGTERM"); }),
  };
}
